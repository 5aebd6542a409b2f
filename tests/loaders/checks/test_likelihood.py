"""The modified z-score, and what a history makes unlikely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.checks.likelihood import History

VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=30)


def test_the_score_is_the_distance_from_the_median_in_spreads():
    history = History([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3], 0.01)
    # The median is 2.45, the median of the distances from it 0.15.
    assert history.score(8.3) == pytest.approx(0.6745 * 5.85 / 0.15)
    assert history.makes_unlikely(8.2) and not history.makes_unlikely(2.6)


def test_the_edge_lies_at_three_and_a_half():
    history = History([0.0, 1.0, 2.0, 3.0, 4.0], 0.1)  # median 2, spread 1
    edge = 2 + 3.5 / 0.6745
    assert not history.makes_unlikely(edge - 1e-6)
    assert history.makes_unlikely(edge + 1e-6)
    assert history.makes_unlikely(4 - edge - 1e-6)


def test_a_history_that_stands_still_has_the_least_spread():
    assert History([0.0] * 12, 1.0).score(3.0) == pytest.approx(0.6745 * 3)


@given(VALUES, st.floats(-100, 100), st.integers(-100, 100))
def test_the_score_does_not_depend_on_where_counting_starts(values, value, shift):
    moved = History([each + shift for each in values], 1.0)
    assert moved.score(value + shift) == pytest.approx(History(values, 1.0).score(value), abs=1e-9)


@given(VALUES)
def test_the_middle_of_a_history_is_always_likely(values):
    history = History(values, 1.0)
    assert history.score(history.median) == 0
