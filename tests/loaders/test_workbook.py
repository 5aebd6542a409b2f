"""Opening workbooks of every format, what stands beside their values, and what is refused.

workbooks/ holds the table below as LibreOffice saved it (standards.xls, .ods, .html), locked with the password
"secret" (password.xlsx), and an xls with wrong bytes on which calamine asks for 800 GB (damaged.xls).
"""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from loaders import workbook as opening
from loaders.known import Background
from loaders.reader import read_workbook
from loaders.result import Reading
from loaders.sheet_xml import Formula, extent
from loaders.workbook import open_workbook
from tests.loaders.sheets import PLAN, told, workbook_bytes
from words.errors import WorkbookUnreadable

WORKBOOKS = Path(__file__).parent / "workbooks"
TABLE = [
    ["标准月度台账"],
    ["规划代码：p", "填报单位：甲单位", "填报月份：2023年6月"],
    ["标准名称", "领域", "标准号", "阶段", "发布日期"],
    ["港口规范", "基础设施", "DB12/T 9001-2023", "发布", date(2023, 5, 12)],
    ["船舶“一码通”指南", "安全保障", None, "起草", None],
]
INDICATORS = [["规划代码：p", "填报单位：甲单位", "填报月份：2023年6月"], ["目标代码", "完成值", "分子"]]


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def as_text(delimiter: str) -> str:
    texts = [["" if cell is None else str(cell) for cell in row] for row in TABLE]
    return "\r\n".join(delimiter.join(row) for row in texts) + "\r\n"


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook with parts of its zip added or replaced."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return file.getvalue()


def part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(BytesIO(content)).read(name)


