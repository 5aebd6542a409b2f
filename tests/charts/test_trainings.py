"""Charts of trainings."""

from datetime import date

import pytest

from charts.chart import Look
from charts.figure import figure
from charts.palette import LIGHT
from charts.trainings import attendances_chart, groups_chart, sessions_chart
from metrics.board import board, history
from metrics.trainings import trainings
from tests.metrics.drawn import drawn, target

MONTH = "2023-06"


@pytest.fixture
def facts():
    return drawn(
        targets=[
            target("T01", 20.0, ">=", "场次", "training_sessions"),
            target("T02", 1000.0, "about", "人次", "training_attendances"),
        ],
        trainings=[
            {"title": "a", "held_on": date(2023, 3, 9), "attendances": 30, "training_type": "宣贯"},
            {"title": "b", "held_on": date(2023, 5, 9), "attendances": 12, "training_type": "宣贯"},
            {"title": "c", "held_on": date(2023, 5, 20), "training_type": None},
        ],
        reports=[("trainings", month, {"row_count": 3}) for month in ("2023-03", "2023-04", "2023-05")],
    )


def values(chart, name: str, month: str) -> float | None:
    (series,) = [drawn for drawn in chart.series if drawn.name == name]
    return series.values[list(chart.categories).index(month)]


def of_target(facts, code: str, make):
    row = next(row for row in board(facts, MONTH).targets if row.code == code)
    return make(trainings(facts, MONTH).calendar, MONTH, history(facts, code, MONTH), row)


def test_sessions_show_what_each_month_held_under_the_sum_and_the_path(facts):
    chart = of_target(facts, "T01", sessions_chart)
    assert (values(chart, "当月", "2023-05"), values(chart, "完成值", "2023-05")) == (2, 3)
    assert values(chart, "当月", "2023-04") == 0
    assert values(chart, "当月", "2023-06") is None  # nothing reported yet
    assert values(chart, "当月", "2024-01") is None
    assert {drawn.look for drawn in chart.series} >= {Look.BAR, Look.LINE, Look.LEVEL}
    assert {trace.name for trace in figure(chart, LIGHT).data} >= {"当月", "完成值", "目标"}


def test_attendances_show_people_of_each_month(facts):
    chart = of_target(facts, "T02", attendances_chart)
    assert (values(chart, "当月", "2023-03"), values(chart, "当月", "2023-05")) == (30, 12)
    assert chart.name == "attendances" and chart.unit_of_measure == "人次"


def test_without_a_target_the_months_stand_alone(facts):
    chart = sessions_chart(trainings(facts, MONTH).calendar, MONTH)
    assert [drawn.name for drawn in chart.series] == ["当月"]
    assert chart.alt_text == "截至2023年6月场次合计：3 场次。"


def test_groups_tell_sessions_and_that_attendances_are_a_lower_bound(facts):
    chart = groups_chart(trainings(facts, MONTH).by_type, "training_type", MONTH)
    assert chart.categories == ["宣贯", "未填类型"]
    assert chart.series[0].hints == ["宣贯：2场，42人次", "未填类型：1场，—人次"]
    assert chart.name == "by-type"


def test_no_session_draws_nothing():
    figures = trainings(
        drawn(plan={"plan_code": "p", "starts_on": None, "issued_on": None, "ends_on": None}), MONTH
    )
    assert sessions_chart(figures.calendar, MONTH).is_empty
    assert groups_chart(figures.by_organiser, "organiser", MONTH).is_empty
