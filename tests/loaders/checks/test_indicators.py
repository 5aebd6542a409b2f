"""Indicators: shares, totals since the plan began, figures of single months, and what history makes likely."""

from dataclasses import replace

import pytest

from loaders.known import KnownTarget
from tests.loaders.sheets import PLAN, REMARKS, read, told
from words.kinds import row_key
from words.kinds.indicators import StoredValue
from words.terms import Level

HEADERS = ["目标代码", "月份", "完成值", "当月完成值", "分子", "分母", "计量单位"]
TARGETS = {
    "T01": KnownTarget("项"),
    "T02": KnownTarget("%"),
    "T03": KnownTarget("分钟", may_fall=True),
    "T04": KnownTarget("公里"),
}


def row(code, value=None, alone=None, numerator=None, denominator=None, unit=None, month=None):
    return [code, month, value, alone, numerator, denominator, unit]


def reading(*rows, known=(), **changes):
    """Read indicators, reported for June 2023 by 甲单位, against known ones; they stand in row 3 and below."""
    stored = {row_key("p", (each.target_code, each.month)): each for each in known}
    plan = replace(PLAN, targets=TARGETS, rows={"indicators": stored}, **changes)
    return read(plan=plan, 指标=[REMARKS, HEADERS, *rows])


def codes(*rows, known=(), **changes):
    return told(reading(*rows, known=known, **changes))


def months(code, *values, first=1):
    """Totals stored for the months from January 2023 on."""
    return [
        StoredValue(code, f"2023-{first + at:02d}", value)
        for at, value in enumerate(values)
        if value is not None
    ]


# --- shares ---


@pytest.mark.parametrize("numerator, found", [(20, []), (21, [("E3", "numerator-above-denominator")])])
def test_a_part_is_no_larger_than_its_whole(numerator, found):
    assert codes(row("T02", None, None, numerator, 20)) == found
    assert codes(row("T01", None, None, numerator, 20)) == []


@pytest.mark.parametrize("value, found", [(1.0, []), ("100.5%", [("C3", "share-above-one")])])
def test_a_share_is_no_more_than_one(value, found):
    assert codes(row("T02", value)) == found


@pytest.mark.parametrize(
    "value, is_right",
    [
        ("85.37%", True),  # 0.853658..., rounded
        ("85.36%", True),  # cut off
        ("85.35%", False),
        ("85.38%", False),
        ("85%", True),
        ("86%", False),
        ("85.4%", True),
    ],
)
def test_a_rate_is_its_numerator_over_its_denominator_as_far_as_it_is_written(value, is_right):
    found = reading(row("T02", value, None, 35, 41))
    assert told(found) == ([] if is_right else [("C3", "ratio-differs")])
    assert all("85.37%" in each.message for each in found.problems)


def test_a_rate_just_below_the_whole_is_not_yet_the_whole():
    assert codes(row("T02", "100%", None, 996, 1000)) == []
    assert codes(row("T02", "100%", None, 994, 1000)) == [("C3", "ratio-differs")]


def test_a_rate_without_its_denominator_is_taken_as_it_is():
    assert codes(row("T02", "85%", None, 35), row("T02", "85%", None, None, 41, month="2023-05")) == []


# --- units of measure ---


@pytest.mark.parametrize("unit, found", [("公里", []), (" 公 里", []), ("千米", []), ("km", []), (None, []), ("米", [("G3", "target-unit-differs")])])  # fmt: skip
def test_a_figure_is_in_its_targets_unit(unit, found):
    assert codes(row("T04", 3.5, unit=unit)) == found


# --- totals ---


@pytest.mark.parametrize("value, found", [(31, []), (30, []), (29, [("C3", "total-falls")])])
def test_a_total_does_not_fall_against_the_newest_earlier_month(value, found):
    result = reading(row("T01", value), known=months("T01", 40, 30))
    assert told(result) == found
    assert all("30" in each.message and "2023年2月" in each.message for each in result.problems)


def test_rates_and_targets_of_which_less_is_better_may_fall():
    known = months("T02", 0.9, 0.8) + months("T03", 20, 18)
    assert codes(row("T02", "70%"), row("T03", 12), known=known) == []


def test_a_total_of_a_past_month_is_held_against_the_next_one_too():
    result = reading(row("T01", 35, month="2023-02"), known=months("T01", 20, None, 30))
    assert told(result) == [("C3", "total-falls")]
    assert "2023年3月" in result.problems[0].message


