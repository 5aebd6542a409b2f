"""What the figures say: traces, values, marks and colours."""

import re
from dataclasses import fields
from datetime import date
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from charts.chart import Look
from charts.figure import figure as drawn_figure
from charts.history import history_chart
from charts.palette import DARK, LIGHT
from metrics.board import board, forecast_fan, history
from tests.metrics.drawn import drawn, readings, target
from words import use_language
from words.terms import Status

STYLE = Path(__file__).parents[2] / "pages" / "style.css"


def figure(month="2023-06", **values: float):
    facts = drawn(targets=[target()], indicators=readings("T01", **values))
    row = board(facts, month).targets[0]
    return drawn_figure(history_chart(history(facts, "T01", month), row, month), LIGHT)


def traces(drawing) -> dict[str, object]:
    return {trace.name: trace for trace in drawing.data}


def test_a_history_shows_what_was_reported_what_was_planned_and_the_target():
    drawing = traces(figure(m202304=30, m202305=36, m202306=41))
    assert set(drawing) == {"完成值", "序时", "目标", "最近填报"}
    reported = dict(zip(drawing["完成值"].x, drawing["完成值"].y, strict=True))
    assert (reported[date(2023, 4, 30)], reported[date(2023, 6, 30)]) == (30, 41)
    assert drawing["序时"].y[-1] == 90
    assert set(drawing["目标"].y) == {90}
    assert list(drawing["最近填报"].y) == [41]
    assert drawing["最近填报"].marker.color == LIGHT.fills[Status.SLIGHTLY_BEHIND]


def test_silent_months_are_gaps_with_a_mark_of_their_own():
    drawing = traces(figure(m202303=30, m202306=41))
    assert list(drawing["未报"].x) == [date(2023, 4, 30), date(2023, 5, 31)]
    reported = dict(zip(drawing["完成值"].x, drawing["完成值"].y, strict=True))
    assert reported[date(2023, 4, 30)] is None
    assert drawing["完成值"].connectgaps is False


def test_nothing_reported_draws_the_path_alone():
    assert set(traces(figure())) == {"完成值", "序时", "目标"}


def test_months_along_the_axis_are_chinese():
    axis = figure(m202306=41).layout.xaxis
    assert list(axis.ticktext) == ["2021年", "2022年", "2023年", "2024年", "2025年"]


def steady(until: int = 10, **more) -> tuple:
    """A target that has gained 3 in every month of 2023, its chart with the forecast, and the forecast."""
    values = {f"m2023{month:02d}": 3.0 * month for month in range(1, until + 1)}
    facts = drawn(targets=[target(**more)], indicators=readings("T01", **values))
    month = f"2023-{until:02d}"
    row, ahead = board(facts, month).targets[0], forecast_fan(facts, "T01", month)
    return history_chart(history(facts, "T01", month), row, month, forecast=ahead), row, ahead


def test_the_forecast_is_a_band_and_a_dotted_line_from_the_newest_report_on():
    chart, row, ahead = steady()
    table = pd.DataFrame(chart.columns(), dtype=object).set_index("月份")
    band = f"预测 P15–P85，按期概率{row.forecast.probability:.0%}"
    end = ahead.set_index("month").loc["2025-12"]
    assert table[f"{band}（起）"]["2025-12"] == end["p15"]
    assert table[f"{band}（止）"]["2025-12"] == end["p85"]
    assert table["预测中位数"]["2023-10"] == 30 and table["预测中位数"]["2025-12"] == end["p50"]
    assert table["预测中位数"]["2023-09"] is None
    drawing = drawn_figure(chart, LIGHT)
    assert traces(drawing)["预测中位数"].line.dash == "dot"
    assert traces(drawing)[band].fill == "tonexty"


def test_a_target_without_a_forecast_and_an_overdue_one_have_no_band():
    short, _row, ahead = steady(until=4)
    overdue, late, past = steady(due_on=date(2023, 9, 30))
    assert ahead is None and past is not None and late.status is Status.OVERDUE
    for chart in (short, overdue):
        assert not {Look.BAND, Look.FORECAST} & {series.look for series in chart.series}


