"""Reading the rows of one table or form: each column by its parser, and every cell that is doubtful reported."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from loaders.cells import AS_THEY_STAND, READERS, ColumnContext
from loaders.headers import accumulation
from loaders.known import KnownPlan
from loaders.parse import Doubt
from loaders.problems import Problem, problem
from loaders.sheet_xml import Formula
from loaders.tables import SECTION, Form, Table, section_name
from loaders.workbook import DAYS_TO_1904, Grid, TimeLimit, cell_name, column_letter
from words.kinds import Column, Content, Kind, Rows, row_keys
from words.terms import Comparator

# What the notes above a table say where a state is shown by colours alone, which nobody can read: 红色表示滞后.
COLOURS = re.compile(r"[红黄绿蓝橙]色|颜色|色块|标色")
# 第一个为牵头单位, 排第一位的单位牵头: what is said above a table of its lists of units.
FIRST_LEADS = re.compile(r"第一(?:位|个)?的?(?:单位|部门)?[为是]?牵头")
PLAIN_TYPES = {str, date, datetime}  # of values that are read the same wherever they stand


@dataclass
class SheetContext:
    """What the tables of a sheet are read within: the workbook's plan and month, the plan as it is stored, and the problems found so far.

    table_year: the year of months and days written without one. titles: what stands above the tables, and the sheet's name.
    """

    plan_code: str
    month: str | None
    table_year: int | None
    plan: KnownPlan | None
    time_limit: TimeLimit
    titles: str = ""
    problems: list[Problem] = field(default_factory=list)

    def column(self, header: str) -> ColumnContext:
        """What the cells of the column under a header are read within."""
        return ColumnContext(
            self.month,
            self.table_year,
            self.plan.ends_on if self.plan else None,
            header,
            first_leads=FIRST_LEADS.search(self.titles) is not None,
        )

    def report(self, doubts: Iterable[Doubt], sheet: str, cell: str, column: str, value: object) -> None:
        for doubt in doubts:
            self.problems.append(
                problem(doubt.code, sheet=sheet, cell=cell, column=column, value=value, **doubt.details)
            )


def read_table(table: Table, context: SheetContext) -> list[Rows]:
    """The rows of a table; of one with a column for each month, those of each month apart.

    Empty when a column is missing that the kind cannot do without, and for a template that nobody filled in.
    """
    grid, header = table.grid, table.header
    for column in table.missing:
        cell = cell_name(table.first_row, table.span[0])
        context.problems.append(
            problem("missing-column", sheet=grid.name, cell=cell, column=column.header, kind=table.kind.name)
        )
    if table.missing or _leave_out_unfilled(table, context):
        return []
    _report_columns(table, context)
    values: dict[str, list] = {}
    letters: dict[str, str] = {}
    filled: dict[str, list] = {}  # what cells say besides the fields of their own column
    filled_letters: dict[str, str] = {}
    for at, column in table.columns.items():
        context.time_limit.check()
        names = (*column.fields, *column.fills)
        for name, cells in zip(names, _read_column(table, at, column, context), strict=True):
            (values if name in column.fields else filled)[name] = cells
            (letters if name in column.fields else filled_letters)[name] = column_letter(at)
    _fill_in(table, values, letters, filled, filled_letters, context)
    if SECTION in table.columns:
        del letters["section"]  # it stands in rows of its own
    _check_totals(table, values, context)
    _find_codes(table, values, letters, context)
    numbers = [row + 1 for row in table.rows]
    if table.continued:
        numbers = _fold(table, values, letters, context)
    header_rows = tuple(row + 1 for row in header.rows)
    if header.months:
        return _month_rows(table, values, letters, header_rows, context)
    return [rows_of(table.kind, grid.name, header_rows, values, letters, numbers, context)]


def rows_of(
    kind: Kind,
    sheet: str,
    header_rows: tuple[int, ...],
    values: dict[str, list],
    letters: dict[str, str],
    numbers: list[int],
    context: SheetContext,
) -> Rows:
    """Columns of values as rows with their keys. A monthly ledger without a month in the row is for the month it reports."""
    if kind.is_monthly and ("month" in values or context.month is not None):
        months = values.get("month", [None] * len(numbers))
        values["month"] = [month or context.month for month in months]
        letters.setdefault("month", next(iter(letters.values()), "A"))
    fields = tuple(name for name in kind.field_names if name in values)
    rows = list(zip(*(values[name] for name in fields), strict=True))
    blank = [None] * len(numbers)
    keys = row_keys(context.plan_code, [values.get(name, blank) for name in kind.key_fields], len(numbers))
    return Rows(kind.name, sheet, header_rows, fields, letters, keys, numbers, rows)


def read_form(form: Form, grid: Grid, context: SheetContext) -> dict[str, tuple[object, str]]:
    """The fields of a vertical form: {field: (value, cell)}."""
    fields: dict[str, tuple[object, str]] = {}
    for column, origin, label in form.columns():
        cell = cell_name(*origin)
        values, doubts = _parse(_cell_key(grid, *origin), column, context.column(label))
        context.report(doubts, grid.name, cell, label, grid.value(*origin))
        if column.is_filled and values[0] is None and not doubts:
            context.problems.append(problem("missing-value", sheet=grid.name, cell=cell, column=label))
        fields.update({name: (value, cell) for name, value in zip(column.fields, values, strict=False)})
        for name, value in zip(column.fills, values[len(column.fields) :], strict=True):
            if value is not None:
                fields.setdefault(name, (value, cell))
    for column in form.missing:
        context.problems.append(
            problem("missing-column", sheet=grid.name, column=column.header, kind=form.kind.name)
        )
    return fields


# --- one table ----------------------------------------------------------------------------------------------


def _report_columns(table: Table, context: SheetContext) -> None:
    """Columns that are not read although something stands in them, and cells that are taken from above."""
    grid, header = table.grid, table.header
    last = header.rows[-1]
    for at in header.twice:
        context.problems.append(
            problem("column-twice", sheet=grid.name, cell=cell_name(last, at), column=table.text(at))
        )
    for at in header.unread:
        if any(_is_written(grid, row, at) for row in table.rows):
            context.problems.append(
                problem("column-not-read", sheet=grid.name, cell=cell_name(last, at), column=table.text(at))
            )
    for at, column in header.columns.items():
        if column.content is not Content.TASK_STATE or not COLOURS.search(context.titles) or not table.rows:
            continue
        if not any(_is_written(grid, row, at) for row in table.rows):
            cell = cell_name(last, at)
            context.problems.append(
                problem("colour-not-read", sheet=grid.name, cell=cell, column=table.text(at))
            )
    for at, row in table.filled.items():
        above = cell_name(*table.cell_for(row, at))
        context.problems.append(
            problem(
                "filled-from-above",
                sheet=grid.name,
                cell=cell_name(row, at),
                column=table.text(at),
                expected=above,
            )
        )


def _leave_out_unfilled(table: Table, context: SheetContext) -> bool:
    """Leave out the rows of a template that nobody filled in; whether that was all of them.

    They are not blank rows: their codes and names were written into the template beforehand. A table of
    nothing else is no zero report either, since nobody reported it.
    """
    kind, grid = table.kind, table.grid
    columns = {name: at for at, column in table.header.columns.items() for name in column.fields}
    asked = [columns[name] for name in kind.filled_by if name in columns]
    asked += table.header.months
    key = next((columns[name] for name in kind.field_names if name in columns), None)
    if not asked or key is None:
        return False
    unfilled = [
        row
        for row in table.rows
        if _is_written(grid, *table.cell_for(row, key))
        and not any(_is_written(grid, row, at) for at in asked)
    ]
    if unfilled and unfilled == table.rows:
        cell = cell_name(table.first_row, table.span[0])
        context.problems.append(problem("table-not-filled-in", sheet=grid.name, cell=cell))
        return True
    for row in unfilled:
        if row not in table.continued:
            cell, column = cell_name(row, asked[0]), table.text(asked[0])
            context.problems.append(problem("not-filled-in", sheet=grid.name, cell=cell, column=column))
    left_out = set(unfilled)
    table.rows = [row for row in table.rows if row not in left_out]
    return False


def _is_written(grid: Grid, row: int, column: int) -> bool:
    return str(grid.value(row, column)).strip() != ""


def _read_column(table: Table, at: int, column: Column, context: SheetContext) -> list[list]:
    """Read one column of a table, field by field. Equal cells are parsed once."""
    header, sheet = table.text(at), table.grid.name
    column_context = context.column(header)
    keys = _cell_keys(table, at)
    distinct = dict.fromkeys(keys)
    plain_cells = AS_THEY_STAND.get(column.content)
    as_they_stand = plain_cells(distinct) if plain_cells else ()
    parsed = {
        key: ((key,), ()) if key in as_they_stand else _parse(key, column, column_context) for key in distinct
    }
    doubtful = {
        key for key, (values, doubts) in parsed.items() if doubts or (column.is_filled and values[0] is None)
    }
    reported: set[tuple[int, int]] = set()  # a merged cell is one cell, however many rows read it
    for row, key in zip(table.rows, keys, strict=True) if doubtful else ():
        origin = table.cell_for(row, at)
        if key not in doubtful or origin in reported or row in table.continued:
            continue
        reported.add(origin)
        if doubts := parsed[key][1]:
            context.report(doubts, sheet, cell_name(*origin), header, _value(key))
        else:
            context.problems.append(
                problem("missing-value", sheet=sheet, cell=cell_name(*origin), column=header)
            )
    count = len(column.fields) + len(column.fills)
    return [[parsed[key][0][index] for key in keys] for index in range(count)]


def _fill_in(
    table: Table,
    values: dict[str, list],
    letters: dict[str, str],
    filled: dict[str, list],
    filled_letters: dict[str, str],
    context: SheetContext,
) -> None:
    """Take what cells say besides their own fields, where no other column says it: 力争不少于90项 beside a blank 比较关系.

    Two comparators that differ are told.
    """
    for name, others in filled.items():
        if name not in values:
            if any(value is not None for value in others):
                values[name], letters[name] = others, filled_letters[name]
            continue
        own = values[name]
        if name == "comparator":
            for row, mine, other in zip(table.rows, own, others, strict=True):
                if mine and other and Comparator.EQUAL not in (mine, other) and mine != other:
                    both = "、".join(Comparator(comparator).cell for comparator in (mine, other))
                    cell = f"{filled_letters[name]}{row + 1}"
                    context.report([Doubt("mixed-comparators", both)], table.grid.name, cell, "", both)
        values[name] = [other if mine is None else mine for mine, other in zip(own, others, strict=True)]


@dataclass(frozen=True)
class CellKey:
    """All that the reading of a cell depends on, where that is more than its value. 1 and True are equal, so types count."""

    type: type
    value: object
    is_percent_format: bool = False
    is_date_format: bool = False
    is_month_format: bool = False


def _cell_keys(table: Table, at: int) -> list[Hashable]:
    """What each cell of a column is read from: its text or date, else a CellKey."""
    grid, moved = table.grid, table.moved.get(at)
    if at == SECTION:
        return [
            section_name(str(grid.value(*moved[row]))) if moved and row in moved else "" for row in table.rows
        ]
    if moved:
        return [_cell_key(grid, *moved.get(row, (row, at))) for row in table.rows]
    values = table.values(at)
    plain_types = {str} if grid.has_month_formats else PLAIN_TYPES
    if plain_types.issuperset(map(type, values)):
        return values
    return [
        value if type(value) in plain_types else _cell_key(grid, row, at)
        for row, value in zip(table.rows, values, strict=True)
    ]


def _cell_key(grid: Grid, row: int, at: int) -> Hashable:
    value = grid.value(row, at)
    if isinstance(value, date) and grid.has_month_formats and grid.is_month(row, at):
        return CellKey(type(value), value, is_month_format=True)
    if type(value) in PLAIN_TYPES:
        return value
    if not isinstance(value, (int, float)):
        return CellKey(type(value), value)
    is_date = grid.is_date(row, at)
    if is_date and grid.counts_from_1904:
        value += DAYS_TO_1904
    return CellKey(type(value), value, grid.is_percent(row, at), is_date)


def _value(key: Hashable) -> object:
    return key.value if isinstance(key, CellKey) else key


def _parse(key: Hashable, column: Column, context: ColumnContext) -> tuple[tuple, tuple[Doubt, ...]]:
    read = READERS[column.content]
    if not isinstance(key, CellKey):
        return read(key, context)
    if key.type is Formula:
        return (None,) * (len(column.fields) + len(column.fills)), (Doubt("no-cached-value"),)
    in_cell = replace(
        context,
        is_percent_format=key.is_percent_format,
        is_date_format=key.is_date_format,
        is_month_format=key.is_month_format,
    )
    return read(key.value, in_cell)


def _check_totals(table: Table, values: dict[str, list], context: SheetContext) -> None:
    """Total rows are no data, but what they say of a count is compared with the sum of their rows."""
    indexes = {row: index for index, row in enumerate(table.rows)}
    for at, column in table.header.columns.items() if table.totals else ():
        if column.content is not Content.COUNT:
            continue
        for row, summed in table.totals:
            (total,), doubts = _parse(_cell_key(table.grid, row, at), column, context.column(table.text(at)))
            parts = [values[column.fields[0]][indexes[part]] for part in summed if part in indexes]
            if total is None or doubts or None in parts or total == sum(parts):
                continue
            context.problems.append(
                problem(
                    "total-differs",
                    sheet=table.grid.name,
                    cell=cell_name(row, at),
                    column=table.text(at),
                    value=total,
                    expected=sum(parts),
                )
            )


def _find_codes(
    table: Table, values: dict[str, list], letters: dict[str, str], context: SheetContext
) -> None:
    """Give rows that name their target or task, without its code, the code that the plan has for the name."""
    reference, plan = table.kind.reference, context.plan
    if reference is None or reference.name is None or plan is None:
        return
    code, name = reference.code, reference.name
    if code in values or name not in values:
        return
    values[code] = [plan.code_named(reference.kind, text) if text else None for text in values[name]]
    letters[code] = letters[name]
    for row, text, row_code in zip(table.rows, values[name], values[code], strict=True):
        if row_code is None and row not in table.continued:
            context.problems.append(
                problem(
                    reference.problem,
                    sheet=table.grid.name,
                    cell=f"{letters[name]}{row + 1}",
                    column=table.kind.header(name),
                    value=text,
                    suggestion=plan.nearest_name(reference.kind, text or ""),
                )
            )


def _fold(table: Table, values: dict[str, list], letters: dict[str, str], context: SheetContext) -> list[int]:
    """Put rows that continue the one above into it: texts below one another, lists together. Gives the rows' numbers."""
    kept = [index for index, row in enumerate(table.rows) if row not in table.continued]
    for name, column in values.items():
        for index, row in enumerate(table.rows):
            if row not in table.continued or column[index] is None:
                continue
            first = max((other for other in kept if other < index), default=index)
            above, here = column[first], column[index]
            if above is None or above == here:
                column[first] = here
            elif isinstance(here, str) and isinstance(above, str):
                column[first] = above if here in above.split("\n") else f"{above}\n{here}"
            elif isinstance(here, list) and isinstance(above, list):
                column[first] = list(dict.fromkeys([*above, *here]))
            else:
                context.problems.append(
                    problem(
                        "split-row",
                        sheet=table.grid.name,
                        cell=f"{letters.get(name, 'A')}{row + 1}",
                        column=table.kind.header(name),
                        value=here,
                        expected=above,
                    )
                )
        values[name] = [column[index] for index in kept]
    return [table.rows[index] + 1 for index in kept]


