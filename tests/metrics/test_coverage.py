"""Rates with their numerators and denominators, and what of their change comes from which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.board import board
from metrics.coverage import drift, histories, parts, rates, readings
from tests.metrics.drawn import drawn, target
from words.numbers import share

RATE = {"value": 1.0, "comparator": ">=", "unit": "%"}


def reading(month: str, numerator=None, denominator=None, value=None, code="T01", **more) -> dict:
    return {
        "target_code": code,
        "month": month,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        **more,
    }


STATIONS = [
    reading("2022-12", 193, 262),
    reading("2023-01", 193, 259, note="3个客运站停止运营"),
    reading("2023-03", 199, 259),
]


def found(rows=tuple(STATIONS), month="2023-06", **also):
    return readings(drawn(targets=[target(**RATE)], indicators=list(rows), **also), month)


def test_fewer_stations_raise_the_rate_with_nothing_done():
    moved = parts(193, 259, (193, 262))
    assert moved.numerator_points == 0
    assert moved.denominator_points == pytest.approx(100 * (193 / 259 - 193 / 262)) == pytest.approx(0.853, abs=1e-3)  # fmt: skip


def test_with_the_same_denominator_all_of_it_is_work():
    assert parts(199, 259, (193, 259)) == (pytest.approx(600 / 259), 0)


def test_both_together_are_worked_out_by_hand():
    # From 50 of 100 to 66 of 120: 16 × (1/100 + 1/120) ÷ 2 and 58 × (1/120 − 1/100), in points.
    moved = parts(66, 120, (50, 100))
    assert moved == (pytest.approx(14.6666667), pytest.approx(-9.6666667))
    assert sum(moved) == pytest.approx(55 - 50)


amounts = st.floats(0, 1e6)
wholes = st.floats(1e-2, 1e6)


@given(amounts, wholes, amounts, wholes)
def test_the_parts_add_up_to_the_change_whichever_way_one_looks(old, old_whole, new, new_whole):
    moved = parts(new, new_whole, (old, old_whole))
    change = 100 * (new / new_whole - old / old_whole)
    assert sum(moved) == pytest.approx(change, rel=1e-6, abs=1e-6 * (1 + abs(moved.numerator_points)))
    back = parts(old, old_whole, (new, new_whole))
    assert back == (
        pytest.approx(-moved.numerator_points, rel=1e-6, abs=1e-9),
        pytest.approx(-moved.denominator_points, rel=1e-6, abs=1e-9),
    )


@given(amounts, wholes, amounts)
def test_a_denominator_that_stays_moves_nothing(old, whole, new):
    assert parts(new, whole, (old, whole)).denominator_points == 0


def test_each_reading_has_its_step_its_note_and_its_cell():
    rows = found()
    assert [row.before_month for row in rows] == [None, "2022-12", "2023-01"]
    assert [row.note for row in rows] == [None, "3个客运站停止运营", None]
    assert rows[0].change_points is None and rows[1].change_points == pytest.approx(0.853, abs=1e-3)
    assert [row.source["cell"] for row in rows] == ["F3", "F4", "F5"]


def test_months_after_the_one_asked_for_are_not_known():
    assert [row.month for row in found(month="2023-01")] == ["2022-12", "2023-01"]


def test_a_rate_given_without_both_is_kept_and_passed_over():
    rows = [STATIONS[0], reading("2023-01", value=0.75), STATIONS[2]]
    table = found(rows)
    assert [(row.rate, row.denominator, row.before_month) for row in table] == [
        (193 / 262, 262, None),
        (0.75, None, None),
        (199 / 259, 259, "2022-12"),
    ]


def test_the_steps_add_up_from_the_first_reading_to_the_newest():
    (row,) = drift(found())
    assert (row.first.month, row.last.month, row.steps) == ("2022-12", "2023-03", 2)
    assert (row.first.denominator, row.last.denominator, row.denominator_changes) == (262, 259, 1)
    assert row.change_points == pytest.approx(100 * (199 / 259 - 193 / 262))
    assert row.numerator_points == pytest.approx(600 / 259)
    assert row.denominator_points == pytest.approx(100 * (193 / 259 - 193 / 262))


def test_a_single_reading_has_not_moved_and_rates_alone_tell_nothing():
    (row,) = drift(found(STATIONS[:1]))
    assert (row.steps, row.change_points, row.denominator_changes) == (0, 0, 0)
    assert drift(found([reading("2023-01", value=0.75)])) == []
    assert drift(found([])) == []


def test_rates_are_the_targets_counted_in_percent():
    facts = drawn(targets=[target("T01"), target("T02", **RATE), target("T03", unit="公里")])
    assert [row.code for row in rates(board(facts, "2023-06"))] == ["T02"]
    assert list(histories(facts, "2023-06")) == ["T02"]


def test_short_of_the_whole_is_never_written_as_the_whole():
    (row,) = found([reading("2023-06", 9996, 10000)])
    assert share(row.rate) == "99.9%"