def labels(drawing) -> dict[str, object]:
    return {re.sub("<.*?>", "", note.text): note for note in drawing.layout.annotations}


def test_the_target_the_month_asked_for_and_its_value_are_written_beside_them():
    assert set(labels(figure(m202304=30, m202306=41))) == {"目标 90 项", "2023年6月", "41 项"}


def test_the_value_stands_on_the_side_away_from_the_path():
    below, above = labels(figure(m202306=41))["41 项"], labels(figure(m202306=60))["60 项"]
    assert (below.xanchor, below.yanchor) == ("left", "top")
    assert (above.xanchor, above.yanchor) == ("right", "bottom")


def test_the_month_asked_for_is_marked_even_when_it_was_not_reported():
    drawing = figure(m202304=30)
    assert list(traces(drawing)["最近填报"].x) == [date(2023, 4, 30)]
    assert labels(drawing)["2023年6月"].x == date(2023, 6, 30)
    assert list(traces(drawing)["未报"].x) == [date(2023, 5, 31), date(2023, 6, 30)]


def test_a_small_count_has_a_path_of_steps_and_whole_numbers_along_its_axis():
    facts = drawn(targets=[target(value=2.0, unit="个")], indicators=readings("T01", m202306=1))
    row = board(facts, "2023-06").targets[0]
    drawing = drawn_figure(history_chart(history(facts, "T01", "2023-06"), row, "2023-06"), LIGHT)
    assert traces(drawing)["序时"].line.shape == "hv"
    assert drawing.layout.yaxis.dtick == 1


def test_english_at_the_switch():
    use_language("en")
    drawing = figure(m202306=41)
    assert set(labels(drawing)) == {"Target 90 项", "2023-06", "41 项"}
    assert drawing.layout.xaxis.ticktext[0] == "2021"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_reach_the_contrast_of_wcag_aa(colours):
    texts = [colours.text, colours.muted, colours.product, *colours.statuses.values()]
    assert min(contrast(text, ground) for text in texts for ground in (colours.ground, colours.card)) >= 4.5


def deuteranope(colour: str) -> tuple[float, ...]:
    """How a colour looks without green cones (Viénot, Brettel, Mollon 1999), as linear red, green, blue."""
    red, green, blue = ((int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5))
    grey = 0.29275 * red + 0.70725 * green
    return grey, grey, -0.02234 * red + 0.02234 * green + blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_lights_stand_apart_for_colour_blind_eyes(colours):
    lights = (Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.FAR_BEHIND)
    for role in (colours.statuses, colours.fills):
        _stand_apart({light: deuteranope(role[light]) for light in lights})


def _stand_apart(seen: dict[Status, tuple[float, ...]]) -> None:
    for one, other in combinations(seen, 2):
        apart = (
            sum(
                (a ** (1 / 2.2) - b ** (1 / 2.2)) ** 2
                for a, b in zip(map(abs, seen[one]), map(abs, seen[other]), strict=True)
            )
            ** 0.5
        )
        assert apart > 0.12, (one, other)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_status_has_a_colour_for_its_word_and_one_for_its_bar(colours):
    assert set(colours.statuses) == set(colours.fills) == set(Status)


def test_every_status_has_a_shape_of_its_own():
    assert len({status.shape for status in Status}) == len(Status)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_reach_the_contrast_of_wcag_for_graphics(colours):
    assert min(contrast(fill, colours.card) for fill in colours.fills.values()) >= 3


def test_the_style_sheet_knows_every_status_and_uses_only_the_palettes_names():
    style = STYLE.read_text(encoding="utf-8")
    names = {field.name for field in fields(LIGHT)} | set(Status) | {f"fill-{status}" for status in Status}
    names |= {"on-paper", *re.findall(r"--([\w-]+):", style)}  # sizes, and the filter of blocks.style
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= names
    of_screens = "".join(
        line for line in style.splitlines() if "paper" not in line
    )  # paper is white in any theme
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", of_screens)
    drawn_bars = set(re.findall(r"\.pw i\.(\w+)", style))
    assert drawn_bars == set(Status) - {Status.UNQUANTIFIED}
