"""A native chart as its XML part. Elements stand in the order that the schema of charts (ECMA-376 part 1, 21.2) asks for."""

from charts.chart import Chart, Look
from charts.palette import LIGHT
from exports.native_charts.axes import MAIN, SECOND, axes_xml
from exports.native_charts.drawing import DataRange, Drawing
from exports.native_charts.labels import Placed, placed
from exports.native_charts.looks import BARE, FONT, NO_FILL, Words
from exports.native_charts.pieces import Form
from exports.native_charts.series import plot, series_xml

SHEET = "Sheet1"  # what Office calls the sheet of a chart
SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def chart_xml(
    chart: Chart, *, sheet: str = SHEET, row: int = 1, column: int = 1, font: str = FONT, size: float
) -> bytes:
    """The XML part of a chart whose data write_data wrote into `sheet` at `row` and `column`. size: of its words, in points."""
    drawing = Drawing(chart, Words(font, size), DataRange(sheet, row, column, len(chart.categories)))
    labels = placed(drawing)
    axes = axes_xml(drawing, MAIN)
    if any(piece.is_second for piece in drawing.pieces):
        axes += axes_xml(drawing, SECOND)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {SPACES}>'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f"{_plots(drawing, labels)}{axes}<c:spPr>{NO_FILL}</c:spPr></c:plotArea>{_legend(drawing, labels)}"
        # "gap": what is unknown is not drawn, never as 0.
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{BARE}</c:spPr>{drawing.words.properties()}</c:chartSpace>"
    ).encode()


def _plots(drawing: Drawing, labels: Placed) -> str:
    """The pieces, those of one form and one pair of axes together, in the order of the first of each."""
    groups: dict[tuple[Form, bool], list[int]] = {}
    for index, piece in enumerate(drawing.pieces):
        form = Form.BAR if piece.is_bar else piece.form
        groups.setdefault((form, piece.is_second), []).append(index)
    return "".join(
        plot(
            drawing,
            form,
            indices,
            "".join(series_xml(drawing, index, labels.get(index, [])) for index in indices),
            SECOND if is_second else MAIN,
        )
        for (form, is_second), indices in groups.items()
    )


def _legend(drawing: Drawing, labels: Placed) -> str:
    """What is drawn, without what is invisible, stands named beside its line, or only points out a value."""
    hidden = [
        index
        for index, piece in enumerate(drawing.pieces)
        if (piece.is_base and drawing.is_over_months)
        or piece.series is None
        or piece.series.look is Look.POINT
        or (piece.series.look is Look.LEVEL and index in labels)
    ]
    if len(drawing.pieces) - len(hidden) < 2:
        return ""
    left_out = "".join(
        f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>' for index in hidden
    )
    words = drawing.words.properties(LIGHT.text)
    return f'<c:legend><c:legendPos val="t"/>{left_out}<c:overlay val="0"/>{words}</c:legend>'
