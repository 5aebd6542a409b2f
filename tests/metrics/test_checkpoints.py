"""Checkpoints: cumulative values and yearly sub-targets, and where they disagree with their target."""

from datetime import date

import pytest

from metrics.checkpoints import disagreements

NAN = float("nan")


def target(value=90.0, unit="项", comparator="=", baseline=NAN, due_on=date(2025, 12, 31), **more) -> dict:
    return {
        "target_value": value,
        "unit_of_measure": unit,
        "comparator": comparator,
        "baseline_value": baseline,
        "due_on": due_on,
        **more,
    }


def at_year_ends(*values: float | None, cycle: str | None = None) -> list[dict]:
    """One checkpoint a year from 2021 on; None for a year without."""
    return [
        {"due_on": date(2021 + index, 12, 31), "planned_value": value, "cycle": cycle}
        for index, value in enumerate(values)
        if value is not None
    ]


@pytest.mark.parametrize(
    "case, goal, values, codes",
    [
        ("they add up", target(), (10, 20, 20, 20, 20), []),
        ("they fall short", target(), (10, 20, 20, 20, 19), ["yearly-sum"]),
        ("they are too many for an exact number", target(), (10, 20, 20, 20, 21), ["yearly-sum"]),
        ("more is no fault of at least", target(comparator=">="), (10, 20, 20, 20, 21), []),
        ("nor of about", target(comparator="about"), (10, 20, 20, 20, 21), []),
        ("less is, of both", target(comparator="about"), (10, 20, 20, 20, 19), ["yearly-sum"]),
        ("from a baseline", target(100.0, baseline=10.0), (10, 20, 20, 20, 20), []),
        ("a year is missing", target(), (10, 20, None, 30, 30), ["yearly-gap"]),
        ("tenths add up too", target(0.3, "万元"), (0.1, 0.1, 0.1), []),
        ("falling", target(0.0, "起", "<=", 10.0), (-4, -3, -3), []),
    ],
)
def test_yearly_sub_targets_must_add_up(case, goal, values, codes):
    assert [fault.code for fault in disagreements(goal, at_year_ends(*values, cycle="year"))] == codes


def test_a_wrong_sum_tells_what_was_found_and_expected():
    (one,) = disagreements(target(), at_year_ends(10, 20, 20, 20, 19, cycle="year"))
    assert (one.value, one.expected, one.due_on) == (89, 90, date(2025, 12, 31))


@pytest.mark.parametrize(
    "case, goal, values, codes",
    [
        ("a rising path that ends at the target", target(), (10, 30, 50, 70, 90), []),
        ("only some years", target(), (None, 30, None, 70), []),
        ("yearly amounts that nobody called so", target(), (10, 20, 20, 20, 20), ["perhaps-yearly"]),
        ("back again", target(), (10, 30, 20, 70, 90), ["backwards"]),
        ("further than the target", target(), (10, 95), ["beyond-target"]),
        ("not at the target when due", target(), (10, 30, 50, 70, 80), ["not-target"]),
        ("falling", target(0.0, "起", "<=", 10.0), (8, 6, 4, 2, 0), []),
        ("falling, but rising", target(0.0, "起", "<=", 10.0), (8, 9, 4), ["backwards"]),
        ("levels that happen to add up", target(1.0, "%"), (0.4, 0.6), []),
        ("one value alone is cumulative", target(), (None, None, None, None, 90), []),
        ("words", target(), (NAN, NAN), []),
        ("a target in words", target(NAN), (10, 20), []),
        ("what counts anew each year may differ", target(12.0, cycle="year"), (12, 24), []),
    ],
)
def test_cumulative_values_must_lead_to_the_target(case, goal, values, codes):
    assert [fault.code for fault in disagreements(goal, at_year_ends(*values))] == codes


def test_yearly_values_of_a_rate_are_checked_as_levels():
    goal = target(0.9, "%")
    assert disagreements(goal, at_year_ends(0.7, 0.8, cycle="year")) == []
    (one,) = disagreements(goal, at_year_ends(0.7, 0.95, cycle="year"))
    assert one.code == "beyond-target"


def test_a_reader_may_give_none_for_what_is_missing():
    assert disagreements(target(None, baseline=None), at_year_ends(10)) == []
    assert disagreements(target(baseline=None), at_year_ends(10, None)) == []
