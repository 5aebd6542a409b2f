"""The table of all plans side by side."""

from collections.abc import Sequence

from metrics.summary import PlanRow
from tables.table import Cell, Column, Counts, Kind, Link, Table
from words import _


def plans_table(plans: Sequence[tuple[PlanRow, bool]], plan_here: str) -> Table:
    """Each plan in its own newest month, with whether that month is closed. plan_here: the code of the one in use."""
    columns = [
        Column(_("Plan"), Kind.LINK),
        Column(_("Period"), Kind.PERIOD),
        Column(_("Time gone"), Kind.SHARE),
        Column(_("Quantified targets"), Kind.COUNTS),
        Column(_("Tasks"), Kind.COUNTS),
        Column(_("Data as of"), Kind.MONTH),
        Column(_("Month closed")),
    ]
    title = _("All plans side by side ({count})").format(count=len(plans))
    return Table("plans", title, columns, [_plan_cells(*plan, plan_here) for plan in plans])


def _plan_cells(row: PlanRow, is_closed: bool, plan_here: str) -> list[Cell]:
    return [
        Link(
            row.title,
            "",
            {"plan": row.plan_code, "month": row.month, "target": None},
            is_here=row.plan_code == plan_here,
        ),
        row.state,
        row.elapsed_share,
        Counts(row.counts) if row.counts else _("no number printed"),
        Counts(row.task_counts, is_task=True) if row.task_counts else None,
        row.reported_month,
        _("closed") if is_closed else _("not closed yet"),
    ]
