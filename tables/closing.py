"""Tables of closed months: their closings, what was restated since, and the statuses set by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics import summary
from metrics.board import Board
from metrics.closings import Closing
from metrics.overrides import GivenOverride, OverrideState
from metrics.restatement import Restatement, by_cell, figure_name
from metrics.rows import TargetRow
from metrics.rules import shipped_rule_sets
from tables.cells import sources
from tables.table import BLANK, Amount, Cell, Column, Kind, Link, Mark, Noted, On, Table
from tables.targets import changed_text
from words import _, numbers
from words.terms import Comparator, Status

OVERRIDE_SHAPES = {
    OverrideState.IN_FORCE: "●",
    OverrideState.NOT_BEGUN: "○",
    OverrideState.EXPIRED: "–",
    OverrideState.LIFTED: "–",
}


# --- months -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthClosings:
    """The closings of a month, the newest first; restated: how many figures since the one in force, None where not counted."""

    month: str
    closings: Sequence[Closing]
    restated: int | None

    @property
    def in_force(self) -> Closing | None:
        return next((closing for closing in self.closings if closing.is_in_force), None)


def closings_table(months: Sequence[MonthClosings]) -> Table:
    """Months that were ever closed: the closing in force, if any, and why earlier ones were opened again."""
    columns = [
        Column(_("Month"), Kind.LINK),
        Column(_("State"), Kind.STATUS),
        Column(_("Closed at"), Kind.MOMENT),
        Column(_("By whom")),
        Column(_("Import cut-off"), Kind.NUMBER),
        Column(_("Rule set")),
        Column(_("Restated"), Kind.NUMBER),
        Column(_("Opened again"), Kind.LONG),
    ]
    title = _("All months of the plan")
    return Table("closings", title, columns, [_closing_cells(month) for month in months])


def _closing_cells(month: MonthClosings) -> list[Cell]:
    current = month.in_force
    facts: list[Cell] = [BLANK] * 5  # blank, not unknown: there is nothing to tell of an open month
    if current:
        facts = [
            current.closed_at,
            current.closed_by,
            str(current.import_id),
            rules_named(current.rule_set),
            month_link(month.month, _("see there")) if month.restated is None else month.restated,
        ]
    opened = [
        _("{day}, {name}: {reason}").format(
            day=numbers.day(closing.reopened_at.astimezone().date()),
            name=closing.reopened_by or numbers.UNKNOWN,
            reason=closing.reopen_reason,
        )
        for closing in month.closings
        if closing.reopened_at is not None
    ]
    return [
        month_link(month.month, numbers.month(month.month)),
        closed_mark(current is not None),
        *facts,
        numbers.clauses(opened) or BLANK,
    ]


def month_link(month: str, text: str) -> Link:
    return Link(text, "months", {"month": month})


def closed_mark(is_closed: bool) -> Mark:
    """Whether a month is closed."""
    return Mark("closed", "■", _("Closed")) if is_closed else Mark("open", "□", _("Open"))


def rules_named(reference: str) -> str:
    """The name of a rule set by its reference, which an unknown one keeps."""
    names = {rules.reference: rules.name for rules in shipped_rule_sets()}
    return names.get(reference, reference)


# --- restated figures ---------------------------------------------------------------------------------------


def restatements_table(
    restatements: Iterable[Restatement], units_of_measure: Mapping[str, str | None]
) -> Table:
    """Figures of closed months that later imports changed, one a row. units_of_measure: of targets, by their codes."""
    columns = [
        Column(_("Month"), Kind.MONTH),
        Column(_("Target"), Kind.LONG),
        Column(_("Figure"), Kind.LONG),
        Column(_("As issued"), Kind.LONG),
        Column(_("As now known"), Kind.LONG),
        Column(_("Status as issued"), Kind.STATUS),
        Column(_("Status now"), Kind.STATUS),
        Column(_("Source cell"), Kind.SOURCES, on=On.FILE),
    ]
    rows: list[list[Cell]] = [
        [
            row.month,
            row.name,
            figure_name(row.figure),
            figure_cell(row, row.issued, units_of_measure),
            figure_cell(row, row.now, units_of_measure),
            row.issued_status,
            row.now_status,
            sources(change.source for change in row.changes),
        ]
        for row in restatements
    ]
    return Table("restatements", _("Figures of closed months that were restated"), columns, rows)


def restated_cells_table(
    title: str,
    restatements: Iterable[Restatement],
    units_of_measure: Mapping[str, str | None],
    is_demo: bool = False,
) -> Table:
    """The restated figures of one month with every cell that made a difference: a row for each figure and cell."""
    columns = [
        Column(_("Target code")),
        Column(_("Target"), Kind.LONG),
        Column(_("Figure")),
        Column(_("As issued")),
        Column(_("As now known")),
        Column(_("Source cell"), Kind.SOURCES),
        Column(_("Row")),
        Column(_("Before")),
        Column(_("After")),
        Column(_("By whom")),
        Column(_("Reason"), Kind.LONG),
    ]
    rows: list[list[Cell]] = [
        [
            row.target_code,
            row.name,
            figure_name(row.figure),
            figure_cell(row, row.issued, units_of_measure),
            figure_cell(row, row.now, units_of_measure),
            sources([change.source]) if change else None,
            change.row if change else None,
            _before_or_after(change.before) if change else None,
            _before_or_after(change.after) if change else None,
            change.saved_by if change else None,
            change.reason if change else None,
        ]
        for row, change in by_cell(restatements)
    ]
    return Table("restated", title, columns, rows, is_demo)


def figure_cell(row: Restatement, value: object, units_of_measure: Mapping[str, str | None]) -> Cell:
    """A restated figure as issued or now: a status, a date, or an amount in the unit of measure of its target."""
    match value:
        case None:
            return None
        case int() | float():
            return Amount(value, units_of_measure.get(row.target_code))
    match row.figure:
        case "status":
            return Status(str(value))
        case "comparator":
            return Comparator(str(value)).cell
        case "due_on":
            return date.fromisoformat(str(value))
    return str(value)


def _before_or_after(value: object) -> Cell:
    return value if isinstance(value, int | float) else changed_text(value)


def issued_and_now_table(issued: Board, now: Board) -> Table:
    """Every quantified target as issued beside what is known now."""
    columns = [
        Column(_("Target"), Kind.LINK),
        Column(_("Value as issued"), Kind.NUMBER),
        Column(_("Value now"), Kind.NUMBER),
        Column(_("Status as issued"), Kind.STATUS),
        Column(_("Status now"), Kind.STATUS),
    ]
    known_now = {row.code: row for row in now.targets}
    rows = []
    for target in summary.quantified(issued):
        current = known_now.get(target.code)
        rows.append(
            [
                _target_link(target),
                _amount(target.actual_value, target),
                _amount(current.actual_value, target) if current else None,
                target.status,
                current.status if current else None,
            ]
        )
    return Table("issued-and-now", _("The board as issued, and now"), columns, rows, issued.is_demo)


def _amount(value: float | None, target: TargetRow) -> Amount | None:
    return None if value is None else Amount(value, target.unit_of_measure)


def _target_link(target: TargetRow) -> Link:
    return Link(target.name, "targets", {"target": target.code})


# --- statuses set by hand -----------------------------------------------------------------------------------


def overrides_table(overrides: Sequence[GivenOverride], board: Board) -> Table:
    """Statuses set by hand beside those computed for the board's month, with what became of each."""
    columns = [
        Column(_("No.")),
        Column(_("Target"), Kind.LINK),
        Column(_("Set by hand"), Kind.STATUS),
        Column(_("Computed"), Kind.STATUS),
        Column(_("Months")),
        Column(_("By whom")),
        Column(_("Reason"), Kind.LONG),
        Column(_("State"), Kind.STATUS),
    ]
    targets = {target.code: target for target in board.targets}
    rows = [_override_cells(row, targets.get(row.override.target_code), board.month) for row in overrides]
    title = _("Statuses set by hand ({count})").format(count=len(rows))
    return Table("overrides", title, columns, rows, board.is_demo)


def _override_cells(row: GivenOverride, target: TargetRow | None, month: str) -> list[Cell]:
    override, state = row.override, row.state_in(month)
    mark: Cell = Mark(state.value, OVERRIDE_SHAPES[state], state.label)
    if row.lifted_at:
        mark = Noted(mark, numbers.moment(row.lifted_at))
    return [
        str(row.override_id),
        _target_link(target) if target else override.target_code,
        override.status,
        target.status if target else None,
        _("{first} to {last}").format(
            first=numbers.month(override.from_month), last=numbers.month(override.expires_month)
        ),
        override.decided_by,
        override.reason,
        mark,
    ]
