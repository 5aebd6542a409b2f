"""Tables that are text: csv and tsv files, and web pages saved as .xls, as many systems export them."""

import csv
import re
from html.parser import HTMLParser

DELIMITERS = ",\t;|"
SAMPLE = 50  # lines looked at to find the delimiter
LONGEST_SPAN = 1000  # cells, as browsers have it for columns; a page may ask for any
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')  # how systems keep Excel from making numbers of texts
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|meta|table|style|\?xml|!--)", re.IGNORECASE)


def decode(content: bytes) -> str | None:
    """Text in UTF-8, GB18030, or UTF-16 with its mark; None for bytes that are no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's "Unicode text"
        encodings = ["utf-16"]
    elif b"\0" in content:
        return None
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return None


def is_markup(text: str) -> bool:
    """Whether text is a web page or XML."""
    return _MARKUP.match(text) is not None


def read_csv(text: str) -> list[list[str]]:
    """The rows of a csv or tsv text; empty when no delimiter divides any line. Raises csv.Error.

    The delimiter is the one that gives the most cells: title lines above a table have none at all, which
    csv.Sniffer does not take. A formula that is only a text, ="0012", is that text.
    """
    lines = text.splitlines(keepends=True)
    delimiter = max(DELIMITERS, key=lambda mark: sum(map(len, csv.reader(lines[:SAMPLE], delimiter=mark))))
    rows = list(csv.reader(lines, delimiter=delimiter))
    if not any(len(row) > 1 for row in rows):
        return []
    return [[_plain_text(cell) for cell in row] for row in rows]


def _plain_text(cell: str) -> str:
    match = _TEXT_FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return match[1].replace('""', '"') if match else cell


class HtmlTables(HTMLParser):
    """The tables of a web page, one below the other as rows of texts, and their merged blocks.

    merges: (first row, first column, last row, last column), counted from 0. Nothing a page links to is read.
    """

    def __init__(self, page: str):
        super().__init__()
        self.rows: list[list[str]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self._covered: set[tuple[int, int]] = set()  # cells below and beside the origin of a merged block
        self._text: list[str] | None = None  # of the cell being read
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(" ".join(data.split()) if data.strip() else " ")

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        row, cells = len(self.rows) - 1, self.rows[-1]
        while (row, len(cells)) in self._covered:
            cells.append("")
        column = len(cells)
        down, right = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        if down > 1 or right > 1:
            self.merges.append((row, column, row + down - 1, column + right - 1))
            self._covered |= {(row + y, column + x) for y in range(down) for x in range(right)}
        self._text = []

    def _end_cell(self) -> None:
        if self._text is not None:
            self.rows[-1].append("".join(self._text).strip())
            self._text = None


def _span(text: str | None) -> int:
    return min(int(text), LONGEST_SPAN) if text and text.isdigit() and int(text) else 1
