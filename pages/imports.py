"""Imports: their history, and of one import what it held, what it changed, its workbook and its undo."""

from html import escape

import pandas as pd
import streamlit as st

import blocks
import cached
import links
import show
import views
from errors import UnknownCode
from loaders.kinds import SPECS
from metrics.facts import records
from terms import KIND_NAMES
from words import _

PAGE = 50  # imports shown at once
ROWS_SHOWN = 20  # changed rows of a kind before the rest is folded

imports = cached.imports()


# --- the history --------------------------------------------------------------------------------------------


def show_history() -> None:
    title = _("{count} imports").format(count=len(imports))
    if imports.empty:
        title = _("Nothing has been imported yet")
    about = _(
        "Every workbook that was saved and every undo, the newest first. Choose a number to see what it changed."
    )
    blocks.block(f"<h1>{escape(title)}</h1><p>{escape(about)}</p>")
    views.show_saved()
    if imports.empty:
        told = _("Workbooks are saved on the page for uploading.")
        way = blocks.link(_("Upload ledgers"), links.to("upload"))
        blocks.block(blocks.panel(_("History of imports"), f"<p>{escape(told)} {way}</p>"))
        return
    with st.container(horizontal=True, gap="small"):
        found = filtered()
        if found.empty:
            rows = []
        else:
            pages = {
                str(number + 1): _("{first} to {last} of {count}").format(
                    first=number * PAGE + 1, last=min((number + 1) * PAGE, len(found)), count=len(found)
                )
                for number in range((len(found) - 1) // PAGE + 1)
            }
            page = views.choice("page", _("Shown"), pages, width=180) if len(pages) > 1 else "1"
            first = (int(page or "1") - 1) * PAGE
            rows = records(found.iloc[first : first + PAGE])
    nothing = _("No import fits. Choose all plans, units and months to see every one.")
    body = (
        blocks.imports_table(rows, is_of_one_plan=found["plan_code"].nunique() == 1)
        if rows
        else f"<p>{escape(nothing)}</p>"
    )
    note = _("{count} of {all} imports").format(count=len(found), all=len(imports))
    blocks.block(blocks.panel(_("History of imports"), body, note=note))


def filtered() -> pd.DataFrame:
    """The imports that the address asks for: of the plan chosen above, of a month, of a unit."""
    found = imports
    scopes = {"all": _("All plans")}
    plan, month = links.said("plan"), links.said("month")
    if plan:
        scopes = {
            "plan": _("This plan"),
            "month": _("This plan, {month}").format(month=show.month(month)),
            **scopes,
        }
    scope = views.choice("scope", _("Plan and month"), scopes, width=260)
    if scope in ("plan", "month"):
        found = found[found["plan_code"] == plan]
    if scope == "month":
        found = found[found["month"] == month]
    units = sorted(set(imports["unit"].dropna()))
    unit = views.choice("unit", _("Unit"), units, all_label=_("All units"), width=280)
    return found if unit is None else found[found["unit"] == unit]


# --- one import ---------------------------------------------------------------------------------------------


def show_import(row: dict) -> None:
    back = blocks.link(_("All imports"), links.to("imports"))
    title = _("Import {number}: {file}").format(number=row["import_id"], file=row["file"])
    demo = f" {blocks.badge()}" if row["is_demo"] else ""
    about = [
        _("saved {moment}").format(moment=show.moment(row["saved_at"])),
        _("by {name}").format(name=row["saved_by"] or show.UNKNOWN),
        blocks.import_state(row),
    ]
    here = str(row["import_id"])
    blocks.block(
        f"<small>{back} › {here}</small><h1>{escape(title)}{demo}</h1><p>{escape(' · '.join(about))}</p>"
    )
    views.show_saved()
    with st.container(key="panel-import"):
        held = _("What it held")
        blocks.block(f"<h2>{escape(held)}</h2>{facts(row)}")
        show_actions(row)
    show_changes(row)


def facts(row: dict) -> str:
    undone = sorted(imports[imports["undone_by"] == row["import_id"]]["import_id"])
    lines = [
        (_("Plan"), row["plan_code"] or show.UNKNOWN),
        (_("Unit"), row["unit"] or show.UNKNOWN),
        (_("Month"), show.month(row["month"])),
        (_("Content"), blocks.import_content(row)),
        (_("Warnings accepted because"), row["accepted_reason"]),
        (_("Took back"), show.names([str(each) for each in undone]) if undone else None),
    ]
    return (
        "<dl>"
        + "".join(f"<dt>{escape(label)}</dt><dd>{escape(told)}</dd>" for label, told in lines if told)
        + "</dl>"
    )


def show_actions(row: dict) -> None:
    """Its workbook to download again, and its undo; an undo has neither."""
    if not row["sha256"]:
        return
    import_id = row["import_id"]
    name = ""
    if not row["undone_by"] and not cached.is_read_only():
        name = views.person()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            _("Download the original"),
            data=lambda: cached.original(import_id),
            file_name=row["file"],
            key="original",
            on_click="ignore",
        )
        can_undo = not row["undone_by"] and not cached.is_read_only()
        if can_undo and st.button(_("Undo import {id}").format(id=import_id), key="undo"):
            with st.spinner(_("Undoing")):
                done = _("Import {id} was undone").format(id=import_id)
                views.save(lambda: cached.undo(import_id, name), done, name)
    if cached.is_read_only():
        blocks.no_right()


