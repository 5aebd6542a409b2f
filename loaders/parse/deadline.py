"""Deadlines as plans print them.

For example:

    "2024年底前"             due 2024-12-31        "长期坚持"            ongoing: an answer, not a blank
    "第二季度" (of 2024)      due 2024-06-30        "每季度首月20日前"     quarterly, no date
    "2021—2023年"            2021-01-01 to 2023-12-31
    "3月：起草⏎4-6月：征求意见"  two checkpoints      "立项后18个月"        the text alone, told
    "3月底前印发；其余年底前完成并长期坚持"  due at the year's end, ongoing, told that there were two
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.date_repair import find_damage
from loaders.parse.dates import date_text, format_date, from_calendar
from loaders.parse.moments import EXAMPLE, MASK, Moment, find_moments, last_of_month, masked
from loaders.parse.text import normalise
from words.numbers import as_typed


class Frequency(StrEnum):
    """How often a repeating deadline returns."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Deadline:
    """What a deadline cell says.

    due_on: the last day; None where the text sets none. starts_on: the first day, where a range or 自…起
    gives one. is_ongoing: 长期坚持 and the like: never overdue, unless due_on says otherwise.
    checkpoints: what is to be done by which day, from a schedule inside the cell, due_on being the last.
    text: the cell's text, tidied.
    """

    due_on: date | None
    starts_on: date | None
    is_ongoing: bool
    frequency: Frequency | None
    text: str
    checkpoints: tuple[tuple[date, str], ...] = ()


_EVERY = {
    "天": Frequency.DAILY,
    "日": Frequency.DAILY,
    "周": Frequency.WEEKLY,
    "月": Frequency.MONTHLY,
    "季": Frequency.QUARTERLY,
    "季度": Frequency.QUARTERLY,
    "半年": Frequency.HALF_YEARLY,
    "年": Frequency.YEARLY,
}
# 每月, 每季度首月20日前, 每年12月底前, 每年年底前, 按月, 逐季; what follows belongs to the repetition and is no date.
# 一季度一次 is no first quarter.
_FREQUENCY = re.compile(
    r"(?:[每逐按](?:个|1)?|(?=[1一]?个?(?:半年|季度?|[年月周日天])[1一]次)[1一]?个?)(?P<every>半年|季度|[年季月周日天])度?"
    r"(?:[首末]月|\d{1,2}月|年(?=[初底末]))?(?:份)?(?:[初底末]|[上中下]旬|\d{1,2}[日号])?(?:之|以)?前?(?:(?:[、和]|及)\d{1,2}月(?:份|底)?前?)*"
)
_ONGOING = re.compile(r"持续|(?<!中)长期|全年|常年|常态|按需|随时|实时|日常|经常性|滚动|贯穿|不间断|始终")
# 5年内, 立项后18个月, 印发之日起30日内: counted from an event.
_RELATIVE = re.compile(
    r"(?:后|之日起|起)\d+个?(?:半年|年|月|天|日|周|工作日)(?:以?内|之内)?|(?<!\d)\d{1,2}(?:个月|年|个?工作日|天|日|周)(?:以?内|之内)"
)
# 2025年初, 2025年国庆节前: too loose for a day, or one that moves with the moon.
_NO_DAY = re.compile(
    r"(?:\d{4}年|[今明]年)?(?:年?初(?<=年初)|(?:元旦|春节|清明|五一|端午|中秋|国庆)(?:节|假期|长假)*)"
)
_BEFORE = re.compile(r"(?:之|以)?前")
# 自2023年 … and 2023年起: the time is a beginning. 2023年起草 is none.
_SINCE = re.compile(r"(?:[自从由]|起始|开始)$")
_SINCE_BEHIND = re.compile(r"(?:年|月|日)?(?:起(?![草步])|开始|以来|以后)")
_NUMBERING = r"(?:\(?\d{1,2}[).、](?!\d)|[①-⑳])?"
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
# 3月：, 6月底前：: what follows is due by then.
_HEAD_BEHIND = re.compile(r"[底末]?(?:之|以)?前?[:：]")


def parse_deadline(
    raw: object,
    *,
    table_year: int | None = None,
    plan_end: date | None = None,
    is_date_format: bool = False,
    is_month_format: bool = False,
) -> Parsed[Deadline]:
    """Read one deadline.

    table_year: the year of months written without one; never the clock's. plan_end: the day of 规划期末.
    is_date_format: the cell is formatted as a date, so that a number in it is Excel's count of days.
    is_month_format: that format shows year and month only, so that the last day of the month is meant; Excel
    turns a typed 2024年6月 into such a date. Where the format is not known, a first of a month is told.
    """
    if (real := from_calendar(raw, is_date_format)) is not None:
        return _from_day(real, is_month_format)
    folded, doubts = date_text(raw)
    if folded is None:
        return Parsed(None, doubts)
    text, _doubts = normalise(as_typed(raw))
    return _from_text(text, folded, doubts, table_year, plan_end)


def _from_day(real: Parsed[date], is_month_format: bool) -> Parsed[Deadline]:
    day, doubts = real.value, real.doubts
    if day is None:
        return Parsed(None, doubts)
    text = format_date(day)
    if is_month_format:
        day, text = last_of_month(day), f"{day.year}年{day.month}月"
    elif day.day == 1:
        doubts = (*doubts, Doubt("first-of-month", expected=f"{day.year}年{day.month}月底前"))
    return Parsed(Deadline(day, None, False, None, text), doubts)


