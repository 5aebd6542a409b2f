"""The words at the points and bars of a native chart."""

import math

from charts.chart import Label, Look
from charts.palette import LIGHT
from exports.native_charts.drawing import Drawing
from exports.native_charts.looks import BARE, first_known, xml_attribute
from exports.native_charts.pieces import Form, Piece
from exports.sheets import length

LATE = 0.75  # share of the months from which the name of the month asked for stands left of its line
ASIDE = 0.03  # share of a chart's height by which the words at a point stand higher or lower, off its line
SHORT = 0.12  # share of the axis; bars shorter than this cannot hold their value
CHARACTER = 0.0125  # share of the months that half a Chinese character of the name of a level takes
BODY_SIZE = 14  # pixels of ordinary words in a Label; what is larger is bold
UNBROKEN = '<a:bodyPr wrap="none"/>'

Placed = dict[int, list[tuple[int, Label]]]  # {piece: its labels, each with the index of its category}


def placed(drawing: Drawing) -> Placed:
    """The labels of a chart at the pieces that have their values; of several, the one in front."""
    labels: Placed = {}
    categories = list(drawing.chart.categories)
    for label in drawing.chart.labels:
        if label.category not in categories:
            continue
        row = categories.index(label.category)
        fitting = [
            index
            for index, piece in enumerate(drawing.pieces)
            if not piece.is_base and piece.series and piece.column.values[row] == label.value
        ]
        if fitting:  # what is drawn last stands in front
            series = drawing.pieces[fitting[-1]].series
            if series and series.look is Look.LEVEL:
                row = _away_from_the_ends(row, label.text, len(categories))
            labels.setdefault(fitting[-1], []).append((row, label))
    return labels


def _away_from_the_ends(row: int, text: str, count: int) -> int:
    """A month as far from the ends as the name of a level needs, which stands in the middle above it."""
    room = min(math.ceil(CHARACTER * length(text) * count), (count - 1) // 2)
    return min(max(row, room), count - 1 - room)


def data_labels(drawing: Drawing, piece: Piece, labels: list[tuple[int, Label]]) -> str:
    """The labels of one piece as XML; nothing where it has none."""
    if piece.series is None:
        labels_xml = _month_name(drawing, piece)
    else:
        labels_xml = "".join(_label(drawing, piece.series.look, row, label) for row, label in labels)
        if piece.series.has_labels and piece.form is Form.BAR:
            return f"<c:dLbls>{labels_xml}{_values_at_bars(drawing, piece)}</c:dLbls>"
    return f"<c:dLbls>{labels_xml}{_shown(value=False)}</c:dLbls>" if labels_xml else ""


def _month_name(drawing: Drawing, piece: Piece) -> str:
    """The name of the month asked for beside the top of its line."""
    chart, row = drawing.chart, first_known(piece.column.values)
    is_late = row > LATE * len(chart.categories)
    text = drawing.words.rich(chart.category_text(chart.categories[row]), LIGHT.muted, body=UNBROKEN)
    return _point_label(row, text, "l" if is_late else "r")


def _label(drawing: Drawing, look: Look, row: int, label: Label) -> str:
    text = drawing.words.rich(
        label.text,
        getattr(LIGHT, label.colour),
        drawing.words.size * label.size / BODY_SIZE,
        is_bold=label.size > BODY_SIZE,
        body=UNBROKEN,
    )
    if not drawing.is_over_months:
        return _point_label(row, text, "inEnd" if label.is_left else "outEnd")
    if look is Look.LEVEL:
        return _point_label(row, text, "b" if label.is_below else "t")
    return _point_label(row, text, "l" if label.is_left else "r", ASIDE if label.is_below else -ASIDE)


def _values_at_bars(drawing: Drawing, piece: Piece) -> str:
    """A bar's value: behind its end; inside where bars stand on one another, and where a line may stand behind
    its end, unless the bar is too short."""
    beside = [
        other for other in drawing.pieces if other.form is Form.BAR and other.is_second == piece.is_second
    ]
    number_format = f"{piece.column.number_format};-{piece.column.number_format};"  # 0 is not written
    shown = f'<c:numFmt formatCode={xml_attribute(number_format)} sourceLinked="0"/><c:spPr>{BARE}</c:spPr>'
    outside = f'{shown}{drawing.words.properties(LIGHT.text)}<c:dLblPos val="outEnd"/>{_shown(value=True)}'
    inside = (
        shown
        + drawing.words.properties(LIGHT.card, is_bold=True)
        + '<c:dLblPos val="{}"/>'
        + _shown(value=True)
    )
    # PowerPoint repairs a file in which stacked bars have labels outside ("outEnd").
    if len(beside) > 1:
        return inside.format("ctr")
    if not any(other.is_second for other in drawing.pieces):
        return outside
    short = "".join(
        f'<c:dLbl><c:idx val="{row}"/>{outside}</c:dLbl>'
        for row, value in enumerate(piece.column.values)
        if value is not None and value < SHORT * drawing.scale.high
    )
    return short + inside.format("inBase")


def _point_label(row: int, text: str, position: str, lower_by: float = 0.0) -> str:
    """Words at a point. lower_by: how much lower they stand than their position, as a share of the chart's height."""
    moved = ""
    if lower_by:
        moved = f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{lower_by}"/></c:manualLayout></c:layout>'
    return (
        f'<c:dLbl><c:idx val="{row}"/>{moved}{text}<c:spPr>{BARE}</c:spPr><c:dLblPos val="{position}"/>'
        f"{_shown(value=True)}</c:dLbl>"
    )


def _shown(*, value: bool) -> str:
    """What a label shows: the value, or nothing but the words it has."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
