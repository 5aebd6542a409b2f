"""The axes of a native chart as XML."""

from datetime import date

from charts.chart import RATE
from charts.palette import LIGHT
from exports.native_charts.drawing import Drawing
from exports.native_charts.looks import NO_LINE, stroke, xml_attribute
from exports.native_charts.pieces import MONTH_FORMAT
from exports.native_charts.scale import number_format
from words import _

MAIN, SECOND = (10, 20), (30, 40)  # the identities of the axes: (of categories, of values); any numbers do
FEW_LABELS = 7  # months named along an axis, at most: more would stand askew
MONTHS_OF_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
UPRIGHT = '<a:bodyPr rot="0" vert="horz"/>'


def axes_xml(drawing: Drawing, axes: tuple[int, int]) -> str:
    """A pair of axes: that of the categories, and that of the values. The second pair is hidden."""
    is_hidden = axes == SECOND
    names = _months(drawing, axes) if drawing.is_over_months else _names(drawing, axes, is_hidden)
    return names + _values(drawing, axes, is_hidden)


def _values(drawing: Drawing, axes: tuple[int, int], is_hidden: bool) -> str:
    """The axis of values. The second is not deleted, it has neither words nor lines: its ends have to be those of the first."""
    names, values = axes
    scale, is_flat = drawing.scale, drawing.is_over_months
    grid = f"<c:majorGridlines><c:spPr>{stroke(LIGHT.line, 1)}</c:spPr></c:majorGridlines>"
    # Names run from top to bottom, so that the axis stands at the foot where it crosses the last of them.
    at_the_last = is_flat == is_hidden
    side = "l" if is_flat else ("t" if is_hidden else "b")
    has_days = any(isinstance(value, date) for piece in drawing.pieces for value in piece.column.values)
    steps = [scale.low, scale.high, scale.step]
    form = _(MONTH_FORMAT) if has_days else number_format(drawing.chart.unit_of_measure, steps)
    has_bars = any(piece.is_bar for piece in drawing.pieces)
    return (
        f'<c:valAx><c:axId val="{values}"/><c:scaling><c:orientation val="minMax"/><c:max val="{scale.high!r}"/>'
        f'<c:min val="{scale.low!r}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>'
        f"{'' if is_hidden else grid + _unit_of_measure(drawing)}"
        f'<c:numFmt formatCode={xml_attribute(form)} sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{"none" if is_hidden else "nextTo"}"/>'
        f'<c:spPr>{NO_LINE}</c:spPr>{drawing.words.properties()}<c:crossAx val="{names}"/>'
        f'<c:crosses val="{"max" if at_the_last else "autoZero"}"/>'
        # Lines begin at the edge of the drawing, bars stand between two ticks.
        f'<c:crossBetween val="{"between" if has_bars else "midCat"}"/><c:majorUnit val="{scale.step!r}"/></c:valAx>'
    )


def _months(drawing: Drawing, axes: tuple[int, int]) -> str:
    names, values = axes
    count = len(drawing.chart.categories)
    fitting = (months for months in MONTHS_OF_STEPS if count / months <= FEW_LABELS)
    month_format = xml_attribute(_(MONTH_FORMAT))
    return (
        f'<c:dateAx><c:axId val="{names}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode={month_format} sourceLinked="0"/>'
        '<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{stroke(LIGHT.line, 1)}</c:spPr>{drawing.words.properties(LIGHT.text)}"
        f'<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/>'
        f'<c:baseTimeUnit val="months"/><c:majorUnit val="{next(fitting, MONTHS_OF_STEPS[-1])}"/>'
        '<c:majorTimeUnit val="months"/></c:dateAx>'
    )


def _names(drawing: Drawing, axes: tuple[int, int], is_hidden: bool) -> str:
    names, values = axes
    return (
        f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="{int(is_hidden)}"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{stroke(LIGHT.line, 1)}</c:spPr>{drawing.words.properties(LIGHT.text)}"
        f'<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        # tickLblSkip 1: every bar is named, however many there are.
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _unit_of_measure(drawing: Drawing) -> str:
    """The unit of measure beside the axis of values; its words would lie on their side."""
    unit_of_measure = drawing.chart.unit_of_measure
    if not unit_of_measure or unit_of_measure == RATE:
        return ""
    rich = drawing.words.rich(unit_of_measure, LIGHT.muted, body=UPRIGHT)
    return f'<c:title>{rich}<c:overlay val="0"/></c:title>'
