"""One target's track: all of it that does not depend on the month asked for, and its figures for a month."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from metrics.actuals import Actuals, Entry, ledgers_of
from metrics.cycles import by_cycle, cycle_name, in_own_unit
from metrics.facts import Facts, records, start_of
from metrics.goal import baseline_of, cycle_of, is_falling, is_held, is_met_by_baseline, reached
from metrics.path import ROUNDING, PlannedPath, planned_path
from metrics.rules import Quantity
from words import _
from words.kinds import Record
from words.months import month_of, ordinal
from words.terms import Cycle


class Unjudged(StrEnum):
    """Why a quantity says nothing about a target."""

    NO_DATES = "no_dates"
    NO_DISTANCE = "no_distance"
    NOTHING_DUE = "nothing_due"
    NO_GROWTH = "no_growth"
    ZERO_BASELINE = "zero_baseline"
    ZERO_TARGET = "zero_target"
    OTHER_SIGN = "other_sign"
    FIRST_YEAR = "first_year"

    @property
    def label(self) -> str:
        return {
            "no_dates": _("the plan prints no date to reach it by"),
            "no_distance": _("its baseline already meets it"),
            "nothing_due": _("nothing is due yet"),
            "no_growth": _("growth rates do not apply to what counts anew in each year or month"),
            "zero_baseline": _("from a baseline of 0 there is no growth rate"),
            "zero_target": _("to a target of 0 there is no growth rate"),
            "other_sign": _("between values of opposite sign there is no growth rate"),
            "first_year": _("less than a year has gone"),
        }[self.value]


class Figures(NamedTuple):
    """A target's figures for a month; unknown is None. Shares are fractions, values in the target's own unit.

    attained_share: (actual − baseline) / (target − baseline); of a value to be held, the share of reported months
    that held it. expected_share: the same of the value the path asks for; 1 for a value to be held.
    """

    reported_month: str | None
    actual_value: float | None
    attained_share: float | None
    expected_value: float | None
    expected_share: float | None

    @property
    def gap_points(self) -> float | None:
        """Attained less expected share, in percentage points (进度偏差)."""
        if self.attained_share is None or self.expected_share is None:
            return None
        return round((self.attained_share - self.expected_share) * 100, ROUNDING)

    @property
    def spi(self) -> float | None:
        """Schedule performance index, attained over expected: EV / PV of earned value management. None while nothing is due."""
        if self.attained_share is None or not self.expected_share:
            return None
        return self.attained_share / self.expected_share


class Cycles(NamedTuple):
    """How a target that counts anew in each year or month did so far.

    held: cycles that met it; decided: finished cycles with a report, and the one running once it is decided;
    worst_cycle and worst_value: the one of those that is furthest from it; total_value: all of them together
    (None for levels).
    """

    held: int
    decided: int
    worst_cycle: str | None
    worst_value: float | None
    total_value: float | None

    def to_json(self) -> Record:
        """By the keys that boards were issued with: there `decided` is `known`."""
        return {"known" if name == "decided" else name: value for name, value in self._asdict().items()}


@dataclass(frozen=True, eq=False)
class Track:
    """A target, its actual values and its path. falls: less is better. starts, due: its first and last month.

    asked_from: the first month that anybody reported anything of the plan for; None where nobody did.
    """

    target: Record
    actuals: Actuals
    path: PlannedPath | None
    cycle: Cycle
    falls: bool
    starts: str | None
    due: str | None
    asked_from: str | None
    verdicts: dict[Any, Any] = field(default_factory=dict, repr=False)  # see metrics.status.verdict

    @cached_property
    def is_held(self) -> bool:
        return is_held(self.target)

    @cached_property
    def has_way(self) -> bool:
        """Whether there is a way from the baseline to the target, of which shares can be taken."""
        return self.cycle is not Cycle.PLAN or not is_met_by_baseline(self.target)

    @property
    def has_number(self) -> bool:
        goal: float = self.target["target_value"]
        return goal == goal

    def figures(self, month: str) -> Figures:
        """The target's figures as its reports up to `month` and its path give them."""
        (reported_month, actual), path = self.newest(month), self.path
        if path is None:
            return Figures(reported_month, actual, None, None, None)
        leg = path.leg(month)
        expected = leg.value(ordinal(month))
        if self.is_held:
            held, reported = self.held(month)
            return Figures(reported_month, actual, held / reported if reported else None, expected, 1.0)
        if not self.has_way:
            return Figures(reported_month, actual, None, expected, None)
        attained = None
        if actual is not None and reported_month is not None:
            # What counts anew is measured by the year that was reported, which may be an earlier one than asked for.
            own = leg if self.cycle is Cycle.PLAN else path.leg(reported_month)
            attained = own.share(actual)
        return Figures(reported_month, actual, attained, expected, leg.share(expected))

    def newest(self, month: str) -> tuple[str | None, float | None]:
        """The last month with a report up to `month`, and the value by then of the cycle it belongs to."""
        last = self.actuals.reported_month(month)
        if last is None or self.cycle is Cycle.PLAN:
            return last, self.actuals.value(month)
        return last, self._cycles[cycle_name(last, self.cycle)].value(month)

    def entries_at(self, month: str) -> list[Entry]:
        """The entries that make up the value at the end of `month`, oldest first."""
        last = self.actuals.reported_month(month)
        if last is None or self.cycle is Cycle.PLAN:
            return self.actuals.entries_at(month)
        return self._cycles[cycle_name(last, self.cycle)].entries_at(month)

    def missing(self, month: str) -> list[str]:
        """The months that the value known at the end of `month` lacks, so that it is a lower bound; see Actuals.missing."""
        last = self.actuals.reported_month(month)
        if last is None or self.cycle is Cycle.PLAN:
            return self.actuals.missing(month)
        return self._cycles[cycle_name(last, self.cycle)].missing(month)

    def values_by_cycle(self, month: str) -> list[tuple[str, float]]:
        """The value of each year or month known up to `month`, oldest first. Those without a report are left out."""
        if self.actuals.reported_month(month) is None:
            return []
        # A year ends with its December; a month's name has its seven letters already.
        ends = ((name, min(month, f"{name}-12"[:7]), part) for name, part in self._cycles.items())
        values = ((name, part.value(end)) for name, end, part in ends if name <= month)
        return [(name, value) for name, value in values if value is not None]

    def total(self, month: str) -> float | None:
        """What all cycles up to the end of `month` come to together; None when nothing is known, and for levels."""
        if self.cycle is Cycle.PLAN:
            return self.actuals.value(month)
        if self.cycle is Cycle.MONTH and self.actuals.is_reading:
            return None  # levels of months do not add up
        values = self.values_by_cycle(month)
        return sum(value for _name, value in values) if values else None

    @cached_property
    def _cycles(self) -> dict[str, Actuals]:
        return by_cycle(self.actuals, self.cycle)

    def meets(self, value: float, month: str) -> bool:
        """Whether a value meets what the target asks for in the cycle of `month`."""
        goal = self.target["target_value"]
        if self.cycle is Cycle.YEAR and self.path is not None:
            goal = self.path.leg(month).target_value
        return reached(self.target["comparator"], value, goal, is_falling=self.falls)

    def held(self, month: str) -> tuple[int, int]:
        """In how many of the cycles up to `month` the value held, and how many were reported; of a year as far as it is."""
        if self.cycle is Cycle.YEAR:
            values = self.values_by_cycle(month)
            return sum(self.meets(value, f"{year}-12") for year, value in values), len(values)
        months, held = self._held
        count = bisect_right(months, month)
        return held[count], count

    @cached_property
    def _held(self) -> tuple[list[str], list[int]]:
        values = self.values_by_cycle("9999-12")  # all there are: no month is later
        return [month for month, _value in values], list(
            accumulate((self.meets(value, month) for month, value in values), initial=0)
        )

    def is_reached(self, actual: float, month: str) -> bool:
        """Whether the value of `month` reaches the target: once, in the year of `month`, or once it is over in every cycle.

        A value to be held is not reached while its time runs. A year that nobody reported on was not reached.
        """
        if self.cycle is Cycle.PLAN:
            return self.meets(actual, month)
        if not self.is_over(month):
            return not self.is_held and self.meets(actual, month)
        if self.cycle is Cycle.MONTH:
            held, reported = self.held(month)
            return held == reported
        values = dict(self.values_by_cycle(month))
        years = [
            f"{year:04d}" for year in range(int((self.starts or month)[:4]), int((self.due or month)[:4]) + 1)
        ]
        return all(year in values and self.meets(values[year], f"{year}-12") for year in years)

    def is_over(self, month: str) -> bool:
        """Whether the due month is over."""
        return self.due is not None and month > self.due

    def cycles(self, month: str) -> Cycles | None:
        """How a target that counts anew in each year or month did so far; None for one to be reached once."""
        if self.cycle is Cycle.PLAN or not self.has_number:
            return None
        values = self.values_by_cycle(month)
        if self.cycle is Cycle.YEAR and not self.is_over(month):
            running = month[:4]
            # The year that runs is decided once it is reached; a limit on the year, once it is broken.
            done = self.meets if not self.is_held else lambda value, month: not self.meets(value, month)
            values = [(name, value) for name, value in values if name < running or done(value, month)]
        held = [self.meets(value, f"{name}-12"[:7]) for name, value in values]
        furthest = max if self.falls else min
        worst_cycle, worst_value = furthest(values, key=itemgetter(1), default=(None, None))
        return Cycles(sum(held), len(values), worst_cycle, worst_value, self.total(month))

    def quantity(self, quantity: Quantity, month: str, figures: Figures) -> float | Unjudged:
        """The value of a rule set's quantity, or why it has none. Asked only of a target with a number and a report."""
        if self.path is None:
            return Unjudged.NO_DATES
        if quantity is Quantity.GROWTH_RATIO:
            return self._growth_ratio(month, figures)
        value: float | None = getattr(figures, quantity.value)
        if value is not None:
            return value
        return Unjudged.NO_DISTANCE if figures.attained_share is None else Unjudged.NOTHING_DUE

    def _growth_ratio(self, month: str, figures: Figures) -> float | Unjudged:
        path, actual = self.path, figures.actual_value
        if self.cycle is not Cycle.PLAN:
            return Unjudged.NO_GROWTH
        if path is None or actual is None:
            return Unjudged.NO_DATES
        start, due = path.legs[0].points[0][0], path.legs[0].ends
        return growth_ratio(
            baseline_of(self.target),
            self.target["target_value"],
            actual,
            years_gone=(ordinal(month) - start) / 12,
            years_in_all=(due - start) / 12,
            is_falling=self.falls,
        )