def xlsm() -> bytes:
    content = workbook_bytes(标准台账=TABLE)
    types = part(content, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return with_parts(content, {"[Content_Types].xml": types, "xl/vbaProject.bin": b"Sub Auto_Open()"})


FORMATS = {
    "a.xlsx": lambda: workbook_bytes(标准台账=TABLE),
    "a.xlsm": xlsm,
    "a.xls": lambda: (WORKBOOKS / "standards.xls").read_bytes(),
    "wps.et": lambda: (WORKBOOKS / "standards.xls").read_bytes(),
    "wps-new.et": lambda: workbook_bytes(标准台账=TABLE),
    "a.ods": lambda: (WORKBOOKS / "standards.ods").read_bytes(),
    "utf-8.csv": lambda: as_text(",").encode(),
    "utf-8-mark.csv": lambda: as_text(",").encode("utf-8-sig"),
    "gb18030.csv": lambda: as_text(",").encode("gb18030"),
    "a.tsv": lambda: as_text("\t").encode(),
    "unicode-text.txt": lambda: as_text("\t").encode("utf-16"),
    "semicolons.csv": lambda: as_text(";").encode(),
    "really-csv.xls": lambda: as_text(",").encode("gb18030"),
    "really-a-page.xls": lambda: (WORKBOOKS / "standards.html").read_bytes(),
    "really-xlsx.xls": lambda: workbook_bytes(标准台账=TABLE),
}


def read(content: bytes, file: str = "台账.xlsx") -> Reading:
    return read_workbook(open_workbook(content, file), Background({"p": PLAN}))


@pytest.mark.parametrize("file", FORMATS)
def test_the_same_table_in_every_format_gives_the_same_rows(file):
    reading = read(FORMATS[file](), file)
    (rows,) = reading.sheets
    assert told(reading) == []
    assert (rows.kind, rows.numbers) == ("standards", [4, 5])
    assert (reading.plan_code, reading.unit, reading.month) == ("p", "甲单位", "2023-06")
    assert rows.rows == [
        ("港口规范", "基础设施", "DB12/T 9001-2023", "发布", date(2023, 5, 12)),
        ("船舶“一码通”指南", "安全保障", None, "起草", None),
    ]


def test_a_merged_block_of_a_web_page_is_one_cell():
    page = "<table><tr><th rowspan=2>甲<td>1</tr><tr><td>2</tr><tr><td colspan=2>乙</table>"
    (grid,) = open_workbook(page.encode(), "a.xls").grids
    assert grid.rows == [["甲", "1"], ["", "2"], ["乙"]]
    assert grid.group_value(1, 0) == "甲"
    assert grid.group_value(2, 1) == "乙"


def test_merged_blocks_of_an_ods():
    (grid,) = open_workbook((WORKBOOKS / "merged-groups.ods").read_bytes(), "a.ods").grids
    assert list(grid.merges) == [(0, 0, 0, 4), (3, 1, 4, 1), (3, 3, 4, 3), (3, 4, 4, 4)]


# --- what stands beside the values ---------------------------------------------------------------------------


def test_a_percent_format_makes_a_share_of_a_number():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (INDICATORS[0], ["任务序号", "完成率", "状态", "本月进展"], ["1", 1.5, "已完成", "a"], ["2", 1.5, "已完成", "a"]):  # fmt: skip
        sheet.append(row)
    sheet["B3"].number_format = "0.0%"
    reading = read(saved(book))
    # 150% where the format says so; without it the same number may be 1.5%.
    assert sorted(told(reading)) == [("B3", "share-above-one"), ("B4", "unclear-percent")]
    assert [row["attained_share"] for row in reading.sheets[0].records()] == [1.5, None]
    grid = reading.workbook.grids[0]
    assert grid.is_percent(2, 1) and not grid.is_percent(3, 1)


@pytest.mark.parametrize(
    "format, is_percent, is_date",
    [
        ("0%", True, False),
        ('0.0"%"', False, False),
        ('yyyy"年"m"月"d"日"', False, True),
        ("[$-804]yyyy/m;@", False, True),
        ("mm:ss", False, False),
        ("[Red]0.00", False, False),
        ("General", False, False),
    ],
)
def test_number_formats_are_told_apart(format, is_percent, is_date):
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = 45_000
    book.worksheets[0]["B2"].number_format = format
    (grid,) = open_workbook(saved(book), "a.xlsx").grids
    assert (grid.is_percent(1, 1), grid.is_date(1, 1)) == (is_percent, is_date)


def test_error_cells_and_formulas_without_a_result_are_problems():
    rows = [
        *INDICATORS,
        ["T01", 3, None],
        ["T01", "=1+1", None],
        ["T02", "#DIV/0!", None],
        ["=A3", "=B3", None],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.worksheets[0]["B5"].data_type = "e"
    reading = read(saved(book))
    assert told(reading) == [
        ("A6", "no-cached-value"),
        ("B4", "no-cached-value"),
        ("B5", "formula-error"),
        ("B6", "no-cached-value"),
        ("A4", "duplicate-key"),
    ]
    grid = reading.workbook.grids[0]
    assert grid.error(4, 1) == "#DIV/0!" and grid.value(3, 1) == Formula("=1+1")


def test_a_formula_whose_result_is_no_text_is_a_blank_cell():
    content = workbook_bytes(指标=[*INDICATORS, ["T01", 3, None]])
    name = "xl/worksheets/sheet1.xml"
    formula = b'</c><c r="C3" t="str"><f>IF(B3&gt;0,"","x")</f><v></v></c></row></sheetData>'
    xml = part(content, name).replace(b"</c></row></sheetData>", formula)
    reading = read(with_parts(content, {name: xml}))
    assert told(reading) == []
    unsaved = xml.replace(b' t="str"', b"")
    assert told(read(with_parts(content, {name: unsaved}))) == [("C3", "no-cached-value")]


def test_prefixed_sheet_xml_is_understood():
    content = workbook_bytes(指标=[*INDICATORS, ["T01", "=1+1", None]])
    name = "xl/worksheets/sheet1.xml"
    xml = part(content, name).replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
    content = with_parts(content, {name: xml.replace(b"xmlns=", b"xmlns:x=")})
    assert told(read(content)) == [("B3", "no-cached-value")]


def test_hidden_rows_are_read_and_told_once():
    book = openpyxl.load_workbook(
        BytesIO(workbook_bytes(标准=[*TABLE, ["丙规范", "安全保障"], ["丁规范", "安全保障"]]))
    )
    for row in (1, 4, 5, 7):
        book["标准"].row_dimensions[row].hidden = True
    book["标准"].column_dimensions["B"].hidden = True
    reading = read(saved(book))
    assert len(reading.sheets[0].rows) == 4
    assert told(reading) == [("A4", "hidden-rows")]
    assert "4–5, 7" in reading.problems[0].message
    grid = reading.workbook.grids[0]
    assert grid.is_hidden_row(3) and not grid.is_hidden_row(5)
    assert grid.is_hidden_column(1) and not grid.is_hidden_column(2)


def test_dates_of_a_workbook_that_counts_from_1904():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in TABLE:
        book.worksheets[0].append(row)
    reading = read(saved(book))
    assert reading.workbook.grids[0].counts_from_1904
    assert reading.sheets[0].records()[0]["published_on"] == date(2023, 5, 12)


def test_equal_numbers_in_cells_of_other_types_are_read_apart():
    reading = read(workbook_bytes(标准=[*TABLE[1:3], [True, "领域"], [1, "领域"], [1.0, "其他"]]))
    assert [row["name"] for row in reading.sheets[0].records()] == ["TRUE", "1", "1"]
    assert told(reading) == [("A5", "duplicate-key")]


# --- what is refused ----------------------------------------------------------------------------------------


def refusal(content: bytes, file: str = "台账.xlsx") -> str:
    """The English text of the message with which the bytes are refused."""
    with pytest.raises(WorkbookUnreadable, match=r"台账") as caught:
        open_workbook(content, file)
    text = str(caught.value)
    return next(
        code
        for code, template in opening.UNREADABLE.items()
        if text.endswith(opening._(template).rpartition("}")[2])
    )


def zip_bomb() -> bytes:
    return with_parts(workbook_bytes(标准=TABLE), {"xl/media/image1.png": bytes(300 * 1024**2)})


def lying_zip() -> bytes:
    """A zip whose directory says less than a part really unpacks to."""
    content = bytearray(with_parts(workbook_bytes(标准=TABLE), {"xl/media/image1.png": bytes(100_000)}))
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/media/image1.png"))
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def damaged_zip() -> bytes:
    content = bytearray(workbook_bytes(标准=TABLE))
    middle = content.index(b"PK\x03\x04", 100) + 60
    content[middle : middle + 20] = bytes(20)
    return bytes(content)


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = book.worksheets[0]["XFD1048576"] = "x"
    return saved(book)


def only_a_chart() -> bytes:
    book = openpyxl.Workbook()
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=1, min_row=1, max_row=3))
    book.create_chartsheet("图").add_chart(chart)
    return saved(book)


