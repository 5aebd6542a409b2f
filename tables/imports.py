"""Imports, and the values that a workbook changed or would change."""

from collections.abc import Sequence
from typing import Protocol

from metrics.imports import ChangeSort, Import, RowChange
from tables.cells import sources
from tables.table import Cell, Column, Kind, Link, Noted, NoteLook, Table
from words import N_, _, numbers
from words.kinds import KINDS
from words.numbers import as_typed

SORT_TITLES = {
    ChangeSort.CHANGED: N_("{kind}: changed values"),
    ChangeSort.NEW: N_("{kind}: new rows"),
    ChangeSort.WITHDRAWN: N_("{kind}: rows taken back"),
}


class ValueChange(Protocol):
    """A value of a stored row that changes; key: of its row."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def field(self) -> str | None: ...
    @property
    def before(self) -> object: ...
    @property
    def after(self) -> object: ...


def imports_table(imports: Sequence[Import]) -> Table:
    """Imports, each a link to what it changed."""
    columns = [
        Column(_("Import"), Kind.LINK),
        Column(_("Saved"), Kind.MOMENT),
        Column(_("By")),
        Column(_("File")),
        Column(_("Plan"), Kind.WORD),
        Column(_("Unit")),
        Column(_("Month"), Kind.MONTH),
        Column(_("Content")),
        Column(_("State"), Kind.WORD),
    ]
    rows = [_import_cells(row) for row in imports]
    is_demo = any(row.is_demo for row in imports)
    return Table("imports", _("History of imports"), columns, rows, is_demo=is_demo)


def _import_cells(row: Import) -> list[Cell]:
    state: Cell = state_of(row)
    if row.accepted_reason:
        state = Noted(state, _("Warnings accepted: {reason}").format(reason=row.accepted_reason))
    return [
        Link(str(row.import_id), "imports", {"number": str(row.import_id)}),
        row.saved_at,
        row.saved_by,
        Noted(row.file, _("Demonstration data"), NoteLook.BADGE) if row.is_demo else row.file,
        row.plan_code,
        row.unit,
        row.month,
        content_of(row),
        state,
    ]


def content_of(row: Import) -> str:
    """The kinds of rows in an import's workbook, and how many of each."""
    counts = [
        _("{kind}: {count} rows").format(kind=_(KINDS[kind].label), count=count)
        for kind, count in row.kinds.items()
    ]
    return "　".join(counts) or numbers.UNKNOWN


def state_of(row: Import) -> str:
    return _("Undone by {id}").format(id=row.undone_by) if row.undone_by else _("in force")


def changes_table(kind: str, sort: ChangeSort, changes: Sequence[RowChange]) -> Table:
    """The changes of one kind and sort that an import made: before and after of changed values, else the rows alone."""
    title = _(SORT_TITLES[sort]).format(kind=_(KINDS[kind].label))
    is_of_values = sort is ChangeSort.CHANGED
    columns = [*(_value_columns() if is_of_values else [Column(_("Row"))]), _source_column()]
    rows = [
        [*(_value_cells(change) if is_of_values else [row_name(change.key)]), sources([change.source])]
        for change in changes
    ]
    title = _("{title} ({count})").format(title=title, count=len(rows))
    return Table(f"{sort.value}-{kind}", title, columns, rows)


def preview_table(changes: Sequence[ValueChange]) -> Table:
    """The values that saving a workbook would change."""
    rows = [_value_cells(change) for change in changes]
    return Table("preview", _("What saving would change"), _value_columns(), rows)


def _value_columns() -> list[Column]:
    return [Column(_("Row")), Column(_("Changed field")), Column(_("Before")), Column(_("After"))]


def _value_cells(change: ValueChange) -> list[Cell]:
    header = KINDS[change.kind].header(change.field or "")
    return [row_name(change.key), header, as_stored(change.before), as_stored(change.after)]


def _source_column() -> Column:
    return Column(_("Source cell"), Kind.SOURCES)


def row_name(key: str) -> str:
    """A row's natural key as it is read: without the plan's code."""
    return key.split("|", 1)[-1].replace("|", " ")


def as_stored(value: object) -> str:
    """A value of a stored row as its workbook would show it."""
    return numbers.names(value) if isinstance(value, list) else as_typed(value) or numbers.UNKNOWN
