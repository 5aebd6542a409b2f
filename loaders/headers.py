"""Recognising the header of a table: which row or rows it takes, and what each of its columns means.

    one row                     序号 | 任务名称 | 牵头单位
    two or three, merged        完成情况 over 本月 | 累计: a column's header is its texts from top to bottom
    one column a month          指标名称 | 1月 | 2月 | 3月, or 2023年 over 1月 | 2月 | 3月

What a header does not say, a person may have said once on screen: the mapping of loaders/known.py.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from loaders.known import HeaderMapping, Headers
from loaders.parse.date_repair import in_digits
from loaders.parse.text import to_simplified
from loaders.workbook import Grid
from words.kinds import KINDS, Column, Kind

LONGEST_HEADER = 30  # characters; longer texts are titles, notes or contents
DEEPEST_HEADER = 3  # rows: 完成情况 over 本季度 over 4月 | 5月 | 6月
FEWEST_MONTHS = 2  # columns that make a table one of months; one alone is a date in a row
FIRST_ROWS = 50  # where headers are looked for in traditional characters too, which takes longer
# A unit of measure, or a word on how to fill in, behind a header: 完成值（%）, 印发日期（原文）.
UNIT_BEHIND = re.compile(r"\((%|万?元|项|个|人次|场次|场|人|公里|字|年月|原文|必填|选填)\)$")
# What stands before a header without belonging to it: *标准名称, 1.标准名称, （2）领域.
BEFORE = re.compile(r"^(?:[*★]|\(\d{1,2}\)|\d{1,2}[.、](?!\d))+")
HINT_BEHIND = re.compile(r"\([^()]*\)$")  # 标准号（发布后填写）
# Columns that people number or keep for themselves; nothing is lost by not reading them.
UNREAD = {"序号", "编号", "项次", "行号", "合计", "总计", "小计", "上次填报(供参考)"}

REMARK = re.compile(r"[:：]")  # a label with its value
_YEAR = re.compile(r"(20\d\d)(?:年|[-./])")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_PLAIN_MONTH = re.compile(r"(20\d\d)[-./](1[0-2]|0?[1-9])")
# 1-6月 and 1月至6月 are no single month.
_MONTH_RANGE = re.compile(r"\d月?[-~～—–至到]\d{1,2}月")
TOTAL_WORDS = re.compile(r"累计|累加|总量")
OF_MONTH_WORDS = re.compile(r"当月|本月|新增|单月|当期")


@dataclass(frozen=True)
class MonthColumn:
    """A column that holds a month's values: "2023-01", or "01" where the header does not say the year."""

    month: str
    text: str


@dataclass
class Header:
    """The header of one table. Rows and columns count from 0.

    columns: what the sheet's columns hold; texts: every header text of the table, as written; months: the columns of a table
    with one column a month; twice: columns that mean a field which an earlier one holds already.
    """

    kind: Kind
    rows: tuple[int, ...]
    columns: dict[int, Column]
    texts: dict[int, str]
    months: dict[int, MonthColumn] = field(default_factory=dict)
    twice: list[int] = field(default_factory=list)
    is_mapped: bool = False

    @property
    def missing(self) -> list[Column]:
        """The columns that the kind cannot do without and that are not there."""
        fields = {name for column in self.columns.values() for name in column.fields}
        if self.months:
            fields |= {"month", "value"}
        return self.kind.missing(fields)

    @property
    def unread(self) -> list[int]:
        """Columns whose header is not known."""
        read = {*self.columns, *self.months, *self.twice}
        passed_over = UNREAD | _beside(self.kind)
        return [
            index
            for index, text in self.texts.items()
            if index not in read and header_key(text) not in passed_over
        ]

    @property
    def signature(self) -> Headers:
        return tuple(map(header_key, self.texts.values()))


@lru_cache(maxsize=4096)
def header_key(value: object) -> str:
    """A header reduced to what is compared: half-width, simplified, no spaces or line breaks, no unit in brackets behind it."""
    return to_simplified(_plain_key(value))


