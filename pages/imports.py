"""Imports: their history, and of one import what it held, what it changed, its workbook and its undo."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from metrics.imports import ChangeSort, Import, RowChange, count_rows
from screens import cached, forms, html, links, panels, saving, tables
from tables.imports import changes_table, content_of, imports_table, state_of
from tables.table import Table
from words import _, numbers
from words.errors import NothingLoaded, UnknownCode

PAGE = 50  # imports shown at once
ROWS_SHOWN = 20  # changed rows of a kind before the rest is folded


def show(number: str | None, plan_code: str | None, month: str | None) -> None:
    """The history, or the import of a number.

    plan_code, month: of the address, by which the history can be narrowed. Raises UnknownCode for an import there is not.
    """
    if number is None:
        show_history(cached.imports(), plan_code, month)
    elif number.isdigit():
        show_import(cached.import_of(int(number)))
    else:
        raise UnknownCode(_("“{number}” is no number of an import.").format(number=number))


# --- the history --------------------------------------------------------------------------------------------


def show_history(imports: Sequence[Import], plan_code: str | None, month: str | None) -> None:
    head = st.container()  # the answer stands first, but follows from the choices
    if not imports:
        show_head(head, _("Nothing has been imported yet"))
        way = html.link(_("Upload ledgers"), links.to("upload"))
        sentence = _("Workbooks are saved on the page for uploading.")
        html.block(html.panel(_("History of imports"), html.fill("<p>{} {}</p>", sentence, way)))
        return
    with st.container(horizontal=True, gap="small"):
        fitting = chosen(imports, plan_code, month)
        first = first_shown(len(fitting)) if fitting else 0
    title = _("{count} imports").format(count=len(fitting))
    if fitting:
        newest = numbers.moment(fitting[0].saved_at)
        title = _("{count} imports, the last on {moment}").format(count=len(fitting), moment=newest)
    show_head(head, title)
    note = _("{count} of {all} imports").format(count=len(fitting), all=len(imports))
    html.block(html.panel(_("History of imports"), history(fitting, first), note=note))


def show_head(head: DeltaGenerator, title: str) -> None:
    about = _(
        "Every workbook that was saved and every undo, the newest first. Choose a number to see what it changed."
    )
    with head:
        html.block(html.element("h1", title) + html.element("p", about))
        forms.show_saved()


def chosen(imports: Sequence[Import], plan_code: str | None, month: str | None) -> list[Import]:
    """The imports that the reader asks for: of the plan chosen above, of a month, of a unit."""
    scopes = {"all": _("All plans")}
    if plan_code:
        scopes = {
            "plan": _("This plan"),
            "month": _("This plan, {month}").format(month=numbers.month(month)),
            **scopes,
        }
    scope = forms.choice("scope", _("Plan and month"), scopes, width=260)
    units = sorted({row.unit for row in imports if row.unit is not None})
    unit = forms.choice("unit", _("Unit"), units, all_label=_("All units"), width=280)
    return [
        row
        for row in imports
        if (scope not in ("plan", "month") or row.plan_code == plan_code)
        and (scope != "month" or row.month == month)
        and (unit is None or row.unit == unit)
    ]


def first_shown(count: int) -> int:
    """The index of the first import shown: PAGE of them at once, chosen by the reader where there are more."""
    pages = {
        str(number + 1): _("{first} to {last} of {count}").format(
            first=number * PAGE + 1, last=min((number + 1) * PAGE, count), count=count
        )
        for number in range((count - 1) // PAGE + 1)
    }
    page = forms.choice("page", _("Shown"), pages, width=180) if len(pages) > 1 else None
    return (int(page or "1") - 1) * PAGE


def history(imports: Sequence[Import], first: int) -> Markup:
    """The imports from `first` on, PAGE of them; without the plan's column where all are of one."""
    shown = imports[first : first + PAGE]
    if not shown:
        return html.element("p", _("No import fits. Choose all plans, units and months to see every one."))
    table = imports_table(shown)
    if len({row.plan_code for row in imports if row.plan_code is not None}) == 1:
        table = table.without(_("Plan"))
    return tables.table(table, "stack imports")


# --- one import ---------------------------------------------------------------------------------------------


