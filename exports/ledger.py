"""The ledger that an office fills in: what the plan asks of it and what it reported before stand in it already.

    row 1   title, merged over the table
    row 2   规划代码：… | 填报单位：… | 填报月份：…
    row 3   header, with a note on every column
    row 4…  standards, trainings: the unit's rows as they are known, and blank rows for new ones
            indicators, task reports: the unit's targets and tasks; values where the month was reported before
    last    注：… (registers only)

What the unit reported for an earlier month stands beside, in a column that is not read: a value that is sent
back without being looked at would be a report that nobody made.
"""

import difflib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheets import (
    BODY,
    BOX,
    CHARACTER,
    DATE_FORMAT,
    DEMO_REMARK,
    FILL,
    HEADER,
    LINE_HEIGHT,
    NOT_IN_NAMES,
    RED_BODY,
    TITLE,
    Looks,
    Value,
    column_width,
    lay_out,
    length,
    lines,
    new_book,
    put,
    text,
    write_remarks,
)
from loaders.kinds import SPECS
from loaders.parse.month import format_month
from metrics.facts import Facts, plan_name, records
from metrics.reporting import duties
from words import N_, _
from words.errors import UnknownCode
from words.kinds import ALL_LEDGERS, KINDS, LEDGERS
from words.months import month_of
from words.numbers import as_typed
from words.terms import Measure, Stage, TaskState

HEADER_ROW = 3
BLANK_ROWS = 20
BLANK_HEIGHT = 26.0  # points
LAST_COLUMN = 16384  # of a sheet
SHARE_FORMAT, RATE_FORMAT = "0%", "0.0#%"  # a task's share is estimated, a rate is counted: 79.15%
KNOWN_FILL = PatternFill("solid", fgColor="F2F2F2")  # cells that are not to be filled in
UNLOCKED = Protection(locked=False)
LONGEST_LIST = 255  # characters; what Excel takes as the choices of a cell
REGISTER_NOTE = "注：没有内容可填的表即为零报告；不由本单位填报的表，请整张删除。"
NAMES = "participants"
LAST = "last"  # what was reported before; no field, so no reader knows its header
LAST_HEADER = "上次填报（供参考）"
AUTHOR = "规划目标监测"

Row = dict[str, Value]


@dataclass(frozen=True)
class Sheet:
    """What the sheet of a kind shows: {field: width in Chinese characters}, in order, and which are known already.

    `known` fields are locked where the row stands in the template. blank_rows: rows for what is new.
    """

    name: str
    widths: dict[str, float]
    known: frozenset[str]
    blank_rows: int = 0


SHEETS = {
    "standards": Sheet(
        "标准台账",
        {
            "name": 17,
            "section": 6,
            "direction": 6,
            "topic": 6,
            "nature": 5,
            "action": 4,
            "standard_number": 9.5,
            "stage": 5,
            "registered_on": 8,
            "published_on": 8,
            "effective_on": 8,
            "lead_units": 10,
            "note": 9,
        },
        frozenset({"name"}),
        BLANK_ROWS,
    ),
    "trainings": Sheet(
        "培训台账",
        {
            "title": 18,
            "training_type": 4,
            "held_on": 8,
            "organiser": 14,
            "attendances": 5,
            "participants": 14,
            "venue": 9,
            "note": 12,
        },
        frozenset({"title", "held_on"}),
        BLANK_ROWS,
    ),
    "indicators": Sheet(
        "指标台账",
        {
            "target_code": 5,
            "name": 17,
            LAST: 11,
            "value": 7,
            "month_value": 6,
            "numerator": 6,
            "denominator": 6,
            "unit_of_measure": 5,
            "note": 16,
        },
        frozenset({"target_code", "name", "unit_of_measure", LAST}),
    ),
    "task_reports": Sheet(
        "任务进展",
        {
            "task_code": 5,
            "title": 11,
            LAST: 7,
            "attained_share": 4.5,
            "status": 5,
            "progress_text": 20,
            "problem_text": 13,
            "next_step_text": 13,
            "note": 7,
        },
        frozenset({"task_code", "title", LAST}),
    ),
}
LEFT = {
    "name",
    "title",
    "organiser",
    "participants",
    "lead_units",
    "progress_text",
    "problem_text",
    "next_step_text",
    "note",
}