@lru_cache(maxsize=4096)
def _plain_key(value: object) -> str:
    text = "".join(unicodedata.normalize("NFKC", str(value)).split()).rstrip("*:")
    text = BEFORE.sub("", text)
    return UNIT_BEHIND.sub("", text) if text.endswith(")") else text


def find_headers(grid: Grid, row: int, mappings: Mapping[Headers, HeaderMapping]) -> list[Header]:
    """The headers of the tables that begin around a sheet row, side by side from left to right; mostly none.

    `row` is one that holds known words; the header may begin above it and end below. Of all ways to read it the one that
    understands the most columns counts, and of these the one with the fewest rows.
    """
    if not _may_be_header(grid, row, mappings):
        return []
    best: list[Header] = []
    best_score: tuple = ()
    for rows in _blocks(grid, row):
        texts = _texts(grid, rows)
        if not texts:
            continue
        headers = [header for run in _side_by_side(texts) if (header := _header(grid, rows, run, mappings))]
        score = (
            any(header.is_mapped for header in headers),
            sum(not header.missing for header in headers),
            sum(len(header.columns) + len(header.months) for header in headers),
            -len(rows),
        )
        if headers and (not best or score > best_score):
            best, best_score = headers, score
    return best


def likely_header(grid: Grid, rows: int = 30) -> tuple[int, dict[int, str]] | None:
    """The row of a sheet without a table that looks most like a header, for a person to say what it means."""
    best: tuple[int, dict[int, str]] | None = None
    for row in range(min(rows, len(grid.rows))):
        texts = {index: parts for index, parts in _texts(grid, (row,)).items() if not REMARK.search(parts[0])}
        if len(texts) >= 3 and (best is None or len(texts) > len(best[1])):
            best = row, {index: " ".join(parts) for index, parts in texts.items()}
    return best


def is_never_in_header(value: object) -> bool:
    """No header holds numbers, nor dates but those that stand for months."""
    return not isinstance(value, str) and not (isinstance(value, date) and value.day == 1)


def _may_be_header(grid: Grid, row: int, mappings: Mapping[Headers, HeaderMapping]) -> bool:
    """Whether a row is worth a closer look; almost every row ends here."""
    texts, months = [], 0
    for value in grid.rows[row]:
        if isinstance(value, str):
            if value and len(value) <= LONGEST_HEADER:
                texts.append(value)
        elif isinstance(value, date) and value.day == 1:
            months += 1
        else:
            return False  # see is_never_in_header; a call for every cell would cost as much as the rest
    if 0 < months < FEWEST_MONTHS:
        return False
    keys = list(map(header_key if row < FIRST_ROWS else _plain_key, texts))
    known_words = _all_words(tuple(KINDS.values()))
    words = sum(key in known_words or HINT_BEHIND.sub("", key) in known_words for key in keys)
    months += sum("月" in key for key in keys)
    if words >= 2 or (words and months >= FEWEST_MONTHS):
        return True
    return bool(keys) and any(
        all(any(key in header for header in headers) for key in keys) for headers in mappings
    )


def _blocks(grid: Grid, row: int) -> Iterator[tuple[int, ...]]:
    """The rows that a header around `row` may take, fewest first."""
    yield (row,)
    for depth in range(2, DEEPEST_HEADER + 1):
        for top in range(row - depth + 1, row + 1):
            rows = tuple(range(top, top + depth))
            if (
                top >= 0
                and rows[-1] < len(grid.rows)
                and all(_is_headerish(grid, block_row) for block_row in rows)
            ):
                yield rows


def _is_headerish(grid: Grid, row: int) -> bool:
    values = [value for value in grid.rows[row] if value != ""]
    return bool(values) and all(
        (len(value) <= LONGEST_HEADER and not REMARK.search(value))
        if isinstance(value, str)
        else isinstance(value, date)
        for value in values
    )


