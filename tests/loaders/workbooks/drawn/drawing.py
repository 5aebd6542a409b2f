"""Sheets drawn by hand, and the bytes of the workbooks they make: the same bytes each time."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

SAVED_AT = datetime(2024, 7, 2, 9, 30)

PLAN = "规划代码：tj-jt-145"
REMARKS = (PLAN, "填报单位：市道路运输局", "填报月份：2024年6月")

STANDARDS = ("标准名称", "领域", "标准号", "阶段", "发布日期")
TRAININGS = ("培训名称", "举办日期", "组织单位", "参训人次")
INDICATORS = ("目标代码", "指标名称", "月份", "累计完成值", "计量单位")
REPORTS = ("任务序号", "任务名称", "完成率", "状态", "本月进展")
TASKS = ("序号", "领域", "任务名称", "牵头单位", "完成时限")
TARGETS = ("目标代码", "目标名称", "目标值", "口径")

SHORE_POWER = ("集装箱码头岸电设施运行维护规范", "绿色交通", "DB12/T 1301-2023", "发布", date(2023, 9, 28))
PAVEMENT = ("公路沥青路面就地热再生施工规程", "基础设施", "DB12/T 1322-2024", "发布", date(2024, 3, 15))
METRO = ("城市轨道交通车站客流监测技术要求", "智慧交通", None, "征求意见", None)
HAZARD = ("危险货物道路运输企业安全评估指南", "安全保障", None, "审查", None)

TASK_NAMES = (
    "建设港口集疏运智能调度平台",
    "完善公交线网动态优化机制",
    "推广港口岸电常态化使用",
    "编制公路养护数据采集规程",
    "建立危险货物运输联网监管机制",
    "建设货运枢纽信息共享系统",
    "开展桥梁结构健康监测试点",
    "修订出租汽车服务质量考核办法",
    "推进农村公路电子地图更新",
    "建设船舶污染物接收转运监管平台",
    "组织道路客运站标准化改造",
    "开展城市轨道交通应急演练",
)
UNITS = ("市港航局", "市道路运输局", "市公路中心", "天津港集团", "市轨道交通集团", "市邮政管理局")


@dataclass(frozen=True)
class Result:
    """A formula and the result that was saved with it; None: it was never calculated."""

    formula: str
    result: object = None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from A1 on. merges: ranges such as "A1:E1 B4:B6". formats: cell -> number format.

    fills: cell -> colour. errors: cells whose text is an error that Excel shows.
    """

    name: str
    rows: tuple[tuple, ...]
    merges: str = ""
    formats: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    errors: str = ""
    hidden_rows: tuple[int, ...] = ()
    is_hidden: bool = False


Book = tuple[Sheet, ...]


def sheet(name: str, *rows: tuple, title: str = "", remarks: tuple = REMARKS, **more: object) -> tuple[Sheet]:
    """A workbook of one sheet as offices send it: title in row 1, remarks in row 2, from row 3 on the rows."""
    widest = max(map(len, rows))
    merges = f"A1:{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[widest - 1]}1 {more.pop('merges', '')}"
    return (Sheet(name, ((title or f"{name}月报表",), remarks, *rows), merges, **more),)


def standards(*rows: tuple, **more: object) -> tuple[Sheet]:
    return sheet("标准台账", STANDARDS, *rows, title="标准制修订月度台账", **more)


def trainings(*rows: tuple, **more: object) -> tuple[Sheet]:
    return sheet("培训台账", TRAININGS, *rows, title="标准宣贯培训月度台账", **more)


def indicators(*rows: tuple, **more: object) -> tuple[Sheet]:
    return sheet("指标台账", INDICATORS, *rows, title="主要指标完成情况月报表", **more)


def reports(*rows: tuple, **more: object) -> tuple[Sheet]:
    return sheet("任务进展", REPORTS, *rows, title="重点任务进展月报表", **more)


def tasks(*rows: tuple, **more: object) -> tuple[Sheet]:
    given = {"title": "天津市综合交通运输重点任务分工表", "remarks": (PLAN,)} | more
    return sheet("任务分工", TASKS, *rows, **given)


def targets(*rows: tuple, **more: object) -> tuple[Sheet]:
    given = {"title": "天津市综合交通运输主要目标表", "remarks": (PLAN,)} | more
    return sheet("目标", TARGETS, *rows, **given)


def deadlines(*cells: object, **more: object) -> tuple[Sheet]:
    """A task division whose deadlines, from E4 down, are these."""
    rows = [
        (str(number), "智慧交通", TASK_NAMES[number - 1], UNITS[number % len(UNITS)], cell)
        for number, cell in enumerate(cells, 1)
    ]
    return tasks(*rows, **more)


def led_by(*cells: object, **more: object) -> tuple[Sheet]:
    """A task division whose lead units, from D4 down, are these."""
    rows = [
        (str(number), "智慧交通", TASK_NAMES[number - 1], cell, "2024年12月底前")
        for number, cell in enumerate(cells, 1)
    ]
    return tasks(*rows, **more)


def goals(*cells: object, **more: object) -> tuple[Sheet]:
    """A table of targets whose target values, from C4 down, are these."""
    names = ("标准宣贯培训", "重点企业数据接入", "公交线网优化", "交通运输企业标准化建设", "岸电设施使用", "非现场执法", "智慧工地建设")  # fmt: skip
    rows = [(f"T{number:02}", names[number - 1], cell, "填报指标") for number, cell in enumerate(cells, 1)]
    return targets(*rows, **more)


