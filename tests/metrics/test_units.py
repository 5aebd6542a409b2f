"""Units: what each answers for, on time or not, the ladder of reminders, and a score that shows its working."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import words
from metrics.board import board
from metrics.reporting import ReportingRate, expected_reports, rates
from metrics.unit_names import full_names
from metrics.units import UnitScore, load_unit_rules, unit_items, unit_rules_from, unit_scores
from tests.metrics.drawn import PLAN, columns, drawn, readings, shuffled, target
from words.errors import BadSetting
from words.terms import TaskState

MONTH = "2023-06"


def task(code: str, *leads: str, **more) -> dict:
    return {"task_code": code, "title": f"task {code}", "lead_units": list(leads) or None, **more}


def report(code: str, status: str, month: str = MONTH) -> dict:
    return {"task_code": code, "month": month, "status": status}


def scores(facts, month: str = MONTH, reporting=()) -> dict[str | None, UnitScore]:
    rows = unit_scores(unit_items(board(facts, month), facts.units), reporting)
    return {row.unit: row for row in rows}


UNITS = [
    {"name": "天津市港航局", "short_name": "市港航局", "aliases": ["港航局", "局"]},
    {"name": "天津市道路运输局", "short_name": "市道路局", "aliases": ["局"]},
]


def test_every_name_of_a_unit_stands_for_its_full_name_and_a_shared_one_for_none():
    assert full_names(drawn(units=UNITS).units) == {
        "天津市港航局": "天津市港航局",
        "市港航局": "天津市港航局",
        "港航局": "天津市港航局",
        "天津市道路运输局": "天津市道路运输局",
        "市道路局": "天津市道路运输局",
    }


def test_a_unit_answers_for_what_it_leads_under_any_of_its_names_and_once():
    facts = drawn(
        units=UNITS,
        tasks=[task("1", "市港航局"), task("2", "港航局", "天津市港航局"), task("3", "局")],
        targets=[target(lead_units=["港航局"])],
    )
    rows = scores(facts)
    assert (rows["天津市港航局"].tasks.led, rows["天津市港航局"].targets.led) == (2, 1)
    assert rows["局"].tasks.led == 1  # whose, nobody can tell


def test_how_the_items_of_a_unit_stand():
    facts = drawn(
        tasks=[
            *[task(state, "甲") for state in TaskState],
            task("silent", "甲"),
            task("late", "甲", due_on=date(2023, 5, 31)),
        ],
        task_reports=[*[report(state, state) for state in TaskState], report("late", "on_time")],
        targets=[
            target("T01", lead_units=["甲"]),
            target("T02", lead_units=["甲"], value=float("nan")),
            target("T03", lead_units=["甲"]),
            target("T04", lead_units=["甲"]),
        ],
        indicators=[*readings("T01", m202306=60), *readings("T03", m202306=40)],
    )
    row = scores(facts)["甲"]
    names = ["led", "on_schedule", "behind", "overdue", "unreported", "not_judged", "on_time_share"]
    assert [getattr(row.tasks, name) for name in names] == [8, 4, 1, 1, 1, 1, 4 / 7]
    assert [getattr(row.targets, name) for name in names] == [4, 1, 1, 0, 1, 1, 1 / 3]


def test_support_is_shown_and_counted_into_nothing():
    alone = drawn(tasks=[task("1", "甲")], task_reports=[report("1", "behind")])
    helped = drawn(
        tasks=[
            task("1", "甲", support_units=["乙", "甲"]),
            task("2", "乙", support_units=["甲"]),
        ],
        task_reports=[report("1", "behind"), report("2", "done")],
    )
    before, after = scores(alone)["甲"], scores(helped)["甲"]
    assert (after.tasks_supported, before.tasks_supported) == (1, 0)
    assert replace(before, tasks_supported=1) == after
    items = unit_items(board(helped, MONTH), helped.units)
    assert columns(items, "unit", "role", "code", "rung") == [
        ("甲", "lead", "1", "yellow"),
        ("乙", "support", "1", None),
        ("乙", "lead", "2", None),
        ("甲", "support", "2", None),
    ]


def test_two_lead_units_both_answer_and_the_item_is_still_one():
    facts = drawn(tasks=[task("1", "甲", "乙")])
    items = unit_items(board(facts, MONTH), facts.units)
    assert columns(items, "unit", "code") == [("甲", "1"), ("乙", "1")]
    assert len({item.code for item in items}) == 1


def test_inferred_leads_answer_and_are_said_to_be_inferred():
    facts = drawn(tasks=[task("1", inferred_units=["甲"]), task("2", "甲")])
    assert scores(facts)["甲"].inferred == 1


def test_what_nobody_leads_is_not_lost_and_has_no_score():
    facts = drawn(tasks=[task("1"), task("2", "甲")], targets=[target()])
    table = unit_scores(unit_items(board(facts, MONTH), facts.units))
    assert columns(table, "unit", "tasks.led", "targets.led", "score", "working")[-1] == (
        None,
        1,
        1,
        None,
        None,
    )
    assert sum(row.tasks.led for row in table) == 2


@pytest.mark.parametrize(
    "month, due_on, status, rung",
    [
        ("2023-04", date(2023, 6, 10), "on_time", None),
        ("2023-05", date(2023, 6, 10), "on_time", "blue"),
        ("2023-06", date(2023, 6, 10), "on_time", "blue"),
        ("2023-07", date(2023, 6, 10), "on_time", "yellow"),
        ("2023-09", date(2023, 6, 10), "on_time", "yellow"),
        ("2023-10", date(2023, 6, 10), "on_time", "red"),
        ("2023-10", date(2023, 6, 10), "done", None),
        ("2023-04", date(2023, 6, 10), "behind", "yellow"),
        ("2023-04", date(2023, 6, 10), None, "yellow"),  # silent
        ("2023-10", date(2023, 6, 10), None, "red"),  # silence does not help
        ("2025-12", None, "on_time", "blue"),  # due with the plan
    ],
)
def test_the_ladder_rises_with_the_months_overdue(month, due_on, status, rung):
    facts = drawn(
        tasks=[task("1", "甲", due_on=due_on)],
        task_reports=[report("1", status, month)] if status else [],
    )
    assert columns(unit_items(board(facts, month), facts.units), "rung") == [(rung,)]


def test_what_goes_on_is_never_overdue_and_words_are_no_number_to_reach():
    facts = drawn(
        tasks=[task("1", "甲", is_ongoing=True)],
        task_reports=[report("1", "under_way", "2026-06")],
        targets=[target(value=float("nan"), lead_units=["甲"])],
    )
    assert columns(unit_items(board(facts, "2026-06"), facts.units), "months_overdue", "rung") == [
        (None, None),
        (None, None),
    ]


def test_the_score_is_the_weighted_mean_of_its_parts_and_shows_how():
    words.use_language("en")
    facts = drawn(
        targets=[target("T01", lead_units=["甲"])],
        indicators=readings("T01", m202306=60),
        tasks=[task("1", "甲"), task("2", "甲")],
        task_reports=[report("1", "done"), report("2", "behind")],
    )
    rate = ReportingRate(
        group=("甲",), expected=6, received=3, zero=0, timely_expected=4, on_time=1, most_days_late=None
    )
    row = scores(facts, reporting=[rate])["甲"]
    assert row.score == 100 * (0.3 * 1 + 0.4 * 0.5 + 0.2 * 0.5 + 0.1 * 0.25)
    assert row.known_weight == 1
    assert row.working == (
        "targets on time 100% (1/1) × 0.3 + tasks on time 50% (1/2) × 0.4 + "
        "reports received 50% (3/6) × 0.2 + reports on time 25% (1/4) × 0.1 = 62.5 points."
    )


def test_parts_of_which_nothing_is_known_are_left_out_and_said():
    words.use_language("en")
    facts = drawn(tasks=[task("1", "甲"), task("2", "甲")], task_reports=[report("1", "done")])
    row = scores(facts)["甲"]
    assert (row.score, row.known_weight) == (50, 0.4)
    assert row.working == (
        "(tasks on time 50% (1/2) × 0.4) ÷ 0.4 = 50 points; of targets on time, reports received, "
        "reports on time nothing is known, so the other weights count for all."
    )


def test_a_unit_of_which_nothing_is_known_has_no_score_and_that_is_not_zero():
    words.use_language("en")
    row = scores(drawn(tasks=[task("1", "甲", support_units=["乙"])]))["乙"]
    assert row.score is None
    assert row.working == "No score: nothing is known of any of its parts."


def test_a_unit_that_only_reports_is_listed_too():
    facts = drawn(reports=[("standards", "2023-06", {"unit": "标委会"})])
    reporting = rates(expected_reports(facts, "2023-06", date(2023, 8, 1)))
    assert scores(facts, reporting=reporting)["标委会"].completeness == 1 / 11


def test_the_default_weights_add_up():
    assert sum(load_unit_rules().weights.values()) == pytest.approx(1)
    assert load_unit_rules().name


@pytest.mark.parametrize(
    "parts, ladder, message",
    [
        ([("tasks_on_time", 0.5), ("completeness", 0.4)], {}, "0.9"),
        ([("tasks_on_time", 1.5), ("completeness", -0.5)], {}, "above 0"),
        ([("tasks_on_time", 0.5), ("tasks_on_time", 0.5)], {}, "twice"),
        ([], {}, "add up to 0"),
        ([("tasks_on_time", 1)], {"red_after_months": -1}, "negative"),
    ],
)
def test_rules_that_cannot_be_used_are_refused(parts, ladder, message):
    words.use_language("en")
    source = {
        "code": "x",
        "version": 1,
        "name": {},
        "parts": [{"part": part, "weight": weight} for part, weight in parts],
        "ladder": {"blue_within_months": 1, "yellow_statuses": ["behind"], "red_after_months": 3} | ladder,
    }
    with pytest.raises(BadSetting, match=message):
        unit_rules_from(source, "x.toml")


CODES = ["1", "2", "3", "4"]
OPEN = [TaskState.AHEAD, TaskState.ON_TIME, TaskState.UNDER_WAY, TaskState.BEHIND]
RUNGS = [None, "blue", "yellow", "red"]


@settings(deadline=None, max_examples=25)
@given(
    # What is done stays done in silence, as on the board; so nothing is done before the month.
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(OPEN)),
    st.dictionaries(st.sampled_from(CODES), st.sampled_from([*OPEN, TaskState.DONE])),
    st.sampled_from(["甲", "乙"]),
    st.randoms(),
)
def test_an_unreported_task_never_improves_anything_and_the_order_of_rows_changes_nothing(
    before, states, helper, lot
):
    facts = drawn(
        PLAN | {"ends_on": date(2023, 7, 31)},
        tasks=[
            task(code, "甲", support_units=[helper], due_on=date(2023, 1 + int(code), 28)) for code in CODES
        ],
        task_reports=[
            *[report(code, state, "2023-05") for code, state in before.items()],
            *[report(code, state) for code, state in states.items()],
        ],
    )
    table = unit_items(board(facts, MONTH), facts.units)
    mixed = replace(facts, tasks=shuffled(facts.tasks, lot), task_reports=shuffled(facts.task_reports, lot))
    assert unit_scores(unit_items(board(mixed, MONTH), mixed.units)) == unit_scores(table)
    # All tasks that were reported for the month fall silent.
    less = replace(facts, task_reports=facts.task_reports[facts.task_reports["month"] < MONTH])
    silent = unit_items(board(less, MONTH), less.units)
    for was, now in zip(table, silent, strict=True):
        assert RUNGS.index(now.rung) >= RUNGS.index(was.rung)
    score, silent_score = (
        dict(columns(unit_scores(tasks), "unit", "score"))["甲"] for tasks in (table, silent)
    )
    assert silent_score <= score
