"""Times named in a text: 2024年6月底, 2024.6, 第二季度, 上半年, 4月下旬, 2021—2023年, 7月～12月, “十四五”末 …

The ground that deadlines, dates and months stand on. Every moment has a first and a last day; what a deadline
takes is the last. Works on folded text (loaders/parse/text.py).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders.parse import Doubt

YEARS = range(1949, 2101)  # whatever lies beyond is a typing error, or no date
DASH = r"(?:--|[-~–—―至到])"
MASK = "□"
EXAMPLE = "2023年5月12日"

CENTURY = r"(?:19|20)\d\d"
# 2024年, 2024年度, 今年, 去年: the words count from the table's year, never the clock's.
YEAR_WORDS = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "翌": 1, "去": -1, "上": -1}
_YEAR_WORD = rf"[{''.join(YEAR_WORDS)}]"
_YEAR = rf"(?:(?P<y>{CENTURY}|{_YEAR_WORD})年度?)"
_YEAR_OR_DOT = rf"(?:(?P<y>{CENTURY}|{_YEAR_WORD})(?:年度?|(?<=\d)[./-]))"

# Kind of moment and its pattern, the more particular first. "last" marks words for the end of a period
# (底, 末); patterns end where no digit follows, so that damaged dates are left over and found.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        # 2021—2023年, 2022-2025年底
        (
            "year",
            rf"(?<!\d)(?P<y>{CENTURY})年?{DASH}(?P<y2>{CENTURY})"
            r"(?:年度?(?!\d|第?[一二三四]季|[上下]半)|(?![年\d月./-]))(?P<last>[底末]?)",
        ),
        # 2024-06-30, 2024/6/30, 2024.6.30
        ("day", rf"(?<!\d)(?P<y>{CENTURY})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)"),
        # 3月1日-15日, 3月1日至4月2日, 5月10-12日
        (
            "day",
            rf"{_YEAR}?(?<!\d)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]?{DASH}"
            r"(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})[日号]",
        ),
        # 2024年6月30日, 6月30号
        ("day", rf"{_YEAR_OR_DOT}?(?<!\d)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]"),
        # 20240630, 202406
        ("day", rf"(?<!\d)(?P<y>{CENTURY})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
        ("month", rf"(?<!\d)(?P<y>{CENTURY})(?P<m>0[1-9]|1[0-2])(?!\d)(?P<last>[底末]?)"),
        # 4-6月, 7月～12月, 2024.3-6月
        (
            "month",
            rf"{_YEAR_OR_DOT}?(?<!\d)(?P<m>\d{{1,2}})月?份?{DASH}(?P<m2>\d{{1,2}})月份?"
            r"(?:(?P<part>上旬|中旬|下旬)|(?P<last>[底末]?))(?!\d)",
        ),
        # 5月上旬, 4月下旬, 6月初
        ("ten days", rf"{_YEAR_OR_DOT}?(?<!\d)(?P<m>\d{{1,2}})月份?(?P<part>上旬|中旬|下旬|初|中)(?!\d)"),
        # 2024年6月, 6月底, 6月份
        ("month", rf"{_YEAR_OR_DOT}?(?<!\d)(?P<m>\d{{1,2}})月份?(?P<last>[底末内]?)(?!\d)"),
        # 2024.6, 2024-06, 2024/6
        ("month", rf"(?<!\d)(?P<y>{CENTURY})[-/.](?P<m>\d{{1,2}})(?![\d]|[-/.]\d)(?P<last>[底末]?)"),
        # 2024年第二季度, 二季度末, 前三季度, 1-2季度, Ⅱ季度
        (
            "quarter",
            rf"{_YEAR}?(?<![\dI])(?P<first>前)?第?(?:(?P<q>[1-4一二三四]){DASH})?(?P<q2>[1-4一二三四]|I{{1,3}}|IV)"
            r"季(?:度|(?=$|[前底末内]))(?P<last>[底末内]?)",
        ),
        ("quarter", rf"(?:(?<!\d)(?P<y>{CENTURY})年?-?)?Q(?P<q2>[1-4])(?!\d)(?P<last>[底末]?)"),
        # 上半年, 2024年下半年
        ("half-year", rf"{_YEAR}?(?P<h>[上下前后])半年(?P<last>[底末内]?)"),
        # “十四五”末, 十四五期间
        (
            "five years",
            r"[“\"「]?十(?P<five>[一二三四五六])五[”\"」]?(?:规划)?(?P<last>期?[末内]|期间|时期)?",
        ),
        ("plan", r"(?:规划|计划|方案|行动)(?:期(?!限)(?P<last>[末满内]?)|(?:结束|末))"),
        # 2024年底, 今年年底, 年内, 2025年
        ("year", rf"(?<!\d){_YEAR}(?:全年)?(?P<last>年?[底末终内]|年中|中)?(?!\d|年?初)"),
        ("year", r"(?<![\d半每]年)(?<![半每度\d])年度?(?P<last>[底末终内]|中)"),
        ("year", rf"(?<![\d/.-])(?P<y>{CENTURY})(?:(?P<last>[底末])|(?=前|$))"),
    )
)
_QUARTERS = {
    word: number
    for number, words in enumerate(("一 1 I", "二 2 II", "三 3 III", "四 4 IV"), 1)
    for word in words.split()
}
_LOST_YEAR = re.compile(r"(?<!(?<!\d)\d\d)年$")  # 24年 is told with its likely reading elsewhere
# What ten days of a month end with; 0 is the last day.
_TEN_DAYS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 0)}
_FIVE_YEARS_END = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}


@dataclass(frozen=True)
class Moment:
    """A time named in a text, from `starts_on` to `ends_on`, both inclusive; it stands in the text from `begin` to `end`.

    kind: day, ten days, month, quarter, half-year, year, five years or plan. says_end: the words name the end
    of the period (底, 末, 内). is_loose: 月初, 月中.
    """

    kind: str
    starts_on: date
    ends_on: date
    begin: int
    end: int
    says_end: bool = False
    is_loose: bool = False

    @property
    def is_range(self) -> bool:
        return self.kind == "day" and self.starts_on != self.ends_on


def find_moments(
    text: str, *, table_year: int | None = None, plan_end: date | None = None
) -> tuple[list[Moment], Doubt | None]:
    """All times named in the text, left to right, and what keeps them from being certain.

    A time without a year takes the year before it in the text, else table_year; without either the doubt is
    year-missing. 规划期末 needs plan_end; without it, it is left out.
    """
    moments: list[Moment] = []
    year: int | None = None
    for kind, match in _matches(text):
        own_year, year = _year(match, year, table_year)
        if kind in ("plan", "five years"):
            span = _long_span(kind, match, plan_end)
        elif match.groupdict().get("y") is None and _LOST_YEAR.search(text[: match.start()]):
            return moments, Doubt("damaged-date", expected=EXAMPLE)  # 2O2S年6月: a year that cannot be read
        elif own_year is None:
            return moments, Doubt("year-missing")
        else:
            span = _span(kind, match, own_year)
        if span is None:
            continue
        first, last = span
        if first is None or last is None:
            return moments, Doubt("no-such-date")
        groups = match.groupdict()
        moments.append(
            Moment(
                kind,
                first,
                last,
                match.start(),
                match.end(),
                says_end=bool(groups.get("last")) or groups.get("part") == "下旬",
                is_loose=groups.get("part") in ("初", "中") or groups.get("last") in ("中", "年中"),
            )
        )
    joined = _joined(moments, text)
    is_reversed = any(moment.ends_on < moment.starts_on for moment in joined)
    return joined, Doubt("range-reversed") if is_reversed else None


def masked(text: str, moments: list[Moment]) -> str:
    """The text with every moment blotted out, as long as before."""
    for moment in moments:
        text = text[: moment.begin] + MASK * (moment.end - moment.begin) + text[moment.end :]
    return text


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    moments = []
    for kind, pattern in _PATTERNS:
        matches = list(pattern.finditer(text))
        moments += [(kind, match) for match in matches]
        for match in matches:
            text = text[: match.start()] + MASK * (match.end() - match.start()) + text[match.end() :]
    yield from sorted(moments, key=lambda kind_and_match: kind_and_match[1].start())


def _year(match: re.Match[str], before: int | None, table_year: int | None) -> tuple[int | None, int | None]:
    """The year of a match, and the year that what follows it inherits."""
    word = match.groupdict().get("y")
    if word is None:
        year = before or table_year
        return year, before
    if word.isdigit():
        year = int(match.groupdict().get("y2") or word)
        return int(word), year
    base = before or table_year if word in "次翌" else table_year
    year = None if base is None else base + YEAR_WORDS[word]
    return year, year


def _span(kind: str, match: re.Match[str], year: int) -> tuple[date | None, date | None]:
    """First and last day; None for a day the calendar does not have."""
    groups = match.groupdict()
    month = int(groups.get("m") or 1)
    month2 = int(groups.get("m2") or month)
    if kind == "day":
        day, day2 = int(groups["d"]), int(groups.get("d2") or groups["d"])
        return day_of(year, month, day), day_of(year, month2, day2)
    if kind == "ten days":
        first, last = _TEN_DAYS[groups["part"]]
        return day_of(year, month, first), day_of(year, month, last)
    if kind == "month":
        return day_of(year, month, 1), day_of(year, month2, _TEN_DAYS[groups.get("part") or "下旬"][1])
    if kind == "quarter":
        last_quarter = _QUARTERS[groups["q2"]]
        first_quarter = 1 if groups.get("first") else _QUARTERS[groups.get("q") or groups["q2"]]
        return day_of(year, first_quarter * 3 - 2, 1), day_of(year, last_quarter * 3, 0)
    if kind == "half-year":
        is_first = groups["h"] in "上前"
        return day_of(year, 1 if is_first else 7, 1), day_of(year, 6 if is_first else 12, 0)
    if groups.get("last") in ("中", "年中"):
        return day_of(year, 1, 1), day_of(year, 6, 30)
    return day_of(year, 1, 1), day_of(int(groups.get("y2") or year), 12, 31)


def _long_span(
    kind: str, match: re.Match[str], plan_end: date | None
) -> tuple[date | None, date | None] | None:
    if kind == "five years":
        year = _FIVE_YEARS_END[match["five"]]
        return date(year - 4, 1, 1), date(year, 12, 31)
    return None if plan_end is None else (plan_end, plan_end)


def _joined(moments: list[Moment], text: str) -> list[Moment]:
    """Two moments with nothing but a dash or 至 between them are one, from the first to the last."""
    joined: list[Moment] = []
    for moment in moments:
        before = joined[-1] if joined else None
        if before and re.fullmatch(DASH, text[before.end : moment.begin]):
            joined[-1] = replace(moment, starts_on=before.starts_on, begin=before.begin)
        else:
            joined.append(moment)
    return joined


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none. Day 0 is the last day of the month."""
    if year not in YEARS or not 1 <= month <= 12 or not 0 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day or monthrange(year, month)[1])


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
