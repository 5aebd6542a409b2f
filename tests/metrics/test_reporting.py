"""Reporting discipline: who was expected to report what, what came and when, and whom to remind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import words
from metrics import reporting
from metrics.facts import Facts
from metrics.reminders import reminders
from metrics.reporting import (
    ages,
    by_unit,
    calendar_from,
    duties,
    expected_reports,
    load_calendar,
    marks,
    rates,
)
from tests.metrics.drawn import PLAN, columns, drawn, readings, shuffled, target
from words.errors import BadSetting
from words.months import months_between

YEAR = PLAN | {"starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31), "issued_on": date(2022, 12, 1)}
LATER = date(2024, 6, 1)
TASKS = [{"task_code": "1", "lead_units": ["甲"]}, {"task_code": "2", "lead_units": ["乙"]}]


def sent(unit: str, month: str, at: str = "", rows: int = 1, kind: str = "task_reports") -> tuple:
    """A report; `at` is its moment in UTC, by default in time."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else datetime(2022, 12, 31, tzinfo=UTC)
    return kind, month, {"unit": unit, "row_count": rows, "saved_at": moment}


def states(facts: Facts, month: str, today: date = LATER, unit: str = "甲") -> dict[str, str]:
    reports = expected_reports(facts, month, today)
    return {report.month: report.state for report in reports if report.unit == unit}


def test_whoever_leads_a_task_is_expected_to_report_on_it_every_month_of_the_plan():
    facts = drawn(YEAR, tasks=TASKS, reports=[sent("甲", "2023-01")])
    assert columns(duties(facts), "unit", "kind", "reason") == [
        ("乙", "task_reports", "leads"),
        ("甲", "task_reports", "leads"),
    ]
    assert states(facts, "2023-03") == {"2023-01": "reported", "2023-02": "missing", "2023-03": "missing"}
    assert set(states(facts, "2023-03", unit="乙").values()) == {"missing"}
    assert list(states(facts, "2024-05")) == months_between("2023-01", "2023-12")


def test_the_lead_of_a_target_owes_the_ledger_its_figure_is_counted_from():
    goals = [
        target("T01", measure="published_standards", lead_units=["甲"]),
        target("T02", measure="reported_indicator", lead_units=["乙"]),
    ]
    assert columns(duties(drawn(YEAR, targets=goals)), "unit", "kind") == [
        ("乙", "indicators"),
        ("甲", "standards"),
    ]


def test_units_inferred_for_a_task_report_on_it_and_support_units_never_do():
    tasks = [{"task_code": "1", "inferred_units": ["甲"], "support_units": ["丙"]}]
    assert columns(duties(drawn(YEAR, tasks=tasks)), "unit") == [("甲",)]


def test_a_unit_owes_whatever_it_has_reported_before():
    facts = drawn(YEAR, reports=[sent("丙", "2023-05", kind="trainings")])
    assert columns(duties(facts), "unit", "kind", "reason") == [("丙", "trainings", "has_reported")]
    assert states(facts, "2023-06", unit="丙") == {
        "2023-01": "missing", "2023-02": "missing", "2023-03": "missing", "2023-04": "missing",
        "2023-05": "reported", "2023-06": "missing",
    }  # fmt: skip


def test_what_another_unit_reports_for_it_a_lead_need_not_report_again():
    facts = drawn(
        YEAR,
        tasks=TASKS,
        targets=[target("T01", lead_units=["乙"])],
        reports=[("task_reports", "2023-01", {"unit": "办公室", "row_count": 1, "import_id": 1})],
        task_reports=[{"task_code": "2", "month": "2023-01"}],
    )
    assert columns(duties(facts), "unit", "kind", "reason") == [
        ("乙", "indicators", "leads"),
        ("办公室", "task_reports", "has_reported"),
        ("甲", "task_reports", "leads"),
    ]
    reported = replace(facts, indicators=drawn(indicators=readings("T01", m202301=1)).indicators)
    assert "乙" not in {duty.unit for duty in duties(reported)}


def test_the_lead_of_a_count_of_tasks_owes_nothing_where_others_report_those_tasks():
    goal = target("T01", measure="tasks_done", lead_units=["办公室"])
    facts = drawn(YEAR, tasks=TASKS[:1], targets=[goal], reports=[sent("甲", "2023-01")])
    assert columns(duties(facts), "unit", "kind") == [("甲", "task_reports")]


def test_units_are_known_by_all_their_names():
    facts = drawn(
        YEAR,
        units=[{"name": "天津市港航局", "short_name": "市港航局", "aliases": ["港航局"]}],
        tasks=[
            {"task_code": "1", "lead_units": ["市港航局"]},
            {"task_code": "2", "lead_units": ["港航局", "天津市港航局"]},
        ],
        reports=[sent("港航局", "2023-01")],
    )
    assert states(facts, "2023-01", unit="天津市港航局") == {"2023-01": "reported"}
    assert {duty.unit for duty in duties(facts)} == {"天津市港航局"}


