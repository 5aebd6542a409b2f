"""Bullet charts: a bar of what is done and a line of what was due, for each target with a number."""

import pandas as pd

from charts.bullet import ON_ONE, bullet_charts
from charts.chart import Look
from metrics.board import TARGET_COLUMNS
from words.terms import Status


def targets(count: int, **also) -> pd.DataFrame:
    row = dict.fromkeys(TARGET_COLUMNS) | {
        "status": Status.BEHIND,
        "attained_share": 0.4,
        "expected_share": 0.6,
    }
    row |= {"gap_points": -20.0} | also
    rows = [row | {"code": f"T{number}", "name": f"目标{number}"} for number in range(count)]
    return pd.DataFrame(rows, columns=TARGET_COLUMNS, dtype=object)


def test_shares_are_those_of_the_board_and_colours_those_of_the_statuses():
    (chart,) = bullet_charts(targets(2))
    bar, tick = chart.series
    assert (bar.look, list(bar.values), list(bar.colour)) == (Look.BAR, [0.4, 0.4], [Status.BEHIND] * 2)
    assert (tick.look, list(tick.values)) == (Look.TICK, [0.6, 0.6])


def test_unknown_shares_have_no_bar_and_targets_without_a_number_are_left_out():
    (chart,) = bullet_charts(targets(1, attained_share=float("nan"), status=Status.UNREPORTED))
    assert chart.series[0].values == [None]
    assert bullet_charts(targets(2, status=Status.UNQUANTIFIED)) == []


def test_many_targets_are_cut_into_several_drawings_with_names_of_their_own():
    charts = bullet_charts(targets(2 * ON_ONE + 1))
    assert [len(chart.categories) for chart in charts] == [ON_ONE, ON_ONE, 1]
    assert len({chart.name for chart in charts}) == len({chart.title for chart in charts}) == 3


def test_targets_of_one_name_are_told_apart():
    rows = targets(2)
    rows["name"] = "同名"
    (chart,) = bullet_charts(rows)
    assert list(chart.categories) == ["同名 T0", "同名 T1"]
