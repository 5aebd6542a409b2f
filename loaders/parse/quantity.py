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
from math import isfinite, isnan

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.comparators import BEFORE_WORD, BEHIND_WORD, RIGHT_BEFORE_WORD, comparator_of
from loaders.parse.measures import NAME, TIME, UNIT
from loaders.parse.numerals import (
    ARABIC,
    CHINESE,
    MYRIADS,
    SHARE,
    TIMES,
    digits_for,
    factor,
    format_number,
    read_arabic,
    read_chinese,
    read_share,
    repair_letters,
)
from loaders.parse.text import CJK, fold, parse_text
from terms import Comparator

LARGEST_SHARE = 10  # 1000%: beyond it a percent format over a number like 85 is likelier


@dataclass(frozen=True)
class Quantity:
    """A quantity in a cell.

    number: the value, or the low end of a range; None where the cell has words only (全覆盖, 翻一番).
    With the unit "%" it is a share: 80% is 0.8. high: the high end of a range, else None.
    comparator: how the number is to be met; None for words and for ranges without one.
    unit: the unit of measure as written, or the header's where the cell has none; text: the cell's text.
    """

    number: float | None
    high: float | None
    comparator: Comparator | None
    is_striving: bool
    unit: str
    text: str


def parse_quantity(
    raw: object, *, is_percent_format: bool = False, header_unit: str = "", subject: str = ""
) -> Parsed[Quantity]:
    """Read one quantity.

    is_percent_format: the cell's number format shows a percentage. header_unit: the unit of measure in the
    header, as in 完成值（%） or 投资（万元）; numbers are given in it. subject: what the column is about, to
    choose among several quantities in one cell.
    """
    if isinstance(raw, bool):
        return refused("not-a-number")
    if isinstance(raw, (date, time, timedelta)):
        return refused("date-not-number")
    if isinstance(raw, (int, float)):
        return _from_number(raw, is_percent_format, header_unit)
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    return _from_text(cell.value, cell.doubts, "%" if is_percent_format else fold(header_unit), fold(subject))


def format_quantity(quantity: Quantity) -> str:
    """A quantity as an official text prints it; parse_quantity reads it back. Words are given as they are."""
    if quantity.number is None:
        return quantity.text
    sign = quantity.comparator.cell if quantity.comparator not in (None, Comparator.EQUAL) else ""
    ends = [quantity.number] if quantity.high is None else [quantity.number, quantity.high]
    if quantity.unit == "%":
        numbers = "—".join(f"{format_number(Decimal(repr(float(end))) * 100)}%" for end in ends)
    else:
        numbers = "—".join(map(format_number, ends)) + quantity.unit
    return f"{'力争' if quantity.is_striving else ''}{sign}{numbers}"


def _from_number(number: float, is_percent_format: bool, header_unit: str) -> Parsed[Quantity]:
    """A cell that holds a real number."""
    if isnan(number):  # how tables say blank
        return Parsed(None)
    if not isfinite(number) or abs(number) > 1e15:
        return refused("not-a-number")
    exact = Decimal(format(number, ".15g"))
    doubts: tuple[Doubt, ...] = ()
    unit = fold(header_unit)
    if is_percent_format:
        unit = "%"
        if abs(number) > LARGEST_SHARE:
            doubts = (Doubt("large-share", expected=f"{format_number(exact * 100)}%"),)
    elif unit == "%":
        if 0 < abs(number) <= 1:
            return refused("unclear-percent", _both_percents(exact))
        exact /= 100
    text = f"{format_number(exact * 100)}%" if unit == "%" else format_number(exact)
    return Parsed(Quantity(float(exact), None, Comparator.EQUAL, False, unit, text), doubts)


def _both_percents(number: Decimal) -> str:
    return f"{format_number(number)}% / {format_number(number * 100)}%"


# --- numbers in text ----------------------------------------------------------------------------------------

_STRIVING = re.compile(r"(?:积极|全力)?(?:力争|争取|努力|力求)(?:实现|做到|达到|完成)?")
_NUMBER = rf"{ARABIC}{TIMES}?(?:\d+{TIMES}?)*"
_DASH = r"(?:--|[-~–—―至到])"

# A number and what may stand right around it: 逾|3万|多|人, 10|%|-|20|%, 3|—|5|家|以上, 30|多|万|人.
_QUANTITY = re.compile(
    rf"""
    (?P<before>(?<![最附])(?:{RIGHT_BEFORE_WORD}))?
    (?P<low>(?:(?<![\d.])-)?{_NUMBER})
    (?:(?:(?P<low_unit>{UNIT})(?={_DASH}\d))?{_DASH}(?P<high>{_NUMBER}))?
    (?P<more>[余多来几])?
    (?P<times>{TIMES})?
    (?P<unit>{UNIT})?
    (?P<more_behind>[余多](?![{CJK}]))?
    (?P<behind>{BEHIND_WORD})?
    """,
    re.VERBOSE,
)
_CLAUSE_END = re.compile(r"[,;。、:\n()]")
_UNFAMILIAR = re.compile(rf"[{CJK}A-Za-z]{{1,4}}")

