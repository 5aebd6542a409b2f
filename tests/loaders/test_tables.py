"""Tables wherever they stand on a sheet: headers of several rows, sections, totals, tables side by side, months as columns, forms."""

from datetime import date

from loaders.known import Background, HeaderMapping, KnownTarget
from loaders.reader import read_workbook
from loaders.workbook import open_workbook
from tests.loaders.sheets import PLAN, REMARKS, STANDARDS, read, told, workbook_bytes

TRAININGS = ["培训名称", "举办日期", "参训人次"]


def values(reading, *fields: str) -> list[tuple]:
    """The fields of all rows that were read, table after table."""
    return [
        tuple(record.get(name) for name in fields) for rows in reading.sheets for record in rows.records()
    ]


# --- headers ------------------------------------------------------------------------------------------------


def test_a_header_of_two_rows_is_read_from_top_to_bottom():
    reading = read(
        {"进展": ["A2:A3", "B2:B3", "C2:D2", "E2:F2"]},
        进展=[
            REMARKS,
            ["序号", "任务名称", "完成情况", None, "问题与打算", None],
            [None, None, "完成率", "本月进展", "存在问题", "下一步计划"],
            ["1", "一码通行", "60%", "主体完工", "无", "调试"],
        ],
    )
    assert told(reading) == []
    assert reading.sheets[0].header_rows == (2, 3)
    fields = ("task_code", "title", "attained_share", "progress_text", "next_step_text")
    assert values(reading, *fields) == [("1", "一码通行", 0.6, "主体完工", "调试")]


def test_a_header_of_two_rows_without_merges():
    reading = read(
        进展=[
            REMARKS,
            ["序号", "任务名称", "完成情况", None],
            [None, None, "完成率", "本月进展"],
            ["1", "一码通行", "60%", "主体完工"],
        ]
    )
    assert values(reading, "task_code", "attained_share", "progress_text") == [("1", 0.6, "主体完工")]


def test_two_columns_of_one_meaning_are_told():
    reading = read(培训=[REMARKS, [*TRAININGS, "培训人次"], ["宣贯会", date(2023, 6, 1), 35, 36]])
    assert told(reading) == [("D2", "column-twice")]
    assert values(reading, "attendances") == [(35,)]


def test_an_unknown_column_is_told_when_something_stands_in_it():
    reading = read(培训=[REMARKS, [*TRAININGS, "天气", "颜色"], ["宣贯会", date(2023, 6, 1), 35, "晴", None]])
    assert told(reading) == [("D2", "column-not-read")]


def test_a_sheet_without_a_table_beside_others_is_told():
    reading = read(说明=[["填表说明"], ["请于每月5日前报送。"]], 培训=[REMARKS, TRAININGS])
    assert told(reading) == [("", "sheet-not-read")]


# --- several tables -----------------------------------------------------------------------------------------


def test_tables_of_different_kinds_below_one_another():
    reading = read(
        台账=[
            REMARKS,
            ["一、标准"],
            STANDARDS,
            ["港口规范", "基础设施"],
            [None],
            ["二、培训"],
            TRAININGS,
            ["宣贯会", date(2023, 6, 1), 35],
        ]
    )
    assert [(rows.kind, rows.numbers) for rows in reading.sheets] == [("standards", [4]), ("trainings", [8])]
    assert told(reading) == []


def test_tables_side_by_side():
    reading = read(
        台账=[
            REMARKS,
            ["标准名称", "领域", "阶段", None, *TRAININGS],
            ["港口规范", "基础设施", "起草", None, "宣贯会", date(2023, 6, 1), 35],
            ["航道规范", "基础设施", "立项"],
        ]
    )
    assert [(rows.kind, rows.numbers) for rows in reading.sheets] == [
        ("standards", [3, 4]),
        ("trainings", [3]),
    ]
    assert reading.sheets[1].cells["attendances"] == "G"
    assert told(reading) == []


