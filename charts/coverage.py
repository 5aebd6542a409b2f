"""Coverage: each rate against its path and target on one scale, and what moved a rate month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from charts.chart import Axis, Chart, Label, Look, Series
from charts.history import history_chart
from metrics.board import HistoryMonth
from metrics.coverage import Drift, Reading
from metrics.rows import TargetRow
from words import _
from words.numbers import month, points

HEIGHT_OF_LABEL = 0.25  # share of a small chart's axis that a value and its room take
SMALL_SIZE = 15  # pixels of a label at most: a small chart is a third as wide as a large one


def rate_charts(
    targets: Sequence[TargetRow],
    histories: Mapping[str, Sequence[HistoryMonth]],
    now: str,
    is_demo: bool = False,
) -> list[Chart]:
    """One small chart per rate over the months, with its path and target; all on one scale from 0 to 100 %.

    targets: from metrics.coverage.rates. histories: by target code, from metrics.board.history; a rate whose
    history is empty has no chart. Should one be above 100 %, the scale of all goes up to it.
    """
    drawn = [(row, histories[row.code]) for row in targets if histories[row.code]]
    reached = [
        value
        for row, history in drawn
        for entry in history
        for value in (entry.actual_value, entry.expected_value, row.target_value)
        if value is not None
    ]
    top = max([1.0, *reached])
    charts = [(row, history_chart(history, row, now, is_demo)) for row, history in drawn]
    return [
        replace(
            chart,
            name=f"rate-{number}",
            title=row.name,
            labels=[_small_label(label, row.target_value, top) for label in chart.labels],
            top=top,
            is_small=True,
        )
        for number, (row, chart) in enumerate(charts, start=1)
    ]


def _small_label(label: Label, target: float | None, top: float) -> Label:
    """A label of a large chart for a small one, where it must not stand across the line of the target."""
    # Below a rising line there is no room on the left.
    is_below = label.is_below and not label.is_left
    crosses = target is not None and not is_below and 0 < target - label.value < HEIGHT_OF_LABEL * top
    return replace(
        label,
        is_below=is_below,
        value=target if crosses and target is not None else label.value,
        size=min(label.size, SMALL_SIZE),
    )


def drift_chart(readings: Sequence[Reading], drift: Drift, is_demo: bool = False) -> Chart:
    """What moved one rate from report to report: the part of its numerator and that of its denominator, in points.

    readings: those of the rate.
    """
    steps = [row for row in readings if row.before_month is not None]
    sentence = _(
        "{name} from {first} to {last}: {change} points, of which numerator {top} and denominator {bottom}"
    )
    return Chart(
        name="drift",
        title=_("What moved the rate: {name}").format(name=drift.name),
        axis=Axis.MONTHS,
        categories=[row.month for row in steps],
        series=[
            Series(_("By the numerator"), Look.BAR, [row.numerator_points for row in steps]),
            Series(_("By the denominator"), Look.BAR, [row.denominator_points for row in steps], "muted"),
        ],
        alt_text=sentence.format(
            name=drift.name,
            first=month(drift.first.month),
            last=month(drift.last.month),
            change=points(drift.change_points),
            top=points(drift.numerator_points),
            bottom=points(drift.denominator_points),
        ),
        unit_of_measure=_("points"),
        is_demo=is_demo,
    )
