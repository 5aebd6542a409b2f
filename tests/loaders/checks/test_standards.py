"""Standards: numbers, names, dates and stages, in the workbook and against what was reported before."""

from dataclasses import replace
from datetime import date

import pytest

from tests.loaders.sheets import PLAN, REMARKS, read, told
from words.kinds import row_key
from words.kinds.standards import StoredStandard
from words.terms import Level

HEADERS = ["标准名称", "领域", "标准号", "阶段", "立项日期", "发布日期", "实施日期", "制修订"]
REPORTED = ("甲单位", "2023-05")


def standard(name, number=None, stage=None, registered=None, published=None, effective=None, action=None):
    return [name, "港口", number, stage, registered, published, effective, action]


def published(name, number, day=date(2023, 5, 12)):
    return standard(name, number, "发布", published=day)


def reading(*rows, known=(), **changes):
    """Read standards, reported for June 2023 by 甲单位, against known ones; they stand in row 3 and below."""
    stored = {row_key("p", (each.name,)): each for each in known}
    plan = replace(PLAN, rows={"standards": stored}, **changes)
    return read(plan=plan, 标准=[REMARKS, HEADERS, *rows])


def codes(*rows, known=(), **changes):
    return told(reading(*rows, known=known, **changes))


# --- numbers ---


def test_a_number_belongs_to_one_standard_of_the_workbook():
    found = reading(
        published("甲规范", "DB12/T 9001-2023"),
        published("乙规范", "db12/t9001—2023"),
        published("丙规范", "DB12/T 9002-2023"),
    )
    assert ("C4", "standard-number-twice") in told(found)
    (problem,) = [each for each in found.problems if each.code == "standard-number-twice"]
    assert problem.level is Level.ERROR
    assert "甲规范" in problem.message and "C3" in problem.message


def test_a_number_twice_is_found_across_sheets_and_names_the_other_sheet():
    found = read(
        标准一=[REMARKS, HEADERS, published("甲规范", "DB12/T 9001-2023")],
        标准二=[HEADERS, published("乙规范", "DB12/T 9001-2023")],
    )
    assert told(found) == [("C2", "standard-number-twice")]
    assert "标准一!C3" in found.problems[0].message


def test_a_row_twice_is_not_a_number_twice_as_well():
    row = published("甲规范", "DB12/T 9001-2023")
    assert codes(row, row) == [("A4", "duplicate-key")]


def test_a_number_stored_for_another_units_standard_is_refused():
    known = StoredStandard("旧名规范", "DB12/T 9001-2023", "发布", date(2023, 5, 12), "乙单位", "2023-05")
    found = reading(published("甲规范", "DB12/T 9001-2023"), known=[known])
    assert told(found) == [("C3", "standard-number-known")]
    assert found.has(Level.ERROR)
    assert "旧名规范" in found.problems[0].message and "乙单位 2023年5月" in found.problems[0].message


def test_a_number_of_the_plans_own_list_is_refused_for_another_name():
    known = StoredStandard("旧名规范", "DB12/T 9001-2023")
    assert codes(published("甲规范", "DB12/T 9001-2023"), known=[known]) == [("C3", "standard-number-known")]


def test_a_standard_renamed_by_its_own_unit_is_a_warning():
    known = StoredStandard("旧名规范", "DB12/T 9001-2023", "发布", date(2023, 5, 12), *REPORTED)
    found = reading(published("甲规范", "DB12/T 9001-2023"), known=[known])
    assert told(found) == [("C3", "standard-renamed")]
    assert not found.has(Level.ERROR)


def test_a_number_that_moves_within_the_workbook_is_not_held_against_the_stored_row():
    known = StoredStandard("甲规范", "DB12/T 9001-2023", "发布", date(2023, 5, 12), *REPORTED)
    rows = published("甲规范", "DB12/T 9002-2023"), published("乙规范", "DB12/T 9001-2023")
    assert codes(*rows, known=[known]) == []


def test_a_joint_standard_is_told_as_one_and_kept_out_by_nothing():
    found = reading(
        published("甲规范", "DB12/T 3001-2023"),
        published("甲规范（北京）", "DB11/T 3001-2023"),
        published("乙规范", "DB37/T 3001-2023"),
    )
    assert told(found) == [("C4", "joint-standard")]
    assert found.problems[0].level is Level.HINT


