"""A chart as a native one: drawn by PowerPoint, Word, Excel or WPS itself from a workbook inside it, so that it can be edited.

One writer for slides, documents and sheets. What a native chart cannot do is drawn by what it can: an area or bar
from one value to another stands on an invisible one (its columns in the workbook are where it begins and how long it
is), and a short line across a lying bar stands on an invisible bar of its value.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from charts.chart import RATE, Axis, Chart, Label, Look, Series, Value
from charts.palette import LIGHT
from exports.briefing.content import clean
from exports.sheets import DATE_FORMAT, column_width, length, new_book, put
from words import N_, _
from words.months import first_day
from words.terms import Status

FONT = "微软雅黑"
SHEET = "Sheet1"  # what Office calls the sheet of a chart
DOCUMENT_SIZE, SLIDE_SIZE, SHEET_SIZE = 9, 12, 10  # points of the words in a chart
FEW_LABELS = 7  # months named along an axis, at most
FEW_TICKS = 6  # steps of the axis of values, at most
ROOM = 1.08  # the axis above its highest value, at least
LATE = 0.75  # share of the months from which the name of the month asked for stands left of its line
FADED = 22000  # thousandths of percent: how solid the area of a band is
LINE_WIDTHS = {Look.LINE: 2.25, Look.FORECAST: 2.0}  # points
OTHER_WIDTH = 1.25
DASHES = {Look.PATH: "dash", Look.STEPS: "sysDash", Look.FORECAST: "sysDot"}
TICK_WIDTH = 0.008  # share of the axis
ASIDE = 0.03  # share of a chart's height by which the words at a point stand higher or lower
SHORT = 0.12  # share of the axis; bars shorter than this cannot hold their value
LABEL_SHARE = 0.0125  # share of the months that half a Chinese character of the name of a level takes
MONTH_FORMAT = N_("yyyy-mm")
MONTHS_OF_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
DAYS_OF_STEPS = (7, 14, 31, 61, 92, 183, 366, 731, 1827, 3653)
BARS = (Look.BAR, Look.SPAN, Look.BAND)
BARE = "<a:noFill/><a:ln><a:noFill/></a:ln>"
SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
MAIN, SECOND = (10, 20), (30, 40)  # the identities of the axes: of categories, of values


@dataclass(frozen=True)
class Column:
    """A column of the sheet behind a chart: what the chart draws, in the order in which it draws it."""

    name: str
    values: Sequence[Any]
    number_format: str


@dataclass(frozen=True)
class _Piece:
    """A series as a native chart draws it, from one column.

    form: area, bar, line, or outline (an empty bar). series: what it shows; None for the mark of the month asked for.
    """

    column: Column
    form: str
    series: Series | None = None
    is_base: bool = False  # invisible, carries what comes next
    is_second: bool = False  # stands on axes of its own, which are hidden


def data_columns(chart: Chart) -> list[Column]:
    """The sheet behind a chart: its categories, months as their first day, then what is drawn. Unknown values are None."""
    if chart.axis is Axis.MONTHS:
        months = [first_day(each) for each in chart.categories]
        first = Column(chart.category_title or _("Month"), months, _(MONTH_FORMAT))
    else:
        first = Column(chart.category_title or _("Name"), chart.categories, "@")
    return [first, *(piece.column for piece in _pieces(chart))]


def write_data(sheet: Worksheet, chart: Chart, row: int = 1, column: int = 1) -> None:
    """Write the columns of a chart into a sheet, their names into `row`."""
    for number, told in enumerate(data_columns(chart), start=column):
        put(sheet.cell(row, number), told.name)
        for place, value in enumerate(told.values, start=row + 1):
            cell = sheet.cell(place, number)
            put(cell, value)
            cell.number_format = told.number_format
        widest = max(length(told.name), *(length(str(value)) for value in told.values), 6.0)
        sheet.column_dimensions[get_column_letter(number)].width = column_width(min(widest, 30.0))


def chart_part(chart: Chart, *, font: str = FONT, size: float = SLIDE_SIZE) -> tuple[bytes, bytes]:
    """A chart as the bytes of its XML part and of the workbook that belongs into it.

    size: of its words, in points. The XML names no workbook yet: who keeps both adds c:externalData.
    """
    book = new_book()
    write_data(book.create_sheet(SHEET), chart)
    file = BytesIO()
    book.save(file)
    return chart_xml(chart, font=font, size=size), file.getvalue()


def add_to_slide(
    slide: Any,
    chart: Chart,
    left: int,
    top: int,
    width: int,
    height: int,
    *,
    font: str = FONT,
    size: float = SLIDE_SIZE,
) -> Any:
    """Put a chart on a slide of python-pptx, with its text alternative. Returns the graphic frame; lengths in EMU."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
    from pptx.parts.chart import ChartPart

    xml, workbook = chart_part(chart, font=font, size=size)
    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, xml)
    part.chart_workbook.update_from_xlsx_blob(workbook)
    identity = max((shape.shape_id for shape in slide.shapes), default=1) + 1
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
        identity,
        "",  # written below: here it would have to be XML already
        slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART),
        int(left),
        int(top),
        int(width),
        int(height),
    )
    frame.nvGraphicFramePr.cNvPr.set("name", clean(chart.title))
    frame.nvGraphicFramePr.cNvPr.set("descr", clean(chart.told))
    slide.shapes._spTree.append(frame)
    return next(shape for shape in slide.shapes if shape.shape_id == identity)


