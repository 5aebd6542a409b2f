"""The document: its page, fonts and headings by GB/T 9704, its numbers those of the board, its text only text."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from shutil import which
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

import words
from exports.briefing.content import Briefing, Part, clean
from exports.briefing.parts import briefing, with_edits
from exports.docx import briefing_file, lacking
from exports.headings import level_of, ordinal
from metrics.board import board
from store import facts as stored
from store.database import open_database, snapshot
from tables.table import Column, On, Table
from tests.exports.briefings import targets
from tests.pages import example
from words.errors import UnknownCode
from words.months import shift
from words.numbers import share_text

DAY = date(2023, 7, 12)


@pytest.fixture(scope="module")
def drafted(example_url) -> Briefing:
    words.use_language("zh_CN")
    engine = open_database(example_url)
    with snapshot(engine) as connection:
        facts = stored.read_facts(connection, example.PLAN_CODE)
    engine.dispose()
    month = example.MONTH
    return briefing(board(facts, month), facts, board(facts, shift(month, -1)), dated_on=DAY)


def plain(*sentences: str, tables: tuple = (), **also) -> Briefing:
    part = Part("overview", "总体情况", sentences, tables)
    return Briefing(
        "工作简报", "p", "规划", "2023-06", "时间过半", [part], ["数据"], False, DAY, "办公室", **also
    )


def opened(draft: Briefing, template: bytes | None = None):
    return docx.Document(BytesIO(briefing_file(draft, template)))


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def runs_of(content: bytes) -> list:
    made = docx.Document(BytesIO(content))
    section = made.sections[0]
    roots = [made.element.body, section.footer._element, section.even_page_footer._element]
    return [run for root in roots for run in root.iter(qn("w:r")) if run.findall(qn("w:t"))]


def test_the_page_is_that_of_the_standard():
    document = opened(plain("一句。"))
    section = document.sections[0]
    assert [round(emu / 36000, 1) for emu in (section.page_width, section.page_height)] == [210, 297]
    assert [round(emu / 36000) for emu in (section.top_margin, section.left_margin)] == [37, 28]
    width = (section.page_width - section.left_margin - section.right_margin) / 36000
    height = (section.page_height - section.top_margin - section.bottom_margin) / 36000
    assert (round(width), round(height)) == (156, 225)
    (grid,) = section._sectPr.findall(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_body_lines_are_28_characters_of_16_points_and_exactly_28_95_points_apart():
    document = opened(plain("一句。"))
    style = document.styles["Body Text"].element
    spacing, indent = style.pPr.find(qn("w:spacing")), style.pPr.find(qn("w:ind"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")
    (run,) = next(paragraph for paragraph in document.paragraphs if paragraph.text == "一句。").runs
    assert run.font.size.pt == 16
    squeeze = int(run._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + squeeze) <= 156 / 25.4 * 72 < 29 * (16 + squeeze)


def test_every_run_names_its_east_asian_font(drafted):
    runs = runs_of(briefing_file(drafted))
    assert len(runs) > 100
    fonts = {run.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in runs}
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}


@pytest.mark.parametrize(
    "line, level, head",
    [
        ("一、总体情况", "h1", "一、总体情况"),
        ("（二）标准。正文接排。", "h2", "（二）标准。"),
        ("3.培训", "h3", "3.培训"),
        ("（4）场次", "h4", "（4）场次"),
        ("3.5 项标准", "body", ""),
        ("量化目标共4项。", "body", ""),
    ],
)
def test_a_line_says_its_own_level(line, level, head):
    assert level_of(line)[:2] == (level, head)


def test_levels_have_the_fonts_of_the_standard():
    made = opened(plain("（一）标准。正文接排。", "1.培训", "（1）场次"))
    fonts = {
        run.text: run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for paragraph in made.paragraphs
        for run in paragraph.runs
        if run.text.strip()
    }
    assert fonts["一、总体情况"] == "黑体"
    assert (fonts["（一）标准。"], fonts["正文接排。"]) == ("楷体_GB2312", "仿宋_GB2312")
    assert (fonts["1.培训"], fonts["（1）场次"]) == ("仿宋_GB2312", "仿宋_GB2312")
    assert fonts["规划2023年6月进展情况"] == "方正小标宋简体"


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones_between_dashes():
    made = opened(plain("一句。"))
    assert made.settings.odd_and_even_pages_header_footer
    section = made.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert (paragraph.text, paragraph._p.pPr.jc.get(qn("w:val"))) == ("— 1 —", side)
        assert "PAGE" in paragraph._p.xml
        assert {run.font.size.pt for run in paragraph.runs if run.text} == {14}


def test_a_draft_has_no_number_and_an_issued_one_has_its_year_and_number():
    assert "第　　期（征求意见稿）" in texts(opened(plain("一句。")))
    assert "2023年第7期" in texts(opened(plain("一句。", year=2023, number=7)))


def test_masthead_and_tail_say_who_prints_it_when_and_to_whom_it_goes():
    made = opened(
        plain("一句。", reported_to=["市政府"], sent_to=["市发展改革委", "市财政局"], issued_to=["各单位"])
    )
    assert "办公室\t2023年7月12日" in texts(made)
    tail = [cell.text for row in made.tables[-1].rows for cell in row.cells]
    assert tail == ["报：市政府", "送：市发展改革委、市财政局", "发：各单位", "办公室\t2023年7月12日印发"]


def test_made_up_data_is_said_at_the_top_and_at_every_table_and_chart(drafted):
    assert drafted.is_demo
    paragraphs = texts(opened(drafted))
    assert paragraphs[0] == "演示数据：数值均为虚构"
    captions = [text for text in paragraphs if re.match(r"[表图]\d+　", text)]
    assert len(captions) > 10 and all(text.endswith("（演示数据）") for text in captions)
    assert not any("演示" in text for text in texts(opened(replace(plain("一句。"), is_demo=False))))


def test_all_sentences_tables_and_charts_of_the_briefing_are_in_the_document_and_in_order(drafted):
    content = briefing_file(drafted)
    document = docx.Document(BytesIO(content))
    paragraphs = [text for text in texts(document) if text]
    indices = [paragraphs.index(sentence) for part in drafted.parts for sentence in part.sentences]
    assert indices == sorted(indices)
    tables = [table.on(On.BRIEFING) for part in drafted.parts for table in part.tables]
    assert len(document.tables) == len(tables) + 1  # and the tail
    for written, table in zip(document.tables, tables, strict=False):
        rows = [[cell.text for cell in row.cells] for row in written.rows]
        assert [header.replace("\n", "") for header in rows[0]] == list(table.headers)
        for shown, row in zip(rows[1:], table.rows, strict=True):
            for text, (column, cell) in zip(shown, table.cells(row), strict=True):
                wanted = column.printed(cell)
                assert text.lstrip("✔●◐▲◆✖–?○·") == wanted.lstrip("–")
    charts = [chart for part in drafted.parts for chart in part.charts]
    names = ZipFile(BytesIO(content)).namelist()
    assert len(
        [name for name in names if re.search(r"chart[^/]*\.xml$", name) and "rels" not in name]
    ) == len(charts)


def test_rows_are_not_cut_and_headers_stand_on_every_page(drafted):
    tables = opened(drafted).tables[:-1]
    for table in tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert sum(widths) <= 156 / 25.4 * 1440 + 1
        assert min(widths) > 300


def test_numbers_and_statuses_stand_on_one_line_beside_long_names():
    """In Word's fonts and in wider substitutes: a digit of DejaVu Serif is 0.636 of its size wide, a % 0.95."""
    table = targets(200).on(On.BRIEFING)
    long = replace(table, rows=[[f"{row[0]}{'很' * 30}", *row[1:]] for row in table.rows])
    written = opened(plain(tables=(long,))).tables[0]
    size = written.rows[1].cells[0].paragraphs[0].runs[0].font.size.pt
    widths = [
        int(column.get(qn("w:w"))) / 20 - 5.7 for column in written._tbl.tblGrid.findall(qn("w:gridCol"))
    ]
    for row in written.rows[1:]:
        for index, cell in enumerate(row.cells):
            if isinstance(long.rows[0][index], float) or index == long.headers.index("状态"):
                taken = sum(0.95 if mark == "%" else 0.64 if mark.isascii() else 1 for mark in cell.text)
                assert taken * size <= widths[index], cell.text