# --- one column a month -------------------------------------------------------------------------------------


def _month_rows(
    table: Table,
    values: dict[str, list],
    letters: dict[str, str],
    header_rows: tuple[int, ...],
    context: SheetContext,
) -> list[Rows]:
    """A table with a column or two for each month as rows: for each month those of which a cell is filled."""
    grid, kind = table.grid, table.kind
    kept = [row for row in table.rows if row not in table.continued]
    month_rows = []
    columns_of: dict[str, list[int]] = {}
    for at, month_column in table.header.months.items():
        columns_of.setdefault(month_column.month, []).append(at)
    for month, columns in columns_of.items():
        at = columns[0]
        if len(month) == 2:  # the header names no year
            if context.table_year is None:
                cell = cell_name(table.header.rows[-1], at)
                context.report([Doubt("year-missing")], grid.name, cell, table.text(at), table.text(at))
                return []
            month = f"{context.table_year}-{month}"
        filled = [
            index for index, row in enumerate(kept) if any(_is_written(grid, row, at) for at in columns)
        ]
        if not filled:
            continue
        month_values = {name: [column[index] for index in filled] for name, column in values.items()}
        month_values["month"] = [month] * len(filled)
        month_letters = letters | {"month": column_letter(at)}
        for at in columns:
            field_name = _accumulation(table.header.months[at].text, context.titles) or "value"
            (cells,) = _read_column(replace(table, rows=kept), at, kind.column(field_name), context)
            month_values[field_name] = [cells[index] for index in filled]
            month_letters[field_name] = column_letter(at)
        numbers = [kept[index] + 1 for index in filled]
        month_rows.append(
            rows_of(kind, grid.name, header_rows, month_values, month_letters, numbers, context)
        )
    headers = [month_column.text for month_column in table.header.months.values()]
    if month_rows and not any(_accumulation(header, context.titles) for header in headers):
        _report_accumulation(table, values, context)
    return month_rows


def _accumulation(header: str, titles: str) -> str | None:
    """Which field the values of a month's column are: its own header says it, else what stands above the table."""
    return accumulation(header) or accumulation(titles)


def _report_accumulation(table: Table, values: dict[str, list], context: SheetContext) -> None:
    """Rates stand for themselves; of counts it must be said whether they are of the month alone."""
    reference, targets = table.kind.reference, context.plan.targets if context.plan else {}
    rates = {code for code, target in targets.items() if target.is_rate}
    codes = values.get(reference.code, []) if reference and reference.kind == "targets" else [None]
    if any(code not in rates for code in codes):
        at = next(iter(table.header.months))
        cell = cell_name(table.header.rows[-1], at)
        context.problems.append(
            problem("accumulation-unsaid", sheet=table.grid.name, cell=cell, column=table.text(at))
        )
