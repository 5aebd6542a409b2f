"""Saving is all or nothing: a process killed at any moment leaves the import whole or not there at all."""

import multiprocessing
import time

from sqlalchemy import func, select

from store.database import open_database, snapshot, transaction
from store.saving import save
from store.schema import import_sheets, imports, versioned, workbooks
from words.kinds import Batch, Rows, row_key

ROWS = 20_000
STEP = 0.03  # seconds
MOST_KILLS = 15

NAMES = [f"标准{number}" for number in range(ROWS)]
TABLE = Rows(
    "standards",
    "台账",
    (3,),
    ("name", "section"),
    {"name": "A", "section": "B"},
    [row_key("p", [name]) for name in NAMES],
    list(range(4, ROWS + 4)),
    [(name, "基础设施") for name in NAMES],
)
BATCH = Batch("a.xlsx", b"x" * 1_000_000, "sha", "p", "甲", "2023-06", False, [TABLE])


def saving(url: str, begun) -> None:
    engine = open_database(url)
    begun.set()
    with transaction(engine) as connection:
        save(connection, BATCH)


def run(url: str, after: float | None) -> None:
    """Save in a process of its own, killed after some seconds of saving."""
    fork = multiprocessing.get_context("fork")
    begun = fork.Event()
    process = fork.Process(target=saving, args=(url, begun))
    process.start()
    begun.wait(60)
    if after is not None:
        time.sleep(after)
        process.kill()
    process.join()


def counts(url: str) -> tuple[int, ...]:
    """Imports, their workbooks, their sheets and their rows, after the database was opened anew."""
    engine = open_database(url)
    with snapshot(engine) as connection:
        row_counts = tuple(
            connection.scalar(select(func.count()).select_from(table))
            for table in (imports, workbooks, import_sheets, versioned["standards"])
        )
    engine.dispose()
    return row_counts


def test_a_killed_import_is_whole_or_not_there(database_url):
    whole, nothing = (1, 1, 1, ROWS), (0, 0, 0, 0)
    open_database(database_url).dispose()
    kills = 0
    # Each kill comes a little later than the one before, until one comes after the end.
    while (row_counts := counts(database_url)) == nothing and kills < MOST_KILLS:
        run(database_url, after=kills * STEP)
        kills += 1
    assert kills > 3, "killed at too few moments"
    if row_counts == nothing:
        run(database_url, after=None)  # nothing that a kill left behind is in the way of the next
    assert counts(database_url) == whole
