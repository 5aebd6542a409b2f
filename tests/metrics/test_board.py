"""The board: what each target and task shows for a month. Rows are named for the case they show."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from metrics.board import board, figure_rows, history
from metrics.rows import TargetRow
from tests.metrics.drawn import PLAN, columns, drawn, readings, target
from words.months import shift

NAN = float("nan")


def only(facts, month: str) -> TargetRow:
    (row,) = board(facts, month).targets
    return row


def test_nobody_owes_six_tenths_of_a_pilot():
    row = only(
        drawn(targets=[target(value=2.0, unit="个")], indicators=readings("T01", m202112=1)), "2021-12"
    )
    assert (row.expected_value, row.status) == (0, "on_schedule")


def test_standards_are_counted_by_their_publication_date():
    facts = drawn(
        targets=[target(measure="published_standards")],
        reports=[("standards", "2023-06")],
        standards=[
            {"name": "published", "published_on": date(2023, 6, 30), "stage": "发布"},
            {"name": "next month", "published_on": date(2023, 7, 1), "stage": "发布"},
            {"name": "before the plan", "published_on": date(2020, 12, 31), "stage": "发布"},
            {"name": "withdrawn", "published_on": date(2022, 1, 1), "stage": "废止"},
            {"name": "in drafting", "published_on": None, "stage": "起草"},
        ],
    )
    row = only(facts, "2023-06")
    assert (row.actual_value, row.expected_value) == (1, 45)
    assert row.source == [{"import_id": 1, "file": "台账.xlsx", "sheet": "standards", "cell": "F3"}]
    assert [row.values["name"] for row in figure_rows(facts, "T01", "2023-06")] == ["published"]


def test_a_scope_counts_only_its_own_field():
    facts = drawn(
        targets=[target(measure="published_standards", measure_scope="绿色发展")],
        reports=[("standards", "2023-06")],
        standards=[
            {"name": "a", "section": "绿色发展", "published_on": date(2023, 1, 1)},
            {"name": "b", "section": "智慧交通", "published_on": date(2023, 1, 1)},
        ],
    )
    assert only(facts, "2023-06").actual_value == 1


def test_sessions_and_attendances_come_from_the_same_rows():
    facts = drawn(
        targets=[target("T03", 20.0, measure="training_sessions"), target("T04", 1000.0, "about", measure="training_attendances")],
        reports=[("trainings", "2023-06")],
        trainings=[
            {"title": "a", "held_on": date(2022, 3, 1), "attendances": 30.0},
            {"title": "b", "held_on": date(2023, 6, 30), "attendances": NAN},  # not given is not zero, but held
            {"title": "c", "held_on": date(2023, 7, 1), "attendances": 50.0},
        ],
    )  # fmt: skip
    assert columns(board(facts, "2023-06").targets, "actual_value") == [(2,), (30,)]


def test_no_report_is_not_zero_and_a_zero_report_is():
    goal = target(measure="published_standards")
    silent = only(drawn(targets=[goal]), "2023-06")
    assert (silent.actual_value, silent.status, silent.reported_month) == (None, "unreported", None)
    zero = only(drawn(targets=[goal], reports=[("standards", "2023-06")]), "2023-06")
    assert (zero.actual_value, zero.status, zero.reported_month) == (0, "far_behind", "2023-06")


def test_a_zero_report_on_tasks_is_a_report_too():
    facts = drawn(
        targets=[target(value=2.0, measure="tasks_done", measure_scope="港口")],
        tasks=[
            {"task_code": "1", "section": "港口", "title": "a"},
            {"task_code": "2", "section": "公路", "title": "b"},
        ],
        reports=[("task_reports", "2023-05")],
        task_reports=[{"task_code": "2", "month": "2023-06", "status": "done"}],
    )
    assert [only(facts, month).actual_value for month in ("2023-04", "2023-05")] == [None, 0]
    assert (
        only(facts, "2023-06").reported_month == "2023-05"
    )  # the other section's report says nothing of this one


def test_an_old_report_is_shown_but_never_carried_forward_as_green():
    row = only(drawn(targets=[target()], indicators=readings("T01", m202305=80)), "2023-06")
    assert (row.actual_value, row.reported_month, row.status, row.gap_points) == (80, "2023-05", "unreported", None)  # fmt: skip


@pytest.mark.parametrize(
    "month, value, status",
    [
        ("2025-12", 89, "slightly_behind"),  # the due month is not over yet
        ("2026-01", 89, "overdue"),
        ("2026-01", 90, "met"),
        ("2025-12", 90, "met"),
        ("2020-12", 0, "not_started"),
        ("2021-01", 1, "on_schedule"),
    ],
)
def test_around_the_start_and_the_due_date(month, value, status):
    facts = drawn(targets=[target()], indicators=readings("T01", **{f"m{month.replace('-', '')}": value}))
    assert only(facts, month).status == status


def test_after_the_due_date_the_last_report_decides():
    facts = drawn(targets=[target()], indicators=readings("T01", m202512=89))
    assert only(facts, "2026-03").status == "overdue"
    facts = drawn(targets=[target()], indicators=readings("T01", m202512=90))
    assert only(facts, "2026-03").status == "met"


def test_a_word_target_has_no_number_and_follows_its_tasks():
    facts = drawn(
        targets=[target(value=NAN, comparator=None, unit=None, measure="tasks_done", measure_scope="港口")],
        tasks=[
            {"task_code": "1", "section": "港口", "title": "a"},
            {"task_code": "2", "section": "公路", "title": "b"},
        ],
        task_reports=[
            {"task_code": "1", "month": "2023-06", "status": "done"},
            {"task_code": "2", "month": "2023-06", "status": "done"},
        ],
    )
    row = only(facts, "2023-06")
    assert (row.status, row.actual_value, row.attained_share) == ("unquantified", 1, None)


def test_a_task_opened_again_leaves_the_count():
    facts = drawn(
        targets=[target(value=2.0, measure="tasks_done")],
        tasks=[{"task_code": "1", "title": "a"}],
        task_reports=[
            {"task_code": "1", "month": "2023-04", "status": "done"},
            {"task_code": "1", "month": "2023-05", "status": "under_way"},
            {"task_code": "1", "month": "2023-06", "status": "done"},
        ],
    )
    values = [
        row.actual_value for row in history(facts, "T01", "2023-06") if "2023-03" <= row.month <= "2023-06"
    ]
    assert values == [None, 1, 0, 1]
    assert len(figure_rows(facts, "T01", "2023-06")) == 1
    assert len(figure_rows(facts, "T01", "2023-05")) == 0


def test_coverage_is_worked_out_from_numerator_and_denominator():
    facts = drawn(
        targets=[target(value=1.0, unit="%")],
        indicators=[
            {
                "target_code": "T01",
                "month": "2023-06",
                "value": 1.0,
                "numerator": 2499.0,
                "denominator": 2500.0,
            }
        ],
    )
    row = only(facts, "2023-06")
    assert (row.actual_value, row.status) == (0.9996, "on_schedule")
    assert (row.numerator, row.denominator) == (2499, 2500)
    assert "2,499 ÷ 2,500" in row.working
    assert "99.9%" in row.working  # not yet all


def test_paces():
    facts = drawn(targets=[target()], indicators=readings("T01", m202212=30, m202306=42))
    row = only(facts, "2023-06")
    assert row.recent_pace == 2  # 12 in 6 months
    assert row.required_pace == 48 / 30
    assert only(facts, "2022-12").recent_pace is None  # one report is no pace
    assert (
        only(drawn(targets=[target()], indicators=readings("T01", m202306=95)), "2023-06").required_pace == 0
    )


def test_the_age_of_the_data_in_months():
    facts = drawn(targets=[target()], indicators=readings("T01", m202304=30))
    assert [only(facts, month).data_age_months for month in ("2023-03", "2023-04", "2024-06")] == [
        None,
        0,
        14,
    ]


def test_the_schedule_performance_index():
    facts = drawn(targets=[target()], indicators=readings("T01", m202306=36))
    assert only(facts, "2023-06").spi == pytest.approx(36 / 45)
    assert only(facts, "2023-07").spi is None  # as of a report that is not of the month


def test_a_target_without_a_date_is_reported_but_cannot_be_judged():
    plan = PLAN | {"starts_on": None, "issued_on": None, "ends_on": None}
    facts = drawn(plan, targets=[target(due_on=None)], indicators=readings("T01", m202306=36))
    assert only(facts, "2023-06").status == "undetermined"


def test_the_history_has_gaps_where_nothing_was_reported():
    facts = drawn(targets=[target()], indicators=readings("T01", m202304=30, m202306=42))
    rows = history(facts, "T01", "2023-06")
    values = [row.actual_value for row in rows if "2023-04" <= row.month <= "2023-07"]
    assert values == [30, None, 42, None]
    assert (rows[0].month, rows[-1].month) == ("2021-01", "2025-12")
    assert rows[-1].expected_value == 90


TASK = {"task_code": "1", "title": "a", "due_on": date(2023, 6, 30)}


@pytest.mark.parametrize(
    "task, report, month, status",
    [
        (TASK, {"status": "on_time"}, "2023-06", "on_schedule"),
        (TASK, {"status": "behind"}, "2023-06", "behind"),
        (TASK, {"status": "done"}, "2023-06", "met"),
        (TASK, {"status": "done"}, "2024-06", "met"),
        (TASK, {"status": "on_time"}, "2023-07", "overdue"),
        (TASK | {"is_ongoing": True, "due_on": None}, {"status": "on_time"}, "2023-07", "unreported"),
        (TASK | {"is_ongoing": True, "due_on": None}, {"status": "on_time"}, "2026-07", "unreported"),
        (TASK, {"status": None, "attained_share": 1.0}, "2023-06", "met"),
        (TASK, {"status": "not_started"}, "2023-06", "not_started"),
        (TASK | {"due_on": None}, {"status": "under_way"}, "2026-01", "overdue"),
    ],
)
def test_tasks_show_what_their_unit_says_unless_the_calendar_says_more(task, report, month, status):
    facts = drawn(tasks=[task], task_reports=[{"task_code": "1", "month": "2023-06"} | report])
    assert board(facts, month).tasks[0].status == status


def test_a_task_nobody_reported_on_is_unreported_not_behind():
    facts = drawn(tasks=[TASK])
    assert board(facts, "2024-06").tasks[0].status == "unreported"


def test_json_tells_what_the_status_rests_on():
    hand = {
        "target_code": "T01",
        "status": "on_schedule",
        "reason": "材料已报",
        "from_month": "2023-06",
        "expires_month": "2023-08",
        "decided_by": "办公室",
    }
    facts = replace(
        drawn(targets=[target()], indicators=readings("T01", m202305=20, m202306=21)),
        overrides=pd.DataFrame([hand], dtype=object),
    )  # fmt: skip
    row = board(facts, "2023-06").to_json()["targets"][0]
    assert json.loads(json.dumps(row)) == row
    assert row["status"] == "behind"  # never hidden by what was set by hand
    assert row["override"] == {key: value for key, value in hand.items() if key != "target_code"}
    escalated = row["escalation"]
    assert (escalated["notice"], escalated["months_at_yellow"], escalated["months_at_red"]) == ("blue", 2, 0)
    assert escalated["is_longer"] is False
    assert (row["path_kind"], row["cycle"], row["cycles"]) == ("line", "plan", None)
    assert "ServiceNow" in row["disagreement"]


def test_json_has_null_for_unknown_and_whole_numbers_as_such():
    facts = drawn(targets=[target()], indicators=readings("T01", m202306=41))
    reported, unknown = (board(facts, month).to_json()["targets"][0] for month in ("2023-06", "2023-05"))
    assert (reported["target_value"], reported["actual_value"], reported["due_on"]) == (90, 41, "2025-12-31")
    assert isinstance(reported["target_value"], int)
    assert (unknown["actual_value"], unknown["attained_share"], unknown["baseline_value"]) == (
        None,
        None,
        None,
    )


def test_the_share_of_the_plan_gone_by_counts_whole_months():
    facts = drawn()
    months = ("2020-12", "2021-01", "2023-06", "2025-12", "2026-01")
    assert [board(facts, month).elapsed_share for month in months] == [0, 1 / 60, 0.5, 1, 1]
    assert board(drawn(PLAN | {"starts_on": None}), "2023-06").elapsed_share is None


def test_the_order_of_rows_changes_no_number():
    standards = [{"name": str(n), "published_on": date(2021 + n % 3, 1 + n % 12, 1)} for n in range(30)]
    goal, reports = target(measure="published_standards"), [("standards", "2023-06")]
    there = only(drawn(targets=[goal], reports=reports, standards=standards), "2023-06")
    back = only(drawn(targets=[goal], reports=reports, standards=standards[::-1]), "2023-06")
    assert (
        there.actual_value
        == back.actual_value
        == sum(s["published_on"] <= date(2023, 6, 30) for s in standards)
    )
    assert there.gap_points == back.gap_points


def test_months():
    assert [shift("2023-11", by) for by in (0, 1, 2, -11, 14)] == [
        "2023-11",
        "2023-12",
        "2024-01",
        "2022-12",
        "2025-01",
    ]
