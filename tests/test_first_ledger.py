"""A new user's first ledger: a template filled in wrong in ten ways, mended from the marked workbook alone, saved, undone."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.annotated import annotated_workbook
from exports.ledger import ledger_template
from loaders.problems import PROBLEM_SHEET
from services.imports import Intake, take_in
from store import facts
from store.database import snapshot, transaction
from store.saving import undo
from words.terms import Level

ROOT = Path(__file__).parents[1]
PLAN, UNIT, MONTH = "tj-digital-2123", "天津市港航局", "2023-07"
HEADER_ROW = 3


def cell_under(sheet: Worksheet, header: str, row: int) -> str:
    column = next(cell.column_letter for cell in sheet[HEADER_ROW] if cell.value == header)
    return f"{column}{row}"


def save(book) -> bytes:
    book.save(file := BytesIO())
    return file.getvalue()


@pytest.fixture
def blank(engine) -> bytes:
    """The template of a unit of the shipped plan."""
    content = (ROOT / "data" / "plans" / f"{PLAN}.xlsx").read_bytes()
    assert take_in(engine, content, "plan.xlsx", accepted_reason="试").import_id == 1
    with snapshot(engine) as connection:
        return ledger_template("task_reports", facts.read_facts(connection, PLAN), UNIT, MONTH)


def check(engine, content: bytes) -> Intake:
    return take_in(engine, content, "台账.xlsx", only_check=True)


def test_ten_mistakes_are_mended_from_the_marked_workbook_alone(engine, blank):
    book = load_workbook(BytesIO(blank))
    sheet = book.worksheets[0]
    first, second, third = range(HEADER_ROW + 1, HEADER_ROW + 4)
    code, share = cell_under(sheet, "任务序号", first), cell_under(sheet, "完成率", first)
    # What is typed into a cell, and what its sender mends it to once the marked workbook is back.
    typed: dict[str, tuple[object, object]] = {
        code: ("99", sheet[code].value),  # no such task
        cell_under(sheet, "状态", first): ("快了", "按序时"),  # no status
        share: ("九成多一点的样子", 0.9),  # no figure that was counted
        cell_under(sheet, "状态", second): ("按序时、滞后", "滞后"),  # two statuses
        cell_under(sheet, "完成率", second): (1.7, 0.17),  # shown as 170%
        cell_under(sheet, "本月进展", second): ("#N/A", "完成联调"),  # an error, pasted
        cell_under(sheet, "任务序号", third): (
            sheet[cell_under(sheet, "任务序号", second)].value,
            "3",
        ),  # twice
        cell_under(sheet, "完成率", third): (0.6, 1),  # 60%, and done
        cell_under(sheet, "本月进展", third): ("=A1", "全部办结"),  # a formula that nobody worked out
        "E2": ("填报月份：2023年13月", "填报月份：2023年7月"),  # no such month
    }
    assert len(typed) == 10
    sheet[cell_under(sheet, "状态", third)].value = "已完成"
    for cell, (value, _mended) in typed.items():
        sheet[cell].value = value

    found = check(engine, save(book))
    assert found.changes is None
    told = [each for each in found.problems if each.level is not Level.HINT]
    assert {each.cell for each in told if each.cell} == {cell for cell in typed if cell != "E2"}
    assert "no-month" in {each.code for each in told}

    marked = load_workbook(BytesIO(annotated_workbook(found.reading.workbook, found.problems)))
    listed = {
        cell.hyperlink.location for row in marked[PROBLEM_SHEET].iter_rows() for cell in row if cell.hyperlink
    }
    mended = marked[sheet.title]
    assert all(mended[cell].comment for cell in typed if cell != "E2") and len(listed) >= 9
    for cell, (_value, value) in typed.items():
        mended[cell].value = value

    again = take_in(engine, save(marked), "台账.xlsx", saved_by="王建国")
    assert ([each.code for each in again.problems], again.import_id) == ([], 2)
    assert again.changes.counts() == {"new": 3, "changed": 0, "same": 0, "missing": 0}
    with transaction(engine) as connection:
        undo(connection, [2], file="undo")
    with snapshot(engine) as connection:
        assert facts.rows(connection, "task_reports").empty


def test_a_template_untouched_loads_back_without_a_single_problem(engine, blank):
    found = check(engine, blank)
    assert {each.level for each in found.problems} <= {Level.HINT}