def test_the_same_header_again_to_the_right_is_another_table():
    row = ["宣贯会", date(2023, 6, 1), 35]
    reading = read(培训=[REMARKS, TRAININGS * 2, [*row, "座谈会", date(2023, 6, 2), 20]])
    assert [(rows.part, rows.numbers) for rows in reading.sheets] == [(0, [3]), (1, [3])]
    assert values(reading, "title", "attendances") == [("宣贯会", 35), ("座谈会", 20)]


# --- sections, groups, totals -------------------------------------------------------------------------------


def test_section_rows_give_the_section_of_the_rows_below():
    reading = read(
        {"任务分工": ["A4:C4"]},
        任务分工=[
            REMARKS,
            ["序号", "任务名称", "牵头单位"],
            ["一、智慧港口"],
            ["二、智慧公路（2项）"],
            ["1", "一码通行", "甲单位"],
            ["2", "评价体系", "乙单位"],
            ["（一）监测", None, None],
            ["3", "桥梁监测", "乙单位"],
        ],
    )
    assert values(reading, "task_code", "section") == [
        ("1", "智慧公路"),
        ("2", "智慧公路"),
        ("3", "智慧公路"),
    ]
    assert told(reading) == []


def test_a_blank_section_means_as_above_and_is_told():
    reading = read(标准=[REMARKS, STANDARDS, ["甲规范", "基础设施"], ["乙规范", None], ["丙规范", None]])
    assert values(reading, "name", "section") == [
        ("甲规范", "基础设施"),
        ("乙规范", "基础设施"),
        ("丙规范", "基础设施"),
    ]
    assert told(reading) == [("B4", "filled-from-above")]


def test_a_task_over_several_rows_is_one_row():
    rows = [
        ["序号", "任务名称", "任务内容", "配合单位"],
        ["1", "一码通行", "建设平台", "甲单位"],
        [None, None, "接入站点", "乙单位"],
        ["2", "评价体系", "编制指标", None],
    ]
    reading = read({"任务分工": ["A2:A3", "B2:B3"]}, 任务分工=rows)
    assert values(reading, "task_code", "description", "support_units") == [
        ("1", "建设平台\n接入站点", ["甲单位", "乙单位"]),
        ("2", "编制指标", None),
    ]
    assert [problem for problem in told(reading) if problem[0]] == []
    assert reading.sheets[0].numbers == [2, 4]


def test_one_row_that_says_two_things_is_told():
    rows = [["序号", "任务名称", "完成率", "本月进展"], ["1", "一码通行", 0.5, "甲"], [None, None, 0.6, "乙"]]
    reading = read({"进展": ["A2:A3", "B2:B3"]}, 进展=rows)
    assert ("C3", "split-row") in told(reading)


def test_totals_are_compared_with_their_rows():
    first, second = ["宣贯会", date(2023, 6, 1), 35], ["座谈会", date(2023, 6, 2), 20]
    good = read(
        培训=[
            REMARKS,
            TRAININGS,
            first,
            ["小计", None, 35],
            second,
            ["小  计", None, "20人次"],
            ["合  计", None, 55],
        ]
    )
    assert told(good) == []
    bad = read(培训=[REMARKS, TRAININGS, ["合计", None, 55], first, ["小计", None, 36], second])
    assert told(bad) == [("C5", "total-differs")]


# --- one column a month -------------------------------------------------------------------------------------


def test_a_column_for_each_month_is_read_as_months():
    reading = read(
        {"指标": ["C2:E2"]},
        指标=[
            REMARKS,
            ["目标代码", "指标名称", "2023年累计完成值", None, None],
            [None, None, "1月", "2月", "3月"],
            ["T01", "试点", 1, 3, None],
            ["T02", "覆盖率", "50%", None, "60%"],
        ],
    )
    assert told(reading) == []
    assert sorted(values(reading, "target_code", "month", "value")) == [
        ("T01", "2023-01", 1),
        ("T01", "2023-02", 3),
        ("T02", "2023-01", 0.5),
        ("T02", "2023-03", 0.6),
    ]
    assert [(rows.part, rows.cells["value"]) for rows in reading.sheets] == [(0, "C"), (1, "D"), (2, "E")]


