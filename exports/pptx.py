"""A briefing as slides (PPTX): real titles, native tables and charts, notes, and a text alternative on each drawing.

Cover, the answer on one slide, the contents, then each part. Tables go on over as many slides as they need, with
their header on each; no text is cut. Sentences stand on the slide where they fit under its title, else on slides of
their own, and always in the notes, with the basis of the figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from exports.native_charts.looks import SLIDE_SIZE
from exports.pptx_tables import Grid, fitting_grid, status_counts
from exports.sheets import lines
from tables.table import Table
from words import _, numbers
from words.terms import Status

__all__ = ["briefing_file", "chart_slide", "lacking"]

LEAD = 14.0  # points of the words above a drawing
LEAD_LINES = 3  # lines that may stand above a drawing
BODY_SIZES = (18.0, 16.0)  # points of sentences: the larger if one slide holds them all
CONTENTS_SIZE, NOTES_SIZE, REMARK_SIZE, DEMO_SIZE = 20, 12, 12, 10  # points
SPACE = 8.0  # points behind a paragraph
BULLET = 1.06  # how much wider the sentences of a body run, for the indent of their bullets
MOST_BARS = 20  # lying bars on one slide, at most
BAR_WORDS = 0.82  # share of a chart's height that its bars have; the rest is legend and axis
LEAST_BAR_WORDS = 8  # points of the names of bars: smaller words cannot be read from a seat
LEAST_PARTS = 3  # parts from which there is a slide of contents
TILE_HEIGHT, WIDEST_TILE, TILE_GAP = Cm(1.9), Cm(5.5), Cm(0.3)
WIDE_TILE = Cm(4.6)  # from which a tile holds large words
LARGE_TILE, SMALL_TILE = (28, 14), (22, 11)  # points of its number and its word
DEMO_WIDTH, DEMO_HEIGHT, DEMO_RIGHT = (
    Cm(5.2),
    Cm(0.7),
    Cm(1.9),
)  # of the mark; the page number stands right of it
MORE_HEIGHT = Cm(0.8)  # of the line that says that a table goes on
PROPERTY = 255  # characters that PowerPoint keeps of a property of a file


def briefing_file(briefing: Briefing, office_template: bytes | None = None) -> bytes:
    """The briefing as PPTX bytes. office_template: the office's own PPTX or POTX, see `lacking`.

    Raises UnknownCode for a template that is none.
    """
    return _Slides(Deck(office_template), briefing.basis, briefing.is_demo).briefing(briefing)


def chart_slide(chart: Chart, remarks: Sequence[str] = ()) -> bytes:
    """One chart as a PPTX of one slide, or of several where it has very many bars; remarks stand at its foot, such as
    the month and the plan."""
    writer = _Slides(Deck(), remarks, chart.is_demo)
    for page in _pages(chart):
        writer.chart(page, page.title, "", [])
    writer.write_properties(chart.title, "")
    return writer.deck.bytes()


class _Slides:
    """Writes slides into a deck. basis: what the figures rest on, at the foot of each slide and in its notes."""

    def __init__(self, deck: Deck, basis: Sequence[str], is_demo: bool):
        self.deck, self.basis, self.is_demo = deck, basis, is_demo
        self.footer = " · ".join(basis)

    def briefing(self, briefing: Briefing) -> bytes:
        deck = self.deck
        self._cover(briefing)
        whole = self._answer(briefing)
        contents = self._contents(briefing.parts) if len(briefing.parts) >= LEAST_PARTS else None
        sections = [(briefing.name, len(deck.presentation.slides))]
        for index, part in enumerate(briefing.parts):
            first = len(deck.presentation.slides)
            self._part(part, whole)
            count = len(deck.presentation.slides) - first
            if contents is not None and count:
                self._link(contents.paragraphs[index].runs[0], deck.presentation.slides[first])
            sections.append((part.title, count))
        deck.group(sections)
        self.write_properties(title_text(briefing), briefing.organisation)
        return deck.bytes()

    def write_properties(self, title: str, author: str) -> None:
        """Title, author and basis of the file."""
        properties = self.deck.presentation.core_properties
        properties.title, properties.comments = clean(title)[:PROPERTY], clean(self.footer)[:PROPERTY]
        properties.author = properties.last_modified_by = clean(author)[:PROPERTY]

    # --- slides ---

    def slide(self, kind: str, title: str, notes: Sequence[str]) -> Any:
        """A slide with title, foot, mark of demonstration data and notes."""
        slide = self.deck.add(kind, title, self.footer)
        if self.is_demo:
            self._mark_demo(slide)
        if self.basis:
            notes = [*notes, _("Data: {basis}.").format(basis=numbers.clauses([*self.basis]))]
        self._write(slide.notes_slide.notes_text_frame, notes, size=NOTES_SIZE)
        return slide

    def _write(self, frame: Any, texts: Sequence[str], *, is_spaced: bool = False, **look: Any) -> None:
        """Texts as the paragraphs of a frame, which has one already. look: see Deck.write."""
        for index, text in enumerate(texts):
            paragraph = frame.add_paragraph() if index else frame.paragraphs[0]
            if is_spaced:
                paragraph.space_after = Pt(SPACE)
            self.deck.write(paragraph, text, **look)

    def _mark_demo(self, slide: Any) -> None:
        deck = self.deck
        left = deck.left + deck.width - DEMO_WIDTH - DEMO_RIGHT
        frame = deck.box(slide, left, deck.foot + Cm(0.12), DEMO_WIDTH, DEMO_HEIGHT)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape = frame._parent
        shape.name = _("Demonstration data")
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(LIGHT.demo_ground)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        remark = _("Demonstration data: all values are made up")
        deck.write(frame.paragraphs[0], remark, size=DEMO_SIZE, colour=LIGHT.demo)

    def _cover(self, briefing: Briefing) -> None:
        slide = self.slide("cover", "\n".join(title_parts(briefing)), [briefing.answer])
        texts = [
            f"{briefing.name}  {issue_text(briefing)}",
            *([briefing.organisation] if briefing.organisation else []),
            numbers.day(briefing.dated_on),
        ]
        self._write(self.deck.body(slide), texts)

    def _answer(self, briefing: Briefing) -> Table | None:
        """The answer as title, how many targets stand where, and the table that shows it. Returns a table shown whole."""
        deck = self.deck
        sentence = lead_text(briefing)
        sentences = briefing.parts[0].sentences if briefing.parts else ()
        slide = self.slide("titled", sentence, [sentence, *sentences])
        table = next((table for part in briefing.parts for table in part.tables), None)
        if table is None:
            return None
        top = deck.top
        counts = status_counts(table)
        if counts:
            self._tiles(slide, counts, top)
            top += TILE_HEIGHT + Cm(0.35)
        room = deck.top + deck.height - top
        grid = fitting_grid(table, deck.width, room)
        if len(list(grid.pages(room))) <= 1:
            self._table(slide, grid, range(len(table.rows)), top)
            return table
        rows = next(grid.pages(room - MORE_HEIGHT))
        bottom = self._table(slide, grid, rows, top)
        more = _("The first {shown} of {count}; all of them follow.").format(
            shown=len(rows), count=len(table.rows)
        )
        frame = deck.box(slide, deck.left, bottom + Cm(0.15), deck.width, Cm(0.6))
        deck.write(frame.paragraphs[0], more, size=REMARK_SIZE, colour=LIGHT.muted)
        return None

    def _tiles(self, slide: Any, counts: dict[Status, int], top: int) -> None:
        """How many stand where: a number with the shape and word of its status."""
        deck = self.deck
        width = min((deck.width - TILE_GAP * (len(counts) - 1)) // len(counts), WIDEST_TILE)
        large, small = LARGE_TILE if width >= WIDE_TILE else SMALL_TILE
        for index, (status, count) in enumerate(counts.items()):
            frame = deck.box(slide, deck.left + index * (width + TILE_GAP), top, width, TILE_HEIGHT)
            shape = frame._parent
            shape.name = status.label
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(LIGHT.ground)
            frame.margin_left = Cm(0.3)
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph, colour = frame.paragraphs[0], LIGHT.statuses[status]
            deck.write(paragraph, f"{count}", size=large, colour=colour, is_bold=True)
            deck.write(paragraph, f"  {status.shape} {status.label}", size=small, colour=colour)

    def _contents(self, parts: Sequence[Part]) -> Any:
        titles = [part.title for part in parts]
        frame = self.deck.body(self.slide("text", _("Contents"), titles))
        size = None if self.deck.has_template else CONTENTS_SIZE
        self._write(frame, titles, is_spaced=True, size=size)
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
        charts = [page for chart in part.charts for page in _pages(chart)]
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
            self.chart(chart, _headed(part, chart.title), lead or chart.alt_text, sentences)
            lead = ""

    def _lines(self, text: str, size: float) -> int:
        """Lines that a text takes over the width of a slide; a character less than fit, as fonts differ."""
        return sum(lines(line, self.deck.width / Pt(size) - 1) for line in text.split("\n"))

    def _sentences(self, part: Part) -> None:
        """The sentences of a part in the body of a slide, or of several."""
        for size in BODY_SIZES:
            pages = self._pages_of(part.sentences, size)
            if len(pages) == 1:
                break
        for number, page in enumerate(pages, 1):
            slide = self.slide("text", _numbered(part.title, number, len(pages)), page)
            self._write(self.deck.body(slide), page, is_spaced=True, size=size)

    def _pages_of(self, sentences: Sequence[str], size: float) -> list[list[str]]:
        """Sentences of a size, slide by slide."""
        pages: list[list[str]] = [[]]
        left = room = Emu(self.deck.height).pt
        for sentence in sentences:
            height = self._lines(sentence, size * BULLET) * size * LINE + SPACE
            if pages[-1] and height > left:
                pages.append([])
                left = room
            pages[-1].append(sentence)
            left -= height
        return pages

    def _lead_height(self, text: str) -> int:
        """EMU that words above a drawing take, with the gap below them."""
        return Pt(self._lines(text, LEAD) * LEAD * LINE) + Cm(0.2) if text else 0

    def _lead(self, slide: Any, text: str) -> int:
        """Words above a drawing; returns where the room below them begins."""
        deck, height = self.deck, self._lead_height(text)
        if text:
            frame = deck.box(slide, deck.left, deck.top, deck.width, height)
            self._write(frame, text.split("\n"), size=LEAD, colour=LIGHT.muted)
        return int(deck.top + height)

    def _paged(self, table: Table, title: str, lead: str, notes: Sequence[str]) -> None:
        """A table over as many slides as it needs; the lead stands on the first."""
        deck = self.deck
        first_room = deck.height - self._lead_height(lead)
        grid = fitting_grid(table, deck.width, first_room)
        pages = list(grid.pages(deck.height, first_room))
        for number, rows in enumerate(pages, 1):
            slide = self.slide("titled", _numbered(title, number, len(pages)), notes)
            top = self._lead(slide, lead if number == 1 else "")
            self._table(slide, grid, rows, top)

    def _table(self, slide: Any, grid: Grid, rows: range, top: int) -> int:
        """Put rows of a table on a slide; returns where it ends, in EMU."""
        table = grid.table
        identity = max(shape.shape_id for shape in slide.shapes) + 1
        height = grid.header_height + sum(grid.heights[row] for row in rows)
        frame = CT_GraphicalObjectFrame.new_table_graphicFrame(
            identity, clean(table.title), 1, 1, self.deck.left, int(top), grid.width, height
        )
        alternative = _("{title}: {count} rows; columns: {columns}").format(
            title=table.title, count=len(rows), columns=numbers.names([*table.headers])
        )
        frame.nvGraphicFramePr.cNvPr.set("descr", clean(alternative))
        data = frame.graphic.graphicData
        data.replace(data.tbl, parse_xml(grid.xml(rows, self.deck.font)))
        slide.shapes._spTree.append(frame)
        return top + height

    def chart(self, chart: Chart, title: str, lead: str, notes: Sequence[str]) -> None:
        """A slide with one chart."""
        deck = self.deck
        slide = self.slide("titled", title, [*notes, chart.alt_text])
        top = self._lead(slide, lead)
        height = deck.top + deck.height - top
        size = SLIDE_SIZE
        if chart.axis is Axis.NAMES:  # as large as one line for each bar allows
            one_bar = Emu(height).pt * BAR_WORDS / max(len(chart.categories), 1)
            size = max(LEAST_BAR_WORDS, min(size, int(one_bar / LINE)))
        add_to_slide(slide, chart, deck.left, top, deck.width, height, font=deck.font, size=size)


def _headed(part: Part, title: str) -> str:
    """The title of a slide: the part's, and what the slide shows of it."""
    return part.title if title == part.title else _("{part}: {title}").format(part=part.title, title=title)


def _numbered(title: str, number: int, count: int) -> str:
    if count == 1:
        return title
    return _("{title} ({number} of {count})").format(title=title, number=number, count=count)


def _pages(chart: Chart) -> Iterator[Chart]:
    """A chart as it is shown on slides, of lying bars no more than MOST_BARS on one; none where there is nothing to draw."""
    count = len(chart.categories)
    if chart.is_empty:
        return
    if chart.axis is Axis.MONTHS or count <= MOST_BARS:
        yield chart
        return
    firsts = range(0, count, MOST_BARS)
    for number, first in enumerate(firsts, 1):
        title = _numbered(chart.title, number, len(firsts))
        yield _cut(chart, slice(first, first + MOST_BARS), title)


def _cut(chart: Chart, cut: slice, title: str) -> Chart:
    """Some of the categories of a chart."""
    categories = chart.categories[cut]
    series = [
        replace(
            series,
            values=series.values[cut],
            upper=series.upper and series.upper[cut],
            hints=series.hints and series.hints[cut],
            colour=series.colour if isinstance(series.colour, str) else series.colour[cut],
        )
        for series in chart.series
    ]
    labels = [label for label in chart.labels if label.category in categories]
    return replace(chart, title=title, categories=categories, series=series, labels=labels)
