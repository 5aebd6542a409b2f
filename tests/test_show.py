"""Figures as people read them: rounding never flatters, unknown is never zero."""

from datetime import date

import pandas as pd
import pytest

from metrics import sentences
from metrics.forecast import Forecast
from words import numbers, use_language

NAN = float("nan")


@pytest.mark.parametrize(
    "share, text",
    [(0.9996, "99.9%"), (0.99999999999, "100%"), (1.0, "100%"), (0.456, "45.6%"), (0.29, "29%"), (-0.044, "−4.4%"), (0.0, "0%"), (None, "—"), (NAN, "—")],
)  # fmt: skip
def test_shares_are_rounded_towards_less(share, text):
    assert numbers.share(share) == text


@pytest.mark.parametrize(
    "number, text",
    [
        (41.0, "41"),
        (1.55, "1.6"),
        (1234567, "1,234,567"),
        (-3, "−3"),
        (-0.01, "0"),
        (0, "0"),
        (None, "—"),
        (NAN, "—"),
    ],
)
def test_numbers(number, text):
    assert numbers.plain(number) == text


@pytest.mark.parametrize(
    "gap, text", [(6.66, "+6.7"), (-4.44, "−4.4"), (0.0, "0"), (0.01, "0"), (-0.01, "0"), (None, "—")]
)
def test_gaps_carry_their_sign(gap, text):
    assert numbers.points(gap) == text


def test_goals_keep_their_comparator():
    goals = [
        (90.0, "=", "项"),
        (20.0, ">=", "场次"),
        (1000.0, "about", "人次"),
        (0.05, "<=", "%"),
        (NAN, None, None),
    ]
    assert [numbers.goal(*goal) for goal in goals] == ["90 项", "≥ 20 场次", "约 1,000 人次", "≤ 5%", "—"]


def test_months_and_days_speak_the_language():
    assert (numbers.month("2023-06"), numbers.day(date(2023, 6, 5)), numbers.month(None)) == (
        "2023年6月",
        "2023年6月5日",
        "—",
    )
    use_language("en")
    assert (numbers.month("2023-06"), numbers.day(date(2023, 6, 5))) == ("2023-06", "2023-06-05")


SOON, LATE = date(2024, 6, 30), date(2025, 3, 31)


@pytest.mark.parametrize(
    "p50_on, p85_on, probability, reason, is_overdue, told",
    [
        (SOON, LATE, 0.634, None, False, "按期达到的概率：63%；2024年6月底前有一半把握达到；2025年3月底前有85%的把握达到；依据24个月的历史推算"),
        (SOON, None, 0.999, None, False, "按期达到的概率：99%以上；2024年6月底前有一半把握达到；十年内达到的把握不足85%；依据24个月的历史推算"),
        (None, None, 0.0, None, False, "按期达到的概率：不足1%；按目前进度，十年内达到的把握不足一半；依据24个月的历史推算"),
        (SOON, LATE, 0.0, None, True, "2024年6月底前有一半把握达到；2025年3月底前有85%的把握达到；依据24个月的历史推算"),
        (SOON, LATE, None, "没有时限。", False, "2024年6月底前有一半把握达到；2025年3月底前有85%的把握达到；依据24个月的历史推算；没有时限。"),
        (None, None, None, "历史不足。", False, "历史不足。"),
    ],
    ids=["dates", "far", "hardly", "overdue", "no due date", "refused"],
)  # fmt: skip
def test_a_forecast_is_told_in_words(p50_on, p85_on, probability, reason, is_overdue, told):
    found = Forecast(p50_on, p85_on, probability, reason, "monthly_throughput", 1, 1000, 24)
    assert sentences.forecast(found, is_overdue) == told


def test_plans_of_the_same_short_title_are_told_apart_by_their_codes():
    plans = pd.DataFrame(
        {"plan_code": ["a", "b", "c"], "title": ["甲", "乙", "丙"], "short_title": ["规划", "规划", None]}
    )
    assert numbers.plan_names(plans) == {"a": "规划（a）", "b": "规划（b）", "c": "丙"}
