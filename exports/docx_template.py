"""An office's own document as template: which marks, styles and page it has, and how a mark is filled in."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from exports.docx_page import PAGE, STYLES
from words import N_, _
from words.errors import UnknownCode

# What a template of the office may hold, and the mark that stands for it: {{正文}}.
CONTENTS = {
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
ASKED_STYLES = ("title", "h1", "h2", "h3", "h4", "body")  # whose absence is said; others are rarely there


def lacking(office_template: bytes) -> list[str]:
    """What an office's template lacks, in words: marks such as {{正文}}, styles, the page. Empty when it lacks nothing.

    What is lacking is made up for: the body goes to the end, styles are ours, other marks are left out. Raises
    UnknownCode for bytes that are no DOCX.
    """
    document = opened(office_template)
    texts = "".join(text_of(paragraph) for paragraph in paragraphs(document))
    lacks = [
        _("no place for the {what}: write {mark} there").format(what=_(content), mark=mark(code))
        for code, content in CONTENTS.items()
        if mark(code) not in texts
    ]
    styles = {style.name.lower() for style in document.styles}
    lacks += [
        _("no style “{name}”; ours is used").format(name=STYLES[role].name)
        for role in ASKED_STYLES
        if STYLES[role].name.lower() not in styles
    ]
    section = document.sections[0]
    # Word rounds the page to twips, other programs to their own steps.
    if abs((section.page_width or 0) - PAGE[0]) > Mm(1):
        lacks.append(_("the page is not A4"))
    return lacks


def opened(office_template: bytes) -> Document:
    """The template as a document of python-docx. Raises UnknownCode for bytes that are no DOCX."""
    try:
        return docx.Document(BytesIO(office_template))
    except (BadZipFile, KeyError, ValueError, OSError):
        raise UnknownCode(_("The template is not a Word document (.docx).")) from None


def mark(code: str) -> str:
    """The mark of a content as it is written in a template: {{正文}}."""
    return f"{{{{{MARKS[code]}}}}}"


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """All paragraphs of a document: body, tables, headers and footers."""
    yield from (Paragraph(element, document._body) for element in document.element.body.iter(qn("w:p")))
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.even_page_header,
            section.even_page_footer,
            section.first_page_header,
            section.first_page_footer,
        ):
            if not part.is_linked_to_previous:
                yield from (Paragraph(element, part) for element in part._element.iter(qn("w:p")))


def text_of(paragraph: Paragraph) -> str:
    """What the runs of a paragraph say."""
    return "".join(run.text for run in paragraph.runs)


def replace_mark(paragraph: Paragraph, mark: str, text: str) -> None:
    """Put text where a mark stands, in the look of the run where the mark begins; it may go over several runs."""
    while mark in (whole := text_of(paragraph)):
        begin = whole.index(mark)
        end, first = begin + len(mark), 0
        for run in paragraph.runs:
            last = first + len(run.text)
            if last > begin and first < end:
                before, after = run.text[: max(begin - first, 0)], run.text[max(end - first, 0) :]
                run.text = before + (text if first <= begin else "") + (after if last > end else "")
            first = last
        if mark in text:  # it would be found again and again
            return
