"""Briefings as slides: every figure of the briefing, real titles, fonts, notes, text alternatives, and room for all."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Cm

from exports.briefing.content import Part
from exports.native_charts.looks import FONT
from exports.pptx import briefing_file, chart_slide, lacking
from tables.table import Column, Kind, On, Table
from tests.exports.briefings import INJECTED, briefing, bullet, history_of, targets
from words import _, numbers, use_language
from words.errors import UnknownCode
from words.terms import Status

SIZES = (5, 200)


def opened(content: bytes):
    return Presentation(BytesIO(content))


def deck(count: int = 5, **more):
    return opened(briefing_file(briefing(count, **more)))


def tables(presentation) -> list[list[list[str]]]:
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def charts(presentation) -> list:
    return [shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def notes(slide) -> list[str]:
    return [paragraph.text for paragraph in slide.notes_slide.notes_text_frame.paragraphs]


def titles(presentation) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in presentation.slides]


@pytest.mark.parametrize("count", SIZES)
def test_every_cell_of_every_table_is_on_a_slide_under_its_header(count):
    every_table, wanted = tables(deck(count)), targets(count).on(On.BRIEFING)
    shown = [table for table in every_table if table[0] == wanted.headers]
    if count > 20:
        shown = shown[1:]  # the slide of the answer shows the first rows alone
    rows = [row for table in shown for row in table[1:]]
    expected = [
        [
            f"{cell.shape} {cell.label}" if index == 5 else column.printed(cell)
            for index, (column, cell) in enumerate(wanted.cells(row))
        ]
        for row in wanted.rows
    ]
    assert rows == expected


@pytest.mark.parametrize("count", SIZES)
def test_every_number_of_every_chart_is_in_a_chart_that_can_be_edited(count):
    shapes = charts(deck(count))
    bars = [shape for shape in shapes if shape.name.startswith("各目标完成率")]
    assert len(bars) == max(1, count // 20)
    values: list = []
    for shape in bars:
        plot = shape.chart.plots[0]
        values += list(plot.series[0].values)
        book = load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
        assert [row[1].value for row in book.iter_rows(min_row=2)] == list(plot.series[0].values)
    assert values == list(bullet(count).series[0].values)
    wanted = {chart.title for part in briefing(count).parts for chart in part.charts}
    assert wanted <= {shape.name.split("（")[0] for shape in shapes}


@pytest.mark.parametrize("count", SIZES)
def test_nothing_lies_outside_its_slide_or_over_anything_else(count):
    presentation = deck(count)
    for slide in presentation.slides:
        boxes = [
            (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            for shape in slide.shapes
        ]
        for left, top, right, bottom in boxes:
            assert left >= 0 and top >= 0
            assert right <= presentation.slide_width and bottom <= presentation.slide_height
        drawings = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        for drawing in drawings:
            for other in slide.shapes:
                if other.shape_id != drawing.shape_id:
                    assert (
                        other.top >= drawing.top + drawing.height or other.top + other.height <= drawing.top
                    ), (slide.shapes.title.text_frame.text, other.name)


def test_every_slide_has_a_title_in_its_placeholder_a_page_number_and_the_source():
    presentation = deck()
    assert all(titles(presentation))
    for slide in list(presentation.slides)[1:]:
        kinds = {holder.placeholder_format.type: holder for holder in slide.placeholders}
        assert "第12批导入" in kinds[PP_PLACEHOLDER.FOOTER].text_frame.text
        assert kinds[PP_PLACEHOLDER.SLIDE_NUMBER]._element.find(f".//{qn('a:fld')}").get("type") == "slidenum"


def test_the_cover_breaks_before_the_month():
    long = replace(briefing(), plan_title="浙江智慧城市标准化五年计划")
    cover = Presentation(BytesIO(briefing_file(long))).slides[0].shapes.title
    assert cover.text_frame.text.split("\v") == ["浙江智慧城市标准化五年计划", "2023年6月进展情况"]


def test_the_answer_is_the_title_of_the_second_slide_with_counts_and_the_table():
    slide = deck().slides[1]
    assert slide.shapes.title.text_frame.text.startswith(briefing().answer)
    tiles = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert f"1  {Status.FAR_BEHIND.shape} {Status.FAR_BEHIND.label}" in tiles
    assert [shape for shape in slide.shapes if shape.has_table]
    assert targets(5).title not in "".join(titles(deck())[2:])  # shown whole, so it is not shown again


def test_of_a_long_table_the_answer_says_how_many_rows_follow():
    slide = deck(200).slides[1]
    shown = len(next(shape for shape in slide.shapes if shape.has_table).table.rows) - 1
    sentence = _("The first {shown} of {count}; all of them follow.").format(shown=shown, count=200)
    assert sentence in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_every_run_names_a_latin_and_an_east_asian_font():
    with ZipFile(BytesIO(briefing_file(briefing(5)))) as archive:
        for name in archive.namelist():
            if not name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes", "ppt/charts/chart")):
                continue
            root = etree.fromstring(archive.read(name))
            for run in root.iter(qn("a:r"), qn("a:fld")):
                looks = run.find(qn("a:rPr"))
                if run.find(qn("a:t")).text in (None, "", "‹#›") and looks.find(qn("a:ea")) is None:
                    continue  # the page number that python-pptx puts on pages of notes
                assert looks.find(qn("a:latin")).get("typeface") == FONT, name
                assert looks.find(qn("a:ea")).get("typeface") == FONT, name


def test_charts_and_tables_have_text_alternatives():
    for slide in deck().slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_notes_hold_the_sentences_and_the_basis():
    presentation = deck()
    by_title = {
        title: notes(slide) for title, slide in zip(titles(presentation), presentation.slides, strict=True)
    }
    assert by_title["存在问题"][:7] == list(briefing().parts[2].sentences)
    assert all("判定规则：通用规则" in paragraphs[-1] for paragraphs in by_title.values())


@pytest.mark.parametrize("count", [1, 7, 40])
def test_every_sentence_is_on_a_slide(count):
    presentation = deck(sentences=count)
    shown = [
        paragraph.text
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    for part in briefing(sentences=count).parts:
        for sentence in part.sentences:
            assert shown.count(sentence) == 1, sentence


def test_demonstration_data_says_so_on_every_slide():
    remark = _("Demonstration data: all values are made up")
    for slide in deck().slides:
        assert remark in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert not [slide for slide in deck(is_demo=False).slides if remark in str([s.text_frame.text for s in slide.shapes if s.has_text_frame])]  # fmt: skip


def test_the_contents_lead_to_the_parts_and_the_outline_is_in_sections():
    presentation = deck()
    contents = presentation.slides[2]
    runs = [run for shape in contents.placeholders for run in shape.text_frame.paragraphs for run in run.runs]
    links = [run._r.find(f".//{qn('a:hlinkClick')}") for run in runs if run.text in {part.title for part in briefing().parts}]  # fmt: skip
    reached = [contents.part.related_part(link.get(qn("r:id"))).slide for link in links]
    assert [slide.shapes.title.text_frame.text.split("：")[0] for slide in reached] == [part.title for part in briefing().parts]  # fmt: skip
    sections = [section for section in presentation.part._element.iter("{*}section")]
    assert [section.get("name") for section in sections][1:] == [part.title for part in briefing().parts]
    assert sum(len(list(section.iter("{*}sldId"))) for section in sections) == len(presentation.slides)


def test_a_deck_has_our_master_in_one_font_and_the_palettes_blue():
    presentation = deck()
    assert (presentation.slide_width, presentation.slide_height) == (Cm(33.867), Cm(19.05))
    theme = next(
        part for part in presentation.part.package.iter_parts() if part.partname.endswith("theme1.xml")
    )
    fonts = etree.fromstring(theme.blob).findall(f".//{qn('a:fontScheme')}//{qn('a:ea')}")
    assert {font.get("typeface") for font in fonts} == {FONT}
    assert len(presentation.slide_layouts) == 3


def test_text_that_begins_like_a_formula_and_marks_of_xml_arrive_as_they_are():
    columns = [Column("名称"), Column("值", Kind.NUMBER, "项")]
    table = Table("t", "=表", columns, [[text, 1.0] for text in INJECTED])
    content = briefing_file(
        replace(briefing(), parts=[Part("p", "=部分", ["=1+1", "-2"], [table])], answer="=1")
    )
    assert [row[0] for row in tables(opened(content))[0][1:]] == [
        text.replace("\x07", "") for text in INJECTED
    ]


def test_parts_without_anything_and_charts_without_values_have_no_slides():
    empty = history_of()
    nothing = replace(
        empty, series=[replace(series, values=[None] * len(series.values)) for series in empty.series]
    )
    bare = replace(
        briefing(), parts=[Part("a", "甲", ["一句。"]), Part("b", "乙", charts=[nothing]), Part("c", "丙")]
    )
    assert titles(opened(briefing_file(bare)))[2:] == [_("Contents"), "甲"]


def test_a_briefing_in_english():
    use_language("en")
    assert _("Contents") in titles(deck())
    assert numbers.month("2023-06") in titles(deck())[0]


def test_a_chart_is_a_deck_of_one_slide():
    presentation = opened(chart_slide(history_of(), ["2023年6月", "=规划"]))
    assert titles(presentation) == [history_of().title]
    [shape] = charts(presentation)
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == history_of().alt_text
    foot = next(holder for holder in presentation.slides[0].placeholders if holder.placeholder_format.type == PP_PLACEHOLDER.FOOTER)  # fmt: skip
    assert foot.text_frame.text == "2023年6月 · =规划"


# --- an office's own template -------------------------------------------------------------------------------


def template(
    *, keep: tuple[str, ...] = ("title", "obj", "titleOnly"), is_titled: bool = True, slide: bool = True
) -> bytes:
    """A template of 4:3 slides with some layouts, and a slide of its own."""
    presentation = Presentation()
    if slide:
        presentation.slides.add_slide(presentation.slide_layouts[6])
    used = {each.slide_layout.name for each in presentation.slides}
    for layout in list(presentation.slide_layouts):
        if not is_titled:
            for each in list(layout.placeholders):
                each._element.getparent().remove(each._element)
        if layout._element.get("type") not in keep and layout.name not in used:
            presentation.slide_layouts.remove(layout)
    file = BytesIO()
    presentation.save(file)
    return file.getvalue()


def test_a_template_gives_its_size_and_layouts_and_loses_its_own_slides():
    content = template()
    presentation = opened(briefing_file(briefing(), content))
    assert presentation.slide_width == Presentation().slide_width
    assert lacking(content) == []
    assert len(presentation.slides) == len(deck().slides) or len(presentation.slides) > 5
    assert all(titles(presentation))
    assert presentation.slides[1].slide_layout.name == "Title Only"


def test_what_a_template_lacks_is_told_and_made_up_for():
    bare = template(keep=("blank",), is_titled=False)
    lacks = lacking(bare)
    assert _("no place for a title; titles are written into a box of their own") in lacks
    assert _("no page number") in lacks
    presentation = opened(briefing_file(briefing(), bare))
    shown = [shape.text_frame.text for shape in presentation.slides[1].shapes if shape.has_text_frame]
    assert any(text.startswith(briefing().answer) for text in shown)
    assert "第12批导入" in "".join(shown)


def test_a_potx_is_taken_too():
    file = BytesIO()
    with ZipFile(BytesIO(template())) as archive, ZipFile(file, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"presentation.main+xml", b"template.main+xml")
            copy.writestr(name, content)
    assert opened(briefing_file(briefing(), file.getvalue())).slides


@pytest.mark.parametrize("content", [b"", b"no zip", template()[:1000]])
def test_what_is_no_template_is_refused_in_words(content):
    with pytest.raises(UnknownCode):
        briefing_file(briefing(), content)
