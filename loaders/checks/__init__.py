"""Checks across rows and against what is stored. Cells by themselves are read, and their doubts reported, by loaders/parse.

One file a kind of rows, or a theme of all of them. A check is a function: it takes what was read and what is stored
(`CheckInput`) and yields a `Problem` for each thing wrong, most simply by `RowRef(rows, index).problem(code, field, value)`
for the cell of a field in a row. Its docstring states the rule, its code stands in loaders/problems.py with level
and message, and its name in the CHECKS of its file. All tables of a kind are one to a check: `book.tables(kind)`.

An error is a thing that cannot be so or would count wrongly for certain; a warning is one that may be so, for a
reason to be written; a hint is good to know. Ledgers may have 100,000 rows: work on columns, and on single rows only
where something is wrong.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

from loaders.checks import plans, references, repeats, reporting, units
from loaders.checks.check_input import CheckInput
from loaders.known import Background
from loaders.problems import Problem, shortened
from loaders.result import Reading
from words.kinds import ledgers
from words.terms import Level

Check = Callable[[CheckInput], Iterator[Problem]]

OF_ANY_KIND: tuple[Check, ...] = (*repeats.CHECKS, *reporting.CHECKS, *references.CHECKS, *units.CHECKS)
OF_PLANS: tuple[Check, ...] = plans.CHECKS


def _of_kind(kind: str) -> tuple[Check, ...]:
    """The rules of a kind of ledger: the CHECKS of the file that has its name, where there is one."""
    name = f"{__name__}.{kind}"
    return import_module(name).CHECKS if find_spec(name) else ()


OF_A_KIND: dict[str, tuple[Check, ...]] = {kind: _of_kind(kind) for kind in ledgers()}


def check(reading: Reading, background: Background) -> Reading:
    """The reading with all its problems: those of its cells, and what its rows and what is stored show. The list is shortened.

    Of a cell that could not be read nothing more is said.
    """
    if not reading.has_tables:
        return reading
    book = CheckInput(reading, background)
    unread = {
        (problem.sheet, problem.cell)
        for problem in reading.problems_of_cells
        if problem.cell and problem.level is Level.ERROR
    }
    own = (one_check for checks in OF_A_KIND.values() for one_check in checks)
    problems = [*reading.problems_of_cells]
    for one_check in (*OF_ANY_KIND, *own, *OF_PLANS):
        problems += [problem for problem in one_check(book) if (problem.sheet, problem.cell) not in unread]
    return replace(reading, problems=shortened(problems))
