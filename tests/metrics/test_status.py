"""Rule sets: every gap has exactly one status, and the edges fall where the rule says."""

import pytest

from errors import BadSetting
from metrics.status import is_current, load_rule_set, reached, rule_set_from
from terms import Status


@pytest.mark.parametrize(
    "gap, status",
    [
        (66.7, Status.ON_SCHEDULE),
        (0, Status.ON_SCHEDULE),
        (-1e-12, Status.ON_SCHEDULE),  # a rounding error is not a delay
        (-0.1, Status.SLIGHTLY_BEHIND),
        (-10, Status.SLIGHTLY_BEHIND),
        (-10.1, Status.BEHIND),
        (-30, Status.BEHIND),
        (-30.1, Status.FAR_BEHIND),
        (-1000, Status.FAR_BEHIND),
    ],
)
def test_the_default_bands_on_their_edges(gap, status):
    assert load_rule_set().band(gap).status == status


def rules(*bands: dict) -> dict:
    return {"code": "x", "version": 1, "name": {}, "bands": list(bands), "reporting_window_months": 1}


@pytest.mark.parametrize(
    "bands, edge",
    [
        (
            [{"status": "behind", "below": -10}, {"status": "on_schedule", "from": 0}],
            "-10",
        ),  # hole, as in Yinchuan
        ([{"status": "behind", "below": 0}, {"status": "on_schedule", "from": -5}], "0"),  # overlap
        ([{"status": "behind", "from": -30, "below": 0}, {"status": "on_schedule", "from": 0}], "-inf"),
        ([{"status": "behind", "below": 0}], "0"),
    ],
)
def test_a_hole_or_an_overlap_is_refused(bands, edge):
    with pytest.raises(BadSetting, match=edge):
        rule_set_from(rules(*bands), "x.toml")


@pytest.mark.parametrize(
    "comparator, actual, goal, expected",
    [
        (">=", 20, 20, True),
        (">=", 19, 20, False),
        ("=", 91, 90, True),
        ("about", 999, 1000, False),
        ("about", 1000, 1000, True),
        ("<=", 0.05, 0.05, True),
        ("<=", 0.051, 0.05, False),
        (">=", 0.1 + 0.2, 0.3, True),
    ],
)
def test_when_a_target_is_reached(comparator, actual, goal, expected):
    assert reached(comparator, actual, goal) is expected


def test_only_a_report_for_the_month_itself_is_current():
    assert is_current("2023-06", "2023-06", load_rule_set())
    assert not is_current("2023-05", "2023-06", load_rule_set())
    assert not is_current(None, "2023-06", load_rule_set())
