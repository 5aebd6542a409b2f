"""Workbooks drawn in a test: each sheet as rows of cells, as a person would type them."""

from io import BytesIO

from openpyxl import Workbook

from loaders.known import Background, KnownPlan, KnownTarget
from loaders.reader import read_workbook
from loaders.result import Reading
from loaders.workbook import open_workbook

STANDARDS = ["标准名称", "领域", "标准号", "阶段", "发布日期"]
REMARKS = ["规划代码：p", "填报单位：甲单位", "填报月份：2023年6月"]

PLAN = KnownPlan(
    "p",
    "规划",
    targets={"T01": KnownTarget("项"), "T02": KnownTarget("%"), "T03": KnownTarget("个")},
    tasks={"1": frozenset(), "2": frozenset()},
    units={"甲单位": "甲单位", "甲": "甲单位", "乙单位": "乙单位"},
)


def workbook_bytes(merges: dict[str, list[str]] | None = None, /, **sheets: list[list]) -> bytes:
    """The bytes of a workbook: sheet name -> rows. `merges`: sheet name -> ranges to merge."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in (merges or {}).get(name, []):
            sheet.merge_cells(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(
    merges: dict[str, list[str]] | None = None, /, plan: KnownPlan = PLAN, **sheets: list[list]
) -> Reading:
    """Read a drawn workbook against a plan with targets T01 (项) and T02 (%), tasks 1 and 2, units 甲单位 and 乙单位."""
    workbook = open_workbook(workbook_bytes(merges, **sheets), "台账.xlsx")
    return read_workbook(workbook, Background({plan.plan_code: plan}))


def told(reading: Reading) -> list[tuple[str, str]]:
    """The problems of a reading as (cell, code), in the order they were found."""
    return [(problem.cell, problem.code) for problem in reading.problems]
