"""What it is to reach a target: the cycle its value counts over, the way it goes, and when it is there."""

from words.kinds import Record
from words.numbers import NOISE
from words.terms import Comparator, Cycle, Measure
from words.unit_of_measure import is_counted

SMALL_COUNT = 5  # whole things up to which a path goes in steps; docs/glossary.md, "Planned path", says why


def baseline_of(target: Record) -> float:
    """Where counting starts: the baseline value, 0 where the plan prints none."""
    baseline = target.get("baseline_value")
    return 0.0 if baseline is None or baseline != baseline else baseline


def is_falling(target: Record) -> bool:
    """Whether less is better: "at most", or a number below where it starts. Nothing counted goes below 0."""
    if target.get("comparator") == Comparator.AT_MOST:
        return True
    if target.get("comparator") == Comparator.AT_LEAST:
        return False
    return bool(target["target_value"] < baseline_of(target) or target["target_value"] == 0)


def reached(
    comparator: str | None, actual_value: float, target_value: float, *, is_falling: bool = False
) -> bool:
    """Whether a value meets its target; differences that are rounding errors of the computer do not count.

    "At most" is met from above, "at least" from below; the others (=, about) from the side they come from: a
    count that passes its number has reached it.
    """
    over = round(actual_value - target_value, NOISE)
    if comparator == Comparator.AT_MOST or (is_falling and comparator != Comparator.AT_LEAST):
        return over <= 0
    return over >= 0


def cycle_of(target: Record) -> Cycle:
    """The cycle a target's value counts over, docs/glossary.md, "Cycle".

    As the plan says. What is to be reached once (Cycle.PLAN, also where the plan says nothing) must have a way to
    go: a reported level that its baseline already meets is one to hold (Cycle.MONTH).
    """
    if target.get("cycle") in (Cycle.YEAR, Cycle.MONTH):
        return Cycle(target["cycle"])
    if target.get("measure") == Measure.REPORTED_INDICATOR and is_met_by_baseline(target):
        return Cycle.MONTH
    return Cycle.PLAN


def is_met_by_baseline(target: Record) -> bool:
    """Whether there is no way to go: the baseline, 0 where none is printed, already meets the target."""
    goal = target["target_value"]
    if goal is None or goal != goal:
        return False
    return reached(target.get("comparator"), baseline_of(target), goal, is_falling=is_falling(target))


def is_held(target: Record) -> bool:
    """Whether a value is to be held rather than reached: a level in every month, or a limit on each year's count."""
    match cycle_of(target):
        case Cycle.MONTH:
            return True
        case Cycle.YEAR:
            return is_falling(target)
    return False


def is_whole_number(target: Record) -> bool:
    """Whether the target counts whole things: its unit counts (words/unit_of_measure.py), its numbers are whole."""
    values = (target["target_value"], baseline_of(target))
    return is_counted(target["unit_of_measure"]) and all(float(value).is_integer() for value in values)


def is_small_count(target: Record) -> bool:
    """Whether so few whole things are to be done that a straight line would be noise."""
    goal = target["target_value"]
    return is_whole_number(target) and abs(goal - baseline_of(target)) <= SMALL_COUNT
