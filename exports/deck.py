"""An empty deck of slides: in our look, or in that of an office's own template.

Ours is built on the master that python-pptx brings: wide slides, one font, one blue, a line under the title, the
source line and the page number at the foot. Of a template its master and layouts are taken, its slides are left out.
"""

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import BadZipFile, ZipFile

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Emu, Pt

from charts.palette import LIGHT
from exports.briefing.content import clean
from exports.native_charts.looks import FONT
from exports.sheets import lines
from words import N_, _
from words.errors import UnknownCode

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)  # what PowerPoint calls widescreen: 13.333 × 7.5 inches
SIDE, TITLE_TOP, TITLE_HEIGHT = Cm(1.5), Cm(0.55), Cm(2.1)
FOOT_TOP, FOOT_HEIGHT, NUMBER_WIDTH, FOOT_SIZE = Cm(17.75), Cm(0.95), Cm(1.6), 9  # the last in points
GAP = Cm(0.4)
LINE = 1.45  # from line to line, of the size of the words: for the tallest of the fonts that may stand in
COVER_SIZES, TITLE_SIZES = (36, 32, 28, 24, 20), (24, 22, 20, 18, 16, 14, 12)  # points
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)
KINDS = {"cover": "title", "text": "obj", "titled": "titleOnly"}  # our word for a layout: PowerPoint's
LAYOUTS = {"cover": N_("Cover"), "text": N_("Title and text"), "titled": N_("Title only")}
TEMPLATE, MAIN = b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # the extension that holds the sections of a deck
SECTIONS_SPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"


