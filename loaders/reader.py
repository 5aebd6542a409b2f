"""Reading one workbook: what it is, its rows, and everything that is wrong with it, all at once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.checks import check
from loaders.headers import header_key, likely_header
from loaders.known import HeaderMapping, Headers, Known
from loaders.parse.month import format_month, parse_month
from loaders.problems import PROBLEM_TITLE, problem
from loaders.result import Reading, Unsure
from loaders.rows import Frame, read_form, read_table, rows_of
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
    known: Known,
    *,
    plan_code: str | None = None,
    unit: str | None = None,
    month: str | None = None,
) -> Reading:
    """Read every table of a workbook and check it, by itself and against what is known.

    Plan, unit and month are taken from the arguments, else from the remarks above the tables
    (规划代码, 填报单位, 填报月份). All problems are collected; errors mean the workbook must not be saved.
    """
    # The list of problems of an earlier round comes back with the mended workbook.
    grids = [grid for grid in workbook.grids if grid.value(0, 0) != PROBLEM_TITLE]
    deadline = TimeLimit(workbook.file)
    found = _find(grids, {}, deadline)
    notes = _workbook_remarks(found)
    reading = Reading(
        workbook,
        plan_code=plan_code or _first(notes, PLAN_LABELS),
        unit=unit or _first(notes, UNIT_LABELS),
        month=month,
        is_demo=any(DEMO_WORDS in str(value) for grid in grids for row in grid.rows[:5] for value in row),
    )
    plan = known.plans.get(reading.plan_code or "")
    if plan is not None and reading.unit is not None:
        reading.unit = plan.units.get(reading.unit, reading.unit)
    mappings = known.mappings.get((reading.plan_code or "", reading.unit or ""), {})
    if mappings:
        found = _find(grids, mappings, deadline)
    if month is None:
        _read_month(reading, found, notes)
    for name in workbook.hidden:
        reading.problems.append(problem("hidden-sheet", sheet=name))
    if not any(each.tables or each.forms for each in found):
        reading.problems.append(problem("no-table", sheet=grids[0].name if grids else ""))
        reading.unsure = [unsure for each in found if (unsure := _unsure_sheet(each.grid))]
        return reading
    for each in found:
        _read_sheet(reading, each, known, deadline)
    check(reading, known)
    return reading


@dataclass(frozen=True)
class Found:
    """What was found on a sheet: its tables or, where there are none, its vertical forms."""

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
    grids: Iterable[Grid], mappings: Mapping[Headers, HeaderMapping], deadline: TimeLimit
) -> list[Found]:
    found = []
    for grid in grids:
        tables, forms = find_tables(grid, mappings), find_forms(grid)
        # The labels of a form with two pairs in a row look like a small header.
        understood = max((len(table.columns) for table in tables), default=0)
        is_form = bool(forms) and len(forms[0].cells) > understood
        found.append(Found(grid, [] if is_form else tables, forms if is_form else []))
        deadline.check()
    return found


def _workbook_remarks(found: Iterable[Found]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for each in found:
        for label, (text, _row, _column) in remarks(each.grid, each.around, LABELS).items():
            notes.setdefault(label, text)
    return notes


def _first(notes: dict[str, str], labels: Iterable[str]) -> str | None:
    found = (notes[label] for label in labels if label in notes)
    return next((text for text in found if not NOT_FILLED_IN.fullmatch(text)), None)


def _read_month(reading: Reading, found: Iterable[Found], notes: dict[str, str]) -> None:
    """The month a workbook reports for: as remarked above its tables, else the one month that a title names, else that of its day."""
    text = _first(notes, MONTH_LABELS)
    if text is not None:
        reading.month = parse_month(text).value
        return
    day = parse_month(_first(notes, DAY_LABELS)).value
    for each in found:
        for row in range(min(each.top, FIRST_ROWS)):
            for column, value in enumerate(each.grid.rows[row]):
                if not isinstance(value, str) or any(label in value for label in DAY_LABELS):
                    continue
                months = set(TITLE_MONTH.findall(value))
                if len(months) == 1:
                    year, month = months.pop()
                    reading.month = f"{year}-{int(month):02d}"
                    if reading.month == day:
                        return
                    reading.problems.append(
                        problem(
                            "month-from-title",
                            sheet=each.grid.name,
                            cell=cell_name(row, column),
                            value=value,
                            expected=format_month(reading.month),
                        )
                    )
                    return
    reading.month = day


def _read_sheet(reading: Reading, found: Found, known: Known, deadline: TimeLimit) -> None:
    grid = found.grid
    above = [str(value) for row in grid.rows[: min(found.top, FIRST_ROWS)] for value in row if value != ""]
    titles = "".join([grid.name, *above])
    frame = Frame(
        reading.plan_code or "",
        reading.month,
        _table_year(reading.month, titles),
        known.plans.get(reading.plan_code or ""),
        deadline,
        titles,
        reading.problems,
    )
    parts: Counter[str] = Counter()
    for table in found.tables:
        if table.missing:
            reading.unsure.append(_unsure_table(table))
        if table.header.is_mapped:
            reading.explained.append(table.header.signature)
        for rows in read_table(table, frame):
            rows.part = parts[rows.kind]
            parts[rows.kind] += 1
            reading.sheets.append(rows)
    for form in found.forms:
        for rows in _form_rows(reading, grid, form, frame):
            rows.part = parts[rows.kind]
            parts[rows.kind] += 1
            reading.sheets.append(rows)
    if not found.tables and not found.forms and any(any(row) for row in grid.rows):
        reading.problems.append(problem("sheet-not-read", sheet=grid.name))
        if unsure := _unsure_sheet(grid):
            reading.unsure.append(unsure)
    _tell_hidden_rows(reading, grid, found.tables)


def _table_year(month: str | None, titles: str) -> int | None:
    """The year of a sheet, for dates without one: that of its month, else the one year that its titles name."""
    if month is not None:
        return int(month[:4])
    years = set(TITLE_YEAR.findall(titles))
    return int(years.pop()) if len(years) == 1 else None


def _form_rows(reading: Reading, grid: Grid, form: Form, frame: Frame) -> list[Rows]:
    """One row from a vertical form. Each field has a cell of its own, so cells are kept as whole addresses."""
    read = read_form(form, grid, frame)
    if form.missing and not form.spec.is_form:
        return []
    if form.spec.is_form:
        plan_code, _cell = read.pop("plan_code", (None, ""))
        reading.plan_code = frame.plan_code = str(plan_code or reading.plan_code or "")
        if not reading.plan_code:
            reading.plan_code = None
            return []
    values = {name: [value] for name, (value, _cell) in read.items()}
    cells = {name: cell for name, (_value, cell) in read.items()}
    numbers = [min(row for row, _at in form.cells.values()) + 1]
    return [rows_of(form.spec.kind, grid.name, (), values, cells, numbers, frame)]


# --- what a person has to say -------------------------------------------------------------------------------


def _unsure_table(table: Table) -> Unsure:
    header = table.header
    guessed = tuple(header.columns[at].header if at in header.columns else None for at in header.texts)
    return Unsure(
        table.grid.name,
        header.rows[-1] + 1,
        header.signature,
        tuple(header.texts.values()),
        table.spec.kind,
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


def _tell_hidden_rows(reading: Reading, grid: Grid, tables: list[Table]) -> None:
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
