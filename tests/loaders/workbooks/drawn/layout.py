"""How tables stand on their sheets."""

from datetime import date

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from tests.loaders.workbooks.drawn.drawing import (
    HAZARD,
    METRO,
    PAVEMENT,
    PLAN,
    REMARKS,
    REPORTS,
    SHORE_POWER,
    STANDARDS,
    TARGETS,
    TASK_NAMES,
    TASKS,
    TRAININGS,
    Book,
    Result,
    Sheet,
    sheet,
    standards,
    tasks,
    trainings,
)
from tests.loaders.workbooks.drawn.ordinary import COURSE, NETWORK, PLATFORM, SEMINAR

DIVISION = {"title": "天津市综合交通运输重点任务分工表", "remarks": (PLAN,)}
PLAIN = ("序号", "任务名称", "牵头单位", "完成时限")
LECTURE = ("标准化法专题讲座", date(2024, 6, 25), "市道路运输局", 64)
CONTENT = ("序号", "任务名称", "任务内容", "牵头单位", "完成时限")
SEVERAL_ROWS = (
    ("1", TASK_NAMES[0], "完成码头作业数据接入", "市港航局", "2024年12月底前"),
    (None, None, "建成集疏运车辆预约模块", "天津港集团", None),
    (None, None, "形成运行评估报告", "市公安局", None),
    ("2", TASK_NAMES[1], "完成中心城区线网评估", "市道路运输局", "2025年6月底前"),
)
FORM = (
    ("培训名称", "岸电规范宣贯会"),
    ("举办日期", "2024年6月6日"),
    ("组织单位", "市港航局"),
    ("参训人次", 86),
    ("备注", "面授"),
)


def chart_on_its_own_sheet(book: Workbook) -> None:
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=4, min_row=3, max_row=5), titles_from_data=True)
    book.create_chartsheet("培训人次图").add_chart(chart)


def borders_far_below(book: Workbook) -> None:
    for row in range(6, 401):
        book.worksheets[0].cell(row, 1).number_format = "@"
        book.worksheets[0].cell(row, 5).number_format = "0.00"


CHANGES = {
    "chart-beside-a-table.xlsx": chart_on_its_own_sheet,
    "borders-far-past-the-data.xlsx": borders_far_below,
}

