"""Tables of rates: each with its numerator and denominator against its target, what moved it, and its readings."""

from collections.abc import Sequence

from metrics.coverage import Drift, Reading
from metrics.rows import TargetRow
from tables.cells import sources
from tables.table import Bar, Cell, Column, Goal, Kind, Link, Noted, On, Progress, Table
from words import _, numbers
from words.months import month_of
from words.numbers import RATE
from words.terms import Comparator

ON_PAGE_AND_ITS_FILE = On.SCREEN | On.FILE
IN_FILES = On.FILE | On.BRIEFING


def rates_table(
    name: str, title: str, rates: Sequence[TargetRow], drifts: Sequence[Drift], is_demo: bool = False
) -> Table:
    """Rates against their targets, and in files what moved those that were reported more than once."""
    moved = {drift.code: drift for drift in drifts if drift.steps}
    columns = [
        Column(_("No."), on=On.FILE),
        Column(_("Rate"), Kind.LINK),
        Column(_("Done | line: expected"), Kind.DRAWING, on=On.SCREEN),
        Column(_("Numerator / denominator"), Kind.NUMBER, on=On.SCREEN),
        Column(_("Numerator"), Kind.NUMBER, on=IN_FILES),
        Column(_("Denominator"), Kind.NUMBER, on=IN_FILES),
        Column(_("Value / target"), Kind.NUMBER, on=On.SCREEN),
        Column(_("Actual value"), Kind.SHARE, on=IN_FILES),
        Column(_("Target value"), Kind.NUMBER, on=IN_FILES),
        Column(_("Expected"), Kind.SHARE, on=ON_PAGE_AND_ITS_FILE),
        Column(_("Status"), Kind.STATUS),
        # A screen has room for the month alone.
        Column(_("Due"), Kind.MONTH, on=On.SCREEN),
        Column(_("Due"), Kind.DAY, on=On.FILE),
        Column(_("Data as of"), Kind.MONTH, on=ON_PAGE_AND_ITS_FILE),
        Column(_("Change (points)"), Kind.POINTS, on=IN_FILES),
        Column(_("By the numerator"), Kind.POINTS, on=IN_FILES),
        Column(_("By the denominator"), Kind.POINTS, on=IN_FILES),
        Column(_("Source cell"), Kind.SOURCES, on=ON_PAGE_AND_ITS_FILE),
    ]
    rows = [_rate_cells(row, moved.get(row.code)) for row in rates]
    return Table(name, title, columns, rows, is_demo)


def _rate_cells(row: TargetRow, drift: Drift | None) -> list[Cell]:
    goal = None
    if row.target_value is not None:
        goal = Goal(row.target_value, Comparator(row.comparator) if row.comparator else None, RATE)
    return [
        row.code,
        Link(row.name, "targets", {"target": row.code}),
        Bar(row.attained_share, row.expected_share, row.status),
        _quotient(row),
        row.numerator,
        row.denominator,
        Progress(row.actual_value, goal, RATE),
        row.actual_value,
        goal,
        row.expected_value,
        row.status,
        month_of(row.due_on) if row.due_on else None,
        row.due_on,
        row.reported_month,
        drift.change_points if drift else None,
        drift.numerator_points if drift else None,
        drift.denominator_points if drift else None,
        sources(row.source, target=row.code),
    ]


def _quotient(row: TargetRow) -> Cell:
    """Numerator over denominator; says so where a rate was given without them, and nothing where nothing was."""
    if row.denominator is not None:
        return f"{numbers.plain(row.numerator)} / {numbers.plain(row.denominator)}"
    return None if row.actual_value is None else Noted("", _("given as a rate only"))


def drifts_table(title: str, drifts: Sequence[Drift], is_demo: bool = False) -> Table:
    """What moved each rate from its first reading to its newest: its numerator or its denominator."""
    columns = [
        Column(_("Rate"), Kind.LINK),
        Column(_("First reading"), Kind.MONTH, on=On.SCREEN),
        Column(_("First reading"), Kind.MONTH, on=IN_FILES),
        Column(_("Rate at first"), Kind.SHARE, on=IN_FILES),
        Column(_("Newest reading"), Kind.MONTH, on=On.SCREEN),
        Column(_("Newest reading"), Kind.MONTH, on=IN_FILES),
        Column(_("Newest rate"), Kind.SHARE, on=IN_FILES),
        Column(_("Change (points)"), Kind.POINTS),
        Column(_("By the numerator"), Kind.POINTS),
        Column(_("By the denominator"), Kind.POINTS),
        Column(_("Denominator from"), Kind.NUMBER),
        Column(_("Denominator to"), Kind.NUMBER),
        Column(_("Times it changed"), Kind.NUMBER),
    ]
    rows = [
        [
            Link(drift.name, "coverage", {"rate": drift.code}),
            *_reading_cells(drift.first),
            *_reading_cells(drift.last),
            drift.change_points,
            drift.numerator_points,
            drift.denominator_points,
            drift.first.denominator,
            drift.last.denominator,
            drift.denominator_changes,
        ]
        for drift in drifts
    ]
    return Table("moved", title, columns, rows, is_demo)


def _reading_cells(reading: Reading) -> list[Cell]:
    """The month of a reading with its rate as a screen shows them, and the two apart."""
    return [Noted(reading.month, numbers.share(reading.rate)), reading.month, reading.rate]


def readings_table(title: str, readings: Sequence[Reading], is_demo: bool = False) -> Table:
    """Readings of one rate in the order given, each with its cell."""
    columns = [
        Column(_("Month"), Kind.MONTH, on=On.SCREEN),
        Column(_("Month"), Kind.MONTH, on=IN_FILES),
        Column(_("Numerator"), Kind.NUMBER),
        Column(_("Denominator"), Kind.NUMBER),
        Column(_("Rate"), Kind.SHARE),
        Column(_("Change (points)"), Kind.POINTS),
        Column(_("By the numerator"), Kind.POINTS),
        Column(_("By the denominator"), Kind.POINTS),
        Column(_("Note"), Kind.LONG, on=IN_FILES),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    rows = [
        [
            Noted(reading.month, note) if note else reading.month,
            reading.month,
            reading.numerator,
            reading.denominator,
            reading.rate,
            reading.change_points,
            reading.numerator_points,
            reading.denominator_points,
            reading.note,
            sources([reading.source], target=reading.code),
        ]
        for reading in readings
        for note in [reading.note or ("" if reading.denominator is not None else _("given as a rate only"))]
    ]
    return Table("readings", title, columns, rows, is_demo)