def add_to_document(
    run: Any, chart: Chart, width: int, height: int, *, font: str = FONT, size: float = DOCUMENT_SIZE
) -> None:
    """Put a chart into a run of python-docx, in line with the text, with its text alternative; lengths in EMU."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    xml, workbook = chart_part(chart, font=font, size=size)
    package = run.part.package
    book = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        workbook,
        package,
    )
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, None, package)
    inside = f'<c:externalData r:id="{part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)}"><c:autoUpdate val="0"/></c:externalData>'
    part._blob = xml.replace(b"</c:chartSpace>", inside.encode() + b"</c:chartSpace>")
    known = run.part.element.xpath("//wp:docPr/@id")
    identity = max((int(each) for each in known if each.isdigit()), default=0) + 1
    drawing = f"""
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" {SPACES}>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{int(width)}" cy="{int(height)}"/>
<wp:docPr id="{identity}" name={_quoted(chart.title)} descr={_quoted(chart.told)}/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart r:id="{run.part.relate_to(part, RELATIONSHIP_TYPE.CHART)}"/>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""
    run._r.append(parse_xml(drawing))


def chart_xml(
    chart: Chart, *, sheet: str = SHEET, row: int = 1, column: int = 1, font: str = FONT, size: float
) -> bytes:
    """The XML part of a chart whose data write_data wrote into `sheet` at `row` and `column`."""
    return _Drawing(chart, sheet, row, column, font, size).xml().encode()


# --- what is drawn ------------------------------------------------------------------------------------------


def _pieces(chart: Chart) -> list[_Piece]:
    """What is drawn, from back to front, areas before bars before lines. Unknown values are None.

    Raises ValueError for spans and ticks that no two pairs of axes can show together.
    """
    is_over_months = chart.axis is Axis.MONTHS
    ticks = [each for each in chart.series if each.look not in BARS] if not is_over_months else []
    areas: list[_Piece] = []
    bars: list[_Piece] = []
    lines: list[_Piece] = []
    reached: list[Value] = [None] * len(chart.categories)
    for series in chart.series:
        if series.look is Look.BAND and is_over_months:
            low, high = _filled(series)
            areas += _on_base(chart, series, "area", low, _lengths(low, high))
        elif series.look in (Look.SPAN, Look.BAND):
            bars += _span(chart, series, bars, reached)
        elif series.look is Look.BAR:
            bars.append(_piece(chart, series, "bar"))
        elif is_over_months:
            lines.append(_piece(chart, series, "line"))
    if ticks and any(piece.is_second for piece in bars):
        raise ValueError(f"{chart.name}: spans over each other leave no axes for its ticks")
    if len(ticks) == 1:
        bars += _tick(chart, ticks[0])
    else:
        bars += [replace(_piece(chart, each, "outline"), is_second=True) for each in ticks]
    if is_over_months and chart.now in chart.categories:
        top = _scale(chart)[1]
        mark = [top if month == chart.now else None for month in chart.categories]
        lines.append(_Piece(Column(_("Month shown"), mark, _number_format(chart.unit, [top])), "line"))
    return [*areas, *bars, *lines]