# How to fill in the column of a field; by kind where the field means different things.
NOTES = {
    "standards.name": N_("The full name, the same every month: it tells one standard from another."),
    "standards.section": N_("The field of the plan that the standard belongs to."),
    "standards.direction": N_("As in the plan, if it has directions."),
    "standards.topic": N_("As in the plan, if it has topics."),
    "standards.nature": N_("What it is, for example 标准."),
    "standards.action": N_("Choose 制定 or 修订."),
    "standards.standard_number": N_("Once it is published, for example DB12/T 1234-2022."),
    "standards.stage": N_("Choose the stage it has reached; the stages are those of GB/T 16733."),
    "standards.registered_on": N_("The day, for example 2023年5月12日. Blank if it is not there yet."),
    "standards.published_on": N_(
        "The day, for example 2023年5月12日. A standard counts as published from this day on."
    ),
    "standards.effective_on": N_("The day, for example 2023年5月12日. Blank if it is not set yet."),
    "standards.lead_units": N_("Names as in the plan; several are parted by “、”."),
    "standards.note": N_("Anything else worth knowing."),
    "trainings.title": N_("One row for every session; the name and the day tell them apart."),
    "trainings.training_type": N_("Choose 培训 or 宣贯, or write what it was."),
    "trainings.held_on": N_("The day, for example 2023年5月12日; the last one of several."),
    "trainings.organiser": N_("The unit that held it."),
    "trainings.attendances": N_("A whole number: how many people attended."),
    "trainings.participants": N_(
        "The names, parted by “、”; the unit in brackets behind those of another unit."
    ),
    "trainings.venue": N_("The place, or 线上."),
    "trainings.note": N_("Anything else worth knowing."),
    "indicators.target_code": N_("From the plan; please leave it as it is."),
    "indicators.name": N_("From the plan; please leave it as it is."),
    "indicators.value": N_(
        "The total since the plan began, up to the end of the month. "
        "A rate is written with its percent sign. Blank: not reported."
    ),
    "indicators.month_value": N_(
        "What was added in the month alone. It is enough where the total is not known; a rate has none."
    ),
    "indicators.numerator": N_("For rates: the number counted, if it is known."),
    "indicators.denominator": N_("For rates: the number that it is a part of, if it is known."),
    "indicators.unit_of_measure": N_("From the plan; please leave it as it is."),
    "indicators.note": N_("How it was counted, or why there is no value."),
    "indicators.last": N_("What is known from before, to compare with. This column is not read."),
    "task_reports.task_code": N_("From the plan; please leave it as it is."),
    "task_reports.title": N_("From the plan; please leave it as it is."),
    "task_reports.attained_share": N_("How much of the task is done, for example 60%."),
    "task_reports.status": N_("Choose the status at the end of the month."),
    "task_reports.progress_text": N_("What was done this month, in a sentence or two."),
    "task_reports.problem_text": N_(
        "What stands in the way, and whose help is needed. Blank if nothing does."
    ),
    "task_reports.next_step_text": N_("What comes next, and by when."),
    "task_reports.note": N_("Anything else worth knowing."),
    "task_reports.last": N_("What is known from before, to compare with. This column is not read."),
}

# The words to choose from; whether others are refused. Words in use already can be chosen as well.
CHOICES: dict[str, tuple[tuple[str, ...], bool]] = {
    "standards.stage": (tuple(Stage), True),
    "standards.action": (("制定", "修订"), False),
    "trainings.training_type": (("培训", "宣贯"), False),
    "task_reports.status": (tuple(state.cell for state in TaskState), True),
}