@pytest.mark.parametrize(
    "starts_on, issued_on, first",
    [
        (date(2021, 1, 1), date(2022, 7, 23), "2022-08"),  # nobody reports before there is a plan
        (date(2021, 1, 1), date(2020, 12, 3), "2021-01"),
        (None, date(2022, 10, 1), "2022-10"),
        (date(2021, 1, 1), None, "2021-01"),
    ],
)
def test_reports_are_expected_from_the_first_whole_month_of_an_issued_plan(starts_on, issued_on, first):
    facts = drawn(PLAN | {"starts_on": starts_on, "issued_on": issued_on}, tasks=TASKS)
    assert min(states(facts, "2023-03")) == first


def test_a_plan_without_dates_expects_nothing():
    undated = drawn(PLAN | {"starts_on": None, "issued_on": None}, tasks=TASKS)
    assert expected_reports(undated, "2023-03", LATER) == []


@pytest.mark.parametrize(
    "moment, received_on, days_late",
    [
        ("2023-07-01T09:00", date(2023, 7, 1), 0),
        ("2023-07-05T15:59", date(2023, 7, 5), 0),  # 23:59 in Beijing
        ("2023-07-05T16:00", date(2023, 7, 6), 1),  # midnight in Beijing
        ("2023-08-05T08:00", date(2023, 8, 5), 31),
    ],
)
def test_on_time_is_by_the_5th_of_the_next_month_in_local_time(moment, received_on, days_late):
    facts = drawn(YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-06", moment)])
    [row] = expected_reports(facts, "2023-06", LATER)[-1:]
    assert (row.due_on, row.received_on, row.days_late) == (date(2023, 7, 5), received_on, days_late)
    assert row.is_on_time == (days_late == 0)


def test_the_first_report_counts_not_its_later_corrections():
    facts = drawn(
        YEAR,
        tasks=TASKS[:1],
        reports=[sent("甲", "2023-06", "2023-09-01T00:00"), sent("甲", "2023-06", "2023-07-02T00:00")],
    )
    [row] = expected_reports(facts, "2023-06", LATER)[-1:]
    assert (row.is_on_time, row.import_id) == (True, 2)


def test_a_zero_report_is_a_report_and_none_is_not():
    facts = drawn(YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-01", rows=0), sent("甲", "2023-03")])
    assert states(facts, "2023-03") == {"2023-01": "zero", "2023-02": "missing", "2023-03": "reported"}
    [row] = rates(expected_reports(facts, "2023-03", LATER))
    assert (row.expected, row.received, row.zero) == (3, 2, 1)


def test_what_is_not_due_yet_is_awaited_and_counts_for_nobody_unless_it_came_early():
    facts = drawn(YEAR, tasks=TASKS, reports=[sent("甲", "2023-01")])
    table = expected_reports(facts, "2023-01", date(2023, 2, 5))
    assert columns(table, "unit", "state", "is_on_time") == [
        ("乙", "awaited", None),
        ("甲", "reported", True),
    ]
    assert columns(rates(table), "group", "expected", "completeness", "timeliness") == [
        (("乙",), 0, None, None),
        (("甲",), 1, 1.0, 1.0),
    ]
    assert states(facts, "2023-01", date(2023, 2, 6), "乙") == {"2023-01": "missing"}


def test_completeness_is_received_by_expected_and_timeliness_on_time_by_expected():
    # As DHIS2 counts: reporting rate = actual ÷ expected, rate on time = on time ÷ expected.
    facts = drawn(
        YEAR,
        tasks=TASKS,
        reports=[
            sent("甲", "2023-01"),
            sent("甲", "2023-02", "2023-03-09T00:00"),
            sent("甲", "2023-03"),
            sent("乙", "2023-01", "2023-02-10T00:00"),
        ],
    )
    table = expected_reports(facts, "2023-04", LATER)
    assert columns(
        rates(table),
        "group",
        "expected",
        "received",
        "on_time",
        "completeness",
        "timeliness",
        "most_days_late",
    ) == [(("乙",), 4, 1, 0, 0.25, 0.0, 5), (("甲",), 4, 3, 2, 0.75, 0.5, 4)]
    assert columns(rates(table, ("month",)), "group", "expected", "received") == [
        (("2023-01",), 2, 2),
        (("2023-02",), 2, 1),
        (("2023-03",), 2, 1),
        (("2023-04",), 2, 0),
    ]


def test_nothing_is_said_of_the_punctuality_of_months_entered_as_history():
    facts = drawn(
        YEAR,
        tasks=TASKS[:1],
        loaded_at=datetime(2023, 3, 20, tzinfo=UTC),
        reports=[sent("甲", "2023-01", "2023-03-21T00:00"), sent("甲", "2023-03", "2023-04-01T00:00")],
    )
    table = expected_reports(facts, "2023-04", LATER)
    assert columns(table, "month", "state", "is_on_time", "days_late") == [
        ("2023-01", "reported", None, None),
        ("2023-02", "missing", None, None),
        ("2023-03", "reported", True, 0),
        ("2023-04", "missing", False, None),
    ]
    assert columns(rates(table), "completeness", "timely_expected", "timeliness") == [(0.5, 2, 0.5)]


def test_where_reports_are_quarterly_one_for_any_month_of_the_quarter_will_do():
    calendar = calendar_from(
        {
            **{"code": "x", "version": 1, "name": {}, "due_day": 31, "every_months": 1},
            "time_zone": "Asia/Shanghai",
            "exceptions": [{"plan_code": "p", "kind": "task_reports", "every_months": 3}],
        },
        "x.toml",
    )
    facts = drawn(
        YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-02"), sent("甲", "2023-05", kind="trainings")]
    )
    table = expected_reports(facts, "2023-08", LATER, calendar)
    tasks = [report for report in table if report.kind == "task_reports"]
    assert columns(tasks, "month", "due_on", "state") == [
        ("2023-03", date(2023, 4, 30), "reported"),
        ("2023-06", date(2023, 7, 31), "missing"),
    ]
    assert sum(report.kind == "trainings" for report in table) == 8


def test_the_age_of_data_is_the_months_since_the_newest_report_and_unknown_without_any():
    facts = drawn(
        YEAR, tasks=TASKS, reports=[sent("甲", "2023-02"), sent("甲", "2023-01"), sent("甲", "2023-09")]
    )
    assert columns(ages(facts, "2023-06"), "unit", "newest_month", "age_months") == [
        ("乙", None, None),
        ("甲", "2023-02", 4),
    ]


def test_reminders_tell_who_owes_what_since_when_and_how_often():
    words.use_language("en")
    facts = drawn(
        YEAR,
        tasks=TASKS,
        reports=[sent("甲", "2023-01"), sent("甲", "2023-03"), sent("甲", "2023-02", kind="trainings")],
    )
    table = reminders(facts, "2023-05", date(2023, 6, 8))
    assert columns(table, "unit", "kinds", "month", "days_overdue", "since", "running", "times", "newest_month") == [
        ("乙", ["task_reports"], "2023-05", 3, "2023-01", 5, 5, None),
        ("甲", ["trainings", "task_reports"], "2023-05", 3, "2023-03", 3, 5, "2023-03"),
    ]  # fmt: skip
    assert [reminder.text for reminder in table] == [
        "乙: the report for 2023-05 (Task reports) was due by 2023-06-05; as of 2023-06-08 it has not come, "
        "3 days late. No report has come since 2023-01, 5 in a row. None has ever been received. "
        "Please send it without delay; where nothing has happened, send a zero report.",
        "甲: the report for 2023-05 (Trainings, Task reports) was due by 2023-06-05; as of 2023-06-08 it has not "
        "come, 3 days late. No report has come since 2023-03, 3 in a row. In all, reports for 5 months are "
        "missing. The last one received was for 2023-03. "
        "Please send it without delay; where nothing has happened, send a zero report.",
    ]


def test_nobody_is_reminded_of_a_report_that_is_not_due_or_of_old_gaps():
    facts = drawn(YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-02")])
    assert reminders(facts, "2023-02", date(2023, 3, 20)) == []
    assert reminders(facts, "2023-03", date(2023, 4, 5)) == []
    assert len(reminders(facts, "2023-03", date(2023, 4, 6))) == 1


@pytest.mark.parametrize(
    "changed, message",
    [
        ({"due_day": 32}, "32"),
        ({"every_months": 5}, "5"),
        ({"time_zone": "Asia/Tientsin"}, "Tientsin"),
        ({"exceptions": [{"kind": "plan", "every_months": 3}]}, "plan"),
    ],
)
def test_calendars_that_cannot_be_used_are_refused(changed, message):
    good = {
        "code": "x",
        "version": 1,
        "name": {},
        "due_day": 5,
        "every_months": 1,
        "time_zone": "Asia/Shanghai",
    }
    with pytest.raises(BadSetting, match=message):
        calendar_from(good | changed, "x.toml")


def test_a_due_day_past_the_end_of_a_month_is_its_last_day():
    calendar = replace(load_calendar(), due_day=31)
    assert calendar.due_on("2023-01") == date(2023, 2, 28)


UNITS = ["甲", "乙", "丙"]
some_reports = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.sampled_from(months_between("2023-01", "2023-06")),
        st.datetimes(datetime(2023, 1, 1), datetime(2023, 8, 1)),
        st.integers(0, 2),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=25)
@given(some_reports, st.dates(date(2023, 1, 1), date(2023, 9, 1)), st.randoms())
def test_an_unreported_month_never_improves_a_rate_and_the_order_of_rows_changes_nothing(given_, today, lot):
    today = max([today, *((moment + timedelta(days=1)).date() for _unit, _month, moment, _rows in given_)])
    reports = [
        ("task_reports", month, {"unit": unit, "row_count": rows, "saved_at": moment.replace(tzinfo=UTC)})
        for unit, month, moment, rows in given_
    ]
    whole = drawn(YEAR, tasks=[{"task_code": unit, "lead_units": [unit]} for unit in UNITS], reports=reports)
    table = expected_reports(whole, "2023-06", today)
    mixed = replace(whole, reports=shuffled(whole.reports, lot), tasks=shuffled(whole.tasks, lot))
    assert expected_reports(mixed, "2023-06", today) == table
    assert reminders(mixed, "2023-06", today) == reminders(whole, "2023-06", today)
    less = replace(whole, reports=mixed.reports.iloc[1:])
    for before, after in zip(rates(table), rates(expected_reports(less, "2023-06", today)), strict=True):
        assert (after.completeness or 0) <= (before.completeness or 0)
        assert (after.timeliness or 0) <= (before.timeliness or 0)


def matrix(facts: Facts, month: str, today: date = LATER, by: str = "unit") -> dict[tuple[str, str], str]:
    cells = marks(expected_reports(facts, month, today), by)
    return {(cell.name, cell.month): cell.mark for cell in cells}


def test_a_cell_of_the_matrix_says_on_time_late_missing_or_not_due():
    facts = drawn(
        YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-01"), sent("甲", "2023-02", "2023-03-09T01:00")]
    )
    assert matrix(facts, "2023-04", today=date(2023, 4, 20)) == {
        ("甲", "2023-01"): "on_time",
        ("甲", "2023-02"): "late",
        ("甲", "2023-03"): "missing",
        ("甲", "2023-04"): "awaited",
    }


def test_a_report_entered_as_history_is_marked_received_and_not_on_time():
    facts = drawn(YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-01", "2024-05-01T01:00")])
    facts = replace(facts, loaded_at=datetime(2024, 5, 1, tzinfo=UTC))
    assert matrix(facts, "2023-01") == {("甲", "2023-01"): "received"}


def test_of_several_ledgers_one_that_lacks_makes_a_month_partly_missing_and_one_that_was_late_makes_it_late():
    also = [sent("甲", month, kind="trainings") for month in ("2023-01", "2023-02")]
    facts = drawn(YEAR, tasks=TASKS[:1], reports=[sent("甲", "2023-02", "2023-03-09T01:00"), *also])
    assert matrix(facts, "2023-03") == {
        ("甲", "2023-01"): "partly",
        ("甲", "2023-02"): "late",
        ("甲", "2023-03"): "missing",
    }
    assert matrix(facts, "2023-01", by="kind") == {
        ("task_reports", "2023-01"): "missing",
        ("trainings", "2023-01"): "on_time",
    }


def test_every_report_stands_in_one_cell_of_the_matrix():
    facts = drawn(YEAR, tasks=TASKS, reports=[sent("甲", "2023-02", kind="trainings")])
    table = expected_reports(facts, "2023-12", LATER)
    assert sum(len(cell.reports) for cell in marks(table)) == len(table)
    assert marks([]) == []


def test_by_unit_tells_what_came_what_is_missing_and_what_is_not_due_yet():
    reports = [sent("甲", "2023-03"), sent("甲", "2023-03", kind="standards", rows=0)]
    facts = drawn(YEAR, tasks=TASKS, reports=reports)
    names = ("unit", "expected", "received", "missing", "awaited")
    assert columns(by_unit(facts, "2023-03", LATER), *names) == [
        ("乙", 1, 0, ["task_reports"], []),
        ("甲", 2, 2, [], []),
    ]
    in_time = by_unit(facts, "2023-03", load_calendar().due_on("2023-03"))
    assert columns(in_time, *names)[0] == ("乙", 1, 0, [], ["task_reports"])
    assert by_unit(facts, "2024-03", LATER) == []  # the plan is over


def test_a_server_that_runs_over_midnight_knows_the_new_day(monkeypatch):
    moments = iter([datetime(2023, 7, 10, 15, 59, tzinfo=UTC), datetime(2023, 7, 10, 16, 1, tzinfo=UTC)])

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return next(moments).astimezone(tz)

    monkeypatch.setattr(reporting, "datetime", Clock)
    assert [reporting.today(), reporting.today()] == [date(2023, 7, 10), date(2023, 7, 11)]
