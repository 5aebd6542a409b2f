"""Training sessions: when they were held, who came, and the same session twice."""

import math
import operator
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from loaders.checks.given import Given, Place, source
from loaders.checks.likelihood import LARGEST_SCORE, LEAST_HISTORY, History
from loaders.checks.names import folded, nearly_same
from loaders.known import KnownTraining
from loaders.problems import Problem

KIND = "trainings"
MOST_A_DAY = 30  # sessions whose titles are compared with one another; above, only their spelling is
LEAST_SPREAD = 0.25  # of the logarithm of attendances, about a quarter more or less


def attendances(given: Given) -> Iterator[Problem]:
    """A session that took place had attendances. Not given, they are not known, and the session still counts."""
    for rows in given.of(KIND):
        for at, (count, day) in enumerate(given.columns(rows, "attendances", "held_on")):
            if count == 0:
                yield Place(rows, at).problem("zero-attendance", "attendances", count)
            elif count is None and not _is_after(day, given.month_end):
                yield Place(rows, at).problem("attendance-missing", "attendances", None)


def days_in_time(given: Given) -> Iterator[Problem]:
    """A session was held by the end of the month reported; one still planned is no session.

    One that has attendances took place all the same, before the ledger was filled in: a warning. An older register,
    of which that is told already, may well be filled with what is known now.
    """
    begins, ends = given.plan.counts_from, None if given.is_older(KIND) else given.month_end
    for rows in given.of(KIND):
        for at, (day, count) in enumerate(given.columns(rows, "held_on", "attendances")):
            if day is not None and _is_after(day, ends):
                code = "training-planned" if count is None else "date-after-month"
                yield Place(rows, at).problem(code, "held_on", day, expected=ends)
            elif day is not None and begins is not None and day < begins:
                yield Place(rows, at).problem("before-plan", "held_on", day, expected=begins)


def same_session_twice(given: Given) -> Iterator[Problem]:
    """Two titles of one day that are nearly the same are one session, which would be counted twice."""
    held = {key for rows in given.of(KIND) for key in rows.keys}
    earlier: dict[date, list[tuple[str, Place | KnownTraining]]] = defaultdict(list)
    for key, known in given.plan.trainings.items() if held else ():
        if key not in held:
            earlier[known.held_on].append((folded(known.title), known))
    for rows in given.of(KIND):
        for at, (day, title) in enumerate(given.columns(rows, "held_on", "title")):
            if day is None or title is None:
                continue
            place, name, others = Place(rows, at), folded(title), earlier[day]
            is_same = nearly_same if len(others) < MOST_A_DAY else operator.eq
            before = next((other for each, other in others if is_same(name, each)), None)
            others.append((name, place))
            if isinstance(before, KnownTraining):
                where = source(before.unit, before.month)
                yield place.problem("training-known", "title", title, expected=before.title, where=where)
            elif before is not None and before.get("title") != title:  # the very same: duplicate-key
                other, cell = before.get("title"), before.cell("title", rows)
                yield place.problem("training-twice", "title", title, expected=other, first=cell)


def many_attendances(given: Given) -> Iterator[Problem]:
    """Attendances far above those of the unit's other sessions, once six of them are stored.

    Judged by the logarithms (checks/likelihood.py), as groups differ in size by factors, not by heads.
    """
    mine = {
        key: known.attendances
        for key, known in given.plan.trainings.items()
        if known.attendances and known.unit is not None and not given.is_other_unit(known.unit)
    }
    if len(mine) < LEAST_HISTORY:
        return
    history = History([math.log(count) for count in mine.values()], LEAST_SPREAD)
    for rows in given.of(KIND):
        for at, (key, count) in enumerate(zip(rows.keys, given.column(rows, "attendances"), strict=True)):
            if count and mine.get(key) != count and history.score(math.log(count)) > LARGEST_SCORE:
                usual = f"{math.exp(history.median):.0f}"
                yield Place(rows, at).problem("many-attendances", "attendances", count, expected=usual)


def _is_after(day: date | None, end: date | None) -> bool:
    return day is not None and end is not None and day > end


CHECKS = (attendances, days_in_time, same_session_twice, many_attendances)
