"""A briefing as a document (DOCX) laid out after GB/T 9704-2012, with masthead and tail as 简报 have them.

GB/T 9704 does not cover 简报 themselves; they borrow its margins, fonts and levels of headings (docx_page). The fonts it
asks for (方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体) are named in the file and come from the reader's machine. Charts are
native, so their numbers can be edited. An office's own template takes the place of our masthead, tail, styles and page.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from charts.chart import Axis, Chart
from exports.briefing.content import (
    Briefing,
    clean,
    issue_text,
    lead_text,
    title_parts,
    title_text,
)
from exports.docx_page import (
    BREAK,
    LEFT,
    NO_INDENT,
    PAGE,
    RED,
    RIGHT,
    STYLES,
    TAIL_INDENT,
    TWIP,
    blank_document,
    define_style,
    run_xml,
    xml_text,
)
from exports.docx_tables import table_xml
from exports.docx_template import lacking, mark, opened, paragraphs, replace_mark, text_of
from exports.headings import level_of, numbered
from exports.native_charts.embedding import add_to_document
from exports.sheets import length
from tables.table import Table
from words import _, numbers

__all__ = ["briefing_file", "lacking"]

CHART_HEIGHT = Mm(66)  # of a chart over months: three of them fill a page with their captions
BARS_EDGE, BAR, TALLEST = Mm(30), Mm(8), Mm(200)  # of a chart of lying bars: around them, of one, and at most
SHORT_NAME = 6  # characters of a name that is set apart in the masthead
PROPERTY = 255  # characters that Word keeps of a property of a file


def briefing_file(briefing: Briefing, office_template: bytes | None = None) -> bytes:
    """The briefing as DOCX bytes. office_template: the office's own DOCX, see `lacking`.

    Raises UnknownCode for a template that is none.
    """
    if office_template is None:
        writer = _Writer(blank_document(), briefing)
        writer.masthead()
        writer.body()
        writer.tail()
    else:
        writer = _Writer(opened(office_template), briefing, has_template=True)
        writer.fill()
    _write_properties(writer.document, briefing)
    file = BytesIO()
    writer.document.save(file)
    return file.getvalue()


def _write_properties(document: Document, briefing: Briefing) -> None:
    """Title, author and subject of the file."""
    properties = document.core_properties
    properties.title = clean(title_text(briefing))[:PROPERTY]
    properties.author = properties.last_modified_by = clean(briefing.organisation)[:PROPERTY]
    properties.subject = clean(issue_text(briefing))
    properties.comments = clean("; ".join(briefing.basis))[:PROPERTY]
    properties.category = clean(briefing.name)
    properties.keywords = ""


class _Writer:
    """Writes a briefing into a document. has_template: looks come from the template's styles, where it has them."""

    def __init__(self, document: Document, briefing: Briefing, *, has_template: bool = False) -> None:
        self.document = document
        self.briefing = briefing
        self.tables = 0
        self.drawings = 0
        self.own_roles: set[str] = set()  # whose look is ours
        self.style_ids: dict[str, str] = {}
        styles = {style.name.lower(): style for style in document.styles}
        for role, look in STYLES.items():
            style = styles.get(look.name.lower())
            if style is None or not has_template:
                style = style or document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
                self.own_roles.add(role)
                define_style(style, look)
            self.style_ids[role] = style.style_id
        section = document.sections[0]
        self.width = Emu(
            (section.page_width or PAGE[0]) - (section.left_margin or LEFT) - (section.right_margin or RIGHT)
        )
        self.element: Any = document.element.body
        self.end: Any = self.element.sectPr  # everything is put before this

    @property
    def width_in_twips(self) -> int:
        return round(self.width / TWIP)

    def put(self, xml: str) -> Any:
        element = parse_xml(xml)
        self.end.addprevious(element)
        return element

    def run(self, role: str, text: str, look: str | None = None) -> str:
        """A run in the look of a role, or of another role's within it."""
        if role not in self.own_roles and look in (None, role):
            return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'
        style = STYLES[look or role]
        return run_xml(text, style.font, style.size, colour=style.colour, squeeze=style.squeeze)

    def paragraph_of(self, role: str, runs: str, more: str = "") -> Any:
        """A paragraph of runs. more: properties of this one paragraph, as XML."""
        return self.put(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{self.style_ids[role]}"/>{more}</w:pPr>{runs}</w:p>'
        )

    def paragraph(self, role: str, text: str, more: str = "") -> Any:
        return self.paragraph_of(role, self.run(role, text), more)

    # --- the parts of the document ---

    def masthead(self) -> None:
        """Name, number, office and day over a red line, then the title."""
        briefing = self.briefing
        self.demo_remark()
        self.paragraph("name", _spread(briefing.name))
        self.paragraph("number", issue_text(briefing))
        # A red line of 18 eighths of a point; the day stands at the right end of it.
        line = (
            f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="{RED}"/></w:pBdr>'
            f"{_right_tab(self.width_in_twips)}"
        )
        office = self.run("issuer", briefing.organisation)
        day = self.run("issuer", numbers.day(briefing.dated_on))
        self.paragraph_of("issuer", f"{office}<w:r><w:tab/></w:r>{day}", line)
        self.paragraph("body", "")
        self.paragraph("title", self.title())
        self.paragraph("body", "")

    def demo_remark(self) -> None:
        if self.briefing.is_demo:
            self.paragraph("demo", _("Demonstration data: all values are made up"))

    def title(self) -> str:
        """The title, in two lines where it does not fit on one."""
        parts = title_parts(self.briefing)
        if length("".join(parts)) * Pt(STYLES["title"].size) <= self.width:
            return "".join(parts)
        return BREAK.join(part.strip() for part in parts)

    def body(self) -> None:
        """The answer, then each part: its sentences, tables and charts."""
        self.paragraph("lead", lead_text(self.briefing))
        for number, part in enumerate(self.briefing.parts, 1):
            self.paragraph("h1", numbered(number, part.title))
            for sentence in part.sentences:
                self.line(sentence)
            for table in part.tables:
                self.table(table)
            for chart in part.charts:
                self.chart(chart)
        self.paragraph("note", _("Data: {basis}.").format(basis=numbers.clauses([*self.briefing.basis])))

    def line(self, text: str) -> None:
        """A paragraph; a heading in front of it has the look of its level."""
        role, head, rest = level_of(text)
        if not head:
            self.paragraph("body", text)
        elif rest:
            self.paragraph_of("body", self.run("body", head, role) + self.run("body", rest))
        else:
            self.paragraph(role, head)

    def caption(self, text: str, *, is_above: bool) -> None:
        if self.briefing.is_demo:
            text = _("{caption} (demonstration data)").format(caption=text)
        # Only a caption above has to stay with what follows.
        self.paragraph("caption", text, "" if is_above else '<w:keepNext w:val="0"/>')

    def table(self, table: Table) -> None:
        self.tables += 1
        self.caption(
            _("Table {number}  {title}").format(number=self.tables, title=table.title), is_above=True
        )
        self.put(table_xml(table, self.width_in_twips))
        self.paragraph("note", "")

    def chart(self, chart: Chart) -> None:
        if chart.is_empty:
            return
        self.drawings += 1
        bars = min(BARS_EDGE + BAR * len(chart.categories), TALLEST)
        height = bars if chart.axis is Axis.NAMES else CHART_HEIGHT
        paragraph = Paragraph(self.paragraph("drawing", "", "<w:keepNext/>"), self.document._body)
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)
        add_to_document(paragraph.add_run(), chart, self.width, Emu(height))
        text = _("Figure {number}  {title}").format(number=self.drawings, title=chart.title)
        self.caption(text, is_above=False)

    def tail(self) -> None:
        """报, 送, 发 between lines at the foot of the last page, and below them who printed it and when."""
        briefing, width = self.briefing, self.width_in_twips
        rows = [
            self.run("tail", _("{label}: {names}").format(label=label, names=numbers.names([*names])))
            for label, names in (
                (_("Reported to"), briefing.reported_to),
                (_("Sent to"), briefing.sent_to),
                (_("Issued to"), briefing.issued_to),
            )
            if names
        ]
        day = _("printed on {day}").format(day=numbers.day(briefing.dated_on))
        rows.append(f"{self.run('tail', briefing.organisation)}<w:r><w:tab/></w:r>{self.run('tail', day)}")
        # LibreOffice lets no table of the full width float: there the tail follows the text.
        self.put(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
            f'w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{self._tail_rows(rows)}</w:tbl>'
        )
        # The table hangs on this paragraph, which is a point high so that it begins no other page.
        self.paragraph("note", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')

    def _tail_rows(self, rows: Sequence[str]) -> str:
        """Lines of the tail; the outer edges are a point thick (8 eighths), those between them thinner, as GB/T 9704 has them."""
        width, xml = self.width_in_twips, ""
        for index, runs in enumerate(rows):
            top, bottom = 8 if index == 0 else 6, 8 if index == len(rows) - 1 else 6
            edges = "".join(
                f'<w:{side} w:val="single" w:sz="{size}" w:color="000000"/>'
                for side, size in (("top", top), ("bottom", bottom))
            )
            xml += (
                f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
                f'<w:tcBorders>{edges}</w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val="{self.style_ids["tail"]}"/><w:keepNext/>'
                f'{_right_tab(width - TAIL_INDENT)}<w:ind w:left="{TAIL_INDENT}" w:right="{TAIL_INDENT}" {NO_INDENT}/></w:pPr>'
                f"{runs}</w:p></w:tc></w:tr>"
            )
        return xml

    # --- a template of the office ---

    def fill(self) -> None:
        """Put the briefing where the template's marks stand; the body at its end where it has no mark for it."""
        texts = {mark(code): clean(text) for code, text in _contents(self.briefing).items()}
        body = None  # the paragraph that the body takes the place of
        for paragraph in list(paragraphs(self.document)):
            if mark("body") in text_of(paragraph):
                if paragraph._p.getparent() is self.element:
                    body = paragraph
                continue
            for name, text in texts.items():
                replace_mark(paragraph, name, text)
        if body is not None:
            self.end = body._p
        self.demo_remark()
        self.body()
        if body is not None:
            self.element.remove(body._p)


def _contents(briefing: Briefing) -> dict[str, str]:
    """What stands where a template has a mark, by the code of the mark."""
    return {
        "name": briefing.name,
        "number": issue_text(briefing),
        "organisation": briefing.organisation,
        "date": numbers.day(briefing.dated_on),
        "title": title_text(briefing),
        "reported_to": numbers.names([*briefing.reported_to]) if briefing.reported_to else "",
        "sent_to": numbers.names([*briefing.sent_to]) if briefing.sent_to else "",
        "issued_to": numbers.names([*briefing.issued_to]) if briefing.issued_to else "",
    }


def _right_tab(position: int) -> str:
    """A tab stop whose text ends there, in twips from the left."""
    return f'<w:tabs><w:tab w:val="right" w:pos="{position}"/></w:tabs>'


def _spread(name: str) -> str:
    """The name of the series with its few characters set apart: 工 作 简 报."""
    return " ".join(name) if len(name) <= SHORT_NAME and not name.isascii() else name
