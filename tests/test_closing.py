"""Closed months: shown as issued ever after, with a list of exactly what later imports changed."""

import json
from datetime import date, timedelta

import pytest

from metrics.board import Board, board
from metrics.restatement import by_cell
from services.closing import basis_of, close_month, restated, restated_of_late, set_by_hand
from services.imports import take_in
from store.closings import (
    closing,
    closing_list,
    lift_override,
    override_list,
    overrides_known,
    reopen,
    set_override,
)
from store.database import snapshot, transaction
from tests.loaders.sheets import workbook_bytes
from tests.metrics.drawn import columns
from words.errors import BadSetting, UnknownCode
from words.months import month_of

MONTH = "2023-06"
HEADER = ["标准名称", "领域", "标准号", "阶段", "发布日期"]
PORT = ["港口规范", "安全保障", "DB12/T 9001-2023", "发布", date(2023, 5, 12)]
BRIDGE = ["桥梁规范", "安全保障", "DB12/T 9002-2023", "发布", date(2023, 6, 20)]

BY_HAND = {
    "target_code": "T02",
    "status": "on_schedule",
    "reason": "集中验收",
    "from_month": "2023-06",
    "expires_month": "2023-09",
    "decided_by": "李明",
}


def board_shown(connection, plan_code: str, month: str, as_known_at: int | None = None) -> Board:
    """The board of a month as every door shows it."""
    basis = basis_of(connection, plan_code, month, as_known_at)
    return board(basis.facts, month, basis.rule_set)


def plan() -> bytes:
    return workbook_bytes(
        规划=[["规划代码", "p"], ["规划名称", "规划"], ["起始日期", date(2021, 1, 1)], ["截止日期", date(2025, 12, 31)]],
        目标=[
            ["目标代码", "目标名称", "目标值", "计量单位", "口径"],
            ["T01", "标准", 10, "项", "发布标准数"],
            ["T02", "试点", 20, "个", "填报指标"],
        ],
        单位=[["单位名称", "职责"], ["甲单位", "牵头"]],
    )  # fmt: skip


def ledger(*rows: list, month: str = "2023年6月", value: float = 4) -> bytes:
    remarks = ["规划代码：p", "填报单位：甲单位", f"填报月份：{month}"]
    return workbook_bytes(
        标准台账=[remarks, HEADER, *rows], 指标台账=[remarks, ["目标代码", "完成值"], ["T02", value]]
    )


@pytest.fixture
def closed(engine):
    """A plan with the ledger of June, closed."""
    for name, content in (("plan.xlsx", plan()), ("june.xlsx", ledger(PORT, BRIDGE))):
        assert take_in(engine, content, name, accepted_reason="试").import_id
    close_month(engine, "p", MONTH, closed_by="李明")
    return engine


def shown(engine, as_known_at: int | None = None) -> list[dict]:
    with snapshot(engine) as connection:
        return board_shown(connection, "p", MONTH, as_known_at).to_json()["targets"]


def test_a_closed_month_is_shown_as_issued_whatever_comes_later(closed):
    issued = shown(closed)
    with snapshot(closed) as connection:
        kept = closing(connection, "p", MONTH)
        assert json.loads(json.dumps(board_shown(connection, "p", MONTH).to_json())) == kept["board"]
    corrected = [*PORT[:4], date(2023, 7, 3)]
    saved = take_in(
        closed, ledger(corrected, BRIDGE, value=5), "again.xlsx", accepted_reason="更正", saved_by="王建国"
    )
    assert saved.import_id == 3
    assert shown(closed) == issued
    assert [row["actual_value"] for row in issued] == [2, 4]
    assert [row["actual_value"] for row in shown(closed, as_known_at=3)] == [1, 5]


def test_exactly_the_corrected_cells_are_listed_with_who_and_why(closed):
    corrected = [*PORT[:4], date(2023, 7, 3)]
    take_in(
        closed, ledger(corrected, BRIDGE, value=5), "again.xlsx", accepted_reason="更正", saved_by="王建国"
    )
    with snapshot(closed) as connection:
        found = restated(connection, "p", MONTH)
    values = [row for row in found if row.figure == "actual_value"]
    assert [(row.issued, row.now) for row in values] == [(2, 1), (4, 5)]
    changes = [change for row in values for change in row.changes]
    assert [(each.source["sheet"], each.source["cell"], each.before, each.after) for each in changes] == [
        ("标准台账", "E3", "2023-05-12", "2023-07-03"),
        ("指标台账", "B3", 4, 5),
    ]
    assert {(each.saved_by, each.reason) for each in changes} == {("王建国", "更正")}


def test_both_colours_are_kept(closed):
    take_in(closed, ledger(PORT, BRIDGE, value=10), "again.xlsx", accepted_reason="更正")
    with snapshot(closed) as connection:
        found = {row.figure: row for row in restated(connection, "p", MONTH)}
    assert (found["actual_value"].issued_status, found["actual_value"].now_status) == (
        "behind",
        "on_schedule",
    )


def test_a_ledger_of_the_next_month_restates_nothing(closed):
    rows = [PORT, BRIDGE, ["航道规范", "安全保障", "DB12/T 9003-2023", "发布", date(2023, 7, 3)]]
    take_in(closed, ledger(*rows, month="2023年7月", value=9), "july.xlsx", accepted_reason="试")
    with snapshot(closed) as connection:
        assert restated(connection, "p", MONTH) == []


