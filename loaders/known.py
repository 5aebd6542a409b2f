"""What is stored already, as far as a workbook is checked against it. Handed in, so that loaders need no database.

Rows that were reported before are in mappings by row key (words.kinds.row_key), as the stored_row of their kind; `unit` is
who reported them (None: they stand in the plan workbook itself), `month` the month they are of, or of the ledger that
brought them.
"""

import difflib
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple


class KnownTarget(NamedTuple):
    """A target of a stored plan. may_fall: less is better, so its value falls; units: who leads it."""

    unit_of_measure: str | None = None
    may_fall: bool = False
    units: Set[str] = frozenset()

    @property
    def is_rate(self) -> bool:
        return self.unit_of_measure == "%"


@dataclass(frozen=True)
class KnownPlan:
    """A stored plan: its period, the names a ledger may use, and what was reported for it.

    Plans are equal when workbooks are read alike within them; what was reported counts only when they are checked.

    counts_from: what happened before does not count. tasks: {task_code: the units it names}. units: {full name, short
    name or alias: full name}. reported: {(unit, kind): newest month}. rows: {kind: {key: stored row}}.
    """

    plan_code: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    counts_from: date | None = None
    targets: Mapping[str, KnownTarget] = field(default_factory=dict)
    tasks: Mapping[str, Set[str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    issuers: Set[str] = frozenset()
    target_names: Mapping[str, str] = field(default_factory=dict)
    task_titles: Mapping[str, str] = field(default_factory=dict)
    reported: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)

    def full_name(self, unit: str) -> str:
        """A unit by its full name; a name that is not in the plan's list stays as it is."""
        return self.units.get(unit, unit)

    def answering(self, kind: str) -> Mapping[str, Set[str]]:
        """The codes of the plan's targets or tasks, each with the units that it names."""
        if kind == "tasks":
            return self.tasks
        return {code: target.units for code, target in self.targets.items()}

    def code_named(self, kind: str, name: str) -> str | None:
        """The code of the target or task of this name; None when no or several have it."""
        return self._codes[kind].get(_comparable(name))

    def nearest_name(self, kind: str, name: str) -> str:
        """The name of a target or task that comes nearest; "" when none is near."""
        return next(iter(difflib.get_close_matches(name, self._names[kind].values(), n=1, cutoff=0.5)), "")

    @property
    def _names(self) -> dict[str, Mapping[str, str]]:
        return {"targets": self.target_names, "tasks": self.task_titles}

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        return {kind: _by_name(names) for kind, names in self._names.items()}


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    """{name as compared: code}, without the names that several have."""
    codes: dict[str, list[str]] = {}
    for code, name in names.items():
        codes.setdefault(_comparable(name), []).append(code)
    return {name: of_name[0] for name, of_name in codes.items() if len(of_name) == 1}


def _comparable(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


Headers = tuple[str, ...]  # the header texts of a table, reduced to what is compared


@dataclass(frozen=True)
class HeaderMapping:
    """What a person said that the columns of a table mean: a header of the kind, or None, for each header text."""

    kind: str
    columns: tuple[str | None, ...]


@dataclass(frozen=True)
class Background:
    """What workbooks are read and checked against: the stored plans by code, and what persons said of tables.

    mappings: {(plan code, unit): {headers: mapping}}; the unit is "" for plan workbooks.
    """

    plans: Mapping[str, KnownPlan] = field(default_factory=dict)
    mappings: Mapping[tuple[str, str], Mapping[Headers, HeaderMapping]] = field(default_factory=dict)
