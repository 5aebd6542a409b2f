"""A figure split up by month, section and lead unit, with the total stated once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.breakdown import breakdown
from tests.metrics.drawn import PLAN, drawn, target
from words.errors import UnknownCode

NAN = float("nan")
PLAN_2023 = PLAN | {"starts_on": date(2023, 1, 1)}
STANDARDS = [
    {"name": "a", "section": "港口", "lead_units": ["港航局", "公路局"], "published_on": date(2023, 1, 9)},
    {"name": "b", "section": "港口", "lead_units": ["天津市港航局"], "published_on": date(2023, 3, 9)},
    {"name": "c", "section": "公路", "lead_units": None, "published_on": date(2023, 3, 9)},
    {"name": "d", "section": None, "lead_units": ["公路局"], "published_on": None},
]
UNITS = [{"name": "天津市港航局", "short_name": "港航局"}]


def rows(facts, by: str, month: str = "2023-04") -> list[tuple]:
    """(name, value) of each row, the total named 合计."""
    split = breakdown(facts, "T01", month, by)
    return [(part.name, part.value) for part in split.parts] + [("合计", split.total.value)]


def partial(facts, by: str, month: str) -> list[bool]:
    """Which parts are lower bounds, and whether the total is, last."""
    split = breakdown(facts, "T01", month, by)
    return [part.is_partial for part in (*split.parts, split.total)]


def standards(**more):
    goal = target(measure="published_standards")
    return drawn(
        PLAN_2023,
        targets=[goal],
        standards=STANDARDS,
        units=UNITS,
        **{"reports": [("standards", "2023-02"), ("standards", "2023-04")]} | more,
    )


def test_by_month_what_each_added():
    assert rows(standards(), "month") == [("2023-01", 1), ("2023-02", 0), ("2023-03", 2), ("2023-04", 0), ("合计", 3)]  # fmt: skip


def test_a_month_without_a_report_is_unknown():
    assert rows(standards(), "month", "2023-05")[-2:] == [("2023-05", None), ("合计", 3)]


def test_by_section_with_those_that_name_none_last():
    assert rows(standards(), "section") == [("港口", 2), ("公路", 1), (None, 0), ("合计", 3)]


def test_what_several_units_lead_counts_for_each_and_once_in_the_total():
    assert rows(standards(), "lead_unit") == [("天津市港航局", 2), ("公路局", 1), (None, 1), ("合计", 3)]


def test_silence_is_unknown_in_every_row():
    assert {value for _name, value in rows(standards(reports=[]), "section")} == {None}


def test_a_joint_standard_counts_once_for_each_section_and_unit_that_names_it():
    joint = [
        {"name": "规范", "standard_number": "DB12/T 1-2023", "lead_units": ["甲"], "published_on": date(2023, 1, 9)},
        {"name": "规范（河北）", "standard_number": "DB13/T 1-2023", "lead_units": ["甲", "乙"], "published_on": date(2023, 1, 9)},
    ]  # fmt: skip
    facts = drawn(
        targets=[target(measure="published_standards")], reports=[("standards", "2023-04")], standards=joint
    )
    assert rows(facts, "lead_unit") == [("乙", 1), ("甲", 1), ("合计", 1)]


def test_people_are_counted_once_for_each_organiser():
    trainings = [
        {"title": "a", "held_on": date(2023, 1, 9), "organiser": "甲", "attendances": 2.0, "participants": ["张三", "李四"]},
        {"title": "b", "held_on": date(2023, 2, 9), "organiser": "乙", "attendances": 5.0, "participants": ["张三"]},
    ]  # fmt: skip
    facts = drawn(
        targets=[target(measure="trained_people")], reports=[("trainings", "2023-04")], trainings=trainings
    )
    assert rows(facts, "lead_unit") == [("甲", 2), ("乙", 1), ("合计", 2)]
    assert partial(facts, "lead_unit", "2023-04") == [False, True, True]
    assert rows(facts, "section") == [(None, 2), ("合计", 2)]


def test_a_month_of_which_a_part_is_not_known():
    trainings = [
        {"title": "a", "held_on": date(2023, 1, 9), "attendances": 20.0},
        {"title": "b", "held_on": date(2023, 2, 9), "attendances": 30.0},
        {"title": "c", "held_on": date(2023, 2, 9), "attendances": NAN},
        {"title": "d", "held_on": date(2023, 3, 9), "attendances": NAN},
    ]
    facts = drawn(
        PLAN_2023,
        targets=[target(measure="training_attendances")],
        reports=[("trainings", "2023-03")],
        trainings=trainings,
    )
    assert rows(facts, "month", "2023-03") == [("2023-01", 20), ("2023-02", 30), ("2023-03", None), ("合计", 50)]  # fmt: skip
    assert partial(facts, "month", "2023-03") == [False, True, False, True]


def test_tasks_done_by_section_and_unit():
    facts = drawn(
        targets=[target(measure="tasks_done")],
        tasks=[
            {"task_code": "1", "section": "港口", "title": "a", "lead_units": ["甲", "乙"]},
            {"task_code": "2", "section": "港口", "title": "b", "lead_units": ["甲"]},
            {"task_code": "3", "section": "公路", "title": "c", "lead_units": ["丙"]},
        ],
        task_reports=[
            {"task_code": "1", "month": "2023-03", "status": "done"},
            {"task_code": "2", "month": "2023-04", "status": "under_way"},
        ],
    )
    assert rows(facts, "section") == [("港口", 1), ("公路", None), ("合计", 1)]
    assert rows(facts, "lead_unit") == [("乙", 1), ("甲", 1), ("丙", None), ("合计", 1)]


def indicator(*given: tuple, unit: str = "个") -> list[dict]:
    goal = target(unit=unit, section="港口", lead_units=["甲", "乙"])
    names = ("month", "value", "month_value", "numerator", "denominator")
    rows = [{"target_code": "T01"} | dict(zip(names, row, strict=False)) for row in given]
    return drawn(PLAN_2023, targets=[goal], indicators=rows)


def test_an_indicator_by_month_where_the_month_before_is_known():
    facts = indicator(("2023-02", 10), ("2023-03", 12), ("2023-04", NAN, 3), ("2023-06", 20), ("2023-07", 21))
    assert rows(facts, "month", "2023-07") == [
        ("2023-01", None),
        ("2023-02", None),  # what was reached before is not known
        ("2023-03", 2),
        ("2023-04", 3),
        ("2023-05", None),
        ("2023-06", None),
        ("2023-07", 1),
        ("合计", 21),
    ]


def test_a_total_after_a_lower_bound_says_nothing_of_its_month():
    facts = indicator(("2023-01", 5), ("2023-03", NAN, 3), ("2023-04", 20))
    assert rows(facts, "month")[3] == ("2023-04", None)
    assert partial(facts, "month", "2023-03")[-1]


def test_an_indicator_belongs_to_its_target():
    facts = indicator(("2023-04", NAN, NAN, 30.0, 40.0), unit="%")
    assert rows(facts, "section") == [("港口", 0.75), ("合计", 0.75)]
    assert rows(facts, "lead_unit") == [("甲", 0.75), ("乙", 0.75), ("合计", 0.75)]
    split = breakdown(facts, "T01", "2023-04", "month")
    assert (split.parts[-1].numerator, split.parts[-1].denominator) == (30, 40)
    assert (split.total.numerator, split.total.denominator) == (30, 40)


def test_a_target_that_is_not_there_is_told():
    with pytest.raises(UnknownCode, match="T99"):
        breakdown(standards(), "T99", "2023-04", "month")


published = st.lists(
    st.tuples(
        st.none() | st.dates(date(2023, 1, 1), date(2023, 5, 31)),
        st.sampled_from(["港口", "公路", None]),
        st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=3, unique=True),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(published)
def test_months_and_sections_come_to_the_total_and_units_to_no_less(given_rows):
    facts = drawn(
        PLAN_2023,
        targets=[target(measure="published_standards")],
        reports=[("standards", "2023-04")],
        standards=[
            {"name": str(n), "published_on": day, "section": section, "lead_units": units or None}
            for n, (day, section, units) in enumerate(given_rows)
        ],
    )
    for by in ("month", "section", "lead_unit"):
        *parts, (_name, total) = rows(facts, by)
        come_to = sum(value or 0 for _name, value in parts)
        assert come_to >= total if by == "lead_unit" else come_to == total
