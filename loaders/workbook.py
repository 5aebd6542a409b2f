"""Opening a workbook: from bytes to grids of values, one a sheet. By content, not by file name.

    xlsx, xlsm                     python-calamine, and what it does not say by sheet_xml.py
    xlsb, ods                      python-calamine
    xls, WPS .et                   python-calamine in a process of its own, xls_process.py
    csv, tsv, a web page as .xls   text_tables.py

Macros are never run and links to other files never followed: only saved values are read.
"""

import csv
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import PurePath
from subprocess import TimeoutExpired
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from loaders.open_document import merged_blocks
from loaders.sheet_xml import NO_FORMATS, Formats, Marks, OpenXml, extent, marks
from loaders.text_tables import HtmlTables, decode, is_markup, read_csv
from loaders.xls_process import PASSWORD, UNKNOWN, read_apart
from words import N_, _
from words.errors import WorkbookUnreadable

# Beyond what a year of ledgers needs, and within what an office PC can hold.
LARGEST_FILE = 64 * 1024**2  # bytes
LARGEST_UNPACKED = 1024**3  # bytes of all parts of a workbook
LARGEST_RATIO = 200  # times the packed size; real sheets stay below 50
LARGEST_CELLS = 5_000_000  # of a sheet, blank ones before its last cell too
LONGEST_SECONDS = 120  # for one workbook, in reading its cells

LOCKED = "EncryptedPackage".encode("utf-16-le")  # the part that a locked xlsx is kept in
DAYS_TO_1904 = 1462  # from day 0 of Excel's usual calendar to day 0 of the one that counts from 1904

UNREADABLE = {
    "empty": N_("{file}: the file is empty. Save it again and check its size."),
    "large": N_("{file}: {size} MB is more than the {limit} MB that can be read. Split it by month or unit."),
    "unpacked": N_(
        "{file}: unpacked it takes {size} MB, far more than its content can need. "
        "Copy the tables into a new workbook and load that."
    ),
    "cells": N_(
        "{file}: sheet “{sheet}” reaches over more than {limit} cells. "
        "Delete the rows and columns beyond the table, or split it."
    ),
    "slow": N_("{file}: reading takes longer than {limit} seconds. Split it by month or unit."),
    "password": N_("{file}: the workbook is locked by a password. Remove the password and load it again."),
    "damaged": N_(
        "{file}: the file is damaged, often by a broken transfer. Send it again, or open it in Excel or WPS "
        "and save it as .xlsx."
    ),
    "unknown": N_(
        "{file}: this is not a workbook that can be read, whatever its name says. "
        "Open it in Excel or WPS and save it as .xlsx."
    ),
    "page": N_(
        "{file}: this is a web page or XML without a table, whatever its name says. "
        "Open it in Excel or WPS and save it as .xlsx."
    ),
    "no-cells": N_(
        "{file}: no sheet holds any cells, only charts or nothing. Load the workbook that holds the table."
    ),
}


@dataclass(frozen=True)
class Grid:
    """One sheet as rows of values, from A1 on. Blank cells are ''. Rows and columns count from 0.

    merges: (first row, first column, last row, last column). marks: what an xlsx says beside its values;
    None for other formats, where error cells and formulas without a result are '' too. In an xlsx an error
    is its text (#N/A) and a formula without a saved result is a Formula.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    marks: Marks | None = None
    package: OpenXml | None = field(default=None, repr=False)

    def value(self, row: int, column: int) -> object:
        """The value of a cell; '' beyond the edge."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def group_value(self, row: int, column: int) -> object:
        """The value of a cell, or of the merged block it belongs to."""
        return self.value(*self.origin(row, column))

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged block a cell belongs to, or the cell itself."""
        return self._origin.get((row, column), (row, column))

    def error(self, row: int, column: int) -> str | None:
        """The error a cell shows, such as "#N/A"."""
        return self.marks.errors.get((row, column)) if self.marks else None

    def is_hidden_row(self, row: int) -> bool:
        return self.marks is not None and row in self.marks.hidden_rows

    def is_hidden_column(self, column: int) -> bool:
        return self.marks is not None and column in self.marks.hidden_columns

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell's number format shows a percentage: 0.85 as 85%."""
        return (row, column) in self._formats.percents

    def is_date(self, row: int, column: int) -> bool:
        """Whether the cell's number format shows a day or a month."""
        return (row, column) in self._formats.dates

    def is_month(self, row: int, column: int) -> bool:
        """Whether the cell's number format shows a month without its day."""
        return (row, column) in self._formats.months

    @property
    def has_month_formats(self) -> bool:
        """Whether any cell of the workbook may have such a format; mostly none has."""
        return self.package is not None and self.package.has_month_formats

    @property
    def counts_from_1904(self) -> bool:
        """Whether a number formatted as a date counts days from 1904. Real dates are right already."""
        return self.package is not None and self.package.counts_from_1904

    @cached_property
    def _formats(self) -> Formats:
        # Only asked for where numbers stand; a sheet of texts is not searched.
        return self.package.formats(self.name) if self.package else NO_FORMATS

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


class TimeLimit:
    """The time that one workbook may take, counted from here on."""

    def __init__(self, file: str):
        self.file = file
        self.ends_at = time.monotonic() + LONGEST_SECONDS

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.ends_at - time.monotonic())

    def check(self) -> None:
        """Raises WorkbookUnreadable when the time is over."""
        if time.monotonic() >= self.ends_at:
            raise unreadable("slow", self.file, limit=LONGEST_SECONDS)