# A cell that is nothing but one quantity in Chinese characters: 近百项, 九十项标准, 八成以上, 完成两个.
_VERB = "(?:建成|完成|达到|实现|新增|累计|共计|共|制定|修订|制修订|培训|开展|举办|组织|发布|提[升高][至到]|为|到|至|达)"
_CHINESE_QUANTITY = re.compile(
    rf"{_VERB}?(?P<before>{BEFORE_WORD}|{RIGHT_BEFORE_WORD}|上(?=[百千万]))?{_VERB}?"
    rf"(?:(?P<share>{SHARE})|(?P<number>{CHINESE})(?P<more>[余多来])?(?P<times>[万亿])?(?P<unit>{UNIT})?)"
    rf"(?P<behind>{BEHIND_WORD})?(?P<tail>[{CJK}]{{0,8}}?)(?P<behind_tail>{BEHIND_WORD})?。?"
)
# 一批, 一张网, 一件事, 百家争鸣: not counts.
_MANNER = re.compile(
    rf"一(?!$|[个项座家场条处套部次](?:$|{BEHIND_WORD}|标准|平台|系统))|[百千万](?![{CJK}]*[余多])"
)
_TIME_UNITS = {"月", "季度", "日"}
# A second quantity, in characters, beside one in digits: 两个平台、20个场景.
_CHINESE_COUNT = re.compile(
    r"(?<!十)[二两三四五六七八九十][十百千万]*[余多]?(?:项|个(?!月)|场|人次|家|件|座|处|套)"
)

# Behind digits that may be letters: only these make sure that a number was meant.
_FOLLOWS_NUMBER = re.compile(rf"$|[余多]|{UNIT}|{BEHIND_WORD}|[-~–—,;。、)]")
_UNSURE_LETTERS = re.compile(rf"(?<![0-9A-Za-z])[Il|Oo]{{1,2}}(?=[余多]|{UNIT})|(?<![A-Za-z])\d+[l|]$")
# After every number became \x00: 12,00 and 1.2.3, a dash for a minus or a range without its end, 10³ and 1½.
_BAD_NUMBER = re.compile("\x00[,.]\x00|^[–—]\x00|\x00[-–—~]$|\x00[⁰¹²³⁴⁵⁶⁷⁸⁹]|[½¼¾⅓⅔]")
_SCIENTIFIC = re.compile(r"[\d.]+[eE][-+]?\d+")
_MASK = "□"


def _mask(match: re.Match[str]) -> str:
    return _MASK * len(match[0])


def _from_text(text: str, doubts: tuple[Doubt, ...], header_unit: str, subject: str) -> Parsed[Quantity]:
    folded, repaired = repair_letters(fold(text).replace("\n", ";"), _FOLLOWS_NUMBER)
    if repaired:
        doubts = (*doubts, Doubt("letters-for-digits", expected=repaired))
    if unsure := _UNSURE_LETTERS.search(folded):
        return refused(
            "not-a-number", suggestion=folded.replace(unsure[0], digits_for(unsure[0])), before=doubts
        )
    plain = _STRIVING.sub("", folded)
    words = Quantity(None, None, None, plain != folded, "", text)
    found = _in_chinese(plain, words)
    if found is None:
        found = _in_digits(plain, words, header_unit, subject)
    if isinstance(found, Doubt):
        return Parsed(None, (*doubts, found))
    quantity, more_doubts = _in_header_unit(found, header_unit)
    return Parsed(quantity, (*doubts, *more_doubts))


@dataclass(frozen=True)
class _Found:
    """A quantity in text. `times`: what its digits were multiplied by; `start`, `end`: where it stands."""

    quantity: Quantity
    times: int = 1
    unfamiliar: str = ""
    start: int = 0
    end: int = 0


def _in_chinese(plain: str, words: Quantity) -> _Found | Doubt | None:
    """A quantity in Chinese characters that fills the cell; None if the cell holds anything else."""
    match = _CHINESE_QUANTITY.fullmatch(plain)
    if match is None:
        return None
    around = [word for name in ("before", "more", "behind", "behind_tail") if (word := match[name])]
    unit, number = match["unit"] or "", match["number"]
    if number is None:
        value = read_share(match["share"])
        unit = "%"
    elif (
        (match["tail"] and not unit)
        or unit in _TIME_UNITS
        or (not around and _MANNER.match(number + unit + match["tail"]))
    ):
        return None
    else:
        whole = read_chinese(number)
        value = None if whole is None else Decimal(whole * MYRIADS.get(match["times"], 1))
    if value is None:
        return None
    if unit == "年" and value >= 1900:
        return Doubt("date-not-number")
    comparator = comparator_of(around)
    if isinstance(comparator, Doubt):
        return comparator
    return _Found(replace(words, number=float(value), comparator=comparator or Comparator.EQUAL, unit=unit))


