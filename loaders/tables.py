"""Finding the tables of a sheet by their header words, wherever they stand.

A sheet as it comes:

    row 1   天津市……任务分工表            title, merged over the table
    row 2   规划代码：…   填报单位：…      remarks
    row 3   序号 | 领域 | 任务 | 牵头单位   header: the row with the most known words
    row 4…  1    | 港口 | …               rows, until the next header
    last    注：……                        notes
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from loaders.kinds import SPECS, Column, Spec
from loaders.workbook import Grid

NOTE = re.compile(r"^(注|说明|备注|填表说明|制表人|填表人|审核人|联系人)\s*[:：\d]")
LONGEST_HEADER = 30  # characters; longer texts are titles, notes or contents
UNIT_BEHIND = re.compile(r"\((%|万?元|项|个|人次|场次|字|年月|原文)\)$")
TOTALS = {"合计", "小计", "总计", "其中"}
REMARK = re.compile(r"^\s*([^:：]{2,12})\s*[:：]\s*(.*?)\s*$", re.DOTALL)


@dataclass
class Table:
    """One table of a sheet. `columns` maps the sheet's column (from 0) to the column of the spec it holds.

    `headers` are the header texts as written, `rows` the sheet rows (from 0) that hold data, `missing` the
    headers the kind cannot do without and that were not found.
    """

    spec: Spec
    grid: Grid
    header_row: int
    columns: dict[int, Column]
    headers: dict[int, str]
    rows: list[int] = field(default_factory=list)

    @property
    def missing(self) -> list[Column]:
        found = set(map(id, self.columns.values()))
        return [column for column in self.spec.columns if column.is_required and id(column) not in found]


@lru_cache(maxsize=4096)
def header_key(value: object) -> str:
    """A header reduced to what is compared: half-width, no spaces or line breaks, no unit in brackets behind it."""
    text = "".join(unicodedata.normalize("NFKC", str(value)).split())
    return UNIT_BEHIND.sub("", text).rstrip("*:") if text.endswith(")") else text.rstrip("*:")


def find_tables(grid: Grid) -> list[Table]:
    """All tables of a sheet whose kind can be told from their headers, top to bottom.

    A header row is one that has at least two known headers of a kind and more of them than of any other
    kind; where all that the kind requires is not there, the table is still given and its `missing` says so.
    """
    tables: list[Table] = []
    for row, values in enumerate(grid.rows):
        found = _header(grid, row, values)
        if found is not None:
            if tables and tables[-1].columns == found.columns and tables[-1].spec is found.spec:
                continue  # the header repeated at the top of a printed page
            tables.append(found)
        elif tables and _is_data(grid, row, tables[-1]):
            tables[-1].rows.append(row)
    return tables


def remarks(grid: Grid, below: int) -> dict[str, tuple[str, int, int]]:
    """The "label：value" remarks above sheet row `below` (from 0): {label: (value, row, column)}.

    The value may stand in the same cell or in the next one to the right.
    """
    found: dict[str, tuple[str, int, int]] = {}
    for row in range(min(below, len(grid.rows))):
        for column, value in enumerate(grid.rows[row]):
            for line in str(value).replace("　", "\n").split("\n") if isinstance(value, str) else ():
                match = REMARK.match(line)
                if match is None:
                    continue
                label, text = header_key(match[1]), match[2]
                beside = 0 if text else 1
                text = text or str(grid.value(row, column + 1)).strip()
                if text:
                    found.setdefault(label, (text, row, column + beside))
    return found


def find_form(grid: Grid, spec: Spec) -> dict[int, tuple[Column, int, str]]:
    """A vertical form of a kind: labels in one column, values beside them.

    Gives {sheet row: (column of the spec, column of the value, label as written)}; empty when fewer than
    three labels are found.
    """
    words = _words(spec.kind)
    found = {}
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values[:4]):
            spec_column = words.get(header_key(value)) if value != "" else None
            if spec_column is not None:
                found[row] = (spec_column, column + 1, str(value))
                break
    return found if len(found) >= 3 else {}


def _header(grid: Grid, row: int, values: Sequence[object]) -> Table | None:
    short = [value for value in values if isinstance(value, str) and len(value) <= LONGEST_HEADER]
    if sum(map(_all_words().__contains__, map(header_key, short))) < 2:
        return None  # almost every row ends here
    texts = {column: value for column, value in enumerate(values) if isinstance(value, str) and value}
    keys = {column: header_key(value) for column, value in texts.items() if len(value) <= LONGEST_HEADER}
    best: Table | None = None
    best_score = (False, 0, 0.0)
    for spec in SPECS.values():
        if spec.is_form:
            continue
        words_of_kind = _words(spec.kind)
        columns: dict[int, Column] = {}
        for column, key in keys.items():
            if key in words_of_kind and words_of_kind[key] not in columns.values():
                columns[column] = words_of_kind[key]
        table = Table(spec, grid, row, columns, {column: str(grid.value(row, column)) for column in columns})
        named = any(name in grid.name for name in spec.sheet_names)
        # All that is required first, then how many headers are understood, then the name of the sheet.
        score = (not table.missing, len(columns), 0.5 if named else 0.0)
        if len(columns) >= 2 and len(columns) * 2 >= len(texts) and score > best_score:
            best, best_score = table, score
    return best


@cache
def _words(kind: str) -> dict[str, Column]:
    columns = SPECS[kind].columns
    return {header_key(word): column for column in columns for word in (column.header, *column.also)}


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for kind, spec in SPECS.items() if not spec.is_form for word in _words(kind))


def _is_data(grid: Grid, row: int, table: Table) -> bool:
    """Whether a row below a header holds data: not blank, not a note, not a total."""
    cells = grid.rows[row]
    if not _first_text(cells[at] for at in table.columns if at < len(cells)):
        return False
    first = _first_text(cells)
    return not NOTE.match(first) and header_key(first) not in TOTALS


def _first_text(cells: Iterable[object]) -> str:
    """The text of the first cell that is not blank; "" when all are."""
    for value in cells:
        if value != "" and (text := str(value).strip()):
            return text
    return ""