def _from_text(
    text: str, folded: str, doubts: tuple[Doubt, ...], table_year: int | None, plan_end: date | None
) -> Parsed[Deadline]:
    frequency = _FREQUENCY.search(folded)
    plain = _blot(_FREQUENCY, folded)
    is_relative = _RELATIVE.search(plain) is not None
    plain = _blot(_NO_DAY, _blot(_RELATIVE, plain))
    is_ongoing = _ONGOING.search(folded) is not None
    moments, doubt = find_moments(plain, table_year=table_year, plan_end=plan_end)
    if doubt is not None:
        return Parsed(None, (*doubts, doubt))
    rest = masked(plain, moments)
    if damage := find_damage(rest):
        return Parsed(None, (*doubts, damage))
    every = _EVERY[frequency["every"]] if frequency else None
    if heads := _schedule_heads(moments, plain):
        return _schedule(text, folded, heads, doubts, is_ongoing, every)
    since = [moment for moment in moments if _is_since(moment, plain)]
    firm = [moment for moment in moments if moment not in since]
    doubts += tuple(_loose_doubts(firm, plain))
    if len({moment.ends_on for moment in firm}) > 1:
        doubts = (
            *doubts,
            Doubt("two-deadlines", expected=format_date(max(moment.ends_on for moment in firm))),
        )
    if not (moments or frequency or is_ongoing):
        if is_relative or re.search("规划期|计划期|期末", plain):
            doubts = (*doubts, Doubt("relative-deadline"))
        elif re.search(r"\d", rest):
            return refused("not-a-date", EXAMPLE, before=doubts)
        else:
            doubts = (*doubts, Doubt("deadline-not-read"))
    return Parsed(
        Deadline(
            due_on=max((moment.ends_on for moment in firm), default=None),
            starts_on=_first_day(since, firm),
            is_ongoing=is_ongoing,
            frequency=every,
            text=text,
        ),
        doubts,
    )


def _blot(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: MASK * len(match[0]), text)


def _is_since(moment: Moment, text: str) -> bool:
    """自2023年起, 2023年6月起, 从2023年开始: the moment is a beginning, not an end."""
    return _SINCE_BEHIND.match(text, moment.end) is not None or (
        _SINCE.search(text[: moment.begin]) is not None and moment.kind != "plan" and not _is_span(moment)
    )


def _is_span(moment: Moment) -> bool:
    """Whether two times were joined into one: 从2023年3月到2024年6月, 4-6月, 2021—2023年."""
    months = (
        (moment.ends_on.year - moment.starts_on.year) * 12 + moment.ends_on.month - moment.starts_on.month + 1
    )
    longest = {  # months that one moment of each kind reaches over
        "day": 1,
        "ten days": 1,
        "month": 1,
        "quarter": 3,
        "half-year": 6,
        "year": 12,
        "five years": 60,
        "plan": 1,
    }
    return months > longest[moment.kind] or moment.is_range


def _first_day(since: list[Moment], firm: list[Moment]) -> date | None:
    if since:
        return min(moment.starts_on for moment in since)
    return next((moment.starts_on for moment in firm if _is_span(moment)), None)


def _loose_doubts(moments: list[Moment], text: str) -> list[Doubt]:
    """2025年前 may exclude 2025; 6月初 has no day of its own."""
    doubts = []
    for moment in moments:
        if moment.kind not in ("day", "plan") and not moment.says_end and _BEFORE.match(text, moment.end):
            doubts.append(Doubt("unclear-before", expected=format_date(moment.ends_on)))
        elif moment.is_loose:
            doubts.append(Doubt("loose-date", expected=format_date(moment.ends_on)))
    return doubts


def _schedule_heads(moments: list[Moment], text: str) -> list[Moment]:
    """The moments that head an item of a schedule: "3月：起草", or every line beginning with a moment."""
    with_colon = [moment for moment in moments if _HEAD_BEHIND.match(text, moment.end)]
    if with_colon and re.fullmatch(_NUMBERING, text[: with_colon[0].begin]):
        return with_colon
    lines = [match.start() for match in re.finditer(r"^", text, re.MULTILINE)]
    at_start = [
        moment
        for moment in moments
        if any(
            re.fullmatch(_NUMBERING, text[start : moment.begin]) for start in lines if start <= moment.begin
        )
    ]
    return at_start if len(at_start) >= 2 and len(at_start) == len(lines) else []


def _schedule(
    text: str,
    folded: str,
    heads: list[Moment],
    doubts: tuple[Doubt, ...],
    is_ongoing: bool,
    frequency: Frequency | None,
) -> Parsed[Deadline]:
    """A month schedule: what stands between one head and the next is what is due by it."""
    ends = [moment.begin for moment in heads[1:]] + [len(folded)]
    checkpoints = []
    for moment, end in zip(heads, ends, strict=True):
        action = re.sub(r"^[底末]?(?:之|以)?前?[:：]?", "", folded[moment.end : end])
        action = re.sub(rf"[;,。、\n]?{_NUMBERING}$", "", action.strip()).strip(";,。、\n ")
        checkpoints.append((moment.ends_on, action.replace("\n", "").translate(_FULL_WIDTH)))
    days = [day for day, _action in checkpoints]
    if days != sorted(days):
        doubts = (*doubts, Doubt("schedule-order"))
    return Parsed(Deadline(max(days), None, is_ongoing, frequency, text, tuple(checkpoints)), doubts)
