"""The kinds of rows that come out of workbooks, and the fields of each: the one list that readers and store share.

A kind is one idea of the glossary; its rows are told apart by a natural key made of its key fields within a
plan. The reader's side (headers, parsers) is in loaders/kinds/, the database's side in store/schema.py.
Imports nothing of ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Field:
    """One field of a kind. `type` is str, float, int, bool, date or list (a list of texts)."""

    name: str
    type: type
    is_key: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of row. `figure` is the field whose cell is shown as the source of a row."""

    name: str
    fields: tuple[Field, ...]
    figure: str
    is_ledger: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def key_fields(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.is_key)


def row_key(plan_code: str, parts: Iterable[object]) -> str:
    """The natural key of a row as text: plan code and key fields joined by "|", spaces at the ends dropped."""
    return row_keys(plan_code, [[part] for part in parts], 1)[0]


def row_keys(plan_code: str, columns: Sequence[Iterable[object]], count: int) -> list[str]:
    """The natural keys of `count` rows, from the columns of their key fields; of a kind without any, the plan code."""
    texts = (["" if part is None else str(part).strip() for part in column] for column in columns)
    return list(map("|".join, zip([plan_code] * count, *texts, strict=True)))


def cell_address(cells: Mapping[str, str], field: str, row: int) -> str:
    """The cell of a field as Excel names it. `cells` gives its column letter, or in a form its whole address.

    A field the sheet did not have points at the first column it did.
    """
    place = cells.get(field) or next(iter(cells.values()), "A")
    return place if place[-1].isdigit() else f"{place}{row}"


@dataclass
class Rows:
    """Rows of one kind as they stood in one sheet of a workbook.

    `fields` are the fields the sheet has, in the order of each tuple in `rows`; a sheet says nothing about
    fields it lacks. `cells` gives the column letter of each field, `numbers` the sheet row of each row, so
    every value can be walked back to its cell. Missing values are None. `part` counts the tables of the kind
    on the sheet, from 0.
    """

    kind: str
    sheet: str
    header_rows: tuple[int, ...]
    fields: tuple[str, ...]
    cells: dict[str, str]
    keys: list[str]
    numbers: list[int]
    rows: list[tuple[Any, ...]]
    part: int = 0

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.fields, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Batch:
    """One workbook, read and found good: what saving it as an import needs.

    `unit` and `month` are whom and which month a ledger reports for; a plan workbook has neither.
    A ledger whose tables have no rows is a zero report, and is still a report. withdraws_missing: rows that
    the unit reported before and that the batch no longer has are taken back; they are kept otherwise.
    """

    file: str
    content: bytes
    sha256: str
    plan_code: str
    unit: str | None
    month: str | None
    is_demo: bool
    sheets: Sequence[Rows]
    accepted_reason: str | None = None
    saved_by: str | None = None
    withdraws_missing: bool = False


def _kind(name: str, figure: str, *fields: tuple[Any, ...], is_ledger: bool = False) -> Kind:
    return Kind(name, tuple(Field(*field) for field in fields), figure, is_ledger)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind(
            "plan",
            "title",
            ("title", str),
            ("short_title", str),
            ("issuers", list),
            ("document_number", str),
            ("issued_on", date),
            ("published_on", date),
            ("period_text", str),
            ("starts_on", date),
            ("ends_on", date),
            ("note", str),
        ),
        _kind(
            "targets",
            "target_value",
            ("target_code", str, True),
            ("section", str),
            ("name", str),
            ("target_text", str),
            ("target_value", float),
            ("comparator", str),
            ("unit_of_measure", str),
            ("is_striving", bool),
            ("baseline_value", float),
            ("cycle", str),
            ("due_on", date),
            ("due_source", str),
            ("measure", str),
            ("measure_scope", str),
            ("lead_units", list),
            ("note", str),
        ),
        _kind(
            "checkpoints",
            "planned_value",
            ("target_code", str, True),
            ("due_on", date, True),
            ("planned_value", float),
            ("cycle", str),
            ("checkpoint_text", str),
            ("note", str),
        ),
        _kind(
            "baselines",
            "baseline_value",
            ("baseline_code", str, True),
            ("section", str),
            ("name", str),
            ("baseline_value", float),
            ("comparator", str),
            ("unit_of_measure", str),
            ("period_text", str),
            ("target_code", str),
            ("note", str),
        ),
        _kind(
            "tasks",
            "title",
            ("task_code", str, True),
            ("section", str),
            ("title", str),
            ("description", str),
            ("lead_units", list),
            ("support_units", list),
            ("due_text", str),
            ("due_on", date),
            ("is_ongoing", bool),
            ("inferred_units", list),
            ("note", str),
        ),
        _kind(
            "units",
            "name",
            ("name", str, True),
            ("short_name", str),
            ("aliases", list),
            ("role", str),
            ("note", str),
        ),
        _kind(
            "standards",
            "published_on",
            ("name", str, True),
            ("section", str),
            ("direction", str),
            ("topic", str),
            ("nature", str),
            ("action", str),
            ("standard_number", str),
            ("stage", str),
            ("registered_on", date),
            ("published_on", date),
            ("effective_on", date),
            ("lead_units", list),
            ("note", str),
            is_ledger=True,
        ),
        _kind(
            "trainings",
            "attendances",
            ("title", str, True),
            ("training_type", str),
            ("held_on", date, True),
            ("organiser", str),
            ("attendances", int),
            ("participants", list),
            ("venue", str),
            ("note", str),
            is_ledger=True,
        ),
        _kind(
            "indicators",
            "value",
            ("target_code", str, True),
            ("name", str),
            ("month", str, True),
            ("value", float),
            ("month_value", float),
            ("numerator", float),
            ("denominator", float),
            ("unit_of_measure", str),
            ("note", str),
            is_ledger=True,
        ),
        _kind(
            "task_reports",
            "attained_share",
            ("task_code", str, True),
            ("title", str),
            ("month", str, True),
            ("attained_share", float),
            ("status", str),
            ("progress_text", str),
            ("problem_text", str),
            ("next_step_text", str),
            ("note", str),
            is_ledger=True,
        ),
    )
}

LEDGERS = tuple(kind.name for kind in KINDS.values() if kind.is_ledger)
ALL_LEDGERS = "ledger"  # all of them in one workbook
