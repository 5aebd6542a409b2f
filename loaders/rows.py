"""Reading the rows of one table or form: each column by its parser, and every cell that is doubtful told."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from loaders.headers import accumulation
from loaders.kinds import Column, Context, cells
from loaders.known import KnownPlan
from loaders.parse import Doubt
from loaders.problems import Problem, problem
from loaders.sheet_xml import Formula
from loaders.tables import SECTION, Form, Table, section_name
from loaders.workbook import DAYS_TO_1904, Grid, TimeLimit, cell_name, column_letter
from words.kinds import KINDS, Rows, row_keys
from words.terms import Comparator

COLOURS = re.compile(r"[红黄绿蓝橙]色|颜色|色块|标色")
FIRST_LEADS = re.compile(r"第一(?:位|个)?的?(?:单位|部门)?[为是]?牵头")
PLAIN_TYPES = {str, date, datetime}  # of values that are read the same wherever they stand
# Where a row names its target or task instead of giving the code: the code's field, the name's, and the problem.
NAMED = {
    "indicators": ("target_code", "name", "unknown-target"),
    "task_reports": ("task_code", "title", "unknown-task"),
}


@dataclass
class Frame:
    """What a table is read within: the workbook's plan and month, the plan as it is stored, and the problems found so far.

    table_year: the year of months and days written without one. titles: what stands above the table, and the sheet's name.
    """

    plan_code: str
    month: str | None
    table_year: int | None
    plan: KnownPlan | None
    deadline: TimeLimit
    titles: str = ""
    problems: list[Problem] = field(default_factory=list)

    def context(self, header: str) -> Context:
        return Context(
            self.month,
            self.table_year,
            self.plan.ends_on if self.plan else None,
            header,
            first_leads=FIRST_LEADS.search(self.titles) is not None,
        )

    def tell(self, doubts: Iterable[Doubt], sheet: str, cell: str, column: str, value: object) -> None:
        for doubt in doubts:
            self.problems.append(
                problem(doubt.code, sheet=sheet, cell=cell, column=column, value=value, **doubt.details)
            )


def read_table(table: Table, frame: Frame) -> list[Rows]:
    """The rows of a table; of one with a column for each month, those of each month apart.

    Empty when a column is missing that the kind cannot do without, and for a template that nobody filled in.
    """
    grid, header = table.grid, table.header
    for column in table.missing:
        cell = cell_name(table.first_row, table.span[0])
        frame.problems.append(
            problem("missing-column", sheet=grid.name, cell=cell, column=column.header, kind=table.spec.kind)
        )
    if table.missing or _leave_out_unfilled(table, frame):
        return []
    _tell_columns(table, frame)
    values: dict[str, list] = {}
    letters: dict[str, str] = {}
    filled: dict[str, list] = {}  # what cells say besides the fields of their own column
    filled_letters: dict[str, str] = {}
    for at, column in table.columns.items():
        frame.deadline.check()
        names = (*column.fields, *column.fills)
        for name, read in zip(names, _read_column(table, at, column, frame), strict=True):
            (values if name in column.fields else filled)[name] = read
            (letters if name in column.fields else filled_letters)[name] = column_letter(at)
    _fill_in(table, values, letters, filled, filled_letters, frame)
    if SECTION in table.columns:
        del letters["section"]  # it stands in rows of its own
    _check_totals(table, values, frame)
    _find_codes(table, values, letters, frame)
    numbers = [row + 1 for row in table.rows]
    if table.continued:
        numbers = _fold(table, values, letters, frame)
    header_rows = tuple(row + 1 for row in header.rows)
    if header.months:
        return _month_rows(table, values, letters, header_rows, frame)
    return [rows_of(table.spec.kind, grid.name, header_rows, values, letters, numbers, frame)]


def rows_of(
    kind: str,
    sheet: str,
    header_rows: tuple[int, ...],
    values: dict[str, list],
    letters: dict[str, str],
    numbers: list[int],
    frame: Frame,
) -> Rows:
    """Columns of values as rows with their keys. A monthly ledger without a month in the row is for the month it reports."""
    of = KINDS[kind]
    if "month" in of.key_fields and ("month" in values or frame.month is not None):
        given = values.get("month", [None] * len(numbers))
        values["month"] = [month or frame.month for month in given]
        letters.setdefault("month", next(iter(letters.values()), "A"))
    fields = tuple(each.name for each in of.fields if each.name in values)
    rows = list(zip(*(values[name] for name in fields), strict=True))
    blank = [None] * len(numbers)
    keys = row_keys(frame.plan_code, [values.get(name, blank) for name in of.key_fields], len(numbers))
    return Rows(kind, sheet, header_rows, fields, letters, keys, numbers, rows)


def read_form(form: Form, grid: Grid, frame: Frame) -> dict[str, tuple[object, str]]:
    """The fields of a vertical form: {field: (value, cell)}."""
    found: dict[str, tuple[object, str]] = {}
    for column, place, label in form.columns():
        cell = cell_name(*place)
        read, doubts = _parse(_cell_key(grid, *place), column, frame.context(label))
        frame.tell(doubts, grid.name, cell, label, grid.value(*place))
        if column.is_filled and read[0] is None and not doubts:
            frame.problems.append(problem("missing-value", sheet=grid.name, cell=cell, column=label))
        found.update({name: (value, cell) for name, value in zip(column.fields, read, strict=False)})
        for name, value in zip(column.fills, read[len(column.fields) :], strict=True):
            if value is not None:
                found.setdefault(name, (value, cell))
    for column in form.missing:
        frame.problems.append(
            problem("missing-column", sheet=grid.name, column=column.header, kind=form.spec.kind)
        )
    return found


# --- one table ----------------------------------------------------------------------------------------------


def _tell_columns(table: Table, frame: Frame) -> None:
    """Columns that are not read although something stands in them, and cells that are taken from above."""
    grid, header = table.grid, table.header
    last = header.rows[-1]
    for at in header.twice:
        frame.problems.append(
            problem("column-twice", sheet=grid.name, cell=cell_name(last, at), column=table.text(at))
        )
    for at in header.unread:
        if any(_is_written(grid, row, at) for row in table.rows):
            frame.problems.append(
                problem("column-not-read", sheet=grid.name, cell=cell_name(last, at), column=table.text(at))
            )
    for at, column in header.columns.items():
        if "status" not in column.fields or not COLOURS.search(frame.titles) or not table.rows:
            continue
        if not any(_is_written(grid, row, at) for row in table.rows):
            cell = cell_name(last, at)
            frame.problems.append(
                problem("colour-not-read", sheet=grid.name, cell=cell, column=table.text(at))
            )
    for at, row in table.filled.items():
        above = cell_name(*table.cell_for(row, at))
        frame.problems.append(
            problem(
                "filled-from-above",
                sheet=grid.name,
                cell=cell_name(row, at),
                column=table.text(at),
                expected=above,
            )
        )


def _leave_out_unfilled(table: Table, frame: Frame) -> bool:
    """Leave out the rows of a template that nobody filled in; whether that was all of them.

    They are not blank rows: their codes and names were written into the template beforehand. A table of
    nothing else is no zero report either, since nobody reported it.
    """
    spec, grid = table.spec, table.grid
    places = {name: at for at, column in table.header.columns.items() for name in column.fields}
    asked = [places[name] for name in spec.filled_by if name in places]
    asked += table.header.months
    key = next((places[name] for name in KINDS[spec.kind].field_names if name in places), None)
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
        frame.problems.append(problem("table-not-filled-in", sheet=grid.name, cell=cell))
        return True
    for row in unfilled:
        if row not in table.continued:
            cell, column = cell_name(row, asked[0]), table.text(asked[0])
            frame.problems.append(problem("not-filled-in", sheet=grid.name, cell=cell, column=column))
    left_out = set(unfilled)
    table.rows = [row for row in table.rows if row not in left_out]
    return False


def _is_written(grid: Grid, row: int, column: int) -> bool:
    return str(grid.value(row, column)).strip() != ""


def _read_column(table: Table, at: int, column: Column, frame: Frame) -> list[list]:
    """Read one column of a table, field by field. Equal cells are parsed once."""
    header, sheet = table.text(at), table.grid.name
    context = frame.context(header)
    keys = _cell_keys(table, at)
    distinct = dict.fromkeys(keys)
    told_at_once = cells.AS_THEY_STAND.get(column.read)
    as_they_stand = told_at_once(distinct) if told_at_once else ()
    parsed = {key: ((key,), ()) if key in as_they_stand else _parse(key, column, context) for key in distinct}
    wants_telling = {
        key for key, (read, doubts) in parsed.items() if doubts or (column.is_filled and read[0] is None)
    }
    told: set[tuple[int, int]] = set()
    for row, key in zip(table.rows, keys, strict=True) if wants_telling else ():
        place = table.cell_for(row, at)
        if key not in wants_telling or place in told or row in table.continued:
            continue
        told.add(place)
        if doubts := parsed[key][1]:
            frame.tell(doubts, sheet, cell_name(*place), header, _value(key))
        else:
            frame.problems.append(
                problem("missing-value", sheet=sheet, cell=cell_name(*place), column=header)
            )
    count = len(column.fields) + len(column.fills)
    return [[parsed[key][0][place] for key in keys] for place in range(count)]


def _fill_in(
    table: Table,
    values: dict[str, list],
    letters: dict[str, str],
    filled: dict[str, list],
    filled_letters: dict[str, str],
    frame: Frame,
) -> None:
    """Take what cells say besides their own fields, where no other column says it: 力争不少于90项 beside a blank 比较关系.

    Two comparators that differ are told.
    """
    for name, said in filled.items():
        if name not in values:
            if any(value is not None for value in said):
                values[name], letters[name] = said, filled_letters[name]
            continue
        own = values[name]
        if name == "comparator":
            for row, mine, other in zip(table.rows, own, said, strict=True):
                if mine and other and Comparator.EQUAL not in (mine, other) and mine != other:
                    both = "、".join(Comparator(each).cell for each in (mine, other))
                    cell = f"{filled_letters[name]}{row + 1}"
                    frame.tell([Doubt("mixed-comparators", both)], table.grid.name, cell, "", both)
        values[name] = [other if mine is None else mine for mine, other in zip(own, said, strict=True)]


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


def _parse(key: Hashable, column: Column, context: Context) -> tuple[tuple, tuple[Doubt, ...]]:
    if not isinstance(key, CellKey):
        return column.read(key, context)
    if key.type is Formula:
        return (None,) * (len(column.fields) + len(column.fills)), (Doubt("no-cached-value"),)
    in_cell = replace(
        context,
        is_percent_format=key.is_percent_format,
        is_date_format=key.is_date_format,
        is_month_format=key.is_month_format,
    )
    return column.read(key.value, in_cell)


def _check_totals(table: Table, values: dict[str, list], frame: Frame) -> None:
    """Total rows are no data, but what they say of a count is compared with the sum of their rows."""
    places = {row: place for place, row in enumerate(table.rows)}
    for at, column in table.header.columns.items() if table.totals else ():
        if column.read is not cells.count:
            continue
        for row, summed in table.totals:
            (total,), doubts = _parse(_cell_key(table.grid, row, at), column, frame.context(table.text(at)))
            parts = [values[column.fields[0]][places[each]] for each in summed if each in places]
            if total is None or doubts or None in parts or total == sum(parts):
                continue
            frame.problems.append(
                problem(
                    "total-differs",
                    sheet=table.grid.name,
                    cell=cell_name(row, at),
                    column=table.text(at),
                    value=total,
                    expected=sum(parts),
                )
            )


def _find_codes(table: Table, values: dict[str, list], letters: dict[str, str], frame: Frame) -> None:
    """Give rows that name their target or task, without its code, the code that the plan has for the name."""
    if table.spec.kind not in NAMED or frame.plan is None:
        return
    code, name, unknown = NAMED[table.spec.kind]
    if code in values or name not in values:
        return
    plan, kind = frame.plan, table.spec.kind
    values[code] = [plan.code_named(kind, text) if text else None for text in values[name]]
    letters[code] = letters[name]
    for row, text, found in zip(table.rows, values[name], values[code], strict=True):
        if found is None and row not in table.continued:
            frame.problems.append(
                problem(
                    unknown,
                    sheet=table.grid.name,
                    cell=f"{letters[name]}{row + 1}",
                    column=table.spec.header(name),
                    value=text,
                    suggestion=plan.nearest_name(kind, text or ""),
                )
            )


def _fold(table: Table, values: dict[str, list], letters: dict[str, str], frame: Frame) -> list[int]:
    """Put rows that continue the one above into it: texts below one another, lists together. Gives the rows' numbers."""
    kept = [place for place, row in enumerate(table.rows) if row not in table.continued]
    for name, column in values.items():
        for place, row in enumerate(table.rows):
            if row not in table.continued or column[place] is None:
                continue
            first = max((each for each in kept if each < place), default=place)
            above, here = column[first], column[place]
            if above is None or above == here:
                column[first] = here
            elif isinstance(here, str) and isinstance(above, str):
                column[first] = above if here in above.split("\n") else f"{above}\n{here}"
            elif isinstance(here, list) and isinstance(above, list):
                column[first] = list(dict.fromkeys([*above, *here]))
            else:
                frame.problems.append(
                    problem(
                        "split-row",
                        sheet=table.grid.name,
                        cell=f"{letters.get(name, 'A')}{row + 1}",
                        column=table.spec.header(name),
                        value=here,
                        expected=above,
                    )
                )
        values[name] = [column[place] for place in kept]
    return [table.rows[place] + 1 for place in kept]


