"""An empty deck of slides: in our look, or in that of an office's own template.

Ours is built on the master that python-pptx brings: wide slides, one font, one blue, a line under the title, the
source line and the page number at the foot. Of a template its master and layouts are taken, its slides are left out.
"""

import re
from io import BytesIO
from typing import Any
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

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)
SIDE, TITLE_TOP, TITLE_HEIGHT = Cm(1.5), Cm(0.55), Cm(2.1)
FOOT_TOP, FOOT_HEIGHT, NUMBER_WIDTH = Cm(17.75), Cm(0.95), Cm(1.6)
GAP = Cm(0.4)
LINE = 1.45  # height of a line, for the tallest of the fonts that may stand in
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

    left, top, width, height: the room for content on a slide, in EMU.
    """

    def __init__(self, template: bytes | None = None):
        self.has_template = template is not None
        self.presentation: Any = _ours() if template is None else _opened(template)
        self.lacks: list[str] = []
        layouts = list(self.presentation.slide_layouts)
        if not layouts:
            raise UnknownCode(_("The template has no slide layout."))
        self.layouts = {kind: self._layout(kind, layouts) for kind in KINDS}
        self.font = _font(self.presentation) if self.has_template else FONT
        self._find_room()

    def _layout(self, kind: str, layouts: list) -> Any:
        """The layout of a kind: by PowerPoint's word for it, else the first with what it needs."""
        typed = next((each for each in layouts if each._element.get("type") == KINDS[kind]), None)
        if typed is not None and (kind == "cover" or _placeholder(typed, TITLES) is not None):
            return typed
        wanted = _("no layout “{name}”; {used} is used")
        titled = [each for each in layouts if _placeholder(each, TITLES) is not None]
        fitting = [each for each in titled if kind != "text" or _placeholder(each, BODIES) is not None]
        found = next(iter(fitting or titled or layouts))
        self.lacks.append(wanted.format(name=_(LAYOUTS[kind]), used=found.name))
        return found

    def _find_room(self) -> None:
        """Between the title and the foot of the layout that has only a title."""
        wide, high = self.presentation.slide_width, self.presentation.slide_height
        layout = self.layouts["titled"]
        title = _placeholder(layout, TITLES)
        if title is None:
            self.lacks.append(_("no place for a title; titles are written into a box of their own"))
            self.left, self.top, self.width = wide // 20, high // 6, wide * 9 // 10
        else:
            self.left, self.width = title.left, title.width
            self.top = title.top + title.height + GAP
        feet = [
            each.top
            for each in layout.placeholders
            if each.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
            and each.top > high // 2
        ]
        self.foot = min(feet, default=high * 93 // 100)
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
        self.say_title(holder, title, kind)
        wanted = {"cover": 1, "text": 1, "titled": 0}[kind]
        for each in [each for each in slide.placeholders if each.placeholder_format.type not in TITLES]:
            if each.placeholder_format.type in BODIES and wanted:
                wanted -= 1
            else:
                each._element.getparent().remove(each._element)
        if kind != "cover":
            self._foot(slide, layout, footer)
        return slide

    def body(self, slide: Any) -> Any:
        """The text frame of a slide's body; a box of its own where the layout has none."""
        holder = next((each for each in slide.placeholders if each.placeholder_format.type in BODIES), None)
        if holder is None:
            holder = slide.shapes.add_textbox(self.left, self.top, self.width, self.height)
        holder.text_frame.word_wrap = True
        return holder.text_frame

    def say_title(self, holder: Any, title: str, kind: str) -> None:
        """A title as large as its place holds; where it does not fit on one line it breaks at its line break, if it has one."""
        sizes = COVER_SIZES if kind == "cover" else TITLE_SIZES
        room = Emu(holder.height).pt
        wide = Emu(holder.width).pt
        whole = title.replace("\n", "")
        parts = [whole] if lines(whole, wide / sizes[0] - 1) == 1 else title.split("\n")

        def taken(size: float) -> int:
            return sum(lines(part, wide / size - 1) for part in parts)

        size = next((size for size in sizes if taken(size) * size * LINE <= room), sizes[-1])
        paragraph = holder.text_frame.paragraphs[0]
        for place, part in enumerate(parts):
            if place:
                paragraph.add_line_break()
            self.say(paragraph, part.strip(), size=size)

    def say(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float | None = None,
        colour: str | None = None,
        is_bold: bool | None = None,
    ) -> Any:
        """Add a run whose Latin and East Asian font are named; python-pptx names the Latin one alone."""
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size = Pt(size) if size else None
        run.font.bold = is_bold
        if colour:
            run.font.fill.solid()
            run.font.fill.fore_color.rgb = rgb(colour)
        run.font.name = self.font
        looks = run._r.get_or_add_rPr()
        looks.set("lang", "zh-CN")
        latin = looks.find(qn("a:latin"))
        for tag in ("a:cs", "a:ea"):
            latin.addnext(etree.fromstring(f'<{tag} {nsdecls("a")} typeface="{self.font}"/>'))
        return run

    def box(self, slide: Any, left: int, top: int, width: int, height: int) -> Any:
        """An empty box for text without margins, which wraps."""
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
        self.say(frame.paragraphs[0], footer, size=None if self.has_template and holder else 9)
        holder = _placeholder(layout, (PP_PLACEHOLDER.SLIDE_NUMBER,))
        if holder is not None:
            number = _copied(slide, holder, "sldNum")
            run = self.say(number.text_frame.paragraphs[0], "‹#›", size=None if self.has_template else 9)
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
        identities = [each.get("id") for each in root.sldIdLst]
        inside, first = "", 0
        for number, (name, count) in enumerate(sections, 1):
            slides = "".join(f'<p14:sldId id="{each}"/>' for each in identities[first : first + count])
            first += count
            element = etree.Element("name", name=clean(name))
            quoted = etree.tostring(element).decode().removeprefix("<name ").removesuffix("/>")
            inside += f'<p14:section {quoted} id="{{00000000-0000-4000-8000-{number:012d}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
        made = parse_xml(
            f'<p:ext {nsdecls("p")} uri="{SECTIONS}"><p14:sectionLst xmlns:p14="{SECTIONS_SPACE}">{inside}</p14:sectionLst></p:ext>'
        )
        held = root.find(qn("p:extLst"))
        if held is None:
            held = parse_xml(f"<p:extLst {nsdecls('p')}/>")
            root.append(held)
        held.append(made)

    def bytes(self) -> bytes:
        file = BytesIO()
        self.presentation.save(file)
        return file.getvalue()


def lacking(template: bytes) -> list[str]:
    """What an office's template lacks for our slides, in words; what is lacking is made up for.

    Raises UnknownCode for bytes that are no PPTX or POTX.
    """
    return Deck(template).lacks


def _placeholder(layout: Any, kinds: tuple) -> Any:
    return next((each for each in layout.placeholders if each.placeholder_format.type in kinds), None)


def _copied(slide: Any, holder: Any, kind: str) -> Any:
    """A placeholder of a layout on a slide: python-pptx leaves out those at the foot."""
    identity = max(shape.shape_id for shape in slide.shapes) + 1 if len(slide.shapes) else 2
    index = holder.placeholder_format.idx
    made = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{identity}" name="{kind} {identity}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr>'
        "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    slide.shapes._spTree.append(made)
    return next(shape for shape in slide.shapes if shape.shape_id == identity)


def rgb(colour: str) -> RGBColor:
    """A colour of the palette, #rrggbb, as python-pptx takes it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


# --- an office's template -----------------------------------------------------------------------------------


def _opened(template: bytes) -> Any:
    """A template without its slides. A POTX is a PPTX that says so in one word."""
    try:
        with ZipFile(BytesIO(template)) as archive:
            kinds = archive.read("[Content_Types].xml")
            if TEMPLATE in kinds:
                template = _as_presentation(archive, kinds)
        presentation: Any = Presentation(BytesIO(template))
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise UnknownCode(_("The template is not a PowerPoint file (.pptx or .potx).")) from error
    root = presentation.part._element
    for each in list(root.sldIdLst if root.sldIdLst is not None else ()):
        root.sldIdLst.remove(each)
        presentation.part.drop_rel(each.rId)
    for each in list(root.iter(qn("p:ext"))):
        if each.get("uri") == SECTIONS:
            each.getparent().remove(each)
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
        for each in root.findall(f".//a:minorFont/{path}", spaces):
            if each.get("typeface"):
                return each.get("typeface")
    return FONT


def _theme(presentation: Any) -> Any:
    relations = presentation.slide_masters[0].part.rels.values()
    return next((each.target_part for each in relations if each.reltype.endswith("/theme")), None)


# --- our own look -------------------------------------------------------------------------------------------


def _ours() -> Any:
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    _dress_theme(presentation)
    for layout in list(presentation.slide_layouts):
        if layout._element.get("type") not in KINDS.values():
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    inner = WIDTH - 2 * SIDE
    places = {
        PP_PLACEHOLDER.TITLE: (SIDE, TITLE_TOP, inner, TITLE_HEIGHT),
        PP_PLACEHOLDER.BODY: (SIDE, TITLE_TOP + TITLE_HEIGHT + GAP, inner, FOOT_TOP - TITLE_TOP - TITLE_HEIGHT - 2 * GAP),
        PP_PLACEHOLDER.FOOTER: (SIDE, FOOT_TOP, inner * 3 // 4, FOOT_HEIGHT),
        PP_PLACEHOLDER.SLIDE_NUMBER: (WIDTH - SIDE - NUMBER_WIDTH, FOOT_TOP, NUMBER_WIDTH, FOOT_HEIGHT),
    }  # fmt: skip
    for each in list(master.placeholders):
        kind = each.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            each._element.getparent().remove(each._element)
            continue
        each.left, each.top, each.width, each.height = places[kind]
        frame = each.text_frame
        frame.margin_left = frame.margin_right = 0
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            for level in each._element.iter(qn("a:lvl1pPr")):
                level.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
                level.find(qn("a:defRPr")).set("sz", "900")
    _dress_texts(master)
    _draw(master, SIDE, TITLE_TOP + TITLE_HEIGHT + Cm(0.05), inner, Cm(0.05))
    for layout in presentation.slide_layouts:
        kind = next(kind for kind, word in KINDS.items() if word == layout._element.get("type"))
        layout._element.cSld.set("name", _(LAYOUTS[kind]))
        for each in list(layout.placeholders):
            if each.placeholder_format.type == PP_PLACEHOLDER.DATE:
                each._element.getparent().remove(each._element)
                continue
            for place in each._element.findall(f".//{qn('a:xfrm')}"):
                place.getparent().remove(place)
            if kind == "cover":
                _dress_cover(each)
        if kind == "cover":
            layout._element.set("showMasterSp", "0")
            _draw(layout, 0, 0, Cm(0.9), HEIGHT)
    return presentation


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
        f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>' for name, colour in colours.items()
    )
    scheme = f'<a:clrScheme name="Planwatch">{inside}</a:clrScheme>'
    theme._blob = re.sub(r"<a:clrScheme.*?</a:clrScheme>", scheme, text, flags=re.DOTALL).encode()


def _dress_texts(master: Any) -> None:
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


def _draw(on: Any, left: int, top: int, width: int, height: int) -> None:
    """A blue bar on a master or layout, behind what stands there."""
    identity = max(int(each.get("id")) for each in on._element.iter(qn("p:cNvPr"))) + 1
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{identity}" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{int(left)}" y="{int(top)}"/><a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
    )
    on._element.cSld.spTree.insert(2, bar)
