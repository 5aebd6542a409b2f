"""Units, status words and standard numbers."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import (
    PLAN,
    REMARKS,
    REPORTS,
    STANDARDS,
    TASK_NAMES,
    Book,
    led_by,
    reports,
    sheet,
    standards,
    stated,
)
from tests.loaders.workbooks.drawn.ordinary import DISPATCH, METRO, SHORE_POWER

DIVISION = {"title": "天津市综合交通运输重点任务分工表", "remarks": (PLAN,)}

BOOKS: dict[str, Book] = {
    # --- units
    "units-mixed-separators.xlsx": led_by("市港航局、市公安局，市城市管理委,市规划资源局；市发展改革委;市财政局/市商务局\n市文化和旅游局"),
    "units-in-brackets.xlsx": led_by("各区(市、县)人民政府；市文旅局(市文物局)"),
    "units-lead-and-support-in-one-cell.xlsx": led_by("牵头单位：市港航局、市发展改革委；配合单位：市财政局", "市公安局牵头，市城市管理委、市财政局配合", "市公安局牵头、市财政局配合", "由市公安局会同市财政局负责"),
    "units-with-remarks.xlsx": led_by("市公安局、市城市管理委等按职责分工负责", "市财政局（下同）", "各有关单位", "各区人民政府"),
    "units-first-one-leads-said-above.xlsx": sheet(
        "任务分工",
        ("序号", "任务名称", "责任单位", "完成时限"),
        ("1", TASK_NAMES[0], "市港航局、天津港集团、市公安局", "2024年底前"),
        ("2", TASK_NAMES[1], "市道路运输局", "2024年底前"),
        title="天津市综合交通运输重点任务分工表",
        remarks=(PLAN, "说明：责任单位列第一位的为牵头单位"),
    ),
    "units-responsible-beside-lead.xlsx": sheet(
        "任务分工",
        ("序号", "任务名称", "牵头单位", "责任单位", "完成时限"),
        ("1", TASK_NAMES[0], "市港航局", "天津港集团、市公安局", "2024年底前"),
        **DIVISION,
    ),
    "units-column-called-unit.xlsx": sheet(
        "任务分工",
        ("序号", "任务名称", "单位", "完成时限"),
        ("1", TASK_NAMES[0], "市港航局、天津港集团", "2024年底前"),
        ("2", TASK_NAMES[1], "市道路运输局", "2024年底前"),
        **DIVISION,
    ),
    "units-one-twice.xlsx": led_by("市公安局、市港航局、市公安局"),
    "units-bracket-not-closed.xlsx": led_by("市文旅局（市文物局、市财政局"),
    "reporting-unit-by-its-short-name.xlsx": standards(SHORE_POWER, remarks=(PLAN, "填报单位：道路运输局", "填报月份：2024年6月")),
    "reporting-unit-unknown.xlsx": standards(SHORE_POWER, remarks=(PLAN, "填报单位：市道路运输处", "填报月份：2024年6月")),
    # --- status words
    "status-done.xlsx": stated("已完成", "已办结", "销号", "全部完工", "已办结销号"),
    "status-ahead.xlsx": stated("提前", "超序时", "超进度", "快于预期"),
    "status-on-time.xlsx": stated("按序时", "达进度", "正常推进", "达序时进度"),
    "status-under-way.xlsx": stated("正在推进", "持续推进", "有序推进"),
    "status-behind.xlsx": stated("滞后", "慢序时", "欠进度", "进展缓慢", "略慢于序时", "超期未完成"),
    "status-not-started.xlsx": stated("未启动", "未开工", "尚未启动", "尚未"),
    "status-with-a-share-inside.xlsx": stated("目前完成60%"),
    "status-nearly-done.xlsx": stated("基本完成", "未完成"),
    "status-with-what-is-left.xlsx": stated("还差40%"),
    "status-opposites-in-one-cell.xlsx": stated("总体按序时推进，个别滞后"),
    "status-not-a-status.xlsx": stated("存在一定困难"),
    "status-done-at-sixty-percent.xlsx": stated("已完成60%"),
    "status-as-ticks.xlsx": sheet(
        "任务进展",
        (*REPORTS[:3], "已完成", "推进中", "未启动", "本月进展"),
        ("1", TASK_NAMES[0], "60%", None, "√", None, "完成联调。"),
        ("2", TASK_NAMES[1], "100%", "√", None, None, "印发规则。"),
        title="重点任务进展月报表",
    ),
    "status-by-colour-alone.xlsx": sheet(
        "任务进展",
        REPORTS,
        ("1", TASK_NAMES[0], "60%", None, "完成联调。"),
        ("3", TASK_NAMES[2], "35%", None, "完成两家企业改造。"),
        title="重点任务进展月报表（绿色为正常，红色为滞后）",
        fills={"D4": "92D050", "D5": "FF0000"},
    ),
    # --- stages and standard numbers
    "stage-words.xlsx": standards(
        *(
            (name, "基础设施", None, stage, None)
            for name, stage in (
                ("航道养护技术规程", "预研中"),
                ("船闸检修规程", "已立项"),
                ("桥梁伸缩缝更换规程", "正在起草"),
                ("隧道照明节能规范", "公开征求意见"),
                ("公路标线施工规范", "技术审查"),
                ("站台屏蔽门检测规程", "报批"),
            )
        ),
        ("码头护舷更换规程", "基础设施", "DB12/T 1203-2021", "已废止", date(2021, 6, 1)),
    ),
    "stage-about-to-come.xlsx": standards(("航道养护技术规程", "基础设施", None, "待发布", None)),
    "standard-number-spellings.xlsx": standards(
        ("岸电设施运行规范", "绿色交通", "ＤＢ１２／Ｔ １３０１—２０２３", "发布", date(2023, 9, 28)),
        ("就地热再生施工规程", "基础设施", "db12/t 1322－2024", "发布", date(2024, 3, 15)),
    ),
    "standard-number-without-slash.xlsx": standards(("就地热再生施工规程", "基础设施", "DB12T 1322-2024", "发布", date(2024, 3, 15))),
    "standard-number-of-no-region.xlsx": standards(("就地热再生施工规程", "基础设施", "DB16/T 1322-2024", "发布", date(2024, 3, 15))),
    "standard-number-letters-for-digits.xlsx": standards(("就地热再生施工规程", "基础设施", "DBl2/T 1322-2024", "发布", date(2024, 3, 15))),
    "standard-number-several.xlsx": standards(("就地热再生施工规程", "基础设施", "DB12/T 1322-2024、DB12/T 1323-2024", "发布", date(2024, 3, 15))),
    "standard-number-of-another-kind.xlsx": standards(("就地热再生施工规程", "基础设施", "津交发〔2024〕35号", "发布", date(2024, 3, 15))),
    # --- what the plan knows
    "plan-unknown.xlsx": standards(SHORE_POWER, remarks=("规划代码：tj-jt-135", *REMARKS[1:])),
    "plan-not-said.xlsx": standards(SHORE_POWER, remarks=("填报单位：市道路运输局", "填报月份：2024年6月")),
    "unit-and-month-not-said.xlsx": standards(SHORE_POWER, remarks=(PLAN,)),
    "month-before-the-plan.xlsx": standards(METRO, remarks=(PLAN, "填报单位：市道路运输局", "填报月份：2020年12月")),
    "month-after-the-plan.xlsx": standards(METRO, remarks=(PLAN, "填报单位：市道路运输局", "填报月份：2026年3月")),
    "register-older-than-the-newest.xlsx": standards(SHORE_POWER, remarks=(PLAN, "填报单位：市邮政管理局", "填报月份：2024年6月")),
    "target-unknown.xlsx": sheet("指标台账", ("目标代码", "累计完成值"), ("T01", 63), ("T91", 5)),
    "task-unknown.xlsx": reports((*DISPATCH[:2], "60%", *DISPATCH[3:]), ("88", "完善航道助航设施", "20%", "按序时", "完成招标。")),
    "task-codes-decorated.xlsx": reports(
        *(
            (code, name, "60%", "按序时", "完成阶段工作。")
            for code, name in zip(("1.", "（2）", "③", "(5)", "7、"), (*TASK_NAMES[:3], TASK_NAMES[4], TASK_NAMES[6]), strict=True)
        )
    ),
    "template-partly-filled-in.xlsx": reports(("1", TASK_NAMES[0], "60%", "按序时", "完成联调。"), ("2", TASK_NAMES[1], None, None, None)),
    "template-not-filled-in.xlsx": reports(("1", TASK_NAMES[0], None, None, None), ("2", TASK_NAMES[1], None, None, None)),
    "column-missing.xlsx": sheet("标准台账", (STANDARDS[0], *STANDARDS[2:]), (SHORE_POWER[0], *SHORE_POWER[2:])),
}  # fmt: skip
