"""Checks across rows and against what is stored. Cells by themselves are read, and told of, by loaders/parse.

One file a kind of rows, or a theme of several. A check is a function: it takes what was read and what is stored
(`Given`) and yields a `Problem` for each thing wrong, most simply by `Place(rows, at).problem(code, field, value)`
for the cell of a field in a row. Its docstring states the rule, its code stands in loaders/problems.py with level
and message, and its name in the CHECKS of its file. All tables of a kind are one to a check: `given.of(kind)`.

An error is a thing that cannot be so or would count wrongly for certain; a warning is one that may be so, for a
reason to be written; a hint is good to know. Ledgers may have 100,000 rows: work on columns, and on single rows only
where something is wrong.
"""

from loaders.checks import (
    indicators,
    plans,
    references,
    repeats,
    reporting,
    standards,
    task_reports,
    trainings,
    units,
)
from loaders.checks.given import Given
from loaders.known import Known
from loaders.problems import shortened
from loaders.result import Reading
from words.terms import Level

THEMES = (
    repeats,
    reporting,
    references,
    units,
    standards,
    trainings,
    indicators,
    task_reports,
    plans,
)


def check(reading: Reading, known: Known) -> None:
    """Add to the problems of a reading what its rows and what is stored show, and shorten the list of all.

    Of a cell that could not be read nothing more is told.
    """
    given = Given(reading, known)
    unread = {(each.sheet, each.cell) for each in reading.problems if each.cell and each.level is Level.ERROR}
    found = (each for theme in THEMES for one_check in theme.CHECKS for each in one_check(given))
    reading.problems += [each for each in found if (each.sheet, each.cell) not in unread]
    reading.problems = shortened(reading.problems)
