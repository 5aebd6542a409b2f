"""Briefing: what it will say, seen and rewritten before it is made; files of the draft; issuing it, and what was issued."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from charts.chart import Axis, Chart
from charts.palette import LIGHT
from exports.briefing.content import Briefing, Part, issue_text, lead_text, title_parts
from exports.briefing.parts import MASTHEAD, TITLES
from exports.headings import level_of, numbered
from metrics.facts import records
from screens import cached, drafts, forms, html, panels, saving, view
from screens.tables import cell_html
from screens.view import View
from services import briefings
from tables.table import Cell, Column, On, Table
from words import _, numbers
from words.errors import PlanwatchError

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": panels.PPTX,
    "xlsx": panels.XLSX,
}
ROWS_SHOWN = 12  # of a table in the preview; the files hold all
DRAWINGS_IN_A_ROW = 2  # charts over months; the files have them one below another


@dataclass(frozen=True)
class Choice:
    """Which briefing of a plan and month is shown, and who works on it. parts, units: none chosen means all."""

    plan_code: str
    month: str
    parts: tuple[str, ...]
    units: tuple[str, ...]
    name: str = ""  # of the person who saves; "" before it is filled in


def show(view: View) -> None:
    forms.show_saved()
    head = st.container()  # the answer stands first, but follows from the choices
    choice = chosen(view)
    draft = drafts.draft(view.plan_code, view.month, choice.parts or None, choice.units)
    edits = drafts.briefing_edits(view.plan_code, view.month, choice.units)
    with head:
        html.block(headline(view, draft))
    with st.container(key="briefing"):
        left, right = st.columns([2.7, 1], gap="small")
    with right:
        if saving.is_read_only():
            html.read_only_panel()
        else:
            with st.container(key="panel-name"):
                choice = replace(choice, name=forms.person())
        key = drafts.draft_key(view.plan_code, view.month, choice.parts, choice.units)
        show_files(drafts.edited(draft, edits), key)
        if not saving.is_read_only():
            show_issuing(choice, is_open=view.closing is None)
        show_issued(view.plan_code)
        if not saving.is_read_only():
            show_templates(choice.name)
    with left:
        show_preview(draft, edits, choice)
    html.footer(view.board, view.closing)


def headline(view: View, draft: Briefing) -> Markup:
    """Whether the month is issued, and what the draft holds."""
    month = numbers.month(view.month)
    title = _("{month} is not issued yet; the next number is {number}").format(
        month=month, number=drafts.next_briefing(view.plan_code)
    )
    for issued in records(drafts.issued_briefings(view.plan_code)):  # the newest first
        if issued["month"] == view.month:
            title = _("{month} was issued as {year} No. {number}").format(
                month=month, year=issued["year"], number=issued["number"]
            )
            break
    counts = _(
        "The draft has {parts} parts with {sentences} sentences, {tables} tables and {charts} charts."
    ).format(
        parts=len(draft.parts),
        sentences=sum(len(part.sentences) for part in draft.parts),
        tables=sum(len(part.tables) for part in draft.parts),
        charts=sum(len(part.charts) for part in draft.parts),
    )
    badge = Markup(" ") + html.badge() if draft.is_demo else html.NOTHING
    return html.fill("<h1>{}</h1><p>{}{}</p>", title, counts, badge)


def chosen(view: View) -> Choice:
    left, right = st.columns(2, gap="small")
    with left:
        parts = forms.choices(
            "parts", _("Parts"), {code: _(TITLES[code]) for code in drafts.briefing_parts()}
        )
    with right:
        units = forms.choices("units", _("Only what these units lead"), cached.units(view.plan_code))
    return Choice(view.plan_code, view.month, tuple(parts), tuple(units))


# --- the preview, and what the office writes ----------------------------------------------------------------


def show_preview(draft: Briefing, edits: dict[str, dict], choice: Choice) -> None:
    """The briefing as the document will show it, on white paper; under each part what the office may change of it."""
    final = drafts.edited(draft, edits)
    captions = Captions(final.is_demo)
    with st.container(key="paper"):
        html.block(paper(masthead(final)))
        if not saving.is_read_only():
            show_masthead(draft, edits, choice)
        drafted = {part.code: part for part in draft.parts}
        for number, part in enumerate(final.parts, 1):
            html.block(paper(part_html(part, number, captions)))
            show_drawings(part, captions)
            if not saving.is_read_only():
                show_rewriting(drafted[part.code], part, edits.get(part.code), choice)
        html.block(paper(tail(final)))


def paper(body: Markup) -> Markup:
    """HTML on the white paper of the document."""
    return html.fill('<div class="paper">{}</div>', body)


class Captions:
    """Numbers the tables and figures of the preview as the document does, and marks them where they are made up."""

    def __init__(self, is_demo: bool) -> None:
        self.is_demo = is_demo
        self.tables = self.drawings = 0

    def table(self, title: str) -> Markup:
        self.tables += 1
        return self._caption(_("Table {number}  {title}").format(number=self.tables, title=title))

    def drawing(self, title: str) -> Markup:
        self.drawings += 1
        return self._caption(_("Figure {number}  {title}").format(number=self.drawings, title=title))

    def _caption(self, text: str) -> Markup:
        return html.element(
            "p", _("{caption} (demonstration data)").format(caption=text) if self.is_demo else text, "caption"
        )


def masthead(briefing: Briefing) -> Markup:
    demo = _("Demonstration data: all values are made up")
    demo_line = html.element("p", demo, "demo") if briefing.is_demo else html.NOTHING
    return demo_line + html.fill(
        '<p class="name">{}</p><p class="number">{}</p>'
        '<p class="issuer"><span>{}</span><span>{}</span></p><h2 class="title">{}</h2><p>{}</p>',
        briefing.name,
        issue_text(briefing),
        briefing.organisation,
        numbers.day(briefing.dated_on),
        html.join(html.element("span", part) for part in title_parts(briefing)),
        lead_text(briefing),
    )


def tail(briefing: Briefing) -> Markup:
    """What the figures rest on, to whom it goes, and who prints it."""
    basis = _("Data: {basis}.").format(basis=numbers.clauses([*briefing.basis]))
    day = _("printed on {day}").format(day=numbers.day(briefing.dated_on))
    line = _("{label}: {names}")
    lines = [
        html.element("p", line.format(label=label, names=numbers.names([*names])))
        for label, names in (
            (_("Reported to"), briefing.reported_to),
            (_("Sent to"), briefing.sent_to),
            (_("Issued to"), briefing.issued_to),
        )
        if names
    ]
    return html.fill(
        '<p class="note">{}</p><div class="tail">{}<p><span>{}</span><span>{}</span></p></div>',
        basis,
        html.join(lines),
        briefing.organisation,
        day,
    )


def part_html(part: Part, number: int, captions: Captions) -> Markup:
    """A part under its number: its sentences, then its tables."""
    return (
        html.fill('<h3 class="h1">{}</h3>', numbered(number, part.title))
        + html.join(map(sentence_html, part.sentences))
        + html.join(table_html(table, captions) for table in part.tables)
    )


def sentence_html(sentence: str) -> Markup:
    role, head, rest = level_of(sentence)
    heading = html.fill('<span class="{}">{}</span>', role, head) if head else html.NOTHING
    return html.fill("<p>{}{}</p>", heading, rest)


def show_drawings(part: Part, captions: Captions) -> None:
    """The charts of a part, small: those over months side by side, lying bars over the whole width."""
    row: list[Chart] = []
    for chart in [chart for chart in part.charts if not chart.is_empty]:
        if chart.axis is Axis.MONTHS:
            row.append(chart)
        if len(row) == DRAWINGS_IN_A_ROW or (row and chart.axis is not Axis.MONTHS):
            show_row(row, captions)
            row = []
        if chart.axis is not Axis.MONTHS:
            show_drawing(chart, captions)
    if row:
        show_row(row, captions)


def show_row(charts: list[Chart], captions: Captions) -> None:
    for column, chart in zip(st.columns(DRAWINGS_IN_A_ROW, gap="small"), charts, strict=False):
        with column:
            show_drawing(replace(chart, is_small=True), captions)


def show_drawing(chart: Chart, captions: Captions) -> None:
    st.plotly_chart(
        cached.drawing(chart, LIGHT),
        key=f"drawing-{chart.name}",
        theme=None,
        config={"staticPlot": True},
        alt=chart.alt_text,
    )
    html.block(html.fill('<div class="paper drawing">{}</div>', captions.drawing(chart.title)))


def table_html(table: Table, captions: Captions) -> Markup:
    """The first rows of a table with its caption."""
    table = table.on(On.BRIEFING)
    rows = [
        [paper_cell(column, cell) for column, cell in table.cells(row)]
        for row in table.first(ROWS_SHOWN).rows
    ]
    numeric = tuple(index for index, column in enumerate(table.columns) if column.is_number)
    shown = html.scrolling(html.table(table.headers, rows, "", numeric), table.title)
    left = len(table.rows) - ROWS_SHOWN
    more = _("{count} more rows are in the files").format(count=left)
    return (
        captions.table(table.title) + shown + (html.element("p", more, "note") if left > 0 else html.NOTHING)
    )


def paper_cell(column: Column, cell: Cell) -> Markup:
    """A cell as the document prints it: a status with its shape, all else in its words, without links."""
    return cell_html(column, cell) if column.status(cell) else html.text(column.printed(cell))


def show_rewriting(drafted: Part, part: Part, edit: dict | None, choice: Choice) -> None:
    """The sentences of a part to rewrite; told when the figures changed after they were rewritten."""
    text = "\n".join(drafted.sentences)
    is_stale = edit is not None and edit["drafted"] != text
    title = _("Rewrite “{title}”").format(title=part.title)
    if edit is not None:
        title = _("Rewritten by {who} on {day}: “{title}”").format(
            who=edit["saved_by"] or numbers.UNKNOWN,
            day=numbers.day(edit["saved_at"].date()),
            title=part.title,
        )
    with st.expander(html.escape_markdown(title), expanded=is_stale):
        if is_stale:
            html.block(stale_note(drafted))
        key = f"text-{part.code}-{choice.plan_code}-{choice.month}-{'|'.join(choice.units)}-{len(text)}"
        written = st.text_area(
            _("One paragraph a line"),
            "\n".join(part.sentences),
            key=f"{key}-{edit and edit['saved_at']}",
            height="content",
        )
        save_or_restore(part.code, written, text, edit, choice)


def stale_note(drafted: Part) -> Markup:
    """What a part that was rewritten would say by now."""
    lines = html.join(html.element("li", line) for line in drafted.sentences)
    return html.fill(
        '<div class="told panel"><strong>{}</strong><ul>{}</ul></div>',
        _("The figures have changed since then. The draft now says:"),
        lines,
    )


def show_masthead(draft: Briefing, edits: dict[str, dict], choice: Choice) -> None:
    """Who prints it, and to whom it goes."""
    labels = {
        "organisation": _("Issuing office"),
        "reported_to": _("Reported to (one a line)"),
        "sent_to": _("Sent to (one a line)"),
        "issued_to": _("Issued to (one a line)"),
    }
    with st.expander(_("Masthead and recipients")):
        for field in MASTHEAD:
            edit = edits.get(field)
            drafted = draft.organisation if field == "organisation" else ""
            key = f"text-{field}-{choice.plan_code}-{choice.month}-{edit and edit['saved_at']}"
            value = edit["text"] if edit else drafted
            written = st.text_area(labels[field], value, key=key, height="content")
            save_or_restore(field, written, drafted, edit, choice)


def save_or_restore(part: str, written: str, drafted: str, edit: dict | None, choice: Choice) -> None:
    """The buttons that keep what was written instead of a draft, and that take it back."""
    current, name = edit["text"] if edit else drafted, choice.name

    def change(text: str | None) -> None:
        saving.edit_briefing(choice.plan_code, choice.month, part, text, drafted, choice.units, name)

    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save the wording"), key=f"save-{part}", disabled=not name or written == current):
            forms.save(partial(change, written), _("The wording is saved"), name)
        if edit and st.button(_("Back to the draft"), key=f"restore-{part}", disabled=not name):
            forms.save(partial(change, None), _("The draft’s wording stands again"), name)


# --- files, issuing, templates ------------------------------------------------------------------------------


def show_files(final: Briefing, key: str) -> None:
    """Files of the draft, each made when it is asked for. key: of the draft (cached.draft_key)."""
    with st.container(key="panel-draft"):
        note = _("They carry no number yet.")
        html.block(html.heading(_("Files of the draft")) + html.element("p", note))
        made = st.session_state.setdefault("briefing_files", {})
        with st.container(horizontal=True, gap="small"):
            asked = [
                format
                for format in briefings.FORMATS
                if st.button(_("Make {format}").format(format=format.upper()), key=f"make-{format}")
            ]
        for format in asked:
            with st.status(_("Writing the {format} file").format(format=format.upper())) as status:
                made.clear()  # of one draft only: files are large
                made[key, format] = drafts.briefing_file(final, format)
                status.update(
                    label=_("The {format} file is ready").format(format=format.upper()), state="complete"
                )
        for (draft_key, format), content in made.items():
            if draft_key == key:
                st.download_button(
                    _("Download {format}").format(format=format.upper()),
                    content,
                    f"{file_name(final)}.{format}",
                    TYPES[format],
                    key=f"download-{format}",
                    on_click="ignore",
                    type="primary",
                )


def file_name(briefing: Briefing) -> str:
    return f"{briefing.name}（{briefing.plan_title}{numbers.month(briefing.month)}）"


def show_issuing(choice: Choice, *, is_open: bool) -> None:
    """Issuing the briefing, and closing its month with it where that is still open."""
    plan_code, month, name = choice.plan_code, choice.month, choice.name
    with st.container(key="panel-issue"):
        number = drafts.next_briefing(plan_code)
        title = _("Issue as No. {number}").format(number=number)
        note = _(
            "The files are kept as they are issued; they cannot be changed or taken back, and the number is used."
        )
        html.block(html.heading(title) + html.element("p", note))
        closes = False
        if is_open:
            closes = st.checkbox(
                _("Close {month} with it, so that its figures stay as issued").format(
                    month=numbers.month(month)
                ),
                value=True,
                key="close_month",
            )
        sure = st.checkbox(_("I have read the preview"), key=f"sure-{plan_code}-{month}-{number}")
        if st.button(title, type="primary", key="issue", disabled=not (sure and name)):
            with st.status(_("Writing and storing the files")):
                forms.save(
                    lambda: saving.issue_briefing(
                        plan_code, month, choice.parts or None, choice.units, closes, name
                    ),
                    issued_sentence,
                    name,
                )
        if not name:
            st.caption(_("Fill in your name above to write or issue."))


def issued_sentence(record: dict) -> str:
    return _("Issued: {year} No. {number}").format(year=record["year"], number=record["number"])


def show_issued(plan_code: str) -> None:
    """Every briefing of the plan that was issued, with its files."""
    rows = records(drafts.issued_briefings(plan_code))
    with st.container(key="panel-issued"):
        title = _("Issued briefings ({count})").format(count=len(rows))
        nothing = _("None of this plan has been issued yet.")
        html.block(html.heading(title) + (html.NOTHING if rows else html.element("p", nothing)))
        for row in rows:
            html.block(issued_line(row))
            name = _("Work Briefing")
            with panels.row_of_files(row["briefing_id"]):
                for format in row["files"]:
                    panels.file_button(
                        format.upper(),
                        partial(drafts.issued_file, row["briefing_id"], format),
                        f"{name} {row['year']}-{row['number']}.{format}",
                        TYPES[format],
                        f"issued-{row['briefing_id']}-{format}",
                    )


def issued_line(row: dict) -> Markup:
    """A row of store.briefings.issued: its number, its month, who issued it, and by which import."""
    number = _("{year} No. {number}").format(year=row["year"], number=row["number"])
    facts = _("{month}; {who}, {moment}; import {id}").format(
        month=numbers.month(row["month"]),
        who=row["issued_by"] or numbers.UNKNOWN,
        moment=numbers.moment(row["issued_at"]),
        id=row["import_id"],
    )
    demo = html.badge() if row["is_demo"] else html.NOTHING
    return html.fill("<strong>{}</strong> {} <small>{}</small>", number, demo, facts)


def show_templates(name: str) -> None:
    """The office's own templates, and what they lack."""
    with st.expander(_("Templates of the office")):
        for format in briefings.TEMPLATES:
            show_template(format, name)