BOOKS: dict[str, Book] = {
    "title-annex-and-lines-above.xlsx": (
        Sheet("标准台账", (("附件1",), ("标准制修订月度台账",), ("规划代码：tj-jt-145",), ("填报单位：市道路运输局", None, None, "填报日期：2024年6月28日"), ("单位：项",), (), STANDARDS, SHORE_POWER, METRO), "A2:E2"),
    ),
    "merged-groups.xlsx": tasks(
        PLATFORM,
        ("2", None, TASK_NAMES[2], None, None),
        ("3", "公共交通", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
        merges="B4:B5 D4:D5 E4:E5",
    ),
    "merges-far-past-the-data.xlsx": tasks(PLATFORM, ("2", None, TASK_NAMES[2], "市港航局", "2024年底前"), merges="B4:B2000 F3:F2000"),
    "borders-far-past-the-data.xlsx": standards(SHORE_POWER, METRO),
    "blank-means-as-above.xlsx": tasks(
        PLATFORM,
        ("2", None, TASK_NAMES[2], "市港航局", "2024年底前"),
        ("3", None, TASK_NAMES[5], "天津港集团", "2024年底前"),
        ("4", "公共交通", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
    ),
    "one-task-over-several-rows.xlsx": sheet("任务分工", CONTENT, *SEVERAL_ROWS, merges="A4:A6 B4:B6 E4:E6", **DIVISION),
    "one-task-over-several-rows-with-two-deadlines.xlsx": sheet(
        "任务分工", CONTENT, SEVERAL_ROWS[0], (*SEVERAL_ROWS[1][:4], "2025年3月底前"), SEVERAL_ROWS[3], merges="A4:A5 B4:B5", **DIVISION
    ),
    "section-rows.xlsx": sheet(
        "任务分工",
        PLAIN,
        ("一、智慧港口",),
        ("1", TASK_NAMES[0], "市港航局", "2024年底前"),
        ("2", TASK_NAMES[2], "天津港集团", "2024年底前"),
        ("二、公共交通",),
        ("3", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
        **DIVISION,
    ),
    "section-rows-merged-across.xlsx": sheet(
        "任务分工",
        PLAIN,
        ("（一）智慧港口",),
        ("1", TASK_NAMES[0], "市港航局", "2024年底前"),
        ("公共交通",),
        ("2", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
        merges="A4:D4 A6:D6",
        **DIVISION,
    ),
    "section-rows-restarting-the-numbers.xlsx": sheet(
        "任务分工",
        PLAIN,
        ("一、智慧港口",),
        ("1", TASK_NAMES[0], "市港航局", "2024年底前"),
        ("二、公共交通",),
        ("1", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
        **DIVISION,
    ),
    "section-rows-of-two-levels.xlsx": sheet(
        "任务分工",
        PLAIN,
        ("一、智慧港口（2项）",),
        ("（一）调度",),
        ("1", TASK_NAMES[0], "市港航局", "2024年底前"),
        ("（二）用能",),
        ("2", TASK_NAMES[2], "天津港集团", "2024年底前"),
        ("二、公共交通（1项）",),
        ("3", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
        **DIVISION,
    ),
    "section-rows-beside-a-section-column.xlsx": standards(
        ("一、已发布标准",), SHORE_POWER, PAVEMENT, ("二、在研标准",), METRO
    ),
    "section-written-downwards.xlsx": tasks(
        ("1", "智\n慧\n港\n口", TASK_NAMES[0], "市港航局", "2024年底前"),
        ("2", None, TASK_NAMES[2], "天津港集团", "2024年底前"),
        merges="B4:B5",
    ),
    "numbers-with-gaps.xlsx": tasks(PLATFORM, ("5", "公共交通", TASK_NAMES[4], "市道路运输局", "2024年底前"), ("9", "公共交通", TASK_NAMES[8], "市公路中心", "2024年底前")),
    "totals-with-inner-spaces.xlsx": trainings(SEMINAR, COURSE, ("合  计", None, None, 206)),
    "totals-of-parts.xlsx": trainings(
        SEMINAR, LECTURE, ("小计", None, None, 150), COURSE, ("小 计", None, None, 120), ("总计", None, None, 270), ("其中：线上", None, None, 64)
    ),
    "totals-that-differ.xlsx": trainings(SEMINAR, COURSE, ("合计", None, None, 216)),
    "totals-that-differ-in-a-part.xlsx": trainings(SEMINAR, LECTURE, ("小计", None, None, 140), COURSE, ("合计", None, None, 270)),
    "totals-above-the-rows.xlsx": trainings(("合计", None, None, 206), SEMINAR, COURSE),
    "totals-in-the-second-column.xlsx": sheet(
        "培训台账", ("序号", *TRAININGS), (1, *SEMINAR), (2, *COURSE), (None, "合计", None, None, 206)
    ),
    "totals-as-formulas.xlsx": trainings(SEMINAR, COURSE, ("合计", None, None, Result("=SUM(D4:D5)"))),
    "notes-below.xlsx": trainings(
        SEMINAR, COURSE, ("注：参训人次含线上参加人员。",), ("说明：本表每月5日前报送。",), ("1.线上培训按签到人数统计。",), ("制表人：李明", None, "审核人：王建国"), ("联系电话：022-24539999",)
    ),
    "date-and-signature-below.xlsx": standards(
        SHORE_POWER, METRO, (), (None, None, None, "单位负责人（签字）：", None), (None, None, None, None, "2024年6月28日")
    ),
    "sentence-below-the-table.xlsx": standards(
        SHORE_POWER, METRO, ("以上数据截至2024年6月30日，由各处室汇总提供。",)
    ),
    "space-far-from-the-table.xlsx": standards(SHORE_POWER, METRO, *[()] * 30, (*[None] * 20, " ")),
    "page-numbers-between.xlsx": standards(
        SHORE_POWER, ("第 1 页  共 2 页",), ("标准制修订月度台账（续表）",), STANDARDS, METRO, ("第 2 页  共 2 页",)
    ),
    "row-of-column-numbers.xlsx": standards((1, 2, 3, 4, 5), SHORE_POWER, METRO),
    "row-with-an-example.xlsx": standards(("示例：××技术规范", "基础设施", "DB12/T 1000-2020", "发布", "2020年1月1日"), SHORE_POWER),
    "blank-rows-inside.xlsx": standards(SHORE_POWER, (), PAVEMENT, (), (), METRO),
    "blank-columns-inside.xlsx": sheet("标准台账", (*STANDARDS[:2], None, *STANDARDS[2:]), *((*row[:2], None, *row[2:]) for row in (SHORE_POWER, METRO))),
    "table-starting-far-from-the-corner.xlsx": (
        Sheet("标准台账", ((), (), (None, None, "规划代码：tj-jt-145", "填报单位：市道路运输局", "填报月份：2024年6月"), (), *((None, None, *row) for row in (STANDARDS, SHORE_POWER, METRO)))),
    ),
    "tables-below-one-another.xlsx": sheet("六月台账", STANDARDS, SHORE_POWER, METRO, (), ("二、标准宣贯培训",), TRAININGS, SEMINAR, COURSE, title="2024年6月台账"),
    "tables-below-one-another-of-one-kind.xlsx": sheet(
        "标准台账", STANDARDS, SHORE_POWER, PAVEMENT, (), ("表2　在研标准",), STANDARDS, METRO, HAZARD, title="标准制修订月度台账", merges="A7:E7"
    ),
    "tables-of-one-kind-with-other-columns.xlsx": sheet(
        "标准台账", STANDARDS, SHORE_POWER, (), ("标准名称", "领域", "阶段", "起草单位"), (METRO[0], METRO[1], METRO[3], "市轨道交通集团"), title="标准制修订月度台账"
    ),
    "tables-beside-one-another.xlsx": sheet(
        "六月台账", (*STANDARDS, None, *TRAININGS), (*SHORE_POWER, None, *SEMINAR), (*METRO, None, *COURSE), (*HAZARD, None), title="2024年6月台账"
    ),
    "tables-same-headers-again-to-the-right.xlsx": sheet(
        "培训台账", (*TRAININGS, *TRAININGS), (*SEMINAR, *COURSE), (*LECTURE, None), title="标准宣贯培训月度台账"
    ),
    "sheet-of-text-beside-a-table.xlsx": (
        *standards(SHORE_POWER, METRO),
        Sheet("填表说明", (("一、本表由各单位按月填报。",), ("二、阶段按国家标准制定程序填写。",))),
    ),
    "sheet-left-empty.xlsx": (*standards(SHORE_POWER, METRO), Sheet("Sheet2", ()), Sheet("Sheet3", ())),
    "sheet-hidden.xlsx": (*standards(SHORE_POWER), Sheet("旧数据", (REMARKS, STANDARDS, PAVEMENT), is_hidden=True)),
    "rows-hidden.xlsx": standards(SHORE_POWER, PAVEMENT, METRO, HAZARD, hidden_rows=(5, 6)),
    "chart-beside-a-table.xlsx": trainings(SEMINAR, COURSE),
    "no-table-at-all.xlsx": (Sheet("通讯录", (("姓名", "电话"), ("王建国", "022-24539999"), ("李明", "022-24538888"))),),
    "form-of-one-training.xlsx": sheet("培训情况表", *FORM),
    "form-of-several-trainings.xlsx": sheet(
        "培训情况表", *FORM, (), ("培训名称", "公路养护标准培训"), ("举办日期", "2024年6月18日"), ("组织单位", "市公路中心"), ("参训人次", 120)
    ),
    "form-with-two-pairs-in-a-row.xlsx": sheet(
        "培训情况表", ("培训名称", "岸电规范宣贯会", "组织单位", "市港航局"), ("举办日期", "2024年6月6日", "参训人次", 86)
    ),
    "form-of-a-task-report.xlsx": sheet(
        "任务进展", *zip(REPORTS, ("1", TASK_NAMES[0], "60%", "按序时", "完成码头作业数据接入。"), strict=True), ("下一步计划", "开展试运行"), title="重点任务进展报告单"
    ),
    "spaces-at-the-ends.xlsx": standards((" 集装箱码头岸电设施运行维护规范 ", "绿色交通　", " DB12/T 1301-2023", "发布 ", " 2023年9月28日 ")),
    "two-plans-worth-of-sheets.xlsx": (
        Sheet("任务分工", (("天津市综合交通运输重点任务分工表",), (PLAN,), TASKS, PLATFORM, NETWORK)),
        Sheet("目标", ((PLAN,), TARGETS, ("T01", "发布地方标准", 90, "发布标准数"))),
    ),
}  # fmt: skip
