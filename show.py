"""Numbers, shares, months and dates as people read them. Unknown is "—", never 0."""

from datetime import date, datetime
from functools import reduce
from math import isnan

import pandas as pd

from metrics import summary
from metrics.board import Board
from metrics.forecast import Forecast
from metrics.months import month_of, spoken, spoken_day
from metrics.wording import number_text, points_text, quantity_text, share_text
from terms import Comparator
from words import _

UNKNOWN = "—"
RATE = "%"


def number(value: float | None, places: int = 1) -> str:
    """A number with thousands separators and at most that many decimal places; whole numbers have none."""
    if value is None or isnan(value):
        return UNKNOWN
    return number_text(value, places)


def share(value: float | None) -> str:
    """A fraction as a percentage, rounded towards less: 0.9996 is 99.9%, never 100%."""
    return UNKNOWN if value is None or isnan(value) else share_text(value)


def chance(probability: float) -> str:
    """A probability in whole percent. Runs of a forecast prove nothing impossible or certain."""
    if probability < 0.01:
        return _("under 1%")
    return _("over 99%") if probability > 0.99 else f"{probability:.0%}"


def value(amount: float | None, unit: str | None) -> str:
    """A value of a target without its unit: rates as percentages, all others as numbers."""
    return share(amount) if unit == RATE else number(amount)


def quantity(amount: float | None, unit: str | None) -> str:
    """A value with its unit: 41 项, 62.5%."""
    if amount is None or isnan(amount):
        return UNKNOWN
    return quantity_text(amount, unit)


def pace(amount: float | None, unit: str | None) -> str:
    """A change per month with its unit; small ones keep two places, so that a slow pace does not read as none."""
    if amount is None or isnan(amount):
        return UNKNOWN
    if unit == RATE:
        return _("{points} points").format(points=number(amount * 100, 2))
    return f"{number(amount, 1 if abs(amount) >= 1 else 2)} {unit or ''}".rstrip()


def goal(amount: float | None, comparator: str | None, unit: str | None) -> str:
    """A target's value as the plan means it: 90 项, ≥ 20 场次, 约 1,000 人次."""
    if amount is None or isnan(amount):
        return UNKNOWN
    return (Comparator(comparator).label if comparator else "") + quantity(amount, unit)


def points(value: float | None) -> str:
    """A gap in percentage points with its sign: +6.7, −4.4, 0."""
    if value is None or isnan(value):
        return UNKNOWN
    text = points_text(value)
    return f"+{text}" if value > 0 and text != "0" else text


def month(text: str | None) -> str:
    """2023-06 as 2023年6月."""
    return spoken(text) if text else UNKNOWN


def cycle(text: str | None) -> str:
    """2023 as 2023年, 2023-06 as 2023年6月."""
    if text is None or len(text) > 4:
        return month(text)
    return _("{year}").format(year=text)


def day(value: date | None) -> str:
    """A date as 2023年6月30日."""
    if value is None:
        return UNKNOWN
    return spoken_day(value)


def moment(value: datetime | None) -> str:
    """A moment in the server's own time zone, to the minute."""
    if value is None:
        return UNKNOWN
    local = value.astimezone()
    return f"{day(local.date())} {local:%H:%M}"


def in_turn(parts: list[str]) -> str:
    """Parts of a sentence one after another: 2 项达序时，1 项未报."""
    return reduce(lambda first, rest: _("{first}, {rest}").format(first=first, rest=rest), parts)


def clauses(parts: list[str]) -> str:
    return _("; ").join(parts)


def names(units: list[str] | None) -> str:
    return _(", ").join(units) if units else UNKNOWN


def plan_names(plans: pd.DataFrame) -> dict[str, str]:
    """{plan code: the name it goes by}: its short title, with the code where another plan has the same."""
    titles = dict(zip(plans["plan_code"], plans["short_title"].fillna(plans["title"]), strict=True))
    known = list(titles.values())
    return {
        code: title if known.count(title) == 1 else _("{title} ({code})").format(title=title, code=code)
        for code, title in titles.items()
    }


def forecast(found: Forecast, is_overdue: bool) -> str:
    """When a target will be reached and how likely that is in time, or why that is not forecast."""
    told = []
    if found.probability is not None and not is_overdue:
        told.append(_("{chance} chance of being in time").format(chance=chance(found.probability)))
    if found.p50_on:
        told.append(_("as likely as not by the end of {month}").format(month=month(month_of(found.p50_on))))
        later = _("less than 85% certain within ten years")
        if found.p85_on:
            later = _("85% certain by the end of {month}").format(month=month(month_of(found.p85_on)))
        told.append(later)
    elif found.reason is None:
        told.append(_("at this pace rather not within ten years"))
    if told:
        told.append(_("drawn from {count} months of history").format(count=found.history_months))
    return clauses([*told, *([found.reason] if found.reason else [])])


def answer(board: Board) -> str:
    """The sentence that answers the review: how much of the time has gone, and how many targets stand where."""
    return _time_gone(board.elapsed_share) + _standing(summary.quantified(board))


def _time_gone(gone: float | None) -> str:
    """How the answer begins; empty where the plan prints no period."""
    if gone is None:
        return ""
    if gone >= 1:
        return _("The plan period is over: ")
    if gone <= 0:
        return _("The plan period has not begun: ")
    if gone == 0.5:
        return _("Half the time has gone: ")
    return _("{share} of the time has gone: ").format(share=share(gone))


def _standing(targets: pd.DataFrame) -> str:
    counts = summary.status_counts(targets)
    if not counts:
        return _("this plan prints no number; follow its tasks")
    first = next(iter(counts)).label.lower()
    if len(targets) == 1:
        return _("the one quantified target is {status}").format(status=first)
    if len(counts) == 1:
        return _("all {count} quantified targets are {status}").format(count=len(targets), status=first)
    parts = [
        _("{count} {status}").format(count=count, status=status.label.lower())
        for status, count in counts.items()
    ]
    return _("of {count} quantified targets {parts}").format(count=len(targets), parts=in_turn(parts))
