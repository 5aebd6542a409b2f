"""Upload: take a template, check workbooks, and see every problem and every change before saving."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from loaders.problems import Problem
from loaders.result import Unsure
from metrics.imports import Import
from screens import cached, forms, html, links, panels, saving, tables
from services.imports import Changes, Intake
from tables.imports import imports_table, preview_table, row_name
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


def show(plan_code: str | None, month: str | None, unit: str | None) -> None:
    """The page, for a plan, month and unit of the address, whose ledger is offered first."""
    about = _(
        "Plan workbooks and monthly ledgers, several at once. Each is checked whole before anything is saved."
    )
    html.block(html.element("h1", _("Upload ledgers")) + html.element("p", about))
    forms.show_saved()
    if saving.is_read_only():
        html.read_only_panel()
        show_template(plan_code, month, unit)
    else:
        name = forms.person()
        show_template(plan_code, month, unit)
        show_files(name)
    html.block(history_panel(cached.imports()[:IMPORTS_SHOWN]))


# --- templates ----------------------------------------------------------------------------------------------


def show_template(plan_code: str | None, month: str | None, unit: str | None) -> None:
    """The ledger a unit fills in, with its own tasks, targets and rows in it; made when it is asked for."""
    try:
        plan_code = plan_code or cached.plans()["plan_code"].iloc[0]
        units, months = cached.units(plan_code), sorted(cached.months(plan_code), reverse=True)
    except PlanwatchError:
        return
    with st.expander(_("Take a ledger to fill in"), expanded=unit in units):
        about = _("It holds the unit’s own tasks, targets and rows, with lists to choose from.")
        html.block(html.element("p", about))
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            chosen_unit = st.selectbox(
                _("Unit"),
                [*units, EVERY_UNIT],  # the office hands out all of them
                index=units.index(unit) if unit in units else 0,
                format_func=lambda option: option or _("All units that report (ZIP)"),
                key="template_unit",
                width=280,
            )
            chosen_month = st.selectbox(
                _("Month"),
                months,
                index=months.index(month) if month in months else 0,
                format_func=numbers.month,
                key="template_month",
                width=140,
            )
            contents = [ALL_LEDGERS, *ledgers()]
            kind = st.selectbox(
                _("Content"), contents, format_func=ledger_name, key="template_kind", width=180
            )
            show_template_button(plan_code, kind, chosen_unit or None, chosen_month)


def show_template_button(plan_code: str, kind: str, unit: str | None, month: str) -> None:
    """The button that makes a ledger, or why there is none."""
    if refusal := cached.template_refusal(plan_code, kind, unit, month):
        st.caption(html.escape_markdown(refusal))
        return
    panels.file_button(
        _("Download the ledger"),
        lambda: cached.template(plan_code, kind, unit, month),
        f"{unit or plan_code}{ledger_name(kind)}{month}.{'xlsx' if unit else 'zip'}",
        None,
        "template",
        look="secondary",
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
        sentence = _("Checking {file} ({done} of {total})").format(
            file=file.name, done=done, total=len(files)
        )
        progress.progress((done - 1) / len(files), html.escape_markdown(sentence))
        with st.container(key=f"panel-file-{done}"):
            intake = show_file(file.name, file.getvalue(), name)
        if intake is not None and is_ready(intake):
            can_be_saved.append((file, intake))
    progress.empty()
    if len(can_be_saved) > 1:
        label = _("Save all {count} that need no reason").format(count=len(can_be_saved))
        if st.button(label, type="primary", key="save_all", disabled=not name):
            save_all(can_be_saved, name)


def is_ready(intake: Intake) -> bool:
    return intake.changes is not None and intake.changes.is_news and not intake.reading.has(Level.WARNING)


def show_file(file: str, content: bytes, name: str) -> Intake | None:
    try:
        intake = cached.checked_file(file, content)
    except PlanwatchError as error:
        html.block(html.heading(file) + html.element("p", str(error)))
        return None
    html.block(html.heading(file) + intake_summary(intake))
    for number, unsure in enumerate(intake.reading.unsure):
        show_columns(intake, unsure, number, name)
    show_explained(intake)
    if intake.problems:
        html.block(problem_list(intake.problems))
    if intake.changes is not None and intake.changes.is_news:
        html.block(preview(intake.changes))
    show_actions(file, content, intake, name)
    return intake


def intake_summary(intake: Intake) -> Markup:
    """What can be done with a workbook, and what it is."""
    reading = intake.reading
    facts = [_("Plan: {plan}").format(plan=reading.plan_code or numbers.UNKNOWN)]
    if not reading.is_plan:
        facts.append(_("Unit: {unit}").format(unit=reading.unit or numbers.UNKNOWN))
        facts.append(_("Month: {month}").format(month=numbers.month(reading.month)))
    counts: dict[str, int] = {}
    for rows in reading.sheets:
        counts[rows.kind] = counts.get(rows.kind, 0) + len(rows.rows)
    facts += [
        _("{kind}: {count} rows").format(kind=_(KINDS[kind].label), count=count)
        for kind, count in counts.items()
    ]
    badge = Markup(" ") + html.badge() if reading.is_demo else html.NOTHING
    return html.fill("<p><strong>{}</strong></p><p>{}{}</p>", verdict(intake), " · ".join(facts), badge)


def verdict(intake: Intake) -> str:
    if intake.changes is None:
        return _("Has errors; nothing was saved")
    if not intake.changes.is_news:
        return _("Nothing new; it is saved already")
    if intake.reading.has(Level.WARNING):
        return _("Has warnings; say why they are accepted, or mend them")
    return _("Can be saved")


# --- what a person says of columns --------------------------------------------------------------------------


def show_columns(intake: Intake, unsure: Unsure, number: int, name: str) -> None:
    """Let a person say what the columns of a table mean; it is remembered for the unit and these headers."""
    key = f"{intake.reading.workbook.sha256}-{number}"
    title = _("Say what the columns of sheet “{sheet}” mean (header in row {row})").format(
        sheet=unsure.sheet, row=unsure.row
    )
    is_only_one = unsure.kind is None and len(intake.reading.unsure) == 1
    with st.expander(html.escape_markdown(title), expanded=is_only_one):
        if intake.reading.plan_code not in loaded_plans():
            sentence = _("First write 规划代码：… above the table, so that it is known which plan this is.")
            html.block(html.element("p", sentence))
            return
        kinds = [code for code, kind in KINDS.items() if not kind.is_form]
        kind = st.selectbox(
            _("What the table holds"),
            kinds,
            index=kinds.index(unsure.kind) if unsure.kind else None,
            format_func=lambda option: _(KINDS[option].label),
            placeholder=_("Choose a kind of table"),
            key=f"kind-{key}",
            width=280,
        )
        if kind is not None:
            columns = chosen_columns(unsure, kind, f"{key}-{kind}")
            show_column_choice(intake, unsure, kind, columns, key, name)


def chosen_columns(unsure: Unsure, kind: str, key: str) -> list[str | None]:
    """What each column of a table is said to be, by the header of our own column; None for one not to be read."""
    choices = [column.header for column in KINDS[kind].columns]
    columns: list[str | None] = []
    with st.container(horizontal=True, gap="small"):
        for index, text in enumerate(unsure.texts):
            guess = unsure.columns[index] if kind == unsure.kind else None
            columns.append(
                st.selectbox(
                    html.escape_markdown(text),
                    choices,
                    index=choices.index(guess) if guess else None,
                    placeholder=_("Not read"),
                    key=f"column-{key}-{index}",
                    width=200,
                )
            )
    return columns


def show_column_choice(
    intake: Intake, unsure: Unsure, kind: str, columns: list[str | None], key: str, name: str
) -> None:
    """What is wrong with a choice of columns, and the button that keeps it."""
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
        saving.remember_columns(intake.reading, unsure.headers, kind, columns, name)
        st.rerun()


def show_explained(intake: Intake) -> None:
    """The columns that are read as somebody explained them before, each to be forgotten again."""
    for number, headers in enumerate(intake.reading.explained):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            sentence = _("The columns {headers} are read as they were explained before.")
            html.block(html.element("p", sentence.format(headers=numbers.names(list(headers)))))
            key = f"forget-{intake.reading.workbook.sha256}-{number}"
            if st.button(_("Forget the explanation"), key=key):
                saving.forget_columns(intake.reading, headers)
                st.rerun()


def loaded_plans() -> set[str]:
    try:
        return set(cached.plans()["plan_code"])
    except NothingLoaded:
        return set()


# --- problems and changes -----------------------------------------------------------------------------------


def problem_list(problems: Sequence[Problem]) -> Markup:
    """Every problem, the worst first, with its cell."""
    worst_first = sorted(problems, key=lambda problem: list(Level).index(problem.level))
    items = [
        html.fill(
            "<li><strong>{}</strong> {}<small>{}</small></li>",
            problem.level.label,
            f"{problem.sheet} › {problem.cell}" if problem.cell else problem.sheet,
            problem.message,
        )
        for problem in worst_first
    ]
    title = _("Problems ({count})").format(count=len(items))
    return html.heading(title) + html.folded(items, PROBLEMS_SHOWN)


def preview(changes: Changes) -> Markup:
    """What saving would change: the largest jumps, then the rows that are new and those that are missing."""
    changed = changes.largest_first()
    table = preview_table(changed)
    counts = _("new {new}, changed {changed}, same {same}, missing {missing}").format(**changes.counts())
    body = html.heading(table.title) + html.element("p", counts)
    if changed:
        body += tables.table(table.first(CHANGES_SHOWN))
    if len(changed) > CHANGES_SHOWN:
        more = _("{count} more values are changed").format(count=len(changed) - CHANGES_SHOWN)
        body += html.element("p", more)
    return body + html.join(
        key_list(_("New: {kind}"), sheet.kind, sheet.new)
        + key_list(_("Reported before, not there now: {kind}"), sheet.kind, sheet.missing)
        for sheet in changes.sheets
    )


def key_list(title: str, kind: str, keys: list[str]) -> Markup:
    """Rows of a kind by their names, to unfold; nothing without any."""
    if not keys:
        return html.NOTHING
    items = [row_name(key) for key in keys[:ROWS_SHOWN]]
    if len(keys) > ROWS_SHOWN:
        items.append(_("and {count} more").format(count=len(keys) - ROWS_SHOWN))
    summary = _("{title} ({count})").format(title=title.format(kind=_(KINDS[kind].label)), count=len(keys))
    return html.fill(
        "<details><summary>{}</summary><ul>{}</ul></details>",
        summary,
        html.join(html.element("li", item) for item in items),
    )


# --- saving -------------------------------------------------------------------------------------------------


def show_actions(file: str, content: bytes, intake: Intake, name: str) -> None:
    """Saving the workbook, with a reason where it has warnings, and its marked copy."""
    key = intake.reading.workbook.sha256
    reason, withdraws = None, False
    is_news = intake.changes is not None and intake.changes.is_news
    can_save = is_news
    if is_news and intake.changes is not None and intake.changes.counts()["missing"]:
        withdraws = st.toggle(
            _("Withdraw the rows that are no longer there (they are kept otherwise)"), key=f"withdraw-{key}"
        )
    if is_news and intake.reading.has(Level.WARNING):
        reason = st.text_input(_("Why the warnings are accepted"), key=f"reason-{key}").strip()
        can_save = bool(reason)
    with st.container(horizontal=True, gap="small"):
        if is_news:
            is_asked = st.button(
                _("Save {file}").format(file=file),
                key=f"save-{key}",
                type="primary",
                disabled=not (can_save and name),
            )
            if is_asked:
                save(file, content, intake, reason, name, withdraws)
        if intake.problems:
            show_marked(intake, key)
    if can_save and not name:
        st.caption(_("Fill in your name above to save."))


def save(file: str, content: bytes, checked: Intake, reason: str | None, name: str, withdraws: bool) -> None:
    saved = saving.take_in(
        file,
        content,
        accepted_reason=reason,
        saved_by=name,
        withdraws_missing=withdraws,
        reading=checked.reading,
    )
    if saved.import_id is not None:
        st.session_state["told"] = _("Saved {file} as import {id}").format(file=file, id=saved.import_id)
        if len(st.session_state.get(f"files-{st.session_state['uploads_done']}") or []) == 1:
            st.session_state["uploads_done"] += 1
    st.rerun()


def save_all(checked_files: Sequence[tuple[UploadedFile, Intake]], name: str) -> None:
    """Save files one after the other, each whole; one that changed its state since it was checked is left for the person."""
    progress, saved, total = st.progress(0.0), [], len(checked_files)
    for done, (file, checked) in enumerate(checked_files, start=1):
        sentence = _("Saving {file} ({done} of {total})").format(file=file.name, done=done, total=total)
        progress.progress((done - 1) / total, html.escape_markdown(sentence))
        intake = saving.take_in(
            file.name,
            file.getvalue(),
            accepted_reason=None,
            saved_by=name,
            withdraws_missing=False,
            reading=checked.reading,
        )
        if intake.import_id is not None:
            saved.append(intake.import_id)
    st.session_state["told"] = _("Saved {count} files as imports {ids}").format(
        count=len(saved), ids=numbers.names([str(import_id) for import_id in saved])
    )
    st.rerun()


def show_marked(intake: Intake, key: str) -> None:
    from exports.annotated import annotated_name, annotated_workbook

    workbook = intake.reading.workbook
    panels.file_button(
        _("Download the marked workbook"),
        lambda: annotated_workbook(workbook, intake.problems),
        annotated_name(workbook.file, workbook.content),
        None,
        f"marked-{key}",
        look="secondary",
    )


# --- history ------------------------------------------------------------------------------------------------


def history_panel(newest: Sequence[Import]) -> Markup:
    """The last imports; all of them, and their undo, are on the page of imports."""
    title = _("The last imports")
    if not newest:
        return html.panel(title, html.element("p", _("Nothing has been imported yet.")))
    way = html.link(_("All imports"), links.to("imports"))
    table = tables.table(imports_table(newest), "stack imports")
    return html.panel(title, table + html.element("p", way))


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(*(links.parameter(name) for name in ("plan", "month", "unit")))
