"""Statuses set by hand: each needs a reason and an expiry, and none outlives it."""

from datetime import UTC, datetime

import pytest

from metrics.overrides import GivenOverride, override_from, overrides_at
from words.errors import BadSetting, UnknownCode

HAND = {
    "target_code": "T01",
    "status": "behind",
    "reason": "现场核查",
    "from_month": "2023-03",
    "expires_month": "2023-06",
    "decided_by": "办公室",
}


@pytest.mark.parametrize(
    "month, is_there", [("2023-02", False), ("2023-03", True), ("2023-06", True), ("2023-07", False)]
)
def test_it_counts_from_its_first_month_to_its_last(month, is_there):
    assert ("T01" in overrides_at([HAND], month)) is is_there


@pytest.mark.parametrize("field", ["reason", "expires_month", "from_month", "decided_by"])
@pytest.mark.parametrize("nothing", [None, "", "  ", float("nan")])
def test_without_a_reason_an_expiry_or_a_name_it_is_refused(field, nothing):
    with pytest.raises(BadSetting, match=field):
        override_from(HAND | {field: nothing})


@pytest.mark.parametrize("status", ["unreported", "unquantified", "undetermined", "green", None])
def test_only_what_says_how_a_target_does_can_be_set(status):
    with pytest.raises(BadSetting, match="far_behind"):
        override_from(HAND | {"status": status})


def test_it_cannot_end_before_it_begins_nor_in_no_month():
    with pytest.raises(BadSetting, match="2023-02"):
        override_from(HAND | {"expires_month": "2023-02"})
    with pytest.raises(UnknownCode):
        override_from(HAND | {"expires_month": "下月"})


def test_of_several_the_one_that_began_last_counts():
    rows = [
        HAND,
        HAND | {"from_month": "2023-05", "status": "met"},
        HAND | {"from_month": "2023-01", "status": "overdue"},
    ]
    assert [overrides_at(rows, month)["T01"].status for month in ("2023-02", "2023-04", "2023-06")] == [
        "overdue",
        "behind",
        "met",
    ]


@pytest.mark.parametrize(
    "month, lifted_at, state",
    [
        ("2023-02", None, "not_begun"),
        ("2023-03", None, "in_force"),
        ("2023-06", None, "in_force"),
        ("2023-07", None, "expired"),
        ("2023-04", datetime(2023, 4, 2, tzinfo=UTC), "lifted"),
    ],
)
def test_its_state_in_a_month_is_told(month, lifted_at, state):
    assert GivenOverride(1, override_from(HAND), lifted_at).state_in(month) == state
