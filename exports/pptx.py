"""A briefing as slides (PPTX): real titles, native tables and charts, notes, and a text alternative on each drawing.

Cover, the answer on one slide, the contents, then each part. Tables go on over as many slides as they need, with
their header on each; no text is cut. Sentences stand on the slide where they fit under its title, else on slides of
their own, and always in the notes, with the basis of the figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.util import Cm, Emu, Pt

from charts.chart import Axis, Chart
from charts.palette import LIGHT
from exports.briefing.content import (
    Briefing,
    Part,
    clean,
    issue_text,
    lead_text,
    title_parts,
    title_text,
)
from exports.deck import LINE, Deck, lacking, rgb
from exports.native_charts.embedding import add_to_slide
from exports.native_charts.looks import SLIDE_SIZE, xml_text
from exports.sheets import length, lines
from tables.table import Cell, Column, On, Table
from words import _, numbers
from words.terms import Status

__all__ = ["chart_slide", "lacking", "slides"]

CELL_SIZES = (16.0, 14.0, 12.0)  # points of a table's words: the largest with which it fits on one slide
MANY_COLUMNS, CELL_LEAST = 8, 10.0  # tables with more columns have words of this size
LEAD = 14.0  # points of the words above a drawing
BODY_SIZES = (18.0, 16.0)  # points of sentences: the larger if one slide holds them all
SPACE = 8.0  # points behind a paragraph
LEAD_LINES = 3  # lines that may stand above a drawing
CELL_SIDE, CELL_TOP = Cm(0.22), Cm(0.09)  # margins in a cell
WIDEST, NARROWEST = 24.0, 3.0  # Chinese characters of a column
WHOLE = 8.0  # Chinese characters of a word that is not broken, such as a status
LONG = 20  # rows that do not fit on one slide in any size
BARS = 20  # lying bars on one slide
LEAST_PARTS = 3  # parts from which there is a slide of contents
TILE_HEIGHT, WIDE_TILE = Cm(1.9), Cm(4.6)


def slides(briefing: Briefing, template: bytes | None = None) -> bytes:
    """The briefing as PPTX bytes. template: the office's own PPTX or POTX, see deck.lacking.

    Raises UnknownCode for a template that is none.
    """
    return _Slides(Deck(template), briefing.basis, briefing.is_demo).briefing(briefing)


def chart_slide(chart: Chart, remarks: Sequence[str] = ()) -> bytes:
    """One chart as a PPTX of one slide; remarks stand at its foot, such as the month and the plan."""
    writer = _Slides(Deck(), remarks, chart.is_demo)
    for each in _charts((chart,)):
        writer.chart(each, each.title, "", [])
    writer.tell_properties(chart.title, "")
    return writer.deck.bytes()


class _Slides:
    """Writes slides into a deck. basis: what the figures rest on, at the foot of each slide and in its notes."""

    def __init__(self, deck: Deck, basis: Sequence[str], is_demo: bool):
        self.deck, self.basis, self.is_demo = deck, basis, is_demo
        self.footer = " · ".join(basis)

    def briefing(self, briefing: Briefing) -> bytes:
        deck, sections = self.deck, []
        self._cover(briefing)
        whole = self._answer(briefing)
        contents = self._contents(briefing.parts) if len(briefing.parts) >= LEAST_PARTS else None
        sections.append((briefing.name, len(deck.presentation.slides)))
        for place, part in enumerate(briefing.parts):
            first = len(deck.presentation.slides)
            self._part(part, whole)
            count = len(deck.presentation.slides) - first
            if contents is not None and count:
                self._link(contents.paragraphs[place].runs[0], deck.presentation.slides[first])
            sections.append((part.title, count))
        deck.group(sections)
        self.tell_properties(title_text(briefing), briefing.organisation)
        return deck.bytes()

    def tell_properties(self, title: str, author: str) -> None:
        said = self.deck.presentation.core_properties
        said.title, said.comments = clean(title)[:255], clean(self.footer)[:255]
        said.author = said.last_modified_by = clean(author)[:255]

    # --- slides ---

    def slide(self, kind: str, title: str, notes: Sequence[str]) -> Any:
        """A slide with title, foot, mark of demonstration data and notes."""
        slide = self.deck.add(kind, title, self.footer)
        if self.is_demo:
            self._mark_demo(slide)
        frame = slide.notes_slide.notes_text_frame
        told = (
            [*notes, _("Data: {basis}.").format(basis=numbers.clauses([*self.basis]))]
            if self.basis
            else notes
        )
        for place, text in enumerate(told):
            self.deck.say(frame.add_paragraph() if place else frame.paragraphs[0], text, size=12)
        return slide

    def _mark_demo(self, slide: Any) -> None:
        deck = self.deck
        wide = Cm(5.2)
        left = deck.left + deck.width - wide - Cm(1.9)
        frame = deck.box(slide, left, deck.foot + Cm(0.12), wide, Cm(0.7))
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape = frame._parent
        shape.name = _("Demonstration data")
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(LIGHT.demo_ground)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        deck.say(
            frame.paragraphs[0], _("Demonstration data: all values are made up"), size=10, colour=LIGHT.demo
        )

    def _cover(self, briefing: Briefing) -> None:
        slide = self.slide("cover", "\n".join(title_parts(briefing)), [briefing.answer])
        frame = self.deck.body(slide)
        told = [
            f"{briefing.name}  {issue_text(briefing)}",
            *([briefing.organisation] if briefing.organisation else []),
            numbers.day(briefing.told_on),
        ]
        for place, text in enumerate(told):
            self.deck.say(frame.add_paragraph() if place else frame.paragraphs[0], text)

    def _answer(self, briefing: Briefing) -> Table | None:
        """The answer as title, how many targets stand where, and the table that shows it. Returns a table shown whole."""
        deck = self.deck
        sentence = lead_text(briefing)
        told = briefing.parts[0].sentences if briefing.parts else ()
        slide = self.slide("titled", sentence, [sentence, *told])
        table = next((table for part in briefing.parts for table in part.tables), None)
        if table is None:
            return None
        top = deck.top
        counts = _counts(table)
        if counts:
            self._tiles(slide, counts, top)
            top += TILE_HEIGHT + Cm(0.35)
        room = deck.top + deck.height - top
        grid = _fitting(table, deck.width, room)
        if len(list(grid.pages(room))) <= 1:
            self._table(slide, grid, range(len(table.rows)), top)
            return table
        rows = next(grid.pages(room - Cm(0.8)))
        bottom = self._table(slide, grid, rows, top)
        more = _("The first {shown} of {count}; all of them follow.").format(
            shown=len(rows), count=len(table.rows)
        )
        frame = deck.box(slide, deck.left, bottom + Cm(0.15), deck.width, Cm(0.6))
        deck.say(frame.paragraphs[0], more, size=12, colour=LIGHT.muted)
        return None

    def _tiles(self, slide: Any, counts: dict[Status, int], top: int) -> None:
        """How many stand where: a number with the shape and word of its status."""
        deck, gap = self.deck, Cm(0.3)
        wide = min((deck.width - gap * (len(counts) - 1)) // len(counts), Cm(5.5))
        large, small = (28, 14) if wide >= WIDE_TILE else (22, 11)
        for place, (status, count) in enumerate(counts.items()):
            frame = deck.box(slide, deck.left + place * (wide + gap), top, wide, TILE_HEIGHT)
            shape = frame._parent
            shape.name = status.label
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(LIGHT.ground)
            frame.margin_left = Cm(0.3)
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = frame.paragraphs[0]
            deck.say(paragraph, f"{count}", size=large, colour=LIGHT.statuses[status], is_bold=True)
            deck.say(paragraph, f"  {status.shape} {status.label}", size=small, colour=LIGHT.statuses[status])

    def _contents(self, parts: Sequence[Part]) -> Any:
        slide = self.slide("text", _("Contents"), [part.title for part in parts])
        frame = self.deck.body(slide)
        for place, part in enumerate(parts):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            paragraph.space_after = Pt(SPACE)
            self.deck.say(paragraph, part.title, size=None if self.deck.has_template else 20)
        return frame

    def _link(self, run: Any, slide: Any) -> None:
        """A jump to another slide."""
        part = run.part
        relation = part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
        run._r.get_or_add_rPr().append(
            parse_xml(
                f'<a:hlinkClick {nsdecls("a", "r")} r:id="{relation}" action="ppaction://hlinksldjump"/>'
            )
        )

    def _part(self, part: Part, shown: Table | None) -> None:
        """The slides of a part. shown: a table that stands on the slide of the answer already."""
        charts = list(_charts(part.charts))
        tables = [table for table in part.tables if table is not shown]
        sentences = list(part.sentences)
        is_short = sum(self._lines(text, LEAD) for text in sentences) <= LEAD_LINES
        lead = "\n".join(sentences) if is_short and (charts or tables) else ""
        if sentences and not lead:
            self._sentences(part)
        for table in tables:
            self._paged(table, _headed(part, table.title), lead, sentences)
            lead = ""
        for chart in charts:
            self.chart(chart, _headed(part, chart.title), lead or chart.told, sentences)
            lead = ""

    def _lines(self, text: str, size: float) -> int:
        """Lines that a text takes over the width of a slide."""
        return sum(lines(line, self.deck.width / Pt(size) - 1) for line in text.split("\n"))

    def _sentences(self, part: Part) -> None:
        """The sentences of a part in the body of a slide, or of several."""
        deck = self.deck
        for size in BODY_SIZES:
            pages = self._pages_of(part.sentences, size)
            if len(pages) == 1:
                break
        for number, page in enumerate(pages, 1):
            slide = self.slide("text", _numbered(part.title, number, len(pages)), page)
            frame = deck.body(slide)
            for place, sentence in enumerate(page):
                paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
                paragraph.space_after = Pt(SPACE)
                deck.say(paragraph, sentence, size=size)

    def _pages_of(self, sentences: Sequence[str], size: float) -> list[list[str]]:
        """Sentences of a size, slide by slide."""
        pages: list[list[str]] = [[]]
        left = room = Emu(self.deck.height).pt
        for sentence in sentences:
            high = self._lines(sentence, size * 1.06) * size * LINE + SPACE
            if pages[-1] and high > left:
                pages.append([])
                left = room
            pages[-1].append(sentence)
            left -= high
        return pages

    def _lead(self, slide: Any, text: str) -> int:
        """Words above a drawing; returns where the room below them begins."""
        deck = self.deck
        if not text:
            return deck.top
        high = Pt(self._lines(text, LEAD) * LEAD * LINE) + Cm(0.2)
        frame = deck.box(slide, deck.left, deck.top, deck.width, high)
        for place, line in enumerate(text.split("\n")):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            deck.say(paragraph, line, size=LEAD, colour=LIGHT.muted)
        return deck.top + high

    def _paged(self, table: Table, title: str, lead: str, notes: Sequence[str]) -> None:
        """A table over as many slides as it needs; the lead stands on the first."""
        deck = self.deck
        taken = Pt(self._lines(lead, LEAD) * LEAD * LINE) + Cm(0.2) if lead else 0
        grid = _fitting(table, deck.width, deck.height - taken)
        pages = list(grid.pages(deck.height, deck.height - taken))
        for number, rows in enumerate(pages, 1):
            slide = self.slide("titled", _numbered(title, number, len(pages)), notes)
            top = self._lead(slide, lead if number == 1 else "")
            self._table(slide, grid, rows, top)

    def _table(self, slide: Any, grid: "_Grid", rows: range, top: int) -> int:
        """Put rows of a table on a slide; returns where it ends."""
        table = grid.table
        identity = max(shape.shape_id for shape in slide.shapes) + 1
        heights = [grid.header_height, *(grid.heights[row] for row in rows)]
        frame = CT_GraphicalObjectFrame.new_table_graphicFrame(
            identity, clean(table.title), 1, 1, self.deck.left, int(top), int(grid.width), int(sum(heights))
        )
        told = _("{title}: {count} rows; columns: {columns}").format(
            title=table.title, count=len(rows), columns=numbers.names([*table.headers])
        )
        frame.nvGraphicFramePr.cNvPr.set("descr", clean(told))
        data = frame.graphic.graphicData
        data.replace(data.tbl, parse_xml(grid.xml(rows, self.deck.font)))
        slide.shapes._spTree.append(frame)
        return int(top + sum(heights))

    def chart(self, chart: Chart, title: str, lead: str, notes: Sequence[str]) -> None:
        """A slide with one chart."""
        deck = self.deck
        slide = self.slide("titled", title, [*notes, chart.told])
        top = self._lead(slide, lead)
        high = deck.top + deck.height - top
        size = SLIDE_SIZE
        if chart.axis is Axis.NAMES:
            size = max(8, min(size, int(Emu(high).pt * 0.82 / max(len(chart.categories), 1) / LINE)))
        add_to_slide(slide, chart, deck.left, top, deck.width, high, font=deck.font, size=size)


def _headed(part: Part, title: str) -> str:
    """The title of a slide: the part's, and what the slide shows of it."""
    return part.title if title == part.title else _("{part}: {title}").format(part=part.title, title=title)


