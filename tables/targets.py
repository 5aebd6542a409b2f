"""Tables of targets: where each of them stands, and for one of them what its figure is made of and what changed in it."""

from collections.abc import Mapping, Sequence

from metrics.board import FigureRow
from metrics.breakdown import Part
from metrics.reconciliation import TypedTotal
from metrics.restatement import ChangedCell
from metrics.rows import TargetRow
from metrics.unit_names import in_full
from tables.cells import bare, sources
from tables.table import Bar, Cell, Column, Goal, Kind, Link, On, Progress, Table
from words import N_, _, numbers
from words.months import month_of
from words.terms import Comparator, Measure

FILES = On.FILE | On.BRIEFING

TRAINING = ("title", "training_type", "held_on", "organiser", "attendances")
# The fields of the ledger rows behind a figure, by what is measured.
FIELDS = {
    Measure.PUBLISHED_STANDARDS: ("name", "section", "standard_number", "stage", "published_on"),
    Measure.TRAINING_SESSIONS: TRAINING,
    Measure.TRAINING_ATTENDANCES: TRAINING,
    Measure.TRAINED_PEOPLE: TRAINING,
    Measure.TASKS_DONE: ("task_code", "title", "month", "attained_share", "progress_text"),
    Measure.REPORTED_INDICATOR: ("month", "value", "month_value", "numerator", "denominator", "note"),
}
FIELD_COLUMNS = {
    "name": (N_("Standard"), Kind.TEXT),
    "section": (N_("Field"), Kind.TEXT),
    "standard_number": (N_("Standard number"), Kind.TEXT),
    "stage": (N_("Stage"), Kind.TEXT),
    "published_on": (N_("Published"), Kind.DAY),
    "title": (N_("Title"), Kind.LONG),
    "training_type": (N_("Type"), Kind.TEXT),
    "held_on": (N_("Held"), Kind.DAY),
    "organiser": (N_("Organiser"), Kind.LONG),
    "attendances": (N_("Attendances"), Kind.NUMBER),
    "task_code": (N_("No."), Kind.TEXT),
    "month": (N_("Month"), Kind.MONTH),
    "attained_share": (N_("Share done"), Kind.SHARE),
    "progress_text": (N_("Progress"), Kind.LONG),
    "value": (N_("Actual value"), Kind.NUMBER),
    "month_value": (N_("In the month alone"), Kind.NUMBER),
    "numerator": (N_("Numerator"), Kind.NUMBER),
    "denominator": (N_("Denominator"), Kind.NUMBER),
    "note": (N_("Note"), Kind.LONG),
}
IN_ITS_UNIT = {"value", "month_value"}  # fields in the target's unit of measure


def targets_table(
    name: str,
    title: str,
    targets: Sequence[TargetRow],
    full_names: dict[str, str] | None = None,
    *,
    is_demo: bool = False,
) -> Table:
    """Targets with a number: how far each is, against what time asks for, who leads and how old the data are.

    full_names: of units, by their short ones (metrics.unit_names), where lead units are to be told in full.
    """
    # A plan that prints no lead unit for any target has no use for the column beside others on a screen.
    leads_on = On.EVERYWHERE if any(row.lead_units for row in targets) else FILES
    columns = [
        Column(_("No."), on=On.FILE),
        Column(_("Target"), Kind.LINK),
        Column(_("Section"), on=On.FILE),
        Column(_("Unit of measure"), on=On.FILE),
        Column(_("Done | line: expected"), Kind.DRAWING, on=On.SCREEN),
        Column(_("Value / target"), Kind.NUMBER, on=On.SCREEN),
        Column(_("Target value"), Kind.NUMBER, on=FILES),
        Column(_("Actual value"), Kind.NUMBER, on=FILES),
        Column(_("Attained share"), Kind.SHARE, on=FILES),
        Column(_("Expected"), Kind.NUMBER, on=On.SCREEN | On.FILE),
        Column(_("Expected share"), Kind.SHARE, on=FILES),
        Column(_("Gap (points)"), Kind.POINTS),
        Column(_("Status"), Kind.STATUS),
        # A screen has room for the month alone.
        Column(_("Due"), Kind.MONTH, on=On.SCREEN),
        Column(_("Due"), Kind.DAY, on=On.FILE),
        Column(_("Lead unit"), Kind.NAMES, on=leads_on),
        Column(_("Data as of"), Kind.MONTH, on=On.SCREEN | On.FILE),
        Column(_("Chance of being in time"), Kind.CHANCE, on=On.FILE),
        Column(_("Source cell"), Kind.SOURCES, on=On.FILE),
    ]
    rows = [_target_cells(row, full_names or {}) for row in targets]
    return Table(name, title, columns, rows, is_demo)


