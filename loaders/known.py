"""What is stored already, as far as a workbook is checked against it. Handed in, so that loaders need no database.

Rows that were reported before are in mappings by row key (kinds.row_key); `unit` is who reported them (None: they
stand in the plan workbook itself), `month` the month they are of, or of the ledger that brought them.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
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

    def full_name(self, unit: str) -> str:
        """A unit by its full name; a name that is not in the plan's list stays as it is."""
        return self.units.get(unit, unit)


@dataclass(frozen=True)
class Known:
    """The stored plans by code."""

    plans: Mapping[str, KnownPlan] = field(default_factory=dict)
