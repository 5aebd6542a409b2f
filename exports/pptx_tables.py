"""A table of a slide: the largest words with which it fits, the widths of its columns, and its XML as DrawingML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pptx.oxml.ns import nsdecls
from pptx.util import Cm, Pt

from charts.palette import LIGHT
from exports.deck import LINE
from exports.native_charts.looks import xml_text
from exports.sheets import length, lines
from tables.table import Cell, Column, On, Table
from words.terms import Status

SIZES = (16.0, 14.0, 12.0)  # points of a table's words: the largest with which it fits on one slide
MANY_COLUMNS, LEAST_SIZE = 8, 10.0  # tables with more columns have words of this size
LONG = 20  # rows that do not fit on one slide in any size
SIDE, TOP = Cm(0.22), Cm(0.09)  # margins in a cell
WIDEST, NARROWEST = 24.0, 3.0  # Chinese characters of a column
WHOLE = 8.0  # Chinese characters of a word that is not broken, such as a status
SPARE = 0.6  # characters more in each column: PowerPoint breaks a text that just fits
TIGHT = 0.3  # characters fewer when lines are counted, for the same reason
BORDER = 9525  # EMU: three quarters of a point
# PowerPoint's "No Style, No Grid": every other style paints rows of its own.
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def fitting_grid(table: Table, width: int, height: int) -> "Grid":
    """A table with the largest words with which it fits on one slide; else with small ones. width, height: of its room, in EMU."""
    table = table.on(On.BRIEFING)
    if len(table.headers) > MANY_COLUMNS:
        return Grid(table, width, LEAST_SIZE)
    *larger, smallest = SIZES
    for size in larger if len(table.rows) < LONG else ():
        grid = Grid(table, width, size)
        if len(list(grid.pages(height))) == 1:
            return grid
    return Grid(table, width, smallest)


@dataclass(frozen=True)
class Grid:
    """A table laid out for slides, in EMU. room: the width it may take; size: of its words, in points.

    A status has its colour and shape because its cell is one.
    """

    table: Table
    room: int
    size: float

    @cached_property
    def texts(self) -> list[list[str]]:
        return [[_text(*cell) for cell in self.table.cells(row)] for row in self.table.rows]

    @cached_property
    def widths(self) -> list[int]:
        """As wide as the words ask, the widest columns narrower where the slide is too narrow, else all wider."""
        character, sides = Pt(self.size), 2 * SIDE
        room = (self.room - sides * len(self.table.headers)) / character
        least, natural = zip(*map(self._characters, range(len(self.table.columns))), strict=True)
        widths = _stretched(natural, room) if sum(natural) <= room else _squeezed(natural, least, room)
        return [int(width * character + sides) for width in widths]

    def _characters(self, index: int) -> tuple[float, float]:
        """How wide a column is at least, and how wide it would be, in Chinese characters."""
        column = self.table.columns[index]
        longest = max((length(row[index]) for row in self.texts), default=0.0)
        half_header = -(-length(column.header) // 2)  # a header may take two lines
        is_whole = column.is_number or longest <= WHOLE
        least = max(longest if is_whole else 0.0, half_header, NARROWEST) + SPARE
        return least, max(min(max(longest, half_header), WIDEST), least) + SPARE

    @cached_property
    def width(self) -> int:
        return sum(self.widths)

    @cached_property
    def header_height(self) -> int:
        return self._height(self.table.headers)

    @cached_property
    def heights(self) -> list[int]:
        """Of the rows."""
        return [self._height(texts) for texts in self.texts]

    def _height(self, texts: Sequence[str]) -> int:
        most = max(
            sum(lines(line, (width - 2 * SIDE) / Pt(self.size) - TIGHT) for line in text.split("\n"))
            for text, width in zip(texts, self.widths, strict=True)
        )
        return int(Pt(most * self.size * LINE) + 2 * TOP)

    def pages(self, height: int, first_height: int | None = None) -> Iterator[range]:
        """The rows of each page that is `height` high, the first one first_height. A row stands on a page in any case."""
        left = (height if first_height is None else first_height) - self.header_height
        first = 0
        for row, high in enumerate(self.heights):
            if row > first and high > left:
                yield range(first, row)
                first, left = row, height - self.header_height
            left -= high
        yield range(first, len(self.heights))

    def xml(self, rows: range, font: str) -> str:
        """These rows under the header, as an a:tbl."""
        columns = "".join(f'<a:gridCol w="{width}"/>' for width in self.widths)
        return (
            f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1"><a:tableStyleId>{NO_STYLE}</a:tableStyleId>'
            f"</a:tblPr><a:tblGrid>{columns}</a:tblGrid>{self._header(font)}"
            f"{''.join(self._row(row, font) for row in rows)}</a:tbl>"
        )

    def _header(self, font: str) -> str:
        cells = "".join(
            self._cell(column, column.header, font, '<a:schemeClr val="bg1"/>', True, _scheme_fill("accent1"))
            for column in self.table.columns
        )
        return f'<a:tr h="{self.header_height}">{cells}</a:tr>'

    def _row(self, row: int, font: str) -> str:
        cells = ""
        for (column, cell), text in zip(self.table.cells(self.table.rows[row]), self.texts[row], strict=True):
            status = column.status(cell)
            colour = _rgb(LIGHT.statuses[status] if status else LIGHT.text)
            cells += self._cell(column, text, font, colour, status is not None, "<a:noFill/>")
        return f'<a:tr h="{self.heights[row]}">{cells}</a:tr>'

    def _cell(self, column: Column, text: str, font: str, colour: str, is_bold: bool, fill: str) -> str:
        # DrawingML counts the size of words in hundredths of a point.
        look = (
            f'lang="zh-CN" sz="{round(self.size * 100)}" b="{int(is_bold)}"><a:solidFill>{colour}</a:solidFill>'
            f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/><a:cs typeface="{font}"/>'
        )
        align = "r" if column.is_number else "l"
        paragraphs = "".join(
            f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr {look}</a:rPr><a:t>{xml_text(line)}</a:t></a:r></a:p>'
            for line in text.split("\n")
        )
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
            f'<a:tcPr marL="{SIDE}" marR="{SIDE}" marT="{TOP}" marB="{TOP}" anchor="ctr">'
            f'<a:lnB w="{BORDER}"><a:solidFill>{_rgb(LIGHT.line)}</a:solidFill></a:lnB>{fill}</a:tcPr></a:tc>'
        )


def status_counts(table: Table) -> dict[Status, int]:
    """How many rows of a table have which status, the best first."""
    statuses = [status for status in table.row_statuses() if status]
    return {status: statuses.count(status) for status in Status if status in statuses}


def _stretched(natural: Sequence[float], room: float) -> list[float]:
    """All columns wider by the same share, so that they fill the room."""
    extra = room - sum(natural)
    return [width + extra * width / sum(natural) for width in natural]


def _squeezed(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Columns narrower by the same share of what they can spare; where that is too little, by the same share of all."""
    spare = [wide - narrow for wide, narrow in zip(natural, least, strict=True)]
    share = min(1.0, (sum(natural) - room) / sum(spare)) if sum(spare) else 0.0
    widths = [wide - share * part for wide, part in zip(natural, spare, strict=True)]
    if sum(widths) > room:  # headers break where they must
        widths = [width * room / sum(widths) for width in widths]
    return widths


def _text(column: Column, cell: Cell) -> str:
    """A cell as it is printed; the word of a status with its shape."""
    text = column.printed(cell)
    status = column.status(cell)
    return f"{status.shape} {text}" if status else text


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'


def _scheme_fill(name: str) -> str:
    """A fill in a colour of the theme, so that a template's own blue is taken."""
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'
