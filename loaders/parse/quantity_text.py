"""Finding the one quantity that a text holds, in digits or in Chinese characters.

Times and names are blotted out first, so that 到2025年底完成90项 and 5G基站800座 hold one number each. Works on
folded text (loaders/parse/text.py); what the number means for its column is said in quantity.py.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.parse import Doubt
from loaders.parse.comparators import BEFORE_WORD, BEHIND_WORD, RIGHT_BEFORE_WORD, comparator_of
from loaders.parse.measures import NAME, TIME, UNIT_OF_MEASURE
from loaders.parse.numerals import (
    ARABIC,
    CHINESE,
    MYRIADS,
    SHARE,
    TIMES,
    digits_for,
    factor,
    read_arabic,
    read_chinese,
    read_share,
    repair_letters,
)
from loaders.parse.text import CJK
from words.terms import Comparator


@dataclass(frozen=True)
class QuantityInText:
    """A quantity in a text. A percentage is a share: "80%" has number 0.8 and unit of measure "%".

    number, high: the value, or the two ends of a range. times: what the digits were multiplied by (万 10000).
    unfamiliar: the word behind the digits, where it is no known unit of measure. start, end: where the quantity stands.
    """

    number: Decimal
    high: Decimal | None
    comparator: Comparator | None
    unit_of_measure: str
    times: int = 1
    unfamiliar: str = ""
    start: int = 0
    end: int = 0


def find_quantity(
    text: str, *, unit_of_measure: str = "", subject: str = ""
) -> QuantityInText | Doubt | None:
    """The one quantity in the text, why it is not certain, or None where the text holds words only.

    Of several quantities the only one in unit_of_measure, or the only one about the subject, is taken.
    """
    if unsure := _UNSURE_LETTERS.search(text):
        return Doubt("not-a-number", suggestion=text.replace(unsure[0], digits_for(unsure[0])))
    return _in_chinese(text) or _in_digits(text, unit_of_measure, subject)


def repair(text: str) -> tuple[str, str]:
    """The text with digits for letters that stand in their place, and the numbers so made."""
    return repair_letters(text, _FOLLOWS_NUMBER)


_NUMBER = rf"{ARABIC}{TIMES}?(?:\d+{TIMES}?)*"
_DASH = r"(?:--|[-~–—―至到])"

# A number and what may stand right around it: 逾|3万|多|人, 10|%|-|20|%, 3|—|5|家|以上, 30|多|万|人.
_QUANTITY = re.compile(
    rf"""
    (?P<before>(?<![最附])(?:{RIGHT_BEFORE_WORD}))?
    (?P<low>(?:(?<![\d.])-)?{_NUMBER})
    (?:(?:(?P<low_unit>{UNIT_OF_MEASURE})(?={_DASH}\d))?{_DASH}(?P<high>{_NUMBER}))?
    (?P<more>[余多来几])?
    (?P<times>{TIMES})?
    (?P<unit>{UNIT_OF_MEASURE})?
    (?P<more_behind>[余多](?![{CJK}]))?
    (?P<behind>{BEHIND_WORD}|内(?![{CJK}]))?
    """,
    re.VERBOSE,
)
# Where words like 不少于 stop reaching: 不少于3场，培训20人 asks for at least 3, and for 20.
_CLAUSE_END = re.compile(r"[,;。、:\n()]")
# A word right behind digits that is no unit of measure we know, as far as four characters.
_UNFAMILIAR = re.compile(rf"[{CJK}A-Za-z]{{1,4}}")

# A cell that is nothing but one quantity in Chinese characters: 近百项, 九十项标准, 八成以上, 完成两个.
_VERB = "(?:建成|完成|达到|实现|新增|累计|共计|共|制定|修订|制修订|培训|开展|举办|组织|发布|提[升高][至到]|为|到|至|达)"
_CHINESE_QUANTITY = re.compile(
    rf"{_VERB}?(?P<before>{BEFORE_WORD}|{RIGHT_BEFORE_WORD}|上(?=[百千万]))?{_VERB}?"
    rf"(?:(?P<share>{SHARE})(?P<share_more>[余多])?|(?P<number>{CHINESE})(?P<more>[余多来])?(?P<times>[万亿])?(?P<unit>{UNIT_OF_MEASURE})?)"
    rf"(?P<behind>{BEHIND_WORD})?(?P<tail>[{CJK}]{{0,8}}?)(?P<behind_tail>{BEHIND_WORD})?。?"
)
# 一批, 一张网, 一件事, 百家争鸣: not counts.
_MANNER = re.compile(
    rf"一(?!$|[百千万亿零〇一二三四五六七八九]|[个项座家场条处套部次](?:$|{BEHIND_WORD}|标准|平台|系统))|[百千万](?![{CJK}]*[余多])"
)
_TIME_UNITS = {"月", "季度", "日"}
# A second quantity, in characters, beside one in digits: 两个平台、20个场景.
_CHINESE_COUNT = re.compile(
    r"(?<!十)[二两三四五六七八九十][十百千万]*[余多]?(?:项|个(?!月)|场|人次|家|件|座|处|套)"
)

# Behind digits that may be letters: only these make sure that a number was meant.
_FOLLOWS_NUMBER = re.compile(rf"$|[余多]|{UNIT_OF_MEASURE}|{BEHIND_WORD}|[-~–—,;。、)]")
_UNSURE_LETTERS = re.compile(
    rf"(?<![0-9A-Za-z])[Il|Oo]{{1,2}}(?=[余多]|{UNIT_OF_MEASURE})|(?<![A-Za-z])\d+[l|]$"
)
# After every number became \x00: 12,00 and 1.2.3, a dash for a minus or a range without its end, 10³ and 1½.
_BAD_NUMBER = re.compile("\x00[,.]\x00|^[–—]\x00|\x00[-–—~]$|\x00[⁰¹²³⁴⁵⁶⁷⁸⁹]|[½¼¾⅓⅔]")
_SCIENTIFIC = re.compile(r"[\d.]+[eE][-+]?\d+")
_MASK = "□"
EARLIEST_YEAR = 1900  # 二〇二五年 is a year, 三年 a quantity


def _mask(match: re.Match[str]) -> str:
    return _MASK * len(match[0])


def _in_chinese(plain: str) -> QuantityInText | Doubt | None:
    """A quantity in Chinese characters that fills the cell; None if the cell holds anything else."""
    match = _CHINESE_QUANTITY.fullmatch(plain)
    if match is None:
        return None
    around = [
        word for name in ("before", "more", "share_more", "behind", "behind_tail") if (word := match[name])
    ]
    unit_of_measure, number = match["unit"] or "", match["number"]
    if number is None:
        value = read_share(match["share"])
        unit_of_measure = "%"
    elif (
        (match["tail"] and not unit_of_measure)
        or unit_of_measure in _TIME_UNITS
        or (not around and _MANNER.match(number + unit_of_measure + match["tail"]))
    ):
        return None
    else:
        whole = read_chinese(number)
        value = None if whole is None else Decimal(whole * MYRIADS.get(match["times"], 1))
    if value is None:
        return None
    if unit_of_measure == "年" and value >= EARLIEST_YEAR:
        return Doubt("date-not-number")
    comparator = comparator_of(around)
    if isinstance(comparator, Doubt):
        return comparator
    return QuantityInText(value, None, comparator or Comparator.EQUAL, unit_of_measure)


def _in_digits(plain: str, unit_of_measure: str, subject: str) -> QuantityInText | Doubt | None:
    """The one quantity in digits that the text holds; None where it holds none."""
    timeless = TIME.sub(_mask, plain)
    masked = NAME.sub(_mask, timeless)
    if _BAD_NUMBER.search(re.sub(ARABIC, "\x00", masked)) or _SCIENTIFIC.fullmatch(plain):
        return Doubt("not-a-number")
    quantities = []
    for match in _QUANTITY.finditer(masked):
        quantity = _from_match(match, masked)
        if isinstance(quantity, Doubt):
            return quantity
        quantities.append(quantity)
    if not quantities:
        is_time = timeless != plain and not timeless.strip(_MASK + "前至到以之-~—")
        return Doubt("date-not-number") if is_time else None
    if len(quantities) > 1:
        quantities = _about(quantities, masked, unit_of_measure, subject) or quantities
    elif _CHINESE_COUNT.search(masked):
        return Doubt("several-numbers", expected=plain)
    if len(quantities) > 1:
        return Doubt(
            "several-numbers",
            expected="、".join(plain[quantity.start : quantity.end] for quantity in quantities),
        )
    return quantities[0]


def _about(
    quantities: list[QuantityInText], text: str, unit_of_measure: str, subject: str
) -> list[QuantityInText]:
    """The only one of several quantities that is of the column's unit of measure or about its subject."""
    of_column = [
        quantity for quantity in quantities if unit_of_measure and quantity.unit_of_measure == unit_of_measure
    ]
    if len(of_column) == 1:
        return of_column
    starts = [0, *(quantity.end for quantity in quantities)]
    on_subject = [
        quantity
        for quantity, start in zip(quantities, starts, strict=False)
        if subject and subject in text[start : quantity.start]
    ]
    return on_subject if len(on_subject) == 1 else []


def _from_match(match: re.Match[str], text: str) -> QuantityInText | Doubt:
    """One quantity, with the comparator words of its clause."""
    low, high = read_arabic(match["low"]), read_arabic(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return Doubt("not-a-number")
    unit_of_measure, times = match["unit"] or match["low_unit"] or "", 1
    if match["times"]:
        times = factor(match["times"])
        low, high = low * times, None if high is None else high * times
    if high is not None:
        # 3—5万 is 3万—5万, but 500—1万 begins at 500.
        shared = re.search(rf"{TIMES}$", match["high"])
        if shared and not re.search(TIMES, match["low"]) and low <= high / factor(shared[0]):
            low *= factor(shared[0])
        if low > high:
            return Doubt("range-reversed")
    if written := re.search(rf"{TIMES}$", match["high"] or match["low"]):
        times *= factor(written[0])
    if unit_of_measure == "%":
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
    if (
        not unit_of_measure
        and not match["behind"]
        and (rest := _UNFAMILIAR.match(text, match.end()))
        and not later
    ):
        unit_of_measure = unfamiliar = rest[0]
    return QuantityInText(
        low, high, comparator, unit_of_measure, times, unfamiliar, match.start(), match.end()
    )
