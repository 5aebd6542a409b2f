"""Briefings as workbooks: every figure with its format and the cell it came from, charts with their data."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exports.briefing.content import Part
from exports.sheets import DEMO_REMARK
from exports.xlsx import briefing_file
from tables.table import Column, Kind, On, Source, Table
from tests.exports.briefings import INJECTED, briefing, bullet, forecast, targets
from words import _


def book(draft=None):
    return load_workbook(BytesIO(briefing_file(draft or briefing())))


def rows_of(sheet, headers) -> list[list]:
    """The rows under a header, and the header itself."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(index for index, row in enumerate(rows) if row[: len(headers)] == list(headers))
    return rows[start:]


@pytest.mark.parametrize("count", [5, 200])
def test_every_cell_of_a_table_stands_on_its_sheet_with_its_source(count):
    table = targets(count)
    header, *rows = rows_of(book(briefing(count))["量化目标"], table.headers)
    assert header[-1] == _("Source")
    for found, row in zip(rows, table.rows, strict=True):
        name, goal, value, share, gap, status, units, sources = row
        assert found[:2] == [name, goal.value]
        assert found[2:5] == [number and pytest.approx(number) for number in (value, share, gap)]
        assert found[5:7] == [status.label, "、".join(units) or None]
        assert found[7] == (f"台账.xlsx › 标准台账 › {sources[0].cell}" if sources else None)


def test_numbers_have_the_format_of_their_unit():
    sheet = book()["量化目标"]
    formats = {cell.column: cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)}  # fmt: skip
    assert (formats[3], formats[5]) == ("#,##0", "#,##0.0#")
    assert formats[4] in ("0%", "0.0%")


def test_dates_are_dates():
    header, row = rows_of(book()["下月到期"], ["名称", "到期日"])
    assert (header, row) == (["名称", "到期日"], ["甲标准", datetime(2023, 7, 31)])


def test_the_words_stand_on_the_first_sheet():
    words = [cell.value for cell in book().worksheets[0]["A"]]
    assert any(text and text.startswith(briefing().answer) for text in words)
    for part in briefing().parts:
        assert part.title in words
        assert set(part.sentences) <= set(words)
    assert set(briefing().basis) <= set(words)


def test_every_chart_stands_on_a_sheet_with_its_data():
    workbook = book()
    for chart in (chart for part in briefing().parts for chart in part.charts):
        sheet = workbook[chart.title.replace(":", "")[:31]]
        assert len(sheet._charts) == 1
    _header, *rows = rows_of(workbook["各目标完成率"], [_("Name"), "完成率"])
    assert [row[1] for row in rows] == list(bullet(5).series[0].values)


def test_a_native_chart_points_at_the_cells_of_its_sheet():
    made = book()
    sheet = made["完成预测"]
    with ZipFile(BytesIO(briefing_file(briefing()))) as archive:
        xml = "".join(archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name)
    start = next(cell.row for cell in sheet["A"] if cell.value == _("Month"))
    assert f"'完成预测'!$A${start + 1}:$A${start + 60}" in xml
    assert sheet.cell(start + 1, 1).value == datetime(2021, 1, 1)
    assert sheet.cell(start, 4).value == forecast().series[1].name


def test_sheets_are_ready_to_print_and_say_that_data_is_made_up():
    for sheet in book():
        assert sheet.print_area and sheet.page_setup.fitToWidth == 1
        assert sheet["A2"].value == DEMO_REMARK
    assert DEMO_REMARK not in [sheet["A2"].value for sheet in book(briefing(is_demo=False))]


def test_sheets_of_the_same_or_impossible_names_are_told_apart():
    tables = [Table(f"t{place}", "表[1]:" + "长" * 40, [Column("名称")], [["甲"]]) for place in range(3)]
    made = book(with_parts([Part("p", "部分", [], tables)]))
    assert len(set(made.sheetnames)) == 4
    assert max(map(len, made.sheetnames)) <= 31


def with_parts(parts):
    from dataclasses import replace

    return replace(briefing(), parts=parts)


def test_text_that_begins_like_a_formula_arrives_as_text():
    columns = [Column("=名称"), Column("值", Kind.NUMBER), Column("来源", Kind.SOURCES, on=On.FILE)]
    source = (Source(1, "=cell", "甲", "A1"),)
    table = Table("t", "=表", columns, [[text, 1.0, source] for text in INJECTED])
    made = book(with_parts([Part("p", "=部分", ["=1+1", "@x"], [table], [bullet(3)])]))
    cells = [
        cell for sheet in made for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value[0] in "=+-@")


def test_a_drawing_of_bars_is_printed_on_one_upright_page():
    chart = bullet(20)
    sheet = next(sheet for sheet in book(with_parts([Part("p", "部分", [], [], [chart])])) if sheet._charts)
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
