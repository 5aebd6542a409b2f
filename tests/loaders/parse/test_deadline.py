"""Deadlines as plans print them. The table's year is 2024 unless a row says otherwise."""

from datetime import date, datetime

import pytest

from loaders.parse.deadline import Frequency, parse_deadline

PLAN_END = date(2025, 12, 31)


def read(cell: object, **more: object):
    return parse_deadline(cell, **({"table_year": 2024, "plan_end": PLAN_END} | more))


@pytest.mark.parametrize(
    ("cell", "due_on"),
    [
        # year and month
        ("2023年9月", "2023-09-30"),
        ("2023.9", "2023-09-30"),
        ("2023.1", "2023-01-31"),  # text keeps its zeros
        ("2023-09", "2023-09-30"),
        ("2023/9", "2023-09-30"),
        ("202309", "2023-09-30"),
        (2023.9, "2023-09-30"),
        (202309.0, "2023-09-30"),
        (2023.0, "2023-12-31"),
        ("2024年2月", "2024-02-29"),
        ("2023年8-9月上旬", "2023-09-10"),
        # by the end of
        ("2023年底前", "2023-12-31"),
        ("2023年年底", "2023-12-31"),
        ("2023年9月底前", "2023-09-30"),
        ("年底前", "2024-12-31"),
        ("年内", "2024-12-31"),
        ("9月底", "2024-09-30"),
        ("今年9月底前", "2024-09-30"),
        ("明年3月底前", "2025-03-31"),
        ("去年11月", "2023-11-30"),
        ("上年底前", "2023-12-31"),
        ("9月30日前", "2024-09-30"),
        ("“十四五”末", "2025-12-31"),
        ("规划期末", "2025-12-31"),
        # quarter, half-year, ten days
        ("2023年第三季度", "2023-09-30"),
        ("三季度末", "2024-09-30"),
        ("2023Q3", "2023-09-30"),
        ("2023年Ⅲ季度", "2023-09-30"),
        ("Ⅳ季度", "2024-12-31"),
        ("前三季度", "2024-09-30"),
        ("上半年", "2024-06-30"),
        ("2023年下半年", "2023-12-31"),
        ("3月上旬", "2024-03-10"),
        ("3月中旬", "2024-03-20"),
        ("2月下旬", "2024-02-29"),
        # Chinese numerals and what stands for zero
        ("二〇二三年九月", "2023-09-30"),
        ("二○二三年底", "2023-12-31"),
        ("二零二三年十二月", "2023-12-31"),
        ("二O二三年九月三十日", "2023-09-30"),
        ("十一月底", "2024-11-30"),
        # real dates and numbers that are dates
        (datetime(2023, 9, 15), "2023-09-15"),
        (date(2023, 9, 15), "2023-09-15"),
        ("2023年9月底前完成3个试点", "2023-09-30"),
    ],
)
def test_one_firm_date(cell: object, due_on: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert parsed.value.due_on == date.fromisoformat(due_on)
    assert not parsed.value.is_ongoing and parsed.value.frequency is None and not parsed.value.checkpoints


@pytest.mark.parametrize("cell", ["持续推进", "长期坚持", "全年", "常态化", "按需", "长期", "随时"])
def test_open_ended_is_an_answer(cell: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert (parsed.value.is_ongoing, parsed.value.due_on) == (True, None)


@pytest.mark.parametrize(
    ("cell", "starts_on", "due_on"),
    [
        ("2021—2024年", "2021-01-01", "2024-12-31"),
        ("(2022-2025年)", "2022-01-01", "2025-12-31"),
        ("2023年3月至2024年8月", "2023-03-01", "2024-08-31"),
        ("2023年3月—8月", "2023-03-01", "2023-08-31"),
        ("2023年5月6日-5月9日", "2023-05-06", "2023-05-09"),
        *((f"4{dash}6月", "2024-04-01", "2024-06-30") for dash in "-~～—－–至到"),
        *((f"4月{dash}6月", "2024-04-01", "2024-06-30") for dash in "-~～—－–至到"),
    ],
)
def test_ranges_have_a_start(cell: str, starts_on: str, due_on: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert (str(parsed.value.starts_on), str(parsed.value.due_on)) == (starts_on, due_on)


@pytest.mark.parametrize("cell", ["自2023年起", "2023年起", "从2023年开始"])
def test_a_beginning_is_no_deadline(cell: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None
    assert (parsed.value.starts_on, parsed.value.due_on) == (date(2023, 1, 1), None)


@pytest.mark.parametrize(
    ("cell", "frequency"),
    [
        ("每月", Frequency.MONTHLY),
        ("每季度首月15日前", Frequency.QUARTERLY),
        ("每半年", Frequency.HALF_YEARLY),
        ("每年11月底前", Frequency.YEARLY),
        ("每年6月、12月底前", Frequency.YEARLY),
        ("按月报送", Frequency.MONTHLY),
        ("每周", Frequency.WEEKLY),
        ("每年年底前", Frequency.YEARLY),
        ("一季度一次", Frequency.QUARTERLY),
        ("半年一次", Frequency.HALF_YEARLY),
    ],
)
def test_repeating_deadlines_have_a_frequency_and_no_date(cell: str, frequency: Frequency) -> None:
    parsed = read(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert (parsed.value.frequency, parsed.value.due_on) == (frequency, None)


@pytest.mark.parametrize("cell", ["3年内", "批复后12个月", "自印发之日起30日内", "两年内"])
def test_relative_deadlines_keep_their_text(cell: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None
    assert (parsed.value.due_on, parsed.value.text) == (None, cell)
    assert [doubt.code for doubt in parsed.doubts] == ["relative-deadline"]


def test_of_two_deadlines_the_last_is_taken_and_told() -> None:
    parsed = read("5月底前建立机制；其余年底前完成并长期坚持")
    assert parsed.value is not None
    assert (parsed.value.due_on, parsed.value.is_ongoing) == (date(2024, 12, 31), True)
    assert parsed.value.text == "5月底前建立机制；其余年底前完成并长期坚持"
    assert [(doubt.code, doubt.expected) for doubt in parsed.doubts] == [("two-deadlines", "2024年12月31日")]


def test_a_month_takes_the_year_named_before_it() -> None:
    parsed = read("2023年3月底前起步，11月底前完成，次年6月底前评估")
    assert parsed.value is not None and parsed.value.due_on == date(2024, 6, 30)


@pytest.mark.parametrize(
    "cell",
    [
        "2月：调研\n3-5月：起草（初稿）\n6月～11月：报批",
        "2月：调研；3—5月：起草（初稿）；6月至11月底前：报批。",
        "1.2月：调研\n2.3月到5月：起草（初稿）\n3.6－11月：报批",
        "2月调研\n3~5月起草（初稿）\n6－11月报批",
    ],
)
def test_a_month_schedule_gives_checkpoints(cell: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert parsed.value.due_on == date(2024, 11, 30)
    assert parsed.value.checkpoints == (
        (date(2024, 2, 29), "调研"),
        (date(2024, 5, 31), "起草（初稿）"),
        (date(2024, 11, 30), "报批"),
    )


def test_a_schedule_that_goes_back_is_told() -> None:
    assert [doubt.code for doubt in read("9月：起草\n3月：报批").doubts] == ["schedule-order"]


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        ("2023115", "damaged-date", "2023年1月15日 / 2023年11月5日"),
        ("2023208", "damaged-date", ""),
        ("2023105", "damaged-date", "2023年10月5日"),
        ("截至1120日", "damaged-date", "11月20日"),
        ("2024年5月2", "damaged-date", "2024年5月2日"),
        ("2024年5", "damaged-date", "2024年5月"),
        ("24年5月", "damaged-date", "2024年"),
        ("24.5.31", "damaged-date", "2024年5月31日"),
        ("5/31/2024", "damaged-date", "2024年5月31日"),
        ("2024年9月-", "damaged-date", ""),
        ("2O2S年9月", "damaged-date", ""),
        ("224年9月", "damaged-date", ""),
        ("二四年九月", "damaged-date", ""),
        ("贰零贰叁年九月", "damaged-date", ""),
        ("前年9月", "damaged-date", ""),
        ("2024年14月", "no-such-date", ""),
        ("2023年2月29日", "no-such-date", ""),
        ("2024年9月-3月", "range-reversed", ""),
        (2024.1, "dropped-zero", ""),
        (45383.0, "date-number", ""),
        ("45383", "damaged-date", ""),
        (True, "not-a-date", ""),
    ],
)
def test_damage_is_refused_with_the_likely_reading(cell: object, code: str, suggestion: str) -> None:
    parsed = read(cell)
    assert parsed.value is None
    assert [(doubt.code, doubt.suggestion) for doubt in parsed.doubts] == [(code, suggestion)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025年前", "unclear-before"),
        ("6月前", "unclear-before"),
        ("6月初", "loose-date"),
        ("待定", "deadline-not-read"),
        ("2025年初", "deadline-not-read"),
        ("2025年春节前", "deadline-not-read"),
        ("2025年国庆假期前", "deadline-not-read"),
        ("2O24年9月", "letters-for-digits"),
        (datetime(2024, 6, 1), "first-of-month"),
    ],
)
def test_doubts_that_leave_the_value(cell: object, code: str) -> None:
    parsed = read(cell)
    assert parsed.value is not None and [doubt.code for doubt in parsed.doubts] == [code]


def test_a_month_without_a_year_needs_the_tables_year() -> None:
    parsed = parse_deadline("9月底前")
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == ["year-missing"]


def test_formats_decide_what_a_number_is() -> None:
    as_date = read(45383.0, is_date_format=True).value
    assert as_date is not None and as_date.due_on == date(2024, 4, 1)
    as_month = read(datetime(2024, 4, 1), is_month_format=True)
    assert as_month.value is not None and as_month.value.due_on == date(2024, 4, 30) and as_month.doubts == ()


@pytest.mark.parametrize("cell", ["", None, "—", "/", "无"])
def test_blank_is_no_deadline(cell: object) -> None:
    assert (read(cell).value, read(cell).doubts) == (None, ())
