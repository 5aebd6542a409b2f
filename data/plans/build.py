"""Write the plan workbooks from their reviewed transcriptions: `python -m data.plans.build`.

data/plans/source/<code>.toml is what was read in the printed plan; data/plans/<code>.xlsx is the same as the
task-division workbook (任务分工表) an office would issue, and what the loader reads. The same source always
gives the same bytes. A transcription that lacks a key it cannot do without raises KeyError.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from data.plans.sheets import HEADER_ROW, Column, write_table
from exports.sheets import Value, new_book
from words.kinds import KINDS
from words.numbers import Share
from words.terms import Comparator, DueSource, Measure

FOLDER = Path(__file__).parent
SOURCES = FOLDER / "source"
MADE_ON = datetime(2023, 1, 1)  # written into every workbook, so that its bytes depend on its source alone

BLANK_WIDTH = 5  # characters; a column that no row fills needs no more than its header


@dataclass(frozen=True)
class Sheet:
    """What the sheet of a kind shows: its columns as {field: width in Chinese characters}, in order.

    `ending` ends the title of the table. `flexible` names the column that is widened for long texts,
    `optional` those that are left out where no row has a value.
    """

    name: str
    ending: str
    widths: dict[str, int]
    flexible: str
    optional: frozenset[str] = frozenset()


SHEETS = {
    "targets": Sheet(
        "目标",
        "目标表",
        {
            "target_code": 5,
            "section": 8,
            "name": 10,
            "target_text": 20,
            "target_value": 5,
            "comparator": 5,
            "unit_of_measure": 5,
            "is_striving": 3,
            "baseline_value": 4,
            "due_on": 8,
            "due_source": 6,
            "measure": 6,
            "measure_scope": 8,
            "lead_units": 9,
            "note": 18,
        },
        flexible="target_text",
        optional=frozenset({"is_striving", "baseline_value", "measure_scope", "lead_units"}),
    ),
    "checkpoints": Sheet(
        "节点",
        "节点表",
        {"target_code": 5, "due_on": 9, "planned_value": 6, "checkpoint_text": 30, "note": 22},
        flexible="checkpoint_text",
        optional=frozenset({"planned_value"}),
    ),
    "baselines": Sheet(
        "基期",
        "基期情况表",
        {
            "baseline_code": 5,
            "section": 8,
            "name": 20,
            "baseline_value": 5,
            "comparator": 5,
            "unit_of_measure": 5,
            "period_text": 8,
            "target_code": 5,
            "note": 26,
        },
        flexible="note",
        optional=frozenset({"target_code"}),
    ),
    "tasks": Sheet(
        "任务分工",
        "任务分工表",
        {
            "task_code": 4,
            "section": 8,
            "title": 11,
            "description": 30,
            "lead_units": 8,
            "support_units": 11,
            "due_text": 6,
            "inferred_units": 9,
            "note": 12,
        },
        flexible="description",
        optional=frozenset({"inferred_units"}),
    ),
    "units": Sheet(
        "单位",
        "单位名录",
        {"name": 18, "short_name": 9, "aliases": 13, "role": 30, "note": 18},
        flexible="role",
        optional=frozenset({"short_name", "aliases"}),
    ),
    "standards": Sheet(
        "标准清单",
        "标准清单",
        {"number": 3, "section": 5, "direction": 8, "topic": 7, "name": 28, "nature": 6, "note": 26},
        flexible="note",
    ),
}
# Columns of running text and of names; all others are centred.
LEFT = {"name", "title", "target_text", "checkpoint_text", "description", "role", "note"}
LEFT |= {"short_name", "aliases", "lead_units", "support_units", "inferred_units"}
GROUPS = {"section", "direction", "topic"}  # merged downwards
ITALIC = {"inferred_units"}  # not the plan's own words

# Headers an office would rather print than the loader's own word for the field; the loader knows them too.
OFFICE_WORDS = {("tasks", "section"): "领域", ("standards", "name"): "名称", ("standards", "number"): "序号"}
# The words that single plans print themselves.
PLAN_WORDS = {
    "tj-standards-145": {("tasks", "section"): "章节"},
    "tj-outline": {("tasks", "section"): "章节"},
    "tj-digital-2123": {("tasks", "section"): "场景"},
    "zj-smartcity-1519": {("tasks", "section"): "任务类别", ("tasks", "lead_units"): "责任单位"},
}


def main() -> None:
    """Write every workbook whose transcription is in data/plans/source."""
    for source in sorted(SOURCES.glob("*.toml")):
        target = FOLDER / f"{source.stem}.xlsx"
        target.write_bytes(workbook(source))
        print(target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target)


def workbook(source: Path) -> bytes:
    """The bytes of the workbook of one transcription."""
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    plan = tables["plan"]
    book = new_book()
    properties = book.properties
    properties.creator = properties.lastModifiedBy = "Planwatch"
    properties.title = plan["title"]
    properties.created = properties.modified = MADE_ON

    _plan_sheet(book, plan)
    for kind, sheet in SHEETS.items():
        rows = [{"number": number, **row} for number, row in enumerate(tables.get(kind, []), 1)]
        if not rows:
            continue
        filled = {field for field in sheet.widths if any(_is_given(row.get(field)) for row in rows)}
        fields = [field for field in sheet.widths if field in filled or field not in sheet.optional]
        columns = [
            Column(
                _header(plan["plan_code"], kind, field),
                sheet.widths[field] if field in filled else min(sheet.widths[field], BLANK_WIDTH),
                is_centred=field not in LEFT,
                is_group=field in GROUPS,
                is_flexible=field == sheet.flexible,
                is_italic=field in ITALIC,
            )
            for field in fields
        ]
        write_table(
            book.create_sheet(sheet.name),
            plan["title"] + sheet.ending,
            [f"规划代码：{plan['plan_code']}", f"发布机构：{'、'.join(plan['issuers'])}"],
            columns,
            [[_value(field, row) for field in fields] for row in rows],
            _notes(kind, rows, filled),
        )
    return packed(book)


def _plan_sheet(book: Workbook, plan: dict) -> None:
    """规划: a form, with labels, the values beside them, and to the right what is to be said of a value."""
    kind = KINDS["plan"]
    notes = plan.get("field_notes", {})
    fields = [field for column in kind.columns for field in column.fields]
    rows = [[kind.header(field), _value(field, plan), notes.get(field)] for field in fields]
    write_table(
        book.create_sheet("规划"),
        plan["title"],
        [f"规划代码：{plan['plan_code']}"],
        # 附注, not 备注: the form has a row of that name.
        [Column("项目", 9, is_centred=True), Column("内容", 40, is_flexible=True), Column("附注", 24)],
        rows,
        is_one_page=True,
    )


def _header(plan_code: str, kind: str, field: str) -> str:
    kind_and_field = (kind, field)
    own = PLAN_WORDS.get(plan_code, {}).get(kind_and_field) or OFFICE_WORDS.get(kind_and_field)
    return own or KINDS[kind].header(field)


def _is_given(value: object) -> bool:
    """Whether a value says something; 0 does."""
    return value is not None and value is not False and value != "" and value != []


def _value(field: str, row: dict) -> Value:
    """The value of a field as its cell holds it: lists joined by 、, codes as the Chinese words for them."""
    value: Any = row.get(field)
    if not _is_given(value):
        return None
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, bool):
        return "是"
    if field == "comparator":
        return Comparator(value).cell
    if field == "due_source":
        return DueSource(value).cell
    if field == "measure":
        return Measure(value).cell
    if isinstance(value, int | float) and row.get("unit_of_measure") == "%":
        return Share(value)
    assert isinstance(value, str | int | float | date)
    return value


def _notes(kind: str, rows: list[dict], filled: set[str]) -> list[str]:
    """What is to be said below a table, where its rows call for it. `filled`: the fields with any value."""
    notes = []
    if kind == "targets" and not all(_is_given(row.get("target_value")) for row in rows):
        notes.append("注：目标值、比较关系、计量单位留空的，是原文未给出数值的目标。")
    if kind == "targets" and any(row["due_source"] == DueSource.INHERITED for row in rows):
        notes.append("注：时限来源为“沿用规划期”的，是原文未写时限的目标，按规划截止日期计。")
    if kind == "baselines":
        notes.append("注：基期情况是本规划之前的成果，不计入本规划的进度。")
    if kind == "tasks":
        words = {"lead_units": "牵头单位", "support_units": "配合单位", "due_text": "完成时限"}
        blank = [word for field, word in words.items() if field not in filled]
        if blank:
            notes.append(f"注：所据原文未逐项列明{'、'.join(blank)}，留空待填。")
        if "inferred_units" in filled:
            notes.append(
                "注：斜体的推定责任单位由规划第五章所列场景牵头单位推定，原文未逐项列明，以正式分工为准。"
            )
    return notes


def packed(book: Workbook) -> bytes:
    """The workbook as bytes that depend on nothing but its content, not on the time of writing."""
    written = BytesIO()
    # Not book.save(): that sets the time of writing.
    ExcelWriter(book, ZipFile(written, "w", ZIP_DEFLATED)).save()
    packed = BytesIO()
    with ZipFile(written) as parts, ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _without_green_corners(content)
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _without_green_corners(xml: bytes) -> bytes:
    """Tell Excel not to mark column A for holding numbers as text: they are codes (1, 1.1, 3.3.1)."""
    last = re.search(rb'<dimension ref="A1:[A-Z]+(\d+)"', xml)
    assert last is not None
    ignored = b'<ignoredErrors><ignoredError sqref="A%d:A%s" numberStoredAsText="1"/></ignoredErrors>'
    return xml.replace(b"</headerFooter>", b"</headerFooter>" + ignored % (HEADER_ROW + 1, last[1]))


if __name__ == "__main__":
    main()
