"""The planned path: what value the plan asks for at the end of a month."""

import math
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from metrics.checkpoints import Stop, stops
from metrics.facts import start_of
from metrics.goal import baseline_of, cycle_of, is_held, is_small_count, is_whole_number
from words.kinds import Record
from words.months import month_of, ordinal
from words.numbers import NOISE as ROUNDING  # 90 × 0.6 is 54, not 53.99…
from words.terms import Cycle

__all__ = ["ROUNDING", "Leg", "PlannedPath", "is_whole_number", "planned_path"]


@dataclass(frozen=True)
class Leg:
    """One stretch of a path from `points`, (month, value) in order: where it starts, values on the way, its end.

    is_whole: a whole-number count expects whole numbers, rounded in favour of those who deliver (nobody owes
    0.6 of a pilot). is_stepped: a value is owed at its own date, and nothing more before.
    """

    points: tuple[Stop, ...]
    is_whole: bool
    is_stepped: bool

    @property
    def baseline_value(self) -> float:
        return self.points[0][1]

    @property
    def target_value(self) -> float:
        return self.points[-1][1]

    @property
    def ends(self) -> int:
        return self.points[-1][0]

    def value(self, now: int) -> float:
        """The value expected at the end of a month; the first before the leg starts, the last once it has ended."""
        points = self.points
        if now <= points[0][0]:
            return points[0][1]
        if now >= points[-1][0]:
            return points[-1][1]
        index = bisect_left(points, (now, -math.inf))
        after, high = points[index]
        before, low = points[index - 1]
        if now == after:
            return high
        value = low if self.is_stepped else low + (high - low) * (now - before) / (after - before)
        if not self.is_whole:
            return value
        # Noise goes first, or a value that is short of a whole by its last bit would lose one.
        rounded = math.floor if points[-1][1] >= points[0][1] else math.ceil
        return float(rounded(round(value, ROUNDING)))

    def share(self, value: float) -> float | None:
        """(value − baseline) / (target − baseline). None when the target equals its baseline."""
        low = self.points[0][1]
        whole = self.points[-1][1] - low
        return (value - low) / whole if whole else None


@dataclass(frozen=True)
class PlannedPath:
    """The path of one target: one leg, or one a year where it starts anew each year.

    kind tells where its values come from: "checkpoints" and "yearly" (sub-targets added up) the plan prints;
    "line", and "steps" for small counts, are declared defaults where it prints none; "level" is one to hold.
    """

    legs: tuple[Leg, ...]
    kind: str

    @cached_property
    def _ends(self) -> list[int]:
        return [leg.ends for leg in self.legs]

    @property
    def baseline_value(self) -> float:
        return self.legs[0].baseline_value

    @property
    def target_value(self) -> float:
        return self.legs[-1].target_value

    @property
    def is_whole(self) -> bool:
        return self.legs[0].is_whole

    def leg(self, month: str) -> Leg:
        """The stretch that a month belongs to; the first before it all starts, the last once it is over."""
        if len(self.legs) == 1:
            return self.legs[0]
        return self.legs[min(bisect_left(self._ends, ordinal(month)), len(self.legs) - 1)]

    def value(self, month: str) -> float:
        """The value expected at the end of `month`: the baseline before the start, the target from the due month on."""
        return self.leg(month).value(ordinal(month))

    def share(self, value: float, month: str | None = None) -> float | None:
        """(value − baseline) / (target − baseline), of the leg of `month` where each year has one."""
        return (self.leg(month) if month else self.legs[0]).share(value)


def planned_path(target: Record, checkpoints: list[Record], plan: Record) -> PlannedPath | None:
    """The planned path of a target. None when it has no number or no date.

    Counting starts at the baseline value, or at 0 where the plan prints none. Time starts with the plan's
    period, or with the day it was issued where it prints none. Source: docs/glossary.md, "Planned path".
    """
    starts_on: date | None = start_of(plan)
    due_on: date | None = target["due_on"] or plan["ends_on"]
    goal = target["target_value"]
    if starts_on is None or due_on is None or goal != goal or due_on < starts_on:
        return None
    # A point stands at the end of its month, so the start stands at the end of the month before it.
    start, due = ordinal(month_of(starts_on)) - 1, ordinal(month_of(due_on))
    match cycle_of(target):
        case Cycle.MONTH:
            return PlannedPath((Leg(((start, goal), (due, goal)), False, False),), "level")
        case Cycle.YEAR:
            return _each_year(target, checkpoints, start, due)
    printed, is_yearly = stops(target, checkpoints, starts_on.year)
    on_the_way = [(month, value) for month, value in printed if start < month < due]
    leg = _leg(target, [(start, baseline_of(target)), *on_the_way, (due, goal)])
    if on_the_way:
        return PlannedPath((leg,), "yearly" if is_yearly else "checkpoints")
    return PlannedPath((leg,), "steps" if is_small_count(target) else "line")


def _each_year(target: Record, checkpoints: list[Record], start: int, due: int) -> PlannedPath:
    """Legs from 0 in January to the year's value in December; a checkpoint says what its own year asks for."""
    planned = {
        ordinal(month_of(row["due_on"])): row["planned_value"]
        for row in checkpoints
        if row["due_on"] and row["planned_value"] == row["planned_value"]
    }
    # Months are numbered from January of a year 0: 11 is its December.
    decembers = [*range(start // 12 * 12 + 11, due, 12), due]
    ends = [end for end in decembers if end > start]
    legs = []
    for before, end in pairwise([start, *ends]):
        on_the_way = sorted((month, value) for month, value in planned.items() if before < month < end)
        points = [(before, 0.0), *on_the_way, (end, planned.get(end, target["target_value"]))]
        if is_held(target):  # a limit on the year is the same in all its months
            points = [(month, points[-1][1]) for month in (before, end)]
        legs.append(_leg(target, points))
    if is_held(target):
        return PlannedPath(tuple(legs), "level")
    kind = "checkpoints" if planned else "steps" if is_small_count(target) else "line"
    return PlannedPath(tuple(legs), kind)


def _leg(target: Record, points: list[Stop]) -> Leg:
    # With checkpoints on the way; without any, whole steps are spread evenly over the line.
    is_stepped = len(points) > 2 and is_small_count(target)
    return Leg(tuple(points), is_whole_number(target), is_stepped)
