"""Loading the five plans with their made-up monthly ledgers, and taking the ledgers away again."""

from collections.abc import Callable
from pathlib import Path

from services.imports import take_in
from store.database import Engine, snapshot, transaction
from store.facts import demo_imports, latest_import
from store.saving import undo
from words import _
from words.errors import PlanwatchError
from words.kinds import Record

DATA = Path(__file__).parents[1] / "data"


def is_empty(engine: Engine) -> bool:
    """Whether nothing was ever imported into the database."""
    with snapshot(engine) as connection:
        return latest_import(connection) == 0


def load(engine: Engine, progress: Callable[[int, int, str], None] | None = None) -> dict[str, int]:
    """Load the plans, then the demonstration ledgers in the order of their months.

    Gives the numbers of plan workbooks and ledgers saved, and of those that held nothing new.
    Raises PlanwatchError when one of our own workbooks is rejected, naming its first problem.
    """
    plans = sorted((DATA / "plans").glob("*.xlsx"))
    ledgers = sorted((DATA / "demo").glob("*/*.xlsx"), key=lambda file: (file.name, file.parent.name))
    counts = {"plans": 0, "ledgers": 0, "same": 0}
    files = [*plans, *ledgers]
    for done, file in enumerate(files, start=1):
        intake = take_in(engine, file.read_bytes(), file.name)
        if intake.is_rejected:
            first = intake.problems[0]
            raise PlanwatchError(
                _("{file}, {sheet}!{cell}: {message}").format(
                    file=file.name, sheet=first.sheet, cell=first.cell, message=first.message
                )
            )
        name = "plans" if file in plans else "ledgers"
        counts["same" if intake.import_id is None else name] += 1
        if progress:
            progress(done, len(files), file.name)
    return counts


def clear(engine: Engine) -> Record:
    """Undo every import of demonstration data that is still in force; give their ids and the undoing import's."""
    with transaction(engine) as connection:
        ids = demo_imports(connection)
        undoing = (
            undo(connection, ids, file=_("Demonstration data cleared"), leave_newer=True) if ids else None
        )
    return {"undone": ids, "import_id": undoing}