@pytest.mark.parametrize("number", ["DB11/T 3002-2023", "DB11/T 3001-2022", "DB31/T 3001-2023"])
def test_another_serial_year_or_region_is_no_joint_standard(number):
    day = date(int(number[-4:]), 5, 12)
    assert codes(published("甲规范", "DB12/T 3001-2023"), published("乙规范", number, day)) == []


@pytest.mark.parametrize(
    "day, found", [(date(2023, 1, 1), []), (date(2022, 12, 31), [("C3", "year-of-number")])]
)
def test_the_year_of_a_number_is_that_of_its_publication(day, found):
    assert codes(published("甲规范", "DB12/T 9001-2023", day)) == found


# --- names ---


@pytest.mark.parametrize(
    "name", ["公路隧道(试行)规范", "公路 隧道（试行）规范", "公路隧道“试行”规范", "公路隧道试行规范"]
)
def test_names_that_differ_only_in_spaces_and_punctuation_are_told_with_both_cells(name):
    found = reading(standard("公路隧道（试行）规范"), standard(name))
    assert told(found) == [("A4", "name-spelled-alike")]
    assert found.problems[0].level is Level.WARNING and "A3" in found.problems[0].message


@pytest.mark.parametrize(
    "name", ["公路隧道（第2部分）规范", "公路隧道（第1.1部分）规范", "公路隧道（第1部分）规程"]
)
def test_names_with_other_words_or_digits_are_other_standards(name):
    assert (
        codes(standard("公路隧道（第1部分）规范"), standard("公路隧道（第11部分）规范"), standard(name)) == []
    )


def test_a_name_spelled_unlike_the_stored_one_would_count_twice():
    known = StoredStandard("公路隧道（试行）规范", stage="起草", unit="甲单位", month="2023-05")
    assert codes(standard("公路隧道试行规范"), known=[known]) == [("A3", "name-spelled-as-known")]
    assert codes(standard("公路隧道（试行）规范"), known=[known]) == []


# --- dates ---


@pytest.mark.parametrize(
    "registered, day, effective, found",
    [
        (date(2023, 5, 12), date(2023, 5, 12), date(2023, 5, 12), []),
        (date(2023, 5, 13), date(2023, 5, 12), None, [("F3", "dates-out-of-order")]),
        (None, date(2023, 5, 12), date(2023, 5, 11), [("G3", "dates-out-of-order")]),
        (date(2023, 5, 13), None, date(2023, 5, 11), []),
    ],
)
def test_project_publication_and_effect_follow_one_another(registered, day, effective, found):
    stage = "发布" if day else "批准"
    assert codes(standard("甲规范", "DB12/T 9001-2023", stage, registered, day, effective)) == found


@pytest.mark.parametrize(
    "day, found", [(date(2023, 6, 30), []), (date(2023, 7, 1), [("F3", "date-after-month")])]
)
def test_what_is_published_was_published_by_the_end_of_the_month(day, found):
    assert codes(published("甲规范", "DB12/T 9001-2023", day)) == found


def test_a_standard_may_come_into_effect_later():
    row = standard("甲规范", "DB12/T 9001-2023", "发布", None, date(2023, 6, 1), date(2024, 1, 1))
    assert codes(row) == []


@pytest.mark.parametrize(
    "day, found", [(date(2021, 1, 1), []), (date(2020, 12, 31), [("F3", "before-plan")])]
)
def test_what_was_published_before_the_plan_does_not_count(day, found):
    number = f"DB12/T 9001-{day.year}"
    reading_ = reading(published("甲规范", number, day), counts_from=date(2021, 1, 1))
    assert told(reading_) == found
    assert all(each.level is Level.HINT for each in reading_.problems)


# --- stages ---


@pytest.mark.parametrize("stage, found", [("批准", []), ("发布", [("F3", "published-without-date")]), ("复审", [("F3", "published-without-date")]), ("废止", [])])  # fmt: skip
def test_a_published_standard_has_its_date(stage, found):
    assert codes(standard("甲规范", "DB12/T 9001-2023", stage)) == found