def _in_digits(plain: str, words: Quantity, header_unit: str, subject: str) -> _Found | Doubt:
    """The one quantity in digits that the text holds, or the text alone where it holds none."""
    timeless = TIME.sub(_mask, plain)
    masked = NAME.sub(_mask, timeless)
    if _BAD_NUMBER.search(re.sub(ARABIC, "\x00", masked)) or _SCIENTIFIC.fullmatch(plain):
        return Doubt("not-a-number")
    found = []
    for match in _QUANTITY.finditer(masked):
        each = _from_match(match, masked, words)
        if isinstance(each, Doubt):
            return each
        found.append(each)
    if not found:
        is_time = timeless != plain and not timeless.strip(_MASK + "前至到以之-~—")
        return Doubt("date-not-number") if is_time else _Found(words)
    if len(found) > 1:
        found = _about(found, masked, header_unit, subject) or found
    elif _CHINESE_COUNT.search(masked):
        return Doubt("several-numbers", expected=plain)
    if len(found) > 1:
        return Doubt("several-numbers", expected="、".join(format_quantity(each.quantity) for each in found))
    return found[0]


def _about(found: list[_Found], text: str, header_unit: str, subject: str) -> list[_Found]:
    """The only one of several quantities that is of the column's unit of measure or about its subject."""
    of_unit = [each for each in found if header_unit and each.quantity.unit == header_unit]
    if len(of_unit) == 1:
        return of_unit
    starts = [0, *(each.end for each in found)]
    on_subject = [
        each
        for each, start in zip(found, starts, strict=False)
        if subject and subject in text[start : each.start]
    ]
    return on_subject if len(on_subject) == 1 else []


def _from_match(match: re.Match[str], text: str, words: Quantity) -> _Found | Doubt:
    """One quantity, with the comparator words of its clause."""
    low, high = read_arabic(match["low"]), read_arabic(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return Doubt("not-a-number")
    unit, times = match["unit"] or match["low_unit"] or "", 1
    if match["times"]:
        times = factor(match["times"])
        low, high = low * times, None if high is None else high * times
    if high is not None:
        # 3—5万 is 3万—5万, but 500—1万 begins at 500.
        shared = re.search(rf"{TIMES}$", match["high"])
        if shared and not re.search(TIMES, match["low"]) and low < high / factor(shared[0]):
            low *= factor(shared[0])
        if low > high:
            return Doubt("range-reversed")
    if written := re.search(rf"{TIMES}$", match["high"] or match["low"]):
        times *= factor(written[0])
    if unit == "%":
        low, high = low / 100, None if high is None else high / 100
    clause_start = max((end.end() for end in _CLAUSE_END.finditer(text, 0, match.start())), default=0)
    clause_end = end.start() if (end := _CLAUSE_END.search(text, match.end())) else len(text)
    earlier = re.findall(BEFORE_WORD, text[clause_start : match.start()])
    later = re.search(rf"({BEHIND_WORD})$", text[match.end() : clause_end])
    around = [
        *earlier[-1:],
        match["before"],
        match["more"],
        match["more_behind"],
        match["behind"],
        later and later[1],
    ]
    comparator = comparator_of([word for word in around if word])
    if isinstance(comparator, Doubt):
        return comparator
    if comparator is None and high is None:
        comparator = Comparator.EQUAL
    unfamiliar = ""
    if not unit and not match["behind"] and (rest := _UNFAMILIAR.match(text, match.end())) and not later:
        unit = unfamiliar = rest[0]
    quantity = replace(
        words, number=float(low), high=None if high is None else float(high), comparator=comparator, unit=unit
    )
    return _Found(quantity, times, unfamiliar, match.start(), match.end())


def _in_header_unit(found: _Found, header_unit: str) -> tuple[Quantity | None, tuple[Doubt, ...]]:
    """The quantity in the unit of measure of its column, and the doubts about its own unit."""
    quantity = found.quantity
    doubts = (Doubt("unfamiliar-unit", expected=found.unfamiliar),) if found.unfamiliar else ()
    if quantity.number is None or not header_unit or quantity.unit == header_unit:
        return quantity, doubts
    if header_unit == "%" and not quantity.unit:
        if 0 < abs(quantity.number) <= 1:
            return None, (Doubt("unclear-percent", expected=_both_percents(Decimal(repr(quantity.number)))),)
        return _divided(quantity, 100, "%"), doubts
    scale = re.fullmatch(rf"({TIMES})(.*)", header_unit)  # 万元, 万人次
    if scale and quantity.unit in ("", scale[2]):
        # A bare 300 under （万元） is in 万元 already; 300万 and 300万元 are not.
        per = factor(scale[1]) if quantity.unit or found.times > 1 else 1
        return _divided(quantity, per, header_unit), doubts
    if not quantity.unit:
        return replace(quantity, unit=header_unit), doubts
    if quantity.unit.startswith(header_unit) or header_unit.startswith(quantity.unit):
        return quantity, doubts
    return quantity, (*doubts, Doubt("unit-differs", expected=header_unit))


def _divided(quantity: Quantity, by: int, unit: str) -> Quantity:
    low, high = (
        None if end is None else float(Decimal(repr(end)) / by) for end in (quantity.number, quantity.high)
    )
    return replace(quantity, number=low, high=high, unit=unit)
