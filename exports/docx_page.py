"""The page and the styles of a document after GB/T 9704-2012, and its paragraphs as WordprocessingML.

A4, margins 37 mm at the top and 28 mm at the left, a text block of 156 × 225 mm that holds 22 lines of 28 characters.
Lengths: a twip is a twentieth of a point, an EMU (what python-docx counts in) is 1/635 of a twip, the size of a font
stands in half points, the width of a line in eighths of a point.
"""

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from exports.briefing.content import clean

PAGE = (Mm(210), Mm(297))
TOP, LEFT, RIGHT, BOTTOM = Mm(37), Mm(28), Mm(26), Mm(35)
HEADER_DISTANCE, FOOTER_DISTANCE = Mm(15), Mm(22.4)  # so the page number stands 7 mm below the text block
TWIP = 635  # EMU
TWIPS = 20  # twips of a point
PITCH = 579  # twips from line to line: 225 mm ÷ 22; 29 pt, as often quoted, gives 21 lines
BODY_SIZE = 16  # points of the text: 三号
SQUEEZE = -5  # twips between characters of that size: 28 of 16 pt are 448 pt wide, the text block 442.2 pt
PAGE_NUMBER_SIZE, PAGE_NUMBER_PITCH = 14, 320  # points: 四号; twips
TAIL_PITCH, TAIL_INDENT = 480, 280  # twips a line of the tail takes, and one character of it
RED = "FF0000"
LATIN = "Times New Roman"
SONG, FANG, KAI, HEI, TITLE_SONG = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
NO_INDENT = 'w:firstLine="0"'
BREAK, LINE_BREAK = "\n", '</w:t><w:br/><w:t xml:space="preserve">'


@dataclass(frozen=True)
class ParagraphStyle:
    """How a kind of paragraph looks, and the name of the style that a template may bring for it.

    size: in points; indent: the first line by two characters; pitch: twips from line to line, 0 for as high as what it
    holds; level: in the outline, from 0; keeps_next: stays on one page with what follows.
    """

    name: str
    font: str
    size: float
    align: str = "both"
    indent: bool = True
    pitch: int = PITCH
    colour: str = ""
    level: int | None = None
    keeps_next: bool = False

    @property
    def squeeze(self) -> int:
        """Twips between its characters."""
        return SQUEEZE if self.size == BODY_SIZE else 0


STYLES = {
    "name": ParagraphStyle("Masthead", TITLE_SONG, 52, "center", False, 2 * PITCH, RED),
    "number": ParagraphStyle("Masthead Number", FANG, 16, "center", False),
    "issuer": ParagraphStyle("Masthead Line", FANG, 16, "left", False),
    "title": ParagraphStyle("Title", TITLE_SONG, 22, "center", False, keeps_next=True),
    "h1": ParagraphStyle("heading 1", HEI, 16, level=0, keeps_next=True),
    "h2": ParagraphStyle("heading 2", KAI, 16, level=1, keeps_next=True),
    "h3": ParagraphStyle("heading 3", FANG, 16, level=2),
    "h4": ParagraphStyle("heading 4", FANG, 16, level=3),
    "body": ParagraphStyle("Body Text", FANG, 16),
    "lead": ParagraphStyle("Lead", KAI, 16),
    "caption": ParagraphStyle("caption", HEI, 12, "center", False, 400, keeps_next=True),
    "drawing": ParagraphStyle("Drawing", FANG, 12, "center", False, 0),
    "note": ParagraphStyle("Note", KAI, 12, "both", False, 360),
    "demo": ParagraphStyle("Demonstration", HEI, 16, "left", False),
    "tail": ParagraphStyle("Tail", FANG, 14, "left", False, TAIL_PITCH),
}