def test_without_a_column_of_dates_the_stored_date_stands():
    rows = [REMARKS, ["标准名称", "领域", "阶段"], ["甲规范", "港口", "发布"], ["乙规范", "港口", "发布"]]
    known = StoredStandard("甲规范", None, "发布", date(2023, 5, 12), *REPORTED)
    plan = replace(PLAN, rows={"standards": {"p|甲规范": known}})
    assert told(read(plan=plan, 标准=rows)) == [("C4", "published-without-date")]


@pytest.mark.parametrize(
    "stage, found", [("批准", [("D3", "stage-before-publication")]), ("发布", []), (None, [])]
)
def test_a_date_of_publication_goes_with_a_published_standard(stage, found):
    row = standard("甲规范", "DB12/T 9001-2023", stage, published=date(2023, 5, 12))
    assert codes(row) == found


@pytest.mark.parametrize("stage, found", [("批准", []), ("发布", [("C3", "published-without-number")]), ("废止", [("C3", "published-without-number")])])  # fmt: skip
def test_a_published_standard_has_its_number(stage, found):
    row = standard("甲规范", None, stage, published=date(2023, 5, 12) if stage != "批准" else None)
    assert codes(row) == found


@pytest.mark.parametrize(
    "stage, found", [("审查", [("C3", "number-before-approval")]), ("批准", []), (None, [])]
)
def test_a_number_comes_with_approval(stage, found):
    assert codes(standard("甲规范", "DB12/T 9001-2023", stage)) == found


def test_a_revision_may_name_the_number_it_is_to_replace():
    assert codes(standard("甲规范", "DB12/T 9001-2015", "起草", action="修订")) == []
    assert codes(standard("甲规范", "DB12/T 9001-2015", "起草", action="制定")) != []


# --- against what was reported before ---


@pytest.mark.parametrize("before, now, found", [("起草", "起草", []), ("起草", "审查", []), ("审查", "起草", [("D3", "stage-back")]), ("复审", "起草", []), ("废止", "复审", [("D3", "stage-back")])])  # fmt: skip
def test_a_stage_goes_back_only_out_of_a_review(before, now, found):
    known = StoredStandard("甲规范", None, before, None, *REPORTED)
    day = date(2023, 5, 12) if now == "复审" else None
    row = standard("甲规范", "DB12/T 9001-2023" if day else None, now, published=day)
    assert codes(row, known=[known]) == found


def test_a_message_names_the_ledger_it_compares_with():
    known = StoredStandard("甲规范", None, "审查", None, *REPORTED)
    (problem,) = reading(standard("甲规范", None, "起草"), known=[known]).problems
    assert "甲单位 2023年5月" in problem.message and problem.level is Level.WARNING


def test_a_publication_does_not_vanish_unless_the_standard_is_withdrawn():
    known = StoredStandard("甲规范", "DB12/T 9001-2023", "发布", date(2023, 5, 12), *REPORTED)
    assert codes(standard("甲规范", None, "批准"), known=[known]) == [("F3", "no-longer-published")]
    assert codes(standard("甲规范", "DB12/T 9001-2023", "废止"), known=[known]) == []


def test_a_publication_that_moves_to_another_month_changes_figures_of_the_past():
    known = StoredStandard("甲规范", "DB12/T 9001-2023", "发布", date(2023, 5, 12), *REPORTED)
    same_month = published("甲规范", "DB12/T 9001-2023", date(2023, 5, 31))
    assert codes(same_month, known=[known]) == []
    found = reading(published("甲规范", "DB12/T 9001-2023", date(2023, 4, 30)), known=[known])
    assert told(found) == [("F3", "publication-moved")]
    assert "2023年4月" in found.problems[0].message


def test_an_older_register_is_told_once_and_not_held_against_newer_rows():
    known = StoredStandard("甲规范", "DB12/T 9001-2023", "审查", None, "甲单位", "2023-08")
    later = published("乙规范", "DB12/T 9002-2023", date(2023, 7, 9))
    found = codes(
        standard("甲规范", None, "起草"), later, known=[known], reported={("甲单位", "standards"): "2023-08"}
    )
    assert found == [("", "older-ledger")]


def test_a_cell_that_cannot_be_read_is_told_once():
    assert codes(standard("甲规范", "DB12/T 9001-2023", "发布", published="五月")) == [("F3", "no-day")]
