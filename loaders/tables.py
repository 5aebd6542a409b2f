"""Finding the tables of a sheet by their header words, wherever they stand, and which rows of the sheet are theirs.

A sheet as it comes:

    row 1   天津市……任务分工表            title, merged over the table
    row 2   规划代码：…   填报单位：…      remarks
    row 3   序号 | 领域 | 任务 | 牵头单位   header, of one to three rows: headers.py
    row 4   一、智慧港口                   a section row: the section of the rows below
    row 5…  1    | 港口 | …               rows, until the next header
            合计                           a total
    last    注：……                        notes

Several tables may stand below one another, or side by side.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from loaders.headers import UNREAD, Header, find_headers, header_key, is_never_in_header
from loaders.known import HeaderMapping, Headers
from loaders.workbook import Grid
from words.kinds import KINDS, Column, Kind
from words.numbers import as_typed

# Labels that stand below or above tables, with a colon or a number behind them: 注：…, 填报单位：…, 备注1 ….
NOTE = re.compile(
    r"^(注|说明|备注|填表说明|附注|制表人?|填表人?|填报人|规划代码|填报单位|填报日期|填报月份|报送单位|报送月份|审核人?|复核人?|负责人|单位负责人|分管领导"
    r"|联系人|联系电话|电话|日期|数据来源|示例|样例|例|填写示例)\s*(?:[(（][^)）]*[)）])?\s*[:：\d]"
)
# 第3页, 3/12, 续表2）.
PAGE = re.compile(r"^[-—]?\s*第\s*\d+\s*页|^第?\s*\d+\s*页?\s*[/／]\s*共?\s*\d+\s*页?$|续表\s*\d*[)）]?$")
# 合计, 小计（项）, 其中：….
TOTAL = re.compile(r"^(合计|小计|总计|共计|累计|其中)(?=$|[:(、])")
# What a note, a total, a section or a blank may begin with; see NOTE, TOTAL and _FIRST_LEVEL.
MAY_BEGIN_ELSE = frozenset(
    " \t\n\u3000(（-—第"
    + "注说备填附制规报审复负单分联电日数示样例合小总共累其"
    + "一二三四五六七八九十IVXⅠⅡⅢ"
) | {""}
LONGEST_SECTION = 40  # characters; longer lone texts are notes
# A short label, a colon, and what is said, perhaps nothing: the value may stand in the next cell.
REMARK = re.compile(r"^\s*([^:：]{2,12})\s*[:：]\s*(.*?)\s*$", re.DOTALL)
LONGEST_FORM = 300  # rows; what is longer is a table, and looking for labels in it takes long
BRACKETS = re.compile(r"\([^()]*\)$")  # 填报单位（盖章）
SECTION = -1  # the column of a section that stands in rows of its own

_NUMERAL = r"[一二三四五六七八九十]+"
# 一、智慧港口, 第二章, Ⅲ. below; （一）智慧码头 is of the second level.
_FIRST_LEVEL = re.compile(rf"^(?:{_NUMERAL}[、.．]|第{_NUMERAL}[章节部分篇]+[、:：]?|[IVXⅠ-Ⅻ]+[、.．])\s*")
_SECOND_LEVEL = re.compile(rf"^[(（]{_NUMERAL}[)）][、.．]?\s*")
# 智慧港口（共5项）.
_COUNT_BEHIND = re.compile(r"\s*[(（]共?\s*\d+\s*[项个条]?[)）]\s*$")


@dataclass
class Table:
    """One table of a sheet. Rows and columns count from 0.

    rows: the sheet rows that hold data. moved: {column: {row: (row, column)}}, the cells that are read for others: the first cell of a
    merged block, the section row above, the cell above a blank one. continued: rows that belong to the row before them.
    totals: total rows, with the rows that each sums up. filled: the first blank cell of a column that takes the one above.
    """

    header: Header
    grid: Grid
    rows: list[int] = field(default_factory=list)
    totals: list[tuple[int, list[int]]] = field(default_factory=list)
    moved: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    continued: set[int] = field(default_factory=set)
    filled: dict[int, int] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return self.header.kind

    @property
    def first_row(self) -> int:
        return self.header.rows[0]

    @cached_property
    def columns(self) -> dict[int, Column]:
        """What each column of the sheet holds; SECTION where section rows say it."""
        columns = dict(self.header.columns)
        column = next((column for column in self.kind.columns if column.fields == ("section",)), None)
        if SECTION in self.moved and column is not None:
            columns[SECTION] = column
        return columns

    @property
    def missing(self) -> list[Column]:
        held = {id(column) for column in self.columns.values()}
        return [column for column in self.header.missing if id(column) not in held]

    @cached_property
    def span(self) -> range:
        """The columns of the sheet that are the table's."""
        return range(min(self.header.texts), max(self.header.texts) + 1)

    def cell_for(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is read for a column of a row."""
        return self.moved.get(column, {}).get(row, (row, column))

    def values(self, column: int) -> list:
        """What is read for a column, row by row; "" beyond the edge."""
        grid = self.grid
        if self.moved.get(column):
            return [grid.value(*self.cell_for(row, column)) for row in self.rows]
        rows = map(grid.rows.__getitem__, self.rows)
        return [cells[column] if column < len(cells) else "" for cells in rows]

    def text(self, column: int) -> str:
        """The header over a column, as written."""
        return self.header.texts.get(column) or self.columns[column].header


def find_tables(grid: Grid, mappings: Mapping[Headers, HeaderMapping] | None = None) -> list[Table]:
    """All tables of a sheet whose kind can be told from their headers, or from what a person said of them.

    Where all that a kind requires is not there, the table is still given and its `missing` says so.
    """
    tables: list[Table] = []
    open_tables: list[_Rows] = []
    row = 0
    while row < len(grid.rows):
        if len(open_tables) == 1 and open_tables[0].goes_on(row):
            row += 1
            continue
        headers = find_headers(grid, row, mappings or {})
        if not headers:
            for rows in open_tables:
                rows.take(row)
            row += 1
            continue
        for rows in open_tables:
            rows.give_back(headers[0].rows[0])
        if not _is_repeated(open_tables, headers):
            open_tables = [_Rows(Table(header, grid)) for header in headers]
            tables += [rows.table for rows in open_tables]
        row = headers[0].rows[-1] + 1
    for table in tables:
        _find_moved(table)
    return tables


def _is_repeated(open_tables: "list[_Rows]", headers: list[Header]) -> bool:
    """Whether these are the headers of the open tables again, as at the top of a printed page."""
    return [rows.table.header.columns for rows in open_tables] == [header.columns for header in headers] and [
        rows.table.kind for rows in open_tables
    ] == [header.kind for header in headers]


def _begins_data(first: object) -> bool:
    """Whether a row's first cell is a text that no note and no total begins with."""
    return type(first) is str and first[:1] not in MAY_BEGIN_ELSE


class _Rows:
    """Sorting the sheet rows below a header into data, section rows, totals and all else."""

    def __init__(self, table: Table):
        self.table, self.grid = table, table.grid
        self.section: tuple[int, int] | None = None
        self.is_first_level = False  # whether the section row in force is a 一、 one
        self.since_subtotal: list[int] = []
        self.is_below_note = False
        self.begins_with_data = table.span[0] in table.header.columns
        # A table over many columns is a wide one; the sections' cells are looked up only for those.
        self.has_sections = "section" in table.kind.field_names and not any(
            column.fields == ("section",) for column in table.header.columns.values()
        )
        first, last = table.span[0], table.span[-1]
        self.left, self.right = first, last + 1
        self.certain_column: int | None = None  # where the last row of data held what no header holds

    def goes_on(self, row: int) -> bool:
        """Adds a row that is as surely data as the last one was: it begins as data does, and holds in the same column what
        no header holds. Almost every row ends here, and is looked at no further.
        """
        if self.certain_column is None:
            return False
        cells = self.grid.rows[row]
        if self.certain_column >= len(cells) or not is_never_in_header(cells[self.certain_column]):
            return False
        if not _begins_data(cells[self.left]):
            return False
        self._add(row)
        return True

    def take(self, row: int) -> None:
        cells = self.grid.rows[row][self.left : self.right]
        if self._is_plain(cells):
            certain = (
                index for index, value in enumerate(cells[1:], self.left + 1) if is_never_in_header(value)
            )
            self.certain_column = next(certain, None)
            self._add(row)
            return
        filled = [index for index, value in enumerate(cells, self.left) if value != "" and str(value).strip()]
        if not filled:
            return
        first = str(self.grid.value(row, filled[0])).strip()
        key = header_key(first) if len(first) <= LONGEST_SECTION else ""
        if NOTE.match(first):
            self.is_below_note = True
            return
        if self.is_below_note and len(filled) == 1:
            return  # the note runs on over several rows
        if filled == [self.left] and (PAGE.search(first) or first.endswith("。")):
            return  # a page number, or a sentence that stands alone
        if self._counts_columns(row, filled):
            return
        self.is_below_note = False
        if TOTAL.match(key):
            self._take_total(row, key)
        elif len(filled) == 1 and self._is_lone_text(row, filled[0], first):
            self._take_section(row, filled[0], first)
        elif any(index in self.table.header.columns or index in self.table.header.months for index in filled):
            self._add(row)

    def _is_plain(self, cells: Sequence[object]) -> bool:
        """Whether a row is data for certain, at a glance; almost every row ends here.

        It begins in the table's first column with a text that no note and no total begins with, and goes on.
        """
        first = cells[0] if cells else ""
        return self.begins_with_data and _begins_data(first) and any(cells[1:]) and bool(self.table.rows)

    def _add(self, row: int) -> None:
        self.is_below_note = False
        self.table.rows.append(row)
        self.since_subtotal.append(row)
        if self.section is not None:
            self.table.moved.setdefault(SECTION, {})[row] = self.section

    def _counts_columns(self, row: int, filled: list[int]) -> bool:
        """Whether the row below the header only numbers its columns: 1, 2, 3 … or （1）, （2）, （3） …"""
        if self.table.rows or len(filled) < 3:  # 1, 2 alone may be the first row of data
            return False
        texts = [
            header_key(f"{value:g}" if isinstance(value, float) else value)
            for index in filled
            if (value := self.grid.value(row, index)) != ""
        ]
        return texts in (
            [str(number) for number in range(1, len(filled) + 1)],
            [f"({number})" for number in range(1, len(filled) + 1)],
        )

    def give_back(self, row: int) -> None:
        """The rows from `row` on turned out to be the header of another table."""
        while self.table.rows and self.table.rows[-1] >= row:
            self.table.moved.get(SECTION, {}).pop(self.table.rows.pop(), None)

    def _is_lone_text(self, row: int, column: int, text: str) -> bool:
        """Whether the only text of a row stands over the table and not in a column of it."""
        block = next(
            (
                merge
                for merge in self.grid.merges
                if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]
            ),
            None,
        )
        # At least half of the table's width: a merge over two columns of ten is a cell of theirs.
        is_over = block is not None and block[3] - block[1] + 1 >= max(2, (self.right - self.left) // 2)
        is_numbered = column == self.left and (_FIRST_LEVEL.match(text) or _SECOND_LEVEL.match(text))
        return is_over or bool(is_numbered)

    def _take_section(self, row: int, column: int, text: str) -> None:
        if not self.has_sections or len(text) > LONGEST_SECTION:
            return
        is_second_level = bool(_SECOND_LEVEL.match(text))
        if is_second_level and self.is_first_level:
            return  # a part of the section in force
        self.section, self.is_first_level = (row, column), not is_second_level

    def _take_total(self, row: int, key: str) -> None:
        if key.startswith("小计"):
            self.table.totals.append((row, self.since_subtotal))
            self.since_subtotal = []
        elif not key.startswith("其中"):
            # The list itself: a total in the first row sums up rows that come below it.
            self.table.totals.append((row, self.table.rows))


def section_name(text: str) -> str:
    """A section as its row names it, without numbering and count: 一、智慧港口（5项） is 智慧港口."""
    bare = _COUNT_BEHIND.sub("", _SECOND_LEVEL.sub("", _FIRST_LEVEL.sub("", text.strip())))
    return bare.rstrip(":：") or text


def _find_moved(table: Table) -> None:
    """Find the cells that are read for others: merged blocks of group columns and keys, and blank cells below a group's name."""
    grid, rows = table.grid, set(table.rows)
    key_fields = table.kind.key_fields
    keys = [index for index, column in table.header.columns.items() if set(column.fields) & set(key_fields)]
    merged = {
        index: {
            row: cell
            for row in table.rows
            if (cell := grid.origin(row, index)) != (row, index) and cell[0] in rows
        }
        for index in table.header.columns
        if grid.merges
    }
    for index, column in table.header.columns.items():
        if column.fills_down and grid.merges:
            blocks = {row: grid.origin(row, index) for row in table.rows}
            table.moved[index] = {row: cell for row, cell in blocks.items() if cell != (row, index)}
    # A key merged over several rows: they are one row, unless another part of the key still tells them apart.
    within = set.intersection(*(set(merged.get(index, ())) for index in keys)) if keys else set()
    table.continued = within
    for index in keys:
        if index not in table.moved and merged.get(index):
            table.moved[index] = {row: cell for row, cell in merged[index].items() if row not in within}
    for index, column in table.header.columns.items():
        if column.is_group:
            _fill_blanks(table, index)


def _fill_blanks(table: Table, index: int) -> None:
    """Blank cells of a group column mean "as above", also where nobody merged them."""
    cells = table.moved.setdefault(index, {})
    values = table.values(index)
    blanks = {value for value in set(values) if not str(value).strip()}
    above: tuple[int, int] | None = None
    for row, value in zip(table.rows, values, strict=True) if blanks else ():
        if value not in blanks:
            above = table.cell_for(row, index)
        elif above is not None:
            table.filled.setdefault(index, row)
            cells[row] = above


def remarks(grid: Grid, rows: Iterable[int], labels: Collection[str] = ()) -> dict[str, tuple[str, int, int]]:
    """The "label：value" remarks in some sheet rows (from 0): {label: (value, row, column)}.

    The value may stand in the same cell or in the next one to the right; beside one of `labels` also without a colon.
    """
    texts: dict[str, tuple[str, int, int]] = {}
    for row in rows:
        for column, value in enumerate(grid.rows[row]):
            beside_it = grid.value(row, column + 1)
            if beside_it != "" and value != "" and header_key(value) in labels:
                texts.setdefault(header_key(value), (as_typed(beside_it).strip(), row, column + 1))
                continue
            for line in _remark_lines(value):
                match = REMARK.match(line)
                if match is None:
                    continue
                label, text = BRACKETS.sub("", header_key(match[1])), match[2]
                beside = 0 if text else 1
                text = text or as_typed(grid.value(row, column + 1)).strip()
                if text:
                    texts.setdefault(label, (text, row, column + beside))
    return texts


def _remark_lines(value: object) -> Iterable[str]:
    """The remarks of a cell: parted by line breaks, or by wide spaces before the next label."""
    return re.split(r"\n|　|\s{2,}(?=[^\s:：]{2,12}[:：])", value) if isinstance(value, str) else ()


@dataclass
class Form:
    """One vertical form: {column of the kind: (row, column) of its value}, and the labels as written."""

    kind: Kind
    cells: dict[str, tuple[int, int]]
    labels: dict[str, str]

    def columns(self) -> Iterator[tuple[Column, tuple[int, int], str]]:
        for column in self.kind.columns:
            if column.header in self.cells:
                yield column, self.cells[column.header], self.labels[column.header]

    @property
    def missing(self) -> list[Column]:
        return self.kind.missing({name for column, _cell, _label in self.columns() for name in column.fields})


def find_forms(grid: Grid) -> list[Form]:
    """The vertical forms of a sheet: labels with their values to the right, one or two pairs in a row.

    The kind is the one with the most labels; at least three are needed. A label that comes again begins the next form.
    """
    best: list[Form] = []
    if len(grid.rows) > LONGEST_FORM:
        return best
    for kind in KINDS.values():
        forms = _forms(grid, kind)
        if (
            forms
            and (kind.is_form or not forms[0].missing)
            and (not best or len(forms[0].cells) > len(best[0].cells))
        ):
            best = forms
    return best


def _forms(grid: Grid, kind: Kind) -> list[Form]:
    columns = {header_key(word): column for column in kind.columns for word in (column.header, *column.also)}
    right_ends = {(top, left): right for top, left, _bottom, right in grid.merges}
    forms: list[Form] = []
    for row, values in enumerate(grid.rows):
        value_index = -1
        for index, value in enumerate(values):
            if index <= value_index or not isinstance(value, str) or not value:
                continue
            column = columns.get(header_key(value))
            if column is None:
                continue
            value_index = right_ends.get((row, index), index) + 1
            if not forms or column.header in forms[-1].cells:
                forms.append(Form(kind, {}, {}))
            forms[-1].cells[column.header] = (row, value_index)
            forms[-1].labels[column.header] = value.strip()
    # Three pairs make a form: one or two of its labels stand above many a table as well.
    return [form for form in forms if len(form.cells) >= 3]


__all__ = ["SECTION", "UNREAD", "Form", "Table", "find_forms", "find_tables", "remarks", "section_name"]
