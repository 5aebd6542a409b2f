"""A kind of ledger that Planwatch does not have, added from outside: nothing but its description, a check and its table.

资金台账: what was paid for a plan. docs/developing.md tells the same for a kind that is to stay.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, inspect
from typer.testing import CliRunner

from exports.ledger import ledger_template
from exports.sheets import DATE_FORMAT
from loaders import checks
from loaders.checks.check_input import CheckInput, RowRef
from loaders.problems import Problem
from metrics.reporting import duties
from services.imports import Intake, take_in, undo
from store import facts
from store.database import snapshot
from store.schema import metadata, versioned, versioned_table
from words.kinds import ALL_LEDGERS, KINDS, Asked, Column, Content, Kind, Template, ledgers

ROOT = Path(__file__).parents[1]
PLAN, UNIT, MONTH = "tj-digital-2123", "天津市港航局", "2023-07"
HEADERS = ["资金项目", "金额（万元）", "支付日期", "备注"]


class StoredPayment(NamedTuple):
    item: str
    amount: float | None = None
    unit: str | None = None
    month: str | None = None


FUNDS = Kind(
    name="funds",
    label="Funds",
    figure="amount",
    sheet_names=("资金",),
    stored_row=StoredPayment,
    template=Template("资金台账", blank_rows=3),
    columns=(
        Column(
            "资金项目",
            ("item",),
            Content.TEXT,
            also=("项目名称",),
            is_key=True,
            is_required=True,
            is_filled=True,
            asked=Asked(16, "What was paid for.", is_prefilled=True, is_long=True),
        ),
        Column(
            "金额（万元）",
            ("amount",),
            Content.NUMBER,
            also=("金额", "支付金额"),
            is_required=True,
            asked=Asked(7, "In ten thousand yuan."),
        ),
        Column(
            "支付日期",
            ("paid_on",),
            Content.DAY,
            asked=Asked(8, "The day it was paid."),
        ),
        Column(
            "备注", ("note",), Content.TEXT, asked=Asked(12, "Anything else.", choices=("预付款", "尾款"))
        ),
    ),
)


def paid_by_the_end_of_the_month(book: CheckInput) -> Iterator[Problem]:
    """What was paid was paid by the end of the month reported, and is not less than was reported before."""
    stored = book.stored(FUNDS, StoredPayment)
    for rows in book.tables(FUNDS):
        for index, (amount, day) in enumerate(book.columns(rows, "amount", "paid_on")):
            if day is not None and book.month_end is not None and day > book.month_end:
                yield RowRef(rows, index).problem("date-after-month", "paid_on", day, expected=book.month_end)
            before = stored.get(rows.keys[index])
            if (
                before is not None
                and before.amount is not None
                and amount is not None
                and amount < before.amount
            ):
                yield RowRef(rows, index).problem("total-falls", "amount", amount, before=before.amount)


@pytest.fixture
def with_funds(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database with a shipped plan, and with the kind: in the list, its check, its table."""
    monkeypatch.setitem(KINDS, "funds", FUNDS)
    monkeypatch.setitem(checks.OF_A_KIND, "funds", (paid_by_the_end_of_the_month,))
    table = versioned_table(FUNDS)
    monkeypatch.setitem(versioned, "funds", table)
    table.create(engine)
    content = (ROOT / "data" / "plans" / f"{PLAN}.xlsx").read_bytes()
    assert take_in(engine, content, "plan.xlsx", accepted_reason="试").import_id == 1
    yield engine
    metadata.remove(table)


def template(engine: Engine, kind: str = "funds", month: str = MONTH) -> bytes:
    with snapshot(engine) as connection:
        return ledger_template(kind, facts.read_facts(connection, PLAN), UNIT, month)


def filled(content: bytes, *rows: tuple) -> bytes:
    """A template with rows written into its blank ones."""
    book = load_workbook(BytesIO(content))
    sheet = book["资金台账"]
    first = next(row for row in range(4, sheet.max_row) if sheet.cell(row, 1).value is None)
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(file := BytesIO())
    return file.getvalue()


def told(intake: Intake) -> list[tuple[str, str]]:
    return [(problem.cell, problem.code) for problem in intake.problems]