def show_import(row: Import) -> None:
    html.block(headline(row))
    forms.show_saved()
    undone = sorted(other.import_id for other in cached.imports() if other.undone_by == row.import_id)
    held = html.panel(_("What it held"), facts(row, titles(), undone))
    if row.sha256:
        left, right = st.columns([2.7, 1], gap="small")
        with left:
            html.block(held)
        with right, st.container(key="panel-import"):
            show_actions(row)
    else:  # an undo has no workbook and cannot be undone
        html.block(held)
    html.block(changes_panel(row, cached.import_changes(row.import_id)))


def headline(row: Import) -> Markup:
    back = html.link(_("All imports"), links.to("imports"))
    title = _("Import {number}: {file}").format(number=row.import_id, file=row.file)
    demo = Markup(" ") + html.badge() if row.is_demo else html.NOTHING
    about = [
        _("saved {moment}").format(moment=numbers.moment(row.saved_at)),
        _("by {name}").format(name=row.saved_by or numbers.UNKNOWN),
        state_of(row),
    ]
    return html.fill(
        "<small>{} › {}</small><h1>{}{}</h1><p>{}</p>", back, row.import_id, title, demo, " · ".join(about)
    )


def titles() -> dict[str, str]:
    """The titles of the plans by their codes; none where every plan was undone."""
    try:
        return dict(zip(cached.plans()["plan_code"], cached.plans()["title"], strict=True))
    except NothingLoaded:
        return {}


def facts(row: Import, titles: dict[str, str], undone: Sequence[int]) -> Markup:
    """What its workbook was. titles: of the plans by code; undone: the imports that it took back."""
    lines = [
        (_("Plan"), titles.get(row.plan_code or "", row.plan_code or numbers.UNKNOWN)),
        (_("Unit"), row.unit or numbers.UNKNOWN),
        (_("Month"), numbers.month(row.month)),
        (_("Content"), content_of(row)),
        (_("Warnings accepted because"), row.accepted_reason),
        (_("Took back"), numbers.names([str(number) for number in undone]) if undone else None),
    ]
    return html.description((label, text) for label, text in lines if text)


def show_actions(row: Import) -> None:
    """Its workbook to download again, and its undo."""
    import_id, name = row.import_id, ""
    can_undo = not row.undone_by and not saving.is_read_only()
    if can_undo:
        name = forms.person()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        panels.file_button(
            _("Download the original"),
            lambda: cached.original(import_id),
            row.file,
            None,
            "original",
            look="secondary",
        )
        if can_undo and st.button(_("Undo import {id}").format(id=import_id), key="undo"):
            with st.spinner(_("Undoing")):
                done = _("Import {id} was undone").format(id=import_id)
                forms.save(lambda: saving.undo(import_id, name), done, name)
    if saving.is_read_only():
        html.read_only_panel()


def changes_panel(row: Import, changes: Sequence[RowChange]) -> Markup:
    """Rows that it brought, changed and took back, by kind, with their cells."""
    title = _("What it changed")
    if not changes:
        sentence = _(
            "It changed no row: it said that nothing had changed, or that there was nothing to report."
        )
        return html.panel(title, html.element("p", sentence))
    note = _("new {new}, changed {changed}, taken back {withdrawn} rows").format(
        **{sort.value: count for sort, count in count_rows(changes).items()}
    )
    # All cells stand in its own workbook, which the page is headed by.
    is_of_one_file = all(change.source["file"] == row.file for change in changes)
    look = "stack onefile" if is_of_one_file else "stack"
    sections = [
        section(changes_table(kind, sort, own), look)
        for kind in dict.fromkeys(change.kind for change in changes)
        for sort in ChangeSort
        if (own := [change for change in changes if change.kind == kind and change.change is sort])
    ]
    return html.panel(title, html.join(sections), note=note)


def section(table: Table, look: str) -> Markup:
    """The changes of one sort of a kind as a table to unfold, open where it is short."""
    is_open = Markup(" open") if len(table.rows) <= ROWS_SHOWN else html.NOTHING
    return html.fill(
        '<details class="rest"{}><summary>{}</summary>{}</details>',
        is_open,
        table.title,
        tables.table(table, look, most=None),
    )


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(*(links.parameter(name) for name in ("number", "plan", "month")))
