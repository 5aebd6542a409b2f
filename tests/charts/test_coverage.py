"""Rates as charts: one small chart each on one scale, and what moved a rate."""

import pytest

from charts.chart import Axis, Chart, Look, Series
from charts.coverage import drift_chart, rate_charts
from charts.figure import SMALL_HEIGHT, figure, height
from charts.palette import LIGHT
from metrics.board import board
from metrics.coverage import drift, histories, rates, readings
from tests.metrics.drawn import drawn, target
from tests.metrics.test_coverage import RATE, reading

MONTH = "2023-06"
ROWS = [
    reading("2023-01", 20, 100),
    reading("2023-03", 26, 104),
    reading("2023-06", 25, 100),
    reading("2023-06", value=0.1, code="T02"),
]


def facts(rows=tuple(ROWS)):
    targets = [target(**RATE), target("T02", **RATE | {"value": 0.5}), target("T03")]
    return drawn(targets=targets, indicators=list(rows))


def charts(rows=tuple(ROWS)):
    given = facts(rows)
    return rate_charts(rates(board(given, MONTH)), histories(given, MONTH), MONTH)


def test_every_rate_has_a_small_chart_with_its_path_and_target():
    drawn_charts = charts()
    assert [chart.title for chart in drawn_charts] == ["T01", "T02"]
    assert len({chart.name for chart in drawn_charts}) == 2
    for chart in drawn_charts:
        assert {"完成值", "序时", "目标"} <= {series.name for series in chart.series}
        assert height(chart) == SMALL_HEIGHT


def test_all_rates_have_one_scale_whatever_they_reach():
    for rows in (ROWS, [*ROWS[:3], reading("2023-06", value=1.2, code="T02")]):
        tops = {figure(chart, LIGHT).layout.yaxis.range for chart in charts(rows)}
        assert len(tops) == 1
    assert next(iter(tops))[1] > 1.2


def test_what_moved_a_rate_goes_up_and_down_and_the_axis_shows_both():
    moves = readings(facts(), MONTH)
    (moved,) = drift(moves)
    chart = drift_chart([row for row in moves if row.code == "T01"], moved)
    by_numerator, by_denominator = (list(series.values) for series in chart.series)
    assert list(chart.categories) == ["2023-03", "2023-06"]
    assert by_numerator[0] > 0 > by_denominator[0] and by_numerator[1] < 0 < by_denominator[1]
    drawing = figure(chart, LIGHT)
    low, high = drawing.layout.yaxis.range
    assert low < min(by_numerator[1], by_denominator[0]) and high > max(by_numerator[0], by_denominator[1])
    assert drawing.layout.barmode == "relative"
    assert chart.alt_text == "T01，2023年1月至2023年6月变动+5个百分点，其中分子影响+4.9，分母影响+0.1"


def test_a_single_reading_has_moved_nothing_to_draw():
    moves = readings(facts(ROWS[:1]), MONTH)
    (moved,) = drift(moves)
    assert drift_chart(moves, moved).is_empty


@pytest.mark.parametrize("values, bottom", [([1, 2], 0), ([1, -2], -2)])
def test_the_axis_begins_at_0_unless_there_are_losses(values, bottom):
    chart = Chart("x", "x", Axis.MONTHS, ["2023-01", "2023-02"], [Series("值", Look.BAR, values)], "x")
    low = figure(chart, LIGHT).layout.yaxis.range[0]
    assert low == 0 if bottom == 0 else low < bottom
