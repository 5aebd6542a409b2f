"""The one way in for workbooks: read, check against what is stored, preview, and save if asked and allowed.

The command line, the upload page and the demonstration data all come through here.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from loaders.checks import check
from loaders.known import Background, HeaderMapping, Headers, KnownPlan, KnownTarget
from loaders.problems import Problem
from loaders.reader import read_tables
from loaders.result import Reading
from loaders.workbook import TimeLimit, open_workbook
from metrics.facts import start_of
from store import facts as stored
from store import mappings, saving
from store.database import Connection, Engine, snapshot, transaction
from store.saving import Change, Changes, preview, save
from words import _
from words.kinds import Kind, ledgers
from words.terms import Comparator, Level

__all__ = ["Change", "Changes", "Intake", "forget_columns", "remember_columns", "take_in", "undo"]


@dataclass(frozen=True)
class Intake:
    """What became of one workbook. `import_id` is None when nothing was saved; `changes` when it had errors."""

    reading: Reading
    changes: Changes | None
    import_id: int | None

    @property
    def problems(self) -> list[Problem]:
        return self.reading.problems

    @property
    def is_rejected(self) -> bool:
        """Errors, or warnings that nobody accepted with a reason, kept the workbook out."""
        if self.changes is None:
            return True
        return self.changes.is_news and self.import_id is None and self.reading.has(Level.WARNING)

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.reading.workbook.file,
            "sha256": self.reading.workbook.sha256,
            "plan": self.reading.plan_code,
            "unit": self.reading.unit,
            "month": self.reading.month,
            "is_demo": self.reading.is_demo,
            "sheets": [
                {
                    "sheet": rows.sheet,
                    "kind": rows.kind,
                    "header_rows": list(rows.header_rows),
                    "rows": len(rows.rows),
                }
                for rows in self.reading.sheets
            ],
            "problems": [problem.to_json() for problem in self.problems],
            "changes": self.changes.counts() if self.changes else None,
            "import_id": self.import_id,
        }


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """What is made while a workbook is read stays in use, and looking through it again and again is slow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_garbage_collection()
def take_in(
    engine: Engine,
    content: bytes,
    file: str,
    *,
    plan_code: str | None = None,
    unit: str | None = None,
    month: str | None = None,
    only_check: bool = False,
    accepted_reason: str | None = None,
    saved_by: str | None = None,
    withdraws_missing: bool = False,
    reading: Reading | None = None,
) -> Intake:
    """Take in one workbook; `file` is its name. Saved whole in one transaction, or not at all.

    Errors always keep it out; warnings do unless `accepted_reason` says why they are accepted; hints never.
    Rows that the unit reported before and that are no longer there are kept, or taken back with withdraws_missing.
    reading: what the same bytes were read as before, in this language and for the same plan, unit and month; it is checked
    anew, but read anew only if the store would have it read otherwise by now.
    Raises WorkbookUnreadable when the bytes are no workbook.
    """
    time_limit = TimeLimit(file)
    if reading is None or reading.workbook.content != content:
        workbook = open_workbook(content, file, time_limit)
        with snapshot(
            engine
        ) as connection:  # reading takes the longest, and nobody else's saving is to wait for it
            reading = read_tables(workbook, _background(connection), plan_code, unit, month, time_limit)
    # What is saved was checked against the very state it is written into: one transaction for both.
    with (snapshot if only_check else transaction)(engine) as connection:
        background = _background(connection)
        if not reading.still_holds(background):
            reading = read_tables(reading.workbook, background, plan_code, unit, month, time_limit)
        reading = check(reading, background)
        if reading.has(Level.ERROR):
            return Intake(reading, None, None)
        batch = reading.batch(accepted_reason, saved_by=saved_by, withdraws_missing=withdraws_missing)
        if only_check or (reading.has(Level.WARNING) and not accepted_reason):
            return Intake(reading, preview(connection, batch), None)
        import_id, changes = save(connection, batch)
    return Intake(reading, changes, import_id)


def _background(connection: Connection) -> Background:
    return Background(StoredPlans(connection), _mappings(connection))