@pytest.mark.parametrize(
    "make, code",
    [
        (lambda: b"", "empty"),
        (lambda: b"just text", "unknown"),
        (lambda: bytes(range(256)), "unknown"),
        (lambda: b"<html><p>404</p></html>", "page"),
        (lambda: b"PK\x03\x04 not a zip", "damaged"),
        (lambda: workbook_bytes(标准=TABLE)[:3000], "damaged"),
        (damaged_zip, "damaged"),
        (lying_zip, "damaged"),
        (lambda: (WORKBOOKS / "damaged.xls").read_bytes(), "damaged"),
        (zip_bomb, "unpacked"),
        (far_cell, "cells"),
        (only_a_chart, "no-cells"),
        (lambda: (WORKBOOKS / "password.xlsx").read_bytes(), "password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unknown"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(make, code):
    assert refusal(make()) == code


def test_limits_of_size_and_time(monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_FILE", 1000)
    assert refusal(workbook_bytes(标准=TABLE)) == "large"
    monkeypatch.undo()
    monkeypatch.setattr(opening, "LONGEST_SECONDS", 0)
    assert refusal(workbook_bytes(标准=TABLE)) == "slow"


def test_cells_that_only_have_a_style_reach_nowhere_however_they_are_written():
    written = b'<sheetData><row r="2"><c r="A2" s="1"><v>1</v></c></row>'
    for empty in (b'<c r="ZZ9000" s="1"/>', b'<c r="ZZ9000" s="1" />', b'<c r="ZZ9000" s="1"></c>'):
        assert extent(written + b'<row r="9000">' + empty + b"</row>") == (2, 26)
        assert extent(b'<sheetData><row r="9000">' + empty + b"</row>") == (0, 26)
    assert extent(written + b'<row r="9000"><c r="AB9000"><v>1</v></c></row>') == (9000, 28)


def test_a_limit_of_cells_counts_blank_ones_too_but_no_empty_styles(monkeypatch):
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    book.worksheets[0]["ZZ9000"].number_format = "0%"
    assert len(open_workbook(saved(book), "a.xlsx").grids[0].rows) == 1
    monkeypatch.setattr(opening, "LARGEST_CELLS", 20)
    assert refusal(as_text(",").encode(), "台账.csv") == "cells"
    assert refusal((WORKBOOKS / "standards.xls").read_bytes()) == "cells"
