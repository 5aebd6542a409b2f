"""Bullet charts: a bar of what is done and a line of what was due, for each target with a number."""

from dataclasses import replace

from charts.bullet import ON_ONE, bullet_charts
from charts.chart import Look
from metrics.board import board
from metrics.rows import TargetRow
from metrics.status import Verdict
from metrics.track import Figures
from tests.metrics.drawn import drawn, target
from words.terms import Status


def targets(
    count: int, status: Status = Status.BEHIND, attained_share: float | None = 0.4
) -> list[TargetRow]:
    (row,) = board(drawn(targets=[target()]), "2023-06").targets
    figures = Figures("2023-06", None, attained_share, None, 0.6)
    verdict = Verdict(status, figures, is_current=True)
    return [replace(row, code=f"T{number}", name=f"目标{number}", verdict=verdict) for number in range(count)]


def test_shares_are_those_of_the_board_and_colours_those_of_the_statuses():
    (chart,) = bullet_charts(targets(2))
    bar, tick = chart.series
    assert (bar.look, list(bar.values), list(bar.colour)) == (Look.BAR, [0.4, 0.4], [Status.BEHIND] * 2)
    assert (tick.look, list(tick.values)) == (Look.TICK, [0.6, 0.6])


def test_unknown_shares_have_no_bar_and_targets_without_a_number_are_left_out():
    (chart,) = bullet_charts(targets(1, attained_share=None, status=Status.UNREPORTED))
    assert chart.series[0].values == [None]
    assert bullet_charts(targets(2, status=Status.UNQUANTIFIED)) == []


def test_many_targets_are_cut_into_several_drawings_with_names_of_their_own():
    charts = bullet_charts(targets(2 * ON_ONE + 1))
    assert [len(chart.categories) for chart in charts] == [ON_ONE, ON_ONE, 1]
    assert len({chart.name for chart in charts}) == len({chart.title for chart in charts}) == 3


def test_targets_of_one_name_are_told_apart():
    (chart,) = bullet_charts([replace(row, name="同名") for row in targets(2)])
    assert list(chart.categories) == ["同名 T0", "同名 T1"]
