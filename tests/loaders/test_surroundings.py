"""The rows around a source cell, as the sheet showed them."""

import pytest

from loaders.surroundings import ROWS_AROUND, surroundings
from loaders.workbook import Grid, Workbook
from words.errors import UnknownCode


def sheet(rows: list[list], merges=()) -> Workbook:
    return Workbook("台账.xlsx", b"", [Grid("标准", rows, list(merges))])


LONG = sheet([[f"甲{row}", row] for row in range(1, 31)])


@pytest.mark.parametrize(
    "cell, first, last", [("B1", 1, 1 + ROWS_AROUND), ("A15", 15 - ROWS_AROUND, 15 + ROWS_AROUND), ("B30", 30 - ROWS_AROUND, 30)]
)  # fmt: skip
def test_the_rows_around_a_cell_are_those_of_its_sheet(cell, first, last):
    around = surroundings(LONG, "标准", cell)
    assert [number for number, _texts in around.rows] == list(range(first, last + 1))
    number, texts = around.rows[around.row]
    assert f"{around.letters[around.column]}{number}" == cell
    assert texts == [f"甲{number}", str(number)]


def test_a_merged_block_shows_its_value_once_where_it_comes_into_sight():
    rows = [["组", row] for row in range(1, 21)]
    around = surroundings(sheet(rows, [(0, 0, 19, 0)]), "标准", "B15")
    assert [texts[0] for _number, texts in around.rows] == ["组"] + [""] * (len(around.rows) - 1)


@pytest.mark.parametrize("cell", ["C1", "A31", "A0", "A", "1", ""])
def test_a_cell_that_is_not_there_is_told(cell):
    with pytest.raises(UnknownCode, match="标准"):
        surroundings(LONG, "标准", cell)


def test_a_sheet_that_is_not_there_is_told():
    with pytest.raises(UnknownCode, match="培训"):
        surroundings(LONG, "培训", "A1")