def blank_document() -> Document:
    """A document with our page and page numbers, and nothing in it."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance, section.footer_distance = HEADER_DISTANCE, FOOTER_DISTANCE
    properties: Any = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{PITCH}"/>'))
    settings: Any = document.settings.element
    document.settings.odd_and_even_pages_header_footer = True
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # that of Word 2013 and later; lower opens as "compatibility mode"
    for theme_languages in settings.iter(qn("w:themeFontLang")):
        theme_languages.set(qn("w:eastAsia"), "zh-CN")
    _put_page_number(section.footer.paragraphs[0], "right")
    _put_page_number(section.even_page_footer.paragraphs[0], "left")
    return document


def _put_page_number(paragraph: Paragraph, align: str) -> None:
    """— 1 —, on odd pages at the right and on even ones at the left, one character from the edge."""
    look = run_properties(SONG, PAGE_NUMBER_SIZE, latin=SONG)
    runs = [
        run_xml("— ", SONG, PAGE_NUMBER_SIZE, latin=SONG),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run_xml("1", SONG, PAGE_NUMBER_SIZE, latin=SONG),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run_xml(" —", SONG, PAGE_NUMBER_SIZE, latin=SONG),
    ]
    # A hundred hundredths of a character, and the same in twips for programs that count none.
    indent = f'<w:ind w:{align}Chars="100" w:{align}="{PAGE_NUMBER_SIZE * TWIPS}"/>'
    numbered = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="{PAGE_NUMBER_PITCH}" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>'
    )
    paragraph._p.getparent().replace(paragraph._p, numbered)


def define_style(style: Any, look: ParagraphStyle) -> None:
    """Give a style of the document our look."""
    element = style.element
    for name in ("w:pPr", "w:rPr", "w:basedOn", "w:link"):
        for former in element.findall(qn(name)):
            element.remove(former)
    # Two hundred hundredths of a character, and the same in twips for programs that count none.
    indent = f'w:firstLine="{round(look.size * 2 * TWIPS)}" w:firstLineChars="200"'
    spacing = (
        f'w:line="{look.pitch}" w:lineRule="exact"'
        if look.pitch
        else 'w:line="240" w:lineRule="auto"'  # 240 is one line, as high as what stands on it
    )
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    keep = "<w:keepNext/>" if look.keeps_next else ""
    element.append(
        parse_xml(
            f'<w:pPr {nsdecls("w")}>{keep}<w:widowControl w:val="0"/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            f'<w:snapToGrid w:val="{int(look.pitch == PITCH)}"/><w:spacing w:before="0" w:after="0" {spacing}/>'
            f'<w:ind {indent if look.indent else NO_INDENT}/><w:jc w:val="{look.align}"/>{level}</w:pPr>'
        )
    )
    properties = run_properties(look.font, look.size, colour=look.colour, squeeze=look.squeeze)
    element.append(parse_xml(properties.replace("<w:rPr>", f"<w:rPr {nsdecls('w')}>", 1)))


def run_properties(font: str, size: float, *, colour: str = "", squeeze: int = 0, latin: str = LATIN) -> str:
    """The properties of a run, with the East Asian font that python-docx cannot set. size: in points; squeeze: in twips."""
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    spacing = f'<w:spacing w:val="{squeeze}"/>' if squeeze else ""
    half_points = round(size * 2)
    # hint: quotes and dots that both scripts have are taken from the East Asian font.
    return (
        f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{font}" w:hint="eastAsia"/>'
        f'<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/>{coloured}{spacing}<w:kern w:val="0"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )


def run_xml(
    text: str, font: str, size: float, *, colour: str = "", squeeze: int = 0, latin: str = LATIN
) -> str:
    """A run of text in a look of its own; a line break in the text is one in the document."""
    properties = run_properties(font, size, colour=colour, squeeze=squeeze, latin=latin)
    return (
        f'<w:r>{properties}<w:t xml:space="preserve">{xml_text(text).replace(BREAK, LINE_BREAK)}</w:t></w:r>'
    )


def xml_text(text: str) -> str:
    """A text between tags: marked up, and without characters that XML cannot hold."""
    return escape(clean(text))
