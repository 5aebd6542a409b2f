"""A table of a document as WordprocessingML: as wide as the text block, the header on every page, no row cut in two."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.ns import nsdecls

from charts.palette import LIGHT
from exports.docx_page import BREAK, FANG, HEI, NO_INDENT, TWIPS, run_xml
from exports.sheets import length
from tables.table import Cell, Column, On, Table

SIZES, MOST_LINES = (10.5, 9.0), 3  # points of a table's text: the smaller where texts would take more lines
LINE = 1.3  # from line to line, of the size: room for the taller fonts that may stand in
ABOVE = 20  # twips above and below the text of a cell
MARGIN = 57  # twips at each side of a cell: 1 mm
SIDES = 130  # twips that both margins and the lines of a cell take
WHOLE = 3  # characters of a header that is not broken
CENTRED = 4  # characters of a text that stands in the middle of its column, where all of it are as short
UNCUT = 6.5  # characters that stand on one line in every column
NARROWEST = 2.5  # characters of a column
WIDE_DIGITS = 1.35  # how much more the digits of a substitute font may take
FINE = 0.01  # lines, to which the common height of the longest texts is found
MOST_CUT = 100.0  # lines that a text may take, when columns are fitted


@dataclass(frozen=True)
class _Layout:
    """size: of the text, in points; widths: of the columns, in twips; lines: what the longest texts take."""

    size: float
    widths: Sequence[int]
    lines: float


def table_xml(table: Table, width: int) -> str:
    """A table of a briefing as XML, `width` twips wide. A status has its colour and shape because its cell is one."""
    table = table.on(On.BRIEFING)
    texts = [[_text(column, cell) for column, cell in table.cells(row)] for row in table.rows]
    layout = _layout(table, texts, width)
    aligns = [_align(column, [row[index] for row in texts]) for index, column in enumerate(table.columns)]
    header = "".join(
        _cell(_broken(text, wide, layout.size), wide, HEI, layout.size, "center")
        for text, wide in zip(table.headers, layout.widths, strict=True)
    )
    rows = "".join(
        _row(
            "".join(
                _cell(text, wide, FANG, layout.size, align, _colour(column, cell))
                for text, wide, align, (column, cell) in zip(
                    line, layout.widths, aligns, table.cells(row), strict=True
                )
            )
        )
        for line, row in zip(texts, table.rows, strict=True)
    )
    return _framed(layout.widths, _row(header, "<w:tblHeader/>") + rows)


def _framed(widths: Sequence[int], rows: str) -> str:
    """Rows in a grid of thin black lines, half a point wide."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _text(column: Column, cell: Cell) -> str:
    """A cell as it is printed; the word of a status with its shape."""
    text = column.printed(cell)
    status = column.status(cell)
    return f"{status.shape}{text}" if status else text


def _colour(column: Column, cell: Cell) -> str:
    status = column.status(cell)
    return LIGHT.statuses[status].removeprefix("#") if status else ""


def _align(column: Column, texts: Sequence[str]) -> str:
    if column.is_number:
        return "right"
    return "center" if all(len(text) <= CENTRED for text in texts) else "left"


def _cell(text: str, width: int, font: str, size: float, align: str, colour: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{ABOVE}" w:after="{ABOVE}" w:line="{round(size * LINE * TWIPS)}" w:lineRule="exact"/>'
        f'<w:ind {NO_INDENT}/><w:jc w:val="{align}"/></w:pPr>{run_xml(text, font, size, colour=colour)}</w:p></w:tc>'
    )


def _broken(header: str, width: int, size: float) -> str:
    """A header in two even lines where it does not fit on one; before its unit in brackets, if it has one."""
    if header.isascii() or length(header) * size * TWIPS + SIDES <= width:
        return header
    middle = header.find("（")
    middle = middle if middle > 0 else -(-len(header) // 2)
    return header[:middle] + BREAK + header[middle:]


# --- widths -------------------------------------------------------------------------------------------------


def _layout(table: Table, texts: Sequence[Sequence[str]], width: int) -> _Layout:
    """The larger size where no text takes more than MOST_LINES lines, else the smaller one."""
    *larger, smallest = SIZES
    for size in larger:
        layout = _fitted(table, texts, width, size)
        if layout.lines <= MOST_LINES:
            return layout
    return _fitted(table, texts, width, smallest)


def _fitted(table: Table, texts: Sequence[Sequence[str]], width: int, size: float) -> _Layout:
    """Columns as wide as their texts; where those do not fit, so that the longest text of each takes as many lines."""
    character = size * TWIPS
    natural, least = [], []
    for index, column in enumerate(table.columns):
        longest, shortest = _characters(column, [row[index] for row in texts])
        natural.append(longest * character + SIDES)
        least.append(shortest * character + SIDES)

    def cut(lines: float) -> list[float]:
        return [max(wide / lines, narrow) for wide, narrow in zip(natural, least, strict=True)]

    low, high = 1.0, 1.0 if sum(natural) <= width else MOST_CUT
    while high - low > FINE:
        middle = (low + high) / 2
        low, high = (low, middle) if sum(cut(middle)) <= width else (middle, high)
    widths = cut(high)
    spare = (width - sum(widths)) / len(widths)
    return _Layout(size, [int(wide + spare) for wide in widths], high)


def _characters(column: Column, texts: Sequence[str]) -> tuple[float, float]:
    """How wide a column would be, and how wide it is at least, in Chinese characters.

    A header may take two lines, a number takes one: it has room in wider fonts too.
    """
    if column.is_number:
        longest = shortest = max((length(text) * WIDE_DIGITS for text in texts), default=1)
    else:
        # One character more for Chinese: a mark that may not begin a line takes the one before it along.
        longest = max((length(text) + (not text.isascii()) for text in texts), default=1)
        shortest = min(longest, UNCUT)
    header = length(column.header)
    if header > WHOLE:
        header = header / 2 + 0.5  # over two lines, of an odd number of characters too
    return max(longest, header, NARROWEST), max(shortest, header, NARROWEST)
