"""The briefing page: a preview that says what the files will say, sentences to rewrite, files, issuing, templates."""

from io import BytesIO

import docx
import pytest

from exports.briefing.content import Part
from metrics.reporting import today
from pages import briefing as page
from services import briefings as issuing
from store import briefings
from store.closings import closing
from store.database import open_database, snapshot, transaction
from tables.table import Column, Kind, On, Table
from tests.pages import example
from tests.pages.conftest import Opened

PAGE = {"plan": example.PLAN_CODE, "month": example.MONTH}


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """The example plan in a database of its own, which the page writes to."""
    url = f"sqlite:///{tmp_path / 'briefing.db'}"
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)
    engine = open_database(url)
    example.load(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def opened(engine, open_page):
    return open_page("briefing", **PAGE)


def again(of: Opened) -> Opened:
    assert not of.page.exception
    return Opened(of.page)


def named(of: Opened) -> Opened:
    return Opened(of.page.text_input(key="uploader_field").set_value("李明").run())


def text_of(of: Opened, part: str):
    return next(field for field in of.page.text_area if field.key.startswith(f"text-{part}-"))


def test_the_preview_says_what_the_document_will_say(opened, engine):
    assert not opened.page.exception
    with snapshot(engine) as connection:
        draft = issuing.draft_of(connection, example.PLAN_CODE, example.MONTH)
        content = issuing.file_of(connection, draft, "docx")
    told = {paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs}
    sentences = [sentence for part in draft.parts for sentence in part.sentences]
    assert len(sentences) > 10
    for sentence in sentences:
        assert sentence in told
        plain = sentence.replace(example.MARKED_NAME, "")
        assert plain[:10] in opened.text or example.MARKED_NAME in sentence
    assert example.MARKED_NAME not in opened.html  # text, not HTML


def test_it_says_first_whether_the_month_is_issued_and_what_the_draft_holds(opened):
    assert "2023年6月简报尚未发布，下一期为第1期" in opened.text
    assert "演示数据" in opened.text


def test_parts_and_units_are_chosen_in_the_address(engine, open_page):
    opened = open_page("briefing", **PAGE, parts="overview|method", units="港航局")
    assert "一、总体情况" in opened.text and "二、计算方法" in opened.text
    assert "重点进展" not in [each.label for each in opened.page.expander]
    assert "仅列由以下单位牵头的目标和任务：港航局" in opened.text


@pytest.mark.parametrize("query", [{"parts": "nonsense"}, {"units": "外单位"}])
def test_a_link_with_unknown_parts_or_units_is_told(engine, open_page, query):
    opened = open_page("briefing", **PAGE, **query)
    assert next(iter(query.values())) in opened.text
    assert not opened.page.exception


def test_a_rewritten_part_is_kept_with_who_and_can_be_taken_back(opened, engine):
    opened = named(opened)
    text_of(opened, "overview").set_value("一句新写的话。\n又一句。").run()
    opened.page.button(key="save-overview").click().run()
    shown = again(opened)
    assert "一句新写的话。" in shown.text
    with snapshot(engine) as connection:
        kept = briefings.edits(connection, example.PLAN_CODE, example.MONTH, language="zh_CN")["overview"]
    assert kept["saved_by"] == "李明" and "总体" not in kept["text"] and kept["drafted"]
    shown.page.button(key="restore-overview").click().run()
    assert "一句新写的话。" not in again(shown).text


def test_a_rewritten_part_whose_figures_changed_since_is_told(opened, engine):
    opened = named(opened)
    text_of(opened, "overview").set_value("一句新写的话。").run()
    opened.page.button(key="save-overview").click().run()
    assert "数据在此之后有变化" not in again(opened).text
    with transaction(engine) as connection:
        briefings.edit(
            connection,
            example.PLAN_CODE,
            example.MONTH,
            "overview",
            "一句新写的话。",
            drafted="按旧数据写的草稿。",
            language="zh_CN",
        )
    opened.page.run()
    assert "数据在此之后有变化" in again(opened).text


def test_nothing_is_written_or_issued_without_a_name(opened):
    assert opened.page.button(key="issue").disabled
    assert opened.page.button(key="save-overview").disabled


def test_a_file_of_the_draft_is_made_only_when_asked_for(opened):
    assert not opened.page.get("download_button")
    opened.page.button(key="make-docx").click().run()
    assert [each.proto.label for each in opened.page.get("download_button")] == ["下载 DOCX"]


def test_issued_briefings_are_listed_with_their_files(engine, open_page):
    for _each in range(2):
        issuing.issue(engine, example.PLAN_CODE, example.MONTH, formats=("docx",), issued_by="李明")
    opened = open_page("briefing", **PAGE)
    assert "已发简报（2）" in opened.text
    assert f"2023年6月简报已发布，为{today().year}年第2期" in opened.text
    assert opened.page.button(key="issue").label == "发布第3期"
    assert len(opened.page.get("download_button")) == 2


def test_issuing_offers_to_close_the_month(opened, engine):
    assert opened.page.checkbox(key="close_month").value is True
    issuing.issue(engine, example.PLAN_CODE, example.MONTH, formats=("docx",), close=True)
    opened.page.run()
    assert not [each for each in opened.page.checkbox if each.key == "close_month"]
    with snapshot(engine) as connection:
        assert closing(connection, example.PLAN_CODE, example.MONTH)


def test_what_a_template_lacks_is_told_and_it_can_be_given_up(engine, open_page):
    made = docx.Document()
    made.add_paragraph("{{标题}}")
    out = BytesIO()
    made.save(out)
    with transaction(engine) as connection:
        briefings.keep_template(connection, "docx", "办公室模板.docx", out.getvalue(), "李明")
    opened = named(open_page("briefing", **PAGE))
    assert "办公室模板.docx" in opened.text and "{{正文}}" in opened.text
    opened.page.button(key="drop-docx").click().run()
    assert "办公室模板.docx" not in again(opened).text


def test_the_page_speaks_english(engine, open_page):
    opened = open_page("briefing", **PAGE, lang="en")
    assert "1. Overall situation" in opened.text
    assert "is not issued yet; the next number is 1" in opened.text


def test_a_plan_that_is_over_and_one_without_reports_have_a_briefing_too(engine, open_page):
    over = open_page("briefing", plan=example.PLAN_CODE, month="2026-03")
    assert not over.page.exception
    assert "规划期已结束" in over.text or "逾期未达" in over.text
    before = open_page("briefing", plan=example.PLAN_CODE, month="2020-06")
    assert not before.page.exception
    assert "未开始" in before.text


def test_tables_and_figures_are_numbered_in_turn_and_marked_where_they_are_made_up():
    captions = page.Captions(is_demo=True)
    assert captions.table("目标") == '<p class="caption">表1　目标（演示数据）</p>'
    assert "表2" in captions.table("单位") and "图1" in captions.drawing("进度")
    assert "演示数据" not in page.Captions(is_demo=False).table("目标")


def test_a_table_of_the_preview_holds_its_first_rows_and_says_how_many_more_the_files_have():
    columns = [Column("单位"), Column("项数", Kind.NUMBER), Column("来源单元格", on=On.FILE)]
    rows = [(f"<{number}>", number, "a.xlsx") for number in range(page.ROWS_SHOWN + 2)]
    body = page.table_html(Table("units", "单位", columns, rows), page.Captions(is_demo=False))
    assert body.count("<tr>") == 1 + page.ROWS_SHOWN and "&lt;0&gt;" in body
    assert "来源单元格" not in body and body.endswith('<p class="note">其余 2 行见文件</p>')


def test_what_an_office_wrote_stands_beside_what_the_draft_would_say_by_now():
    told = page.stale_note(Part("overview", "总体情况", ["第一<句>", "第二句"]))
    assert "<li>第一&lt;句&gt;</li><li>第二句</li>" in told
