"""Briefings are numbered by plan and year, stored as they were issued, and never changed again."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import docx
import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from exports.briefing.parts import TITLES
from metrics.reporting import today
from services import briefings as issuing
from services.imports import take_in
from store import briefings
from store.closings import closing
from store.database import snapshot, transaction
from store.schema import briefing_files
from store.schema import briefings as issued_table
from tables.table import On
from tests.test_closing import BRIDGE, MONTH, PORT, ledger, plan
from words.errors import UnknownCode

YEAR = today().year


@pytest.fixture
def loaded(engine):
    for name, content in (("plan.xlsx", plan()), ("june.xlsx", ledger(PORT, BRIDGE))):
        assert take_in(engine, content, name, accepted_reason="试").import_id
    return engine


def issue(engine, **also) -> dict:
    return issuing.issue(engine, "p", MONTH, formats=("docx",), **also)


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]


def edit(engine, part: str, text: str | None, **also) -> None:
    with transaction(engine) as connection:
        briefings.edit(connection, "p", MONTH, part, text, drafted="原稿", language="zh_CN", **also)


def test_numbers_run_by_plan_and_year_and_stand_in_the_file(loaded):
    assert [issue(loaded)["number"] for _each in range(3)] == [1, 2, 3]
    with snapshot(loaded) as connection:
        table = briefings.issued(connection, "p")
        content = briefings.issued_file(connection, 3, "docx")
        assert briefings.next_number(connection, "p", YEAR) == 4
        assert briefings.next_number(connection, "p", YEAR + 1) == 1
        assert briefings.next_number(connection, "another", YEAR) == 1
    assert list(table["number"]) == [3, 2, 1]
    assert f"{YEAR}年第3期" in texts(content)


def test_a_number_is_given_once_however_many_issue_at_the_same_time(loaded):
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _each: issue(loaded)["number"], range(6)))
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_a_failed_issue_uses_no_number_and_closes_nothing(loaded):
    with pytest.raises(UnknownCode):
        issuing.issue(loaded, "p", MONTH, formats=("docx", "pdf"), close=True)
    with snapshot(loaded) as connection:
        assert closing(connection, "p", MONTH) is None
        assert briefings.issued(connection, "p").empty
    assert issue(loaded)["number"] == 1


def test_what_was_issued_keeps_its_bytes_whatever_is_loaded_or_written_later(loaded):
    issue(loaded, issued_by="李明")
    with snapshot(loaded) as connection:
        before = briefings.issued_file(connection, 1, "docx")
    take_in(loaded, ledger(PORT, BRIDGE, value=9), "again.xlsx", accepted_reason="更正")
    edit(loaded, "overview", "改过的一句。")
    issue(loaded)
    with snapshot(loaded) as connection:
        assert briefings.issued_file(connection, 1, "docx") == before
        record = briefings.issued(connection, "p").iloc[-1]
    assert (record["issued_by"], record["import_id"], record["rule_set"]) == ("李明", 2, "schedule-gap/1")
    assert list(record["files"]) == ["docx"]


@pytest.mark.parametrize("table", [issued_table, briefing_files], ids=["briefings", "files"])
def test_the_database_refuses_to_change_or_delete_what_was_issued(loaded, table):
    issue(loaded)
    for change in (update(table).values(briefing_id=9), delete(table)):
        with pytest.raises(DBAPIError), transaction(loaded) as connection:
            connection.execute(change)
    with snapshot(loaded) as connection:
        assert len(briefings.issued(connection, "p")) == 1


def test_issuing_closes_the_month_when_asked(loaded):
    assert issue(loaded)["closed"] is False
    with snapshot(loaded) as connection:
        assert closing(connection, "p", MONTH) is None
    assert issue(loaded, close=True, issued_by="李明")["closed"] is True
    with snapshot(loaded) as connection:
        assert closing(connection, "p", MONTH)["closed_by"] == "李明"
    assert issue(loaded, close=True)["closed"] is False  # it is closed already


def test_the_briefing_of_a_closed_month_shows_it_as_issued_and_tells_what_was_restated(loaded):
    issue(loaded, close=True)
    take_in(loaded, ledger(PORT, BRIDGE, value=9), "again.xlsx", accepted_reason="更正")
    with snapshot(loaded) as connection:
        parts = {part.code: part for part in issuing.draft_of(connection, "p", MONTH).parts}
    values = {row[0]: row[2] for row in parts["targets"].tables[0].on(On.BRIEFING).texts()}
    assert values["试点"] == "4"
    rows = [tuple(row[1:5]) for row in parts["restatements"].tables[0].on(On.BRIEFING).texts()]
    assert ("试点", "完成值", "4 个", "9 个") in rows


def test_nothing_is_issued_for_a_month_to_come(loaded):
    with pytest.raises(UnknownCode, match=str(YEAR + 1)):
        issuing.issue(loaded, "p", f"{YEAR + 1}-01", formats=("docx",))


def test_what_the_office_wrote_stands_in_the_draft_and_the_draft_comes_back(loaded):
    edit(loaded, "overview", "本期总体情况由办公室改写。", saved_by="李明")
    edit(loaded, "organisation", "领导小组办公室")
    with snapshot(loaded) as connection:
        found = issuing.draft_of(connection, "p", MONTH)
        known = briefings.edits(connection, "p", MONTH, language="zh_CN")
    assert list(found.parts[0].sentences) == ["本期总体情况由办公室改写。"]
    assert found.organisation == "领导小组办公室"
    assert (known["overview"]["saved_by"], known["overview"]["drafted"]) == ("李明", "原稿")
    edit(loaded, "overview", None)
    with snapshot(loaded) as connection:
        drafted = issuing.drafted(connection, "p", MONTH)
        assert issuing.draft_of(connection, "p", MONTH).parts[0].sentences == drafted.parts[0].sentences


def test_what_was_written_for_some_units_or_another_month_stays_there(loaded):
    edit(loaded, "overview", "只给甲单位。", units=["甲单位"])
    with snapshot(loaded) as connection:
        assert briefings.edits(connection, "p", MONTH, language="zh_CN") == {}
        assert briefings.edits(connection, "p", "2023-05", language="zh_CN", units=["甲单位"]) == {}
        assert briefings.edits(connection, "p", MONTH, language="zh_CN", units=["甲单位"])


def test_only_the_parts_asked_for_are_drafted_in_their_order(loaded):
    with snapshot(loaded) as connection:
        found = issuing.draft_of(connection, "p", MONTH, parts=["method", "overview"])
        with pytest.raises(UnknownCode, match="nonsense"):
            issuing.draft_of(connection, "p", MONTH, parts=["nonsense"])
        with pytest.raises(UnknownCode, match="外单位"):
            issuing.draft_of(connection, "p", MONTH, units=["外单位"])
    assert [part.code for part in found.parts] == ["overview", "method"]
    assert all(part.code in TITLES for part in found.parts)


def test_the_offices_template_is_used_until_it_is_withdrawn(loaded):
    made = docx.Document()
    made.add_paragraph("内部文件 {{期号}}")
    made.add_paragraph("{{正文}}")
    out = BytesIO()
    made.save(out)
    with transaction(loaded) as connection:
        briefings.keep_template(connection, "docx", "旧.docx", b"PK", "李明")
        briefings.keep_template(connection, "docx", "模板.docx", out.getvalue(), "李明")
    with snapshot(loaded) as connection:
        assert briefings.office_template(connection, "docx")["file"] == "模板.docx"
        assert briefings.office_template(connection, "pptx") is None
    number = issue(loaded)["briefing_id"]
    with snapshot(loaded) as connection:
        assert texts(briefings.issued_file(connection, number, "docx"))[0] == f"内部文件 {YEAR}年第1期"
    with transaction(loaded) as connection:
        briefings.withdraw_template(connection, "docx")
    with snapshot(loaded) as connection:
        assert briefings.office_template(connection, "docx") is None


def test_a_file_that_was_not_issued_is_told(loaded):
    with snapshot(loaded) as connection, pytest.raises(UnknownCode, match="pptx"):
        briefings.issued_file(connection, 1, "pptx")
