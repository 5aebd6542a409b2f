"""A small made-up plan with ledgers, in which every status occurs: `example.load(engine)`.

In June 2023, half way through, its targets stand as STATUSES says; a month before the plan began none has
started. One name holds marks that HTML would read, to show that pages print text as text.
"""

from datetime import date

from sqlalchemy import Engine

from services.imports import take_in
from tests.loaders.sheets import workbook_bytes
from tests.text_tables import table, value
from words.terms import Status

PLAN_CODE = "example"
MONTH = "2023-06"
STATUSES = {
    "T01": Status.SLIGHTLY_BEHIND,
    "T02": Status.MET,
    "T03": Status.ON_SCHEDULE,
    "T04": Status.BEHIND,
    "T05": Status.FAR_BEHIND,
    "T06": Status.OVERDUE,
    "T07": Status.UNREPORTED,
    "T08": Status.ON_SCHEDULE,
    "T09": Status.UNQUANTIFIED,
}
PLAN = [
    ["示例规划"],
    ["规划代码", PLAN_CODE],
    ["规划名称", "示例市交通运输“十四五”发展规划"],
    ["简称", "示例规划"],
    ["发布机构", "示例市交通运输局"],
    ["成文日期", date(2021, 3, 1)],
    ["规划期（原文）", "2021—2025年"],
    ["起始日期", date(2021, 1, 1)],
    ["截止日期", date(2025, 12, 31)],
]


def _remarks(title: str, month: str, unit: str) -> list[list]:
    year, of_year = month.split("-")
    reports_for = f"填报月份：{year}年{int(of_year)}月"
    return [[title], [f"规划代码：{PLAN_CODE}", f"填报单位：{unit}", reports_for, "演示数据：数值均为虚构"]]


def _cells(text: str) -> list[list]:
    """The rows of a text table as cells of a sheet, its header first."""
    return [[value(cell) for cell in row] for row in table(text)]


TARGETS = [
    ["目标"],
    [f"规划代码：{PLAN_CODE}"],
    *_cells("""
目标代码 | 章节 | 目标名称                 | 目标表述         | 目标值 | 比较关系 | 计量单位 | 基期值 | 完成时限       | 时限来源   | 口径       | 牵头单位
T01      | 标准 | 制修订标准               | 制修订标准20项   |     20 | =        | 项       |      — | 2025年12月31日 | 原文       | 发布标准数 | 标准处
T02      | 公路 | 高速公路数字化率         | 数字化率80%以上  |    0.8 | ≥        | %        |      — | 2025年12月31日 | 原文       | 填报指标   | 公路局
T03      | 标准 | 培训、宣贯场次           | 培训20场次以上   |     20 | ≥        | 场次     |      — | 2025年12月31日 | 原文       | 培训场次   | 人事处
T04      | 标准 | 培训人次                 | 受训1000余人次   |   1000 | 约       | 人次     |      — | 2025年12月31日 | 原文       | 培训人次   | 人事处
T05      | 港口 | 智慧码头                 | 建成智慧码头8个  |      8 | =        | 个       |      — | 2025年12月31日 | 原文       | 填报指标   | 港航局
T06      | 港口 | <b>试点</b>项目 & “示范” | 示范项目5个      |      5 | ≥        | 个       |      — | 2022年12月31日 | 原文       | 填报指标   | 港航局
T07      | 公路 | 电子运单使用率           | 使用率100%       |      1 | ≥        | %        |      — | 2025年12月31日 | 原文       | 填报指标   | 运管局
T08      | 公路 | 平均通行时间             | 降到10分钟以内   |     10 | ≤        | 分钟     |     20 | 2025年12月31日 | 沿用规划期 | 填报指标   | 公路局
T09      | 标准 | 标准体系基本建成         | 标准体系基本建成 |      — | —        | —        |      — | 2025年12月31日 | 原文       | 填报指标   | —
"""),
]
MARKED_NAME = next(row[2] for row in TARGETS if row[0] == "T06")
TASKS = [
    ["任务分工"],
    [f"规划代码：{PLAN_CODE}"],
    *_cells("""
序号 | 领域/场景 | 任务名称         | 任务内容     | 牵头单位 | 配合单位 | 完成时限
'1'  | 智慧港口  | 建设一码通行平台 | 建设并投用   | 港航局   | 公路局   | 2025年12月底前
'2'  | 智慧港口  | 自动驾驶示范     | 持续推进示范 | 港航局   | —        | 长期坚持
'3'  | 智慧公路  | 桥梁监测         | 布设监测点   | 公路局   | —        | 2023年3月底前
'4'  | 智慧公路  | 治超联网         | 站点联网     | 公路局   | —        | —
"""),
]
UNITS = [["单位"], [f"规划代码：{PLAN_CODE}"], ["单位名称", "简称", "职责"]]
UNITS += [[unit, unit, "牵头"] for unit in ("标准处", "公路局", "人事处", "港航局", "运管局")]