def show_template(format: str, name: str) -> None:
    """The template of a format that is in use, another one to try and keep, and the way back to our own layout."""
    used = drafts.briefing_template(format)
    html.block(template_line(format, used))
    file = st.file_uploader(
        _("Template ({format})").format(format=format.upper()), type=[format], key=f"template-{format}"
    )
    if file is not None:
        try:
            html.block(lacking_html(briefings.lacking(format, file.getvalue())))
        except PlanwatchError as error:
            html.tell(str(error))
            return
        if st.button(_("Use this template"), key=f"keep-{format}", disabled=not name):
            keep = partial(saving.keep_template, format, file.name, file.getvalue(), name)
            forms.save(keep, _("The template is kept and used from now on"), name)
    if used is not None and st.button(_("Back to our own layout"), key=f"drop-{format}", disabled=not name):
        forms.save(partial(saving.withdraw_template, format), _("Our own layout is used again"), name)


def template_line(format: str, used: dict | None) -> Markup:
    """Which template is used for a format (store.briefings.office_template), and what it lacks."""
    if used is None:
        return html.element("p", _("{format}: our own layout").format(format=format.upper()))
    sentence = _("{format}: {file}, kept by {who} on {day}").format(
        format=format.upper(),
        file=used["file"],
        who=used["saved_by"] or numbers.UNKNOWN,
        day=numbers.day(used["saved_at"].date()),
    )
    return html.element("p", sentence) + lacking_html(briefings.lacking(format, used["content"]))


def lacking_html(lacking: Sequence[str]) -> Markup:
    if not lacking:
        return html.element("p", _("The template lacks nothing."))
    items = html.join(html.element("li", sentence) for sentence in lacking)
    return html.element("p", _("The template lacks:")) + html.element("ul", items)


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
