"""Imports and changes as screens and workbooks show them."""

from datetime import UTC, datetime

from metrics.imports import ChangeSort, Import, RowChange, count_rows
from screens import tables
from tables.imports import changes_table, imports_table, preview_table
from tests.shown import in_workbook, on_screen
from words import numbers

SAVED_AT = datetime(2023, 6, 5, 1, 30, tzinfo=UTC)
LEDGER = Import(
    7,
    SAVED_AT,
    "李明",
    "标准<1>.xlsx",
    "ab",
    "example",
    "标准处",
    "2023-06",
    True,
    "已核实",
    9,
    {"standards": 12},
)
UNDO = Import(9, SAVED_AT, None, "撤销导入批次 7", None, "example", None, None, False, None, None, {})
SOURCE = {"import_id": 7, "file": "标准<1>.xlsx", "sheet": "标准台账", "cell": "D11"}
CHANGED = RowChange("standards", "example|港口规范", ChangeSort.CHANGED, "stage", "起草", "发布", SOURCE)
NEW = RowChange("standards", "example|桥梁规范", ChangeSort.NEW, None, None, None, SOURCE)


def test_an_import_is_the_same_on_the_screen_and_in_a_workbook():
    table = imports_table([LEDGER, UNDO])
    headers, ledger, undo = on_screen(table)
    assert headers == ["批次", "保存时间", "上传人", "文件", "规划", "填报单位", "月份", "内容", "状态"]
    assert ledger == [
        "7",
        numbers.moment(SAVED_AT),
        "李明",
        "标准<1>.xlsx 演示数据",
        "example",
        "标准处",
        "2023年6月",
        "标准 12 行",
        "已由批次 9 撤销 警告说明：已核实",
    ]
    assert undo[2] == numbers.UNKNOWN and undo[5:8] == [numbers.UNKNOWN] * 3
    file_headers, in_file, _undo = in_workbook(table)
    assert file_headers == headers
    assert in_file[0] == "7" and in_file[4:8] == ["example", "标准处", datetime(2023, 6, 1), "标准 12 行"]
    assert in_file[1] == SAVED_AT.astimezone().replace(tzinfo=None)  # Excel knows no time zones
    assert "number=7" in tables.table(table)


def test_of_one_plan_the_column_of_the_plan_goes():
    assert "规划" not in imports_table([LEDGER]).without("规划").headers


def test_a_changed_value_has_its_cell_and_a_new_row_only_its_name():
    changed = changes_table("standards", ChangeSort.CHANGED, [CHANGED])
    headers = ["行", "变更项", "变更前", "变更后", "来源单元格"]
    values = ["港口规范", "阶段", "起草", "发布"]
    assert on_screen(changed) == [headers, [*values, "标准台账 › D11标准<1>.xlsx"]]
    assert in_workbook(changed) == [headers, [*values, "标准<1>.xlsx › 标准台账 › D11"]]
    new = on_screen(changes_table("standards", ChangeSort.NEW, [NEW]))
    assert new[0] == ["行", "来源单元格"] and new[1][0] == "桥梁规范"


def test_what_saving_would_change_has_no_cell_yet():
    assert on_screen(preview_table([CHANGED])) == [
        ["行", "变更项", "变更前", "变更后"],
        ["港口规范", "阶段", "起草", "发布"],
    ]


def test_several_values_of_one_row_count_as_one_row():
    assert count_rows([CHANGED, CHANGED, NEW]) == {
        ChangeSort.CHANGED: 1,
        ChangeSort.NEW: 1,
        ChangeSort.WITHDRAWN: 0,
    }
