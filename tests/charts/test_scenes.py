"""Tasks by scene as charts: spans up to their deadline, who leads, how far each scene is."""

from datetime import date

from charts.figure import figure
from charts.palette import LIGHT
from charts.scenes import leads_chart, progress_charts, task_chart, timeline_chart
from metrics.board import board
from metrics.scenes import by_unit, progress, scene_tasks, task_history
from tests.metrics.test_scenes import facts
from words.terms import Status

MONTH = "2023-06"


def tasks(month=MONTH, **more):
    given = facts(**more)
    return scene_tasks(board(given, month), given.units)


def spans(chart) -> dict[str, dict[str, tuple]]:
    """{series: {category: (from, to)}} of what is drawn."""
    return {
        series.name: {
            category: (low, high)
            for category, low, high in zip(chart.categories, series.values, series.upper, strict=True)
            if low is not None
        }
        for series in chart.series
    }


def test_a_task_is_a_bar_to_its_deadline_with_what_is_done_in_its_status():
    drawn = spans(timeline_chart(tasks(), MONTH))
    assert drawn["已完成"] == {"✔ 1 一码通行": (date(2021, 1, 1), date(2025, 12, 31))}
    assert drawn["逾期未达"]["✖ 3 桥梁监测"][0] == date(2021, 1, 1)
    assert drawn["未完成部分"]["✖ 3 桥梁监测"][1] == date(2023, 3, 31)
    assert drawn["未完成部分"]["– 4 治超联网"] == (date(2021, 1, 1), date(2025, 12, 31))


def test_done_and_left_meet_without_a_gap():
    drawn = spans(timeline_chart(tasks(), MONTH))
    done, left = drawn["逾期未达"]["✖ 3 桥梁监测"], drawn["未完成部分"]["✖ 3 桥梁监测"]
    assert (left[0] - done[1]).days == 1


def test_what_is_past_its_date_is_marked_up_to_the_month_asked_for():
    chart = timeline_chart(tasks(), MONTH)
    assert spans(chart)["超期"] == {"✖ 3 桥梁监测": (date(2023, 4, 1), date(2023, 6, 30))}
    (mark,) = [trace for trace in figure(chart, LIGHT).data if trace.name == "超期"]
    assert mark.marker.color == LIGHT.fills[Status.OVERDUE]


def test_a_task_that_goes_on_has_a_bar_of_its_own_to_the_last_day_drawn():
    drawn = spans(timeline_chart(tasks(), MONTH))
    assert drawn["长期坚持"] == {"▲ 2 自动驾驶": (date(2021, 1, 1), date(2025, 12, 31))}
    assert "▲ 2 自动驾驶" not in drawn["未完成部分"]


def test_a_line_marks_the_month_asked_for_and_none_where_the_days_do_not_reach_it():
    drawing = figure(timeline_chart(tasks(), MONTH), LIGHT)
    (line,) = drawing.layout.shapes
    assert line.x0 == date(2023, 6, 30)
    assert [note.text for note in drawing.layout.annotations] == ["2023年6月"]
    assert not figure(timeline_chart(tasks("2020-01", reports=()), "2020-01"), LIGHT).layout.shapes


def test_a_chart_of_tasks_says_in_words_how_many_stand_where():
    sentence = timeline_chart(tasks(), MONTH).alt_text
    assert (
        sentence
        == "截至2023年6月，4 项任务从开始到时限的进度：1 项已完成，1 项低于序时，1 项逾期未达，1 项未报"
    )


def test_units_have_a_bar_with_a_part_for_each_status():
    chart = leads_chart(by_unit(tasks()))
    assert list(chart.categories) == ["天津市港航局", "公路局", "规划未列牵头单位"]
    assert {drawn.name: list(drawn.values) for drawn in chart.series} == {
        "已完成": [1, None, None],
        "低于序时": [1, 1, None],
        "逾期未达": [None, 1, None],
        "未报": [None, None, 1],
    }


def test_scenes_have_a_small_chart_each_on_one_scale():
    charts = progress_charts(progress(task_history(facts(), MONTH)))
    assert [chart.title for chart in charts] == ["港口", "公路"]
    ranges = {tuple(figure(chart, LIGHT).layout.yaxis.range) for chart in charts}
    assert len(ranges) == 1 and next(iter(ranges))[1] >= 1
    assert charts[0].alt_text == "港口，2023年6月：2 项任务办结 1 项，平均完成率65%"
    mean, done = charts[0].series
    assert (mean.name, list(done.values)) == ("平均完成率", [0.0, 0.5, 0.5])


def test_a_tasks_share_is_drawn_from_report_to_report():
    history = task_history(facts(), MONTH)
    own = [entry for entry in history if entry.row.code == "1" and entry.is_reported]
    chart = task_chart(own, tasks()[0].row, MONTH)
    assert list(chart.categories) == ["2023-02", "2023-05"]
    assert list(chart.series[0].values) == [0.4, 1.0] and list(chart.series[1].values) == [None, 1.0]


def test_nothing_to_draw_is_said():
    assert timeline_chart(tasks(tasks=(), reports=()), MONTH).is_empty
    assert leads_chart(by_unit(tasks(tasks=(), reports=()))).is_empty
    assert progress_charts(progress(task_history(facts(reports=()), MONTH))) == []
