"""What it is to reach a target: the cycle its value counts over, the way it goes, and when it is there."""

from metrics.unit_of_measure import is_counted
from metrics.wording import NOISE
from terms import Comparator, Cycle, Measure

SMALL_COUNT = 5  # whole things up to which a path goes in steps; docs/glossary.md, "Planned path", says why


def baseline_of(target: dict) -> float:
    """Where counting starts: the baseline value, 0 where the plan prints none."""
    baseline = target.get("baseline_value")
    return 0.0 if baseline is None or baseline != baseline else baseline


def is_falling(target: dict) -> bool:
    """Whether less is better: "at most", or a number below where it starts. Nothing counted goes below 0."""
    if target.get("comparator") == Comparator.AT_MOST:
        return True
    if target.get("comparator") == Comparator.AT_LEAST:
        return False
    return target["target_value"] < baseline_of(target) or target["target_value"] == 0


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


def cycle_of(target: dict) -> Cycle:
    """The cycle a target's value counts over, docs/glossary.md, "Cycle".

    As the plan says; where it says nothing, a reported level that its baseline already meets is one to hold
    (Cycle.MONTH), and everything else is to be reached once (Cycle.PLAN).
    """
    if target.get("cycle"):
        return Cycle(target["cycle"])
    goal = target["target_value"]
    if goal == goal and target.get("measure") == Measure.REPORTED_INDICATOR:
        comparator, falls = target.get("comparator"), is_falling(target)
        if reached(comparator, baseline_of(target), goal, is_falling=falls):
            return Cycle.MONTH
    return Cycle.PLAN


def is_whole_number(target: dict) -> bool:
    """Whether the target counts whole things: its unit counts (metrics/unit_of_measure.py), its numbers are whole."""
    values = (target["target_value"], baseline_of(target))
    return is_counted(target["unit_of_measure"]) and all(float(value).is_integer() for value in values)


def is_small_count(target: dict) -> bool:
    """Whether so few whole things are to be done that a straight line would be noise."""
    goal = target["target_value"]
    return is_whole_number(target) and abs(goal - baseline_of(target)) <= SMALL_COUNT