def show_changes(row: dict) -> None:
    """Rows that it brought, changed and took back, by kind, with their cells."""
    changes = cached.import_changes(row["import_id"])
    title = _("What it changed")
    if changes.empty:
        told = _("It changed no row: it said that nothing had changed, or that there was nothing to report.")
        blocks.block(blocks.panel(title, f"<p>{escape(told)}</p>"))
        return
    counts = changes.drop_duplicates(["kind", "key"])["change"].value_counts()
    note = _("new {new}, changed {changed}, taken back {withdrawn} rows").format(
        **{name: counts.get(name, 0) for name in ("new", "changed", "withdrawn")}
    )
    parts = []
    for kind in dict.fromkeys(changes["kind"]):
        of_kind = changes[changes["kind"] == kind]
        changed = records(of_kind[of_kind["change"] == "changed"])
        headers = [_("Row"), _("Changed field"), _("Before"), _("After"), _("Source cell")]
        parts.append(
            section(_("{kind}: changed values"), kind, headers, [changed_cells(each) for each in changed])
        )
        for change, heading in (("new", _("{kind}: new rows")), ("withdrawn", _("{kind}: rows taken back"))):
            rows = records(of_kind[of_kind["change"] == change])
            cells = [[escape(blocks.row_name(each["key"])), blocks.source(each["source"])] for each in rows]
            parts.append(section(heading, kind, [_("Row"), _("Source cell")], cells))
    blocks.block(blocks.panel(title, "".join(parts), note=note))


def section(heading: str, kind: str, headers: list[str], rows: list[list[str]]) -> str:
    """The changes of one sort of a kind as a table to unfold, open where it is short; nothing without any."""
    if not rows:
        return ""
    title = _("{title} ({count})").format(title=heading.format(kind=_(KIND_NAMES[kind])), count=len(rows))
    is_open = " open" if len(rows) <= ROWS_SHOWN else ""
    return (
        f'<details class="rest"{is_open}><summary>{escape(title)}</summary>'
        f"{blocks.table(headers, rows, 'stack')}</details>"
    )


def changed_cells(change: dict) -> list[str]:
    return [
        escape(blocks.row_name(change["key"])),
        escape(SPECS[change["kind"]].header(change["field"])),
        escape(blocks.stored(change["before"])),
        escape(blocks.stored(change["after"])),
        blocks.source(change["source"]),
    ]


number = links.said("number")
if number is None:
    show_history()
else:
    if not number.isdigit():
        raise UnknownCode(_("“{number}” is no number of an import.").format(number=number))
    show_import(cached.import_of(int(number)))