def _texts(grid: Grid, rows: Sequence[int]) -> dict[int, list[str]]:
    """{column: its header texts from top to bottom}, merged cells told once; columns without any are left out.

    A text that stands over several columns without a merge, as in csv files, belongs to those beside it that are blank.
    """
    width = max(len(grid.rows[row]) for row in rows)
    header_texts: dict[int, list[str]] = {}
    is_merged = any(row in rows for top, _left, bottom, _right in grid.merges for row in (top, bottom))
    for column in range(width):
        origins = dict.fromkeys(grid.origin(row, column) for row in rows)
        texts = [_header_text(grid.value(*origin)) for origin in origins if origin[0] >= rows[0]]
        if (
            not is_merged
            and len(rows) > 1
            and not texts[0]
            and any(texts)
            and column
            and column - 1 in header_texts
        ):
            over = _header_text(grid.value(rows[0], column - 1)) or header_texts[column - 1][0]
            if len(header_texts[column - 1]) > 1:
                texts[0] = over
        if texts := [text for text in texts if text]:
            header_texts[column] = texts
    return header_texts


def _header_text(value: object) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月"
    return value.strip() if isinstance(value, str) and len(value) <= LONGEST_HEADER else ""


def _side_by_side(texts: dict[int, list[str]]) -> list[dict[int, list[str]]]:
    """The header of each of several tables beside one another: parted by a blank column, or where headers begin anew."""
    keys = {index: header_key("".join(parts)) for index, parts in texts.items()}
    indexes = list(texts)
    first = keys[indexes[0]]
    half = len(indexes) // 2
    if len(indexes) >= 4 and [keys[index] for index in indexes[:half]] == [
        keys[index] for index in indexes[half:]
    ]:
        return [
            {index: texts[index] for index in indexes[:half]},
            {index: texts[index] for index in indexes[half:]},
        ]
    runs: list[dict[int, list[str]]] = []
    for index in indexes:
        if (
            not runs
            or (index - 1 not in texts and _is_table(runs[-1]))
            or (keys[index] == first and _is_table(runs[-1]))
        ):
            runs.append({})
        runs[-1][index] = texts[index]
    if len(runs) > 1 and not all(map(_is_table, runs)):
        return [texts]  # a blank column inside one table
    return runs


def _is_table(run: dict[int, list[str]]) -> bool:
    """Whether a run of header texts has all that some kind requires."""
    return any(
        not Header(kind, (), _columns(kind, run)[0], {}, _months(run)).missing
        for kind in KINDS.values()
        if not kind.is_form
    )


def _header(
    grid: Grid, rows: tuple[int, ...], texts: dict[int, list[str]], mappings: Mapping[Headers, HeaderMapping]
) -> Header | None:
    """The best reading of header texts as a kind; None when they are no header."""
    written = {index: " ".join(dict.fromkeys(parts)) for index, parts in texts.items()}
    signature = tuple(map(header_key, written.values()))
    if signature in mappings:
        return _mapped(rows, written, mappings[signature])
    months = _months(texts)
    best: Header | None = None
    best_score = (False, 0, False)
    for kind in KINDS.values():
        if kind.is_form:
            continue
        is_wide = len(months) >= FEWEST_MONTHS and {"month", "value"} <= {*kind.field_names}
        wide = months if is_wide else {}
        columns, twice = _columns(kind, {index: parts for index, parts in texts.items() if index not in wide})
        header = Header(kind, rows, columns, written, wide, twice)
        others = sum(
            header_key(text) in _beside(kind) for index, text in written.items() if index not in columns
        )
        is_named = any(name in grid.name for name in kind.sheet_names)
        # All that is required first, then how many headers are understood, then the name of the sheet.
        score = (not header.missing, len(columns) + len(wide) + others, is_named)
        understood = len(columns) + len(twice) + len(wide) + others
        if (len(columns) >= 2 or (columns and wide)) and understood * 2 >= len(texts) and score > best_score:
            best, best_score = header, score
    return best


