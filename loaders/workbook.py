"""Opening a workbook: from bytes to grids of values, one a sheet. By content, not by file name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from errors import WorkbookUnreadable
from words import _

LARGEST_FILE = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Grid:
    """One sheet as rows of values, from A1 on. Blank and error cells are ''; see docs/architecture.md.

    merges: (first row, first column, last row, last column), all counted from 0.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merges: Sequence[tuple[int, int, int, int]] = ()

    def value(self, row: int, column: int) -> object:
        """The value of a cell, counted from 0; '' beyond the edge."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def group_value(self, row: int, column: int) -> object:
        """The value of a cell, or of the merged block it belongs to."""
        top, left = self._origin.get((row, column), (row, column))
        return self.value(top, left)

    @cached_property
    def _origin(self) -> dict[tuple[int, int], tuple[int, int]]:
        # People merge whole columns by accident; nothing below the last row matters.
        last = len(self.rows) - 1
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merges
            for row in range(top, min(bottom, last) + 1)
            for column in range(left, right + 1)
        }


@dataclass(frozen=True)
class Workbook:
    """A workbook's visible sheets; `hidden` are the names of sheets that were not read."""

    file: str
    content: bytes = field(repr=False)
    grids: Sequence[Grid]
    hidden: Sequence[str] = ()

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def grid(self, name: str) -> Grid | None:
        return next((grid for grid in self.grids if grid.name == name), None)


def open_workbook(content: bytes, file: str) -> Workbook:
    """Open a workbook from its bytes; `file` is its name, for messages.

    Raises WorkbookUnreadable, with what to do, when the bytes are no workbook, are locked by a password
    or are too large.
    """
    if not content:
        raise WorkbookUnreadable(
            _("{file}: the file is empty. Save it again and check its size.").format(file=file)
        )
    if len(content) > LARGEST_FILE:
        raise WorkbookUnreadable(
            _(
                "{file}: {size} MB is more than the {limit} MB that can be read. Split it by month or unit."
            ).format(file=file, size=len(content) // 1024**2, limit=LARGEST_FILE // 1024**2)
        )
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        grids, hidden = [], []
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            data = book.get_sheet_by_name(sheet.name)
            merges = [(*first, *last) for first, last in data.merged_cell_ranges or ()]
            grids.append(Grid(sheet.name, data.to_python(skip_empty_area=False), merges))
    except PasswordError:
        raise WorkbookUnreadable(
            _("{file}: the workbook is locked by a password. Remove the password and load it again.").format(
                file=file
            )
        ) from None
    except CalamineError:
        raise WorkbookUnreadable(
            _(
                "{file}: this is not a workbook that can be read, whatever its name says. "
                "Open it in Excel or WPS and save it as .xlsx."
            ).format(file=file)
        ) from None
    return Workbook(file, content, grids, hidden)


def cell_name(row: int, column: int) -> str:
    """A cell as Excel names it, from a row and a column counted from 0: (22, 5) is F23."""
    return f"{column_letter(column)}{row + 1}"


def column_letter(column: int) -> str:
    """A column as Excel names it, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