# --- one column a month -------------------------------------------------------------------------------------


def _month_rows(
    table: Table, values: dict[str, list], letters: dict[str, str], header_rows: tuple[int, ...], frame: Frame
) -> list[Rows]:
    """A table with a column or two for each month as rows: for each month those of which a cell is filled."""
    grid, spec = table.grid, table.spec
    kept = [row for row in table.rows if row not in table.continued]
    codes = values.get("target_code", [])
    found = []
    months: dict[str, list[int]] = {}
    for at, month_column in table.header.months.items():
        months.setdefault(month_column.month, []).append(at)
    for month, places_of_month in months.items():
        at = places_of_month[0]
        if len(month) == 2:
            if frame.table_year is None:
                cell = cell_name(table.header.rows[-1], at)
                frame.tell([Doubt("year-missing")], grid.name, cell, table.text(at), table.text(at))
                return []
            month = f"{frame.table_year}-{month}"
        filled = [
            place
            for place, row in enumerate(kept)
            if any(_is_written(grid, row, at) for at in places_of_month)
        ]
        if not filled:
            continue
        part = {each: [given[place] for place in filled] for each, given in values.items()}
        part["month"] = [month] * len(filled)
        places = letters | {"month": column_letter(at)}
        for at in places_of_month:
            name = _accumulation(table.header.months[at].text, frame.titles)
            column = next(each for each in spec.columns if (name or "value") in each.fields)
            (read,) = _read_column(replace(table, rows=kept), at, column, frame)
            part[column.fields[0]] = [read[place] for place in filled]
            places[column.fields[0]] = column_letter(at)
        numbers = [kept[place] + 1 for place in filled]
        found.append(rows_of(spec.kind, grid.name, header_rows, part, places, numbers, frame))
    if found and not any(_accumulation(each.text, frame.titles) for each in table.header.months.values()):
        _tell_accumulation(table, codes, frame)
    return found


def _accumulation(header: str, titles: str) -> str | None:
    """Which field the values of a month's column are: its own header says it, else what stands above the table."""
    return accumulation(header) or accumulation(titles)


def _tell_accumulation(table: Table, codes: Sequence[str | None], frame: Frame) -> None:
    """Rates stand for themselves; of counts it must be said whether they are of the month alone."""
    rates = {code for code, target in frame.plan.targets.items() if target.is_rate} if frame.plan else set()
    if any(code not in rates for code in codes):
        at = next(iter(table.header.months))
        cell = cell_name(table.header.rows[-1], at)
        frame.problems.append(
            problem("accumulation-unsaid", sheet=table.grid.name, cell=cell, column=table.text(at))
        )
