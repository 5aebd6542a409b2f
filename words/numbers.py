"""Numbers, shares, months and dates as people read them. Unknown is "—", never 0."""

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import reduce
from math import isnan
from typing import TYPE_CHECKING

from words.language import _, language
from words.months import spoken, spoken_day
from words.terms import Comparator

if TYPE_CHECKING:
    import pandas as pd  # loaders read cells without tables of pandas, and all of them import this module

UNKNOWN = "—"
RATE = "%"


def plain(value: float | None, decimals: int = 1) -> str:
    """A number with thousands separators and at most that many decimal places; whole numbers have none."""
    if value is None or isnan(value):
        return UNKNOWN
    return number_text(value, decimals)


def share(value: float | None) -> str:
    """A fraction as a percentage, rounded towards less: 0.9996 is 99.9%, never 100%."""
    return UNKNOWN if value is None or isnan(value) else share_text(value)


def chance(probability: float) -> str:
    """A probability in whole percent. Runs of a forecast prove nothing impossible or certain."""
    # A forecast makes a thousand runs: that none of them succeeds is no proof of 0.
    if probability < 0.01:
        return _("under 1%")
    return _("over 99%") if probability > 0.99 else f"{probability:.0%}"


def value(amount: float | None, unit_of_measure: str | None) -> str:
    """A value of a target without its unit of measure: rates as percentages, all others as numbers."""
    return share(amount) if unit_of_measure == RATE else plain(amount)


def quantity(amount: float | None, unit_of_measure: str | None) -> str:
    """A value with its unit of measure: 41 项, 62.5%."""
    if amount is None or isnan(amount):
        return UNKNOWN
    return quantity_text(amount, unit_of_measure)


def pace(amount: float | None, unit_of_measure: str | None) -> str:
    """A change per month with its unit of measure; small ones keep two places, so that a slow pace does not read as none."""
    if amount is None or isnan(amount):
        return UNKNOWN
    if unit_of_measure == RATE:
        return _("{points} points").format(points=plain(amount * 100, 2))
    return f"{plain(amount, 1 if abs(amount) >= 1 else 2)} {unit_of_measure or ''}".rstrip()


def goal(amount: float | None, comparator: str | None, unit_of_measure: str | None) -> str:
    """A target's value as the plan means it: 90 项, ≥ 20 场次, 约 1,000 人次."""
    if amount is None or isnan(amount):
        return UNKNOWN
    return (Comparator(comparator).label if comparator else "") + quantity(amount, unit_of_measure)


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


def plan_names(plans: "pd.DataFrame") -> dict[str, str]:
    """{plan code: the name it goes by}: its short title, with the code where another plan has the same."""
    titles = dict(zip(plans["plan_code"], plans["short_title"].fillna(plans["title"]), strict=True))
    all_titles = list(titles.values())
    return {
        code: title if all_titles.count(title) == 1 else _("{title} ({code})").format(title=title, code=code)
        for code, title in titles.items()
    }


NOISE = 9  # decimal places below which a difference is a rounding error of the computer


def closed_up(text: str) -> str:
    """A text as a Chinese document prints it: no space stands between a number and its unit of measure."""
    if language() != "zh_CN":
        return text
    return re.sub(r"(?<=[0-9%]) (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) (?=[−+]?[0-9])", "", text)


def share_text(share: float) -> str:
    """A fraction as a percentage with one decimal place, never rounded up to a full 100%: 0.9996 is 99.9%."""
    share = round(share, NOISE)
    tenths = round(share * 1000)
    if share < 1 <= tenths / 1000:
        tenths = 999
    text = f"{abs(tenths) / 10:,.1f}".removesuffix(".0")
    return f"{'−' if tenths < 0 else ''}{text}%"


def points_text(points: float) -> str:
    """Percentage points with a true minus: 6.7, −4.4, and 0 without a sign."""
    text = f"{abs(points):,.1f}".removesuffix(".0")
    return f"−{text}" if points < 0 and text != "0" else text


def number_text(value: float, decimals: int = 1) -> str:
    """A number with thousands separators and at most that many decimal places; whole numbers have none."""
    value = round(float(value), NOISE)
    if value.is_integer():
        return f"{value:,.0f}".replace("-", "−") if value else "0"
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−") if text not in ("-0", "0") else "0"


def quantity_text(value: float, unit_of_measure: str | None) -> str:
    """A value with its unit of measure: 41 项, 62.5%."""
    if unit_of_measure == RATE:
        return share_text(value)
    return f"{number_text(value)} {unit_of_measure or ''}".rstrip()


class Share(float):
    """A fraction that is shown as a percentage."""


def as_typed(value: object) -> str:
    """A cell's value as the person who typed it knows it, nothing trimmed: 45.0 is "45", None is "".

    Dates are written 2023年5月12日, with the time only where there is one.
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if math.isnan(value):
            return ""
        case float() if math.isfinite(value):
            # 15 digits, as Excel shows: 0.1 + 0.2 is 0.3. Never 1e+20.
            return format(Decimal(format(value, ".15g")), "f")
        case datetime() if value.time() != time():
            return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def percent(share: float) -> str:
    """A share as it is typed into a cell: 79.15%, 60%."""
    return f"{as_typed(round(share * 100, 4))}%"
