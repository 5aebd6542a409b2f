"""Figures that count anew: a target's actual values told apart by year or month, in the target's own unit."""

from dataclasses import replace

from metrics.actuals import Actuals
from words.kinds import Record
from words.terms import Cycle, Measure
from words.unit_of_measure import scale

LENGTHS = {Cycle.PLAN: 0, Cycle.YEAR: 4, Cycle.MONTH: 7}  # letters of a month that name its cycle


def cycle_name(month: str, cycle: Cycle) -> str:
    """The year ("2023") or month ("2023-06") that a month belongs to; "" where a value counts over the plan."""
    return month[: LENGTHS[cycle]]


def in_own_unit(actuals: Actuals, target: Record) -> Actuals:
    """Counted rows in the unit of their target: of 万人次 ten thousand people are one. Reported values are already."""
    divisor = scale(target["unit_of_measure"])
    if divisor == 1 or target["measure"] == Measure.REPORTED_INDICATOR:
        return actuals
    return replace(
        actuals, entries=tuple(entry._replace(value=entry.value / divisor) for entry in actuals.entries)
    )


def by_cycle(actuals: Actuals, cycle: Cycle) -> dict[str, Actuals]:
    """The actual values of each cycle on its own, by its name, oldest first.

    A register tells of the years before it was first sent, too: such a year counts as reported at its end.
    """
    months = [*actuals.reported, *(entry.month for entry in actuals.entries)]
    parts = {}
    for name in sorted({cycle_name(month, cycle) for month in months}):
        reported = tuple(month for month in actuals.reported if cycle_name(month, cycle) == name)
        if not reported and not actuals.is_reading:
            reported = (f"{name}-12"[:7],)
        entries = tuple(entry for entry in actuals.entries if cycle_name(entry.month, cycle) == name)
        incomplete = tuple(month for month in actuals.incomplete if cycle_name(month, cycle) == name)
        parts[name] = replace(actuals, entries=entries, reported=reported, incomplete=incomplete)
    return parts
