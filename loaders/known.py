"""What is stored already, as far as a workbook is checked against it. Handed in, so that loaders need no database."""

import difflib
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class KnownPlan:
    """A stored plan: its period and the names a ledger may use."""

    plan_code: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    targets: Mapping[str, str | None] = field(default_factory=dict)  # target_code -> unit of measure
    tasks: Set[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)  # full name, short name or alias -> full name
    reported: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (unit, kind) -> newest month
    target_names: Mapping[str, str] = field(default_factory=dict)  # target_code -> name
    task_titles: Mapping[str, str] = field(default_factory=dict)  # task_code -> title

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
