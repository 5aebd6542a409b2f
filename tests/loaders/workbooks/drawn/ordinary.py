"""Workbooks with nothing odd in them, and some that look odd and are not."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import (
    HAZARD,
    INDICATORS,
    METRO,
    PAVEMENT,
    REMARKS,
    REPORTS,
    SHORE_POWER,
    STANDARDS,
    TARGETS,
    TASKS,
    TRAININGS,
    UNITS,
    Book,
    Sheet,
    indicators,
    reports,
    sheet,
    standards,
    tasks,
    trainings,
)

SEMINAR = ("岸电规范宣贯会", date(2024, 6, 6), "市港航局", 86)
COURSE = ("公路养护标准培训", date(2024, 6, 18), "市公路中心", 120)
PUBLISHED = ("T01", "发布地方标准数", "2024年6月", 63, "项")
CONNECTED = ("T02", "重点企业数据接入率", "2024年6月", "72.5%", "%")
DISPATCH = ("1", "建设港口集疏运智能调度平台", 0.6, "按序时", "完成调度模块联调，接入码头作业数据。")
BUSES = ("2", "完善公交线网动态优化机制", 1, "已完成", "印发优化工作规则，完成首轮线路评估。")
POWER = ("3", "推广港口岸电常态化使用", 0.35, "滞后", "船舶受电改造进度慢于计划，已约谈两家企业。")
SHARES = {f"C{row}": "0%" for row in (4, 5, 6)}
PLATFORM = ("1", "智慧港口", "建设港口集疏运智能调度平台", "市港航局、天津港集团", "2024年12月底前")
NETWORK = ("2", "公共交通", "完善公交线网动态优化机制", "市道路运输局", "2025年6月底前")

LONG_TEXT = (
    "一是完成需求调研：走访码头3家、车队12家；\n二是完成平台招标：中标金额1,280万元；\n"
    "三是启动接口开发，接入率达72%。\n（详见附件2）"
)

PLAN_SHEETS: Book = (
    Sheet(
        "规划",
        (
            ("规划代码", "tj-jt-2630"),
            ("规划名称", "天津市综合交通运输标准化行动方案（2026—2030年）"),
            ("简称", "标准化行动方案"),
            ("发布机构", "天津市交通运输委员会"),
            ("发文字号", "津交发〔2025〕118号"),
            ("成文日期", date(2025, 11, 20)),
            ("规划期（原文）", "2026—2030年"),
            ("起始日期", date(2026, 1, 1)),
            ("截止日期", date(2030, 12, 31)),
        ),
    ),
    Sheet("目标", (TARGETS, ("T01", "发布地方标准", 60, "发布标准数"), ("T02", "开展宣贯培训", 40, "培训场次"))),
    Sheet("节点", (("目标代码", "节点日期", "计划值"), ("T01", date(2028, 12, 31), 35))),
    Sheet("基期", (("基期代码", "指标名称", "基期值", "关联目标"), ("B01", "“十四五”时期发布地方标准", 90, "T01"))),
    Sheet("任务分工", (TASKS, (*PLATFORM[:4], "2028年12月底前"), (*NETWORK[:4], "长期坚持"))),
    Sheet("单位", (("单位名称", "简称", "职责"), ("天津市港航管理局", "市港航局", "牵头"), ("天津市道路运输局", "市道路运输局", "牵头"))),
)  # fmt: skip

LEDGERS: Book = (
    Sheet("标准", (REMARKS, STANDARDS, SHORE_POWER, PAVEMENT)),
    Sheet("培训", (REMARKS, TRAININGS, SEMINAR)),
    Sheet("指标", (REMARKS, INDICATORS, PUBLISHED, CONNECTED)),
    Sheet("进展", (REMARKS, REPORTS, (*DISPATCH[:2], "60%", *DISPATCH[3:]))),
)

BOOKS: dict[str, Book] = {
    "good-standards.xlsx": standards(SHORE_POWER, PAVEMENT, METRO, HAZARD),
    "good-trainings.xlsx": trainings(SEMINAR, COURSE),
    "good-indicators.xlsx": indicators(PUBLISHED, CONNECTED),
    "good-task-reports.xlsx": reports(DISPATCH, BUSES, POWER, formats=SHARES),
    "good-task-division.xlsx": tasks(PLATFORM, NETWORK),
    "good-plan.xlsx": PLAN_SHEETS,
    "good-four-ledgers.xlsx": LEDGERS,
    # --- these look odd and are not
    "zero-report.xlsx": standards(),
    "zero-report-in-words.xlsx": standards(("本月无新增标准。",), merges="A4:E4"),
    "zero-as-a-value.xlsx": indicators(
        ("T03", "建成智慧场景数", "2024年5月", 0, "个"), ("T03", "建成智慧场景数", "2024年6月", "0个", "个")
    ),
    "digits-in-names.xlsx": standards(
        ("5G专网港口应用技术要求", "智慧交通", None, "起草", None),
        ("12328热线服务规范", "运输服务", None, "审查", None),
        ("“1+N”应急预案编制导则", "安全保障", None, "立项", None),
        ("轨道交通6号线运营评估规程", "运输服务", None, "起草", None),
        ("出租汽车3.0平台接入规范", "智慧交通", None, "征求意见", None),
    ),
    "names-like-totals-and-notes.xlsx": trainings(
        ("注册验船师继续教育", date(2024, 6, 4), "市港航局", 45),
        ("小计量器具检定规程宣贯", date(2024, 6, 12), "市道路运输局", 38),
        ("累计误差分析方法培训", date(2024, 6, 13), "市公路中心", 22),
        ("合计吨位核算标准培训", date(2024, 6, 20), "市港航局", 31),
        ("说明书编写规范培训", date(2024, 6, 25), "市道路运输局", 27),
    ),
    "months-in-names.xlsx": reports(
        ("6", "6月安全生产月活动", "100%", "已完成", "开展12场宣讲，覆盖5个区。"),
        ("7", "2023年遗留问题整改", "80%", "按序时", "完成8项，剩余2项9月底前完成。"),
    ),
    "long-texts.xlsx": reports(("1", "建设港口集疏运智能调度平台", "60%", "按序时", LONG_TEXT)),
    "columns-in-another-order.xlsx": sheet("标准台账", STANDARDS[::-1], SHORE_POWER[::-1], METRO[::-1]),
    "sheet-called-sheet1.xlsx": sheet("Sheet1", TRAININGS, SEMINAR, COURSE, title="培训情况统计表"),
    "many-units.xlsx": tasks(("1", "智慧港口", "建设港口集疏运智能调度平台", "、".join(UNITS), "2024年底前")),
}
