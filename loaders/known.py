"""What is stored already, as far as a workbook is checked against it. Handed in, so that loaders need no database."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class KnownPlan:
    """A stored plan: its period and the names a ledger may use."""

    plan_code: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    targets: Mapping[str, str | None] = field(default_factory=dict)  # target_code -> unit of measure
    tasks: Set[str] = frozenset()
    units: Set[str] = frozenset()  # full names, short names and aliases
    reported: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (unit, kind) -> newest month


@dataclass(frozen=True)
class Known:
    """The stored plans by code."""

    plans: Mapping[str, KnownPlan] = field(default_factory=dict)