def _piece(chart: Chart, series: Series, form: str) -> _Piece:
    values = [_plain(value) for value in series.values]
    return _Piece(Column(series.name, values, _number_format(chart.unit, values)), form, series)


def _tick(chart: Chart, series: Series) -> list[_Piece]:
    """A short line across each bar: it begins at the value, on an invisible bar that has just this value."""
    base = _piece(chart, series, "bar")
    low, high, _step = _scale(chart)
    width = [None if value is None else round((high - low) * TICK_WIDTH, 6) for value in series.values]
    colour = "text" if series.look is Look.TICK else series.colour
    mark = Column(_("{name}: mark").format(name=series.name), width, "General")
    return [
        replace(base, is_base=True, is_second=True),
        _Piece(mark, "bar", replace(series, colour=colour, has_labels=False), is_second=True),
    ]


def _on_base(
    chart: Chart, series: Series, form: str, low: Sequence[Value], size: Sequence[Value]
) -> list[_Piece]:
    is_days = any(isinstance(value, date) for value in low)
    low_format = DATE_FORMAT if is_days else _number_format(chart.unit, low)
    size_format = "0" if is_days else _number_format(chart.unit, size)
    start = _("{name}: from").format(name=series.name)
    return [
        _Piece(Column(start, low, low_format), form, series, is_base=True),
        _Piece(Column(series.name, size, size_format), form, series),
    ]


def _span(chart: Chart, series: Series, before: Sequence[_Piece], reached: list[Value]) -> list[_Piece]:
    """A span over lying bars. Where it goes on from the spans before it, it is stacked on them; else it is drawn over them.

    reached: up to where each bar is drawn so far, None before its first span; brought up to date. Drawn over others, a
    span takes axes of its own, of which there is one more pair.
    """
    low = [_plain(value) for value in series.values]
    high = [_plain(value) for value in series.upper or ()]
    goes_on = all(
        first is None or end is None or first == _next(end) for first, end in zip(low, reached, strict=True)
    )
    if not goes_on:
        if any(piece.is_second for piece in before):
            raise ValueError(f"“{series.name}” is one span more than two pairs of axes can show")
        return [
            replace(piece, is_second=True)
            for piece in _on_base(chart, series, "bar", low, _lengths(low, high))
        ]
    # Where a bar goes on it stands on what is drawn already and needs no base.
    base = [first if end is None else None for first, end in zip(low, reached, strict=True)]
    pieces = _on_base(chart, series, "bar", base, _lengths(low, high))
    reached[:] = [end if last is None else last for last, end in zip(high, reached, strict=True)]
    return pieces if any(value is not None for value in base) else pieces[1:]


def _next(end: Any) -> Any:
    """Where a span goes on that ended there: on the next day, or at the same value."""
    return end + timedelta(days=1) if isinstance(end, date) else end


def _lengths(low: Sequence[Value], high: Sequence[Value]) -> list[Value]:
    """How long spans are; of days with the last one."""
    return [_length(first, last) for first, last in zip(low, high, strict=True)]


def _length(first: Any, last: Any) -> float | None:
    if first is None or last is None:
        return None
    if isinstance(first, date) and isinstance(last, date):
        return (last - first).days + 1
    return round(last - first, 9)


