"""What happens to a workbook on its way, and what stands in more than one row."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import (
    HAZARD,
    METRO,
    PAVEMENT,
    REPORTS,
    SHORE_POWER,
    TASK_NAMES,
    Book,
    Result,
    Sheet,
    indicators,
    reports,
    sheet,
    standards,
    trainings,
)
from tests.loaders.workbooks.drawn.ordinary import COURSE, SEMINAR

RATES = ("目标代码", "指标名称", "累计完成值", "分子", "分母")

BOOKS: dict[str, Book] = {
    # --- damage
    "traditional-characters.xlsx": standards(("道路運輸車輛檢測規範", "运输服务", None, "起草", None)),
    "pinyin-in-brackets.xlsx": standards(("道路运输标准化(huà)工作指南", "运输服务", None, "起草", None)),
    "wrong-encoding.xlsx": standards(("智慧港口标准".encode().decode("gb18030"), "智慧交通", None, "起草", None)),
    "drag-filled-constants.xlsx": standards(
        *(
            (name, "基础设施", f"DB12/T 1501-{2022 + place}", "发布", date(2022, 10, 18))
            for place, name in enumerate(("混凝土护栏施工规程", "桥面铺装施工规程", "路缘石安装规程"))
        )
    ),
    "row-pasted-into-another.xlsx": standards(
        METRO,
        ("航道养护技术规程\n船闸检修规程", "基础设施", "DB12/T 1401-2024\nDB12/T 1402-2024", "发布", "2024年5月12日\n2024年5月20日"),
    ),
    "row-shifted-by-a-column.xlsx": standards(SHORE_POWER, (None, *PAVEMENT[:4])),
    "error-cells.xlsx": trainings((*SEMINAR[:3], "#DIV/0!"), (*COURSE[:3], "#N/A"), errors="D4 D5"),
    "formula-with-its-result.xlsx": trainings((*SEMINAR[:3], Result("=50+36", 86)), (*COURSE[:2], Result('="市公路"&amp;"中心"', "市公路中心"), 120)),
    "formula-without-result.xlsx": trainings((*SEMINAR[:3], Result("=50+36")), COURSE),
    "dates-from-1904.xlsx": standards(SHORE_POWER, PAVEMENT),
    "invisible-characters.xlsx": indicators(("T01\u200b", "发布地方\u00a0标准数", "\ufeff2024年6月", "63\u00a0", "项")),
    "date-of-nothing.xlsx": standards((*METRO[:4], 0), formats={"E4": "yyyy/m/d"}),
    "number-in-scientific-notation.xlsx": trainings((*SEMINAR[:3], "1.2E+02")),
    # --- rows against rows
    "row-twice.xlsx": standards(SHORE_POWER, METRO, SHORE_POWER),
    "row-twice-in-two-spellings.xlsx": standards(
        ("岸电设施运行规范（试行）", "绿色交通", None, "起草", None), ("岸电设施运行规范 (试行)", "绿色交通", None, "起草", None)
    ),
    "row-twice-on-two-sheets.xlsx": (*standards(SHORE_POWER, METRO), Sheet("标准台账（补报）", standards(HAZARD, METRO)[0].rows)),
    "training-held-twice.xlsx": trainings(SEMINAR, (SEMINAR[0], date(2024, 6, 20), *SEMINAR[2:])),
    "indicator-twice-in-a-month.xlsx": indicators(("T01", "发布地方标准数", "2024年6月", 63, "项"), ("T01", "发布地方标准数", "2024年6月", 64, "项")),
    "numerator-above-denominator.xlsx": sheet("指标台账", RATES, ("T02", "重点企业数据接入率", None, 210, 200)),
    "numerator-and-denominator.xlsx": sheet("指标台账", RATES, ("T02", "重点企业数据接入率", "72.5%", 145, 200)),
    "name-missing.xlsx": standards(SHORE_POWER, (None, *METRO[1:])),
    "every-cell-of-a-row-wrong.xlsx": sheet(
        "任务进展", REPORTS, ("88", TASK_NAMES[0], "若干", "还行", "完成联调。"), title="重点任务进展月报表"
    ),
    "task-twice-in-a-month.xlsx": reports(("1", TASK_NAMES[0], "60%", "按序时", "完成联调。"), ("1", TASK_NAMES[0], "65%", "按序时", "完成试运行。")),
}  # fmt: skip
