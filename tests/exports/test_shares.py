"""Shares in workbooks: short of the whole they never show as 100%."""

import pytest

from exports.sheets import new_book, put
from words.numbers import Share


@pytest.mark.parametrize(
    "share, number_format",
    [
        (1.0, "0%"),
        (0.62, "0%"),
        (0.625, "0.0%"),
        (0.9994, "0.0%"),
        (0.9996, "0.00%"),  # with one place Excel would show 100.0%
        (0.99996, "0.000%"),
        (1.0004, "0.0%"),
        (0.0, "0%"),
    ],
)
def test_a_share_has_as_many_places_as_keep_it_short_of_the_whole(share, number_format):
    cell = new_book().create_sheet("x").cell(1, 1)
    put(cell, Share(share))
    assert (cell.value, cell.number_format) == (share, number_format)
    places = len(number_format.strip("0%").replace(".", "")) + number_format.count("0") - 1
    assert share >= 1 or round(share * 100, places) < 100