def test_what_the_workbook_says_of_a_month_takes_the_place_of_what_is_stored():
    rows = row("T01", 25, month="2023-05"), row("T01", 26)
    assert codes(*rows, known=months("T01", 20, first=4) + months("T01", 30, first=5)) == []


@pytest.mark.parametrize(
    "value, found", [(33, []), (34, [("C3", "total-not-sum")]), (29, [("C3", "total-falls")])]
)
def test_a_total_is_the_one_before_and_the_figure_of_the_month(value, found):
    assert codes(row("T01", value, 3), known=months("T01", 30, first=5)) == found


def test_totals_with_decimals_may_be_rounded():
    known = months("T04", 10.2, first=5)
    assert codes(row("T04", 12.6, 2.3), known=known) == []
    assert codes(row("T04", 12.7, 2.3), known=known) == [("C3", "total-not-sum")]


def test_over_a_month_without_a_report_a_sum_cannot_be_checked():
    assert codes(row("T01", 40, 3), known=months("T01", 30, first=4)) == []


# --- figures of single months ---


def test_figures_of_single_months_are_told_once_to_be_added_up():
    result = reading(row("T01", None, 3), row("T04", None, 2.5), known=months("T01", 30, first=5))
    assert told(result) == [("D3", "month-values-added")]
    assert result.problems[0].level is Level.HINT


def test_months_missing_between_figures_of_single_months_are_told_by_name():
    known = [StoredValue("T01", "2023-03", None, 4.0)]
    result = reading(row("T01", None, 3), known=known)
    assert told(result) == [("D3", "month-values-added"), ("D3", "months-missing")]
    assert "2023年4月、2023年5月" in result.problems[1].message
    assert result.problems[1].level is Level.WARNING


def test_a_total_makes_up_for_months_that_are_missing():
    assert codes(row("T01", 40), known=[StoredValue("T01", "2023-03", 30.0)]) == []


# --- what history makes likely ---

STEADY = (10, 12, 13, 15, 18, 19)  # grows by 2, 1, 2, 3, 1 a month: median 2, spread 1


@pytest.mark.parametrize("value, found", [(26, []), (27, [("C3", "unlikely-jump")])])
def test_a_jump_beyond_what_the_targets_history_makes_likely(value, found):
    """The modified z-score passes 3.5 where the growth lies 3.5 / 0.6745 = 5.19 spreads above the median."""
    known = [StoredValue("T01", month, total) for month, total in zip(["2022-12", "2023-01", "2023-02", "2023-03", "2023-04", "2023-05"], STEADY, strict=True)]  # fmt: skip
    result = reading(row("T01", value), known=known)
    assert told(result) == found
    assert all(each.level is Level.WARNING for each in result.problems)


def test_five_months_are_too_few_to_judge_by():
    assert codes(row("T01", 900), known=months("T01", *STEADY[:5])) == []


def test_a_step_after_months_without_growth_is_no_surprise():
    known = [StoredValue("T01", f"2022-{month:02d}", 1.0) for month in range(1, 13)]
    assert codes(row("T01", 2), known=known) == []
    six_months_on = row("T01", 1 + 6 * 5)
    assert codes(six_months_on, known=known) == []
    assert codes(row("T01", 1 + 6 * 6), known=known) == [("C3", "unlikely-jump")]


@pytest.mark.parametrize("value, found", [("66%", []), ("64%", [("C3", "unlikely-rate")]), ("75%", []), ("77%", [("C3", "unlikely-rate")])])  # fmt: skip
def test_a_rate_beyond_its_history_is_a_hint_both_ways(value, found):
    known = [StoredValue("T02", f"2022-{month:02d}", 0.6 + month / 100) for month in range(7, 13)]
    known += [StoredValue("T02", "2023-05", 0.70)]
    result = reading(row("T02", value), known=known)
    assert told(result) == found
    assert all(each.level is Level.HINT for each in result.problems)


def test_figures_of_single_months_are_held_against_one_another():
    known = [StoredValue("T01", month, None, 3.0) for month in ("2022-12", "2023-01", "2023-02", "2023-03", "2023-04", "2023-05")]  # fmt: skip
    assert ("D3", "unlikely-jump") not in codes(row("T01", None, 8), known=known)
    assert ("D3", "unlikely-jump") in codes(row("T01", None, 9), known=known)