class Deck:
    """A deck to put slides into. lacks: what its template lacks, in words; none for ours.

    office_template: PPTX or POTX; bytes that are neither raise UnknownCode.
    left, top, width, height: the room for content on a slide, in EMU; foot: where the source line begins.
    """

    def __init__(self, office_template: bytes | None = None):
        self.has_template = office_template is not None
        self.presentation: Any = _own_look() if office_template is None else _opened(office_template)
        self.lacks: list[str] = []
        layouts = list(self.presentation.slide_layouts)
        if not layouts:
            raise UnknownCode(_("The template has no slide layout."))
        self.layouts = {kind: self._layout(kind, layouts) for kind in KINDS}
        self.font = _font(self.presentation) if self.has_template else FONT
        self._find_room()

    def _layout(self, kind: str, layouts: list[Any]) -> Any:
        """The layout of a kind: by PowerPoint's word for it, else the first with what it needs."""
        typed = next((layout for layout in layouts if layout._element.get("type") == KINDS[kind]), None)
        if typed is not None and (kind == "cover" or _placeholder(typed, TITLES) is not None):
            return typed
        titled = [layout for layout in layouts if _placeholder(layout, TITLES) is not None]
        fitting = [layout for layout in titled if kind != "text" or _placeholder(layout, BODIES) is not None]
        layout = next(iter(fitting or titled or layouts))
        sentence = _("no layout “{name}”; {used} is used")
        self.lacks.append(sentence.format(name=_(LAYOUTS[kind]), used=layout.name))
        return layout

    def _find_room(self) -> None:
        """Between the title and the foot of the layout that has only a title."""
        width, height = self.presentation.slide_width, self.presentation.slide_height
        layout = self.layouts["titled"]
        title = _placeholder(layout, TITLES)
        if title is None:  # a twentieth of the slide at each side, a sixth above: as slides usually are
            self.lacks.append(_("no place for a title; titles are written into a box of their own"))
            self.left, self.top, self.width = width // 20, height // 6, width * 9 // 10
        else:
            self.left, self.width = title.left, title.width
            self.top = title.top + title.height + GAP
        feet = [
            holder.top
            for holder in layout.placeholders
            if holder.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
            and holder.top > height // 2  # some templates have them at the head
        ]
        self.foot = min(feet, default=height * 93 // 100)
        self.height = self.foot - Cm(0.2) - self.top
        if _placeholder(layout, (PP_PLACEHOLDER.FOOTER,)) is None:
            self.lacks.append(_("no place for the source line; it is written into a box of its own"))
        if _placeholder(layout, (PP_PLACEHOLDER.SLIDE_NUMBER,)) is None:
            self.lacks.append(_("no page number"))

    def add(self, kind: str, title: str, footer: str) -> Any:
        """A new slide of a kind with its title, source line and page number; other placeholders stay empty or go."""
        layout = self.layouts[kind]
        slide = self.presentation.slides.add_slide(layout)
        holder = slide.shapes.title
        if holder is None:
            holder = slide.shapes.add_textbox(self.left, self.top // 4, self.width, self.top // 2)
            holder.text_frame.word_wrap = True
        self.write_title(holder, title, kind)
        bodies = {"cover": 1, "text": 1, "titled": 0}[kind]  # that are written into
        for holder in list(slide.placeholders):
            if holder.placeholder_format.type in TITLES:
                continue
            if holder.placeholder_format.type in BODIES and bodies:
                bodies -= 1
            else:
                holder._element.getparent().remove(holder._element)
        if kind != "cover":
            self._foot(slide, layout, footer)
        return slide

    def body(self, slide: Any) -> Any:
        """The text frame of a slide's body; a box of its own where the layout has none."""
        holder = _placeholder(slide, BODIES)
        if holder is None:
            holder = slide.shapes.add_textbox(self.left, self.top, self.width, self.height)
        holder.text_frame.word_wrap = True
        return holder.text_frame

    def write_title(self, holder: Any, title: str, kind: str) -> None:
        """A title as large as its place holds; where it does not fit on one line it breaks at its line break, if it has one."""
        sizes = COVER_SIZES if kind == "cover" else TITLE_SIZES
        height, width = Emu(holder.height).pt, Emu(holder.width).pt
        whole = title.replace("\n", "")
        parts = [whole] if _lines(whole, width, sizes[0]) == 1 else title.split("\n")

        def fits(size: float) -> bool:
            return sum(_lines(part, width, size) for part in parts) * size * LINE <= height

        size = next(filter(fits, sizes), sizes[-1])
        paragraph = holder.text_frame.paragraphs[0]
        for index, part in enumerate(parts):
            if index:
                paragraph.add_line_break()
            self.write(paragraph, part.strip(), size=size)

    def write(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float | None = None,
        colour: str | None = None,
        is_bold: bool | None = None,
    ) -> Any:
        """Add a run whose Latin and East Asian font are named; python-pptx names the Latin one alone.

        size: in points; colour: #rrggbb; without them the run looks as its place does.
        """
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size = Pt(size) if size else None
        run.font.bold = is_bold
        if colour:
            run.font.fill.solid()
            run.font.fill.fore_color.rgb = rgb(colour)
        run.font.name = self.font
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN")
        latin = properties.find(qn("a:latin"))
        for tag in ("a:cs", "a:ea"):
            latin.addnext(etree.fromstring(f'<{tag} {nsdecls("a")} typeface="{self.font}"/>'))
        return run

    def box(self, slide: Any, left: int, top: int, width: int, height: int) -> Any:
        """An empty box for text without margins, which wraps; lengths in EMU."""
        frame = slide.shapes.add_textbox(int(left), int(top), int(width), int(height)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def _foot(self, slide: Any, layout: Any, footer: str) -> None:
        holder = _placeholder(layout, (PP_PLACEHOLDER.FOOTER,))
        if holder is None:
            frame = self.box(slide, self.left, self.foot, self.width * 3 // 4, Cm(0.9))
        else:
            frame = _copied(slide, holder, "ftr").text_frame
        self.write(frame.paragraphs[0], footer, size=None if self.has_template and holder else FOOT_SIZE)
        holder = _placeholder(layout, (PP_PLACEHOLDER.SLIDE_NUMBER,))
        if holder is not None:
            number = _copied(slide, holder, "sldNum")
            size = None if self.has_template else FOOT_SIZE
            run = self.write(number.text_frame.paragraphs[0], "‹#›", size=size)
            # A run becomes a field of the same look, which PowerPoint fills with the number of the slide.
            field = parse_xml(
                f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"/>'
            )
            run._r.addprevious(field)
            for child in list(run._r):
                field.append(child)
            run._r.getparent().remove(run._r)

    def group(self, sections: list[tuple[str, int]]) -> None:
        """Divide the deck into named sections, [(name, count of slides)], as its outline shows them."""
        root = self.presentation.part._element
        slide_ids = [slide.get("id") for slide in root.sldIdLst]
        inside, first = "", 0
        for number, (name, count) in enumerate(sections, 1):
            slides = "".join(f'<p14:sldId id="{slide_id}"/>' for slide_id in slide_ids[first : first + count])
            first += count
            # The id of a section is a GUID; any does that no other section has.
            inside += (
                f'<p14:section name={quoteattr(clean(name))} id="{{00000000-0000-4000-8000-{number:012d}}}">'
                f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
            )
        extension = parse_xml(
            f'<p:ext {nsdecls("p")} uri="{SECTIONS}"><p14:sectionLst xmlns:p14="{SECTIONS_SPACE}">{inside}</p14:sectionLst></p:ext>'
        )
        extensions = root.find(qn("p:extLst"))
        if extensions is None:
            extensions = parse_xml(f"<p:extLst {nsdecls('p')}/>")
            root.append(extensions)
        extensions.append(extension)

    def bytes(self) -> bytes:
        """The deck as a PPTX file."""
        file = BytesIO()
        self.presentation.save(file)
        return file.getvalue()


def lacking(office_template: bytes) -> list[str]:
    """What an office's template lacks for our slides, in words; what is lacking is made up for.

    Raises UnknownCode for bytes that are no PPTX or POTX.
    """
    return Deck(office_template).lacks


def _lines(text: str, width: float, size: float) -> int:
    """Lines that a text of a size takes, both in points; one character less than fit, as fonts differ."""
    return lines(text, width / size - 1)


def _placeholder(layout: Any, kinds: tuple[PP_PLACEHOLDER, ...]) -> Any:
    """The first place of one of these kinds on a layout or slide; None where it has none."""
    return next((holder for holder in layout.placeholders if holder.placeholder_format.type in kinds), None)


def _copied(slide: Any, holder: Any, kind: str) -> Any:
    """A placeholder of a layout on a slide: python-pptx leaves out those at the foot."""
    identity = max(shape.shape_id for shape in slide.shapes) + 1 if len(slide.shapes) else 2
    index = holder.placeholder_format.idx
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{identity}" name="{kind} {identity}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr>'
        "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    slide.shapes._spTree.append(shape)
    return next(shape for shape in slide.shapes if shape.shape_id == identity)


def rgb(colour: str) -> RGBColor:
    """A colour of the palette, #rrggbb, as python-pptx takes it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)


# --- an office's template -----------------------------------------------------------------------------------


def _opened(office_template: bytes) -> Any:
    """A template without its slides. A POTX is a PPTX that says so in one word."""
    try:
        with ZipFile(BytesIO(office_template)) as archive:
            kinds = archive.read("[Content_Types].xml")
            content = _as_presentation(archive, kinds) if TEMPLATE in kinds else office_template
        presentation: Any = Presentation(BytesIO(content))
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise UnknownCode(_("The template is not a PowerPoint file (.pptx or .potx).")) from error
    root = presentation.part._element
    for slide in list(root.sldIdLst if root.sldIdLst is not None else ()):
        root.sldIdLst.remove(slide)
        presentation.part.drop_rel(slide.rId)
    for extension in list(root.iter(qn("p:ext"))):
        if extension.get("uri") == SECTIONS:
            extension.getparent().remove(extension)
    return presentation


def _as_presentation(archive: ZipFile, kinds: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as copy:
        for name in archive.namelist():
            content = kinds.replace(TEMPLATE, MAIN) if name == "[Content_Types].xml" else archive.read(name)
            copy.writestr(name, content)
    return file.getvalue()


def _font(presentation: Any) -> str:
    """The font that the template's theme gives Chinese text."""
    theme = _theme(presentation)
    root = etree.fromstring(theme.blob) if theme is not None else None
    if root is None:
        return FONT
    spaces = {"a": root.nsmap.get("a", "http://schemas.openxmlformats.org/drawingml/2006/main")}
    for path in ("a:ea", "a:font[@script='Hans']"):
        for element in root.findall(f".//a:minorFont/{path}", spaces):
            if typeface := element.get("typeface"):
                return str(typeface)
    return FONT


def _theme(presentation: Any) -> Any:
    relations = presentation.slide_masters[0].part.rels.values()
    return next((relation.target_part for relation in relations if relation.reltype.endswith("/theme")), None)


# --- our own look -------------------------------------------------------------------------------------------


def _own_look() -> Any:
    """An empty deck in our look, made of the master and the three layouts of python-pptx's own that we use."""
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    _dress_theme(presentation)
    for layout in list(presentation.slide_layouts):
        if layout._element.get("type") not in KINDS.values():
            presentation.slide_layouts.remove(layout)
    _dress_master(presentation.slide_master)
    for layout in presentation.slide_layouts:
        _dress_layout(layout)
    return presentation


def _dress_master(master: Any) -> None:
    """The title, a line under it, the body, and source line and page number at the foot."""
    inner = WIDTH - 2 * SIDE
    places = {
        PP_PLACEHOLDER.TITLE: (SIDE, TITLE_TOP, inner, TITLE_HEIGHT),
        PP_PLACEHOLDER.BODY: (SIDE, TITLE_TOP + TITLE_HEIGHT + GAP, inner, FOOT_TOP - TITLE_TOP - TITLE_HEIGHT - 2 * GAP),
        PP_PLACEHOLDER.FOOTER: (SIDE, FOOT_TOP, inner * 3 // 4, FOOT_HEIGHT),
        PP_PLACEHOLDER.SLIDE_NUMBER: (WIDTH - SIDE - NUMBER_WIDTH, FOOT_TOP, NUMBER_WIDTH, FOOT_HEIGHT),
    }  # fmt: skip
    _remove_date(master)
    for holder in master.placeholders:
        kind = holder.placeholder_format.type
        holder.left, holder.top, holder.width, holder.height = places[kind]
        frame = holder.text_frame
        frame.margin_left = frame.margin_right = 0
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            for level in holder._element.iter(qn("a:lvl1pPr")):
                level.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
                level.find(qn("a:defRPr")).set("sz", f"{FOOT_SIZE * 100}")  # in hundredths of a point
    _dress_texts(master)
    _draw(master, SIDE, TITLE_TOP + TITLE_HEIGHT + Cm(0.05), inner, Cm(0.05))


def _dress_layout(layout: Any) -> None:
    """A layout with our name, whose places are those of the master; a cover has places and a blue edge of its own."""
    kind = next(kind for kind, word in KINDS.items() if word == layout._element.get("type"))
    layout._element.cSld.set("name", _(LAYOUTS[kind]))
    _remove_date(layout)
    for holder in layout.placeholders:
        for position in holder._element.findall(f".//{qn('a:xfrm')}"):
            position.getparent().remove(position)
        if kind == "cover":
            _dress_cover(holder)
    if kind == "cover":
        layout._element.set("showMasterSp", "0")
        _draw(layout, 0, 0, Cm(0.9), HEIGHT)


def _remove_date(layout: Any) -> None:
    """No place for a date: the month stands in the source line, and the day of printing would be read as it."""
    for holder in list(layout.placeholders):
        if holder.placeholder_format.type == PP_PLACEHOLDER.DATE:
            holder._element.getparent().remove(holder._element)


def _dress_theme(presentation: Any) -> None:
    """One font for all and the colours of the light palette."""
    theme = _theme(presentation)
    text = theme.blob.decode()
    fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface=""/>'
    text = re.sub(
        r"<a:fontScheme.*?</a:fontScheme>",
        f'<a:fontScheme name="Planwatch"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>',
        text,
        flags=re.DOTALL,
    )
    fills = list(dict.fromkeys(LIGHT.fills.values()))
    colours = {
        "dk1": LIGHT.text,
        "lt1": LIGHT.card,
        "dk2": LIGHT.muted,
        "lt2": LIGHT.ground,
        "accent1": LIGHT.product,
        **{f"accent{number}": colour for number, colour in enumerate(fills[:5], 2)},
        "hlink": LIGHT.product,
        "folHlink": LIGHT.muted,
    }
    inside = "".join(
        f'<a:{name}><a:srgbClr val="{rgb(colour)}"/></a:{name}>' for name, colour in colours.items()
    )
    scheme = f'<a:clrScheme name="Planwatch">{inside}</a:clrScheme>'
    theme._blob = re.sub(r"<a:clrScheme.*?</a:clrScheme>", scheme, text, flags=re.DOTALL).encode()


def _dress_texts(master: Any) -> None:
    """Sizes in hundredths of a point: titles of 24, bodies of 18 with bullets that hang by 285750 EMU, 22.5 points."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2400")
    title.find(qn("a:defRPr")).set("b", "1")
    body = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    body.find(qn("a:defRPr")).set("sz", "1800")
    body.set("marL", "285750")
    body.set("indent", "-285750")


def _dress_cover(holder: Any) -> None:
    """The title of the cover stands on its place, what is below it hangs from its own."""
    is_title = holder.placeholder_format.type in TITLES
    holder.left, holder.width = Cm(3), WIDTH - Cm(6)
    holder.top, holder.height = (Cm(4.6), Cm(5)) if is_title else (Cm(10.2), Cm(5))
    holder.text_frame.vertical_anchor = None
    frame = holder._element.find(qn("p:txBody"))
    looks = parse_xml(
        f'<a:lstStyle {nsdecls("a")}><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{3600 if is_title else 1800}" b="{int(is_title)}">'
        f'<a:solidFill><a:schemeClr val="{"tx1" if is_title else "tx2"}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    frame.replace(frame.find(qn("a:lstStyle")), looks)
    frame.find(qn("a:bodyPr")).set("anchor", "b" if is_title else "t")


def _draw(layout: Any, left: int, top: int, width: int, height: int) -> None:
    """A blue bar on a master or layout, behind what stands there; lengths in EMU."""
    identity = max(int(shape.get("id")) for shape in layout._element.iter(qn("p:cNvPr"))) + 1
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{identity}" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{int(left)}" y="{int(top)}"/><a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
    )
    layout._element.cSld.spTree.insert(2, bar)  # behind the two elements of the tree itself
