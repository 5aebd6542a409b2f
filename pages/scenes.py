"""Digital scenes: how the tasks of each scene were reported month by month, their deadlines, problems and next steps, and who leads."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from charts.scenes import (
    counts_in_words,
    leads_chart,
    progress_charts,
    scene_name,
    status_name,
    task_chart,
    timeline_chart,
)
from metrics import scenes
from metrics.rows import TaskRow
from metrics.scenes import SceneTask, TaskMonth
from metrics.summary import ORDER, status_counts
from screens import cards, forms, html, links, panels, tables, view
from screens.view import View
from tables.cells import sources
from tables.scenes import reports_table, troubles_table
from tables.tasks import responsible
from words import _, numbers
from words.terms import Status

TROUBLES_SHOWN = 12  # before the rest is folded
FILTERS = ("scene", "unit", "status")


def show(view: View) -> None:
    every = scenes.scene_tasks(view.board, view.facts.units)
    history = view.ask(scenes.task_history)
    task = links.chosen_task(every)
    if task is not None:
        show_task(view, task, [entry for entry in history if entry.row.code == task.code])
    elif every:
        show_all(view, every, history)
    else:
        show_no_tasks()
    html.footer(view.board, view.closing)


def show_no_tasks() -> None:
    title = _("This plan has no tasks")
    sentence = _("Tasks come from the sheet of the task division (任务分工) in a plan's workbook.")
    html.no_ledger(title, sentence)


def show_all(view: View, every: Sequence[SceneTask], history: Sequence[TaskMonth]) -> None:
    html.block(answer(every, view.month))
    choices = pick(every)
    tasks = scenes.chosen(every, *choices.values())
    if not tasks:
        clear = html.link(_("Show all tasks"), links.to("scenes"))
        html.block(html.fill('<div class="panel"><p>{} {}</p></div>', _("No task fits this choice."), clear))
        return
    codes = {task.code for task in tasks}
    own = [entry for entry in history if entry.row.code in codes]
    remarks = [*view.remarks, *filter_words(choices)]
    is_demo = view.board.is_demo
    show_matrix(tasks, own, has_silence=bool(scenes.silent_months(history)), remarks=remarks, is_demo=is_demo)
    show_troubles(tasks, remarks, is_demo)
    panels.show_chart(timeline_chart(tasks, view.month, is_demo), remarks)
    show_leads(tasks, remarks, is_demo)
    title = _("Share done by scene")
    panels.small_charts("progress", title, progress_charts(scenes.progress(own), is_demo), remarks)


def answer(tasks: Sequence[SceneTask], month: str) -> Markup:
    """How many scenes and tasks there are, where they stand, and how many were reported."""
    title = _("{scenes} scenes, {count} tasks: {counts}").format(
        scenes=len({task.scene for task in tasks}), count=len(tasks), counts=counts_in_words(tasks)
    )
    facts = [
        _("As of {month}").format(month=numbers.month(month)),
        _("{count} tasks reported for this month").format(
            count=sum(task.row.reported_month == month for task in tasks)
        ),
        _("{count} tell a problem").format(count=len(scenes.troubles(tasks))),
    ]
    return html.fill("<h1>{}</h1><p>{}</p>", title, " · ".join(facts))


def pick(tasks: Sequence[SceneTask]) -> dict[str, str | None]:
    """The choices of the address; each offers what there is."""
    scene_names = {scene: scene_name(scene) for scene in dict.fromkeys(task.scene for task in tasks) if scene}
    units = list(dict.fromkeys(unit for task in tasks for unit in task.units))
    counts = status_counts(task.row.status for task in tasks)
    statuses = {status.value: status_name(status) for status in counts}
    # A link may name a status that no task has this month.
    statuses |= {
        status.value: status_name(status) for status in ORDER if status.value == links.parameter("status")
    }
    with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
        return {
            "scene": forms.choice("scene", _("Scene"), scene_names, all_label=_("All scenes"), width=260),
            "unit": forms.choice("unit", _("Lead unit"), units, all_label=_("All units"), width=260),
            "status": forms.choice("status", _("Status"), statuses, all_label=_("All statuses"), width=160),
        }


def filter_words(choices: Mapping[str, str | None]) -> list[str]:
    """The choices as the remarks of a file say them."""
    status = choices["status"]
    words = [choices["scene"], choices["unit"], status_name(Status(status)) if status else None]
    return [word for word in words if word]


def filters() -> dict[str, str | None]:
    """The filters of the address, to come back to."""
    return {name: links.parameter(name) for name in FILTERS}


def show_matrix(
    tasks: Sequence[SceneTask],
    history: Sequence[TaskMonth],
    *,
    has_silence: bool,
    remarks: Sequence[str],
    is_demo: bool,
) -> None:
    """Tasks by months. history: theirs. has_silence: months in which no task at all was reported are left out."""
    title = _("Task reports by month")
    reports = [entry for entry in history if entry.is_reported]
    if not reports:
        sentence = _("No task has been reported yet. Task reports (任务进展) are part of the monthly ledger.")
        way = html.link(_("Upload a ledger"), links.to("upload"))
        html.block(html.panel(title, html.fill("<p>{} {}</p>", sentence, way)))
        return
    counts = status_counts(task.row.status for task in tasks)
    marks = html.join(
        (html.status(status, count, is_task=True) for status, count in counts.items()), Markup(" ")
    )
    notes = [_("Each mark is what was reported for that month, with the share done"), _("— not reported")]
    if has_silence:
        notes.append(_("months in which no task was reported are left out"))
    with st.container(key="panel-matrix"):
        html.block(
            html.heading(title)
            + html.fill(
                '<div class="counts">{}</div>{}<p>{}</p>',
                marks,
                matrix(title, tasks, history),
                numbers.clauses(notes),
            )
        )
        with panels.row_of_files("matrix"):
            panels.file_of_table(reports_table("matrix", title, reports, is_demo), remarks)


def matrix(title: str, tasks: Sequence[SceneTask], history: Sequence[TaskMonth]) -> Markup:
    """Tasks by months, under the heading of their scene."""
    cells = {(entry.row.code, entry.month): mark(entry) for entry in history}
    months = list(dict.fromkeys(entry.month for entry in history))
    groups: dict[str, dict[str, Markup]] = {}
    for task in tasks:
        groups.setdefault(html.text(scene_name(task.scene)), {})[task.code] = task_link(task.row)
    return html.matrix(_("Task"), months, groups, cells, title)


def task_link(task: TaskRow) -> Markup:
    return html.link(f"{task.code} {task.title}", links.to("scenes", task=task.code, **filters()))


def mark(entry: TaskMonth) -> Markup:
    """What was reported of a task for a month; a dash where nothing was."""
    when, row = numbers.month(entry.month), entry.row
    if not entry.is_reported:
        words = numbers.in_turn([when, Status.UNREPORTED.label])
        return html.fill(
            '<span class="none" role="img" aria-label="{}" title="{}">{}</span>',
            words,
            words,
            numbers.UNKNOWN,
        )
    words = numbers.in_turn([when, status_name(row.status), numbers.share(row.attained_share)])
    return cards.task_mark(row.status, words, row.attained_share)


def show_troubles(tasks: Sequence[SceneTask], remarks: Sequence[str], is_demo: bool) -> None:
    troubled = scenes.troubles(tasks)
    title = _("Problems and next steps ({count})").format(count=len(troubled))
    if not troubled:
        html.block(html.panel(title, html.element("p", _("No newest report tells a problem."))))
        return
    table = troubles_table(title, troubled, filters(), is_demo)
    note = _("by the newest report of each task")
    panels.show_table(table, remarks, shown=TROUBLES_SHOWN, note=note)


def show_leads(tasks: Sequence[SceneTask], remarks: Sequence[str], is_demo: bool) -> None:
    if any(task.units for task in tasks):
        panels.show_chart(leads_chart(scenes.by_unit(tasks), is_demo), remarks)
        return
    sentence = _(
        "The plan prints no lead unit for these tasks. It stands on the sheet of the task division (任务分工)."
    )
    html.block(html.panel(_("Who leads"), html.element("p", sentence)))


def show_task(view: View, task: SceneTask, history: Sequence[TaskMonth]) -> None:
    """One task: where it stands, its reports month by month, and what the plan prints of it. history: its own."""
    title = _("Task {code}: {title}").format(code=task.code, title=task.row.title)
    html.block(task_headline(task, title))
    reports = [entry for entry in history if entry.is_reported]
    if reports:
        is_demo = view.board.is_demo
        panels.show_chart(task_chart(reports, task.row, view.month, is_demo), view.remarks)
        heading = _("Reports month by month ({count})").format(count=len(reports))
        newest_first = [*reversed(reports)]
        panels.show_table(reports_table("reports", heading, newest_first, is_demo), [title, *view.remarks])
    else:
        sentence = _("No report on this task up to this month.")
        html.block(html.fill('<div class="panel"><p>{}</p></div>', sentence))
    html.block(html.panel(_("About this task"), facts_of(task)))


def task_headline(task: SceneTask, title: str) -> Markup:
    back = html.link(_("All tasks"), links.to("scenes", **filters()))
    facts = [
        _("{share} done").format(share=numbers.share(task.row.attained_share)),
        _("goes on")
        if task.row.is_ongoing
        else _("to be done by {day}").format(day=numbers.day(task.ends_on)),
        cards.last_report(task.row.reported_month),
    ]
    return html.fill(
        "<small>{} › {}</small><h1>{} {}</h1><p>{}</p>",
        back,
        scene_name(task.scene),
        title,
        html.status(task.row.status, is_task=True),
        " · ".join(facts),
    )


def facts_of(task: SceneTask) -> Markup:
    """What the plan prints of a task, and the cell where it does."""
    row = task.row
    due = _("goes on, so it is never overdue") if row.is_ongoing else numbers.day(task.ends_on)
    if not row.is_ongoing and row.due_on is None and task.ends_on is not None:
        due = _("{day} (end of the plan; the task prints no date)").format(day=due)
    facts = [
        (_("What is to be done"), row.description),
        (_("Scene"), scene_name(task.scene)),
        (_("Lead"), responsible(row)),
        (_("Support unit"), numbers.names(row.support_units)),
        (_("Due"), due),
        (_("As printed"), row.due_text),
        (_("Note"), row.note),
    ]
    (printed,) = sources([row.task_source], task=row.code)
    return html.description(
        [*((name, text) for name, text in facts if text), (_("Printed in"), tables.source(printed))]
    )


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