def ledger_template(kind: str, facts: Facts, unit: str, month: str) -> bytes:
    """The ledger of a kind (or ALL_LEDGERS: of all kinds) for a unit and month (YYYY-MM), as the bytes of an .xlsx file.

    `facts` are the plan's. Sent back untouched it reads without errors, and as nothing new where the month
    was reported. `unit` may be an alias; the ledger has the full name.
    ALL_LEDGERS leaves out tables that no target is counted from, unless the unit has rows in them.
    Raises UnknownCode for a unit that is not in the plan's list, a month before the plan, and an empty ledger:
    a plan without targets to report, or without tasks.
    """
    office = _Office(facts, unit, month)
    contents = _contents(kind, office)
    book = new_book()
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    book.properties.title = f"{facts.plan['title']} 月度台账（{format_month(month)}）"
    for name, rows in contents.items():
        _write(book.create_sheet(SHEETS[name].name), name, office, rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def ledger_template_pack(kind: str, facts: Facts, month: str) -> bytes:
    """The same of every unit that is to report in it (metrics.reporting.duties), as the bytes of a ZIP file.

    Raises UnknownCode for a month before the plan, and where nobody is to report.
    """
    units = _units_to_report(kind, facts)
    title = plan_name(facts.plan)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as pack:
        for unit in units:
            name = f"{unit}_{title}_{format_month(month)}.xlsx".translate(NOT_IN_NAMES)
            pack.writestr(name, ledger_template(kind, facts, unit, month))
    return file.getvalue()


def check_ledger_template(kind: str, facts: Facts, unit: str | None, month: str) -> None:
    """Raise what ledger_template, or without a unit ledger_template_pack, would raise; nothing is written."""
    for named in [unit] if unit else _units_to_report(kind, facts):
        _contents(kind, _Office(facts, named, month))


def _units_to_report(kind: str, facts: Facts) -> list[str]:
    units = list(dict.fromkeys(duty.unit for duty in duties(facts) if kind in (ALL_LEDGERS, duty.kind)))
    if not units:
        raise UnknownCode(
            _("Nobody is to report for the plan “{plan_code}” in this ledger.").format(
                plan_code=facts.plan["plan_code"]
            )
        )
    return units


def _contents(kind: str, office: "_Office") -> dict[str, list["Row"]]:
    """The rows of each kind that stands in a ledger; see ledger_template."""
    plan = office.facts.plan
    if plan["starts_on"] and office.month < month_of(plan["starts_on"]):
        raise UnknownCode(
            _("{month} lies before the plan, which starts in {start}.").format(
                month=office.month, start=month_of(plan["starts_on"])
            )
        )
    contents = {name: office.rows(name) for name in (LEDGERS if kind == ALL_LEDGERS else (kind,))}
    contents = {
        name: rows
        for name, rows in contents.items()
        if rows or (SHEETS[name].blank_rows and (kind == name or office.is_counted(name)))
    }
    if not contents:
        raise UnknownCode(
            _("The plan “{plan_code}” has nothing that would be reported in this ledger.").format(
                plan_code=plan["plan_code"]
            )
        )
    return contents


# --- what stands in it --------------------------------------------------------------------------------------


class _Office:
    """What the plan asks of a unit, and what the unit reported of it."""

    def __init__(self, facts: Facts, unit: str, month: str):
        self.facts, self.month = facts, month
        self.unit, self.names = _names(facts, unit)
        reports = records(facts.reports)
        self.imports = {row["import_id"] for row in reports if row["unit"] in self.names}
        self.reporting = {row["import_id"] for row in reports}
        self.is_demo = False  # once a row of a demonstration ledger stands in the template

    def is_counted(self, kind: str) -> bool:
        """Whether any target of the plan is counted from this kind of ledger."""
        return any(Measure(measure).ledger == kind for measure in self.facts.targets["measure"])

    def sheet(self, kind: str) -> Sheet:
        """What the sheet of a kind shows. People are asked by name only where a target counts them."""
        sheet = SHEETS[kind]
        if kind != "trainings" or Measure.TRAINED_PEOPLE in set(self.facts.targets["measure"]):
            return sheet
        return replace(sheet, widths={name: sheet.widths[name] for name in sheet.widths if name != NAMES})

    def rows(self, kind: str) -> list[Row]:
        """The rows of a kind, values by field; of registers all that is known, of monthly kinds what is asked."""
        match kind:
            case "standards" | "trainings":
                return self._register(kind)
            case "indicators":
                return [self._monthly(kind, "target_code", target) for target in self._targets()]
            case _:
                return [self._monthly(kind, "task_code", task) for task in self._tasks()]

    def _register(self, kind: str) -> list[Row]:
        """The rows that the unit reported, and those the plan itself gives it, in the order of their sheet."""
        own = [
            row
            for row in records(getattr(self.facts, kind))
            if row["import_id"] in self.imports
            or (row["import_id"] not in self.reporting and self._is_among(row.get("lead_units")))
        ]
        return [self._told(row) for row in sorted(own, key=lambda row: row["row"])]

    def _targets(self) -> list[dict]:
        asked = [
            target
            for target in records(self.facts.targets)
            if target["measure"] == Measure.REPORTED_INDICATOR
        ]
        return self._own(asked, "indicators", "target_code", ("lead_units",))

    def _tasks(self) -> list[dict]:
        return self._own(
            records(self.facts.tasks), "task_reports", "task_code", ("lead_units", "inferred_units")
        )

    def _own(self, rows: list[dict], kind: str, code: str, unit_fields: Sequence[str]) -> list[dict]:
        """The rows that name the unit in the first of the fields that is filled, or that it reported; else all."""
        reported = {
            row[code] for row in records(getattr(self.facts, kind)) if row["import_id"] in self.imports
        }
        named = [
            row
            for row in rows
            if row[code] in reported
            or self._is_among(next((row[name] for name in unit_fields if row[name]), None))
        ]
        return named or rows

    def _is_among(self, units: Iterable[str] | None) -> bool:
        return not self.names.isdisjoint(units or ())

    def _monthly(self, kind: str, code: str, asked: dict) -> Row:
        """The row of a target or task: as the unit reported it for the month, else with what is known from before."""
        known = [row for row in records(getattr(self.facts, kind)) if row[code] == asked[code]]
        names = {code, "name", "title", "unit_of_measure"} & set(KINDS[kind].field_names)
        row: Row = {name: asked[name] for name in names}
        before = [each for each in known if each["month"] < self.month]
        for each in known:
            if each["month"] == self.month and each["import_id"] in self.imports:
                row |= {name: value for name, value in self._told(each).items() if value is not None}
            elif each["month"] == self.month:
                before.append(each)  # another unit's report
        if before:
            latest = max(before, key=lambda each: each["month"])
            row[LAST] = _said(kind, self._told(latest), asked)
        return row

    def _told(self, row: dict) -> Row:
        """A stored row as it is written into cells; missing values are None."""
        self.is_demo = self.is_demo or self.facts.files[row["import_id"]][1]
        told = {name: _cell_value(value) for name, value in row.items()}
        if told.get("status"):
            told["status"] = TaskState(str(told["status"])).cell
        return told


def _names(facts: Facts, unit: str) -> tuple[str, set[str]]:
    """The unit's full name, and all names it goes by."""
    units = records(facts.units)
    for row in units:
        names = {name for name in (row["name"], row["short_name"], *(row["aliases"] or ())) if name}
        if unit in names:
            return row["name"], names
    if units and unit not in set(facts.reports["unit"]):
        near = difflib.get_close_matches(unit, [row["name"] for row in units], n=3, cutoff=0.3)
        known = "、".join(near or [row["name"] for row in units])
        raise UnknownCode(
            _("“{unit}” is not in the plan’s list of units. Did you mean one of: {known}?").format(
                unit=unit, known=known
            )
        )
    return unit, {unit}


def _cell_value(value: object) -> Value:
    match value:
        case float() if math.isnan(value):
            return None
        case float() if value.is_integer():
            return int(value)
        case list() | tuple():
            return "、".join(map(str, value)) or None
        case str() | int() | float() | date():
            return value
    return None


def _said(kind: str, row: Row, asked: dict) -> str:
    """What an earlier row said, in a few words: 2023年5月：60%，按序时."""
    if kind == "indicators":
        is_month_alone = row["value"] is None and row["month_value"] is not None
        value = row["month_value"] if is_month_alone else row["value"]
        is_rate = asked["unit_of_measure"] == "%" and isinstance(value, (int, float))
        said = [_percent(value) if is_rate else f"{as_typed(value)}{asked['unit_of_measure'] or ''}"]  # type: ignore[arg-type]
        said = [f"{'当月' if is_month_alone else ''}{said[0]}"] if value is not None else ["—"]
    else:
        share, status = row["attained_share"], row["status"]
        said = [_percent(share)] if isinstance(share, (int, float)) else []
        said += [str(status)] if status else []
    return f"{format_month(str(row['month']))}：{'，'.join(said) or '—'}"


def _percent(share: float) -> str:
    return f"{as_typed(round(share * 100, 4))}%"


# --- how it is written --------------------------------------------------------------------------------------


def _write(sheet: Worksheet, kind: str, office: _Office, rows: Sequence[Row]) -> None:
    shown, spec, plan = office.sheet(kind), SPECS[kind], office.facts.plan
    widths = list(shown.widths.values())
    last_column = len(widths)
    for number, width in enumerate(widths, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.protection = column_width(width), UNLOCKED
    rest = get_column_letter(last_column + 1)
    sheet.column_dimensions[rest] = ColumnDimension(
        sheet, index=rest, min=last_column + 1, max=LAST_COLUMN, width=column_width(4)
    )
    sheet.column_dimensions[rest].protection = UNLOCKED

    title = f"{plan['title']} 月度台账（{format_month(office.month)}）"
    put(sheet["A1"], title)
    sheet["A1"].font, sheet["A1"].alignment = TITLE, Alignment("center", "center", wrap_text=True)
    sheet.merge_cells(None, 1, 1, 1, last_column)
    points = sum(width * CHARACTER + 8 for width in widths)
    sheet.row_dimensions[1].height = 12 + 28 * math.ceil(length(title) * 18 / (points - 12))
    remarks = [
        f"规划代码：{plan['plan_code']}",
        f"填报单位：{office.unit}",
        f"填报月份：{format_month(office.month)}",
    ]
    if office.is_demo:
        remarks.append(DEMO_REMARK)
    write_remarks(sheet, 2, widths, remarks, RED_BODY if office.is_demo else BODY)
    sheet.row_dimensions[2].height = 24

    headers = [LAST_HEADER if name == LAST else spec.header(name) for name in shown.widths]
    for number, (name, header) in enumerate(zip(shown.widths, headers, strict=True), 1):
        cell = sheet.cell(HEADER_ROW, number)
        put(cell, header)
        cell.font, cell.fill, cell.border = HEADER, FILL, BOX
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.comment = _note(_(NOTES[f"{kind}.{name}"]))
    header_lines = max(lines(header, width) for header, width in zip(headers, widths, strict=True))
    sheet.row_dimensions[HEADER_ROW].height = 12 + LINE_HEIGHT * header_lines

    looks, number = Looks(), HEADER_ROW
    for number, row in enumerate([*rows, *({} for _blank in range(shown.blank_rows))], HEADER_ROW + 1):
        _write_row(sheet, looks, number, kind, shown, row)
    last = number
    for number, name in enumerate(shown.widths, 1):
        if f"{kind}.{name}" in CHOICES:
            words, is_strict = CHOICES[f"{kind}.{name}"]
            used = (str(row[name]) for row in rows if row.get(name))
            letter = get_column_letter(number)
            _offer(sheet, f"{letter}{HEADER_ROW + 1}:{letter}{last}", [*words, *used], is_strict)
    if shown.blank_rows:
        last += 1
        cell = sheet.cell(last, 1)
        put(cell, REGISTER_NOTE)
        cell.font, cell.alignment = BODY, Alignment("left", "center", wrap_text=True)
        sheet.merge_cells(None, last, 1, last, last_column)
        sheet.row_dimensions[last].height = 24
    lay_out(sheet, HEADER_ROW, last, last_column, is_one_page=False)
    _protect(sheet)


def _write_row(sheet: Worksheet, looks: Looks, number: int, kind: str, shown: Sheet, row: Row) -> None:
    """Write a row of a table; an empty one is a blank row, ready to be filled in."""
    height = BLANK_HEIGHT
    for place, (name, width) in enumerate(shown.widths.items(), 1):
        cell, value = sheet.cell(number, place), row.get(name)
        is_known = bool(row) and name in shown.known
        looks.dress(
            cell,
            (name in LEFT, is_known),
            font=BODY,
            border=BOX,
            fill=KNOWN_FILL if is_known else PatternFill(),
            alignment=Alignment("left" if name in LEFT else "center", "center", wrap_text=True),
            protection=Protection(locked=is_known),
        )
        put(cell, value)
        cell.number_format = _format(kind, name, row, cell)
        count = sum(lines(line, width - 0.5) for line in text(value).split("\n"))
        height = max(height, 8 + LINE_HEIGHT * count)
    sheet.row_dimensions[number].height = math.ceil(min(height, 400))  # Excel stops at 409


def _format(kind: str, name: str, row: Row, cell: Cell) -> str:
    """The number format of a cell, also of a blank one: what is typed there is read as it is meant."""
    types = {field.name: field.type for field in KINDS[kind].fields}
    if name == "attained_share":
        return SHARE_FORMAT if cell.value is None or _is_whole_percent(row[name]) else RATE_FORMAT
    if name in ("value", "month_value") and row.get("unit_of_measure") == "%":
        return RATE_FORMAT
    if types.get(name) is date:
        return DATE_FORMAT
    return "General" if types.get(name) in (int, float) else "@"


def _is_whole_percent(share: Value) -> bool:
    return isinstance(share, (int, float)) and round(share * 100, 6) == round(share * 100)


def _note(content: str) -> Comment:
    count = lines(content, 16)
    return Comment(content, AUTHOR, height=18 * count + 20, width=240)


def _offer(sheet: Worksheet, cells: str, words: Sequence[str], is_strict: bool) -> None:
    """A list to choose from at cells. Not strict: other words are taken too."""
    choices = ""
    for word in dict.fromkeys(words):
        longer = f"{choices},{word}" if choices else word
        if not set(',"') & set(word) and len(longer) <= LONGEST_LIST:
            choices = longer
    validation = DataValidation(
        type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=is_strict
    )
    validation.errorTitle, validation.error = _("Not in the list"), _("Please choose one of the list.")
    validation.add(cells)
    sheet.add_data_validation(validation)


def _protect(sheet: Worksheet) -> None:
    """Keep locked cells as they are, without a password. All else is allowed: widths, formats, new rows."""
    protection = sheet.protection
    protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
        setattr(protection, allowed, False)  # False: not forbidden
