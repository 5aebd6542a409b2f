"""All targets of a board beside one another: how much of each is done, and how much was due."""

from collections.abc import Sequence

from charts.chart import RATE, Axis, Chart, Look, Series, known
from metrics.rows import TargetRow
from words import _
from words.terms import Status

ON_ONE = 20  # bars that one drawing holds


def bullet_charts(targets: Sequence[TargetRow], is_demo: bool = False) -> list[Chart]:
    """Bullet charts of quantified targets, in their order, ON_ONE to a drawing.

    The bar is the attained share in the colour of the status, the tick the expected share. An unknown share has no
    bar. Targets of the same name are told apart by their codes.
    """
    rows = [row for row in targets if row.status is not Status.UNQUANTIFIED]
    names = [row.name for row in rows]
    groups = [rows[first : first + ON_ONE] for first in range(0, len(rows), ON_ONE)]
    charts = []
    for number, group in enumerate(groups, 1):
        title = _("Share attained and due of each target")
        if len(groups) > 1:
            title = _("{title} ({number} of {count})").format(title=title, number=number, count=len(groups))
        behind = sum((row.gap_points or 0) < 0 for row in group)
        charts.append(
            Chart(
                name="bullet" if len(groups) == 1 else f"bullet-{number}",
                title=title,
                axis=Axis.NAMES,
                categories=[
                    row.name if names.count(row.name) == 1 else f"{row.name} {row.code}" for row in group
                ],
                series=[
                    Series(
                        _("Attained share"),
                        Look.BAR,
                        known(row.attained_share for row in group),
                        [row.status for row in group],
                        has_labels=True,
                    ),
                    Series(
                        _("Expected share"), Look.TICK, known(row.expected_share for row in group), "text"
                    ),
                ],
                alt_text=_(
                    "Of {count} targets {behind} are below what was due; bar: attained, line: expected."
                ).format(count=len(group), behind=behind),
                unit_of_measure=RATE,
                category_title=_("Target"),
                is_demo=is_demo,
            )
        )
    return charts
