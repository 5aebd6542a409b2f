"""What all parts of one native chart share: its pieces, its scale, its words, and where its data stand."""

from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from charts.chart import Axis, Chart
from exports.native_charts.looks import Words, xml_text
from exports.native_charts.pieces import Column, Piece, category_column, pieces
from exports.native_charts.scale import Scale, as_number, scale


@dataclass(frozen=True)
class DataRange:
    """Where the data of a chart stand: its headers in `row` of a sheet, the categories from `column` on, `count` of them.

    What the cells held last stands in the XML too, so that a chart is drawn without opening its workbook.
    """

    sheet: str
    row: int
    column: int
    count: int

    def header(self, index: int) -> str:
        """The address of the header of a column; 0 is that of the categories."""
        return f"{self._sheet}!${get_column_letter(self.column + index)}${self.row}"

    def cells(self, index: int) -> str:
        """The address of the cells of a column; 0 is that of the categories."""
        letter = get_column_letter(self.column + index)
        return f"{self._sheet}!${letter}${self.row + 1}:${letter}${self.row + self.count}"

    @property
    def _sheet(self) -> str:
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'"


@dataclass(frozen=True)
class Drawing:
    """A chart on its way to XML."""

    chart: Chart
    words: Words
    data: DataRange

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces(self.chart)

    @cached_property
    def scale(self) -> Scale:
        return scale(self.chart)

    @property
    def is_over_months(self) -> bool:
        return self.chart.axis is Axis.MONTHS

    def categories(self) -> str:
        """The categories as XML: names as text, months as days."""
        column = category_column(self.chart)
        return self.numbers(0, column) if self.is_over_months else self.texts(0, list(column.values))

    def texts(self, index: int, texts: list[str]) -> str:
        """A column of texts as XML: where it stands and what it holds."""
        points = "".join(
            f'<c:pt idx="{row}"><c:v>{xml_text(text)}</c:v></c:pt>' for row, text in enumerate(texts)
        )
        return _text_reference(self.data.cells(index), len(texts), points)

    def name(self, index: int, name: str) -> str:
        """The header of a column as XML."""
        return _text_reference(
            self.data.header(index), 1, f'<c:pt idx="0"><c:v>{xml_text(name)}</c:v></c:pt>'
        )

    def numbers(self, index: int, column: Column) -> str:
        """A column of numbers as XML; unknown ones are left out, which leaves a gap."""
        points = "".join(
            f'<c:pt idx="{row}"><c:v>{as_number(value)!r}</c:v></c:pt>'
            for row, value in enumerate(column.values)
            if value is not None
        )
        return (
            f"<c:numRef><c:f>{xml_text(self.data.cells(index))}</c:f><c:numCache><c:formatCode>{xml_text(column.number_format)}"
            f'</c:formatCode><c:ptCount val="{len(column.values)}"/>{points}</c:numCache></c:numRef>'
        )


def _text_reference(cells: str, count: int, points: str) -> str:
    return (
        f'<c:strRef><c:f>{xml_text(cells)}</c:f><c:strCache><c:ptCount val="{count}"/>{points}'
        "</c:strCache></c:strRef>"
    )
