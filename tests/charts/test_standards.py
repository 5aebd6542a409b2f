"""Charts of standards: what their series, alternatives and drawings say."""

from datetime import date

import pytest

from charts.chart import Axis, Look
from charts.figure import figure
from charts.palette import DARK, LIGHT
from charts.standards import (
    ageing_chart,
    burn_up_chart,
    pipeline_chart,
    stages_chart,
    throughput_chart,
    timeline_chart,
)
from metrics.board import board, history
from metrics.pipeline import pipeline
from metrics.stages import timeline
from tables.of_charts import chart_table
from tests.metrics.drawn import drawn, target
from words import use_language
from words.months import months_between

MONTH = "2023-06"


@pytest.fixture
def facts():
    months = months_between("2023-01", MONTH)
    standards = [
        {"name": "甲规范", "section": "港口", "stage": "征求意见"},
        {"name": "乙规范", "section": "公路", "stage": "发布", "published_on": date(2023, 5, 9)},
        {"name": "丙规范", "section": "公路", "stage": "预研"},
        {"name": "丁规范", "section": None},
    ]
    seen = [
        *[("甲规范", "起草", "2023-01", 1), ("甲规范", "征求意见", "2023-02", 2)],
        *[("乙规范", "审查", "2023-01", 1), ("丙规范", "预研", "2023-01", 1), ("丁规范", None, "2023-01", 1)],
    ]
    return drawn(
        targets=[target(value=4.0, measure="published_standards")],
        standards=standards,
        versions=seen,
        reports=[("standards", month, {"row_count": 9}) for month in months],
    )


def series(chart) -> dict[str, list]:
    return {drawn.name: list(drawn.values) for drawn in chart.series}


def test_the_burn_up_is_the_targets_history_under_its_own_name(facts):
    row = board(facts, MONTH).targets[0]
    chart = burn_up_chart(history(facts, "T01", MONTH), row, MONTH, is_demo=True)
    assert (chart.name, chart.is_demo, chart.now) == ("burn-up", True, MONTH)
    assert {drawn.look for drawn in chart.series} >= {Look.LINE, Look.STEPS, Look.LEVEL}
    assert series(chart)["完成值"][chart.categories.index(MONTH)] == 1


def test_the_pipeline_stacks_the_stages_of_each_field_from_published_to_untold(facts):
    chart = pipeline_chart(pipeline(facts, MONTH).counts, MONTH)
    assert chart.axis is Axis.NAMES and chart.categories == ["未注明领域", "公路", "港口"]
    assert list(series(chart)) == ["发布", "征求意见", "预研", "未填阶段"]
    assert series(chart)["发布"] == [None, 1, None]
    assert sum(value or 0 for drawn in chart.series for value in drawn.values) == 4
    assert chart.alt_text == "2023年6月各领域标准所处阶段：发布1项，征求意见1项，预研1项，未填阶段1项。"


def test_stages_are_split_by_their_period_and_told_with_it(facts):
    chart = stages_chart(pipeline(facts, MONTH).ages, MONTH)
    assert chart.categories[:4] == ["预研", "立项（3个月）", "起草（10个月）", "征求意见（2个月）"]
    assert series(chart) == {
        "超时限": [None, None, None, 1, None, None],
        "未设时限": [1, None, None, None, None, None],
    }
    assert chart.alt_text == "2023年6月在办标准2项，1项超过所在阶段时限：征求意见1项。"


def test_ageing_shows_months_against_the_period_and_colours_what_is_over(facts):
    chart = ageing_chart(pipeline(facts, MONTH).ageing, MONTH)
    assert series(chart) == {"超时限": [4], "阶段时限": [2]}
    assert chart.series[0].hints == ["甲规范：征求意见阶段4个月，时限2个月"]
    drawing = figure(chart, LIGHT)
    assert {trace.name for trace in drawing.data} == {"超时限", "阶段时限"}


def test_what_entered_its_stage_this_month_is_not_drawn(facts):
    assert ageing_chart(pipeline(facts, "2023-02").ageing, "2023-02").categories == ["乙规范"]
    assert ageing_chart(pipeline(facts, "2023-01").ageing, "2023-01").is_empty


def test_throughput_has_bars_a_mean_and_what_is_needed(facts):
    chart = throughput_chart(pipeline(facts, MONTH).throughput, MONTH, 1.5)
    assert series(chart)["当月发布"][-2:] == [1, 0]
    assert series(chart)["此后按期所需月均：1.5 项"] == [1.5] * 30
    assert chart.alt_text == "截至2023年6月发布1项；近12个月月均0.1项；按期每月需1.5项。"
    assert not any(
        "所需" in name for name in series(throughput_chart(pipeline(facts, MONTH).throughput, MONTH))
    )


def test_months_after_the_newest_register_are_gaps(facts):
    chart = throughput_chart(pipeline(facts, "2023-08").throughput, "2023-08")
    assert series(chart)["当月发布"][-3:] == [0, None, None]


def test_a_timeline_has_a_span_for_each_stay(facts):
    stays = timeline(facts, "甲规范", MONTH)
    chart = timeline_chart(stays, "甲规范", MONTH)
    (spans,) = chart.series
    assert chart.categories == ["起草", "征求意见"]
    assert list(spans.values) == [date(2023, 1, 1), date(2023, 2, 1)]
    assert list(spans.upper) == [date(2023, 1, 31), date(2023, 6, 30)]
    assert spans.hints == ["起草：不晚于2023年1月至2023年2月", "征求意见：2023年2月至今"]


def test_no_standards_draw_nothing(facts):
    empty = drawn(plan=facts.plan)
    figures = pipeline(empty, MONTH)
    for chart in (
        pipeline_chart(figures.counts, MONTH),
        stages_chart(figures.ages, MONTH),
        ageing_chart(figures.ageing, MONTH),
        timeline_chart(timeline(facts, "丁规范", MONTH), "丁规范", MONTH),
    ):
        assert chart.is_empty and chart.alt_text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_chart_can_be_drawn_in_both_grounds_and_languages(facts, language):
    use_language(language)
    figures = pipeline(facts, MONTH)
    charts = [
        pipeline_chart(figures.counts, MONTH),
        stages_chart(figures.ages, MONTH),
        ageing_chart(figures.ageing, MONTH),
        throughput_chart(figures.throughput, MONTH, 1.5),
        timeline_chart(timeline(facts, "甲规范", MONTH), "甲规范", MONTH),
    ]
    assert len({chart.name for chart in charts}) == len(charts)
    for chart in charts:
        assert chart.name.isascii() and len(chart_table(chart).rows) == len(chart.categories)
        for colours in (LIGHT, DARK):
            assert figure(chart, colours).data


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_steps_reach_the_contrast_of_wcag_for_graphics_and_grow(colours):
    from tests.charts.test_figures import contrast

    steps = [contrast(getattr(colours, f"step_{step}"), colours.card) for step in range(1, 7)]
    assert steps[0] >= 3 and steps == sorted(steps) and steps[-1] < contrast(colours.product, colours.card)
