"""The month a row or a workbook reports for, as "YYYY-MM".

For example:

    "2023年6月", "2023.6", "2023-06", "202306", a real date in the month    "2023-06"
    "6月", "6月份" or a bare 6 (also as text), where the table's year is known              "2023-06"
    "1-6月" -> the last month, told      2023.1 as a number -> refused: may be 2023.10
"""

import re

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.dates import read_moments
from words.months import month_of

EXAMPLE = "2023年6月"


def parse_month(raw: object, *, table_year: int | None = None, is_date_format: bool = False) -> Parsed[str]:
    """Read one month. table_year: the year of months written without one."""
    if isinstance(raw, str) and (bare := re.fullmatch(r"\s*(0?\d{1,2})\s*", raw)):
        raw = int(bare[1])  # as a csv file has it
    is_bare = isinstance(raw, (int, float)) and not isinstance(raw, bool) and not is_date_format
    if is_bare and raw in range(1, 13):
        return refused("year-missing") if table_year is None else Parsed(f"{table_year}-{raw:02.0f}")
    moments = read_moments(raw, table_year=table_year, is_date_format=is_date_format)
    if moments.value is None:
        doubts = tuple(
            Doubt("not-a-month", EXAMPLE, doubt.suggestion) if doubt.code == "not-a-date" else doubt
            for doubt in moments.doubts
        )
        return Parsed(None, doubts)
    moment = moments.value[-1]
    month = month_of(moment.ends_on)
    if len(moments.value) > 1 or moment.kind not in ("month", "day"):
        return refused("not-a-month", EXAMPLE, format_month(month), before=moments.doubts)
    if month_of(moment.starts_on) != month:
        return Parsed(month, (*moments.doubts, Doubt("month-range", expected=format_month(month))))
    return Parsed(month, moments.doubts)


def format_month(month: str) -> str:
    """A month as official texts write it: "2023-06" gives 2023年6月. Anything else is given back as it is."""
    match = re.fullmatch(r"(\d{4})-(\d\d)", month)
    return f"{match[1]}年{int(match[2])}月" if match else month
