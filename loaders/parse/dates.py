"""Days as people write them.

For example:

    "2023年5月12日", "2023-05-12", "2023.5.12", "2023/5/12", "20230512", "二〇二三年五月十二日"
    a real Excel date, and a number only where the cell is formatted as a date
    "5月12日-13日" -> the last day, told      "2023年5月" -> refused: no day
    "2023105" -> refused: 年, 月, 日 were lost; the likely reading is shown
"""

import re
from datetime import date, datetime, time, timedelta

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.date_repair import find_damage, in_digits
from loaders.parse.moments import EXAMPLE, MASK, YEARS, Moment, find_moments, masked
from loaders.parse.text import fold, parse_text

FIRST_EXCEL_DAY = date(1899, 12, 30)  # day 0 of Excel's calendar, which has a 29 February 1900
FIRST_SURE_COUNT, LAST_COUNT = 61, 80_000  # days: 1900-03-01, before which Excel counts one more, to 2119
LIKELY_COUNTS = 20_000, 75_000  # days, 1954 to 2105: a bare number of five digits may be one of these

# What may stand around a day without changing it: 于…, the time of day, the day of the week, what happened.
_AROUND = re.compile(
    rf"(?:[于在]|截[至止]到?)?{MASK}+(?:T?\s?\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?)?(?:Z|\+\d\d:?\d\d)?(?:\(?(?:周|星期)[一二三四五六日天]\)?)?"
    r"(?:\(?[上下]午\)?)?(?:发布|印发|实施|举办|召开|立项|起|止)?"
)


def parse_date(raw: object, *, table_year: int | None = None, is_date_format: bool = False) -> Parsed[date]:
    """Read one day. table_year: the year of dates written without one.

    is_date_format: the cell is formatted as a date, so that a number in it is Excel's count of days.
    """
    moments = read_moments(raw, table_year=table_year, is_date_format=is_date_format)
    if moments.value is None:
        return Parsed(None, moments.doubts)
    if len(moments.value) > 1:
        return refused("several-dates", before=moments.doubts)
    moment, doubts = moments.value[0], moments.doubts
    if moment.kind != "day":
        return refused("no-day", EXAMPLE, before=doubts)
    if moment.is_range:
        doubts = (*doubts, Doubt("several-days", expected=format_date(moment.ends_on)))
    return Parsed(moment.ends_on, doubts)


def format_date(day: date) -> str:
    """A day as official texts write it: 2023年5月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def read_moments(
    raw: object, *, table_year: int | None = None, is_date_format: bool = False
) -> Parsed[list[Moment]]:
    """The times in a cell that holds nothing but times; refused for anything else. Never an empty list."""
    if (real := from_calendar(raw, is_date_format)) is not None:
        day = real.value
        return Parsed([Moment("day", day, day, 0, 0)] if day else None, real.doubts)
    text, doubts = date_text(raw)
    if text is None:
        return Parsed(None, doubts)
    moments, doubt = find_moments(text, table_year=table_year)
    if doubt is not None:
        return Parsed(None, (*doubts, doubt))
    rest = masked(text, moments)
    if damage := find_damage(rest):
        return Parsed(None, (*doubts, damage))
    if not moments or not all(
        _AROUND.fullmatch(part.strip()) for part in re.split(r"[、,;\n]|(?<=□)和(?=□)", rest)
    ):
        return refused("not-a-date", EXAMPLE, before=doubts)
    return Parsed(moments, doubts)


def from_calendar(raw: object, is_date_format: bool) -> Parsed[date] | None:
    """The day of a real date, or of a number in a cell formatted as a date; None for anything else."""
    if isinstance(raw, datetime):
        day = raw.date()
    elif isinstance(raw, date):
        day = raw
    elif is_date_format and isinstance(raw, (int, float)) and FIRST_SURE_COUNT <= raw < LAST_COUNT:
        day = FIRST_EXCEL_DAY + timedelta(days=int(raw))
    else:
        return None
    return Parsed(day) if day.year in YEARS else refused("implausible-date", f"{YEARS[0]}—{YEARS[-1]}")


def date_text(raw: object) -> tuple[str | None, tuple[Doubt, ...]]:
    """The folded text of a cell that may hold a date, Chinese numerals in digits; None if blank or refused.

    A real number is taken as digits (202306), but 2024.1 may have been 2024.10, and 45383 is a count of days
    only in a cell formatted so.
    """
    if isinstance(raw, (bool, time, timedelta)):
        return None, (Doubt("not-a-date", EXAMPLE),)
    cell = parse_text(raw)
    if cell.value is None:
        return None, cell.doubts
    if isinstance(raw, (int, float)):
        if match := re.fullmatch(r"((?:19|20)\d\d)\.1", cell.value):
            return None, (Doubt("dropped-zero", expected=f"{match[1]}年1月 / {match[1]}年10月"),)
        if re.fullmatch(r"\d{5}(?:\.\d+)?", cell.value) and LIKELY_COUNTS[0] < raw < LIKELY_COUNTS[1]:
            day = FIRST_EXCEL_DAY + timedelta(days=int(raw))
            return None, (Doubt("date-number", expected=format_date(day)),)
    text, repaired = in_digits(fold(cell.value))
    return text, cell.doubts + ((Doubt("letters-for-digits", expected=repaired),) if repaired else ())
