"""Upload: check workbooks, see every problem and every change before saving, and undo what was saved."""

from html import escape

import streamlit as st

import blocks
import cached
import show
from errors import PlanwatchError
from intake import Intake
from loaders.kinds import SPECS
from loaders.problems import as_typed
from terms import KIND_NAMES, Level
from words import _

FORMATS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "tsv"]
CHANGES_SHOWN = 20
PROBLEMS_SHOWN = 12
IMPORTS_SHOWN = 30


def show_files() -> None:
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
    for done, file in enumerate(files, start=1):
        told = _("Checking {file} ({done} of {total})").format(file=file.name, done=done, total=len(files))
        progress.progress((done - 1) / len(files), blocks.escape_markdown(told))
        with st.container(key=f"panel-file-{done}"):
            show_file(file.name, file.getvalue())
    progress.empty()


def show_file(name: str, content: bytes) -> None:
    try:
        found = cached.checked_file(name, content)
    except PlanwatchError as error:
        blocks.block(f"<h2>{escape(name)}</h2><p>{escape(str(error))}</p>")
        return
    blocks.block(f"<h2>{escape(name)}</h2><p><strong>{escape(verdict(found))}</strong></p>{facts(found)}")
    show_problems(found)
    show_changes(found)
    show_actions(name, content, found)


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
    said = [_("Plan: {plan}").format(plan=reading.plan_code or show.UNKNOWN)]
    if not reading.is_plan:
        said.append(_("Unit: {unit}").format(unit=reading.unit or show.UNKNOWN))
        said.append(_("Month: {month}").format(month=show.month(reading.month)))
    said += [
        _("{kind}: {count} rows").format(kind=_(KIND_NAMES[rows.kind]), count=len(rows.rows))
        for rows in reading.sheets
    ]
    badge = f" {blocks.badge()}" if reading.is_demo else ""
    return f"<p>{escape(' · '.join(said))}{badge}</p>"


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
    blocks.block(f"<h2>{escape(title)}</h2>{blocks.folded(items, PROBLEMS_SHOWN)}")


def place(sheet: str, cell: str) -> str:
    return f"{sheet} › {cell}" if cell else sheet


def show_changes(found: Intake) -> None:
    if found.changes is None or not found.changes.is_news:
        return
    counts = _("new {new}, changed {changed}, same {same}, missing {missing}").format(
        **found.changes.counts()
    )
    title = _("What saving would change")
    changed = [(SPECS[sheet.kind], change) for sheet in found.changes.sheets for change in sheet.changed]
    rows = [
        [
            escape(key.split("|", 1)[-1].replace("|", " ")),
            escape(spec.header(field)),
            escape(shown(before)),
            escape(shown(after)),
        ]
        for spec, (key, field, before, after) in changed[:CHANGES_SHOWN]
    ]
    table = (
        blocks.table([_("Row"), _("Changed field"), _("Before"), _("After")], rows, "stack") if rows else ""
    )
    rest = ""
    if len(changed) > CHANGES_SHOWN:
        more = _("{count} more rows are changed").format(count=len(changed) - CHANGES_SHOWN)
        rest = f"<p>{escape(more)}</p>"
    blocks.block(f"<h2>{escape(title)}</h2><p>{escape(counts)}</p>{table}{rest}")


def shown(value: object) -> str:
    if isinstance(value, list):
        return show.names(value)
    return as_typed(value) or show.UNKNOWN


def show_actions(name: str, content: bytes, found: Intake) -> None:
    key = found.reading.workbook.sha256
    reason = None
    can_save = found.changes is not None and found.changes.is_news
    if can_save and found.reading.has(Level.WARNING):
        reason = st.text_input(_("Why the warnings are accepted"), key=f"reason-{key}").strip()
        can_save = bool(reason)
    with st.container(horizontal=True, gap="small"):
        if found.changes is not None and found.changes.is_news:
            saving = st.button(
                _("Save {file}").format(file=name), key=f"save-{key}", type="primary", disabled=not can_save
            )
            if saving:
                save(name, content, reason)
        if found.problems:
            show_marked(found, key)


def save(name: str, content: bytes, reason: str | None) -> None:
    saved = cached.take_in(name, content, reason)
    if saved.import_id is not None:
        st.session_state["told"] = _("Saved {file} as import {id}").format(file=name, id=saved.import_id)
        if len(st.session_state.get(f"files-{st.session_state['uploads_done']}") or []) == 1:
            st.session_state["uploads_done"] += 1
    st.rerun()


def show_marked(found: Intake, key: str) -> None:
    from exports.annotated import annotated_name, annotated_workbook

    workbook = found.reading.workbook
    st.download_button(
        _("Download the marked workbook"),
        data=lambda: annotated_workbook(workbook, found.problems),
        file_name=annotated_name(workbook.file, workbook.content),
        key=f"marked-{key}",
        on_click="ignore",
    )


def show_history() -> None:
    imports = cached.imports()
    title = _("History of imports")
    nothing = _("Nothing has been imported yet.")
    if imports.empty:
        blocks.block(blocks.panel(title, f"<p>{escape(nothing)}</p>"))
        return
    newest = imports.head(IMPORTS_SHOWN).to_dict("records")
    headers = [_("Import"), _("Saved"), _("File"), _("Plan"), _("Unit"), _("Month"), _("Content"), _("State")]
    blocks.block(blocks.panel(title, blocks.table(headers, [history_cells(row) for row in newest], "stack")))
    show_import_actions({row["import_id"]: row for row in newest if row["sha256"]})


def history_cells(row: dict) -> list[str]:
    content = "　".join(
        _("{kind}: {count} rows").format(kind=_(KIND_NAMES[kind]), count=count)
        for kind, count in row["kinds"].items()
    )
    state = _("Undone by {id}").format(id=row["undone_by"]) if row["undone_by"] else _("in force")
    badge = f" {blocks.badge()}" if row["is_demo"] else ""
    return [
        str(row["import_id"]),
        escape(show.moment(row["saved_at"])),
        escape(row["file"]) + badge,
        escape(row["plan_code"] or show.UNKNOWN),
        escape(row["unit"] or show.UNKNOWN),
        escape(show.month(row["month"])),
        escape(content or show.UNKNOWN),
        escape(state),
    ]


def show_import_actions(known: dict[int, dict]) -> None:
    """The original file of an import to download again, and its undo."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        import_id = st.selectbox(
            _("Choose an import"),
            list(known),
            format_func=lambda number: _("{id}: {file}").format(id=number, file=known[number]["file"]),
            key=f"import-{max(known)}",  # a new import is the one to look at
            width=420,
        )
        if import_id is None:
            return
        st.download_button(
            _("Download the original"),
            data=lambda: cached.original(import_id),
            file_name=known[import_id]["file"],
            key="original",
            on_click="ignore",
        )
        if st.button(
            _("Undo import {id}").format(id=import_id),
            key="undo",
            disabled=bool(known[import_id]["undone_by"]),
        ):
            cached.undo(import_id)
            st.session_state["told"] = _("Import {id} was undone").format(id=import_id)
            st.rerun()


title = _("Upload ledgers")
about = _(
    "Plan workbooks and monthly ledgers, several at once. Each is checked whole before anything is saved."
)
blocks.block(f"<h1>{escape(title)}</h1><p>{escape(about)}</p>")
if told := st.session_state.pop("told", None):
    st.success(blocks.escape_markdown(told))
show_files()
show_history()
