"""Fonts, fills, lines and words of a native chart, as DrawingML (ECMA-376 part 1, 20.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

from charts.chart import Series
from charts.palette import LIGHT
from exports.briefing.content import clean
from words.terms import Status

FONT = "微软雅黑"  # on every Windows with Chinese; elsewhere a font without serifs takes its place
DOCUMENT_SIZE, SLIDE_SIZE, SHEET_SIZE = 9, 12, 10  # points of the words in a chart
POINT = 12_700  # EMU
NO_FILL = "<a:noFill/>"
NO_LINE = "<a:ln><a:noFill/></a:ln>"
BARE = NO_FILL + NO_LINE
BODY = "<a:bodyPr/>"  # how words stand: flat, and broken where they must


@dataclass(frozen=True)
class Words:
    """How the words of a chart look. size: in points.

    Every font is named, Latin and East Asian, else Office takes another one for Chinese.
    """

    font: str
    size: float

    def properties(self, colour: str = LIGHT.muted, size: float | None = None, is_bold: bool = False) -> str:
        """The look of what a chart writes by itself, such as the numbers of an axis."""
        look = self._look("a:defRPr", colour, size, is_bold)
        return f'<c:txPr>{BODY}<a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'

    def rich(
        self,
        text: str,
        colour: str,
        size: float | None = None,
        is_bold: bool = False,
        body: str = BODY,
    ) -> str:
        """Words of our own. body: how they stand, an a:bodyPr."""
        default, run = (self._look(tag, colour, size, is_bold) for tag in ("a:defRPr", "a:rPr"))
        return (
            f"<c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr>{default}</a:pPr><a:r>"
            f"{run}<a:t>{xml_text(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        )

    def _look(self, tag: str, colour: str, size: float | None, is_bold: bool) -> str:
        font = quoteattr(self.font)
        language = ' lang="zh-CN"' if tag == "a:rPr" else ""
        # DrawingML counts the size of words in hundredths of a point.
        return (
            f'<{tag}{language} sz="{round((size or self.size) * 100)}" b="{int(is_bold)}">'
            f"{fill(colour)}<a:latin typeface={font}/><a:ea typeface={font}/><a:cs typeface={font}/></{tag}>"
        )


def colour(series: Series | None, index: int) -> str:
    """The colour of a series at a category, #rrggbb on paper; None is the mark of the month asked for."""
    if series is None:
        return LIGHT.muted
    role = series.colour if isinstance(series.colour, str) else series.colour[index]
    return LIGHT.fills[Status(role)] if role in set(Status) else str(getattr(LIGHT, role))


def fill(colour: str, opacity: int | None = None) -> str:
    """One colour, #rrggbb. opacity: in thousandths of a percent, as DrawingML counts it; None is solid."""
    alpha = "" if opacity is None else f'<a:alpha val="{opacity}"/>'
    return (
        f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#").upper()}">{alpha}</a:srgbClr></a:solidFill>'
    )


def stroke(colour: str, width: float, dash: str | None = None) -> str:
    """A line. width: in points; dash: a preset of DrawingML such as "sysDot"."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * POINT)}" cap="flat">{fill(colour)}{dashed}<a:round/></a:ln>'


def marker(symbol: str, size: int, inside: str, border: str, width: float) -> str:
    """A mark at a point. size: in points; inside: its fill; border: the colour of its edge, `width` points wide."""
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{inside}{stroke(border, width)}</c:spPr></c:marker>'


def xml_text(text: str) -> str:
    """A text between tags: marked up, and without characters that XML cannot hold."""
    return escaped(clean(text))


def xml_attribute(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    return quoteattr(clean(text), {"\n": "&#10;"})


def first_known(values: Sequence[Any]) -> int:
    """The index of the first known value; 0 when there is none."""
    return next((index for index, value in enumerate(values) if value is not None), 0)
