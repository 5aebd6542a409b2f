from datetime import date, datetime, time, timedelta

import pytest

from loaders.parse.dates import parse_date
from loaders.parse.month import format_month, parse_month


@pytest.mark.parametrize(
    "cell",
    [
        "2023年8月9日", "2023年08月09日", "2023-08-09", "2023-8-9", "2023.8.9", "2023/8/9", "20230809", 20230809.0,
        "２０２３年８月９日", "二〇二三年八月九日", "2023-08-09 00:00:00", "2023-08-09T10:30:00", "2023年8月9日（周三）",
        "2023 年 8 月 9 日", "8月9日", "2023年8月9日发布", datetime(2023, 8, 9, 14, 30), date(2023, 8, 9),
    ],
)  # fmt: skip
def test_days(cell: object) -> None:
    parsed = parse_date(cell, table_year=2023)
    assert (parsed.value, parsed.doubts) == (date(2023, 8, 9), ())


@pytest.mark.parametrize("cell", ["8月9日-11日", "2023年8月9—11日", "8月9日至8月11日"])
def test_of_several_days_the_last_is_taken_and_told(cell: str) -> None:
    parsed = parse_date(cell, table_year=2023)
    assert parsed.value == date(2023, 8, 11)
    assert [doubt.code for doubt in parsed.doubts] == ["several-days"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2023年8月", "no-day"),
        ("2023年", "no-day"),
        ("2023809", "damaged-date"),
        ("2023年8月9", "damaged-date"),
        ("9/8/2023", "damaged-date"),
        ("2023年6月31日", "no-such-date"),
        ("2023年8月9日、8月16日", "several-dates"),
        ("预计2023年8月9日", "not-a-date"),  # not yet a date
        ("近期", "not-a-date"),
        (45147.0, "date-number"),
        (True, "not-a-date"),
        (time(8, 9), "not-a-date"),
        (timedelta(days=1), "not-a-date"),
        (date(1900, 1, 1), "implausible-date"),
    ],
)
def test_what_is_no_day(cell: object, code: str) -> None:
    parsed = parse_date(cell, table_year=2023)
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == [code]


def test_a_number_is_a_day_only_in_a_cell_formatted_so() -> None:
    assert parse_date(45147.0, is_date_format=True).value == date(2023, 8, 9)


def test_a_day_without_a_year_needs_the_tables_year() -> None:
    assert [doubt.code for doubt in parse_date("8月9日").doubts] == ["year-missing"]


@pytest.mark.parametrize(
    "cell",
    [
        "2023年8月", "2023年08月份", "2023.8", "2023-08", "2023/8", "202308", 202308.0, 2023.8, "8月", "8月份", 8, "8", "08", "八月",
        "二〇二三年八月", "2023年8月9日", date(2023, 8, 31), "2023-08-01", "截至2023年8月", "截至8月底", "2023年8月止",
    ],
)  # fmt: skip
def test_months(cell: object) -> None:
    parsed = parse_month(cell, table_year=2023)
    assert (parsed.value, parsed.doubts) == ("2023-08", ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (2023.1, "dropped-zero"),
        ("2023年", "not-a-month"),
        ("第三季度", "not-a-month"),
        ("本月", "not-a-month"),
        (13, "not-a-month"),
    ],
)
def test_what_is_no_month(cell: object, code: str) -> None:
    parsed = parse_month(cell, table_year=2023)
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == [code]


def test_a_bare_month_needs_the_tables_year() -> None:
    assert [doubt.code for doubt in parse_month(8).doubts] == ["year-missing"]


def test_of_several_months_the_last_is_taken_and_told() -> None:
    parsed = parse_month("1-8月", table_year=2023)
    assert parsed.value == "2023-08" and [doubt.code for doubt in parsed.doubts] == ["month-range"]


def test_printed_month() -> None:
    assert format_month("2023-08") == "2023年8月"
