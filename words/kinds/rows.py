"""Rows as they come out of workbooks: their keys, where they stood, and the batch that is saved of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# The values of a row by the names of its fields, as they come out of the store or a workbook.
Record = dict[str, Any]


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
    column = cells.get(field) or next(iter(cells.values()), "A")
    return column if column[-1].isdigit() else f"{column}{row}"


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

    def records(self) -> list[Record]:
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