def open_workbook(content: bytes, file: str, time_limit: TimeLimit | None = None) -> Workbook:
    """Open a workbook from its bytes; `file` is its name, for messages. Its time begins now, unless a limit is given.

    Raises WorkbookUnreadable, with what to do, when the bytes are no workbook, are damaged, are locked by a
    password, hold no cells, or are too large in size, unpacked size, cells or time.
    """
    if not content:
        raise unreadable("empty", file)
    if len(content) > LARGEST_FILE:
        raise unreadable("large", file, size=len(content) // 1024**2, limit=LARGEST_FILE // 1024**2)
    try:
        if content.startswith(b"PK\x03\x04"):
            _check_zip(content, file)
        elif not content.startswith(b"\xd0\xcf\x11\xe0"):  # the container of xls and of locked xlsx
            return Workbook(file, content, [_text_grid(content, file)])
        elif LOCKED in content:
            raise unreadable("password", file)
        read = _read_sheets if content.startswith(b"PK") else _read_xls
        grids, hidden = read(content, file, time_limit or TimeLimit(file))
    except PasswordError:
        raise unreadable("password", file) from None
    except (BadZipFile, ZlibError, EOFError, ParseError):
        raise unreadable("damaged", file) from None
    except (CalamineError, csv.Error, NotImplementedError):
        raise unreadable("unknown", file) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's way to fail on a damaged part
            raise
        raise unreadable("damaged", file) from None
    if not hidden and not any(grid.rows for grid in grids):
        raise unreadable("no-cells", file)
    return Workbook(file, content, grids, hidden)


def unreadable(code: str, file: str, **details: object) -> WorkbookUnreadable:
    return WorkbookUnreadable(_(UNREADABLE[code]).format(file=file, **details))


def _check_zip(content: bytes, file: str) -> None:
    """Refuse what would unpack to far too much, and what is damaged."""
    with ZipFile(BytesIO(content)) as package:
        members = package.infolist()
        size = sum(member.file_size for member in members)
        limit = min(LARGEST_UNPACKED, max(LARGEST_RATIO * len(content), LARGEST_FILE))
        if size > limit:
            raise unreadable("unpacked", file, size=size // 1024**2)
        if any(member.flag_bits & 1 for member in members):
            raise unreadable("password", file)
        # Unpacks as far as the sizes above, so a member that says less than it holds is found here too.
        if package.testzip() is not None:
            raise unreadable("damaged", file)


def _read_sheets(content: bytes, file: str, time_limit: TimeLimit) -> tuple[list[Grid], list[str]]:
    parts = OpenXml(content)
    package = parts if parts.is_workbook else None
    blocks = {} if package else merged_blocks(content)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    grids, hidden = [], []
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        time_limit.check()
        xml = package.sheet(sheet.name) if package else b""
        _check_cells(*extent(xml), file, sheet.name)  # before calamine lays them out in memory
        data = book.get_sheet_by_name(sheet.name)
        last_row, last_column = data.end or (0, 0)
        _check_cells(last_row + 1, last_column + 1, file, sheet.name)
        time_limit.check()
        sheet_marks = marks(xml) if package else None
        rows = data.to_python(skip_empty_area=False)
        _put_in(rows, {**sheet_marks.errors, **sheet_marks.formulas} if sheet_marks else {})
        merges = [(*first, *last) for first, last in data.merged_cell_ranges or ()]
        grids.append(Grid(sheet.name, rows, merges or blocks.get(sheet.name, []), sheet_marks, package))
    return grids, hidden


def _read_xls(content: bytes, file: str, time_limit: TimeLimit) -> tuple[list[Grid], list[str]]:
    try:
        code, sheets = read_apart(content, largest_cells=LARGEST_CELLS, seconds=time_limit.seconds_left)
    except TimeoutExpired:
        raise unreadable("slow", file, limit=LONGEST_SECONDS) from None
    if code:
        raise unreadable({PASSWORD: "password", UNKNOWN: "unknown"}.get(code, "damaged"), file)
    grids, hidden = [], []
    for name, is_hidden, rows, merges in sheets:
        if is_hidden:
            hidden.append(name)
        elif rows is None:
            raise unreadable("cells", file, sheet=name, limit=LARGEST_CELLS)
        else:
            grids.append(Grid(name, rows, merges))
    return grids, hidden


def _check_cells(rows: int, columns: int, file: str, sheet: str) -> None:
    if rows * columns > LARGEST_CELLS:
        raise unreadable("cells", file, sheet=sheet, limit=LARGEST_CELLS)


def _put_in(rows: list[list], cells: dict[tuple[int, int], str]) -> None:
    """Put cells into rows, which are lengthened where they end before."""
    for (row, column), value in cells.items():
        rows += [[] for _row in range(len(rows), row + 1)]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = value


def _text_grid(content: bytes, file: str) -> Grid:
    """A csv or tsv file, or a web page, as a sheet named like the file."""
    text = decode(content)
    name = PurePath(file).stem
    if text is None:
        raise unreadable("unknown", file)
    if is_markup(text):
        page = HtmlTables(text)
        if not any(any(row) for row in page.rows):
            raise unreadable("page", file)
        grid = Grid(name, page.rows, page.merges)
    else:
        grid = Grid(name, read_csv(text))
        if not grid.rows:
            raise unreadable("unknown", file)
    _check_cells(len(grid.rows), max(map(len, grid.rows)), file, name)
    return grid


def cell_name(row: int, column: int) -> str:
    """A cell as Excel names it, from a row and a column counted from 0: (22, 5) is F23."""
    return f"{column_letter(column)}{row + 1}"


def column_letter(column: int) -> str:
    """A column as Excel names it, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1  # there is no letter for 0: Z is followed by AA, not by BA
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