def attended_by(*cells: object, **more: object) -> tuple[Sheet]:
    """A ledger of trainings whose attendances, from D4 down, are these."""
    names = ("岸电规范宣贯会", "公路养护标准培训", "客运站服务标准培训", "危货运输标准宣讲", "网约车数据标准培训", "桥梁监测标准培训", "轨道应急标准培训", "标准化法专题讲座")  # fmt: skip
    rows = [
        (names[number - 1], date(2024, 6, number), "市道路运输局", cell)
        for number, cell in enumerate(cells, 1)
    ]
    return trainings(*rows, **more)


def stated(*cells: object, **more: object) -> tuple[Sheet]:
    """A ledger of task reports whose states, from D4 down, are these."""
    rows = [
        (str(number), TASK_NAMES[number - 1], None, cell, "完成阶段工作，资料已归档。")
        for number, cell in enumerate(cells, 1)
    ]
    return reports(*rows, **more)


# --- bytes --------------------------------------------------------------------------------------------------


def xlsx(book: Book, *, from_1904: bool = False, change: Callable[[Workbook], None] | None = None) -> bytes:
    """The bytes of a workbook."""
    made = Workbook()
    made.remove(made.worksheets[0])
    made.epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    results: dict[str, dict[str, object]] = {}
    for number, drawn in enumerate(book, 1):
        results[f"xl/worksheets/sheet{number}.xml"] = _draw(made, drawn)
    if change is not None:
        change(made)
    file = BytesIO()
    made.save(file)
    with zipfile.ZipFile(BytesIO(file.getvalue())) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    for name, cells in results.items():
        for cell, result in cells.items():
            parts[name] = _with_result(parts[name], cell, result)
    return packed(parts)


def _draw(made: Workbook, drawn: Sheet) -> dict[str, object]:
    """Put a sheet into a workbook; gives the saved results of its formulas by cell."""
    at = made.create_sheet(drawn.name)
    results = {}
    for row, values in enumerate(drawn.rows, 1):
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            cell = at.cell(row, column)
            cell.value = value.formula if isinstance(value, Result) else value
            if isinstance(value, Result) and value.result is not None:
                results[cell.coordinate] = value.result
            elif isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"  # a text all the same: =100
            if isinstance(value, date):
                cell.number_format = "yyyy/m/d"
    for cells in drawn.merges.split():
        at.merge_cells(cells)
    for cell, format in drawn.formats.items():
        at[cell].number_format = format
    for cell, colour in drawn.fills.items():
        at[cell].fill = PatternFill("solid", colour)
    for cell in drawn.errors.split():
        at[cell].data_type = "e"
    for number in drawn.hidden_rows:
        at.row_dimensions[number].hidden = True
    at.sheet_state = "hidden" if drawn.is_hidden else "visible"
    return results


def _with_result(xml: bytes, cell: str, result: object) -> bytes:
    """The XML of a sheet with the saved result of one formula, as Excel writes it."""
    pattern = rb'<c r="%s"([^>]*)>(<f>[^<]*</f>)<v ?/?>(?:</v>)?</c>' % cell.encode()
    kind = b' t="str"' if isinstance(result, str) else b""
    saved = rb'<c r="%s"\1%s>\2<v>%s</v></c>' % (cell.encode(), kind, str(result).encode())
    xml, count = re.subn(pattern, saved, xml)
    assert count == 1, cell
    return xml


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts of a workbook as a zip in which no clock has left a trace."""
    core = parts["docProps/core.xml"]
    saved_at = SAVED_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    core = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", saved_at, core).replace(b"openpyxl", "综合处".encode())
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in {**parts, "docProps/core.xml": core}.items():
            member = zipfile.ZipInfo(name, SAVED_AT.timetuple()[:6])
            package.writestr(member, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def text(book: Book, delimiter: str) -> str:
    """The first sheet of a workbook as Excel saves it as text."""
    lines = ([_as_text(value) for value in row] for row in book[0].rows)
    width = max(map(len, book[0].rows))
    return "".join(delimiter.join(line + [""] * (width - len(line))) + "\r\n" for line in lines)


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    return "" if value is None else str(value)


def page(book: Book) -> str:
    """The first sheet of a workbook as an office system exports it: a web page that calls itself a workbook."""
    spans, covered = {}, set()
    for cells in book[0].merges.split():
        left, top, right, bottom = range_boundaries(cells)
        spans[top, left] = f' rowspan="{bottom - top + 1}" colspan="{right - left + 1}"'
        covered |= {(row, at) for row in range(top, bottom + 1) for at in range(left, right + 1)} - {
            (top, left)
        }
    width = max(map(len, book[0].rows))
    lines = [
        "<tr>"
        + "".join(
            f"<td{spans.get((row, at), '')}>{_as_text(value) or '&nbsp;'}</td>"
            for at, value in enumerate((*values, *[None] * (width - len(values))), 1)
            if (row, at) not in covered
        )
        + "</tr>"
        for row, values in enumerate(book[0].rows, 1)
    ]
    return (
        '<html><head><meta charset="utf-8"><title>导出</title></head><body>\n<table border="1">\n'
        + "\n".join(lines)
        + "\n</table>\n</body></html>\n"
    )
