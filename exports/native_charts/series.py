"""The series of a native chart as XML."""

from collections.abc import Sequence

from charts.chart import Label, Look, Series
from charts.palette import LIGHT
from exports.native_charts.drawing import Drawing
from exports.native_charts.labels import data_labels
from exports.native_charts.looks import (
    BARE,
    NO_FILL,
    NO_LINE,
    SLIDE_SIZE,
    colour,
    fill,
    first_known,
    marker,
    stroke,
    xml_text,
)
from exports.native_charts.pieces import Form, Piece

BAND_OPACITY = 22_000  # thousandths of a percent: lines and the grid show through the area of a band
LINE_WIDTHS = {Look.LINE: 2.25, Look.FORECAST: 2.0}  # points
OTHER_WIDTH = 1.25  # points of a path or a level, which stand back
DASHES = {Look.PATH: "dash", Look.STEPS: "sysDash", Look.FORECAST: "sysDot"}
GAP = 60  # percent of a bar's width between two bars
INVISIBLE_LINE = f"<c:spPr>{NO_LINE}</c:spPr>"
NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'
# Otherwise Excel draws negative bars white.
SAME_BELOW_ZERO = '<c:invertIfNegative val="0"/>'


def plot(drawing: Drawing, form: Form, indices: Sequence[int], inside: str, axes: tuple[int, int]) -> str:
    """The pieces of one form on one pair of axes. inside: their series as XML; axes: (of categories, of values)."""
    identities = f'<c:axId val="{axes[0]}"/><c:axId val="{axes[1]}"/>'
    if form is Form.AREA:
        return f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{inside}{identities}</c:areaChart>'
    if form is Form.LINE:
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inside}'
            f'<c:marker val="1"/>{identities}</c:lineChart>'
        )
    # Only bars in "clustered" may have their value behind their end, so one series alone is not stacked.
    is_alone = len([index for index in indices if drawing.pieces[index].form is Form.BAR]) <= 1
    return (
        f'<c:barChart><c:barDir val="{"col" if drawing.is_over_months else "bar"}"/>'
        f'<c:grouping val="{"clustered" if is_alone else "stacked"}"/><c:varyColors val="0"/>{inside}'
        f'<c:gapWidth val="{GAP}"/><c:overlap val="100"/>{identities}</c:barChart>'
    )


def series_xml(drawing: Drawing, index: int, labels: list[tuple[int, Label]]) -> str:
    """The piece of this index as a series."""
    piece = drawing.pieces[index]
    head = (
        f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx>{_name(drawing, index, piece)}</c:tx>'
        f"{_shape(drawing, piece)}"
    )
    data = f"<c:cat>{drawing.categories()}</c:cat><c:val>{drawing.numbers(index + 1, piece.column)}</c:val>"
    if piece.is_base:
        return f"<c:ser>{head}{data}</c:ser>"
    head += data_labels(drawing, piece, labels)
    if piece.form is Form.LINE:
        return f'<c:ser>{head}{_upright(piece)}{data}<c:smooth val="0"/></c:ser>'
    return f"<c:ser>{head}{data}</c:ser>"


def _name(drawing: Drawing, index: int, piece: Piece) -> str:
    """The name of a series, from its column. What is invisible has none beside lying bars: which entries of the
    legend are left out is counted there in another order by LibreOffice."""
    if piece.is_base and not drawing.is_over_months:
        return "<c:v> </c:v>"
    if piece.series and piece.series.name != piece.column.name:
        return f"<c:v>{xml_text(piece.series.name)}</c:v>"
    return drawing.name(index + 1, piece.column.name)


def _shape(drawing: Drawing, piece: Piece) -> str:
    """How a series is drawn, in the elements that its form has for it."""
    if piece.form is Form.LINE:
        return _line(piece)
    invert = SAME_BELOW_ZERO if piece.is_bar else ""
    if piece.is_base:
        return f"<c:spPr>{BARE}</c:spPr>{invert}"
    if piece.form is Form.OUTLINE:
        edge = stroke(colour(piece.series, first_known(piece.column.values)), 1.5)
        return f"<c:spPr>{NO_FILL}{edge}</c:spPr>{invert}"
    # A mark on a slide is wide enough for an edge in the colour of the ground, which sets it off from its bar.
    is_large_mark = piece.is_second and drawing.words.size >= SLIDE_SIZE
    border = stroke(LIGHT.card, 0.75) if is_large_mark else NO_LINE
    inside = fill(colour(piece.series, 0), BAND_OPACITY if piece.form is Form.AREA else None)
    return f"<c:spPr>{inside}{border}</c:spPr>{invert}{_own_colours(piece)}"


def _own_colours(piece: Piece) -> str:
    """Bars of a colour of their own."""
    series = piece.series
    if series is None or isinstance(series.colour, str) or piece.form is not Form.BAR:
        return ""
    return "".join(
        f'<c:dPt><c:idx val="{row}"/>{SAME_BELOW_ZERO}<c:bubble3D val="0"/>'
        f"<c:spPr>{fill(colour(series, row))}{NO_LINE}</c:spPr></c:dPt>"
        for row, value in enumerate(piece.column.values)
        if value is not None
    )


def _line(piece: Piece) -> str:
    series = piece.series
    if series is None:
        return INVISIBLE_LINE + NO_MARKER
    shade = colour(series, first_known(piece.column.values))
    match series.look:
        case Look.POINT:
            return INVISIBLE_LINE + marker("circle", 11, fill(shade), LIGHT.card, 1.5)
        case Look.CROSS:
            return INVISIBLE_LINE + marker("x", 6, NO_FILL, shade, 1.25)
        case Look.TICK:
            return INVISIBLE_LINE + marker("dash", 12, fill(shade), shade, 1.25)
    return _drawn_line(series, shade)


def _drawn_line(series: Series, shade: str) -> str:
    width = LINE_WIDTHS.get(series.look, OTHER_WIDTH)
    points = marker("circle", 4, fill(shade), shade, 0.75) if series.look is Look.LINE else NO_MARKER
    return f"<c:spPr>{stroke(shade, width, DASHES.get(series.look))}</c:spPr>{points}"


def _upright(piece: Piece) -> str:
    """The upright line at the month asked for: an error bar from its point down by all of its value."""
    if piece.series is not None:
        return ""
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/>'
        f'<c:noEndCap val="1"/><c:val val="100"/><c:spPr>{stroke(LIGHT.muted, 1, "sysDot")}</c:spPr></c:errBars>'
    )
