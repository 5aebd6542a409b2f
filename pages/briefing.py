"""Briefing: what it will say, seen and rewritten before it is made; files of the draft; issuing it, and what was issued."""

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from charts.chart import Axis, Chart
from charts.palette import LIGHT
from exports.briefing.content import Briefing, Part, issue_text, lead_text, title_parts
from exports.briefing.parts import MASTHEAD, TITLES
from exports.headings import level_of, numbered
from metrics.facts import records
from screens import cached, forms, html, links, panels, saving, view
from screens.tables import row_cells
from services import briefings
from tables.table import On, Table
from words import _, numbers
from words.errors import PlanwatchError

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": panels.PPTX,
    "xlsx": panels.XLSX,
}
ROWS_SHOWN = 12  # of a table in the preview; the files hold all
DRAWINGS_IN_A_ROW = 2  # charts over months; the files have them one below another

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
closed = cached.closing_of(plan_code, month)


def show_head(draft: Briefing) -> None:
    of_month = cached.issued_briefings(plan_code)
    of_month = of_month[of_month["month"] == month]
    told = _("{month} is not issued yet; the next number is {number}").format(
        month=numbers.month(month), number=cached.next_briefing(plan_code)
    )
    if not of_month.empty:
        newest = of_month.iloc[0]
        told = _("{month} was issued as {year} No. {number}").format(
            month=numbers.month(month), year=newest["year"], number=newest["number"]
        )
    counts = _("The draft has {parts} parts with {sentences} sentences, {tables} tables and {charts} charts.")
    said = counts.format(
        parts=len(draft.parts),
        sentences=sum(len(part.sentences) for part in draft.parts),
        tables=sum(len(part.tables) for part in draft.parts),
        charts=sum(len(part.charts) for part in draft.parts),
    )
    badge = f" {html.badge()}" if draft.is_demo else ""
    html.block(f"<h1>{escape(told)}</h1><p>{escape(said)}{badge}</p>")


def show_choices() -> tuple[list[str], list[str]]:
    """The parts and units chosen; none chosen means all."""
    left, right = st.columns(2, gap="small")
    with left:
        parts = forms.choices(
            "parts", _("Parts"), {code: _(TITLES[code]) for code in cached.briefing_parts()}
        )
    with right:
        units = forms.choices("units", _("Only what these units lead"), cached.units(plan_code))
    return parts, units


# --- the preview, and what the office writes ----------------------------------------------------------------


def show_preview(draft: Briefing, edits: dict[str, dict], units: list[str], name: str) -> None:
    """The briefing as the document will show it, on white paper; under each part what the office may change of it."""
    final = cached.edited(draft, edits)
    captions = Captions(final.is_demo)
    with st.container(key="paper"):
        html.block(f'<div class="paper">{masthead_html(final)}</div>')
        if not saving.is_read_only():
            show_masthead(draft, edits, units, name)
        drafted = {part.code: part for part in draft.parts}
        for place, part in enumerate(final.parts, 1):
            html.block(f'<div class="paper">{part_html(part, place, captions)}</div>')
            show_drawings(part, captions)
            if not saving.is_read_only():
                show_rewriting(drafted[part.code], part, edits.get(part.code), units, name)
        html.block(f'<div class="paper">{tail_html(final)}</div>')


class Captions:
    """Numbers the tables and figures of the preview as the document does, and marks them where they are made up."""

    def __init__(self, is_demo: bool) -> None:
        self.is_demo = is_demo
        self.tables = self.drawings = 0

    def table(self, title: str) -> str:
        self.tables += 1
        return self._marked(_("Table {number}  {title}").format(number=self.tables, title=title))

    def drawing(self, title: str) -> str:
        self.drawings += 1
        return self._marked(_("Figure {number}  {title}").format(number=self.drawings, title=title))

    def _marked(self, text: str) -> str:
        told = _("{caption} (demonstration data)").format(caption=text) if self.is_demo else text
        return f'<p class="caption">{escape(told)}</p>'


def masthead_html(of: Briefing) -> str:
    demo = _("Demonstration data: all values are made up")
    demo_line = f'<p class="demo">{escape(demo)}</p>' if of.is_demo else ""
    title = "".join(f"<span>{escape(part)}</span>" for part in title_parts(of))
    return (
        f'{demo_line}<p class="name">{escape(of.name)}</p><p class="number">{escape(issue_text(of))}</p>'
        f'<p class="issuer"><span>{escape(of.organisation)}</span><span>{escape(numbers.day(of.told_on))}</span></p>'
        f'<h2 class="title">{title}</h2><p>{escape(lead_text(of))}</p>'
    )


