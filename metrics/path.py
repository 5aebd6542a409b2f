"""The planned path: what value the plan asks for at the end of a month."""

import math
from dataclasses import dataclass
from datetime import date

from metrics.facts import start_of
from metrics.months import month_of, number

ROUNDING = 9  # decimal places kept before comparing: 90 × 0.6 is 54, not 53.99…


@dataclass(frozen=True)
class Path:
    """The path of one target from `points`, (month, value) in order: start, checkpoints, due date.

    kind is "checkpoints" where the plan prints values on the way, else "line": the straight line is only a
    declared default. is_whole: a whole-number count expects whole numbers, rounded in favour of those who
    deliver (nobody owes 0.6 of a pilot).
    """

    points: tuple[tuple[int, float], ...]
    kind: str
    is_whole: bool

    @property
    def baseline_value(self) -> float:
        return self.points[0][1]

    @property
    def target_value(self) -> float:
        return self.points[-1][1]

    def value(self, month: str) -> float:
        """The value expected at the end of `month`: the baseline before the start, the target from the due month on."""
        now = number(month)
        (before, low), *rest = self.points
        value = low
        for after, high in rest:
            if now >= after:
                value = high
            elif now > before:
                value = low + (high - low) * (now - before) / (after - before)
            if now <= after:
                break
            before, low = after, high
        if not self.is_whole:
            return value
        rising = self.target_value >= self.baseline_value
        return float((math.floor if rising else math.ceil)(round(value, ROUNDING)))

    def share(self, value: float) -> float | None:
        """(value − baseline) / (target − baseline). None when the target equals its baseline."""
        whole = self.target_value - self.baseline_value
        return (value - self.baseline_value) / whole if whole else None


def planned_path(target: dict, checkpoints: list[dict], plan: dict) -> Path | None:
    """The planned path of a target. None when it has no number or no date.

    Counting starts at the baseline value, or at 0 where the plan prints none. Time starts with the plan's
    period, or with the day it was issued where it prints none. Source: docs/glossary.md, "Planned path".
    """
    starts_on: date | None = start_of(plan)
    due_on: date | None = target["due_on"] or plan["ends_on"]
    goal = target["target_value"]
    if starts_on is None or due_on is None or goal != goal or due_on < starts_on:
        return None
    baseline = target["baseline_value"]
    baseline = 0.0 if baseline != baseline else baseline
    # A point stands at the end of its month, so the start stands at the end of the month before it.
    start, due = number(month_of(starts_on)) - 1, number(month_of(due_on))
    stops = sorted(
        (number(month_of(row["due_on"])), row["planned_value"])
        for row in checkpoints
        if row["planned_value"] == row["planned_value"] and row["due_on"]
    )
    stops = [(month, value) for month, value in stops if start < month < due]
    points = ((start, baseline), *stops, (due, goal))
    return Path(points, "checkpoints" if stops else "line", is_whole_number(target))


def is_whole_number(target: dict) -> bool:
    """Whether the target counts whole things: its value and baseline are whole and its unit is not a rate."""
    values = [value for value in (target["target_value"], target["baseline_value"]) if value == value]
    return target["unit_of_measure"] != "%" and all(float(value).is_integer() for value in values)
