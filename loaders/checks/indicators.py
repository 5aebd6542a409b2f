"""Indicators: figures that do not go with one another, with the month before, or with their own history.

`value` is the total since the plan began, `month_value` the figure of that month alone; either may be given, or both.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from loaders.checks.given import Given, Place
from loaders.checks.likelihood import LEAST_HISTORY, History
from loaders.known import KnownTarget
from loaders.parse.text import comparable
from loaders.problems import Problem
from words.months import months_between, ordinal, shift, spoken

KIND = "indicators"
LEAST_SPREAD = 1.0  # of a month's growth, in the target's unit: a single one more is never a surprise
LEAST_SPREAD_OF_RATES = 0.01  # one percentage point
NOT_KNOWN = KnownTarget()
SAME_UNITS = {"千米": "公里", "km": "公里", "场": "场次", "百分比": "%", "百分数": "%"}


@dataclass(frozen=True)
class Month:
    """What is said of a target for one month: the total since the plan began, and that month alone.

    `place` is its row in the workbook; None: it is stored.
    """

    month: str
    total: float | None
    alone: float | None
    place: Place | None = None


def numerators(given: Given) -> Iterator[Problem]:
    """A part is no larger than its whole, and a rate is its numerator over its denominator, as far as it is written."""
    for rows in given.of(KIND):
        found = given.columns(rows, "target_code", "value", "numerator", "denominator")
        for at, (code, value, numerator, denominator) in enumerate(found):
            target, place = given.plan.targets.get(code), Place(rows, at)
            if target is None:
                continue
            if target.is_rate and value is not None and value > 1:
                yield place.problem("share-above-one", "value", value)
            if numerator is None or denominator is None:
                continue
            if target.is_rate and numerator > denominator:
                yield place.problem(
                    "numerator-above-denominator", "numerator", numerator, expected=denominator
                )
            elif (
                value is not None and denominator and not _is_written(value, numerator / denominator, target)
            ):
                exact = _shown(numerator / denominator, target)
                yield place.problem("ratio-differs", "value", _shown(value, target), expected=exact)


def units_of_measure(given: Given) -> Iterator[Problem]:
    """A figure is in its target's unit of measure."""
    for rows in given.of(KIND):
        for at, (code, unit) in enumerate(given.columns(rows, "target_code", "unit_of_measure")):
            target = given.plan.targets.get(code, NOT_KNOWN)
            if unit and target.unit_of_measure and _unit(unit) != _unit(target.unit_of_measure):
                wanted = target.unit_of_measure
                yield Place(rows, at).problem("target-unit-differs", "unit_of_measure", unit, expected=wanted)


def totals(given: Given) -> Iterator[Problem]:
    """A total since the plan began does not fall, and grows by what the month brought.

    Rates may fall, and targets of which less is better. A total given for a past month is held against the month
    after it too.
    """
    for target, months in _series(given):
        said = [each for each in months if each.total is not None]
        for before, after in pairwise(said) if not target.is_rate else ():
            place = after.place or before.place
            if place is None or before.total is None or after.total is None:
                continue
            is_next = before.month == shift(after.month, -1)
            if after.total < before.total and not target.may_fall:
                code = "total-falls"
            elif is_next and after.alone is not None and not _adds_up(before.total, after.alone, after.total):
                code = "total-not-sum"
            else:
                continue
            yield place.problem(
                code,
                "value",
                place.get("value"),
                before=before.total,
                before_month=spoken(before.month),
                alone=after.alone,
                after=after.total,
                after_month=spoken(after.month),
            )


def month_values(given: Given) -> Iterator[Problem]:
    """Where only figures of single months are given, they are added up; a month left out is not known.

    Told once for a sheet that they are.
    """
    told: set[str] = set()
    for target, months in _series(given):
        for before, after in zip([None, *months], months, strict=False) if not target.is_rate else ():
            place = after.place
            if place is None or after.total is not None or after.alone is None:
                continue
            if place.rows.sheet not in told:
                told.add(place.rows.sheet)
                yield place.problem("month-values-added", "month_value", after.alone)
            if before is not None and before.month != shift(after.month, -1):
                between = months_between(shift(before.month, 1), shift(after.month, -1))
                missing = "、".join(map(spoken, between))
                yield place.problem("months-missing", "month_value", after.alone, expected=missing)


