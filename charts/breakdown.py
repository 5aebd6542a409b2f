"""What a figure is made up of: added month by month, or by section or lead unit."""

from charts.chart import Axis, Chart, Look, Series
from metrics.breakdown import Breakdown
from metrics.rows import TargetRow
from words import _
from words.numbers import clauses, month, quantity

LARGEST = 5  # parts that the text alternative names; more would be the table read aloud


def breakdown_chart(breakdown: Breakdown, target: TargetRow, is_demo: bool = False) -> Chart:
    """A target's figure split up as bars: over months what each added, else one for each section or unit.

    A value that is not known has no bar; one that is a lower bound says so under the pointer.
    """
    by, unit = breakdown.by, target.unit_of_measure
    is_by_month = by == "month"
    # Nothing that belongs to nobody is no part.
    parts = [part for part in breakdown.parts if part.name is not None or part.value != 0]
    title = {
        "month": _("{name}: added by each month"),
        "section": _("{name}: by field"),
        "lead_unit": _("{name}: by unit"),
    }[by].format(name=target.name)
    heading = {"month": None, "section": _("Field"), "lead_unit": _("Responsible")}[by]
    names = [part.name or _("Not stated") for part in parts]
    labels = [month(name) if is_by_month else name for name in names]
    series = Series(
        _("Added") if is_by_month else _("Value"),
        Look.BAR,
        [part.value for part in parts],
        hints=[
            _hint(label, part.value, unit, part.is_partial) for label, part in zip(labels, parts, strict=True)
        ],
        has_labels=not is_by_month,
    )
    return Chart(
        name="breakdown",
        title=title,
        axis=Axis.MONTHS if is_by_month else Axis.NAMES,
        categories=names,
        series=[series],
        alt_text=clauses([title, *_largest(labels, [part.value for part in parts], unit)]),
        unit_of_measure=unit,
        category_title=heading,
        is_demo=is_demo,
    )


def _hint(label: str, value: float | None, unit: str | None, is_partial: bool) -> str:
    sentence = _("{name}: at least {value}") if is_partial else _("{name}: {value}")
    return sentence.format(name=label, value=quantity(value, unit))


def _largest(labels: list[str], values: list[float | None], unit: str | None) -> list[str]:
    """The largest parts in words, the largest first."""
    parts = [(value, label) for label, value in zip(labels, values, strict=True) if value]
    parts.sort(key=lambda part: -part[0])
    return [_hint(label, value, unit, False) for value, label in parts[:LARGEST]]
