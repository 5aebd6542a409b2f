"""Headers: their rows, their wording, their repetition."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import (
    HAZARD,
    METRO,
    PAVEMENT,
    PLAN,
    REMARKS,
    REPORTS,
    SHORE_POWER,
    STANDARDS,
    TASK_NAMES,
    TASKS,
    TRAININGS,
    Book,
    sheet,
    standards,
)
from tests.loaders.workbooks.drawn.ordinary import COURSE, NETWORK, PLATFORM, SEMINAR

DIVISION = {"title": "天津市综合交通运输重点任务分工表", "remarks": (PLAN,)}
TWO_ROWS = (
    ("序号", "领域", "任务名称", "责任分工", None, "完成时限"),
    (None, None, None, "牵头单位", "配合单位", None),
    ("1", "智慧港口", TASK_NAMES[0], "市港航局", "天津港集团、市公安局", "2024年12月底前"),
    ("2", "公共交通", TASK_NAMES[1], "市道路运输局", "市公安局", "2025年6月底前"),
)
THREE_ROWS = (
    ("标准基本情况", None, "制修订进展", None, None),
    ("标准名称", "领域", "编号与阶段", None, "日期"),
    (None, None, "标准号", "阶段", "发布日期"),
    SHORE_POWER,
    METRO,
)

BOOKS: dict[str, Book] = {
    "header-two-rows-merged.xlsx": sheet("任务分工", *TWO_ROWS, merges="A3:A4 B3:B4 C3:C4 D3:E3 F3:F4", **DIVISION),
    "header-two-rows-without-merges.xlsx": sheet("任务分工", *TWO_ROWS, **DIVISION),
    "header-three-rows.xlsx": sheet("标准台账", *THREE_ROWS, merges="A3:B3 C3:E3 A4:A5 B4:B5 C4:D4"),
    "header-split-over-two-rows.xlsx": sheet(
        "培训台账",
        ("培训", "举办", "组织", "参训"),
        ("名称", "日期", "单位", "人次"),
        SEMINAR,
        COURSE,
    ),
    "header-with-line-breaks.xlsx": sheet(
        "任务分工", ("序\n号", "领域", "任务\n名称", "牵头单位\n", "完成\n时限"), PLATFORM, NETWORK, **DIVISION
    ),
    "header-with-inner-spaces.xlsx": sheet(
        "任务分工", ("序  号", "领　域", "任 务 名 称", "牵 头 单 位", "完 成 时 限 "), PLATFORM, NETWORK, **DIVISION
    ),
    "header-with-unit-in-brackets.xlsx": sheet(
        "任务进展",
        (*REPORTS[:2], "完成率（%）", *REPORTS[3:]),
        ("1", TASK_NAMES[0], 60, "按序时", "完成联调。"),
        ("3", TASK_NAMES[2], 35, "滞后", "两家企业未完成改造。"),
    ),
    "header-other-words.xlsx": sheet(
        "任务分工",
        ("项次", "任务类别", "主要任务", "责任部门", "协同单位", "时限要求", "说明"),
        ("1", "智慧港口", TASK_NAMES[0], "市港航局", "天津港集团", "2024年12月底前", "续建"),
        **DIVISION,
    ),
    "header-other-words-of-a-report.xlsx": sheet(
        "重点任务推进情况",
        ("编号", "重点任务", "完成比例", "推进状态", "落实情况", "存在问题", "下月计划"),
        ("1", TASK_NAMES[0], "60%", "按序时", "完成联调。", "无", "开展试运行"),
    ),
    "header-task-called-its-content.xlsx": sheet(
        "任务分工",
        ("序号", "工作内容", "责任单位", "完成时限"),
        ("1", TASK_NAMES[0], "市港航局", "2024年12月底前"),
        ("2", TASK_NAMES[1], "市道路运输局", "2025年6月底前"),
        **DIVISION,
    ),
    "header-target-of-a-year.xlsx": sheet(
        "目标",
        ("目标代码", "目标名称", "2025年目标", "口径"),
        ("T01", "发布地方标准", 90, "发布标准数"),
        title="天津市综合交通运输主要目标表",
        remarks=(PLAN,),
    ),
    "header-one-name-twice.xlsx": sheet(
        "标准台账", (*STANDARDS, "备注", "备注"), (*SHORE_POWER, "年度重点", "已备案"), (*METRO, None, None)
    ),
    "header-two-names-of-one-field.xlsx": sheet(
        "任务分工",
        (*TASKS, "时间节点"),
        (*PLATFORM, "2024年9月底前"),
        (*NETWORK, "2025年3月底前"),
        **DIVISION,
    ),
    "header-nobody-knows.xlsx": sheet(
        "标准台账", (*STANDARDS, "资金来源"), (*SHORE_POWER, "财政专项"), (*METRO, "单位自筹")
    ),
    "header-nobody-knows-over-nothing.xlsx": sheet("标准台账", (*STANDARDS, "资金来源"), SHORE_POWER, METRO),
    "header-with-row-numbers.xlsx": sheet(
        "标准台账", ("序号", *STANDARDS), (1, *SHORE_POWER), (2, *METRO), (3, *PAVEMENT)
    ),
    "header-with-stars.xlsx": sheet(
        "标准台账", ("*标准名称", "*领域", "标准号", "＊阶段", "发布日期"), SHORE_POWER, METRO
    ),
    "header-with-numbers.xlsx": sheet(
        "标准台账", ("1.标准名称", "2.领域", "3.标准号", "4.阶段", "5.发布日期"), SHORE_POWER, METRO
    ),
    "header-with-hints-in-brackets.xlsx": sheet(
        "标准台账", ("标准名称（全称）", "领域", "标准号（发布后填写）", "阶段（下拉选择）", "发布日期（年/月/日）"), SHORE_POWER, METRO
    ),
    "header-two-rows-on-every-printed-page.xlsx": sheet("任务分工", *TWO_ROWS[:3], *TWO_ROWS[:2], *TWO_ROWS[3:], **DIVISION),
    "header-on-every-printed-page.xlsx": standards(SHORE_POWER, PAVEMENT, STANDARDS, METRO, HAZARD),
    "header-in-traditional-characters.xlsx": sheet(
        "标准台账", ("標準名稱", "領域", "標準號", "階段", "發布日期"), SHORE_POWER, METRO
    ),
    "remarks-in-one-cell.xlsx": standards(SHORE_POWER, remarks=("　".join(REMARKS),)),
    "remarks-label-and-value-apart.xlsx": standards(
        SHORE_POWER, remarks=("规划代码：", "tj-jt-145", "填报单位：", "市道路运输局", "填报月份：", "2024年6月")
    ),
    "remarks-with-a-day.xlsx": standards(
        SHORE_POWER, remarks=(PLAN, "填报单位：市道路运输局", "填报日期：2024年6月28日")
    ),
    "remarks-with-a-seal.xlsx": standards(
        SHORE_POWER, remarks=(PLAN, "填报单位（盖章）：市道路运输局", "填报月份：2024年6月")
    ),
    "remarks-without-month-under-a-title-with-one.xlsx": sheet(
        "标准台账", STANDARDS, SHORE_POWER, title="2024年6月标准制修订台账", remarks=REMARKS[:2]
    ),
    "remarks-other-words.xlsx": standards(
        SHORE_POWER, remarks=(PLAN, "填报部门：市道路运输局", "填报时间：2024年6月28日")
    ),
    "remarks-left-open.xlsx": standards(
        SHORE_POWER, remarks=(PLAN, "填报单位：__________", "填报月份：2024年6月")
    ),
    "remarks-far-apart-in-one-cell.xlsx": standards(
        SHORE_POWER, remarks=(f"{PLAN}          填报单位：市道路运输局          填报月份：2024年6月",)
    ),
    "remarks-dated-in-the-month-after.xlsx": sheet(
        "指标台账",
        ("目标代码", "指标名称", "累计完成值"),
        ("T01", "发布地方标准数", 63),
        title="2024年6月主要指标完成情况表",
        remarks=(PLAN, "填报单位：市道路运输局", "填报日期：2024年7月3日"),
    ),
    "remarks-month-as-a-real-date.xlsx": standards(
        SHORE_POWER,
        remarks=(PLAN, "填报单位：市道路运输局", "填报月份：", date(2024, 6, 1)),
        formats={"D2": 'yyyy"年"m"月"'},
    ),
    "remarks-month-as-a-number.xlsx": standards(
        SHORE_POWER, remarks=(PLAN, "填报单位：市道路运输局", "填报月份：", 202406)
    ),
    "remarks-right-of-the-title.xlsx": sheet(
        "培训台账", (None, None, None, None, *REMARKS[:1]), (None, None, None, None, *REMARKS[1:2]), TRAININGS, SEMINAR,
        remarks=(None, None, None, None, REMARKS[2]),
    ),
    "remarks-below-the-table.xlsx": sheet(
        "培训台账", SEMINAR, COURSE, (), REMARKS, ("填表人：王建国", None, "联系电话：022-24539999"),
        title="标准宣贯培训月度台账", remarks=TRAININGS,
    ),
    "remarks-on-a-cover-sheet.xlsx": (
        *sheet("封面", ("规划代码", "tj-jt-145"), ("填报单位", "市道路运输局"), ("填报月份", "2024年6月"), title="标准化工作月度台账", remarks=()),
        *standards(SHORE_POWER, METRO, remarks=()),
    ),
}  # fmt: skip
