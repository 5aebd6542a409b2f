"""Drafts: every number in a sentence stands on the board, parts without data stay away, and units can be chosen."""

import re
from dataclasses import replace
from datetime import date

import pytest

import words
from exports.briefing import progress
from exports.briefing.draft import Material
from exports.briefing.parts import PARTS, TITLES, briefing, with_edits
from metrics import sentences, summary
from metrics.board import board
from metrics.facts import Facts
from store import facts as stored
from store.database import open_database, snapshot
from tables.table import On
from tests.pages import example
from words import numbers
from words.errors import UnknownCode
from words.months import shift
from words.terms import Status

DAY = date(2023, 7, 12)


@pytest.fixture(scope="module")
def facts(example_url) -> Facts:
    engine = open_database(example_url)
    with snapshot(engine) as connection:
        found = stored.read_facts(connection, example.PLAN_CODE)
    engine.dispose()
    return found


def draft(facts: Facts, month: str = example.MONTH, **also):
    return briefing(board(facts, month), facts, board(facts, shift(month, -1)), dated_on=DAY, **also)


def part(of, code: str):
    return next(each for each in of.parts if each.code == code)


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", text))


def test_the_figures_of_a_targets_sentence_are_those_of_the_board(facts):
    of = board(facts, example.MONTH)
    sentences = [*part(draft(facts), "targets").sentences, *part(draft(facts), "attention").sentences]
    told = {row.name: row for row in of.targets}
    seen = 0
    for name, row in told.items():
        for sentence in sentences:
            if not sentence.startswith(f"{name}："):
                continue
            seen += 1
            unit = row.unit_of_measure
            shown = [
                numbers.goal(row.target_value, row.comparator, unit),
                numbers.quantity(row.actual_value, unit),
                numbers.share(row.attained_share),
                numbers.share(row.expected_share),
                numbers.points(row.gap_points),
                numbers.month(row.reported_month),
                row.escalation.sentence if row.escalation else "",
                name,
            ]
            assert numbers_in(sentence) <= numbers_in(" ".join(shown)), sentence
            assert row.status.label in sentence
    assert seen == len(summary.quantified(of))


def test_the_counts_of_the_overview_are_those_of_the_board(facts):
    of = board(facts, example.MONTH)
    said = " ".join(part(draft(facts), "overview").sentences)
    for table in (summary.quantified(of), of.tasks):
        for status, count in summary.status_counts(row.status for row in table).items():
            word = "已完成" if table is of.tasks and status == Status.MET else status.label
            assert f"{word}{count}项" in said
    assert numbers.share(of.elapsed_share) in said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_drafted_sentence_carries_a_number(facts, language):
    words.use_language(language)
    for each in draft(facts).parts:
        for sentence in each.sentences:
            assert re.search(r"\d", sentence), sentence
            assert "nan" not in sentence and "None" not in sentence and "{" not in sentence


def test_in_chinese_no_space_stands_between_a_number_and_its_unit(facts):
    for each in draft(facts).parts:
        for sentence in each.sentences:
            assert not re.search(r"[0-9%] [\u4e00-\u9fff]|[\u4e00-\u9fff] [0-9]", sentence), sentence


def test_the_values_of_the_target_table_are_those_of_the_board(facts):
    of = board(facts, example.MONTH)
    (table, *_others) = part(draft(facts), "targets").tables
    rows = summary.quantified(of)
    for shown, row in zip(table.rows, rows, strict=True):
        values = dict(zip(table.headers, shown, strict=True))
        assert values["目标"].text == row.name
        assert values["完成值"] == row.actual_value
        assert values["完成率"] == row.attained_share
        assert values["序时进度"] == row.expected_share
    assert table.row_statuses() == [row.status for row in rows]
    assert all(" › " in source.text for shown in table.rows for source in shown[-1])


def test_parts_stand_in_their_order_and_those_without_data_stay_away(facts):
    found = draft(facts)
    codes = [each.code for each in found.parts]
    assert codes == [code for code in TITLES if code in codes]
    assert "restatements" not in codes
    assert set(codes) <= set(PARTS)
    assert all(each.sentences or each.tables or each.charts for each in found.parts)


def test_only_what_the_chosen_units_lead_is_told(facts):
    found = draft(facts, units=["港航局"])
    (table, *_others) = part(found, "targets").tables
    assert {row[-1] for row in table.on(On.BRIEFING).texts()} == {"港航局"}
    assert len(table.rows) == 2
    assert found.answer.startswith("港航局：")
    assert any("港航局" in line for line in found.basis)
    units = [row[0] for table in part(found, "units").tables for row in table.on(On.BRIEFING).texts()]
    assert units == ["港航局"]


@pytest.mark.parametrize("also", [{"units": ["外单位"]}, {"parts": ["nonsense"]}])
def test_unknown_units_and_parts_are_told(facts, also):
    with pytest.raises(UnknownCode):
        draft(facts, **also)


def test_a_month_before_the_plan_begins_and_one_after_its_end_have_a_briefing(facts):
    before = draft(facts, "2020-06")
    assert "未开始" in " ".join(part(before, "overview").sentences)
    over = draft(facts, "2026-03")
    assert "逾期未达" in " ".join(part(over, "overview").sentences)


def test_edits_take_the_place_of_sentences_and_of_nothing_else(facts):
    found = draft(facts)
    edited = with_edits(
        found, {"overview": " 一句。\n\n二句。", "method": "", "gone": "x", "sent_to": "甲\n乙"}
    )
    assert part(edited, "overview").sentences == ["一句。", "二句。"]
    assert part(edited, "method").sentences == []
    assert edited.sent_to == ["甲", "乙"]
    assert part(edited, "targets") == part(found, "targets")
    assert part(edited, "overview").tables == part(found, "overview").tables
    assert with_edits(found, {}) == found


def test_the_answer_is_that_of_the_overview_page(facts):
    of = board(facts, example.MONTH)
    assert draft(facts).answer == sentences.answer(of).replace(" ", "")


def test_charts_and_tables_have_names_of_their_own(facts):
    found = draft(facts)
    for names in (
        [chart.name for each in found.parts for chart in each.charts],
        [table.name for each in found.parts for table in each.tables],
    ):
        assert len(names) == len({*names})
        assert all(name.isascii() for name in names)


def test_what_is_told_singly_is_limited_and_the_rest_is_in_the_tables(facts):
    of = board(facts, example.MONTH)
    many = [replace(row, code=f"{row.code}-{number}") for number in range(30) for row in of.targets]
    longer = replace(of, targets=tuple(many))
    found = progress.attention(Material(longer, facts, longer, DAY, frozenset(), None, {}))
    count = len(summary.attention(longer))
    assert len(found.sentences) == progress.TOLD_SINGLY + 2
    assert str(count - progress.TOLD_SINGLY) in found.sentences[-1]
    assert len(found.tables[0].rows) == count
