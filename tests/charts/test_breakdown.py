"""Figures split up: which bars stand where, what is not known, and what is told in words."""

from datetime import date

import pytest

from charts.breakdown import breakdown_chart
from charts.chart import Axis
from charts.figure import figure
from charts.palette import LIGHT
from metrics.board import board
from metrics.breakdown import breakdown
from tests.metrics.drawn import drawn, readings, target

MONTH = "2023-06"


def standard(name: str, section: str | None, month: int, *units: str) -> dict:
    return {
        "name": name,
        "section": section,
        "stage": "发布",
        "published_on": date(2023, month, 5),
        "lead_units": list(units),
    }


def chart(by: str, facts=None):
    facts = facts or drawn(
        targets=[target(measure="published_standards")],
        standards=[
            standard("甲", "智慧交通", 2, "港航局"),
            standard("乙", "智慧交通", 2, "港航局", "公路局"),
            standard("丙", "绿色发展", 5),
        ],
        reports=[("standards", MONTH, {"row_count": 3})],
    )
    row = board(facts, MONTH).targets[0]
    return breakdown_chart(breakdown(facts, "T01", MONTH, by), row)


def values(drawn_chart) -> dict:
    return dict(zip(drawn_chart.categories, drawn_chart.series[0].values, strict=True))


@pytest.mark.parametrize(
    "by, parts",
    [
        ("section", {"智慧交通": 2, "绿色发展": 1}),
        ("lead_unit", {"港航局": 2, "公路局": 1, "未注明": 1}),
    ],
)
def test_sections_and_units_are_lying_bars_the_largest_first(by, parts):
    drawn_chart = chart(by)
    assert drawn_chart.axis is Axis.NAMES
    assert list(values(drawn_chart).items()) == list(parts.items())
    assert drawn_chart.series[0].has_labels


def test_months_are_bars_of_what_each_added():
    drawn_chart = chart("month")
    assert drawn_chart.axis is Axis.MONTHS and drawn_chart.categories[0] == "2021-01"
    assert {month: value for month, value in values(drawn_chart).items() if value} == {
        "2023-02": 2,
        "2023-05": 1,
    }


def test_the_largest_parts_are_told_in_words():
    assert chart("section").alt_text == "T01：按领域分解；智慧交通：2 项；绿色发展：1 项"


def test_a_month_without_a_report_has_no_bar_and_a_fall_stands_below_nought():
    facts = drawn(targets=[target()], indicators=readings("T01", m202302=5, m202303=9, m202305=10, m202306=7))
    drawn_chart = chart("month", facts)
    bars = values(drawn_chart)
    assert (bars["2023-03"], bars["2023-04"], bars["2023-05"], bars["2023-06"]) == (4, None, None, -3)
    low, high = figure(drawn_chart, LIGHT).layout.yaxis.range
    assert low < -3 and high > 4


def test_a_lower_bound_says_so_under_the_pointer():
    facts = drawn(
        targets=[target(measure="training_attendances", unit="人次")],
        trainings=[
            {"title": "甲", "held_on": date(2023, 2, 1), "attendances": 20, "organiser": "人事处"},
            {"title": "乙", "held_on": date(2023, 3, 1), "attendances": None, "organiser": "人事处"},
        ],
        reports=[("trainings", MONTH, {"row_count": 2})],
    )
    assert chart("lead_unit", facts).series[0].hints == ["人事处：至少20 人次"]