def tail_html(of: Briefing) -> str:
    basis = _("Data: {basis}.").format(basis=numbers.clauses([*of.basis]))
    day = _("printed on {day}").format(day=numbers.day(of.told_on))
    told = _("{label}: {names}")
    lines = "".join(
        f"<p>{escape(told.format(label=label, names=numbers.names([*names])))}</p>"
        for label, names in (
            (_("Reported to"), of.reported_to),
            (_("Sent to"), of.sent_to),
            (_("Issued to"), of.issued_to),
        )
        if names
    )
    printed = f"<p><span>{escape(of.organisation)}</span><span>{escape(day)}</span></p>"
    return f'<p class="note">{escape(basis)}</p><div class="tail">{lines}{printed}</div>'


def part_html(part: Part, place: int, captions: Captions) -> str:
    body = f'<h3 class="h1">{escape(numbered(place, part.title))}</h3>'
    for sentence in part.sentences:
        role, head, rest = level_of(sentence)
        heading = f'<span class="{role}">{escape(head)}</span>' if head else ""
        body += f"<p>{heading}{escape(rest)}</p>"
    return body + "".join(table_html(table, captions) for table in part.tables)


def show_drawings(part: Part, captions: Captions) -> None:
    """The charts of a part, small: those over months side by side, lying bars over the whole width."""
    row: list[Chart] = []
    for chart in [each for each in part.charts if not each.is_empty]:
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
    for place, chart in zip(st.columns(DRAWINGS_IN_A_ROW, gap="small"), charts, strict=False):
        with place:
            show_drawing(replace(chart, is_small=True), captions)


def show_drawing(chart: Chart, captions: Captions) -> None:
    st.plotly_chart(
        cached.drawing(chart, LIGHT),
        key=f"drawing-{chart.name}",
        theme=None,
        config={"staticPlot": True},
        alt=chart.alt_text,
    )
    html.block(f'<div class="paper drawing">{captions.drawing(chart.title)}</div>')


def table_html(table: Table, captions: Captions) -> str:
    table = table.on(On.BRIEFING)
    rows = [row_cells(table.columns, row) for row in table.rows[:ROWS_SHOWN]]
    numeric = tuple(place for place, column in enumerate(table.columns) if column.is_number)
    left = len(table.rows) - ROWS_SHOWN
    more = escape(_("{count} more rows are in the files").format(count=left)) if left > 0 else ""
    shown = html.scrolling(html.table([*table.headers], rows, "", numeric), table.title)
    return f"{captions.table(table.title)}{shown}" + (f'<p class="note">{more}</p>' if more else "")


def show_rewriting(drafted: Part, part: Part, edit: dict | None, units: list[str], name: str) -> None:
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
            told = _("The figures have changed since then. The draft now says:")
            lines = "".join(f"<li>{escape(line)}</li>" for line in drafted.sentences)
            html.block(f'<div class="told panel"><strong>{escape(told)}</strong><ul>{lines}</ul></div>')
        field = (
            f"text-{part.code}-{plan_code}-{month}-{'|'.join(units)}-{len(text)}-{edit and edit['saved_at']}"
        )
        written = st.text_area(
            _("One paragraph a line"), "\n".join(part.sentences), key=field, height="content"
        )
        save_or_restore(part.code, written, text, edit, units, name)


def show_masthead(draft: Briefing, edits: dict[str, dict], units: list[str], name: str) -> None:
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
            key = f"text-{field}-{plan_code}-{month}-{edit and edit['saved_at']}"
            value = edit["text"] if edit else drafted
            written = st.text_area(labels[field], value, key=key, height="content")
            save_or_restore(field, written, drafted, edit, units, name)


def save_or_restore(
    part: str, written: str, drafted: str, edit: dict | None, units: list[str], name: str
) -> None:
    current = edit["text"] if edit else drafted

    def change(text: str | None) -> None:
        saving.edit_briefing(plan_code, month, part, text, drafted, units, name)

    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save the wording"), key=f"save-{part}", disabled=not name or written == current):
            told = _("The wording is saved")
            forms.save(partial(change, written), told, name)
        if edit and st.button(_("Back to the draft"), key=f"restore-{part}", disabled=not name):
            told = _("The draft’s wording stands again")
            forms.save(partial(change, None), told, name)


# --- files, issuing, templates ------------------------------------------------------------------------------


def show_files(final: Briefing, key: str) -> None:
    """Files of the draft, each made when it is asked for."""
    with st.container(key="panel-draft"):
        title = _("Files of the draft")
        note = _("They carry no number yet.")
        html.block(f"{html.heading(title)}<p>{escape(note)}</p>")
        made = st.session_state.setdefault("briefing_files", {})
        with st.container(horizontal=True, gap="small"):
            asked = [
                format
                for format in briefings.FORMATS
                if st.button(_("Make {format}").format(format=format.upper()), key=f"make-{format}")
            ]
        for format in asked:
            told = _("Writing the {format} file").format(format=format.upper())
            with st.status(told) as status:
                made.clear()  # of one draft only: files are large
                made[key, format] = cached.briefing_file(final, format)
                status.update(
                    label=_("The {format} file is ready").format(format=format.upper()), state="complete"
                )
        for (of, format), content in made.items():
            if of == key:
                st.download_button(
                    _("Download {format}").format(format=format.upper()),
                    content,
                    f"{file_name(final)}.{format}",
                    TYPES[format],
                    key=f"download-{format}",
                    on_click="ignore",
                    type="primary",
                )


