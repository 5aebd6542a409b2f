"""Native charts: what a chart shows stands in its XML and in the workbook inside, in slides, documents and sheets alike."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.shared import Cm as DocumentCm
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Cm

from charts.chart import Axis, Chart, Label, Look, Series
from charts.palette import LIGHT
from exports.native_charts.embedding import add_to_document, add_to_slide, chart_part
from exports.native_charts.looks import FONT
from exports.native_charts.pieces import data_columns
from tests.exports.briefings import (
    ALL_LOOKS,
    INJECTED,
    MONTHS,
    NOW,
    bullet,
    forecast,
    gantt,
    history_of,
    stacked,
)
from words import _, use_language
from words.terms import Status

SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def xml_of(chart: Chart) -> etree._Element:
    return etree.fromstring(chart_part(chart)[0])


def find(root, path: str) -> list:
    return root.xpath(path, namespaces=SPACES)


def series_of(root, name: str):
    return next(series for series in find(root, "//c:ser") if find(series, "c:tx//c:v/text()") == [name])


def drawn(series) -> dict[int, float]:
    """{place of the category: value} of a series as it is drawn."""
    return {int(point.get("idx")): float(find(point, "c:v")[0].text) for point in find(series, "c:val//c:pt")}


def sheet_of(chart: Chart):
    return load_workbook(BytesIO(chart_part(chart)[1])).active


def column(sheet, name: str) -> list:
    headers = [cell.value for cell in sheet[1]]
    return [row[headers.index(name)].value for row in sheet.iter_rows(min_row=2)]


every_look = pytest.mark.parametrize("made", ALL_LOOKS, ids=[made.__name__ for made in ALL_LOOKS])


@every_look
def test_every_value_of_a_series_stands_in_the_drawing_and_in_its_workbook(made):
    chart = made()
    root, sheet = xml_of(chart), sheet_of(chart)
    for series in chart.series:
        if series.look in (Look.BAND, Look.SPAN):
            continue
        values = {index: value for index, value in enumerate(series.values) if value is not None}
        assert column(sheet, series.name) == [
            pytest.approx(value)
            if not isinstance(value, date) and value is not None
            else value and sheet_date(value)
            for value in series.values
        ]
        if series.look is not Look.TICK:
            assert drawn(series_of(root, series.name)) == pytest.approx(values)


def sheet_date(value: date):
    from datetime import datetime

    return datetime(value.year, value.month, value.day)


@every_look
def test_every_reference_of_the_drawing_names_cells_that_hold_what_is_drawn(made):
    chart = made()
    root, sheet = xml_of(chart), sheet_of(chart)
    for reference in find(root, "//c:numRef | //c:strRef"):
        _name, cells = find(reference, "c:f")[0].text.split("!")
        column = sheet[cells.replace("$", "")]
        held = [row[0] for row in column] if isinstance(column, tuple) else [column]
        assert find(reference, "*/c:ptCount")[0].get("val") == str(len(held))
        drawn_texts = {
            int(point.get("idx")): find(point, "c:v")[0].text for point in find(reference, "*/c:pt")
        }
        for index, cell in enumerate(held):
            if isinstance(cell.value, int | float):
                assert float(drawn_texts[index]) == pytest.approx(cell.value)
            elif isinstance(cell.value, str):
                assert drawn_texts[index] == cell.value
            else:
                assert (index in drawn_texts) == (cell.value is not None)


@every_look
def test_all_words_name_a_latin_and_an_east_asian_font(made):
    looks = find(xml_of(made()), "//a:defRPr | //a:rPr")
    assert looks
    assert {(find(look, "a:latin/@typeface")[0], find(look, "a:ea/@typeface")[0]) for look in looks} == {
        (FONT, FONT)
    }


def test_what_is_unknown_is_a_gap_and_a_blank_cell_never_zero():
    chart = history_of(m202303=30, m202306=41)
    line = drawn(series_of(xml_of(chart), "完成值"))
    assert line == {26: 30, 29: 41}
    assert find(xml_of(chart), "//c:dispBlanksAs/@val") == ["gap"]
    assert column(sheet_of(chart), "完成值")[27] is None


def test_months_are_days_of_a_calendar_named_once_a_year():
    root = xml_of(forecast())
    assert find(root, "//c:dateAx/c:majorUnit/@val") == ["12"]
    first = sheet_of(forecast())["A2"]
    assert first.value == sheet_date(date(2021, 1, 1))
    use_language("en")
    assert find(xml_of(forecast()), "//c:dateAx/c:numFmt/@formatCode") == ["yyyy-mm"]


def test_a_band_is_an_area_on_an_invisible_one():
    root = xml_of(forecast())
    base, width = find(root, "//c:areaChart/c:ser")
    assert find(base, "c:spPr/a:noFill") and find(width, "c:spPr/a:solidFill//a:alpha")
    low, high = drawn(base), drawn(width)
    band = forecast().series[0]
    assert [low[place] + high[place] for place in range(NOW, 60)] == list(band.upper[NOW:])
    assert {high[place] for place in range(NOW)} == {0}  # no width before anything is forecast
    assert find(root, "//c:legendEntry/c:delete/@val")


def test_a_span_of_days_begins_on_its_first_and_ends_with_its_last():
    sheet = sheet_of(gantt())
    assert column(sheet, "计划工期（起）") == [
        sheet_date(date(2021, 1, 1)),
        None,
        sheet_date(date(2023, 3, 1)),
    ]
    assert column(sheet, "计划工期") == [365, None, 1037]


def test_a_tick_stands_on_an_invisible_bar_of_its_value_before_the_bars():
    root = xml_of(stacked())
    main, second = find(root, "//c:barChart")
    assert find(main, "c:grouping/@val") == find(second, "c:grouping/@val") == ["stacked"]
    base, mark = find(second, "c:ser")
    assert find(base, "c:spPr/a:noFill")
    assert list(drawn(base).values()) == [0.5, 1.5, 2.5]
    assert max(drawn(mark).values()) < 0.05
    ends = [find(axis, "c:scaling/c:max/@val") for axis in find(root, "//c:valAx")]
    assert ends[0] == ends[1]


def test_two_ticks_are_outlines_and_spans_over_each_other_leave_no_room_for_any():
    due = Series("已承诺", Look.TICK, [1.0, 2.0, 3.0])
    both = replace(stacked(), series=[*stacked().series, due])
    assert [drawn(series_of(xml_of(both), name))[1] for name in ("应发布", "已承诺")] == [1.5, 2.0]
    span = gantt().series[0]
    with pytest.raises(ValueError, match="ticks"):
        xml_of(replace(gantt(), series=[span, replace(span, name="实际工期"), gantt().series[1]]))


def test_colours_are_those_of_the_light_page():
    root = xml_of(bullet(5))
    colours = [colour.get("val") for colour in find(root, "//c:dPt//a:srgbClr")]
    assert colours[0] == LIGHT.fills[Status.MET][1:].upper()
    assert len(colours) == 4  # the unreported one has no bar


def test_labels_stand_at_the_series_that_has_their_value():
    root = xml_of(history_of(m202304=30, m202306=41))
    labels = {"".join(find(label, "c:tx//a:t/text()")): find(label, "ancestor::c:ser/c:tx//c:v/text()")[0] for label in find(root, "//c:dLbl")}  # fmt: skip
    assert labels == {"目标 90 项": "目标", "41 项": "最近填报", "2023年6月": _("Month shown")}


def test_stacked_bars_carry_their_labels_inside_as_powerpoint_asks():
    positions = {
        find(position, "@val")[0] for position in find(xml_of(stacked()), "//c:ser/c:dLbls/c:dLblPos")
    }
    assert positions == {"ctr"}
    alone = replace(stacked(), series=[stacked().series[0]])
    assert find(xml_of(alone), "//c:ser/c:dLbls/c:dLblPos/@val") == ["outEnd"]


def test_beside_a_tick_the_value_stands_in_its_bar_unless_the_bar_is_too_short():
    [labels] = find(xml_of(bullet(3)), "//c:dLbls[c:numFmt]")
    assert find(labels, "c:dLblPos/@val") == ["inBase"]
    assert find(labels, "c:dLbl/c:idx/@val") == ["0"]  # the first bar is 0 long
    assert find(labels, "c:dLbl/c:dLblPos/@val") == ["outEnd"]


@pytest.mark.parametrize(
    "values, unit, end, step",
    [
        ([90.0], "项", "100.0", "20.0"),
        ([1.0, 2.0], "个", "3.0", "1.0"),
        ([0.4, 1.0], "%", "1.0", "0.2"),
        ([0.8, 1.2], "%", "1.5", "0.25"),
        ([0.031], "%", "0.04", "0.01"),
        ([12345.0], "人次", "15000.0", "2500.0"),
        ([None], "项", "2.0", "1.0"),
    ],
)
def test_the_axis_has_round_steps_and_room_above(values, unit, end, step):
    chart = Chart("c", "图", Axis.NAMES, [str(place) for place in range(len(values))], [Series("值", Look.BAR, values)], "说明", unit)  # fmt: skip
    root = xml_of(chart)
    assert float(find(root, "//c:valAx//c:max/@val")[0]) == pytest.approx(float(end))
    assert float(find(root, "//c:valAx/c:majorUnit/@val")[0]) == pytest.approx(float(step))


def test_text_that_begins_like_a_formula_arrives_as_text():
    series = [Series(f"{text}列", Look.BAR, [1.0] * len(INJECTED)) for text in ("=", "+", "-", "@")]
    chart = Chart("c", "=图", Axis.NAMES, INJECTED, series, "=说明", "项")
    book = load_workbook(BytesIO(chart_part(chart)[1]))
    cells = [cell for row in book.active.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in book.active["A"][1:]] == [text.replace("\x07", "") for text in INJECTED]
    assert all(cell.quotePrefix for cell in cells if cell.value[0] in "=+-@")
    slide = new_slide()
    add_to_slide(slide, chart, 0, 0, Cm(10), Cm(10))


def new_slide():
    presentation = Presentation()
    return presentation.slides.add_slide(presentation.slide_layouts[6])


def test_a_slide_holds_the_chart_with_its_workbook_and_text_alternative():
    slide = new_slide()
    for made in ALL_LOOKS:
        frame = add_to_slide(slide, made(), Cm(1), Cm(2), Cm(20), Cm(10))
        assert frame.has_chart
        assert (frame.left, frame.top, frame.width, frame.height) == (Cm(1), Cm(2), Cm(20), Cm(10))
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == made().alt_text
        inside = load_workbook(BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active
        assert [cell.value for cell in inside[1]] == [each.name for each in data_columns(made())]
    assert len({shape.shape_id for shape in slide.shapes}) == len(ALL_LOOKS)


def test_a_chart_on_a_slide_may_be_named_after_what_is_markup_elsewhere():
    title = "<b>试点</b>项目 & “示范”"
    frame = add_to_slide(new_slide(), replace(ALL_LOOKS[0](), title=title), Cm(1), Cm(2), Cm(20), Cm(10))
    assert frame.name == title


def test_a_document_holds_the_charts_with_their_workbooks_and_text_alternatives():
    document = docx.Document()
    for made in ALL_LOOKS:
        add_to_document(document.add_paragraph().add_run(), made(), DocumentCm(15), DocumentCm(8))
    file = BytesIO()
    document.save(file)
    again = docx.Document(BytesIO(file.getvalue()))
    parts = [part for part in again.part.package.iter_parts() if part.content_type.endswith("chart+xml")]
    books = [next(iter(part.rels.values())).target_part.blob for part in parts]
    assert sorted(load_workbook(BytesIO(book)).active["B1"].value for book in books) == sorted(
        data_columns(made())[1].name for made in ALL_LOOKS
    )
    told = [each.get("descr") for each in again.element.body.iter("{*}docPr")]
    assert told == [made().alt_text for made in ALL_LOOKS]
    assert len({each.get("id") for each in again.element.body.iter("{*}docPr")}) == len(ALL_LOOKS)
    for part in parts:
        relation = etree.fromstring(part.blob).xpath("//c:externalData/@r:id", namespaces=SPACES | {"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"})  # fmt: skip
        assert relation[0] in part.rels


def test_a_label_without_a_series_or_category_is_left_out():
    chart = replace(forecast(), labels=[Label("别处", "1999-01", 90.0), Label("没有", MONTHS[3], -1.0)])
    assert not [each for each in find(xml_of(chart), "//c:dLbl//a:t/text()") if each in ("别处", "没有")]
