"""A briefing as a document (DOCX) laid out after GB/T 9704-2012, with masthead and tail as 简报 have them.

A4, margins 37 mm at the top and 28 mm at the left, a text block of 156 × 225 mm that holds 22 lines of 28 characters.
GB/T 9704 does not cover 简报 themselves; they borrow its margins, fonts and levels of headings. The fonts it asks for
(方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体) are named in the file and come from the reader's machine. Charts are native,
so their numbers can be edited. An office's own template takes the place of our masthead, tail, styles and page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from charts.chart import Axis, Chart
from charts.palette import LIGHT
from exports.briefing.content import (
    Briefing,
    clean,
    issue_text,
    lead_text,
    title_parts,
    title_text,
)
from exports.native_charts.embedding import add_to_document
from exports.sheets import length
from tables.table import Cell, Column, On, Table
from words import N_, _, language, numbers
from words.errors import UnknownCode

PAGE = (Mm(210), Mm(297))
TOP, LEFT, RIGHT, BOTTOM = Mm(37), Mm(28), Mm(26), Mm(35)
PITCH = 579  # twips from line to line: 225 mm ÷ 22; 29 pt, as often quoted, gives 21 lines
SQUEEZE = -5  # twips between characters: 28 of 16 pt are 448 pt wide, the text block 442.2 pt
FOOTER = Mm(22.4)  # the page number stands 7 mm below the text block
RED = "FF0000"
TWIP = 635  # EMU
BREAK, LINE_BREAK = "\n", '</w:t><w:br/><w:t xml:space="preserve">'
SIDES = 130  # twips beside the text of a cell
WHOLE = 3  # characters of a header that is not broken
CENTRED = 4  # characters of a text that stands in the middle of its column, where all of it are as short
SIZES, MOST_LINES = (10.5, 9.0), 3  # points of a table's text: the smaller where texts would take more lines
UNCUT = 6.5  # characters that stand on one line in every column
WIDE_DIGITS = 1.35  # how much more the digits of a substitute font may take
TAIL_PITCH, TAIL_INDENT = 480, 280  # twips a line of the tail takes, and one character of it

SONG, FANG, KAI, HEI, TITLE_SONG = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"

# A line that says its own level: 一、 （一） 1. （1）
LEVELS = (
    ("h1", re.compile(r"[一二三四五六七八九十]+、")),
    ("h2", re.compile(r"（[一二三四五六七八九十]+）")),
    ("h3", re.compile(r"\d+[.．](?!\d)")),
    ("h4", re.compile(r"（\d+）")),
)
TEN = "十"
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Look:
    """How a kind of paragraph looks, and the style of that name which a template may bring.

    size in points; before, after: blank space in lines of the grid; indent: the first line by two characters; pitch: twips from line to line, 0 for as high as what
    it holds.
    """

    style: str
    font: str
    size: float
    align: str = "both"
    indent: bool = True
    pitch: int = PITCH
    colour: str = ""
    level: int | None = None
    keeps_next: bool = False


LOOKS = {
    "name": Look("Masthead", TITLE_SONG, 52, "center", False, 2 * PITCH, RED),
    "number": Look("Masthead Number", FANG, 16, "center", False),
    "issuer": Look("Masthead Line", FANG, 16, "left", False),
    "title": Look("Title", TITLE_SONG, 22, "center", False, keeps_next=True),
    "h1": Look("heading 1", HEI, 16, level=0, keeps_next=True),
    "h2": Look("heading 2", KAI, 16, level=1, keeps_next=True),
    "h3": Look("heading 3", FANG, 16, level=2),
    "h4": Look("heading 4", FANG, 16, level=3),
    "body": Look("Body Text", FANG, 16),
    "lead": Look("Lead", KAI, 16),
    "caption": Look("caption", HEI, 12, "center", False, 400, keeps_next=True),
    "drawing": Look("Drawing", FANG, 12, "center", False, 0),
    "note": Look("Note", KAI, 12, "both", False, 360),
    "demo": Look("Demonstration", HEI, 16, "left", False),
    "tail": Look("Tail", FANG, 14, "left", False, TAIL_PITCH),
}

# What a template of the office may hold, and what is put there.
PLACES = {
    "name": N_("name of the series"),
    "number": N_("issue number"),
    "organisation": N_("issuing office"),
    "date": N_("date"),
    "title": N_("title"),
    "body": N_("body"),
    "reported_to": N_("reported to"),
    "sent_to": N_("sent to"),
    "issued_to": N_("issued to"),
}
MARKS = {
    "name": "简报名称",
    "number": "期号",
    "organisation": "编印单位",
    "date": "日期",
    "title": "标题",
    "body": "正文",
    "reported_to": "报",
    "sent_to": "送",
    "issued_to": "发",
}


def document(briefing: Briefing, template: bytes | None = None) -> bytes:
    """The briefing as DOCX bytes. template: the office's own DOCX, see `lacking`. Raises UnknownCode for one that is none."""
    if template is None:
        writer = _Writer(_blank(briefing), briefing)
        writer.masthead()
        writer.body()
        writer.tail()
    else:
        writer = _Writer(_opened(template), briefing, has_template=True)
        writer.fill()
    _say_properties(writer.document, briefing)
    out = BytesIO()
    writer.document.save(out)
    return out.getvalue()