def _target_cells(row: TargetRow, full_names: dict[str, str]) -> list[Cell]:
    unit = row.unit_of_measure
    goal = goal_of(row)
    return [
        row.code,
        Link(row.name, "targets", {"target": row.code}),
        row.section,
        unit,
        Bar(row.attained_share, row.expected_share, row.status),
        Progress(row.actual_value, goal, unit),
        goal,
        bare(row.actual_value, unit),
        row.attained_share,
        bare(row.expected_value, unit),
        row.expected_share,
        row.gap_points,
        row.status,
        month_of(row.due_on) if row.due_on else None,
        row.due_on,
        in_full(row.lead_units, full_names),
        row.reported_month,
        row.forecast.probability,
        sources(row.source, target=row.code),
    ]


def goal_of(row: TargetRow) -> Goal | None:
    """The value of a target as the plan means it; None where it prints none."""
    if row.target_value is None:
        return None
    comparator = Comparator(row.comparator) if row.comparator else None
    return Goal(row.target_value, comparator, row.unit_of_measure)


def ledger_rows_table(
    title: str, target: TargetRow, rows: Sequence[FigureRow], is_demo: bool = False
) -> Table:
    """The ledger rows behind a figure, in their order, without the fields that none of them has."""
    fields = [
        field
        for field in FIELDS[Measure(target.measure)]
        if any(_known(row.values.get(field)) is not None for row in rows)
    ]
    columns = [
        Column(_(header), kind, target.unit_of_measure if field in IN_ITS_UNIT else None)
        for field in fields
        for header, kind in [FIELD_COLUMNS[field]]
    ]
    columns.append(Column(_("Source cell"), Kind.SOURCES))
    cells = [
        [*(_known(row.values.get(field)) for field in fields), sources([row.source], target=target.code)]
        for row in rows
    ]
    return Table("rows", title, columns, cells, is_demo)


def rate_table(
    target: TargetRow, months: Sequence[Part], rates: Mapping[str, float | None], is_demo: bool = False
) -> Table:
    """Numerator and denominator of a rate by month, the newest first, without months that have none.

    months: from metrics.breakdown, by month. rates: the rate of each month.
    """
    columns = [
        Column(_("Month"), Kind.MONTH),
        Column(_("Rate"), Kind.SHARE),
        Column(_("Numerator"), Kind.NUMBER),
        Column(_("Denominator"), Kind.NUMBER),
        Column(_("Change since last month (points)"), Kind.POINTS),
    ]
    cells = [
        [
            part.name,
            _known(rates.get(part.name or "")),
            part.numerator,
            part.denominator,
            None if part.value is None else part.value * 100,
        ]
        for part in reversed(months)
        if part.denominator is not None
    ]
    title = _("{name}: numerator and denominator by month").format(name=target.name)
    return Table("coverage", title, columns, cells, is_demo)


def typed_totals_table(target: TargetRow, totals: Sequence[TypedTotal], is_demo: bool = False) -> Table:
    """Totals that somebody typed beside those counted from rows."""
    unit = target.unit_of_measure
    columns = [
        Column(_("As of")),
        Column(_("Counted from rows"), Kind.NUMBER, unit),
        Column(_("Typed total"), Kind.NUMBER, unit),
        Column(_("Difference"), Kind.NUMBER, unit),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    cells = [
        [
            numbers.month(total.month) if total.month else _("before the plan began"),
            total.counted,
            total.reported,
            total.difference,
            sources(total.source, target=target.code),
        ]
        for total in totals
    ]
    return Table("typed-totals", _("Typed totals beside the count"), columns, cells, is_demo)


def changed_cells_table(
    month: str, target: TargetRow, changes: Sequence[ChangedCell], is_demo: bool = False
) -> Table:
    """The cells by which later imports changed the figures of a target in a month: before, after, by whom and why."""
    columns = [
        Column(_("Row"), Kind.LONG),
        Column(_("Source cell"), Kind.SOURCES),
        Column(_("Before")),
        Column(_("After")),
        Column(_("Saved by")),
        Column(_("Reason"), Kind.LONG),
    ]
    cells = [
        [
            change.row,
            sources([change.source], target=target.code),
            changed_text(change.before),
            changed_text(change.after),
            change.saved_by,
            change.reason,
        ]
        for change in changes
    ]
    return Table(f"changes-{month}", numbers.month(month), columns, cells, is_demo)


def changed_text(value: object) -> str | None:
    """A cell before or after: as it was typed, a list as its names."""
    if isinstance(value, list):
        return numbers.names(value)
    if isinstance(value, int | float):
        return numbers.plain(value, 4)
    return None if value is None else str(value)


def _known(value: Cell) -> Cell:
    """A value of a table of pandas: NaN, which is not itself, becomes None."""
    return None if value != value else value