def file_name(of: Briefing) -> str:
    return f"{of.name}（{of.plan_title}{numbers.month(of.month)}）"


def show_issuing(parts: list[str], units: list[str], name: str) -> None:
    with st.container(key="panel-issue"):
        number = cached.next_briefing(plan_code)
        title = _("Issue as No. {number}").format(number=number)
        told = _(
            "The files are kept as they are issued; they cannot be changed or taken back, and the number is used."
        )
        html.block(f"{html.heading(title)}<p>{escape(told)}</p>")
        closes = False
        if closed is None:
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
                    lambda: saving.issue_briefing(plan_code, month, parts or None, units, closes, name),
                    issued_told,
                    name,
                )
        if not name:
            st.caption(_("Fill in your name above to write or issue."))


def issued_told(record: dict) -> str:
    return _("Issued: {year} No. {number}").format(year=record["year"], number=record["number"])


def show_issued() -> None:
    table = cached.issued_briefings(plan_code)
    with st.container(key="panel-issued"):
        title = _("Issued briefings ({count})").format(count=len(table))
        nothing = _("None of this plan has been issued yet.")
        html.block(html.heading(title) + (html.NOTHING if len(table) else html.element("p", nothing)))
        for row in records(table):
            told = _("{year} No. {number}").format(year=row["year"], number=row["number"])
            said = _("{month}; {who}, {moment}; import {id}").format(
                month=numbers.month(row["month"]),
                who=row["issued_by"] or numbers.UNKNOWN,
                moment=numbers.moment(row["issued_at"]),
                id=row["import_id"],
            )
            demo = html.badge() if row["is_demo"] else ""
            name = _("Work Briefing")
            html.block(f"<strong>{escape(told)}</strong> {demo} <small>{escape(said)}</small>")
            with panels.row_of_files(row["briefing_id"]):
                for format in row["files"]:
                    panels.file_button(
                        format.upper(),
                        partial(cached.issued_file, row["briefing_id"], format),
                        f"{name} {row['year']}-{row['number']}.{format}",
                        TYPES[format],
                        f"issued-{row['briefing_id']}-{format}",
                    )


def show_templates(name: str) -> None:
    """The office's own templates, and what they lack."""
    with st.expander(_("Templates of the office")):
        for format in briefings.TEMPLATES:
            used = cached.briefing_template(format)
            told = _("{format}: our own layout").format(format=format.upper())
            if used is not None:
                told = _("{format}: {file}, kept by {who} on {day}").format(
                    format=format.upper(),
                    file=used["file"],
                    who=used["saved_by"] or numbers.UNKNOWN,
                    day=numbers.day(used["saved_at"].date()),
                )
            html.block(f"<p>{escape(told)}</p>{lacking_html(format, used['content']) if used else ''}")
            file = st.file_uploader(
                _("Template ({format})").format(format=format.upper()),
                type=[format],
                key=f"template-{format}",
            )
            if file is not None:
                try:
                    html.block(lacking_html(format, file.getvalue()))
                except PlanwatchError as error:
                    html.tell(str(error))
                    continue
                if st.button(_("Use this template"), key=f"keep-{format}", disabled=not name):
                    told = _("The template is kept and used from now on")
                    keep = partial(saving.keep_template, format, file.name, file.getvalue(), name)
                    forms.save(keep, told, name)
            if used is not None and st.button(
                _("Back to our own layout"), key=f"drop-{format}", disabled=not name
            ):
                told = _("Our own layout is used again")
                forms.save(partial(saving.withdraw_template, format), told, name)


def lacking_html(format: str, content: bytes) -> str:
    found = briefings.lacking(format, content)
    if not found:
        told = _("The template lacks nothing.")
        return f"<p>{escape(told)}</p>"
    told = _("The template lacks:")
    return f"<p>{escape(told)}</p><ul>{''.join(f'<li>{escape(each)}</li>' for each in found)}</ul>"


forms.show_saved()
head = st.container()  # the answer stands first, but follows from the choices
parts, units = show_choices()
draft = cached.draft(plan_code, month, tuple(parts) or None, tuple(units))
edits = cached.briefing_edits(plan_code, month, tuple(units))
with head:
    show_head(draft)
with st.container(key="briefing"):
    left, right = st.columns([2.7, 1], gap="small")
name = ""
with right:
    if saving.is_read_only():
        html.read_only_panel()
    else:
        with st.container(key="panel-name"):
            name = forms.person()
    show_files(cached.edited(draft, edits), cached.draft_key(plan_code, month, parts, units))
    if not saving.is_read_only():
        show_issuing(parts, units, name)
    show_issued()
    if not saving.is_read_only():
        show_templates(name)
with left:
    show_preview(draft, edits, units, name)
html.footer(board, closed)