def lacking(template: bytes) -> list[str]:
    """What an office's template lacks, in words: marks such as {{正文}}, styles, the page. Empty when it lacks nothing.

    What is lacking is made up for: the body goes to the end, styles are ours, other marks are left out. Raises
    UnknownCode for bytes that are no DOCX.
    """
    opened = _opened(template)
    texts = "".join(_text(paragraph) for paragraph in _paragraphs(opened))
    told = [
        _("no place for the {what}: write {mark} there").format(what=_(what), mark=_mark(name))
        for name, what in PLACES.items()
        if _mark(name) not in texts
    ]
    known = {style.name.lower() for style in opened.styles}
    told += [
        _("no style “{name}”; ours is used").format(name=look.style)
        for role, look in LOOKS.items()
        if role in ("title", "h1", "h2", "h3", "h4", "body") and look.style.lower() not in known
    ]
    section = opened.sections[0]
    if (section.page_width or 0, section.page_height or 0) != PAGE and abs(
        (section.page_width or 0) - PAGE[0]
    ) > Mm(1):
        told.append(_("the page is not A4"))
    return told


def ordinal(number: int) -> str:
    """1 to 99 in Chinese: 一, 十一, 二十."""
    tens, ones = divmod(number, 10)
    return (
        (DIGITS[tens] if tens > 1 else "")
        + (TEN if tens else "")
        + (DIGITS[ones] if ones or not tens else "")
    )


def level_of(line: str) -> tuple[str, str, str]:
    """The role of a paragraph, its heading and the rest of it. A heading is a line, or its first sentence, with a number.

    ("h2", "（一）标题。", "正文") for a line that goes on behind its heading.
    """
    for role, pattern in LEVELS:
        if pattern.match(line):
            head, mark, rest = line.partition("。")
            return (role, head + mark, rest) if mark and rest else (role, line, "")
    return "body", "", line


# --- the page -----------------------------------------------------------------------------------------------