def saved(engine: Engine) -> Intake:
    rows = ("岸电改造", 120.5, date(2023, 7, 3), "预付款"), ("航标更新", 30, "2023年7月20日", None)
    intake = take_in(engine, filled(template(engine), *rows), "资金.xlsx", saved_by="王芳")
    assert told(intake) == [] and intake.import_id == 2
    return intake


def test_its_template_asks_for_what_the_columns_say(with_funds):
    assert list(ledgers())[-1] == "funds"
    sheet = load_workbook(BytesIO(template(with_funds)))["资金台账"]
    assert [cell.value for cell in sheet[3]] == HEADERS
    assert [cell.comment.text for cell in sheet[3]] == [column.asked.note for column in FUNDS.columns]
    assert [cell.number_format for cell in sheet[4]] == ["@", "General", DATE_FORMAT, "@"]
    assert [choice.formula1 for choice in sheet.data_validations.dataValidation] == ['"预付款,尾款"']
    assert "填报单位：天津市港航局" in {cell.value for cell in sheet[2]}
    assert sheet.max_row == 3 + 3 + 1  # blank rows, and the note


def test_its_rows_are_read_and_checked_like_any_other(with_funds):
    rows = (
        ("岸电改造", 120.5, date(2023, 8, 3)),
        ("岸电改造", 10, None),
        ("航标更新", "待定", None),
    )
    intake = take_in(with_funds, filled(template(with_funds), *rows), "资金.xlsx", only_check=True)
    assert intake.reading.sheets[0].kind == "funds"
    assert {*told(intake)} == {("C4", "date-after-month"), ("A5", "duplicate-key"), ("B6", "not-a-number")}
    assert "资金项目" in next(
        problem.column for problem in intake.problems if problem.code == "duplicate-key"
    )


def test_its_rows_are_saved_shown_and_undone(with_funds):
    saved(with_funds)
    assert inspect(with_funds).has_table("funds")
    with snapshot(with_funds) as connection:
        assert [*facts.rows(connection, "funds")["amount"]] == [120.5, 30]
        assert [*facts.read_facts(connection, PLAN).rows("funds")["item"]] == ["岸电改造", "航标更新"]
        owed = duties(facts.read_facts(connection, PLAN))
        assert UNIT in {duty.unit for duty in owed if duty.kind == "funds"}

    rows = listed(with_funds)
    assert [(row["item"], row["paid_on"], row["source"]["cell"]) for row in rows] == [
        ("岸电改造", "2023-07-03", "B4"),
        ("航标更新", "2023-07-20", "B5"),
    ]

    undo(with_funds, 2, saved_by="王芳")
    assert listed(with_funds) == []


def test_what_it_reported_stands_in_the_next_template_and_is_held_against_the_next_rows(with_funds):
    saved(with_funds)
    content = template(with_funds, ALL_LEDGERS, "2023-08")
    sheet = load_workbook(BytesIO(content))["资金台账"]
    assert [cell.value for cell in sheet[4]][:2] == ["岸电改造", 120.5]
    assert [cell.protection.locked for cell in sheet[4]] == [True, False, False, False]

    book = load_workbook(BytesIO(template(with_funds, month="2023-08")))
    book["资金台账"]["B4"].value = 100
    book.save(file := BytesIO())
    intake = take_in(with_funds, file.getvalue(), "八月.xlsx", only_check=True)
    assert told(intake) == [("B4", "total-falls")]
    assert intake.is_rejected


def listed(engine: Engine) -> list[dict]:
    """What `planwatch rows funds --json` prints: the command line as a process has it that starts with the kind there."""
    loaded = {
        name: module for name, module in sys.modules.items() if name.split(".")[0] in ("cli", "commands")
    }
    for name in loaded:
        del sys.modules[name]
    try:
        door = importlib.import_module("cli")
    finally:
        sys.modules.update(loaded)
    address = engine.url.render_as_string(hide_password=False)
    done = CliRunner().invoke(
        door.cli, ["rows", "funds", "--json"], env={"PLANWATCH_DATABASE_URL": address}, catch_exceptions=False
    )
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def _taken_out(*rooms: str) -> dict:
    """The modules of these rooms, which are imported anew when they are next wanted."""
    names = [name for name in sys.modules if name.split(".")[0] in rooms]
    return {name: sys.modules.pop(name) for name in names}