def _mappings(connection: Connection) -> dict[tuple[str, str], dict[Headers, HeaderMapping]]:
    by_unit: dict[tuple[str, str], dict[Headers, HeaderMapping]] = {}
    for plan_code, unit, headers, kind, columns in mappings.remembered(connection):
        by_unit.setdefault((plan_code, unit), {})[headers] = HeaderMapping(kind, columns)
    return by_unit


class StoredPlans(Mapping[str, KnownPlan]):
    """The stored plans as loaders know them, each read when it is asked for."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.rows = {row["plan_code"]: row for row in stored.current(connection, "plan")}
        self.plans: dict[str, KnownPlan] = {}

    def __getitem__(self, plan_code: str) -> KnownPlan:
        if plan_code not in self.plans:
            self.plans[plan_code] = _known_plan(self.connection, self.rows[plan_code])
        return self.plans[plan_code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class ReadWhenAsked(Mapping[str, Any]):
    """Stored rows by key, read from the database when they are first asked for: most workbooks hold few kinds."""

    def __init__(self, connection: Connection, kind: Kind, plan_code: str):
        self.connection, self.kind, self.plan_code = connection, kind, plan_code

    @cached_property
    def _rows(self) -> dict[str, Any]:
        stored_row = self.kind.stored_row
        if stored_row is None:
            return {}
        rows = stored.reported_rows(self.connection, self.kind.name, self.plan_code, stored_row._fields)
        return {key: stored_row(*row) for key, row in rows.items()}

    def __getitem__(self, key: str) -> Any:
        return self._rows[key]

    def get(self, key, default=None):  # type: ignore[no-untyped-def]  # as Mapping, but called for every row
        return self._rows.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _known_plan(connection: Connection, plan: dict[str, Any]) -> KnownPlan:
    code = plan["plan_code"]
    targets = stored.current(connection, "targets", code)
    tasks = stored.current(connection, "tasks", code)
    units = {
        name: row["name"]
        for row in stored.current(connection, "units", code)
        for name in (*(row["aliases"] or ()), row["short_name"], row["name"])
        if name
    }
    return KnownPlan(
        code,
        plan["title"],
        plan["starts_on"],
        plan["ends_on"],
        counts_from=start_of(plan),
        targets={row["target_code"]: _target(row) for row in targets},
        tasks={
            row["task_code"]: {
                unit
                for units_named in (row["lead_units"], row["support_units"], row["inferred_units"])
                for unit in units_named or ()
            }
            for row in tasks
        },
        units=units,
        issuers={units.get(name, name) for name in plan["issuers"] or ()},
        target_names={row["target_code"]: row["name"] for row in targets},
        task_titles={row["task_code"]: row["title"] for row in tasks},
        reported=stored.newest_reports(connection, code),
        rows={name: ReadWhenAsked(connection, kind, code) for name, kind in ledgers().items()},
    )


def _target(row: dict[str, Any]) -> KnownTarget:
    """What a check needs to know of a target. It may fall where less is better, or where it starts above its value."""
    baseline, value = row["baseline_value"], row["target_value"]
    may_fall = row["comparator"] == Comparator.AT_MOST or (
        baseline is not None and value is not None and value < baseline
    )
    return KnownTarget(row["unit_of_measure"], may_fall, frozenset(row["lead_units"] or ()))


def undo(engine: Engine, import_id: int, *, saved_by: str | None = None) -> int:
    """Take one import away again by a new one, whose id is given; see store.saving.undo."""
    name = _("Undo of import {id}").format(id=import_id)
    with transaction(engine) as connection:
        return saving.undo(connection, [import_id], file=name, saved_by=saved_by)


def remember_columns(
    engine: Engine,
    plan_code: str,
    unit: str | None,
    headers: Headers,
    kind: str,
    columns: Sequence[str | None],
    *,
    saved_by: str | None = None,
) -> None:
    """Remember what the columns under these headers mean, for the ledgers of a plan and unit; see store.mappings."""
    with transaction(engine) as connection:
        mappings.remember(connection, plan_code, unit, headers, kind, columns, saved_by)


def forget_columns(engine: Engine, plan_code: str, unit: str | None, headers: Headers) -> None:
    """Forget what was said of these headers."""
    with transaction(engine) as connection:
        mappings.forget(connection, plan_code, unit, headers)