def test_a_title_that_is_too_long_breaks_before_its_month():
    short, long = (
        opened(replace(plain(), plan_title=name)) for name in ("规划", "天津交通标准化“十四五”规划")
    )
    assert "规划2023年6月进展情况" in texts(short)
    assert "天津交通标准化“十四五”规划\n2023年6月进展情况" in texts(long)


def test_text_stays_text():
    odd = '=1+1 <w:p>&amp; "x" \x00\x0b\ud800\ufffe完'
    table = Table("t", odd, [Column(odd)], [[odd]])
    made = opened(replace(plain(odd, tables=(table,)), plan_title=odd, organisation=odd, reported_to=[odd]))
    assert clean(odd) == '=1+1 <w:p>&amp; "x" 完'
    assert clean(odd) in texts(made)
    assert made.tables[0].rows[1].cells[0].text == clean(odd)


def test_the_file_says_whose_it_is():
    properties = opened(plain("一句。", year=2023, number=7)).core_properties
    assert (properties.title, properties.author, properties.subject) == (
        "规划2023年6月进展情况",
        "办公室",
        "2023年第7期",
    )


def test_places_are_counted_in_chinese():
    assert [ordinal(number) for number in (1, 9, 10, 11, 20, 21)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
    ]


# --- an office's own template -------------------------------------------------------------------------------


