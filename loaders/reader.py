"""Reading one workbook: what it is, its rows, and everything that is wrong with it, all at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.checks import check
from loaders.headers import header_key, likely_header
from loaders.known import Background, HeaderMapping, Headers
from loaders.parse.month import format_month, parse_month
from loaders.problems import PROBLEM_TITLE, problem
from loaders.result import Reading, Unsure
from loaders.rows import SheetContext, read_form, read_table, rows_of
from loaders.tables import Form, Table, find_forms, find_tables, remarks
from loaders.workbook import Grid, TimeLimit, Workbook, cell_name
from words.kinds import Rows

PLAN_LABELS = ("规划代码",)
UNIT_LABELS = ("填报单位", "报送单位", "填报部门", "报送部门", "填表单位")
MONTH_LABELS = ("填报月份", "报送月份", "统计月份", "月份")
DAY_LABELS = ("填报日期", "报送日期", "填报时间", "报送时间")  # often in the month after the one reported
LABELS = {*PLAN_LABELS, *UNIT_LABELS, *MONTH_LABELS, *DAY_LABELS}
NOT_FILLED_IN = re.compile(r"[\s_＿—…]*")
DEMO_WORDS = "演示数据"
FIRST_ROWS = 20  # where titles and remarks stand
TITLE_MONTH = re.compile(r"(20\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月")
TITLE_YEAR = re.compile(r"(20\d\d)\s*年")


def read_workbook(
    workbook: Workbook,
    background: Background,
    *,
    plan_code: str | None = None,
    unit: str | None = None,
    month: str | None = None,
    time_limit: TimeLimit | None = None,
) -> Reading:
    """Read every table of a workbook and check it, by itself and against what is stored.

    Plan, unit and month are taken from the arguments, else from the remarks above the tables
    (规划代码, 填报单位, 填报月份). All problems are collected; errors mean the workbook must not be saved.
    Raises WorkbookUnreadable when the time limit is over; by default its time begins now.
    """
    return check(read_tables(workbook, background, plan_code, unit, month, time_limit), background)


def read_tables(
    workbook: Workbook,
    background: Background,
    plan_code: str | None = None,
    unit: str | None = None,
    month: str | None = None,
    time_limit: TimeLimit | None = None,
) -> Reading:
    """The same without the checks across rows and against what was reported before."""
    time_limit = time_limit or TimeLimit(workbook.file)
    # The list of problems of an earlier round comes back with the mended workbook.
    grids = [grid for grid in workbook.grids if grid.value(0, 0) != PROBLEM_TITLE]
    sheets = _find(grids, {}, time_limit)
    notes = _workbook_remarks(sheets)
    reading = Reading(
        workbook,
        plan_code=plan_code or _first(notes, PLAN_LABELS),
        unit=unit or _first(notes, UNIT_LABELS),
        month=month,
        is_demo=any(DEMO_WORDS in str(value) for grid in grids for row in grid.rows[:5] for value in row),
    )
    plan = reading.plan(background)
    if plan is not None and reading.unit is not None:
        reading.unit = plan.units.get(reading.unit, reading.unit)
    reading.mappings = background.mappings.get((reading.plan_code or "", reading.unit or ""), {})
    if reading.mappings:
        sheets = _find(grids, reading.mappings, time_limit)
    if month is None:
        _read_month(reading, sheets, notes)
    for name in workbook.hidden:
        reading.problems.append(problem("hidden-sheet", sheet=name))
    reading.has_tables = any(sheet.tables or sheet.forms for sheet in sheets)
    if reading.has_tables:
        for sheet in sheets:
            _read_sheet(reading, sheet, background, time_limit)
    else:
        reading.problems.append(problem("no-table", sheet=grids[0].name if grids else ""))
        reading.unsure = [unsure for sheet in sheets if (unsure := _unsure_sheet(sheet.grid))]
    reading.problems_of_cells = tuple(reading.problems)
    return reading


@dataclass(frozen=True)
class SheetTables:
    """What stands on a sheet: its tables or, where there are none, its vertical forms."""

    grid: Grid
    tables: list[Table]
    forms: list[Form]

    @property
    def top(self) -> int:
        """The first row of the first table or form; all rows above it hold titles and remarks."""
        if self.tables:
            return self.tables[0].first_row
        return min(
            (row for form in self.forms for row, _at in form.cells.values()), default=len(self.grid.rows)
        )

    @property
    def around(self) -> list[int]:
        """The rows above and below all tables, as far as remarks may stand from them."""
        last = max((row for table in self.tables for row in table.rows), default=self.top)
        above = range(min(self.top, FIRST_ROWS))
        return [*above, *range(last + 1, min(last + 1 + FIRST_ROWS, len(self.grid.rows)))]


def _find(
    grids: Iterable[Grid], mappings: Mapping[Headers, HeaderMapping], time_limit: TimeLimit
) -> list[SheetTables]:
    sheets = []
    for grid in grids:
        tables, forms = find_tables(grid, mappings), find_forms(grid)
        # The labels of a form with two pairs in a row look like a small header.
        understood = max((len(table.columns) for table in tables), default=0)
        is_form = bool(forms) and len(forms[0].cells) > understood
        sheets.append(SheetTables(grid, [] if is_form else tables, forms if is_form else []))
        time_limit.check()
    return sheets


def _workbook_remarks(sheets: Iterable[SheetTables]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for sheet in sheets:
        for label, (text, _row, _column) in remarks(sheet.grid, sheet.around, LABELS).items():
            notes.setdefault(label, text)
    return notes


def _first(notes: dict[str, str], labels: Iterable[str]) -> str | None:
    texts = (notes[label] for label in labels if label in notes)
    return next((text for text in texts if not NOT_FILLED_IN.fullmatch(text)), None)


def _read_month(reading: Reading, sheets: Iterable[SheetTables], notes: dict[str, str]) -> None:
    """The month a workbook reports for: as remarked above its tables, else the one month that a title names, else that of its day."""
    text = _first(notes, MONTH_LABELS)
    if text is not None:
        reading.month = parse_month(text).value
        return
    reading.month = month_of_day = parse_month(_first(notes, DAY_LABELS)).value
    for sheet, row, column, month in _months_in_titles(sheets):
        reading.month = month
        if month != month_of_day:
            cell, title = cell_name(row, column), sheet.grid.rows[row][column]
            reading.problems.append(
                problem(
                    "month-from-title",
                    sheet=sheet.grid.name,
                    cell=cell,
                    value=title,
                    expected=format_month(month),
                )
            )
        return


def _months_in_titles(sheets: Iterable[SheetTables]) -> Iterator[tuple[SheetTables, int, int, str]]:
    """Each title that names one month: its sheet, row and column, and the month."""
    for sheet in sheets:
        for row in range(min(sheet.top, FIRST_ROWS)):
            for column, value in enumerate(sheet.grid.rows[row]):
                if not isinstance(value, str) or any(label in value for label in DAY_LABELS):
                    continue
                months = set(TITLE_MONTH.findall(value))
                if len(months) == 1:
                    year, month = months.pop()
                    yield sheet, row, column, f"{year}-{int(month):02d}"


def _read_sheet(reading: Reading, sheet: SheetTables, background: Background, time_limit: TimeLimit) -> None:
    grid = sheet.grid
    above = [str(value) for row in grid.rows[: min(sheet.top, FIRST_ROWS)] for value in row if value != ""]
    titles = "".join([grid.name, *above])
    context = SheetContext(
        reading.plan_code or "",
        reading.month,
        _table_year(reading.month, titles),
        reading.plan(background),
        time_limit,
        titles,
        reading.problems,
    )
    parts: Counter[str] = Counter()
    for table in sheet.tables:
        if table.missing:
            reading.unsure.append(_unsure_table(table))
        if table.header.is_mapped:
            reading.explained.append(table.header.signature)
        for rows in read_table(table, context):
            rows.part = parts[rows.kind]
            parts[rows.kind] += 1
            reading.sheets.append(rows)
    for form in sheet.forms:
        for rows in _form_rows(reading, grid, form, context):
            rows.part = parts[rows.kind]
            parts[rows.kind] += 1
            reading.sheets.append(rows)
    if not sheet.tables and not sheet.forms and any(any(row) for row in grid.rows):
        reading.problems.append(problem("sheet-not-read", sheet=grid.name))
        if unsure := _unsure_sheet(grid):
            reading.unsure.append(unsure)
    _report_hidden_rows(reading, grid, sheet.tables)


def _table_year(month: str | None, titles: str) -> int | None:
    """The year of a sheet, for dates without one: that of its month, else the one year that its titles name."""
    if month is not None:
        return int(month[:4])
    years = set(TITLE_YEAR.findall(titles))
    return int(years.pop()) if len(years) == 1 else None


def _form_rows(reading: Reading, grid: Grid, form: Form, context: SheetContext) -> list[Rows]:
    """One row from a vertical form. Each field has a cell of its own, so cells are kept as whole addresses."""
    fields = read_form(form, grid, context)
    if form.missing and not form.kind.is_form:
        return []
    if form.kind.is_form:
        plan_code, _cell = fields.pop("plan_code", (None, ""))
        reading.plan_code = context.plan_code = str(plan_code or reading.plan_code or "")
        if not reading.plan_code:
            reading.plan_code = None
            return []
    values = {name: [value] for name, (value, _cell) in fields.items()}
    cells = {name: cell for name, (_value, cell) in fields.items()}
    numbers = [min(row for row, _at in form.cells.values()) + 1]
    return [rows_of(form.kind, grid.name, (), values, cells, numbers, context)]


# --- what a person has to say -------------------------------------------------------------------------------


def _unsure_table(table: Table) -> Unsure:
    header = table.header
    guessed = tuple(header.columns[at].header if at in header.columns else None for at in header.texts)
    return Unsure(
        table.grid.name,
        header.rows[-1] + 1,
        header.signature,
        tuple(header.texts.values()),
        table.kind.name,
        guessed,
    )


def _unsure_sheet(grid: Grid) -> Unsure | None:
    """What looks most like a header on a sheet without a table."""
    likely = likely_header(grid)
    if likely is None:
        return None
    row, texts = likely
    written = tuple(texts.values())
    return Unsure(grid.name, row + 1, tuple(map(header_key, written)), written, None, (None,) * len(written))


def _report_hidden_rows(reading: Reading, grid: Grid, tables: list[Table]) -> None:
    """Hidden rows are read like any other; whoever sends the sheet may have forgotten them."""
    rows = [row for table in tables for row in table.rows if grid.is_hidden_row(row)]
    if rows:
        cell, numbers = cell_name(rows[0], 0), _ranges(row + 1 for row in rows)
        reading.problems.append(problem("hidden-rows", sheet=grid.name, cell=cell, expected=numbers))


def _ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers as people list them: 3, 5–9, 12."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and ends[-1][1] == number - 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in ends)
