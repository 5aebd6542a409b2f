"""A chart in words, numbers and roles: its table, and what Plotly draws of it by name."""

from datetime import date

import pandas as pd
import pytest

from charts.chart import RATE, Axis, Chart, Look, Series, known
from charts.figure import BAR_HEIGHT, figure, height
from charts.palette import DARK, LIGHT
from words import use_language
from words.terms import Status


def pipeline(**also) -> Chart:
    series = [
        Series("起草", Look.BAR, [3, 1], "product", has_labels=True),
        Series("发布", Look.BAR, [5, None], "on_schedule", has_labels=True),
        Series("应发布", Look.TICK, [6, 2], "text"),
    ]
    return Chart("pipeline", "各领域", Axis.NAMES, ["智慧交通", "绿色发展"], series, "两个领域", "项", **also)


def test_a_table_has_a_row_for_each_category_and_a_column_for_each_series():
    table = pd.DataFrame(pipeline(category_title="领域").columns(), dtype=object)
    assert list(table.columns) == ["领域", "起草", "发布", "应发布"]
    assert table.values.tolist() == [["智慧交通", 3, 5, 6], ["绿色发展", 1, None, 2]]


def test_a_band_has_both_edges_in_the_table_and_what_only_points_out_none():
    use_language("zh_CN")
    band = Series("预测", Look.BAND, [1, 2], upper=[3, 4])
    point = Series("最近", Look.POINT, [None, 2], in_table=False)
    chart = Chart("fan", "预测", Axis.MONTHS, ["2023-06", "2023-07"], [band, point], "预测")
    assert list(chart.columns()) == ["月份", "预测（起）", "预测（止）"]
    assert chart.category_text("2023-06") == "2023年6月"


def test_a_series_that_does_not_fit_its_categories_is_refused():
    with pytest.raises(ValueError, match="起草"):
        Chart("x", "x", Axis.NAMES, ["甲"], [Series("起草", Look.BAR, [1, 2])], "x")


def test_a_chart_without_a_known_value_is_empty():
    assert Chart("x", "x", Axis.NAMES, ["甲"], [Series("起草", Look.BAR, [None])], "x").is_empty
    assert not pipeline().is_empty


def test_numbers_that_are_not_there_are_none():
    assert known([1.0, float("nan"), None]) == [1.0, None, None]


def test_lying_bars_are_stacked_from_top_to_bottom_with_their_values_written():
    drawn = figure(pipeline(), LIGHT)
    first, second, ticks = drawn.data
    assert drawn.layout.barmode == "stack" and list(drawn.layout.yaxis.range) == [1.5, -0.5]
    assert (list(first.x), list(first.text)) == ([3, 1], ["3 项", "1 项"])
    assert list(second.text) == ["5 项", ""]
    assert second.marker.color == LIGHT.fills[Status.ON_SCHEDULE]
    assert (list(ticks.x), list(ticks.y)) == ([6, 2], [0, 1])
    assert drawn.layout.height == height(pipeline()) and height(pipeline()) > 2 * BAR_HEIGHT


def test_the_axis_ends_above_the_highest_stack():
    assert figure(pipeline(), LIGHT).layout.xaxis.range[1] > 8


def test_a_span_of_days_has_its_last_day():
    span = Series(
        "任务", Look.SPAN, [date(2023, 1, 1), None], ["behind", "met"], upper=[date(2023, 1, 31), None]
    )
    drawn = figure(Chart("gantt", "进度", Axis.NAMES, ["甲", "乙"], [span], "进度"), DARK)
    (bars,) = drawn.data
    assert list(bars.base) == ["2023-01-01", None] and list(bars.x) == [31 * 86_400_000.0, None]
    assert list(bars.marker.color) == [DARK.fills[Status.BEHIND], DARK.fills[Status.MET]]
    assert drawn.layout.xaxis.type == "date"


def test_few_months_are_named_and_many_by_their_years():
    few = [f"2023-{number:02d}" for number in range(1, 13)]
    chart = Chart("few", "月", Axis.MONTHS, few, [Series("场次", Look.BAR, [1] * 12)], "月")
    assert list(figure(chart, LIGHT).layout.xaxis.ticktext)[:2] == ["2023年12月", "2023年10月"]
    many = [f"{year}-{number:02d}" for year in (2022, 2023) for number in range(1, 13)]
    chart = Chart("many", "月", Axis.MONTHS, many, [Series("场次", Look.LINE, [1] * 24)], "月")
    assert list(figure(chart, LIGHT).layout.xaxis.ticktext) == ["2022年", "2023年"]


def test_words_under_the_pointer_say_name_month_and_value_and_nothing_runs_as_markup():
    series = Series("<b>率</b>", Look.LINE, [0.9996, None])
    drawn = figure(Chart("r", "率", Axis.MONTHS, ["2023-06", "2023-07"], [series], "率", RATE), LIGHT)
    names = [hint[0] for hint in drawn.data[0].customdata]
    assert names == ["&lt;b&gt;率&lt;/b&gt;，2023年6月：99.9%", "&lt;b&gt;率&lt;/b&gt;，2023年7月：—"]