def _numbered(title: str, number: int, count: int) -> str:
    if count == 1:
        return title
    return _("{title} ({number} of {count})").format(title=title, number=number, count=count)


def _counts(table: Table) -> dict[Status, int]:
    """How many rows of a table have which status, the best first."""
    statuses = [status for status in table.row_statuses() if status]
    return {status: statuses.count(status) for status in Status if status in statuses}


def _charts(charts: Sequence[Chart]) -> Iterator[Chart]:
    """Charts that have something to draw; of lying bars no more than BARS at once."""
    for chart in charts:
        count = len(chart.categories)
        if chart.is_empty:
            continue
        if chart.axis is Axis.MONTHS or count <= BARS:
            yield chart
            continue
        pages = range(0, count, BARS)
        for number, first in enumerate(pages, 1):
            yield _cut(chart, slice(first, first + BARS), _numbered(chart.title, number, len(pages)))


def _cut(chart: Chart, cut: slice, title: str) -> Chart:
    """Some of the categories of a chart."""
    kept = chart.categories[cut]
    series = [
        replace(
            each,
            values=each.values[cut],
            upper=each.upper and each.upper[cut],
            hints=each.hints and each.hints[cut],
            colour=each.colour if isinstance(each.colour, str) else each.colour[cut],
        )
        for each in chart.series
    ]
    labels = [label for label in chart.labels if label.category in kept]
    return replace(chart, title=title, categories=kept, series=series, labels=labels)


