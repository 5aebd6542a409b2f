"""Taking in a workbook: checked against the state it is written into, and read no more often than needed."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import Engine

from loaders.workbook import TimeLimit
from services import imports
from services.imports import take_in
from tests.loaders.sheets import workbook_bytes

PLAN = [
    ["规划代码", "p"],
    ["规划名称", "示例规划"],
    ["起始日期", date(2021, 1, 1)],
    ["截止日期", date(2025, 12, 31)],
]
TASKS = [["序号", "领域/场景", "任务名称"], ["1", "港口", "建平台"]]
OTHER_TASKS = [*TASKS, ["2", "公路", "修隧道"]]
UNITS = [["单位名称", "简称", "职责"], ["天津市甲局", "甲局", "牵头"], ["天津市乙局", "乙局", "牵头"]]


@pytest.fixture
def planned(engine: Engine) -> Engine:
    assert take_in(engine, workbook_bytes(规划=PLAN, 任务分工=TASKS, 单位=UNITS), "规划.xlsx").import_id == 1
    return engine


def ledger(unit: str, task: str = "建平台") -> bytes:
    remarks = ["规划代码：p", f"填报单位：{unit}", "填报月份：2023年6月"]
    return workbook_bytes(进展=[remarks, ["任务名称", "完成率", "状态"], [task, 0.5, "按序时"]])


def test_of_two_units_that_report_the_same_row_at_once_the_second_is_told_of_the_first(planned, monkeypatch):
    both_checked = Barrier(2)

    def check_then_wait(reading, known):
        checked = check(reading, known)
        # Were checks made before the transaction that saves, both would come this far and find nothing.
        with suppress(BrokenBarrierError):
            both_checked.wait(timeout=2)
        return checked

    check = imports.check
    monkeypatch.setattr(imports, "check", check_then_wait)
    with ThreadPoolExecutor(2) as pool:
        intakes = list(
            pool.map(lambda unit: take_in(planned, ledger(unit), "a.xlsx"), ("天津市甲局", "天津市乙局"))
        )
    (first,) = [intake for intake in intakes if intake.import_id is not None]
    (second,) = [intake for intake in intakes if intake.import_id is None]
    assert first.problems == []
    assert [problem.code for problem in second.problems] == ["other-unit-reported"]
    assert str(first.reading.unit) in second.problems[0].message


def test_what_was_read_to_be_looked_at_is_not_read_again_to_be_saved(planned, monkeypatch):
    content = ledger("甲局")
    shown = take_in(planned, content, "a.xlsx", only_check=True)

    def is_not_called(*_given: object, **_named: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(imports, "open_workbook", is_not_called)
    monkeypatch.setattr(imports, "read_tables", is_not_called)
    saved = take_in(planned, content, "a.xlsx", reading=shown.reading)
    assert (saved.import_id, saved.problems, saved.reading.sheets) == (2, [], shown.reading.sheets)


def test_it_is_read_again_once_the_plan_would_have_it_read_otherwise(planned):
    content = ledger("甲局", "修隧道")
    shown = take_in(planned, content, "a.xlsx", only_check=True)
    assert [problem.code for problem in shown.problems] == ["unknown-task"]
    again = take_in(planned, content, "a.xlsx", only_check=True, reading=shown.reading)
    assert again.problems == shown.problems
    assert (
        take_in(planned, workbook_bytes(规划=PLAN, 任务分工=OTHER_TASKS, 单位=UNITS), "规划.xlsx").import_id
        == 2
    )
    saved = take_in(planned, content, "a.xlsx", reading=shown.reading)
    assert (saved.import_id, saved.problems) == (3, [])


def test_it_is_checked_again_whatever_was_found_before(planned):
    content = ledger("乙局")
    shown = take_in(planned, content, "a.xlsx", only_check=True)
    assert shown.problems == []
    assert take_in(planned, ledger("甲局"), "b.xlsx").import_id == 2
    saved = take_in(planned, content, "a.xlsx", reading=shown.reading)
    assert [problem.code for problem in saved.problems] == ["other-unit-reported"] and saved.import_id is None
    assert shown.problems == []


def test_another_file_is_read_whatever_was_read_before(planned):
    shown = take_in(planned, ledger("甲局"), "a.xlsx", only_check=True)
    saved = take_in(planned, ledger("乙局"), "b.xlsx", reading=shown.reading)
    assert (saved.import_id, saved.reading.unit) == (2, "天津市乙局")


def test_a_workbook_has_one_limit_of_time_from_its_bytes_to_its_rows(planned, monkeypatch):
    limits = []
    begin = TimeLimit.__init__

    def begin_and_count(self: TimeLimit, file: str) -> None:
        limits.append(file)
        begin(self, file)

    monkeypatch.setattr(TimeLimit, "__init__", begin_and_count)
    assert take_in(planned, ledger("甲局"), "a.xlsx").import_id == 2
    assert limits == ["a.xlsx"]


def test_nobody_waits_for_a_workbook_that_is_still_being_read(planned, monkeypatch):
    """Reading the largest takes a minute; the lock of saving is taken after it."""
    read = imports.read_tables
    others = []

    def read_while_another_saves(workbook, *also):
        if workbook.file == "慢.xlsx":
            with ThreadPoolExecutor(1) as pool:
                others.append(pool.submit(take_in, planned, ledger("乙局"), "快.xlsx").result(timeout=10))
        return read(workbook, *also)

    monkeypatch.setattr(imports, "read_tables", read_while_another_saves)
    slow = take_in(planned, ledger("甲局"), "慢.xlsx", accepted_reason="商定")
    assert [other.import_id for other in others] == [2] and slow.import_id == 3
