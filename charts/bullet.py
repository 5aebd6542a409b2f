"""All targets of a board beside one another: how much of each is done, and how much was due."""

from collections.abc import Sequence

from charts.chart import RATE, Axis, Chart, Look, Series, known
from metrics.rows import TargetRow
from words import _
from words.terms import Status

ON_ONE = 20  # bars that one drawing holds, so that it fits on a page of a document


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
        name = "bullet" if len(groups) == 1 else f"bullet-{number}"
        labels = [row.name if names.count(row.name) == 1 else f"{row.name} {row.code}" for row in group]
        charts.append(_bullet_chart(name, title, labels, group, is_demo))
    return charts


def _bullet_chart(
    name: str, title: str, labels: Sequence[str], targets: Sequence[TargetRow], is_demo: bool
) -> Chart:
    behind = sum((row.gap_points or 0) < 0 for row in targets)
    sentence = _("Of {count} targets {behind} are below what was due; bar: attained, line: expected.")
    attained = Series(
        _("Attained share"),
        Look.BAR,
        known(row.attained_share for row in targets),
        [row.status for row in targets],
        has_labels=True,
    )
    expected = Series(_("Expected share"), Look.TICK, known(row.expected_share for row in targets), "text")
    return Chart(
        name=name,
        title=title,
        axis=Axis.NAMES,
        categories=labels,
        series=[attained, expected],
        alt_text=sentence.format(count=len(targets), behind=behind),
        unit_of_measure=RATE,
        category_title=_("Target"),
        is_demo=is_demo,
    )
