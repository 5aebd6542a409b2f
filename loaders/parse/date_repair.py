"""Dates not written in plain digits, and dates that lost a part.

For example:

    "二○二四年六月" -> "2024年6月"      "2O24年" -> "2024年", told
    "2023105", "930日", "2024年3月1" -> a doubt with the likely reading, never a guess
"""

import re
from collections.abc import Callable

from loaders.parse import Doubt
from loaders.parse.moments import CENTURY, MASK, day_of
from loaders.parse.numerals import read_chinese, repair_letters

# --- Chinese numerals and letters in dates ------------------------------------------------------------------

# 二○二四年 has its zero in many shapes, letters among them.
_CHINESE_YEAR = re.compile(r"(?<![0-9一二三四五六七八九])[一二三四五六七八九〇○◯零oOоОΟ0-9]{4}(?=年|[-./])")
# 六月, 十二日, 元月, 三个月; not 第三季度, and not 九十年代.
_CHINESE_PART = re.compile(
    r"(?<![一二三四五六七八九十第])(?:[元一二两三四五六七八九]|[二三]?十[一二三四五六七八九]?)"
    r"(?=个?月|日|号|年(?!代))"
)
_FOLLOWS_DATE = re.compile(r"[年月日号./-]|$")


def in_digits(text: str) -> tuple[str, str]:
    """Folded text with the Chinese numerals of its dates in digits, and the numbers repaired from letters.

    "二○二四年六月" gives "2024年6月": ○, 〇, 零 and the letter O stand for zero in a Chinese year. "2O24年"
    is repaired too, but told, as a letter among digits is damage.
    """

    def year(match: re.Match[str]) -> str:
        if not re.search("[一二三四五六七八九]", match[0]):
            return match[0]
        return "".join(char if "0" <= char <= "9" else str(read_chinese(char) or 0) for char in match[0])

    def part(match: re.Match[str]) -> str:
        return "1" if match[0] == "元" else str(read_chinese(match[0]))

    if not text.isascii():
        text = _CHINESE_PART.sub(part, _CHINESE_YEAR.sub(year, text))
    return repair_letters(text, _FOLLOWS_DATE)


# --- damage -------------------------------------------------------------------------------------------------


def find_damage(text: str) -> Doubt | None:
    """What a date lost, in the text that find_moments left over, with the likely reading; None if nothing."""
    for pattern, likely_reading in _DAMAGE:
        if match := pattern.search(text):
            return Doubt("damaged-date", expected="2023年5月12日", suggestion=likely_reading(*match.groups()))
    return None


def _run_together(year: str, rest: str) -> str:
    """2023105 is 2023年10月5日, 20235 is 2023年5月."""
    if len(rest) == 1:
        return f"{year}年{rest}月" if rest != "0" else ""
    return " / ".join(f"{year}年{month}月{day}日" for month, day in _splits(rest, int(year)))


def _month_and_day(digits: str) -> str:
    """930日 is 9月30日."""
    return " / ".join(f"{month}月{day}日" for month, day in _splits(digits, A_LEAP_YEAR))


def _splits(digits: str, year: int) -> list[tuple[str, str]]:
    """Month and day out of digits run together; one with a leading zero would have had another beside it."""
    splits = [(digits[:size], digits[size:]) for size in (1, 2)]
    return [
        (month, day)
        for month, day in splits
        if day and "0" not in (month[0], day[0]) and day_of(year, int(month), int(day))
    ]


def _day_and_month(first: str, second: str, year: str) -> str:
    """6/30/2023 can be one day only, 5/6/2023 may be two."""
    orders = ((first, second), (second, first))
    days = {day_of(int(year), int(month), int(day)): None for month, day in orders if int(day)}
    return " / ".join(f"{year}年{day.month}月{day.day}日" for day in days if day)


A_LEAP_YEAR = 2024  # so that 229日 may be 2月29日

# What is left of a date, and what it may have been.
_DAMAGE: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    # 2023105, 202365, 20235
    (re.compile(rf"(?<!\d)({CENTURY})(\d{{1,3}})(?!\d)"), _run_together),
    # 截至930日
    (re.compile(r"(?<!\d)(\d{3,4})[日号]"), _month_and_day),
    # 2024年3月1
    (
        re.compile(rf"({CENTURY}年)?(?<!\d)(\d{{1,2}})月(\d{{1,2}})(?![\d日号])"),
        lambda year, month, day: f"{year or ''}{month}月{day}日",
    ),
    # 2024年6, 2024年6底
    (
        re.compile(rf"({CENTURY})年(\d{{1,2}})(?=$|[底末前至到,;。-])"),
        lambda year, month: f"{year}年{month}月",
    ),
    # 24年6月, 24年底
    (re.compile(rf"(?<!\d)(\d\d)年(?={MASK}|[底末]|$)"), lambda year: f"20{year}年"),
    # 23.6.30
    (
        re.compile(r"(?<!\d)(\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
        lambda year, month, day: f"20{year}年{month}月{day}日",
    ),
    # 6/30/2023
    (re.compile(rf"(?<!\d)(\d{{1,2}})[-/.](\d{{1,2}})[-/.]({CENTURY})(?!\d)"), _day_and_month),
    # 2024年6月-
    (re.compile(rf"{MASK}[底末]?(?:--|[-~–—―至])(?=$|[,;])"), lambda: ""),
    # 5.12, 20231
    (re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}(?!\d)|\d{5,}"), lambda: ""),
)