def _filled(series: Series) -> tuple[list[Value], list[Value]]:
    """The edges of a band. Where it is unknown it has no width: a native area falls to 0 over a gap."""
    edges = [(_plain(low), _plain(high)) for low, high in zip(series.values, series.upper or (), strict=True)]
    known = [place for place, (low, high) in enumerate(edges) if low is not None and high is not None]
    if not known:
        return [None] * len(edges), [None] * len(edges)
    near = [min(known, key=lambda place: abs(place - here)) for here in range(len(edges))]
    low = [edges[place][0] for place in near]
    return low, [edges[place][1] if place == here else edges[place][0] for here, place in enumerate(near)]


def _plain(value: Any) -> Value:
    """A value without numpy's types; NaN is unknown."""
    if value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def _number_format(unit: str | None, values: Iterable[Value]) -> str:
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if any(isinstance(value, date) for value in values):
        return DATE_FORMAT
    if unit == RATE:
        return "0%" if all(round(number * 100, 6).is_integer() for number in numbers) else "0.0%"
    return "#,##0" if all(number.is_integer() for number in numbers) else "#,##0.0#"


# --- the axis of values -------------------------------------------------------------------------------------


def _scale(chart: Chart) -> tuple[float, float, float]:
    """The axis of values: where it begins and ends, and its step. From 0 for numbers, from the first day for days."""
    numbers = [_number(value) for series in chart.series for value in (*series.values, *(series.upper or ()))]
    known = [number for number in numbers if number is not None]
    bars = [series.values for series in chart.series if series.look is Look.BAR]
    known += [sum(filter(None, map(_number, stack)), 0.0) for stack in zip(*bars, strict=True)]
    if any(isinstance(value, date) for series in chart.series for value in series.values):
        low, high = min(known), max(known) + 1
        step = next(
            (each for each in DAYS_OF_STEPS if (high - low) / each <= FEW_TICKS + 1), DAYS_OF_STEPS[-1]
        )
        return low, high, step
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        high = 1.0
    is_share = chart.unit == RATE and 0.5 < high <= 1
    if is_share:
        return low, 1.1 if any(series.has_labels for series in chart.series) else 1.0, 0.2
    is_whole = chart.unit != RATE and all(number.is_integer() for number in known)
    rough = (high - low) * ROOM / FEW_TICKS
    tens = 10 ** math.floor(math.log10(rough))
    step = next(tens * each for each in (1, 2, 2.5, 5, 10) if tens * each >= rough * (1 - 1e-9))
    if is_whole:
        step = max(1.0, math.ceil(step))
    end = math.ceil(round(high * ROOM / step, 9)) * step
    return math.floor(round(low / step, 9)) * step, round(end, 9), step


def _number(value: Any) -> float | None:
    value = _plain(value)
    if value is None:
        return None
    return float(to_excel(value)) if isinstance(value, date) else float(value)


# --- how it is written --------------------------------------------------------------------------------------


