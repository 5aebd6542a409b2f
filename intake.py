"""The one way in for workbooks: read, check against what is stored, preview, and save if asked and allowed.

The command line, the upload page and the demonstration data all come through here.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from loaders.known import HeaderMapping, Headers, Known, KnownPlan
from loaders.problems import Problem
from loaders.reading import Reading, read_workbook
from loaders.workbook import open_workbook
from store import facts as stored
from store.database import reading, writing
from store.mappings import remembered
from store.saving import Changes, preview, save
from terms import Level


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

    def to_json(self) -> dict:
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
) -> Intake:
    """Take in one workbook; `file` is its name. Saved whole in one transaction, or not at all.

    Errors always keep it out; warnings do unless `accepted_reason` says why they are accepted; hints never.
    Rows that the unit reported before and that are no longer there are kept, or taken back with withdraws_missing.
    Raises WorkbookUnreadable when the bytes are no workbook.
    """
    workbook = open_workbook(content, file)
    with reading(engine) as connection:
        known = Known(StoredPlans(connection), _mappings(connection))
        found = read_workbook(workbook, known, plan_code=plan_code, unit=unit, month=month)
        if found.has(Level.ERROR):
            return Intake(found, None, None)
        batch = found.batch(accepted_reason, saved_by=saved_by, withdraws_missing=withdraws_missing)
        if only_check or (found.has(Level.WARNING) and not accepted_reason):
            return Intake(found, preview(connection, batch), None)
    with writing(engine) as connection:
        import_id, changes = save(connection, batch)
    return Intake(found, changes, import_id)


def _mappings(connection: Connection) -> dict[tuple[str, str], dict[Headers, HeaderMapping]]:
    found: dict[tuple[str, str], dict[Headers, HeaderMapping]] = {}
    for plan_code, unit, headers, kind, columns in remembered(connection):
        found.setdefault((plan_code, unit), {})[headers] = HeaderMapping(kind, columns)
    return found


class StoredPlans(Mapping[str, KnownPlan]):
    """The stored plans as loaders know them, each read when it is asked for."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.rows = {row["plan_code"]: row for row in stored.current(connection, "plan")}
        self.read: dict[str, KnownPlan] = {}

    def __getitem__(self, plan_code: str) -> KnownPlan:
        if plan_code not in self.read:
            self.read[plan_code] = _known_plan(self.connection, self.rows[plan_code])
        return self.read[plan_code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _known_plan(connection: Connection, plan: dict) -> KnownPlan:
    code = plan["plan_code"]
    units = stored.current(connection, "units", code)
    targets = stored.current(connection, "targets", code)
    tasks = stored.current(connection, "tasks", code)
    return KnownPlan(
        code,
        plan["title"],
        plan["starts_on"],
        plan["ends_on"],
        targets={row["target_code"]: row["unit_of_measure"] for row in targets},
        tasks={row["task_code"] for row in tasks},
        units={
            name: row["name"]
            for row in units
            for name in (*(row["aliases"] or ()), row["short_name"], row["name"])
            if name
        },
        reported=stored.newest_reports(connection, code),
        target_names={row["target_code"]: row["name"] for row in targets},
        task_titles={row["task_code"]: row["title"] for row in tasks},
    )
