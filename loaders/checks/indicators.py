"""Indicators: figures that do not go with one another, with the month before, or with their own history.

`value` is the total since the plan began, `month_value` the figure of that month alone; either may be given, or both.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from loaders.checks.check_input import CheckInput, RowRef
from loaders.checks.likelihood import LEAST_HISTORY, History
from loaders.known import KnownTarget
from loaders.parse.text import comparable
from loaders.problems import Problem
from words.kinds.indicators import KIND, StoredValue
from words.months import months_between, ordinal, shift, spoken

LEAST_SPREAD = 1.0  # of a month's growth, in the target's unit: a single one more is never a surprise
LEAST_SPREAD_OF_RATES = 0.01  # one percentage point
NOT_KNOWN = KnownTarget()
SAME_UNITS = {"千米": "公里", "km": "公里", "场": "场次", "百分比": "%", "百分数": "%"}


@dataclass(frozen=True)
class Month:
    """What is reported of a target for one month: the total since the plan began, and that month alone.

    `row` is its row in the workbook; None: it is stored.
    """

    month: str
    total: float | None
    alone: float | None
    row: RowRef | None = None


def numerators(book: CheckInput) -> Iterator[Problem]:
    """A part is no larger than its whole, and a rate is its numerator over its denominator, as far as it is written."""
    for rows in book.tables(KIND):
        columns = book.columns(rows, "target_code", "value", "numerator", "denominator")
        for index, (code, value, numerator, denominator) in enumerate(columns):
            target, row = book.plan.targets.get(code), RowRef(rows, index)
            if target is None:
                continue
            if target.is_rate and value is not None and value > 1:
                yield row.problem("share-above-one", "value", value)
            if numerator is None or denominator is None:
                continue
            if target.is_rate and numerator > denominator:
                yield row.problem("numerator-above-denominator", "numerator", numerator, expected=denominator)
            elif (
                value is not None and denominator and not _is_written(value, numerator / denominator, target)
            ):
                exact = _shown(numerator / denominator, target)
                yield row.problem("ratio-differs", "value", _shown(value, target), expected=exact)


def units_of_measure(book: CheckInput) -> Iterator[Problem]:
    """A figure is in its target's unit of measure."""
    for rows in book.tables(KIND):
        for index, (code, unit) in enumerate(book.columns(rows, "target_code", "unit_of_measure")):
            target = book.plan.targets.get(code, NOT_KNOWN)
            if unit and target.unit_of_measure and _unit(unit) != _unit(target.unit_of_measure):
                wanted = target.unit_of_measure
                yield RowRef(rows, index).problem(
                    "target-unit-differs", "unit_of_measure", unit, expected=wanted
                )


def totals(book: CheckInput) -> Iterator[Problem]:
    """A total since the plan began does not fall, and grows by what the month brought.

    Rates may fall, and targets of which less is better. A total given for a past month is held against the month
    after it too.
    """
    for target, months in _series(book):
        with_totals = [month for month in months if month.total is not None]
        for before, after in pairwise(with_totals) if not target.is_rate else ():
            row = after.row or before.row
            if row is None or before.total is None or after.total is None:
                continue
            is_next = before.month == shift(after.month, -1)
            if after.total < before.total and not target.may_fall:
                code = "total-falls"
            elif is_next and after.alone is not None and not _adds_up(before.total, after.alone, after.total):
                code = "total-not-sum"
            else:
                continue
            yield row.problem(
                code,
                "value",
                row.get("value"),
                before=before.total,
                before_month=spoken(before.month),
                alone=after.alone,
                after=after.total,
                after_month=spoken(after.month),
            )


def month_values(book: CheckInput) -> Iterator[Problem]:
    """Where only figures of single months are given, they are added up; a month left out is not known.

    Reported once for a sheet that they are.
    """
    sheets: set[str] = set()  # of which it is reported already
    for target, months in _series(book):
        for before, after in zip([None, *months], months, strict=False) if not target.is_rate else ():
            row = after.row
            if row is None or after.total is not None or after.alone is None:
                continue
            if row.rows.sheet not in sheets:
                sheets.add(row.rows.sheet)
                yield row.problem("month-values-added", "month_value", after.alone)
            if before is not None and before.month != shift(after.month, -1):
                between = months_between(shift(before.month, 1), shift(after.month, -1))
                missing = "、".join(map(spoken, between))
                yield row.problem("months-missing", "month_value", after.alone, expected=missing)


def jumps(book: CheckInput) -> Iterator[Problem]:
    """A month's growth is not far beyond what it was before, once six months are stored (checks/likelihood.py).

    The history of totals is their growth per month (over several months it is shared among them), that of single
    months their figures. Of rates it is a hint, both up and down, since a rate counts each month anew; a total
    that falls is reported as that.
    """
    for target, months in _series(book):
        totals = [month for month in months if month.total is not None]
        alone = [month for month in months if month.alone is not None]
        if len(totals) >= len(alone):
            field, growths = "value", [(after, _growth(before, after)) for before, after in pairwise(totals)]
        else:
            field, growths = "month_value", [(month, month.alone or 0.0) for month in alone]
        least_spread = LEAST_SPREAD_OF_RATES if target.is_rate else LEAST_SPREAD
        for index, (month, growth) in enumerate(growths):
            is_fall = growth < 0 and not (target.is_rate or target.may_fall)
            past = [before for _month, before in growths[:index]]
            # Six totals have five steps between them.
            if month.row is None or is_fall or len(past) < LEAST_HISTORY - (field == "value"):
                continue
            history = History(past, least_spread)
            if history.makes_unlikely(growth):
                # Growth of a rate is told in percentage points.
                scale = 100 if target.is_rate else 1
                yield month.row.problem(
                    "unlikely-rate" if target.is_rate else "unlikely-jump",
                    field,
                    _shown((month.total if field == "value" else month.alone) or 0.0, target),
                    grown=f"{growth * scale:.4g}",
                    expected=f"{history.median * scale:.4g}",
                )


def _series(book: CheckInput) -> Iterator[tuple[KnownTarget, list[Month]]]:
    """Each target of the workbook with its months in order: what is stored, and what the workbook says instead."""
    series: dict[str, dict[str, Month]] = defaultdict(dict)
    for rows in book.tables(KIND):
        columns = book.columns(
            rows, "target_code", "month", "value", "month_value", "numerator", "denominator"
        )
        for index, (code, month, value, month_value, numerator, denominator) in enumerate(columns):
            if code in book.plan.targets and month is not None:
                total = _total(value, numerator, denominator)
                series[code][month] = Month(month, total, month_value, RowRef(rows, index))
    for stored in book.stored(KIND, StoredValue).values() if series else ():
        if stored.target_code in series:
            total = _total(stored.value, stored.numerator, stored.denominator)
            month_stored = Month(stored.month, total, stored.month_value)
            series[stored.target_code].setdefault(stored.month, month_stored)
    for code, months in series.items():
        yield book.plan.targets[code], [months[month] for month in sorted(months)]


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
