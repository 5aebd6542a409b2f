"""What holds for every target: order changes nothing, a unit changes no share, silence improves nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.board import board
from metrics.goal import is_falling
from metrics.rules import SEVERITY, SIDES, shipped_rule_sets
from tests.metrics.drawn import drawn, target
from words.months import from_ordinal, ordinal
from words.terms import Notice, Side

FIRST, LAST = ordinal("2021-01"), ordinal("2025-12")
months = st.integers(FIRST, LAST).map(from_ordinal)
amounts = st.integers(0, 120).map(float)
rule_sets = st.sampled_from(shipped_rule_sets())
UNITS = ("项", "个", "公里", "%")


@st.composite
def targets(draw, code="T01", units=UNITS, cycles=(None, "plan", "year", "month")) -> dict:
    baseline = draw(st.one_of(st.just(float("nan")), amounts))
    return target(
        code,
        value=draw(amounts),
        unit=draw(st.sampled_from(units)),
        comparator=draw(st.sampled_from([">=", "<=", "=", "about"])),
        baseline_value=baseline,
        cycle=draw(st.sampled_from(cycles)),
    )


def rows_of(code: str):
    one = st.tuples(months, amounts)
    return st.lists(one, max_size=12, unique_by=lambda row: row[0]).map(
        lambda rows: [{"target_code": code, "month": month, "value": value} for month, value in rows]
    )


def checkpoints_of(code: str):
    year_ends = st.integers(2021, 2024).map(lambda year: date(year, 12, 31))
    one = st.tuples(year_ends, amounts, st.sampled_from([None, "year"]))
    return st.lists(one, max_size=4, unique_by=lambda row: row[0]).map(
        lambda stops: [
            {"target_code": code, "due_on": day, "planned_value": value, "cycle": cycle}
            for day, value, cycle in stops
        ]
    )


def twice(goal: dict, one: list[dict], other: list[dict], month: str, rules) -> tuple[dict, dict]:
    """The same target twice on one board, as one and as other rows report it."""
    rows = [*one, *(row | {"target_code": "T02"} for row in other)]
    figures = shown(drawn(targets=[goal, goal | {"target_code": "T02"}], indicators=rows), month, rules)
    return figures["T01"], figures["T02"]


def shown(facts, month: str, rules=None) -> dict[str, dict]:
    """The rows of a board by code, without the cells they came from."""
    rows = board(facts, month, rules).to_json()["targets"]
    return {row["code"]: {k: v for k, v in row.items() if not k.endswith("source")} for row in rows}


@settings(deadline=None, max_examples=60)
@given(data=st.data(), month=months)
def test_the_order_of_rows_changes_nothing(data, month):
    goals = [data.draw(targets("T01")), data.draw(targets("T02"))]
    days = st.integers(0, 1800).map(lambda count: date.fromordinal(date(2021, 1, 1).toordinal() + count))
    tables = {
        "targets": [*goals, target("T03", measure="published_standards")],
        "indicators": [row for code in ("T01", "T02") for row in data.draw(rows_of(code))],
        "checkpoints": [row for code in ("T01", "T02") for row in data.draw(checkpoints_of(code))],
        "standards": [
            {"name": str(index), "published_on": day, "stage": "发布"}
            for index, day in enumerate(data.draw(st.lists(days, max_size=8)))
        ],
    }
    mixed = {kind: data.draw(st.permutations(rows)) for kind, rows in tables.items()}
    reports = [("standards", "2023-06")]
    assert shown(drawn(reports=reports, **tables), month) == shown(drawn(reports=reports, **mixed), month)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), month=months, times=st.sampled_from([1000.0, 0.001, 10_000.0, 0.0001]))
def test_a_change_of_the_unit_changes_no_share_and_no_status(data, month, times):
    goal = data.draw(targets(units=("公里",)))
    rows, stops = data.draw(rows_of("T01")), data.draw(checkpoints_of("T01"))
    other = goal | {
        "unit_of_measure": "米",
        "target_value": goal["target_value"] * times,
        "baseline_value": goal["baseline_value"] * times,
    }
    here = drawn(targets=[goal], indicators=rows, checkpoints=stops)
    there = drawn(
        targets=[other],
        indicators=[row | {"value": row["value"] * times} for row in rows],
        checkpoints=[row | {"planned_value": row["planned_value"] * times} for row in stops],
    )
    for rules in shipped_rule_sets():
        one, two = shown(here, month, rules)["T01"], shown(there, month, rules)["T01"]
        for field in ("attained_share", "expected_share", "gap_points", "spi"):
            assert one[field] == pytest.approx(two[field], abs=1e-6), field
        for field in ("status", "escalation", "data_age_months", "path_kind", "cycle"):
            assert one[field] == two[field], field


@settings(deadline=None, max_examples=150)
@given(data=st.data(), month=months, rules=rule_sets)
def test_a_month_without_a_report_is_never_better_than_one_with_any_report(data, month, rules):
    goal, value = data.draw(targets()), data.draw(amounts)
    before = [row for row in data.draw(rows_of("T01")) if row["month"] < month]
    reported = [*before, {"target_code": "T01", "month": month, "value": value}]
    silent, spoken = twice(goal, before, reported, month, rules)
    assert SIDES.get(silent["status"]) is not Side.GOOD
    assert silent["gap_points"] is None
    assert silent["spi"] is None
    assert step(silent) >= step(spoken)


def step(row: dict) -> int:
    """How far up the ladder of notices a target stands; 0 without one."""
    notice = (row["escalation"] or {}).get("notice")
    return list(Notice).index(notice) + 1 if notice else 0


@settings(deadline=None, max_examples=300)
@given(data=st.data(), month=months, rules=rule_sets)
def test_a_better_value_never_has_a_worse_status(data, month, rules):
    goal, values = data.draw(targets()), data.draw(st.tuples(amounts, amounts))
    before = [row for row in data.draw(rows_of("T01")) if row["month"] < month]
    worse, better = (
        [*before, {"target_code": "T01", "month": month, "value": value}]
        for value in sorted(values, reverse=is_falling(goal))
    )
    low, high = (row["status"] for row in twice(goal, worse, better, month, rules))
    if low in SEVERITY and high in SEVERITY:
        assert SEVERITY.index(high) <= SEVERITY.index(low)


@settings(deadline=None, max_examples=100)
@given(data=st.data(), month=months)
def test_every_reported_target_with_a_number_gets_one_status_and_a_sentence(data, month):
    goal = data.draw(targets())
    facts = drawn(
        targets=[goal], indicators=data.draw(rows_of("T01")), checkpoints=data.draw(checkpoints_of("T01"))
    )
    for rules in shipped_rule_sets():
        row = shown(facts, month, rules)["T01"]
        assert row["working"]
        assert "{" not in row["working"]
