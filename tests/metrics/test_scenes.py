"""Tasks by scene: their reports month by month, their dates, who leads them, and how far each scene is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.board import board, task_rows
from metrics.scenes import by_unit, chosen, progress, scene_tasks, silent_months, task_history, troubles
from tests.metrics.drawn import PLAN, columns, drawn
from words.terms import Status

TASKS = [
    {"task_code": "1", "section": "港口", "title": "一码通行", "lead_units": ["港航局"]},
    {
        "task_code": "2",
        "section": "港口",
        "title": "自动驾驶",
        "lead_units": ["港航局", "公路局"],
        "is_ongoing": True,
    },
    {
        "task_code": "3",
        "section": "公路",
        "title": "桥梁监测",
        "inferred_units": ["公路局"],
        "due_on": date(2023, 3, 31),
    },
    {"task_code": "4", "title": "治超联网"},
]
UNITS = [{"name": "天津市港航局", "short_name": "港航局"}]


def report(code: str, month: str, share: float | None, status: str = "under_way", **more) -> dict:
    return {"task_code": code, "month": month, "attained_share": share, "status": status, **more}


REPORTS = [
    report("1", "2023-02", 0.4),
    report("2", "2023-02", 0.2),
    report("3", "2023-02", 0.5, "behind", problem_text="汛期停工"),
    report("1", "2023-05", 1.0, "done"),
    report("2", "2023-06", 0.3, "behind", problem_text="资金未到位"),
    report("1", "2023-07", 1.0, "done"),
]


def facts(reports=tuple(REPORTS), plan=PLAN, tasks=tuple(TASKS)):
    return drawn(plan, tasks=list(tasks), task_reports=list(reports), units=UNITS)


def tasks(month: str = "2023-06", **more):
    given = facts(**more)
    return scene_tasks(board(given, month), given.units)


def test_each_month_shows_what_was_reported_for_it_and_no_more():
    history = task_history(facts(), "2023-06")
    shown = [
        (code, month, status, share)
        for code, month, is_reported, status, share in columns(
            history, "row.code", "month", "is_reported", "row.status", "row.attained_share"
        )
        if is_reported
    ]
    assert shown == [
        ("1", "2023-02", Status.ON_SCHEDULE, 0.4),
        ("2", "2023-02", Status.ON_SCHEDULE, 0.2),
        ("3", "2023-02", Status.BEHIND, 0.5),
        ("1", "2023-05", Status.MET, 1.0),
        ("2", "2023-06", Status.BEHIND, 0.3),
    ]


def test_every_task_has_a_row_in_every_month_with_a_report_and_in_the_month_asked_for():
    history = task_history(facts(), "2023-08")
    assert list(dict.fromkeys(entry.month for entry in history)) == [
        "2023-02",
        "2023-05",
        "2023-06",
        "2023-07",
        "2023-08",
    ]
    assert len(history) == 5 * len(TASKS)
    assert not any(entry.is_reported for entry in history if entry.month == "2023-08")


def test_months_of_silence_are_named():
    assert silent_months(task_history(facts(), "2023-08")) == ["2023-03", "2023-04", "2023-08"]
    assert silent_months(task_history(facts(reports=()), "2023-08")) == []


def test_a_month_is_judged_as_its_board_judges_it():
    given = facts()
    for month in ("2023-02", "2023-05", "2023-06"):
        history = task_history(given, "2023-08")
        statuses = [entry.row.status for entry in history if entry.month == month]
        assert statuses == [row.status for row in board(given, month).tasks]


def test_what_came_later_is_not_known():
    assert "2023-07" not in {entry.month for entry in task_history(facts(), "2023-06")}


def test_a_report_has_its_cell():
    history = task_history(facts(), "2023-06")
    (row,) = [entry.row for entry in history if entry.row.code == "3" and entry.is_reported]
    assert row.source[0]["sheet"] == "task_reports" and row.source[0]["cell"] == "F5"


def test_a_task_runs_from_the_plans_start_to_its_own_date_or_the_plans_end():
    assert columns(tasks(), "code", "starts_on", "ends_on") == [
        ("1", date(2021, 1, 1), date(2025, 12, 31)),
        ("2", date(2021, 1, 1), None),  # goes on (长期坚持)
        ("3", date(2021, 1, 1), date(2023, 3, 31)),
        ("4", date(2021, 1, 1), date(2025, 12, 31)),
    ]


def test_what_is_done_reaches_as_far_as_its_share_of_the_days():
    plan = PLAN | {"starts_on": date(2023, 1, 1), "ends_on": date(2023, 1, 10)}
    one = [{"task_code": "1", "title": "一"}]

    def until(share: float | None, status: str = "under_way"):
        rows = tasks("2023-01", plan=plan, tasks=one, reports=[report("1", "2023-01", share, status)])
        return rows[0].done_until

    assert until(0.4) == date(2023, 1, 4)
    assert until(0.0) is None and until(None) is None
    assert until(0.999) == date(2023, 1, 9)  # not all done never reaches the last day
    assert until(None, "done") == date(2023, 1, 10)


def test_a_task_past_its_date_is_overdue_and_one_that_goes_on_never():
    assert columns(tasks(), "code", "row.status") == [
        ("1", Status.MET),
        ("2", Status.BEHIND),
        ("3", Status.OVERDUE),
        ("4", Status.UNREPORTED),
    ]
    late = [report("2", "2026-03", 0.3)]
    assert tasks("2026-03", reports=late)[1].row.status == Status.ON_SCHEDULE


def test_units_go_by_their_full_names_and_inferred_ones_are_said_to_be():
    assert columns(tasks(), "units", "row.is_inferred") == [
        (["天津市港航局"], False),
        (["天津市港航局", "公路局"], False),
        (["公路局"], True),
        ([], False),
    ]


def test_a_task_with_two_lead_units_counts_for_each_and_those_without_stand_last():
    assert columns(by_unit(tasks()), "unit", "status", "count") == [
        ("天津市港航局", Status.MET, 1),
        ("天津市港航局", Status.BEHIND, 1),
        ("公路局", Status.BEHIND, 1),
        ("公路局", Status.OVERDUE, 1),
        (None, Status.UNREPORTED, 1),
    ]


@pytest.mark.parametrize(
    "choice, codes",
    [
        ({}, "1234"),
        ({"scene": "港口"}, "12"),
        ({"unit": "公路局"}, "23"),
        ({"status": "behind"}, "2"),
        ({"scene": "港口", "unit": "公路局", "status": "met"}, ""),
    ],
)
def test_tasks_are_chosen_by_scene_unit_and_status(choice, codes):
    assert "".join(task.code for task in chosen(tasks(), **choice)) == codes


def test_problems_are_those_of_the_newest_report_the_worst_status_first():
    assert columns(troubles(tasks()), "code", "row.problem_text") == [("3", "汛期停工"), ("2", "资金未到位")]
    solved = [*REPORTS, report("3", "2023-05", 0.9)]
    assert columns(troubles(tasks(reports=solved)), "code") == [("2",)]


def test_a_scene_is_as_far_as_its_tasks_on_average_in_months_with_a_report():
    assert columns(
        progress(task_history(facts(), "2023-06")),
        *("scene", "month", "tasks", "done", "done_share", "mean_share"),
    ) == [
        ("港口", "2023-02", 2, 0, 0.0, pytest.approx(0.3)),
        ("港口", "2023-05", 2, 1, 0.5, pytest.approx(0.6)),
        ("港口", "2023-06", 2, 1, 0.5, pytest.approx(0.65)),
        ("公路", "2023-02", 1, 0, 0.0, 0.5),
    ]


def test_a_mean_is_unknown_while_one_share_is():
    reports = [report("1", "2023-02", 0.4)]
    assert columns(progress(task_history(facts(reports), "2023-02")), "mean_share") == [(None,)]
    reports.append(report("2", "2023-02", None, "done"))
    assert columns(progress(task_history(facts(reports), "2023-02")), "mean_share") == [(0.7,)]


def test_a_plan_without_tasks_or_reports_has_nothing_to_tell():
    nothing = facts(reports=(), tasks=())
    assert task_history(nothing, "2023-06") == []
    assert scene_tasks(board(nothing, "2023-06"), UNITS_TABLE) == []
    assert progress(task_history(facts(reports=()), "2023-06")) == []


UNITS_TABLE = facts().units


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("1234"), st.sampled_from(["2023-01", "2023-02", "2023-04"])),
        st.tuples(
            st.none() | st.floats(0, 1), st.sampled_from(["done", "behind", "under_way", "not_started"])
        ),
    )
)
def test_marks_are_exactly_the_reports(drawn_reports):
    reports = [report(code, month, *state) for (code, month), state in drawn_reports.items()]
    plan_facts = facts(reports)
    history = task_history(plan_facts, "2023-05")
    marked = {(entry.row.code, entry.month) for entry in history if entry.is_reported}
    assert marked == set(drawn_reports)
    for row in progress(history):
        assert row.done_share == row.done / row.tasks
        assert row.mean_share is None or row.done_share - 1e-9 <= row.mean_share <= 1 + 1e-9
    assert [row.code for row in task_rows(plan_facts, "2023-05")] == list("1234")
