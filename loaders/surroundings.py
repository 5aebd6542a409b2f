"""A cell of a workbook in its sheet, as it was sent: what the page of a source cell shows."""

from dataclasses import dataclass

from loaders.workbook import Grid, Workbook, column_letter
from words import _
from words.errors import UnknownCode
from words.numbers import as_typed

ROWS_AROUND = 6  # shown above and below the cell: what fits on a screen without scrolling


@dataclass(frozen=True)
class Surroundings:
    """The rows around a cell. letters: those of the columns; rows: (row number, texts); row, column: the cell's place in them."""

    letters: list[str]
    rows: list[tuple[int, list[str]]]
    row: int
    column: int

    @property
    def whole_row(self) -> list[tuple[str, str]]:
        """The cell's row: (letter, text) of each column."""
        return list(zip(self.letters, self.rows[self.row][1], strict=True))


def surroundings(workbook: Workbook, sheet: str, cell: str) -> Surroundings:
    """The rows around a cell, named as Excel names it. Raises UnknownCode when the sheet or the cell is not there."""
    grid = workbook.grid(sheet)
    letters = cell.rstrip("0123456789")
    number = cell[len(letters) :]
    columns = [column_letter(column) for column in range(max(map(len, grid.rows), default=0))] if grid else []
    if grid is None or letters not in columns or not number or not 1 <= int(number) <= len(grid.rows):
        raise UnknownCode(
            _("There is no cell {cell} on sheet “{sheet}” of {file}.").format(
                cell=cell, sheet=sheet, file=workbook.file
            )
        )
    row = int(number) - 1
    first = max(row - ROWS_AROUND, 0)
    rows = [
        (index + 1, [as_typed(_shown(grid, index, column, first)) for column in range(len(columns))])
        for index in range(first, min(row + ROWS_AROUND + 1, len(grid.rows)))
    ]
    return Surroundings(columns, rows, row - first, columns.index(letters))


def _shown(grid: Grid, row: int, column: int, first_row: int) -> object:
    """What a cell shows: a merged block its value once, at the first of its rows that is in sight."""
    for top, left, bottom, right in grid.merges:
        if top <= row <= bottom and left <= column <= right:
            return grid.value(top, left) if (row, column) == (max(top, first_row), left) else ""
    return grid.value(row, column)