def test_months_of_their_own_are_told_apart_from_totals():
    header = ["目标代码", "1月", "2月", "3月"]
    own = read(指标=[["2023年各项指标当月完成情况"], REMARKS, header, ["T01", 1, 3, 0]])
    assert values(own, "month", "month_value") == [("2023-01", 1), ("2023-02", 3), ("2023-03", 0)]
    assert told(own) == [("B4", "month-values-added")]
    unsaid = read(指标=[REMARKS, header, ["T01", 1, 3, 4]])
    assert told(unsaid) == [("B2", "accumulation-unsaid")]
    assert values(unsaid, "value") == [(1,), (3,), (4,)]
    assert told(read(指标=[REMARKS, header, ["T02", "10%", "20%", "30%"]])) == []


def test_real_dates_as_month_headers():
    header = ["目标代码", date(2023, 1, 1), date(2023, 2, 1), date(2023, 3, 1)]
    reading = read(累计指标=[REMARKS, header, ["T01", 1, 3, 4]])
    assert values(reading, "month", "value") == [("2023-01", 1), ("2023-02", 3), ("2023-03", 4)]


# --- forms, titles, names -----------------------------------------------------------------------------------


def test_a_vertical_form_is_a_row():
    reading = read(
        进展=[
            REMARKS,
            ["任务序号", "1", "任务名称", "一码通行"],
            ["完成率", "60%", "状态", "按序时"],
            ["本月进展", "主体完工"],
        ]
    )
    assert told(reading) == []
    (rows,) = reading.sheets
    assert rows.records()[0] | {"month": None} == {
        "task_code": "1",
        "title": "一码通行",
        "month": None,
        "attained_share": 0.6,
        "status": "on_time",
        "progress_text": "主体完工",
    }
    assert rows.cells["attained_share"] == "B3"


def test_the_month_may_stand_in_the_title_alone():
    reading = read(标准=[["2023年6月标准台账"], ["规划代码：p　填报单位：甲单位"], STANDARDS])
    assert reading.month == "2023-06"
    assert told(reading) == [("A1", "month-from-title")]


def test_rows_that_name_their_target_need_no_code():
    plan = type(PLAN)(
        "p", "规划", targets={"T01": KnownTarget("项")}, units=PLAN.units, target_names={"T01": "试点 项目"}
    )
    reading = read(plan=plan, 指标=[REMARKS, ["指标名称", "完成值"], ["试点项目", 3], ["试点项", 4]])
    assert values(reading, "target_code", "value") == [("T01", 3), (None, 4)]
    assert told(reading) == [("A4", "unknown-target")]
    assert "试点 项目" in reading.problems[0].message


def test_a_short_name_of_the_unit_is_its_full_name():
    assert read(标准=[["规划代码：p", "填报单位：甲", "填报月份：2023年6月"], STANDARDS]).unit == "甲单位"


# --- what a person says once --------------------------------------------------------------------------------


def test_a_table_that_is_not_understood_can_be_explained():
    content = workbook_bytes(标准=[REMARKS, ["规范", "归类", "走到哪了"], ["港口规范", "基础设施", "起草"]])
    workbook = open_workbook(content, "台账.xlsx")
    before = read_workbook(workbook, Background({"p": PLAN}))
    assert [problem.code for problem in before.problems] == ["no-table"]
    (unsure,) = before.unsure
    assert (unsure.sheet, unsure.row, unsure.texts) == ("标准", 2, ("规范", "归类", "走到哪了"))
    mapping = HeaderMapping("standards", ("标准名称", "领域", "阶段"))
    known = Background({"p": PLAN}, {("p", "甲单位"): {unsure.headers: mapping}})
    after = read_workbook(workbook, known)
    assert values(after, "name", "section", "stage") == [("港口规范", "基础设施", "起草")]
    assert after.problems == [] and after.unsure == []


def test_a_missing_column_is_asked_for_with_what_is_known():
    reading = read(标准=[REMARKS, ["标准名称", "归类", "阶段"], ["港口规范", "基础设施", "起草"]])
    assert told(reading) == [("A2", "missing-column")]
    (unsure,) = reading.unsure
    assert (unsure.kind, unsure.columns) == ("standards", ("标准名称", None, "阶段"))
