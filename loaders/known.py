"""What is stored already, as far as a workbook is checked against it. Handed in, so that loaders need no database.

Rows that were reported before are in mappings by row key (kinds.row_key); `unit` is who reported them (None: they
stand in the plan workbook itself), `month` the month they are of, or of the ledger that brought them.
"""

import difflib
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple


class KnownTarget(NamedTuple):
    """A target of a stored plan. may_fall: less is better, so its value falls; units: who leads it."""

    unit_of_measure: str | None = None
    may_fall: bool = False
    units: Set[str] = frozenset()

    @property
    def is_rate(self) -> bool:
        return self.unit_of_measure == "%"


class KnownStandard(NamedTuple):
    name: str
    standard_number: str | None = None
    stage: str | None = None
    published_on: date | None = None
    unit: str | None = None
    month: str | None = None


class KnownTraining(NamedTuple):
    title: str
    held_on: date
    attendances: int | None = None
    unit: str | None = None
    month: str | None = None


class KnownValue(NamedTuple):
    """One month of an indicator. `value` is the total since the plan began, `month_value` that month alone."""

    target_code: str
    month: str
    value: float | None = None
    month_value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str | None = None


class KnownReport(NamedTuple):
    """One month of a task."""

    task_code: str
    month: str
    attained_share: float | None = None
    status: str | None = None
    progress_text: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class KnownPlan:
    """A stored plan: its period, the names a ledger may use, and what was reported for it."""

    plan_code: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    counts_from: date | None = None  # what happened before does not count
    targets: Mapping[str, KnownTarget] = field(default_factory=dict)
    tasks: Mapping[str, Set[str]] = field(default_factory=dict)  # task_code -> the units it names
    units: Mapping[str, str] = field(default_factory=dict)  # full name, short name or alias -> full name
    issuers: Set[str] = frozenset()
    reported: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (unit, kind) -> newest month
    standards: Mapping[str, KnownStandard] = field(default_factory=dict)
    trainings: Mapping[str, KnownTraining] = field(default_factory=dict)
    indicators: Mapping[str, KnownValue] = field(default_factory=dict)
    task_reports: Mapping[str, KnownReport] = field(default_factory=dict)
    target_names: Mapping[str, str] = field(default_factory=dict)  # target_code -> name
    task_titles: Mapping[str, str] = field(default_factory=dict)  # task_code -> title

    def full_name(self, unit: str) -> str:
        """A unit by its full name; a name that is not in the plan's list stays as it is."""
        return self.units.get(unit, unit)

    def code_named(self, kind: str, name: str) -> str | None:
        """The code of the target ("indicators") or task ("task_reports") of this name; None when no or several have it."""
        return self._codes(kind).get(_comparable(name))

    def nearest_name(self, kind: str, name: str) -> str:
        """The name that the plan has and that comes nearest; "" when none is near."""
        names = (self.target_names if kind == "indicators" else self.task_titles).values()
        return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.5)), "")

    def _codes(self, kind: str) -> Mapping[str, str]:
        return self._target_codes if kind == "indicators" else self._task_codes

    @cached_property
    def _target_codes(self) -> Mapping[str, str]:
        return _by_name(self.target_names)

    @cached_property
    def _task_codes(self) -> Mapping[str, str]:
        return _by_name(self.task_titles)


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    codes: dict[str, list[str]] = {}
    for code, name in names.items():
        codes.setdefault(_comparable(name), []).append(code)
    return {name: found[0] for name, found in codes.items() if len(found) == 1}


def _comparable(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


Headers = tuple[str, ...]  # the header texts of a table, reduced to what is compared


@dataclass(frozen=True)
class HeaderMapping:
    """What a person said that the columns of a table mean: a header of the kind, or None, for each header text."""

    kind: str
    columns: tuple[str | None, ...]


@dataclass(frozen=True)
class Known:
    """The stored plans by code, and what was said of tables: {(plan code, unit): {headers: mapping}}."""

    plans: Mapping[str, KnownPlan] = field(default_factory=dict)
    mappings: Mapping[tuple[str, str], Mapping[Headers, HeaderMapping]] = field(default_factory=dict)
