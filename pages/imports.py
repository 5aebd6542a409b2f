"""Imports: their history, and of one import what it held, what it changed, its workbook and its undo."""

from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.facts import records
from screens import cached, forms, html, links, panels, saving
from words import _, numbers
from words.errors import NothingLoaded, UnknownCode
from words.kinds import KINDS

PAGE = 50  # imports shown at once
ROWS_SHOWN = 20  # changed rows of a kind before the rest is folded

imports = cached.imports()


# --- the history --------------------------------------------------------------------------------------------


def show_history() -> None:
    head = st.container()  # the answer stands first, but follows from the choices
    if imports.empty:
        show_head(head, _("Nothing has been imported yet"))
        told = _("Workbooks are saved on the page for uploading.")
        way = html.link(_("Upload ledgers"), links.to("upload"))
        html.block(html.panel(_("History of imports"), f"<p>{escape(told)} {way}</p>"))
        return
    with st.container(horizontal=True, gap="small"):
        found, first = filtered(), 0
        if not found.empty:
            pages = {
                str(number + 1): _("{first} to {last} of {count}").format(
                    first=number * PAGE + 1, last=min((number + 1) * PAGE, len(found)), count=len(found)
                )
                for number in range((len(found) - 1) // PAGE + 1)
            }
            page = forms.choice("page", _("Shown"), pages, width=180) if len(pages) > 1 else "1"
            first = (int(page or "1") - 1) * PAGE
    rows = records(found.iloc[first : first + PAGE])
    title = _("{count} imports").format(count=len(found))
    if rows:
        newest = numbers.moment(found.iloc[0]["saved_at"])
        title = _("{count} imports, the last on {moment}").format(count=len(found), moment=newest)
    show_head(head, title)
    nothing = _("No import fits. Choose all plans, units and months to see every one.")
    body = (
        html.imports_table(rows, is_of_one_plan=found["plan_code"].nunique() == 1)
        if rows
        else f"<p>{escape(nothing)}</p>"
    )
    note = _("{count} of {all} imports").format(count=len(found), all=len(imports))
    html.block(html.panel(_("History of imports"), body, note=note))


def show_head(head: DeltaGenerator, title: str) -> None:
    about = _(
        "Every workbook that was saved and every undo, the newest first. Choose a number to see what it changed."
    )
    with head:
        html.block(f"<h1>{escape(title)}</h1><p>{escape(about)}</p>")
        forms.show_saved()


def filtered() -> pd.DataFrame:
    """The imports that the address asks for: of the plan chosen above, of a month, of a unit."""
    found = imports
    scopes = {"all": _("All plans")}
    plan, month = links.said("plan"), links.said("month")
    if plan:
        scopes = {
            "plan": _("This plan"),
            "month": _("This plan, {month}").format(month=numbers.month(month)),
            **scopes,
        }
    scope = forms.choice("scope", _("Plan and month"), scopes, width=260)
    if scope in ("plan", "month"):
        found = found[found["plan_code"] == plan]
    if scope == "month":
        found = found[found["month"] == month]
    units = sorted(set(imports["unit"].dropna()))
    unit = forms.choice("unit", _("Unit"), units, all_label=_("All units"), width=280)
    return found if unit is None else found[found["unit"] == unit]


# --- one import ---------------------------------------------------------------------------------------------


def show_import(row: dict) -> None:
    back = html.link(_("All imports"), links.to("imports"))
    title = _("Import {number}: {file}").format(number=row["import_id"], file=row["file"])
    demo = f" {html.badge()}" if row["is_demo"] else ""
    about = [
        _("saved {moment}").format(moment=numbers.moment(row["saved_at"])),
        _("by {name}").format(name=row["saved_by"] or numbers.UNKNOWN),
        html.import_state(row),
    ]
    here = str(row["import_id"])
    html.block(
        f"<small>{back} › {here}</small><h1>{escape(title)}{demo}</h1><p>{escape(' · '.join(about))}</p>"
    )
    forms.show_saved()
    held = html.panel(_("What it held"), facts(row))
    if row["sha256"]:
        left, right = st.columns([2.7, 1], gap="small")
        with left:
            html.block(held)
        with right, st.container(key="panel-import"):
            show_actions(row)
    else:  # an undo has no workbook and cannot be undone
        html.block(held)
    show_changes(row)


def titles() -> dict[str, str]:
    """The titles of the plans by their codes; none where every plan was undone."""
    try:
        return dict(zip(cached.plans()["plan_code"], cached.plans()["title"], strict=True))
    except NothingLoaded:
        return {}


def facts(row: dict) -> str:
    undone = sorted(imports[imports["undone_by"] == row["import_id"]]["import_id"])
    lines = [
        (_("Plan"), titles().get(row["plan_code"], row["plan_code"]) or numbers.UNKNOWN),
        (_("Unit"), row["unit"] or numbers.UNKNOWN),
        (_("Month"), numbers.month(row["month"])),
        (_("Content"), html.import_content(row)),
        (_("Warnings accepted because"), row["accepted_reason"]),
        (_("Took back"), numbers.names([str(each) for each in undone]) if undone else None),
    ]
    return (
        "<dl>"
        + "".join(f"<dt>{escape(label)}</dt><dd>{escape(told)}</dd>" for label, told in lines if told)
        + "</dl>"
    )


def show_actions(row: dict) -> None:
    """Its workbook to download again, and its undo."""
    import_id = row["import_id"]
    name = ""
    if not row["undone_by"] and not saving.is_read_only():
        name = forms.person()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        panels.file_button(
            _("Download the original"),
            lambda: cached.original(import_id),
            row["file"],
            None,
            "original",
            look="secondary",
        )
        can_undo = not row["undone_by"] and not saving.is_read_only()
        if can_undo and st.button(_("Undo import {id}").format(id=import_id), key="undo"):
            with st.spinner(_("Undoing")):
                done = _("Import {id} was undone").format(id=import_id)
                forms.save(lambda: saving.undo(import_id, name), done, name)
    if saving.is_read_only():
        html.read_only_panel()


def show_changes(row: dict) -> None:
    """Rows that it brought, changed and took back, by kind, with their cells."""
    changes = cached.import_changes(row["import_id"])
    title = _("What it changed")
    if changes.empty:
        told = _("It changed no row: it said that nothing had changed, or that there was nothing to report.")
        html.block(html.panel(title, f"<p>{escape(told)}</p>"))
        return
    counts = changes.drop_duplicates(["kind", "key"])["change"].value_counts()
    note = _("new {new}, changed {changed}, taken back {withdrawn} rows").format(
        **{name: counts.get(name, 0) for name in ("new", "changed", "withdrawn")}
    )
    # All cells stand in its own workbook, which the page is headed by.
    name = "stack onefile" if all(place["file"] == row["file"] for place in changes["source"]) else "stack"
    parts = []
    for kind in dict.fromkeys(changes["kind"]):
        of_kind = changes[changes["kind"] == kind]
        changed = records(of_kind[of_kind["change"] == "changed"])
        headers = [_("Row"), _("Changed field"), _("Before"), _("After"), _("Source cell")]
        parts.append(
            section(_("{kind}: changed values"), kind, headers, list(map(changed_cells, changed)), name)
        )
        for change, heading in (("new", _("{kind}: new rows")), ("withdrawn", _("{kind}: rows taken back"))):
            rows = records(of_kind[of_kind["change"] == change])
            cells = [[escape(html.row_name(each["key"])), html.source(each["source"])] for each in rows]
            parts.append(section(heading, kind, [_("Row"), _("Source cell")], cells, name))
    html.block(html.panel(title, "".join(parts), note=note))


def section(heading: str, kind: str, headers: list[str], rows: list[list[str]], name: str) -> str:
    """The changes of one sort of a kind as a table to unfold, open where it is short; nothing without any."""
    if not rows:
        return ""
    title = _("{title} ({count})").format(title=heading.format(kind=_(KINDS[kind].label)), count=len(rows))
    is_open = " open" if len(rows) <= ROWS_SHOWN else ""
    return (
        f'<details class="rest"{is_open}><summary>{escape(title)}</summary>'
        f"{html.table(headers, rows, name)}</details>"
    )


def changed_cells(change: dict) -> list[str]:
    return [
        escape(html.row_name(change["key"])),
        escape(KINDS[change["kind"]].header(change["field"])),
        escape(html.stored(change["before"])),
        escape(html.stored(change["after"])),
        html.source(change["source"]),
    ]


number = links.said("number")
if number is None:
    show_history()
else:
    if not number.isdigit():
        raise UnknownCode(_("“{number}” is no number of an import.").format(number=number))
    show_import(cached.import_of(int(number)))