def _blank(briefing: Briefing) -> Document:
    """A document with our page, styles and page numbers, and nothing in it."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = PAGE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(15), FOOTER
    properties: Any = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{PITCH}"/>'))
    settings: Any = made.settings.element
    made.settings.odd_and_even_pages_header_footer = True
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")
    for each in settings.iter(qn("w:themeFontLang")):
        each.set(qn("w:eastAsia"), "zh-CN")
    _put_page_number(section.footer.paragraphs[0], "right")
    _put_page_number(section.even_page_footer.paragraphs[0], "left")
    return made


def _put_page_number(paragraph: Paragraph, align: str) -> None:
    """— 1 —, on odd pages at the right and on even ones at the left, one character from the edge."""
    pieces = [
        _run("— ", SONG, 14, latin=SONG),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r>{_properties(SONG, 14, latin=SONG)}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        _run("1", SONG, 14, latin=SONG),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        _run(" —", SONG, 14, latin=SONG),
    ]
    made = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/>'
        f'<w:ind w:{align}Chars="100" w:{align}="280"/><w:jc w:val="{align}"/></w:pPr>{"".join(pieces)}</w:p>'
    )
    paragraph._p.getparent().replace(paragraph._p, made)


def _say_properties(made: Document, briefing: Briefing) -> None:
    """Title, author and subject of the file."""
    said = made.core_properties
    said.title = clean(title_text(briefing))[:255]
    said.author = said.last_modified_by = clean(briefing.organisation)[:255]
    said.subject = clean(issue_text(briefing))
    said.comments = clean("; ".join(briefing.basis))[:255]
    said.category = clean(briefing.name)
    said.keywords = ""


# --- pieces of XML ------------------------------------------------------------------------------------------


def _properties(
    font: str, size: float, *, colour: str = "", squeeze: int = 0, latin: str = "Times New Roman"
) -> str:
    """The properties of a run, with the East Asian font that python-docx cannot set."""
    ground = f'<w:color w:val="{colour}"/>' if colour else ""
    spacing = f'<w:spacing w:val="{squeeze}"/>' if squeeze else ""
    return (
        f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{font}" w:hint="eastAsia"/>'
        f'<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/>{ground}{spacing}<w:kern w:val="0"/>'
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    )


def _run(text: str, font: str, size: float, **also: Any) -> str:
    return (
        f'<w:r>{_properties(font, size, **also)}<w:t xml:space="preserve">'
        f"{escape(clean(text)).replace(BREAK, LINE_BREAK)}</w:t></w:r>"
    )


class _Writer:
    """Writes a briefing into a document. has_template: looks come from the template's styles, where it has them."""

    def __init__(self, document: Document, briefing: Briefing, *, has_template: bool = False) -> None:
        self.document = document
        self.briefing = briefing
        self.has_template = has_template
        self.tables = 0
        self.drawings = 0
        self.own: set[str] = set()  # roles whose look is ours
        self.ids: dict[str, str] = {}
        known = {style.name.lower(): style for style in document.styles}
        for role, look in LOOKS.items():
            style = known.get(look.style.lower())
            if style is None or not has_template:
                style = style or document.styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH)
                self.own.add(role)
                _define(style, look)
            self.ids[role] = style.style_id
        section = document.sections[0]
        self.width = Emu(
            (section.page_width or PAGE[0]) - (section.left_margin or LEFT) - (section.right_margin or RIGHT)
        )
        self.element: Any = document.element.body
        self.end: Any = self.element.sectPr  # everything is put before this

    def put(self, xml: str) -> Any:
        made = parse_xml(xml)
        self.end.addprevious(made)
        return made

    def run(self, role: str, text: str, look: str | None = None) -> str:
        """A run in the look of a role, or of another role's within it."""
        of = LOOKS[look or role]
        if role not in self.own and (look is None or look == role):
            return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
        squeeze = SQUEEZE if of.size == 16 else 0
        return _run(text, of.font, of.size, colour=of.colour, squeeze=squeeze)

    def paragraph(self, role: str, runs: str, more: str = "") -> Any:
        return self.put(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{self.ids[role]}"/>{more}</w:pPr>{runs}</w:p>'
        )

    def say(self, role: str, text: str, more: str = "") -> Any:
        return self.paragraph(role, self.run(role, text), more)

    # --- the parts of the document ---

    def masthead(self) -> None:
        briefing = self.briefing
        if briefing.is_demo:
            self.say("demo", _("Demonstration data: all values are made up"))
        self.say("name", _spread(briefing.name))
        self.say("number", issue_text(briefing))
        tab = round(self.width / TWIP)
        line = (
            f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="{RED}"/></w:pBdr>'
            f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>'
        )
        left = self.run("issuer", briefing.organisation)
        right = self.run("issuer", numbers.day(briefing.told_on))
        self.paragraph("issuer", f"{left}<w:r><w:tab/></w:r>{right}", line)
        self.say("body", "")
        self.say("title", self.title())
        self.say("body", "")

    def title(self) -> str:
        """The title, in two lines where it does not fit on one."""
        parts = title_parts(self.briefing)
        if length("".join(parts)) * Pt(LOOKS["title"].size) <= self.width:
            return "".join(parts)
        return BREAK.join(part.strip() for part in parts)

    def body(self) -> None:
        self.say("lead", lead_text(self.briefing))
        for place, part in enumerate(self.briefing.parts, 1):
            self.say("h1", numbered(place, part.title))
            for sentence in part.sentences:
                self.line(sentence)
            for table in part.tables:
                self.table(table)
            for chart in part.charts:
                self.chart(chart)
        self.say("note", _("Data: {basis}.").format(basis=numbers.clauses([*self.briefing.basis])))

    def line(self, text: str) -> None:
        """A paragraph; a heading in front of it has the look of its level."""
        role, head, rest = level_of(text)
        if not head:
            self.say("body", text)
        elif rest:
            self.paragraph("body", self.run("body", head, role) + self.run("body", rest))
        else:
            self.say(role, head)

    def caption(self, text: str, *, is_above: bool) -> None:
        if self.briefing.is_demo:
            text = _("{caption} (demonstration data)").format(caption=text)
        self.say("caption", text, "" if is_above else '<w:keepNext w:val="0"/>')

    def table(self, table: Table) -> None:
        self.tables += 1
        self.caption(
            _("Table {number}  {title}").format(number=self.tables, title=table.title), is_above=True
        )
        self.put(_table(table, round(self.width / TWIP)))
        self.say("note", "")

    def chart(self, chart: Chart) -> None:
        if chart.is_empty:
            return
        self.drawings += 1
        bars = Mm(30) + Mm(8) * len(chart.categories)
        height = min(bars, Mm(200)) if chart.axis is Axis.NAMES else Mm(66)
        made = Paragraph(self.say("drawing", "", "<w:keepNext/>"), self.document._body)
        for run in made.runs:
            run._r.getparent().remove(run._r)
        add_to_document(made.add_run(), chart, self.width, Emu(height))
        text = _("Figure {number}  {title}").format(number=self.drawings, title=chart.title)
        self.caption(text, is_above=False)

    def tail(self) -> None:
        """报, 送, 发 between lines at the foot of the last page, and below them who printed it and when."""
        briefing = self.briefing
        rows = [
            _("{label}: {names}").format(label=label, names=numbers.names([*names]))
            for label, names in (
                (_("Reported to"), briefing.reported_to),
                (_("Sent to"), briefing.sent_to),
                (_("Issued to"), briefing.issued_to),
            )
            if names
        ]
        day = _("printed on {day}").format(day=numbers.day(briefing.told_on))
        runs = [self.run("tail", row) for row in rows]
        runs.append(f"{self.run('tail', briefing.organisation)}<w:r><w:tab/></w:r>{self.run('tail', day)}")
        width = round(self.width / TWIP)
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - TAIL_INDENT}"/></w:tabs>'
        cells = []
        for place, run in enumerate(runs):
            top, bottom = 8 if place == 0 else 6, 8 if place == len(rows) else 6
            edges = "".join(
                f'<w:{side} w:val="single" w:sz="{size}" w:color="000000"/>'
                for side, size in (("top", top), ("bottom", bottom))
            )
            cells.append(
                f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
                f'<w:tcBorders>{edges}</w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val="{self.ids["tail"]}"/><w:keepNext/>{tabs}'
                f'<w:ind w:left="{TAIL_INDENT}" w:right="{TAIL_INDENT}" w:firstLine="0"/></w:pPr>{run}</w:p></w:tc></w:tr>'
            )
        # LibreOffice lets no table of the full width float: there the tail follows the text.
        self.put(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
            f'w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{"".join(cells)}</w:tbl>'
        )
        # The table hangs on this paragraph, which must not begin another page.
        self.say("note", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')

    # --- a template of the office ---

    def fill(self) -> None:
        """Put the briefing where the template's marks stand; the body at its end where it has no mark for it."""
        briefing = self.briefing
        said = {
            "name": briefing.name,
            "number": issue_text(briefing),
            "organisation": briefing.organisation,
            "date": numbers.day(briefing.told_on),
            "title": title_text(briefing),
            "reported_to": numbers.names([*briefing.reported_to]) if briefing.reported_to else "",
            "sent_to": numbers.names([*briefing.sent_to]) if briefing.sent_to else "",
            "issued_to": numbers.names([*briefing.issued_to]) if briefing.issued_to else "",
        }
        place = None
        for paragraph in list(_paragraphs(self.document)):
            if _mark("body") in _text(paragraph):
                if paragraph._p.getparent() is self.element:
                    place = paragraph
                continue
            for name, text in said.items():
                _replace(paragraph, _mark(name), clean(text))
        if place is not None:
            self.end = place._p
        if briefing.is_demo:
            self.say("demo", _("Demonstration data: all values are made up"))
        self.body()
        if place is not None:
            self.element.remove(place._p)


def _define(style: Any, look: Look) -> None:
    """Give a style of the document our look."""
    element = style.element
    for name in ("w:pPr", "w:rPr", "w:basedOn", "w:link"):
        for each in element.findall(qn(name)):
            element.remove(each)
    chars = round(look.size * 40)
    indent = (
        f'<w:ind w:firstLine="{chars}" w:firstLineChars="200"/>'
        if look.indent
        else '<w:ind w:firstLine="0"/>'
    )
    spacing = (
        f'<w:spacing w:before="0" w:after="0" w:line="{look.pitch}" w:lineRule="exact"/>'
        if look.pitch
        else '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    )
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    keep = "<w:keepNext/>" if look.keeps_next else ""
    element.append(
        parse_xml(
            f'<w:pPr {nsdecls("w")}>{keep}<w:widowControl w:val="0"/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            f'<w:snapToGrid w:val="{1 if look.pitch == PITCH else 0}"/>{spacing}{indent}<w:jc w:val="{look.align}"/>{level}</w:pPr>'
        )
    )
    squeeze = SQUEEZE if look.size == 16 else 0
    made = parse_xml(
        _properties(look.font, look.size, colour=look.colour, squeeze=squeeze).replace(
            "<w:rPr>", f"<w:rPr {nsdecls('w')}>", 1
        )
    )
    element.append(made)


def numbered(place: int, title: str) -> str:
    """The heading of a part by its place: 一、总体情况."""
    if language() == "zh_CN":
        return f"{ordinal(place)}、{title}"
    return f"{place}. {title}"


def _spread(name: str) -> str:
    """The name of the series with its few characters set apart: 工 作 简 报."""
    return " ".join(name) if len(name) <= 6 and not name.isascii() else name


# --- tables -------------------------------------------------------------------------------------------------


def _table(table: Table, width: int) -> str:
    """A table as XML, `width` twips wide. The header stands on every page, and no row is cut between two."""
    table = table.on(On.BRIEFING)
    texts = [[_shown(*each) for each in table.cells(row)] for row in table.rows]
    statuses = [[column.status(cell) for column, cell in table.cells(row)] for row in table.rows]
    numeric = [column.is_number for column in table.columns]
    is_short = [all(len(row[place]) <= CENTRED for row in texts) for place in range(len(table.headers))]
    for size in SIZES:
        widths, taken = _widths(table.headers, texts, numeric, width, size)
        if taken <= MOST_LINES:
            break
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "".join(
        _cell(_broken(header, widths[place], size), widths[place], HEI, size, "center")
        for place, header in enumerate(table.headers)
    )
    rows = []
    for row, marks in zip(texts, statuses, strict=True):
        cells = []
        for place, (text, status) in enumerate(zip(row, marks, strict=True)):
            colour = LIGHT.statuses[status].removeprefix("#") if status else ""
            align = "right" if numeric[place] else ("center" if is_short[place] else "left")
            cells.append(_cell(text, widths[place], FANG, size, align, colour))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _shown(column: Column, cell: Cell) -> str:
    """A cell as it is printed; the word of a status with its shape."""
    text = numbers.closed_up(column.text(cell))
    status = column.status(cell)
    return f"{status.shape}{text}" if status else text


def _cell(text: str, width: int, font: str, size: float, align: str, colour: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="{round(size * 26)}" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>{_run(text, font, size, colour=colour)}</w:p></w:tc>'
    )


def _broken(header: str, width: int, size: float) -> str:
    """A header in two even lines where it does not fit on one; before its unit in brackets, if it has one."""
    if header.isascii() or length(header) * size * 20 + SIDES <= width:
        return header
    middle = header.find("（")
    middle = middle if middle > 0 else -(-len(header) // 2)
    return header[:middle] + BREAK + header[middle:]


def _widths(
    headers: Sequence[str], texts: Sequence[Sequence[str]], numeric: Sequence[bool], width: int, size: float
) -> tuple[list[int], float]:
    """Widths of the columns in twips, `width` in all, and how many lines the longest texts take.

    Columns are as wide as their texts, and where those do not fit, so that the longest text of each takes as many lines.

    A header may take two lines, a number takes one: it has room in wider fonts too.
    """
    character = size * 20
    asked, least = [], []
    for place, header in enumerate(headers):
        column = [row[place] for row in texts]
        if numeric[place]:
            longest = shortest = max((length(text) * WIDE_DIGITS for text in column), default=1)
        else:
            longest = max((length(text) + (1 if not text.isascii() else 0) for text in column), default=1)
            shortest = min(longest, UNCUT)
        head = length(header) if length(header) <= WHOLE else length(header) / 2 + 0.5
        asked.append(max(longest, head, 2.5) * character + SIDES)
        least.append(max(shortest, head, 2.5) * character + SIDES)

    def cut(lines: float) -> list[float]:
        return [max(one / lines, other) for one, other in zip(asked, least, strict=True)]

    low, high = 1.0, 1.0 if sum(asked) <= width else 100.0
    while high - low > 0.01:
        middle = (low + high) / 2
        low, high = (low, middle) if sum(cut(middle)) <= width else (middle, high)
    found = cut(high)
    spare = (width - sum(found)) / len(found)
    return [int(each + spare) for each in found], high


# --- templates ----------------------------------------------------------------------------------------------


def _opened(template: bytes) -> Document:
    from zipfile import BadZipFile

    try:
        return docx.Document(BytesIO(template))
    except (BadZipFile, KeyError, ValueError, OSError):
        raise UnknownCode(_("The template is not a Word document (.docx).")) from None


def _mark(name: str) -> str:
    return f"{{{{{MARKS[name]}}}}}"


def _paragraphs(of: Document) -> Iterator[Paragraph]:
    """All paragraphs of a document: body, tables, headers and footers."""
    yield from (Paragraph(each, of._body) for each in of.element.body.iter(qn("w:p")))
    for section in of.sections:
        for part in (
            section.header,
            section.footer,
            section.even_page_header,
            section.even_page_footer,
            section.first_page_header,
            section.first_page_footer,
        ):
            if not part.is_linked_to_previous:
                yield from (Paragraph(each, part) for each in part._element.iter(qn("w:p")))


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _replace(paragraph: Paragraph, mark: str, text: str) -> None:
    """Put text where a mark stands, in the look of the run where the mark begins; it may go over several runs."""
    while mark in (whole := _text(paragraph)):
        begin = whole.index(mark)
        end, at = begin + len(mark), 0
        for run in paragraph.runs:
            first, last = at, at + len(run.text)
            if last > begin and first < end:
                kept = run.text[: max(begin - first, 0)], run.text[max(end - first, 0) :]
                run.text = kept[0] + (text if first <= begin else "") + (kept[1] if last > end else "")
            at = last
        if mark in text:
            return
