"""Training sessions: who came, when, and the same session twice."""

from dataclasses import replace
from datetime import date

import pytest

from tests.loaders.sheets import PLAN, REMARKS, read, told
from words.kinds import row_key
from words.kinds.trainings import StoredTraining
from words.terms import Level

HEADERS = ["培训名称", "举办日期", "参训人次"]
JUNE = date(2023, 6, 8)


def reading(*rows, known=(), **changes):
    """Read sessions, reported for June 2023 by 甲单位, against known ones; they stand in row 3 and below."""
    stored = {row_key("p", (each.title, each.held_on)): each for each in known}
    return read(plan=replace(PLAN, rows={"trainings": stored}, **changes), 培训=[REMARKS, HEADERS, *rows])


def codes(*rows, known=(), **changes):
    return told(reading(*rows, known=known, **changes))


@pytest.mark.parametrize("count, found, level", [(1, [], None), (0, [("C3", "zero-attendance")], Level.WARNING), (None, [("C3", "attendance-missing")], Level.HINT)])  # fmt: skip
def test_a_session_had_attendances_and_not_given_is_not_zero(count, found, level):
    result = reading(["宣贯会", JUNE, count])
    assert told(result) == found
    assert [each.level for each in result.problems] == [level] * len(found)


@pytest.mark.parametrize(
    "day, count, found",
    [
        (date(2023, 6, 30), 20, []),
        (date(2023, 7, 1), 20, [("B3", "date-after-month")]),
        (date(2023, 7, 1), None, [("B3", "training-planned")]),
        (date(2023, 7, 1), 0, [("C3", "zero-attendance"), ("B3", "date-after-month")]),
    ],
)
def test_a_session_still_planned_is_no_session(day, count, found):
    result = reading(["宣贯会", day, count])
    assert told(result) == found
    assert result.has(Level.ERROR) is (count is None)


@pytest.mark.parametrize(
    "day, found", [(date(2021, 1, 1), []), (date(2020, 12, 31), [("B3", "before-plan")])]
)
def test_a_session_before_the_plan_does_not_count(day, found):
    assert codes(["宣贯会", day, 20], counts_from=date(2021, 1, 1)) == found


def test_nearly_the_same_title_on_the_same_day_is_told_with_both_cells():
    result = reading(
        ["公路养护标准宣贯会", JUNE, 20],
        ["公路养护标准 宣贯会。", JUNE, 20],
        ["公路养护标准的宣贯会", JUNE, 21],
    )
    assert told(result) == [("A4", "training-twice"), ("A5", "training-twice")]
    assert "A3" in result.problems[0].message and result.problems[0].level is Level.WARNING


@pytest.mark.parametrize(
    "title, day",
    [
        ("公路养护标准宣贯会", date(2023, 6, 9)),
        ("公路养护标准宣贯会（第二期）", JUNE),
        ("公路检测标准培训班", JUNE),
        ("港口安全生产培训", JUNE),
    ],
)
def test_another_day_number_or_subject_is_another_session(title, day):
    assert codes(["公路养护标准宣贯会（第一期）", JUNE, 20], [title, day, 20]) == []


def test_the_very_same_session_is_a_row_twice():
    assert codes(["宣贯会", JUNE, 20], ["宣贯会", JUNE, 20]) == [("A4", "duplicate-key")]


def test_a_session_stored_under_nearly_the_same_title_would_count_twice():
    known = StoredTraining("公路养护标准宣贯会", date(2023, 5, 8), 20, "甲单位", "2023-05")
    result = reading(["公路养护标准宣贯会。", date(2023, 5, 8), 20], known=[known])
    assert told(result) == [("A3", "training-known")]
    assert "甲单位 2023年5月" in result.problems[0].message
    assert codes(["公路养护标准宣贯会", date(2023, 5, 8), 20], known=[known]) == []


def sessions(*counts):
    return [
        StoredTraining(f"第{at}期", date(2023, 1, at + 1), count, "甲单位", "2023-05")
        for at, count in enumerate(counts)
    ]


USUAL = (20, 22, 25, 30, 35, 40)  # median about 27; 3.5 spreads above it lies at 100


@pytest.mark.parametrize("count, found", [(100, []), (101, [("C3", "many-attendances")]), (3, [])])
def test_attendances_far_above_those_of_the_units_other_sessions(count, found):
    assert codes(["大会", JUNE, count], known=sessions(*USUAL)) == found


def test_five_sessions_are_too_few_to_judge_by():
    assert codes(["大会", JUNE, 900], known=sessions(*USUAL[:5])) == []


def test_other_units_sessions_say_nothing_of_this_units():
    others = [each._replace(unit="乙单位") for each in sessions(*USUAL)]
    assert codes(["大会", JUNE, 900], known=others) == []