def _columns(kind: Kind, texts: dict[int, list[str]]) -> tuple[dict[int, Column], list[int]]:
    """{sheet column: what it holds}, and the columns that mean what an earlier one holds."""
    words = _words(kind)
    columns: dict[int, Column] = {}
    twice: list[int] = []
    weak: list[tuple[int, Column, str]] = []
    for index, parts in texts.items():
        key = next((key for key in _keys(tuple(parts)) if key in words), "")
        column = words[key] if key else _by_pattern(kind, _keys(tuple(parts)))
        if column is None:
            continue
        if key in column.yields:
            weak.append((index, column, column.yields[key]))
        elif any(column is held for held in columns.values()):
            twice.append(index)
        else:
            columns[index] = column
    for index, column, other in weak:
        means = words[header_key(other)] if any(column is held for held in columns.values()) else column
        if any(means is held for held in columns.values()):
            twice.append(index)
        else:
            columns[index] = means
    for header, other in kind.stand_ins.items():
        if not any(column.header == header for column in columns.values()):
            columns |= {
                index: words[header_key(header)]
                for index, column in columns.items()
                if column.header == other
            }
    return dict(sorted(columns.items())), twice


def _by_pattern(kind: Kind, keys: Sequence[str]) -> Column | None:
    return next(
        (
            column
            for column in kind.columns
            if column.pattern and any(re.fullmatch(column.pattern, key) for key in keys)
        ),
        None,
    )


@lru_cache(maxsize=4096)
def _keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to read a column's header texts: all of them together, the lowest ones, the lowest alone; last without a hint in brackets."""
    keys = [header_key("".join(parts[start:])) for start in range(len(parts))]
    return tuple(dict.fromkeys([*keys, *(bare for key in keys if (bare := HINT_BEHIND.sub("", key)))]))


def _months(texts: dict[int, list[str]]) -> dict[int, MonthColumn]:
    """The columns whose header is a month; each month once, or once as 当月 and once as 累计."""
    months: dict[int, MonthColumn] = {}
    for index, parts in texts.items():
        text = header_key("".join(parts))
        if (month := _month(text)) is None:
            continue
        means = accumulation(text)
        before = [accumulation(earlier.text) for earlier in months.values() if earlier.month == month]
        if not before or (means is not None and None not in before and means not in before):
            months[index] = MonthColumn(month, text)
    return months


def accumulation(text: str) -> str | None:
    """Which field a text says its values are: totals (累计), or of the month alone (当月); None where it says neither or both."""
    is_total, is_of_month = bool(TOTAL_WORDS.search(text)), bool(OF_MONTH_WORDS.search(text))
    return None if is_total == is_of_month else "value" if is_total else "month_value"


def _month(text: str) -> str | None:
    if plain := _PLAIN_MONTH.fullmatch(text):
        return f"{plain[1]}-{int(plain[2]):02d}"
    text = in_digits(text)[0]
    months = _MONTH.findall(text)
    if len(months) != 1 or _MONTH_RANGE.search(text):
        return None
    year = _YEAR.search(text)
    return f"{year[1]}-{int(months[0]):02d}" if year else f"{int(months[0]):02d}"


def _mapped(rows: tuple[int, ...], written: dict[int, str], mapping: HeaderMapping) -> Header:
    """A header as a person explained it: a header of the kind, or None, for each of its texts."""
    kind = KINDS[mapping.kind]
    by_name = {column.header: column for column in kind.columns}
    columns = {
        index: by_name[name] for index, name in zip(written, mapping.columns, strict=True) if name in by_name
    }
    return Header(kind, rows, columns, written, is_mapped=True)


@cache
def _words(kind: Kind) -> dict[str, Column]:
    return {header_key(word): column for column in kind.columns for word in (column.header, *column.also)}


@cache
def _beside(kind: Kind) -> frozenset[str]:
    return frozenset(map(header_key, kind.beside))


@cache
def _all_words(kinds: tuple[Kind, ...]) -> frozenset[str]:
    return frozenset(word for kind in kinds if not kind.is_form for word in _words(kind))