def test_a_withdrawn_row_is_told_by_the_cell_it_stood_in(closed):
    take_in(closed, ledger(BRIDGE), "again.xlsx", accepted_reason="更正", withdraws_missing=True)
    with snapshot(closed) as connection:
        found = {row.figure: row for row in restated(connection, "p", MONTH)}
    (change,) = found["actual_value"].changes
    assert (change.source["file"], change.source["cell"], change.before, change.after) == (
        "june.xlsx",
        "E3",
        "2023-05-12",
        None,
    )


def test_a_month_is_closed_once_and_opened_again_only_with_a_reason(closed):
    with pytest.raises(UnknownCode):
        close_month(closed, "p", MONTH)
    with pytest.raises(UnknownCode), transaction(closed) as connection:
        reopen(connection, "p", MONTH, reason="  ")
    with transaction(closed) as connection:
        reopen(connection, "p", MONTH, reason="漏报", reopened_by="李明")
    close_month(closed, "p", MONTH)
    with snapshot(closed) as connection:
        assert list(closing_list(connection, "p")["reopen_reason"]) == [None, "漏报"]


def test_a_month_that_has_not_begun_cannot_be_closed(closed):
    with pytest.raises(UnknownCode):
        close_month(closed, "p", month_of(date.today() + timedelta(days=40)))


def test_a_month_that_is_open_has_nothing_to_restate(closed):
    with pytest.raises(UnknownCode), snapshot(closed) as connection:
        restated(connection, "p", "2023-05")


def test_a_status_set_by_hand_after_the_closing_does_not_change_what_was_issued(closed):
    issued = shown(closed)
    with transaction(closed) as connection:
        set_override(connection, "p", BY_HAND)
    assert shown(closed) == issued
    with snapshot(closed) as connection:
        assert len(overrides_known(connection, "p")) == 1
        now = board_shown(connection, "p", MONTH, as_known_at=2).targets
    (row,) = [row for row in now if row.code == "T02"]
    assert row.override.reason == "集中验收"
    assert row.status == "behind"  # the computed one is never hidden


def restated_figures(engine, month: str = MONTH) -> list[tuple]:
    with snapshot(engine) as connection:
        found = restated_of_late(connection, "p", month)
    return columns(found, "month", "target_code", "figure", "issued", "now")


def test_an_open_month_tells_what_changed_since_its_own_ledgers_came_in(closed):
    late = ledger(PORT, BRIDGE, month="2023年7月", value=5)
    assert take_in(closed, late, "july.xlsx", accepted_reason="试").import_id
    assert restated_figures(closed, "2023-07") == []
    moved = [*BRIDGE[:4], date(2023, 8, 2)]
    again = ledger(PORT, moved, month="2023年8月", value=6)
    assert take_in(closed, again, "august.xlsx", accepted_reason="日期有误", saved_by="王芳").import_id
    assert ("2023-07", "T01", "actual_value", 2, 1) in restated_figures(closed, "2023-07")
    with snapshot(closed) as connection:
        (change,) = restated_of_late(connection, "p", "2023-07")[0].changes
    assert (change.source["file"], change.before, change.after) == ("august.xlsx", "2023-06-20", "2023-08-02")
    assert (change.saved_by, change.reason) == ("王芳", "日期有误")


def test_restatements_of_closed_months_stand_beside_those_of_the_month_asked_for(closed):
    again = ledger(PORT, [*BRIDGE[:4], date(2023, 8, 2)], month="2023年8月", value=6)
    assert take_in(closed, again, "august.xlsx", accepted_reason="日期有误").import_id
    assert {(month, code) for month, code, *_ in restated_figures(closed, "2023-08")} == {(MONTH, "T01")}
    assert {(month, code) for month, code, *_ in restated_figures(closed)} == {(MONTH, "T01")}
    assert restated_figures(closed, "2023-05") == []


def test_the_restated_list_has_a_line_for_every_figure_and_changed_cell(closed):
    take_in(closed, ledger(BRIDGE, value=10), "again.xlsx", accepted_reason="更正", withdraws_missing=True)
    with snapshot(closed) as connection:
        found = restated(connection, "p", MONTH)
    lines = by_cell(found)
    assert len(lines) == sum(max(len(row.changes), 1) for row in found)
    row, change = next(
        line for line in lines if (line[0].target_code, line[0].figure) == ("T02", "actual_value")
    )
    assert (row.issued, row.now, change.source["cell"], change.before, change.after) == (4, 10, "B3", 4, 10)
    assert change.reason == "更正"


def test_a_status_is_set_by_hand_only_for_a_target_of_the_plan(closed):
    with pytest.raises(UnknownCode, match="T99"):
        set_by_hand(closed, "p", BY_HAND | {"target_code": "T99"})
    with pytest.raises(BadSetting, match="reason"):
        set_by_hand(closed, "p", BY_HAND | {"reason": " "})
    with snapshot(closed) as connection:
        assert override_list(connection, "p").empty


def test_a_lifted_one_stays_on_the_list_with_the_moment_it_ended(closed):
    first, second = set_by_hand(closed, "p", BY_HAND), set_by_hand(closed, "p", BY_HAND | {"status": "met"})
    with transaction(closed) as connection:
        lift_override(connection, first)
    with snapshot(closed) as connection:
        found = override_list(connection, "p")
    assert list(found["override_id"]) == [second, first]
    assert found["lifted_at"].isna().tolist() == [True, False]
    assert all(moment.utcoffset() is not None for moment in found["saved_at"])