def jumps(given: Given) -> Iterator[Problem]:
    """A month's growth is not far beyond what it was before, once six months are stored (checks/likelihood.py).

    The history of totals is their growth per month (over several months it is shared among them), that of single
    months their figures. Of rates it is a hint, both up and down, since a rate counts each month anew; a total
    that falls is told as that.
    """
    for target, months in _series(given):
        totals = [each for each in months if each.total is not None]
        alone = [each for each in months if each.alone is not None]
        if len(totals) >= len(alone):
            field, grown = "value", [(after, _growth(before, after)) for before, after in pairwise(totals)]
        else:
            field, grown = "month_value", [(each, each.alone or 0.0) for each in alone]
        least_spread = LEAST_SPREAD_OF_RATES if target.is_rate else LEAST_SPREAD
        for at, (each, growth) in enumerate(grown):
            is_fall = growth < 0 and not (target.is_rate or target.may_fall)
            past = [before for _month, before in grown[:at]]
            # Six totals have five steps between them.
            if each.place is None or is_fall or len(past) < LEAST_HISTORY - (field == "value"):
                continue
            history = History(past, least_spread)
            if history.makes_unlikely(growth):
                # Growth of a rate is told in percentage points.
                scale = 100 if target.is_rate else 1
                yield each.place.problem(
                    "unlikely-rate" if target.is_rate else "unlikely-jump",
                    field,
                    _shown((each.total if field == "value" else each.alone) or 0.0, target),
                    grown=f"{growth * scale:.4g}",
                    expected=f"{history.median * scale:.4g}",
                )


def _series(given: Given) -> Iterator[tuple[KnownTarget, list[Month]]]:
    """Each target of the workbook with its months in order: what is stored, and what the workbook says in its place."""
    said: dict[str, dict[str, Month]] = defaultdict(dict)
    for rows in given.of(KIND):
        found = given.columns(
            rows, "target_code", "month", "value", "month_value", "numerator", "denominator"
        )
        for at, (code, month, value, month_value, numerator, denominator) in enumerate(found):
            if code in given.plan.targets and month is not None:
                total = _total(value, numerator, denominator)
                said[code][month] = Month(month, total, month_value, Place(rows, at))
    for known in given.plan.indicators.values() if said else ():
        if known.target_code in said:
            total = _total(known.value, known.numerator, known.denominator)
            stored = Month(known.month, total, known.month_value)
            said[known.target_code].setdefault(known.month, stored)
    for code, months in said.items():
        yield given.plan.targets[code], [months[month] for month in sorted(months)]


def _total(value: float | None, numerator: float | None, denominator: float | None) -> float | None:
    """The total that counts: numerator over denominator where both are given (docs/glossary.md, "Measure")."""
    if numerator is not None and denominator:
        return numerator / denominator
    return value


def _growth(before: Month, after: Month) -> float:
    """How much a total grew a month, between two months that have one."""
    gone = ordinal(after.month) - ordinal(before.month)
    return ((after.total or 0.0) - (before.total or 0.0)) / gone


def _adds_up(before: float, alone: float, after: float) -> bool:
    """Whether two totals differ by the figure of the month, but for the rounding of three figures with decimals."""
    digits = max(map(_decimals, (before, alone, after)))
    rounding = 1.5 * 10**-digits if digits else 0.0
    return abs(before + alone - after) <= rounding + 1e-9 * max(abs(after), 1.0)


def _is_written(value: float, exact: float, target: KnownTarget) -> bool:
    """Whether a value is the exact one, rounded or cut off where its digits end; of rates no coarser than whole percents."""
    last_digit = 10.0 ** -max(_decimals(value), 2 if target.is_rate else 0)
    return -0.5 * last_digit - 1e-9 <= exact - value <= last_digit + 1e-9


def _decimals(value: float) -> int:
    exponent = Decimal(format(value, ".12g")).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _shown(value: float, target: KnownTarget) -> str:
    return f"{value * 100:.4g}%" if target.is_rate else f"{value:.10g}"


def _unit(text: str) -> str:
    name = comparable(text)
    return SAME_UNITS.get(name, name)


CHECKS = (numerators, units_of_measure, totals, month_values, jumps)
