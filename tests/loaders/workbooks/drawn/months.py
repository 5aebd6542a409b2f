"""Indicators with a column for each month, and what a month's figure counts."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import Book, sheet

FIRST = ("目标代码", "指标名称", "计量单位")
PUBLISHED = ("T01", "发布地方标准数", "项")
PILOTS = ("T03", "建成智慧场景数", "个")
CONNECTED = ("T02", "重点企业数据接入率", "%")
TOTAL = "2024年主要指标累计完成情况表"
SAID_NOTHING = "2024年主要指标完成情况表"


def wide(headers: tuple, *rows: tuple, title: str = TOTAL, **more: object) -> Book:
    return sheet("指标台账", (*FIRST, *headers), *rows, title=title, **more)


BOOKS: dict[str, Book] = {
    "months-as-columns.xlsx": wide(("1月", "2月", "3月"), (*PUBLISHED, 58, 60, 63), (*PILOTS, 7, 7, 9)),
    "months-as-columns-two-of-them.xlsx": wide(("1月", "2月"), (*PUBLISHED, 58, 60), (*PILOTS, 7, 7)),
    "months-as-columns-with-year.xlsx": wide(
        ("2023年12月", "2024年1月", "2024年2月"), (*PUBLISHED, 57, 58, 60), title="主要指标累计完成情况表"
    ),
    "months-as-columns-other-spellings.xlsx": wide(
        ("2024.1", "2024-02", "3月份", "四月"), (*PUBLISHED, 58, 60, 63, 63)
    ),
    "months-as-columns-real-dates.xlsx": wide(
        (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)),
        (*PUBLISHED, 58, 60, 63),
        formats=dict.fromkeys(("D3", "E3", "F3"), 'yyyy"年"m"月"'),
    ),
    "months-as-columns-under-their-year.xlsx": sheet(
        "指标台账",
        (*FIRST, "2023年", None, "2024年", None),
        (None, None, None, "11月", "12月", "1月", "2月"),
        (*PUBLISHED, 55, 57, 58, 60),
        title="主要指标累计完成情况表",
        merges="A3:A4 B3:B4 C3:C4 D3:E3 F3:G3",
    ),
    "months-as-columns-not-all-filled.xlsx": wide(
        ("4月", "5月", "6月"), (*PUBLISHED, 61, None, 63), (*PILOTS, None, 8, None)
    ),
    "months-as-columns-of-the-month-alone.xlsx": wide(
        ("1月", "2月", "3月"), (*PUBLISHED, 1, 2, 3), title="2024年主要指标当月新增情况表"
    ),
    "months-as-columns-that-do-not-say.xlsx": wide(
        ("1月", "2月", "3月"), (*PUBLISHED, 58, 60, 63), (*PILOTS, 7, 7, 9), title=SAID_NOTHING
    ),
    "months-as-columns-of-shares.xlsx": wide(
        ("1月", "2月", "3月"),
        (*CONNECTED, 0.68, 0.69, 0.7),
        title=SAID_NOTHING,
        formats=dict.fromkeys(("D4", "E4", "F4"), "0%"),
    ),
    "months-as-columns-with-a-wrong-cell.xlsx": wide(("1月", "2月", "3月"), (*PUBLISHED, 58, "约60", 63)),
    "months-as-columns-with-a-total.xlsx": wide(
        ("1月", "2月", "3月", "合计"), (*PUBLISHED, 1, 2, 3, 6), title="2024年主要指标当月新增情况表"
    ),
    "months-as-columns-with-two-figures-each.xlsx": sheet(
        "指标台账",
        ("目标代码", "指标名称", "1月", None, "2月", None, "3月", None),
        (None, None, "当月", "累计", "当月", "累计", "当月", "累计"),
        ("T01", "发布地方标准数", 1, 58, 2, 60, 3, 63),
        title="2024年主要指标完成情况表",
        merges="A3:A4 B3:B4 C3:D3 E3:F3 G3:H3",
    ),
    "month-and-total-side-by-side.xlsx": sheet(
        "指标台账",
        ("目标代码", "指标名称", "当月完成值", "累计完成值"),
        ("T01", "发布地方标准数", 3, 63),
        ("T03", "建成智慧场景数", 0, 9),
    ),
    "month-alone.xlsx": sheet("指标台账", ("目标代码", "指标名称", "本月新增"), ("T01", "发布地方标准数", 3)),
}