# --- tables -------------------------------------------------------------------------------------------------


def _fitting(table: Table, width: int, room: int) -> "_Grid":
    """A table with the largest words with which it fits on one slide, `room` high; else with small ones."""
    table = table.on(On.BRIEFING)
    if len(table.headers) > MANY_COLUMNS:
        return _Grid(table, width, CELL_LEAST)
    *larger, smallest = CELL_SIZES
    for size in larger if len(table.rows) < LONG else ():
        grid = _Grid(table, width, size)
        if len(list(grid.pages(room))) == 1:
            return grid
    return _Grid(table, width, smallest)


@dataclass
class _Grid:
    """A table laid out for slides: its words, the widths of its columns and the heights of its rows, in EMU."""

    table: Table
    room: int
    size: float

    def __post_init__(self) -> None:
        table = self.table
        self.texts = [[_shown(*each) for each in table.cells(row)] for row in table.rows]
        self.statuses = [[column.status(cell) for column, cell in table.cells(row)] for row in table.rows]
        self.is_number = [column.is_number for column in table.columns]
        self.widths = self._widths()
        self.width = sum(self.widths)
        self.header_height = self._height(table.headers)
        self.heights = [self._height(row) for row in self.texts]

    def _widths(self) -> list[int]:
        """As wide as the words ask, the widest columns narrower where the slide is too narrow, else all wider."""
        per_character, side = Pt(self.size), 2 * CELL_SIDE
        room = (self.room - side * len(self.table.headers)) / per_character
        natural, least = [], []
        for column, header in enumerate(self.table.headers):
            longest = max((length(row[column]) for row in self.texts), default=0.0)
            half = -(-length(header) // 2)
            is_whole = self.is_number[column] or longest <= WHOLE
            least.append(max(longest if is_whole else 0.0, half, NARROWEST) + 0.6)
            natural.append(max(min(max(longest, half), WIDEST), least[-1]) + 0.6)
        extra = room - sum(natural)
        if extra < 0:
            spare = [wide - small for wide, small in zip(natural, least, strict=True)]
            share = min(1.0, -extra / sum(spare)) if sum(spare) else 0.0
            natural = [wide - share * each for wide, each in zip(natural, spare, strict=True)]
            if sum(natural) > room:  # headers break where they must
                natural = [wide * room / sum(natural) for wide in natural]
        else:
            natural = [wide + extra * wide / sum(natural) for wide in natural]
        return [int(wide * per_character + side) for wide in natural]

    def _height(self, texts: Sequence[str]) -> int:
        most = max(
            sum(lines(line, (width - 2 * CELL_SIDE) / Pt(self.size) - 0.3) for line in text.split("\n"))
            for text, width in zip(texts, self.widths, strict=True)
        )
        return int(Pt(most * self.size * LINE) + 2 * CELL_TOP)

    def pages(self, room: int, first_room: int | None = None) -> Iterator[range]:
        """The rows of each page that is `room` high, the first one first_room. A row stands on a page in any case."""
        left = room if first_room is None else first_room
        left -= self.header_height
        first = 0
        for row, high in enumerate(self.heights):
            if row > first and high > left:
                yield range(first, row)
                first, left = row, room - self.header_height
            left -= high
        yield range(first, len(self.heights))

    def xml(self, rows: range, font: str) -> str:
        columns = "".join(f'<a:gridCol w="{width}"/>' for width in self.widths)
        header = self._row(self.table.headers, self.header_height, font, None)
        body = "".join(
            self._row(self.texts[row], self.heights[row], font, self.statuses[row]) for row in rows
        )
        return (
            f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1"><a:tableStyleId>{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}</a:tableStyleId>'
            f"</a:tblPr><a:tblGrid>{columns}</a:tblGrid>{header}{body}</a:tbl>"
        )

    def _row(
        self, texts: Sequence[str], height: int, font: str, statuses: Sequence[Status | None] | None
    ) -> str:
        """A row of the table; without statuses its header."""
        cells = "".join(
            self._cell(text, is_number, font, statuses is None, status)
            for text, is_number, status in zip(
                texts, self.is_number, statuses or [None] * len(texts), strict=True
            )
        )
        return f'<a:tr h="{height}">{cells}</a:tr>'

    def _cell(self, text: str, is_number: bool, font: str, is_header: bool, status: Status | None) -> str:
        colour = f'<a:srgbClr val="{(LIGHT.statuses[status] if status else LIGHT.text)[1:].upper()}"/>'
        if is_header:
            colour = '<a:schemeClr val="bg1"/>'
        looks = (
            f'lang="zh-CN" sz="{round(self.size * 100)}" b="{int(is_header or status is not None)}"><a:solidFill>{colour}</a:solidFill>'
            f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/><a:cs typeface="{font}"/>'
        )
        paragraphs = "".join(
            f'<a:p><a:pPr algn="{"r" if is_number else "l"}"/><a:r><a:rPr {looks}</a:rPr><a:t>{xml_text(line)}</a:t></a:r></a:p>'
            for line in text.split("\n")
        )
        line = f'<a:solidFill><a:srgbClr val="{LIGHT.line[1:].upper()}"/></a:solidFill>'
        fill = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>' if is_header else "<a:noFill/>"
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
            f'<a:tcPr marL="{CELL_SIDE}" marR="{CELL_SIDE}" marT="{CELL_TOP}" marB="{CELL_TOP}" anchor="ctr">'
            f'<a:lnB w="9525">{line}</a:lnB>{fill}</a:tcPr></a:tc>'
        )


def _shown(column: Column, cell: Cell) -> str:
    """A cell as it is printed; the word of a status with its shape."""
    text = numbers.closed_up(column.text(cell))
    status = column.status(cell)
    return f"{status.shape} {text}" if status else text
