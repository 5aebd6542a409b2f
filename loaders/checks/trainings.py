"""Training sessions: when they were held, who came, and the same session twice."""

import math
import operator
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from loaders.checks.check_input import CheckInput, RowRef, source
from loaders.checks.likelihood import LARGEST_SCORE, LEAST_HISTORY, History
from loaders.checks.names import folded, nearly_same
from loaders.problems import Problem
from words.kinds.trainings import KIND, StoredTraining

MOST_A_DAY = 30  # sessions whose titles are compared with one another; above, only their spelling is
LEAST_SPREAD = 0.25  # of the logarithm of attendances, about a quarter more or less


def attendances(book: CheckInput) -> Iterator[Problem]:
    """A session that took place had attendances. Where they are not given, they are not known, and the session still counts."""
    for rows in book.tables(KIND):
        for index, (count, day) in enumerate(book.columns(rows, "attendances", "held_on")):
            if count == 0:
                yield RowRef(rows, index).problem("zero-attendance", "attendances", count)
            elif count is None and not _is_after(day, book.month_end):
                yield RowRef(rows, index).problem("attendance-missing", "attendances", None)


def days_in_time(book: CheckInput) -> Iterator[Problem]:
    """A session was held by the end of the month reported; one still planned is no session.

    One that has attendances took place all the same, before the ledger was filled in: a warning. An older register,
    of which that is said already, may well be filled with what is known now.
    """
    begins, ends = book.plan.counts_from, None if book.is_older(KIND) else book.month_end
    for rows in book.tables(KIND):
        for index, (day, count) in enumerate(book.columns(rows, "held_on", "attendances")):
            if day is not None and _is_after(day, ends):
                code = "training-planned" if count is None else "date-after-month"
                yield RowRef(rows, index).problem(code, "held_on", day, expected=ends)
            elif day is not None and begins is not None and day < begins:
                yield RowRef(rows, index).problem("before-plan", "held_on", day, expected=begins)


def same_session_twice(book: CheckInput) -> Iterator[Problem]:
    """Two titles of one day that are nearly the same are one session, which would be counted twice."""
    held = {key for rows in book.tables(KIND) for key in rows.keys}
    earlier: dict[date, list[tuple[str, RowRef | StoredTraining]]] = defaultdict(list)
    for key, stored in book.stored(KIND, StoredTraining).items() if held else ():
        if key not in held:
            earlier[stored.held_on].append((folded(stored.title), stored))
    for rows in book.tables(KIND):
        for index, (day, title) in enumerate(book.columns(rows, "held_on", "title")):
            if day is None or title is None:
                continue
            row, name, others = RowRef(rows, index), folded(title), earlier[day]
            is_same = nearly_same if len(others) < MOST_A_DAY else operator.eq
            before = next((other for other_name, other in others if is_same(name, other_name)), None)
            others.append((name, row))
            if isinstance(before, StoredTraining):
                where = source(before.unit, before.month)
                yield row.problem("training-known", "title", title, expected=before.title, where=where)
            elif before is not None and before.get("title") != title:  # the very same: duplicate-key
                other_title, cell = before.get("title"), before.cell("title", rows)
                yield row.problem("training-twice", "title", title, expected=other_title, first=cell)


def many_attendances(book: CheckInput) -> Iterator[Problem]:
    """Attendances far above those of the unit's other sessions, once six of them are stored.

    Judged by the logarithms (checks/likelihood.py), as groups differ in size by factors, not by heads.
    """
    mine = {
        key: stored.attendances
        for key, stored in book.stored(KIND, StoredTraining).items()
        if stored.attendances and stored.unit is not None and not book.is_other_unit(stored.unit)
    }
    if len(mine) < LEAST_HISTORY:
        return
    history = History([math.log(count) for count in mine.values()], LEAST_SPREAD)
    for rows in book.tables(KIND):
        for index, (key, count) in enumerate(zip(rows.keys, book.column(rows, "attendances"), strict=True)):
            if count and mine.get(key) != count and history.score(math.log(count)) > LARGEST_SCORE:
                usual = f"{math.exp(history.median):.0f}"
                yield RowRef(rows, index).problem("many-attendances", "attendances", count, expected=usual)


def _is_after(day: date | None, end: date | None) -> bool:
    return day is not None and end is not None and day > end


CHECKS = (attendances, days_in_time, same_session_twice, many_attendances)
