"""Tables of units: how each does, which of its reports came, and what it is reminded of."""

from collections.abc import Mapping, Sequence
from typing import Literal

from metrics import summary
from metrics.reminders import Reminder
from metrics.reporting import MonthMark, ReportingRate
from metrics.units import Role, Standing, UnitItem, UnitScore
from tables.table import Cell, Column, Counts, Kind, Link, Mark, Noted, On, Table
from words import _, numbers
from words.kinds import KINDS
from words.terms import Notice

FILES = On.FILE | On.BRIEFING


def scores_table(
    scores: Sequence[UnitScore],
    items: Sequence[UnitItem],
    rates: Mapping[str, ReportingRate],
    is_demo: bool = False,
) -> Table:
    """How units do. A screen has room for shares and statuses alone, files and briefings have the numbers behind them.

    items: of the plan; rates: of the reports of a unit, by its name. What is known of no unit has no column.
    """
    columns = [
        Column(_("Unit name"), Kind.LINK, on=On.SCREEN),
        Column(_("Led targets and tasks"), Kind.COUNTS, on=On.SCREEN),
        Column(_("Targets on time"), Kind.SHARE, on=On.SCREEN),
        Column(_("Tasks on time"), Kind.SHARE, on=On.SCREEN),
        Column(_("Supports"), Kind.NUMBER, on=On.SCREEN),
        Column(_("Notices"), Kind.COUNTS, on=On.SCREEN),
        Column(_("Reports received"), Kind.SHARE, on=On.SCREEN),
        Column(_("Reports on time"), Kind.SHARE, on=On.SCREEN),
        Column(_("Score"), Kind.NUMBER, on=On.SCREEN),
        Column(_("Unit"), Kind.LONG, on=FILES),
        Column(_("Targets led"), Kind.NUMBER, on=FILES),
        Column(_("of these on schedule"), Kind.NUMBER, on=FILES),
        Column(_("Tasks led"), Kind.NUMBER, on=FILES),
        Column(_("on schedule"), Kind.NUMBER, on=FILES),
        *(Column(rung.label, Kind.NUMBER, on=FILES) for rung in Notice),
        Column(_("Reports due"), Kind.NUMBER, on=FILES),
        Column(_("Received"), Kind.NUMBER, on=FILES),
        Column(_("Reporting rate"), Kind.SHARE, on=FILES),
        Column(_("Rate on time"), Kind.SHARE, on=FILES),
    ]
    rows = [
        [*_screen_cells(score, items), *_file_cells(score, rates.get(score.unit or ""))] for score in scores
    ]
    title = _("Units: what they lead and what they reported")
    return Table("units", title, columns, rows, is_demo).without_blanks()


def _screen_cells(score: UnitScore, items: Sequence[UnitItem]) -> list[Cell]:
    name: Cell = unit_link(score.unit or "")
    if score.inferred:
        name = Noted(name, _("{count} inferred").format(count=score.inferred))
    led = summary.status_counts(
        item.status for item in items if item.unit == score.unit and item.role is Role.LEAD
    )
    notices = {rung: count for rung, count in score.notices.items() if count}
    return [
        name,
        Counts(led, is_strip=True) if led else None,
        on_time(score.targets),
        on_time(score.tasks),
        score.tasks_supported,
        Counts(notices) if notices else None,
        score.completeness,
        score.timeliness,
        score.score,
    ]


def _file_cells(score: UnitScore, rate: ReportingRate | None) -> list[Cell]:
    return [
        score.unit,
        score.targets.led,
        score.targets.on_schedule,
        score.tasks.led,
        score.tasks.on_schedule,
        *(score.notices[rung] or None for rung in Notice),
        rate.expected if rate else None,
        rate.received if rate else None,
        score.completeness,
        score.timeliness,
    ]


def unit_link(unit: str) -> Link:
    return Link(unit, "units", {"unit": unit})


def on_time(led: Standing) -> Cell:
    """The share on time, and of how many: those that cannot be judged yet are left out."""
    if led.on_time_share is None:
        return None
    count = _("{count} of {whole}").format(count=led.on_schedule, whole=led.judged)
    return Noted(led.on_time_share, count)


def matrix_table(
    title: str, by: Literal["unit", "kind"], marks: Sequence[MonthMark], is_demo: bool = False
) -> Table:
    """The reporting matrix: a row for each unit or kind of ledger, a column for each month."""
    months = sorted({mark.month for mark in marks})
    cells = {
        (mark.name, mark.month): Mark(mark.mark.value, mark.mark.shape, mark.mark.label) for mark in marks
    }
    columns = [Column(matrix_corner(by))]
    columns += [Column(numbers.month(month), Kind.STATUS) for month in months]
    rows = [
        [row_head(by, name), *(cells.get((name, month)) for month in months)]
        for name in dict.fromkeys(mark.name for mark in marks)
    ]
    return Table("matrix", title, columns, rows, is_demo)


def matrix_corner(by: Literal["unit", "kind"]) -> str:
    """What stands over the first column of a matrix of units, or of kinds of ledgers."""
    return _("Unit name") if by == "unit" else _("Ledger")


def row_head(by: Literal["unit", "kind"], name: str) -> str:
    return name if by == "unit" else _(KINDS[name].label)


def reminders_table(title: str, reminders: Sequence[Reminder], is_demo: bool = False) -> Table:
    """What units owe; a file has how long they have been silent, and the reminder ready to send."""
    columns = [
        Column(_("Unit name"), on=On.FILE),
        Column(_("Unit"), Kind.LONG, on=On.BRIEFING),
        Column(_("Ledgers"), Kind.NAMES),
        Column(_("Month"), Kind.MONTH),
        Column(_("Due date"), Kind.DAY),
        Column(_("Days overdue"), Kind.NUMBER, on=On.FILE),
        Column(_("Silent since"), Kind.MONTH, on=On.FILE),
        Column(_("In a row"), Kind.NUMBER, on=On.FILE),
        Column(_("Months missing"), Kind.NUMBER),
        Column(_("Last report"), Kind.MONTH),
        Column(_("Reminder"), Kind.LONG, on=On.FILE),
    ]
    rows: list[list[Cell]] = [
        [
            row.unit,
            row.unit,
            [_(KINDS[kind].label) for kind in row.kinds],
            row.month,
            row.due_on,
            row.days_overdue,
            row.since,
            row.running,
            row.times,
            row.newest_month,
            row.text,
        ]
        for row in reminders
    ]
    return Table("reminders", title, columns, rows, is_demo)