TASK_REPORTS = [
    *_remarks("任务进展", MONTH, "港航局"),
    *_cells("""
任务序号 | 任务名称         | 月份    | 完成率 | 状态     | 本月进展     | 存在问题
'1'      | 建设一码通行平台 | 2023-06 | 0.6    | 正在推进 | 完成系统联调 | —
'2'      | 自动驾驶示范     | 2023-06 | 0.2    | 滞后     | 车辆采购中   | 资金未到位
'3'      | 桥梁监测         | 2023-06 | 0.9    | 滞后     | 布设42个点   | 汛期停工
"""),
]
# What the targets read, month by month; — where a month was not reported.
READINGS = _cells("""
target | unit | 2022-12 | 2023-03 | 2023-05 | 2023-06
T02    | %    |    0.62 |    0.74 |     0.8 |   0.853
T05    | 个   |       1 |       — |       — |       1
T06    | 个   |       3 |       — |       — |       3
T07    | %    |     0.5 |     0.7 |       — |       —
T08    | 分钟 |      17 |       — |       — |    14.5
""")


def load(engine: Engine) -> None:
    """Load the plan and its ledgers."""
    _take(engine, "示例规划.xlsx", 规划=PLAN, 目标=TARGETS, 任务分工=TASKS, 单位=UNITS)
    for month in ("2022-12", "2023-03", "2023-05", "2023-06"):
        _take(engine, f"指标台账_{month}.xlsx", 指标台账=_indicators(month))
    _take(engine, "标准台账_2023-05.xlsx", 标准台账=_standards("2023-05", 7))
    _take(engine, "标准台账_2023-06.xlsx", 标准台账=_standards("2023-06", 8))
    for month, last in (("2022-12", 9), ("2023-05", 12), ("2023-06", 13)):
        _take(engine, f"培训台账_{month}.xlsx", 培训台账=_trainings(month, last))
    _take(engine, "任务进展_2023-06.xlsx", 任务进展=TASK_REPORTS)


def load_plans(engine: Engine) -> None:
    """Load the plan without any ledger, and another one, “other”, whose one target is an indicator."""
    _take(engine, "示例规划.xlsx", 规划=PLAN, 目标=TARGETS, 任务分工=TASKS, 单位=UNITS)
    own = {"规划代码": "other", "规划名称": "另一规划", "简称": "另一规划"}
    other = [[row[0], own.get(row[0], row[1])] if len(row) > 1 else row for row in PLAN]
    targets = [TARGETS[0], ["规划代码：other"], TARGETS[2], *(row for row in TARGETS[3:] if row[0] == "T05")]
    _take(engine, "另一规划.xlsx", 规划=other, 目标=targets, 单位=[UNITS[0], ["规划代码：other"], *UNITS[2:]])


def load_many(engine: Engine, count: int) -> None:
    """Load the plan with as many targets, all of them rates that were reported once; the last one is furthest behind."""
    codes = [f"T{place + 1:03}" for place in range(count)]
    like = next(row for row in TARGETS[3:] if row[0] == "T02")
    targets = [[code, like[1], f"第{code}项覆盖率", *like[3:]] for code in codes]
    header = ["目标代码", "月份", "完成值", "计量单位"]
    rows = [[code, MONTH, 0.5 - place / count / 2.5, "%"] for place, code in enumerate(codes)]
    _take(engine, "示例规划.xlsx", 规划=PLAN, 目标=[*TARGETS[:3], *targets], 单位=UNITS)
    _take(engine, "指标台账.xlsx", 指标台账=[*_remarks("指标台账", MONTH, "公路局"), header, *rows])


def _take(engine: Engine, file: str, **sheets: list[list]) -> None:
    found = take_in(engine, workbook_bytes(**sheets), file, accepted_reason="示例")
    assert found.import_id, (file, [(problem.cell, problem.message) for problem in found.problems])


def _indicators(month: str) -> list[list]:
    header = ["目标代码", "指标名称", "月份", "完成值", "计量单位"]
    column = READINGS[0].index(month)
    rows = [[row[0], None, month, row[column], row[1]] for row in READINGS[1:] if row[column] is not None]
    return [*_remarks("指标台账", month, "公路局"), header, *rows]


def _standards(month: str, published: int) -> list[list]:
    rows: list[list] = [["标准名称", "领域", "标准号", "阶段", "发布日期"]]
    for number in range(1, 13):
        section = "绿色发展" if number % 2 else "智慧交通"
        row = [f"示例标准第{number}项技术规范", section, None, "征求意见", None]
        if number <= published:
            day = date(2021 + number // 4, number % 4 * 2 + 2, 15)
            row[2:] = [f"DB12/T {1000 + number}—{day.year}", "发布", day]
        rows.append(row)
    return [*_remarks("标准台账", month, "标准处"), *rows]


def _trainings(month: str, last: int) -> list[list]:
    rows: list[list] = [["培训名称", "类型", "举办日期", "组织单位", "参训人次"]]
    for number in range(1, last + 1):
        day = date(2021 + number // 6, number % 6 + 1, 20)
        rows.append([f"第{number}期标准宣贯", "宣贯", day, "人事处", 20 + number % 5])
    return [*_remarks("培训台账", month, "人事处"), *rows]