def template(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_template_keeps_its_own_masthead_and_takes_the_body_where_its_mark_stands():
    issued = plain("一句。", year=2023, number=7)
    paragraphs = texts(opened(issued, template("我委简报", "{{期号}}　{{日期}}", "{{正文}}", "承办：综合处")))
    assert paragraphs[:2] == ["我委简报", "2023年第7期　2023年7月12日"]
    assert paragraphs[-1] == "承办：综合处"
    assert paragraphs.index("一句。") < paragraphs.index("承办：综合处")
    assert "{{" not in "".join(paragraphs)


def test_a_mark_is_found_though_word_cut_it_into_several_runs():
    made = docx.Document()
    paragraph = made.add_paragraph("期号：{{")
    paragraph.add_run("期")
    paragraph.add_run("号}}。")
    out = BytesIO()
    made.save(out)
    assert "期号：2023年第7期。" in texts(opened(plain("一句。", year=2023, number=7), out.getvalue()))


def test_what_a_template_lacks_is_told_in_words():
    lacks = lacking(template("{{期号}}", "{{标题}}"))
    assert any("{{正文}}" in lack for lack in lacks)
    assert not any("{{期号}}" in lack for lack in lacks)
    assert any("A4" in lack for lack in lacks)
    marks = ["简报名称", "期号", "编印单位", "日期", "标题", "正文", "报", "送", "发"]
    own = docx.Document(BytesIO(briefing_file(plain("一句。"))))
    for mark in marks:
        own.add_paragraph(f"{{{{{mark}}}}}")
    out = BytesIO()
    own.save(out)
    assert lacking(out.getvalue()) == []


@pytest.mark.parametrize("content", [b"", b"PK", b"text"])
def test_a_template_that_is_no_document_is_refused(content):
    with pytest.raises(UnknownCode, match="Word"):
        lacking(content)


# --- as it is printed ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not (which("soffice") and which("pdftotext")), reason="needs LibreOffice and pdftotext")
def test_a_full_page_has_22_lines_of_28_characters(tmp_path):
    sentence = "规划目标监测工作简报版面试验文字每行二十八个字每页二十二行" * 60
    file = tmp_path / "grid.docx"
    file.write_bytes(briefing_file(plain(sentence)))
    home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    if not (tmp_path / "grid.pdf").exists():
        pytest.skip("this LibreOffice cannot open documents")
    command = ["pdftotext", "-layout", "-f", "2", "-l", "2", str(tmp_path / "grid.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in shown.splitlines() if line.strip()]
    assert [len(line) for line in lines] == [28] * 22 + [len("— 2 —")] or (
        [len(line) for line in lines[:-1]] == [28] * 22 and "2" in lines[-1]
    )


def test_an_edited_part_stands_in_the_document_instead_of_the_draft(drafted):
    paragraphs = texts(opened(with_edits(drafted, {"overview": "办公室改写的话。", "sent_to": "甲\n乙"})))
    assert "办公室改写的话。" in paragraphs
    assert drafted.parts[0].sentences[0] not in paragraphs


def test_shares_in_the_targets_table_are_those_of_the_screen(drafted):
    (table,) = [table for part in drafted.parts for table in part.tables if table.name == "targets"]
    written = next(table for table in opened(drafted).tables if table.rows[0].cells[0].text == "目标")
    table = table.on(On.BRIEFING)
    index = table.headers.index("完成率")
    for cells, row in zip(written.rows[1:], table.rows, strict=True):
        if row[index] is not None:
            assert cells.cells[index].text == share_text(row[index])