def growth_ratio(
    baseline: float, target: float, actual: float, *, years_gone: float, years_in_all: float, is_falling: bool
) -> float | Unjudged:
    """Compound annual growth reached over compound annual growth required; why not where there is none.

    Source: Statistics Canada, progress measurement of the Sustainable Development Goals, after Eurostat (2021);
    as built into Open SDG, but that 0 is not replaced by 0.001, which makes any first step look like success.
    """
    if baseline == 0:
        return Unjudged.ZERO_BASELINE
    if target == 0:
        return Unjudged.ZERO_TARGET
    if baseline * target < 0 or baseline * actual < 0:
        return Unjudged.OTHER_SIGN
    if years_gone < 1:
        return Unjudged.FIRST_YEAR
    if target == baseline:
        return Unjudged.NO_DISTANCE
    grown: float = (actual / baseline) ** (1 / years_gone) - 1
    wanted: float = (target / baseline) ** (1 / years_in_all) - 1
    # Growth away from 0 is a fall where values are negative.
    better = (-1 if is_falling else 1) * (-1 if baseline < 0 else 1)
    return better * grown / abs(wanted)


@lru_cache(maxsize=16)
def tracks_of(facts: Facts) -> dict[str, Track]:
    """The tracks of a plan's targets by their codes, in the plan's order, made once for all months asked of them."""
    ledgers = ledgers_of(facts)
    checkpoints: dict[str, list[Record]] = {}
    for row in records(facts.checkpoints):
        checkpoints.setdefault(row["target_code"], []).append(row)
    starts_on = start_of(facts.plan)
    asked = [*facts.reports["month"], *facts.indicators["month"], *facts.task_reports["month"]]
    asked_from = min((month for month in asked if month), default=None)
    tracks = {}
    for target in records(facts.targets):
        code, has_number = target["target_code"], target["target_value"] == target["target_value"]
        due_on = target["due_on"] or facts.plan["ends_on"]
        tracks[code] = Track(
            target=target,
            actuals=in_own_unit(ledgers.actuals(target), target),
            path=planned_path(target, checkpoints.get(code, []), facts.plan),
            cycle=cycle_of(target),
            falls=has_number and is_falling(target),
            starts=month_of(starts_on) if starts_on else None,
            due=month_of(due_on) if due_on else None,
            asked_from=asked_from,
        )
    return tracks
