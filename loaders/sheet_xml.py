"""What calamine does not tell of an xlsx or xlsm: error cells, formulas without a result, hidden rows, formats.

The XML of a sheet is searched with a few patterns and never parsed as a tree, which for a large ledger would take
longer than reading it. Cells are (row, column), counted from 0.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

Cell = tuple[int, int]

# A cell of type e: its attributes and its error's text. [^/]> leaves out <c … />, which holds nothing.
_ERROR = re.compile(rb'<c\s(?=[^>]*\bt="e")([^>]*[^/>])>(?:.*?)<v>([^<]*)</v>\s*</c>', re.DOTALL)
# A formula, and behind it nothing or an empty value.
_UNSOLVED = re.compile(
    rb"<c\s([^>]*[^/>])>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(<v\s*/>|<v(?:\s[^>]*)?></v>)?\s*</c>"
)
_NAME = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
# Attributes may come in any order, so what is asked of them is asked by looking ahead.
_HIDDEN_ROW = re.compile(rb'<row\s(?=[^>]*\shidden="(?:1|true)")[^>]*?(?<=\s)r="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<col\s(?=[^>]*\bhidden="(?:1|true)")([^>]*)>')
_ROW = re.compile(rb'<row\s[^>]*?(?<=\s)r="(\d+)"')
# In column AA or beyond, and not empty: neither <c … /> nor <c …></c>.
_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})\d+"(?:[^>]*[^/>])?>(?!</c>)')
_PREFIX = re.compile(rb"<(\w+):worksheet\b")

COLUMNS_TO_Z = (
    26  # a sheet without cells beyond Z is taken to reach as far, without looking for its last column
)
MOST_COLUMNS = 16_384  # of a sheet in Excel; a damaged file may say more
PROLOGUE = 2000  # bytes that the root element begins within, whatever namespaces are declared
# Numbers of the formats that Excel knows without a code: ECMA-376, 18.8.30.
PERCENT_FORMATS = {9, 10}
DATE_FORMATS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}  # 27 on: the Chinese ones
MONTH_FORMATS = {17, 27, 36, 50, 52, 57}  # mmm-yy, yyyy年m月
# Text in quotes, [colours and languages], and characters that are escaped or only keep a width.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')


class Formula(str):
    """A formula without a saved result, as its text: "=A1+1"; "=" where it is only a reference to another."""


@dataclass(frozen=True)
class Marks:
    """What stands in a sheet beside its values. Rows and columns count from 0."""

    errors: dict[Cell, str]
    formulas: dict[Cell, Formula]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


@dataclass(frozen=True)
class Formats:
    """The cells whose number format shows a percentage, a day or a month, and of these a month without its day."""

    percents: frozenset[Cell]
    dates: frozenset[Cell]
    months: frozenset[Cell]


NO_FORMATS = Formats(frozenset(), frozenset(), frozenset())


class OpenXml:
    """The parts of an xlsx or xlsm. Each is unpacked when it is asked for, and not kept."""

    def __init__(self, content: bytes):
        self._zip = ZipFile(BytesIO(content))
        self._names = set(self._zip.namelist())

    @property
    def is_workbook(self) -> bool:
        """False for xlsb and ods, which hold no such parts."""
        return "xl/workbook.xml" in self._names

    @cached_property
    def counts_from_1904(self) -> bool:
        """Whether day 0 is 1904-01-01, as old Excel for Mac had it."""
        setting = next(_elements(self._tree("xl/workbook.xml"), "workbookPr"), None)
        return setting is not None and setting.get("date1904") in ("1", "true")

    def sheet(self, name: str) -> bytes:
        """The XML of a sheet by its name; empty when there is none."""
        part = self._sheets.get(name)
        xml = self._zip.read(part) if part in self._names else b""
        if prefix := _PREFIX.search(xml, 0, PROLOGUE):  # some programs write <x:c> for <c>
            xml = xml.replace(b"<%s:" % prefix[1], b"<").replace(b"</%s:" % prefix[1], b"</")
        return xml

    @cached_property
    def _sheets(self) -> dict[str, str]:
        links = {
            link.get("Id"): normpath(join("/xl", link.get("Target", ""))).lstrip("/")
            for link in _elements(self._tree("xl/_rels/workbook.xml.rels"), "Relationship")
        }
        parts = {}
        for sheet in _elements(self._tree("xl/workbook.xml"), "sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            parts[sheet.get("name", "")] = links.get(link, "")
        return parts

    def formats(self, name: str) -> Formats:
        """The cells of a sheet with a percent format, with a date format, and with one of months."""
        percents, dates, months = self._styles
        if not (percents or dates) or not (xml := self.sheet(name)):
            return NO_FORMATS
        return Formats(_styled(xml, percents), _styled(xml, dates), _styled(xml, months))

    @property
    def has_month_formats(self) -> bool:
        return bool(self._styles[2])

    @cached_property
    def _styles(self) -> tuple[list[int], list[int], list[int]]:
        """The numbers of the cell styles that show percentages, of those that show dates, and of those that show months."""
        if "xl/styles.xml" not in self._names:
            return [], [], []
        tree = self._tree("xl/styles.xml")
        codes = {
            int(element.get("numFmtId", 0)): element.get("formatCode", "")
            for element in _elements(tree, "numFmt")
        }
        styles = next(_elements(tree, "cellXfs"), ElementTree.Element("none"))
        ids = [
            int(style.get("numFmtId", 0)) for style in styles
        ]  # the place in this list is the style's number
        percents = [number for number, id_ in enumerate(ids) if _shows_percent(id_, codes.get(id_))]
        dates = [number for number, id_ in enumerate(ids) if _shows_date(id_, codes.get(id_))]
        months = [number for number in dates if _shows_month(ids[number], codes.get(ids[number]))]
        return percents, dates, months

    def _tree(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(part))


def marks(xml: bytes) -> Marks:
    """What a sheet's XML says beside its values.

    A formula whose result is the empty text has a result; one that was written by a program and never
    calculated has none.
    """
    # Most ledgers hold none of these, and finding that out is much faster than the patterns.
    errors = _ERROR.findall(xml) if b't="e"' in xml else []
    unsolved = _UNSOLVED.findall(xml) if b"<f" in xml else []
    is_hiding = b'hidden="' in xml
    return Marks(
        {cell: text.decode() for attributes, text in errors if (cell := _cell(_NAME.search(attributes)))},
        {
            cell: Formula("=" + unescape(formula.decode()))
            for attributes, formula, empty in unsolved
            if (cell := _cell(_NAME.search(attributes))) and not (empty and b't="str"' in attributes)
        },
        frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(xml)) if is_hiding else frozenset(),
        frozenset(_hidden_columns(xml)) if is_hiding else frozenset(),
    )


def extent(xml: bytes) -> tuple[int, int]:
    """How many rows and columns a reader has to lay out for a sheet, empty ones before its last cell too."""
    end = xml.rfind(b"</c>")
    while xml.endswith(b'">', 0, max(end, 0)):  # the cell is empty, and only has a style
        end = xml.rfind(b"</c>", 0, end)
    last = _ROW.match(xml, max(xml.rfind(b"<row ", 0, max(end, 0)), 0))
    far_cells = set(_FAR_CELL.findall(xml))
    return int(last[1]) if last else 0, max(
        (_column(letters) + 1 for letters in far_cells), default=COLUMNS_TO_Z
    )


def _styled(xml: bytes, styles: list[int]) -> frozenset[Cell]:
    if not styles:
        return frozenset()
    numbers = b"|".join(b"%d" % style for style in styles)
    cells = re.compile(rb'<c\s(?=[^>]*\bs="(?:%s)")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"' % numbers)
    return frozenset((int(row) - 1, _column(letters)) for letters, row in cells.findall(xml))


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for attributes in _HIDDEN_COLUMNS.findall(xml):
        ends = dict(re.findall(rb'\b(min|max)="(\d+)"', attributes))
        yield from range(int(ends.get(b"min", 1)) - 1, min(int(ends.get(b"max", 0)), MOST_COLUMNS))


def _shows_percent(format_id: int, code: str | None) -> bool:
    return format_id in PERCENT_FORMATS if code is None else "%" in _LITERAL.sub("", code)


def _shows_date(format_id: int, code: str | None) -> bool:
    if code is None:
        return format_id in DATE_FORMATS
    letters = _LITERAL.sub("", code.lower().replace("general", ""))
    return any(letter in letters for letter in "yd") or ("m" in letters and not set("hs") & set(letters))


def _shows_month(format_id: int, code: str | None) -> bool:
    """Whether a date format shows year and month, and no day."""
    if code is None:
        return format_id in MONTH_FORMATS
    letters = _LITERAL.sub("", code.lower())
    return "m" in letters and "y" in letters and "d" not in letters


def _cell(name: re.Match[bytes] | None) -> Cell | None:
    return (int(name[2]) - 1, _column(name[1])) if name else None


@cache
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _elements(tree: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Elements by name, in whichever namespace: the strict kind of workbook has another."""
    return tree.iterfind(f".//{{*}}{name}")
