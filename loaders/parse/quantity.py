"""Quantities as plans print them: a number, how it is to be met, and its unit of measure.

    "不少于15场"    >= 15 场          "力争达到80%"  = 0.8 %, striving
    "1000余人次"    about 1000 人次   "3—5家"        3 to 5 家
    "全覆盖"        no number, the text is kept     "单位30个、街区4个"  refused: several numbers

A percentage is a share, once: "85%", 0.85 formatted as a percentage and 85 under a header with （%） are
all 0.85.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from math import isnan

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.measures import NAME
from loaders.parse.numerals import TIMES, factor, format_number
from loaders.parse.quantity_text import QuantityInText, find_quantity, repair
from loaders.parse.text import fold, parse_text
from words.terms import Comparator

_STRIVING = re.compile(r"(?:积极|全力)?(?:力争|争取|努力|力求)(?:实现|做到|达到|完成)?")
_ROMAN = dict.fromkeys(range(0x2160, 0x2180), "□")  # Ⅱ类 is a grade, and folded would be letters
LARGEST_NUMBER = 10**15  # Excel keeps 15 digits
LARGEST_SHARE = 10  # 1000%: beyond it a percent format over a number like 85 is likelier


@dataclass(frozen=True)
class Quantity:
    """A quantity in a cell.

    number: the value, or the low end of a range; None where the cell has words only (全覆盖, 翻一番).
    With the unit of measure "%" it is a share: 80% is 0.8. high: the high end of a range, else None.
    comparator: how the number is to be met; None for words and for ranges without one.
    unit_of_measure: as written, or the header's where the cell has none. text: the cell's text.
    """

    number: float | None
    high: float | None
    comparator: Comparator | None
    is_striving: bool
    unit_of_measure: str
    text: str


def parse_quantity(
    raw: object, *, is_percent_format: bool = False, unit_of_measure: str = "", subject: str = ""
) -> Parsed[Quantity]:
    """Read one quantity.

    is_percent_format: the cell's number format shows a percentage. unit_of_measure: the one in the header,
    as in 完成值（%） or 投资（万元）; numbers are given in it. subject: what the column is about, to
    choose among several quantities in one cell.
    """
    if isinstance(raw, bool):
        return refused("not-a-number")
    if isinstance(raw, (date, time, timedelta)):
        return refused("date-not-number")
    if isinstance(raw, (int, float)):
        return _from_number(raw, is_percent_format, unit_of_measure)
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    return _from_text(
        cell.value, cell.doubts, "%" if is_percent_format else fold(unit_of_measure), fold(subject)
    )


def has_stray_number(text: str) -> bool:
    """Whether words that were not read as a quantity hold a number all the same: 九十左右项, but not 5G专网 or 三位一体."""
    bare = NAME.sub("", fold(text))
    return re.search(r"\d|[二三四五六七八九十百千]{2,}|[一二三四五六七八九]十", bare) is not None


def format_quantity(quantity: Quantity) -> str:
    """A quantity as an official text prints it; parse_quantity reads it back. Words are given as they are."""
    if quantity.number is None:
        return quantity.text
    sign = quantity.comparator.cell if quantity.comparator not in (None, Comparator.EQUAL) else ""
    ends = [quantity.number] if quantity.high is None else [quantity.number, quantity.high]
    if quantity.unit_of_measure == "%":
        numbers = "—".join(f"{format_number(Decimal(repr(float(end))) * 100)}%" for end in ends)
    else:
        numbers = "—".join(map(format_number, ends)) + quantity.unit_of_measure
    return f"{'力争' if quantity.is_striving else ''}{sign}{numbers}"


def _from_number(number: float, is_percent_format: bool, unit_of_measure: str) -> Parsed[Quantity]:
    """A cell that holds a real number."""
    if isinstance(number, float) and isnan(number):  # how tables say blank
        return Parsed(None)
    if not abs(number) <= LARGEST_NUMBER:
        return refused("not-a-number")
    exact = Decimal(format(number, ".15g"))
    doubts: tuple[Doubt, ...] = ()
    unit_of_measure = fold(unit_of_measure)
    if is_percent_format:
        unit_of_measure = "%"
        if abs(number) > LARGEST_SHARE:
            doubts = (Doubt("large-share", expected=f"{format_number(exact * 100)}%"),)
    elif unit_of_measure == "%":
        if 0 < abs(number) <= 1:
            return refused("unclear-percent", _both_percents(exact))
        exact /= 100
    text = f"{format_number(exact * 100)}%" if unit_of_measure == "%" else format_number(exact)
    return Parsed(Quantity(float(exact), None, Comparator.EQUAL, False, unit_of_measure, text), doubts)


def _both_percents(number: Decimal) -> str:
    return f"{format_number(number)}% / {format_number(number * 100)}%"


def _from_text(text: str, doubts: tuple[Doubt, ...], unit_of_measure: str, subject: str) -> Parsed[Quantity]:
    """A cell that holds text."""
    folded, repaired = repair(fold(text.translate(_ROMAN)).replace("\n", ";"))
    if repaired:
        doubts = (*doubts, Doubt("letters-for-digits", expected=repaired))
    plain = _STRIVING.sub("", folded)
    stated = find_quantity(plain, unit_of_measure=unit_of_measure, subject=subject)
    if isinstance(stated, Doubt):
        return Parsed(None, (*doubts, stated))
    words = Quantity(None, None, None, plain != folded, "", text)
    if stated is None:
        return Parsed(words, doubts)
    divisor, unit_of_measure, scale_doubts = _scale(stated, unit_of_measure)
    doubts += scale_doubts
    if divisor is None:
        return Parsed(None, doubts)
    number, high = (None if end is None else float(end / divisor) for end in (stated.number, stated.high))
    quantity = replace(
        words, number=number, high=high, comparator=stated.comparator, unit_of_measure=unit_of_measure
    )
    return Parsed(quantity, doubts)


def _scale(stated: QuantityInText, unit_of_measure: str) -> tuple[int | None, str, tuple[Doubt, ...]]:
    """How a quantity is put into the unit of measure of its column: what to divide by (None: refused), the unit, doubts."""
    doubts: tuple[Doubt, ...] = ()
    if stated.unfamiliar and stated.unfamiliar != unit_of_measure:
        doubts = (Doubt("unfamiliar-unit", expected=stated.unfamiliar),)
    if not unit_of_measure or stated.unit_of_measure == unit_of_measure:
        return 1, stated.unit_of_measure, doubts
    if unit_of_measure == "%" and not stated.unit_of_measure:
        if 0 < abs(stated.number) <= 1:
            return None, "%", (Doubt("unclear-percent", expected=_both_percents(stated.number)),)
        return 100, "%", doubts
    scale = re.fullmatch(rf"({TIMES})(.*)", unit_of_measure)  # 万元, 万人次
    if scale and stated.unit_of_measure in ("", scale[2]):
        # A bare 300 under （万元） is in 万元 already; 300万 and 300万元 are not.
        return factor(scale[1]) if stated.unit_of_measure or stated.times > 1 else 1, unit_of_measure, doubts
    if not stated.unit_of_measure:
        return 1, unit_of_measure, doubts
    if stated.unit_of_measure.startswith(unit_of_measure) or unit_of_measure.startswith(
        stated.unit_of_measure
    ):
        return 1, stated.unit_of_measure, doubts
    return 1, stated.unit_of_measure, (*doubts, Doubt("unit-differs", expected=unit_of_measure))
