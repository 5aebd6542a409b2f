"""What a figure is made up of: added month by month, or by section or lead unit."""

import pandas as pd

from charts.chart import Axis, Chart, Look, Series, known
from metrics.breakdown import By
from metrics.rows import TargetRow
from words import _
from words.numbers import clauses, month, quantity

TOLD = 5  # parts that the text alternative names


def breakdown_chart(table: pd.DataFrame, target: TargetRow, by: By, is_demo: bool = False) -> Chart:
    """A target's figure split up as bars: over months what each added, else one for each section or unit.

    table: from metrics.breakdown.breakdown by the same `by`, its total left out.
    A value that is not known has no bar; one that is a lower bound says so under the pointer.
    """
    # Nothing that belongs to nobody is no part.
    is_nothing = table[by].isna() & (table["value"] == 0)
    rows = table[~table["is_total"].astype(bool) & ~is_nothing]
    unit, is_by_month = target.unit_of_measure, by == "month"
    title = {
        "month": _("{name}: added by each month"),
        "section": _("{name}: by field"),
        "lead_unit": _("{name}: by unit"),
    }[by].format(name=target.name)
    heading = {"month": None, "section": _("Field"), "lead_unit": _("Responsible")}[by]
    unnamed = _("Not stated")
    names = [each or unnamed for each in rows[by]]
    values = known(rows["value"])
    told = [month(each) if is_by_month else each for each in names]
    hints = [
        _hint(name, value, unit, is_partial)
        for name, value, is_partial in zip(told, values, rows["is_partial"], strict=True)
    ]
    series = Series(
        _("Added") if is_by_month else _("Value"), Look.BAR, values, hints=hints, has_labels=not is_by_month
    )
    return Chart(
        name="breakdown",
        title=title,
        axis=Axis.MONTHS if is_by_month else Axis.NAMES,
        categories=names,
        series=[series],
        alt_text=clauses([title, *_largest(told, values, unit)]),
        unit_of_measure=unit,
        category_title=heading,
        is_demo=is_demo,
    )


def _hint(name: str, value: float | None, unit: str | None, is_partial: bool) -> str:
    told = _("{name}: at least {value}") if is_partial else _("{name}: {value}")
    return told.format(name=name, value=quantity(value, unit))


def _largest(names: list[str], values: list, unit: str | None) -> list[str]:
    """The largest parts in words, the largest first."""
    parts = [(value, name) for name, value in zip(names, values, strict=True) if value]
    parts.sort(key=lambda part: -part[0])
    return [_hint(name, value, unit, False) for value, name in parts[:TOLD]]
