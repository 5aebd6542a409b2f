"""Upload: take a template, check workbooks, and see every problem and every change before saving."""

from html import escape
from typing import Any

import streamlit as st

from loaders.result import Unsure
from metrics.facts import records
from screens import cached, forms, html, links, panels, saving
from services.imports import Change, Intake
from words import _, numbers
from words.errors import NothingLoaded, PlanwatchError
from words.kinds import ALL_LEDGERS, KINDS, ledgers
from words.terms import Level

FORMATS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "tsv"]
EVERY_UNIT = ""
CHANGES_SHOWN = 20
PROBLEMS_SHOWN = 12
ROWS_SHOWN = 10
IMPORTS_SHOWN = 5


# --- templates ----------------------------------------------------------------------------------------------


def show_template() -> None:
    """The ledger a unit fills in, with its own tasks, targets and rows in it."""
    try:
        plan_code = links.said("plan") or cached.plans()["plan_code"].iloc[0]
        units, months = cached.units(plan_code), sorted(cached.months(plan_code), reverse=True)
    except PlanwatchError:
        return
    said = links.said("unit")
    with st.expander(_("Take a ledger to fill in"), expanded=said in units):
        html.block(
            "<p>"
            + escape(_("It holds the unit’s own tasks, targets and rows, with lists to choose from."))
            + "</p>"
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            unit = st.selectbox(
                _("Unit"),
                [*units, EVERY_UNIT],  # the office hands out all of them
                index=units.index(said) if said in units else 0,
                format_func=lambda each: each or _("All units that report (ZIP)"),
                key="template_unit",
                width=280,
            )
            month = st.selectbox(
                _("Month"),
                months,
                index=months.index(links.said("month")) if links.said("month") in months else 0,
                format_func=numbers.month,
                key="template_month",
                width=140,
            )
            contents = [ALL_LEDGERS, *ledgers()]
            kind = st.selectbox(
                _("Content"), contents, format_func=ledger_name, key="template_kind", width=180
            )
            try:
                content = cached.template(plan_code, kind, unit or None, month)
            except PlanwatchError as error:
                st.caption(html.escape_markdown(str(error)))
                return
            st.download_button(
                _("Download the ledger"),
                data=content,
                file_name=f"{unit or plan_code}{ledger_name(kind)}{month}.{'xlsx' if unit else 'zip'}",
                key="template",
                on_click="ignore",
            )


def ledger_name(kind: str) -> str:
    return _("All ledgers") if kind == ALL_LEDGERS else _(KINDS[kind].label)


# --- files --------------------------------------------------------------------------------------------------


def show_files(name: str) -> None:
    # A new key empties the uploader once its files are saved.
    files = st.file_uploader(
        _("Choose workbooks"),
        type=FORMATS,
        accept_multiple_files=True,
        key=f"files-{st.session_state.setdefault('uploads_done', 0)}",
    )
    if not files:
        return
    progress = st.progress(0.0)
    can_be_saved = []
    for done, file in enumerate(files, start=1):
        told = _("Checking {file} ({done} of {total})").format(file=file.name, done=done, total=len(files))
        progress.progress((done - 1) / len(files), html.escape_markdown(told))
        with st.container(key=f"panel-file-{done}"):
            found = show_file(file.name, file.getvalue(), name)
        if found is not None and is_ready(found):
            can_be_saved.append((file, found))
    progress.empty()
    if len(can_be_saved) > 1:
        label = _("Save all {count} that need no reason").format(count=len(can_be_saved))
        if st.button(label, type="primary", key="save_all", disabled=not name):
            save_all(can_be_saved, name)


def is_ready(found: Intake) -> bool:
    return found.changes is not None and found.changes.is_news and not found.reading.has(Level.WARNING)


def show_file(file: str, content: bytes, name: str) -> Intake | None:
    try:
        found = cached.checked_file(file, content)
    except PlanwatchError as error:
        html.block(f"{html.heading(file)}<p>{escape(str(error))}</p>")
        return None
    html.block(f"{html.heading(file)}<p><strong>{escape(verdict(found))}</strong></p>{facts(found)}")
    for number, unsure in enumerate(found.reading.unsure):
        show_columns(found, unsure, number, name)
    show_explained(found)
    show_problems(found)
    show_changes(found)
    show_actions(file, content, found, name)
    return found


def verdict(found: Intake) -> str:
    if found.changes is None:
        return _("Has errors; nothing was saved")
    if not found.changes.is_news:
        return _("Nothing new; it is saved already")
    if found.reading.has(Level.WARNING):
        return _("Has warnings; say why they are accepted, or mend them")
    return _("Can be saved")


def facts(found: Intake) -> str:
    reading = found.reading
    said = [_("Plan: {plan}").format(plan=reading.plan_code or numbers.UNKNOWN)]
    if not reading.is_plan:
        said.append(_("Unit: {unit}").format(unit=reading.unit or numbers.UNKNOWN))
        said.append(_("Month: {month}").format(month=numbers.month(reading.month)))
    counts: dict[str, int] = {}
    for rows in reading.sheets:
        counts[rows.kind] = counts.get(rows.kind, 0) + len(rows.rows)
    said += [
        _("{kind}: {count} rows").format(kind=_(KINDS[kind].label), count=count)
        for kind, count in counts.items()
    ]
    badge = f" {html.badge()}" if reading.is_demo else ""
    return f"<p>{escape(' · '.join(said))}{badge}</p>"


# --- what a person says of columns --------------------------------------------------------------------------


def show_columns(found: Intake, unsure: Unsure, number: int, name: str) -> None:
    """Let a person say what the columns of a table mean; it is remembered for the unit and these headers."""
    key = f"{found.reading.workbook.sha256}-{number}"
    title = _("Say what the columns of sheet “{sheet}” mean (header in row {row})").format(
        sheet=unsure.sheet, row=unsure.row
    )
    with st.expander(
        html.escape_markdown(title), expanded=unsure.kind is None and len(found.reading.unsure) == 1
    ):
        if found.reading.plan_code not in known_plans():
            html.block(
                "<p>"
                + escape(
                    _("First write 规划代码：… above the table, so that it is known which plan this is.")
                )
                + "</p>"
            )
            return
        kinds = [name for name, kind in KINDS.items() if not kind.is_form]
        kind = st.selectbox(
            _("What the table holds"),
            kinds,
            index=kinds.index(unsure.kind) if unsure.kind else None,
            format_func=lambda each: _(KINDS[each].label),
            placeholder=_("Choose a kind of table"),
            key=f"kind-{key}",
            width=280,
        )
        if kind is None:
            return
        choices = [column.header for column in KINDS[kind].columns]
        columns: list[str | None] = []
        with st.container(horizontal=True, gap="small"):
            for place, text in enumerate(unsure.texts):
                guess = unsure.columns[place] if kind == unsure.kind else None
                columns.append(
                    st.selectbox(
                        html.escape_markdown(text),
                        choices,
                        index=choices.index(guess) if guess else None,
                        placeholder=_("Not read"),
                        key=f"column-{key}-{kind}-{place}",
                        width=200,
                    )
                )
        show_column_choice(found, unsure, kind, columns, key, name)


def show_column_choice(
    found: Intake, unsure: Unsure, kind: str, columns: list[str | None], key: str, name: str
) -> None:
    chosen = [column for column in columns if column]
    fields = {field for column in KINDS[kind].columns if column.header in chosen for field in column.fields}
    twice = {column for column in chosen if chosen.count(column) > 1}
    missing = [column.header for column in KINDS[kind].missing(fields)]
    if twice:
        st.caption(_("Chosen twice: {columns}").format(columns=numbers.names(sorted(twice))))
    if missing:
        st.caption(_("Still needed: {columns}").format(columns=numbers.names(missing)))
    if st.button(
        _("Read it so, and remember"), key=f"remember-{key}", disabled=bool(twice or missing or not name)
    ):
        saving.remember_columns(found.reading, unsure.headers, kind, columns, name)
        st.rerun()


def show_explained(found: Intake) -> None:
    for number, headers in enumerate(found.reading.explained):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            told = _("The columns {headers} are read as they were explained before.")
            html.block("<p>" + escape(told.format(headers=numbers.names(list(headers)))) + "</p>")
            key = f"forget-{found.reading.workbook.sha256}-{number}"
            if st.button(_("Forget the explanation"), key=key):
                saving.forget_columns(found.reading, headers)
                st.rerun()


def known_plans() -> set[str]:
    try:
        return set(cached.plans()["plan_code"])
    except NothingLoaded:
        return set()


# --- problems and changes -----------------------------------------------------------------------------------


def show_problems(found: Intake) -> None:
    if not found.problems:
        return
    worst = sorted(found.problems, key=lambda problem: list(Level).index(problem.level))
    items = [
        f"<li><strong>{escape(problem.level.label)}</strong> {escape(place(problem.sheet, problem.cell))}"
        f"<small>{escape(problem.message)}</small></li>"
        for problem in worst
    ]
    title = _("Problems ({count})").format(count=len(worst))
    html.block(f"{html.heading(title)}{html.folded(items, PROBLEMS_SHOWN)}")


def place(sheet: str, cell: str) -> str:
    return f"{sheet} › {cell}" if cell else sheet


def show_changes(found: Intake) -> None:
    if found.changes is None or not found.changes.is_news:
        return
    counts = _("new {new}, changed {changed}, same {same}, missing {missing}").format(
        **found.changes.counts()
    )
    title = _("What saving would change")
    changed = found.changes.largest_first()
    rows = [change_cells(change) for change in changed[:CHANGES_SHOWN]]
    headers = [_("Row"), _("Changed field"), _("Before"), _("After")]
    table = html.table(headers, rows, "stack") if rows else ""
    rest = ""
    if len(changed) > CHANGES_SHOWN:
        more = _("{count} more values are changed").format(count=len(changed) - CHANGES_SHOWN)
        rest = f"<p>{escape(more)}</p>"
    lists = "".join(
        key_list(_("New: {kind}"), sheet.kind, sheet.new)
        + key_list(_("Reported before, not there now: {kind}"), sheet.kind, sheet.missing)
        for sheet in found.changes.sheets
    )
    html.block(f"{html.heading(title)}<p>{escape(counts)}</p>{table}{rest}{lists}")


def change_cells(change: Change) -> list[str]:
    return [
        escape(html.row_name(change.key)),
        escape(KINDS[change.kind].header(change.field)),
        escape(html.stored(change.before)),
        escape(html.stored(change.after)),
    ]


def key_list(title: str, kind: str, keys: list[str]) -> str:
    """Rows of a kind by their names, to unfold; nothing without any."""
    if not keys:
        return ""
    items = [f"<li>{escape(html.row_name(key))}</li>" for key in keys[:ROWS_SHOWN]]
    if len(keys) > ROWS_SHOWN:
        more = _("and {count} more").format(count=len(keys) - ROWS_SHOWN)
        items.append(f"<li>{escape(more)}</li>")
    summary = _("{title} ({count})").format(title=title.format(kind=_(KINDS[kind].label)), count=len(keys))
    return f"<details><summary>{escape(summary)}</summary><ul>{''.join(items)}</ul></details>"


# --- saving -------------------------------------------------------------------------------------------------


def show_actions(file: str, content: bytes, found: Intake, name: str) -> None:
    key = found.reading.workbook.sha256
    reason, withdraws = None, False
    can_save = found.changes is not None and found.changes.is_news
    if can_save and found.changes is not None and found.changes.counts()["missing"]:
        withdraws = st.toggle(
            _("Withdraw the rows that are no longer there (they are kept otherwise)"), key=f"withdraw-{key}"
        )
    if can_save and found.reading.has(Level.WARNING):
        reason = st.text_input(_("Why the warnings are accepted"), key=f"reason-{key}").strip()
        can_save = bool(reason)
    with st.container(horizontal=True, gap="small"):
        if found.changes is not None and found.changes.is_news:
            is_asked = st.button(
                _("Save {file}").format(file=file),
                key=f"save-{key}",
                type="primary",
                disabled=not (can_save and name),
            )
            if is_asked:
                save(file, content, found, reason, name, withdraws)
        if found.problems:
            show_marked(found, key)
    if can_save and not name:
        st.caption(_("Fill in your name above to save."))


def save(file: str, content: bytes, intake: Intake, reason: str | None, name: str, withdraws: bool) -> None:
    saved = saving.take_in(
        file,
        content,
        accepted_reason=reason,
        saved_by=name,
        withdraws_missing=withdraws,
        reading=intake.reading,
    )
    if saved.import_id is not None:
        st.session_state["told"] = _("Saved {file} as import {id}").format(file=file, id=saved.import_id)
        if len(st.session_state.get(f"files-{st.session_state['uploads_done']}") or []) == 1:
            st.session_state["uploads_done"] += 1
    st.rerun()


def save_all(files: list[tuple[Any, Intake]], name: str) -> None:
    """Save files one after the other, each whole; one that changed its state since it was checked is left for the person."""
    progress, saved = st.progress(0.0), []
    for done, (file, shown) in enumerate(files, start=1):
        told = _("Saving {file} ({done} of {total})").format(file=file.name, done=done, total=len(files))
        progress.progress((done - 1) / len(files), html.escape_markdown(told))
        found = saving.take_in(
            file.name,
            file.getvalue(),
            accepted_reason=None,
            saved_by=name,
            withdraws_missing=False,
            reading=shown.reading,
        )
        if found.import_id is not None:
            saved.append(found.import_id)
    st.session_state["told"] = _("Saved {count} files as imports {ids}").format(
        count=len(saved), ids=numbers.names([str(each) for each in saved])
    )
    st.rerun()


def show_marked(found: Intake, key: str) -> None:
    from exports.annotated import annotated_name, annotated_workbook

    workbook = found.reading.workbook
    panels.file_button(
        _("Download the marked workbook"),
        lambda: annotated_workbook(workbook, found.problems),
        annotated_name(workbook.file, workbook.content),
        None,
        f"marked-{key}",
        look="secondary",
    )


# --- history ------------------------------------------------------------------------------------------------


def show_history() -> None:
    """The last imports; all of them, and their undo, are on the page of imports."""
    newest = records(cached.imports().head(IMPORTS_SHOWN))
    title, all_of_them = _("The last imports"), _("All imports")
    nothing = _("Nothing has been imported yet.")
    body = html.imports_table(newest) if newest else f"<p>{escape(nothing)}</p>"
    if newest:
        body += html.element("p", html.link(all_of_them, links.to("imports")))
    html.block(html.panel(title, body))


title = _("Upload ledgers")
about = _(
    "Plan workbooks and monthly ledgers, several at once. Each is checked whole before anything is saved."
)
html.block(f"<h1>{escape(title)}</h1><p>{escape(about)}</p>")
forms.show_saved()
if saving.is_read_only():
    html.read_only_panel()
    show_template()
else:
    name = forms.person()
    show_template()
    show_files(name)
show_history()
