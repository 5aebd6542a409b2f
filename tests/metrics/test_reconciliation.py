"""Typed totals beside the counts they should agree with."""

from datetime import date

import pytest

from metrics.reconciliation import reconcile
from tests.metrics.drawn import PLAN, columns, drawn, target

NAN = float("nan")
COUNTED = target(measure="published_standards")
STANDARDS = [
    {"name": "a", "published_on": date(2022, 3, 1), "stage": "发布"},
    {"name": "b", "published_on": date(2023, 6, 1), "stage": "发布"},
]


def told(facts, month: str = "2023-06") -> list[tuple]:
    return columns(reconcile(facts, month), "month", "counted", "reported", "difference")


def typed(month: str, value: float = NAN, alone: float = NAN) -> dict:
    return {"target_code": "T01", "month": month, "value": value, "month_value": alone}


def test_a_reported_total_stands_beside_the_count_for_the_same_month():
    facts = drawn(
        targets=[COUNTED],
        reports=[("standards", "2023-05"), ("standards", "2023-06")],
        standards=STANDARDS,
        indicators=[typed("2023-04", 1), typed("2023-05", 3)],
    )
    assert told(facts) == [("2023-05", 1, 3, -2)]
    assert reconcile(facts, "2023-06")[0].source[0]["cell"] == "F4"
    assert told(facts, "2023-04") == [("2023-04", None, 1, None)]  # no ledger of standards yet
    assert told(facts, "2023-03") == []


def test_months_own_values_are_added_up_before_they_are_compared():
    facts = drawn(
        PLAN | {"starts_on": date(2023, 5, 1)},
        targets=[COUNTED],
        reports=[("standards", "2023-06")],
        standards=STANDARDS,
        indicators=[typed("2023-05", alone=0), typed("2023-06", alone=1)],
    )
    assert told(facts) == [("2023-06", 1, 1, 0)]
    assert not reconcile(facts, "2023-06")[0].is_partial


def test_a_lower_bound_is_marked():
    facts = drawn(
        targets=[COUNTED],
        reports=[("standards", "2023-06")],
        standards=STANDARDS,
        indicators=[typed("2023-06", alone=1)],
    )
    assert [row.is_partial for row in reconcile(facts, "2023-06")] == [True]


@pytest.mark.parametrize(
    "case, rows, expected",
    [
        ("agrees", [typed("2023-05", 10), typed("2023-06", 12, alone=2)], [("2023-06", 12, 12, 0)]),
        ("a month's value typed as the total", [typed("2023-05", 10), typed("2023-06", 2, alone=2)], [("2023-06", 12, 2, 10)]),
        ("nothing known of the month before", [typed("2023-04", 10), typed("2023-06", 12, alone=2)], []),
        ("no value of its own", [typed("2023-05", 10), typed("2023-06", 12)], []),
        ("no total", [typed("2023-05", 10), typed("2023-06", alone=2)], []),
    ],
)  # fmt: skip
def test_an_indicators_total_and_its_months_own_value(case, rows, expected):
    assert told(drawn(targets=[target()], indicators=rows)) == expected


def test_what_is_added_to_a_lower_bound_is_one():
    rows = [typed("2023-03", 5), typed("2023-05", alone=10), typed("2023-06", 20, alone=2)]
    facts = drawn(targets=[target()], indicators=rows)
    assert told(facts) == [("2023-06", 17, 20, -3)]
    assert [row.is_partial for row in reconcile(facts, "2023-06")] == [True]


def test_rates_are_not_added_up():
    rows = [typed("2023-05", 0.5), typed("2023-06", 0.6, alone=0.9)]
    assert told(drawn(targets=[target(unit="%")], indicators=rows)) == []


def test_what_the_plan_says_was_reached_before_stands_beside_the_rows_of_that_time():
    facts = drawn(
        PLAN | {"starts_on": date(2023, 1, 1)},
        targets=[COUNTED | {"baseline_value": 2.0}, target("T02")],
        baselines=[
            {"baseline_code": "B01", "target_code": "T01", "baseline_value": 42.0},
            {"baseline_code": "B02", "target_code": "T02", "baseline_value": 5.0},
            {"baseline_code": "B03", "target_code": "T01", "baseline_value": NAN},
        ],
        standards=STANDARDS,
    )
    assert told(facts) == [(None, 1, 2, -1), (None, 1, 42, -41)]
    assert [row.source[0]["sheet"] for row in reconcile(facts, "2023-06")] == ["targets", "baselines"]


def test_no_rows_from_before_the_plan_are_not_zero():
    facts = drawn(targets=[COUNTED | {"baseline_value": 2.0}], standards=STANDARDS)
    assert told(facts) == [(None, None, 2, None)]