class _Drawing:
    """The XML of one chart. Elements stand in the order that the schema of charts (ECMA-376 part 1, 21.2) asks for."""

    def __init__(self, chart: Chart, sheet: str, row: int, column: int, font: str, size: float):
        self.chart, self.sheet, self.row, self.column = chart, sheet, row, column
        self.font, self.size = font, size
        self.pieces = _pieces(chart)
        self.names = data_columns(chart)[0]
        self.low, self.high, self.step = _scale(chart)
        self.is_over_months = chart.axis is Axis.MONTHS
        self.labels = self._placed_labels()

    def xml(self) -> str:
        groups, axes = [], self._axes(MAIN)
        kinds = [("bar" if piece.form == "outline" else piece.form, piece.is_second) for piece in self.pieces]
        for form, is_second in dict.fromkeys(kinds):
            members = [place for place, kind in enumerate(kinds) if kind == (form, is_second)]
            groups.append(self._plot(form, members, SECOND if is_second else MAIN))
        if any(piece.is_second for piece in self.pieces):
            axes += self._axes(SECOND)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {SPACES}>'
            '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
            '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
            f"{''.join(groups)}{axes}<c:spPr><a:noFill/></c:spPr></c:plotArea>{self._legend()}"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"<c:spPr>{BARE}</c:spPr>{self._words()}</c:chartSpace>"
        )

    def _plot(self, form: str, members: Sequence[int], axes: tuple[int, int]) -> str:
        inside = "".join(self._series(place, self.pieces[place]) for place in members)
        identities = f'<c:axId val="{axes[0]}"/><c:axId val="{axes[1]}"/>'
        if form == "area":
            return f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{inside}{identities}</c:areaChart>'
        if form == "line":
            return (
                f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inside}'
                f'<c:marker val="1"/>{identities}</c:lineChart>'
            )
        is_alone = len([place for place in members if self.pieces[place].form == "bar"]) <= 1
        return (
            f'<c:barChart><c:barDir val="{"col" if self.is_over_months else "bar"}"/>'
            f'<c:grouping val="{"clustered" if is_alone else "stacked"}"/><c:varyColors val="0"/>{inside}'
            f'<c:gapWidth val="60"/><c:overlap val="100"/>{identities}</c:barChart>'
        )

    def _series(self, place: int, piece: _Piece) -> str:
        told = f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx>{self._name(place, piece)}</c:tx>'
        data = f"<c:cat>{self._categories()}</c:cat><c:val>{self._values(place + 1, piece.column)}</c:val>"
        labels = self._data_labels(place, piece)
        if piece.form == "line":
            return f'<c:ser>{told}{self._line(piece)}{labels}{self._upright(piece)}{data}<c:smooth val="0"/></c:ser>'
        if piece.form == "outline":
            colour = _colour(piece.series, _first(piece.column.values))
            look = f"<c:spPr><a:noFill/>{_stroke(colour, 1.5)}</c:spPr>"
            return f'<c:ser>{told}{look}<c:invertIfNegative val="0"/>{labels}{data}</c:ser>'
        invert = '<c:invertIfNegative val="0"/>' if piece.form == "bar" else ""
        if piece.is_base:
            return f"<c:ser>{told}<c:spPr>{BARE}</c:spPr>{invert}{data}</c:ser>"
        series = piece.series
        fade = f'<a:alpha val="{FADED}"/>' if piece.form == "area" else ""
        is_large_mark = piece.is_second and self.size >= SLIDE_SIZE
        border = _stroke(LIGHT.card, 0.75) if is_large_mark else "<a:ln><a:noFill/></a:ln>"
        look = f"<c:spPr>{_fill(_colour(series, 0), fade)}{border}</c:spPr>"
        return f"<c:ser>{told}{look}{invert}{self._points(piece)}{labels}{data}</c:ser>"

    def _points(self, piece: _Piece) -> str:
        """Bars of a colour of their own."""
        series = piece.series
        if series is None or isinstance(series.colour, str) or piece.form != "bar":
            return ""
        return "".join(
            f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{_fill(_colour(series, place))}<a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
            for place, value in enumerate(piece.column.values)
            if value is not None
        )

    def _line(self, piece: _Piece) -> str:
        no_line, no_marker = (
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>",
            '<c:marker><c:symbol val="none"/></c:marker>',
        )
        series = piece.series
        if series is None:
            return no_line + no_marker
        colour = _colour(series, _first(piece.column.values))
        match series.look:
            case Look.POINT:
                return no_line + _marker("circle", 11, _fill(colour), LIGHT.card, 1.5)
            case Look.CROSS:
                return no_line + _marker("x", 6, "<a:noFill/>", colour, 1.25)
            case Look.TICK:
                return no_line + _marker("dash", 12, _fill(colour), colour, 1.25)
        width = LINE_WIDTHS.get(series.look, OTHER_WIDTH)
        dash = DASHES.get(series.look)
        marker = _marker("circle", 4, _fill(colour), colour, 0.75) if series.look is Look.LINE else no_marker
        return f"<c:spPr>{_stroke(colour, width, dash)}</c:spPr>{marker}"

    def _upright(self, piece: _Piece) -> str:
        """The upright line at the month asked for."""
        if piece.series is not None:
            return ""
        return (
            '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/>'
            f'<c:noEndCap val="1"/><c:val val="100"/><c:spPr>{_stroke(LIGHT.muted, 1, "sysDot")}</c:spPr></c:errBars>'
        )

    # --- data, with what it showed last, so that it is drawn without opening the workbook ---

    def _cells(self, number: int) -> str:
        letter = get_column_letter(self.column + number)
        first = self.row + 1
        quoted = self.sheet.replace("'", "''")
        return escape(f"'{quoted}'!${letter}${first}:${letter}${self.row + len(self.chart.categories)}")

    def _name(self, place: int, piece: _Piece) -> str:
        """The name of a series, from its column. What is invisible has none beside lying bars: which entries of the
        legend are left out is counted there in another order by LibreOffice."""
        if piece.is_base and not self.is_over_months:
            return "<c:v> </c:v>"
        if piece.series and piece.series.name != piece.column.name:
            return f"<c:v>{escape(piece.series.name)}</c:v>"
        quoted = self.sheet.replace("'", "''")
        cell = f"'{quoted}'!${get_column_letter(self.column + place + 1)}${self.row}"
        name = piece.column.name
        return (
            f'<c:strRef><c:f>{escape(cell)}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt>'
            "</c:strCache></c:strRef>"
        )

    def _categories(self) -> str:
        if self.is_over_months:
            return self._values(0, self.names)
        points = "".join(
            f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>'
            for place, name in enumerate(self.names.values)
        )
        count = len(self.names.values)
        return f'<c:strRef><c:f>{self._cells(0)}</c:f><c:strCache><c:ptCount val="{count}"/>{points}</c:strCache></c:strRef>'

    def _values(self, number: int, column: Column) -> str:
        points = "".join(
            f'<c:pt idx="{place}"><c:v>{_number(value)!r}</c:v></c:pt>'
            for place, value in enumerate(column.values)
            if value is not None
        )
        return (
            f"<c:numRef><c:f>{self._cells(number)}</c:f><c:numCache><c:formatCode>{escape(column.number_format)}"
            f'</c:formatCode><c:ptCount val="{len(column.values)}"/>{points}</c:numCache></c:numRef>'
        )

    # --- words ---

    def _words(self, colour: str = LIGHT.muted, size: float | None = None, is_bold: bool = False) -> str:
        """The look of words: every font is named, Latin and East Asian, else Office takes another one for Chinese."""
        looks = self._looks("a:defRPr", colour, size, is_bold)
        return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{looks}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'

    def _looks(self, tag: str, colour: str, size: float | None, is_bold: bool) -> str:
        font = quoteattr(self.font)
        spoken = ' lang="zh-CN"' if tag == "a:rPr" else ""
        return (
            f'<{tag}{spoken} sz="{round((size or self.size) * 100)}" b="{int(is_bold)}">'
            f"{_fill(colour)}<a:latin typeface={font}/><a:ea typeface={font}/><a:cs typeface={font}/></{tag}>"
        )

    def _rich(self, text: str, colour: str, size: float | None = None, is_bold: bool = False) -> str:
        return (
            f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{self._looks('a:defRPr', colour, size, is_bold)}</a:pPr><a:r>"
            f"{self._looks('a:rPr', colour, size, is_bold)}<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        )

    def _placed_labels(self) -> dict[int, list[tuple[int, Label]]]:
        """{piece: its labels, each with the place of its category}: a label belongs to the series that has its value there."""
        placed: dict[int, list[tuple[int, Label]]] = {}
        for label in self.chart.labels:
            if label.category not in self.chart.categories:
                continue
            here = list(self.chart.categories).index(label.category)
            fitting = [
                place
                for place, piece in enumerate(self.pieces)
                if not piece.is_base and piece.series and piece.column.values[here] == label.value
            ]
            if fitting:  # what is drawn last stands in front
                place = fitting[-1]
                series = self.pieces[place].series
                if series and series.look is Look.LEVEL:
                    here = self._along(here, label.text)
                placed.setdefault(place, []).append((here, label))
        return placed

    def _along(self, here: int, text: str) -> int:
        """A month as far from the ends as the name of a level needs, which stands in the middle above it."""
        count = len(self.chart.categories)
        room = min(math.ceil(LABEL_SHARE * length(text) * count), (count - 1) // 2)
        return min(max(here, room), count - 1 - room)

    def _data_labels(self, place: int, piece: _Piece) -> str:
        named = "".join(self._label(place, here, label) for here, label in self.labels.get(place, ()))
        if piece.series is None:
            here = _first(piece.column.values)
            is_late = here > LATE * len(self.chart.categories)
            text = self._rich(self.chart.category_text(self.chart.categories[here]), LIGHT.muted)
            named = _point_label(here, text, "l" if is_late else "r")
        if piece.series is not None and piece.series.has_labels and piece.form == "bar":
            return f"<c:dLbls>{named}{self._values_at_bars(piece)}</c:dLbls>"
        return f"<c:dLbls>{named}{_shown(value=0)}</c:dLbls>" if named else ""

    def _values_at_bars(self, piece: _Piece) -> str:
        """A bar's value: behind its end; inside where bars stand on one another, and where a line may stand behind
        its end, unless the bar is too short."""
        beside = [each for each in self.pieces if each.form == "bar" and each.is_second == piece.is_second]
        form = f"{piece.column.number_format};-{piece.column.number_format};"  # 0 is not written
        shown = f'<c:numFmt formatCode={_quoted(form)} sourceLinked="0"/><c:spPr>{BARE}</c:spPr>'
        outside = f'{shown}{self._words(LIGHT.text)}<c:dLblPos val="outEnd"/>{_shown(value=1)}'
        inside = shown + self._words(LIGHT.card, is_bold=True) + '<c:dLblPos val="{}"/>' + _shown(value=1)
        if len(beside) > 1:
            return inside.format("ctr")
        if not any(each.is_second for each in self.pieces):
            return outside
        short = "".join(
            f'<c:dLbl><c:idx val="{place}"/>{outside}</c:dLbl>'
            for place, value in enumerate(piece.column.values)
            if value is not None and value < SHORT * self.high
        )
        return short + inside.format("inBase")

    def _label(self, place: int, here: int, label: Label) -> str:
        is_large = label.size > 14
        text = self._rich(
            label.text, getattr(LIGHT, label.colour), self.size * label.size / 14, is_bold=is_large
        )
        if not self.is_over_months:
            return _point_label(here, text, "inEnd" if label.is_left else "outEnd")
        if self.pieces[place].series.look is Look.LEVEL:  # type: ignore[union-attr]
            return _point_label(here, text, "b" if label.is_below else "t")
        return _point_label(here, text, "l" if label.is_left else "r", ASIDE if label.is_below else -ASIDE)

    # --- axes and legend ---

    def _axes(self, axes: tuple[int, int]) -> str:
        is_hidden, is_flat = axes == SECOND, self.is_over_months
        names, values = axes
        line = f"<c:spPr>{_stroke(LIGHT.line, 1)}</c:spPr>"
        has_bars = any(piece.form in ("bar", "outline") for piece in self.pieces)
        is_days = any(isinstance(value, date) for piece in self.pieces for value in piece.column.values)
        steps = [self.low, self.high, self.step]
        number_format = _(MONTH_FORMAT) if is_days else _number_format(self.chart.unit, steps)
        crossing = "autoZero" if is_flat else "max"  # names run from top to bottom
        if is_hidden:
            crossing = "max" if is_flat else "autoZero"
        return (
            f"{self._months(names, values) if is_flat else self._named(names, values, is_hidden)}"
            f'<c:valAx><c:axId val="{values}"/><c:scaling><c:orientation val="minMax"/><c:max val="{self.high!r}"/>'
            f'<c:min val="{self.low!r}"/></c:scaling><c:delete val="0"/><c:axPos val="{"l" if is_flat else ("t" if is_hidden else "b")}"/>'
            f"{'' if is_hidden else f'<c:majorGridlines>{line}</c:majorGridlines>{self._unit()}'}"
            f'<c:numFmt formatCode={_quoted(number_format)} sourceLinked="0"/>'
            f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{"none" if is_hidden else "nextTo"}"/>'
            f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{self._words()}<c:crossAx val="{names}"/><c:crosses val="{crossing}"/>'
            f'<c:crossBetween val="{"between" if has_bars else "midCat"}"/><c:majorUnit val="{self.step!r}"/></c:valAx>'
        )

    def _months(self, names: int, values: int) -> str:
        count = len(self.chart.categories)
        step = next((each for each in MONTHS_OF_STEPS if count / each <= FEW_LABELS), MONTHS_OF_STEPS[-1])
        month_format = _quoted(_(MONTH_FORMAT))
        return (
            f'<c:dateAx><c:axId val="{names}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode={month_format} sourceLinked="0"/>'
            '<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f"<c:spPr>{_stroke(LIGHT.line, 1)}</c:spPr>{self._words(LIGHT.text)}"
            f'<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/>'
            f'<c:baseTimeUnit val="months"/><c:majorUnit val="{step}"/><c:majorTimeUnit val="months"/></c:dateAx>'
        )

    def _named(self, names: int, values: int, is_hidden: bool) -> str:
        return (
            f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
            f'<c:delete val="{int(is_hidden)}"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f"<c:spPr>{_stroke(LIGHT.line, 1)}</c:spPr>{self._words(LIGHT.text)}"
            f'<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )

    def _unit(self) -> str:
        """The unit beside the axis of values."""
        unit = self.chart.unit
        if not unit or unit == RATE:
            return ""
        upright = '<a:bodyPr rot="0" vert="horz"/>'
        rich = self._rich(unit, LIGHT.muted).replace("<a:bodyPr/>", upright, 1)
        return f'<c:title>{rich}<c:overlay val="0"/></c:title>'

    def _legend(self) -> str:
        """What is drawn, without what is invisible, stands named beside its line, or only points out a value."""
        hidden = {
            place
            for place, piece in enumerate(self.pieces)
            if (piece.is_base and self.is_over_months)
            or piece.series is None
            or piece.series.look is Look.POINT
            or (piece.series.look is Look.LEVEL and place in self.labels)
        }
        if len(self.pieces) - len(hidden) < 2:
            return ""
        left_out = "".join(
            f'<c:legendEntry><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
            for place in sorted(hidden)
        )
        return f'<c:legend><c:legendPos val="t"/>{left_out}<c:overlay val="0"/>{self._words(LIGHT.text)}</c:legend>'


def escape(text: str) -> str:
    return escaped(clean(text))


def _quoted(text: str) -> str:
    return quoteattr(clean(text), {"\n": "&#10;"})


def _first(values: Sequence[Any]) -> int:
    """The place of the first known value; 0 when there is none."""
    return next((place for place, value in enumerate(values) if value is not None), 0)


def _colour(series: Series | None, place: int) -> str:
    if series is None:
        return LIGHT.muted
    role = series.colour if isinstance(series.colour, str) else series.colour[place]
    return LIGHT.fills[Status(role)] if role in set(Status) else getattr(LIGHT, role)


def _fill(colour: str, inside: str = "") -> str:
    return (
        f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#").upper()}">{inside}</a:srgbClr></a:solidFill>'
    )


def _stroke(colour: str, width: float, dash: str | None = None) -> str:
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * 12700)}" cap="flat">{_fill(colour)}{dashed}<a:round/></a:ln>'


def _marker(symbol: str, size: int, fill: str, border: str, width: float) -> str:
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{fill}{_stroke(border, width)}</c:spPr></c:marker>'


def _point_label(here: int, text: str, position: str, down: float = 0.0) -> str:
    """Words at a point; down: how much lower they stand than their position, as a share of the chart's height."""
    moved = ""
    if down:
        moved = f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{down}"/></c:manualLayout></c:layout>'
    text = text.replace("<a:bodyPr/>", '<a:bodyPr wrap="none"/>', 1)
    return (
        f'<c:dLbl><c:idx val="{here}"/>{moved}{text}<c:spPr>{BARE}</c:spPr><c:dLblPos val="{position}"/>'
        f"{_shown(value=1)}</c:dLbl>"
    )


def _shown(*, value: int) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
