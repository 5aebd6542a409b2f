"""Checkpoints: the values that a plan prints for dates on the way, and whether they agree with its target.

A checkpoint is cumulative (Cycle.PLAN, also where the plan says nothing) or a yearly sub-target (Cycle.YEAR):
what its own year is to add. Knows no tables, so that the reader of workbooks can ask too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.goal import baseline_of, cycle_of, is_falling, reached
from words.kinds import Record
from words.months import month_of, ordinal
from words.numbers import NOISE
from words.terms import Comparator, Cycle
from words.unit_of_measure import is_rate

Stop = tuple[int, float]  # month (metrics.months.number) and the value planned by its end


def stops(target: Record, checkpoints: Sequence[Record], first_year: int) -> tuple[list[Stop], bool]:
    """The planned values in order of their months, cumulative, and whether yearly sub-targets are among them.

    Yearly sub-targets are added up from the baseline, year after year from the plan's first one. Where a year
    is missing nothing is known of the years behind it. Checkpoints in words have no value and no stop. A rate
    is never added up: its yearly values are levels.
    """
    numeric = _numeric(checkpoints)
    yearly = [row for row in numeric if _is_yearly(target, row)]
    planned = {ordinal(month_of(row["due_on"])): row["planned_value"] for row in numeric if row not in yearly}
    done, year = baseline_of(target), first_year
    while rows := [row for row in yearly if row["due_on"].year == year]:
        # Within a year the values count from its January on, so that the last one is the year's.
        for row in rows:
            planned.setdefault(ordinal(month_of(row["due_on"])), done + row["planned_value"])
        done += rows[-1]["planned_value"]
        year += 1
    return sorted(planned.items()), bool(yearly)


class Mismatch(StrEnum):
    """How the checkpoints of a target disagree with it."""

    YEARLY_SUM = "yearly-sum"  # the yearly sub-targets do not add up to the target
    YEARLY_GAP = "yearly-gap"  # a year between two yearly sub-targets has none
    PERHAPS_YEARLY = "perhaps-yearly"  # not said to be yearly, but they add up to the target
    BACKWARDS = "backwards"  # a later value is less far than an earlier one
    BEYOND_TARGET = "beyond-target"  # a value on the way is further than the target
    NOT_TARGET = "not-target"  # the value for the due month or later is not the target


@dataclass(frozen=True)
class Disagreement:
    """One disagreement: `due_on` of the checkpoint it shows at (the last one for sums), the value there and the one expected."""

    code: Mismatch
    due_on: date
    value: float
    expected: float


def disagreements(target: Record, checkpoints: Sequence[Record]) -> list[Disagreement]:
    """Where the numeric checkpoints of a target disagree with its value or with one another; [] when all is well.

    target and checkpoints: rows with the fields of their kinds; `due_on` may be None for the target. Values a
    target asks for anew in each year or month are free to differ, so nothing is said of them. Of "at least" and
    "about" only a sum that falls short disagrees.
    """
    goal = target["target_value"]
    numeric = _numeric(checkpoints)
    if goal is None or goal != goal or not numeric or cycle_of(target) != Cycle.PLAN:
        return []
    yearly = [row for row in numeric if _is_yearly(target, row)]
    cumulative = [row for row in numeric if row not in yearly]
    return [*_of_yearly(target, yearly), *_of_cumulative(target, cumulative)]


def _of_yearly(target: Record, rows: list[Record]) -> list[Disagreement]:
    if not rows:
        return []
    last = {row["due_on"].year: row["planned_value"] for row in rows}
    at, goal = rows[-1]["due_on"], target["target_value"]
    mismatches = []
    missing = sorted(set(range(min(last), max(last) + 1)) - set(last))
    if missing:
        mismatches.append(Disagreement(Mismatch.YEARLY_GAP, at, float(missing[0]), float(len(missing))))
    total, wanted = sum(last.values()), goal - baseline_of(target)
    exact = target.get("comparator") in (None, Comparator.EQUAL)
    is_met = reached(
        target.get("comparator"), baseline_of(target) + total, goal, is_falling=is_falling(target)
    )
    if not is_met or (exact and round(total - wanted, NOISE)):
        mismatches.append(Disagreement(Mismatch.YEARLY_SUM, at, total, wanted))
    return mismatches


def _of_cumulative(target: Record, rows: list[Record]) -> list[Disagreement]:
    goal, baseline, falls = target["target_value"], baseline_of(target), is_falling(target)
    sign = -1 if falls else 1
    values = [row["planned_value"] for row in rows]
    wanted = goal - baseline
    if len(rows) > 1 and not is_rate(target["unit_of_measure"]) and not round(sum(values) - wanted, NOISE):
        return [Disagreement(Mismatch.PERHAPS_YEARLY, rows[-1]["due_on"], sum(values), wanted)]
    mismatches, before = [], baseline
    due_on = target["due_on"]
    for row in rows:
        value = row["planned_value"]
        if round((value - before) * sign, NOISE) < 0:
            mismatches.append(Disagreement(Mismatch.BACKWARDS, row["due_on"], value, before))
        if due_on is not None and month_of(row["due_on"]) >= month_of(due_on):
            if round(value - goal, NOISE):
                mismatches.append(Disagreement(Mismatch.NOT_TARGET, row["due_on"], value, goal))
        elif round((value - goal) * sign, NOISE) > 0:
            mismatches.append(Disagreement(Mismatch.BEYOND_TARGET, row["due_on"], value, goal))
        before = value
    return mismatches


def _is_yearly(target: Record, row: Record) -> bool:
    return row.get("cycle") == Cycle.YEAR and not is_rate(target["unit_of_measure"])


def _numeric(checkpoints: Sequence[Record]) -> list[Record]:
    numeric = [
        row
        for row in checkpoints
        if row["due_on"] and row["planned_value"] is not None and row["planned_value"] == row["planned_value"]
    ]
    return sorted(numeric, key=lambda row: row["due_on"])
