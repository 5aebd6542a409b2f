"""Digital scenes: how the tasks of each scene were reported month by month, their deadlines, problems and next steps, and who leads."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from charts.scenes import counts_told, leads_chart, progress_charts, scene_name, task_chart, timeline_chart
from metrics import scenes
from metrics.rows import TaskRow
from metrics.scenes import SceneTask, TaskMonth
from metrics.summary import ORDER, status_counts
from screens import cached, cards, forms, html, links, panels, view
from words import _, numbers
from words.terms import Status, TaskState

TROUBLES_SHOWN = 12  # before the rest is folded
FILTERS = ("scene", "unit", "status")

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
every = scenes.scene_tasks(board, cached.facts_of_month(plan_code, month).units)
history = cached.of_month(scenes.task_history, plan_code, month)


def status_name(of: Status) -> str:
    return TaskState.DONE.label if of is Status.MET else of.label


def show_no_tasks() -> None:
    title = _("This plan has no tasks")
    told = _("Tasks come from the sheet of the task division (任务分工) in a plan's workbook.")
    html.no_ledger(title, told)


def show_all() -> None:
    if not every:
        show_no_tasks()
        return
    show_answer()
    picked = pick()
    tasks = scenes.chosen(every, *picked.values())
    if not tasks:
        told = _("No task fits this choice.")
        clear = html.link(_("Show all tasks"), links.to("scenes"))
        html.block(f'<div class="panel"><p>{escape(told)} {clear}</p></div>')
        return
    codes = {task.code for task in tasks}
    own = [entry for entry in history if entry.row.code in codes]
    remarks = [board.plan["title"], numbers.month(month), *filter_words(picked)]
    show_matrix(tasks, own, remarks)
    show_troubles(tasks, remarks)
    panels.chart(timeline_chart(tasks, month, board.is_demo), remarks)
    show_leads(tasks, remarks)
    title = _("Share done by scene")
    panels.small_charts("progress", title, progress_charts(scenes.progress(own), board.is_demo), remarks)


def show_answer() -> None:
    title = _("{scenes} scenes, {count} tasks: {counts}").format(
        scenes=len({task.scene for task in every}), count=len(every), counts=counts_told(every)
    )
    facts = [
        _("As of {month}").format(month=numbers.month(month)),
        _("{count} tasks reported for this month").format(
            count=sum(task.row.reported_month == month for task in every)
        ),
        _("{count} tell a problem").format(count=len(scenes.troubles(every))),
    ]
    html.block(f"<h1>{escape(title)}</h1><p>{escape(' · '.join(facts))}</p>")


def pick() -> dict[str, str | None]:
    """The choices of the address; each offers what there is."""
    named = {scene: scene_name(scene) for scene in dict.fromkeys(task.scene for task in every) if scene}
    units = list(dict.fromkeys(unit for task in every for unit in task.units))
    statuses = status_counts(task.row.status for task in every)
    found = {status.value: status_name(status) for status in statuses}
    # A link may name a status that no task has this month.
    found |= {status.value: status_name(status) for status in ORDER if status.value == links.said("status")}
    with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
        return {
            "scene": forms.choice("scene", _("Scene"), named, all_label=_("All scenes"), width=260),
            "unit": forms.choice("unit", _("Lead unit"), units, all_label=_("All units"), width=260),
            "status": forms.choice("status", _("Status"), found, all_label=_("All statuses"), width=160),
        }


def filter_words(picked: dict[str, str | None]) -> list[str]:
    status = picked["status"]
    words = [picked["scene"], picked["unit"], status_name(Status(status)) if status else None]
    return [word for word in words if word]


def show_matrix(tasks: list[SceneTask], own: list[TaskMonth], remarks: list[str]) -> None:
    title = _("Task reports by month")
    if not any(entry.is_reported for entry in own):
        told = _("No task has been reported yet. Task reports (任务进展) are part of the monthly ledger.")
        way = html.link(_("Upload a ledger"), links.to("upload"))
        html.block(html.panel(title, f"<p>{escape(told)} {way}</p>"))
        return
    cells = {(entry.row.code, entry.month): cell(entry) for entry in own}
    months = list(dict.fromkeys(entry.month for entry in own))
    groups: dict[str, dict[str, str]] = {}
    for task in tasks:
        groups.setdefault(escape(scene_name(task.scene)), {})[task.code] = task_link(task.row)
    counts = " ".join(
        html.status(status, count, is_task=True)
        for status, count in status_counts(task.row.status for task in tasks).items()
    )
    marks = html.matrix(_("Task"), months, groups, cells, title)
    notes = [_("Each mark is what was reported for that month, with the share done"), _("— not reported")]
    if scenes.silent_months(history):
        notes.append(_("months in which no task was reported are left out"))
    panels.table_panel(
        "matrix",
        title,
        f'<div class="counts">{counts}</div>{marks}<p>{escape(numbers.clauses(notes))}</p>',
        lambda: report_table([entry for entry in own if entry.is_reported]),
        remarks,
        is_demo=board.is_demo,
    )


def task_link(task: TaskRow) -> str:
    return html.link(f"{task.code} {task.title}", links.to("scenes", task=task.code, **said()))


def said() -> dict[str, str | None]:
    """The filters of the address, to come back to."""
    return {name: links.said(name) for name in FILTERS}


def cell(entry: TaskMonth) -> str:
    """What was reported of a task for a month; a dash where nothing was."""
    when, row = numbers.month(entry.month), entry.row
    if not entry.is_reported:
        told = numbers.in_turn([when, Status.UNREPORTED.label])
        return f'<span class="none" role="img" aria-label="{escape(told)}" title="{escape(told)}">{numbers.UNKNOWN}</span>'
    told = numbers.in_turn([when, status_name(row.status), numbers.share(row.attained_share)])
    return cards.task_mark(row.status, told, row.attained_share)


def report_table(reports: Sequence[TaskMonth]) -> pd.DataFrame:
    """Task reports as a table to take along, one row a report."""
    from words.numbers import Share

    return pd.DataFrame(
        [
            {
                _("Scene"): scene_name(report.scene),
                _("No."): row.code,
                _("Task"): row.title,
                _("Responsible"): cards.task_units(row),
                _("Month"): report.month,
                _("Status"): status_name(row.status),
                _("Share done"): None if row.attained_share is None else Share(row.attained_share),
                _("Progress"): row.progress_text,
                _("Problem"): row.problem_text,
                _("Next step"): row.next_step_text,
                _("Source cell"): " › ".join(
                    str(place[name]) for place in row.source for name in ("file", "sheet", "cell")
                ),
            }
            for report in reports
            for row in [report.row]
        ],
        dtype=object,
    )


def show_troubles(tasks: list[SceneTask], remarks: list[str]) -> None:
    troubled = scenes.troubles(tasks)
    title = _("Problems and next steps ({count})").format(count=len(troubled))
    if not troubled:
        told = _("No newest report tells a problem.")
        html.block(html.panel(title, f"<p>{escape(told)}</p>"))
        return
    headers = [
        *[_("Task"), _("Status"), _("Responsible"), _("Last reported")],
        *[_("Problem"), _("Next step"), _("Source cell")],
    ]
    rows = [trouble_cells(task.row) for task in troubled]
    if not any(task.units for task in troubled):  # the plan prints none
        for each in (headers, *rows):
            each.pop(2)
    body = html.long_table(headers, rows, TROUBLES_SHOWN, "stack")
    panels.table_panel(
        "troubles",
        title,
        body,
        lambda: report_table([newest_report(task) for task in troubled]),
        remarks,
        note=_("by the newest report of each task"),
        is_demo=board.is_demo,
    )


def newest_report(task: SceneTask) -> TaskMonth:
    """The newest report on a task that has one."""
    return TaskMonth(task.row.reported_month or "", True, task.scene, task.row)


def show_leads(tasks: list[SceneTask], remarks: list[str]) -> None:
    if any(task.units for task in tasks):
        panels.chart(leads_chart(scenes.by_unit(tasks), board.is_demo), remarks)
        return
    told = _(
        "The plan prints no lead unit for these tasks. It stands on the sheet of the task division (任务分工)."
    )
    html.block(html.panel(_("Who leads"), f"<p>{escape(told)}</p>"))


def trouble_cells(task: TaskRow) -> list[str]:
    return [
        task_link(task),
        html.status(task.status, is_task=True),
        escape(cards.task_units(task)),
        html.nowrap(numbers.month(task.reported_month)),
        escape(task.problem_text or ""),
        escape(task.next_step_text or numbers.UNKNOWN),
        "".join(html.source(place, task=task.code) for place in task.source),
    ]


def show_task(task: SceneTask) -> None:
    """One task: where it stands, its reports month by month, and what the plan prints of it."""
    back = html.link(_("All tasks"), links.to("scenes", **said()))
    place = f"<small>{back} › {escape(scene_name(task.scene))}</small>"
    title = _("Task {code}: {title}").format(code=task.code, title=task.row.title)
    told = [
        _("{share} done").format(share=numbers.share(task.row.attained_share)),
        _("goes on")
        if task.row.is_ongoing
        else _("to be done by {day}").format(day=numbers.day(task.ends_on)),
        cards.last_report(task.row.reported_month),
    ]
    status = html.status(task.row.status, is_task=True)
    html.block(f"{place}<h1>{escape(title)} {status}</h1><p>{escape(' · '.join(told))}</p>")
    reports = [entry for entry in history if entry.is_reported and entry.row.code == task.code]
    remarks = [board.plan["title"], numbers.month(month)]
    if not reports:
        told_none = _("No report on this task up to this month.")
        html.block(f'<div class="panel"><p>{escape(told_none)}</p></div>')
    else:
        panels.chart(task_chart(reports, task.row, month, board.is_demo), remarks)
        show_reports(reports, title, remarks)
    html.block(html.panel(_("About this task"), facts_of(task)))


def show_reports(reports: list[TaskMonth], title: str, remarks: list[str]) -> None:
    """The reports on a task, the newest first, each with its cell."""
    rows = [report_cells(report) for report in reversed(reports)]
    headers = [
        *[_("Month"), _("Status"), _("Share done"), _("Progress")],
        *[_("Problem"), _("Next step"), _("Source cell")],
    ]
    body = html.table(headers, rows, "stack", numeric=(2,))
    heading = _("Reports month by month ({count})").format(count=len(rows))
    panels.table_panel(
        "reports", heading, body, lambda: report_table(reports), [title, *remarks], is_demo=board.is_demo
    )


def report_cells(report: TaskMonth) -> list[str]:
    row = report.row
    return [
        html.nowrap(numbers.month(report.month)),
        html.status(row.status, is_task=True),
        numbers.share(row.attained_share),
        *(
            escape(text or numbers.UNKNOWN)
            for text in (row.progress_text, row.problem_text, row.next_step_text)
        ),
        "".join(html.source(place, task=row.code) for place in row.source),
    ]


def facts_of(task: SceneTask) -> str:
    row = task.row
    due = _("goes on, so it is never overdue") if row.is_ongoing else numbers.day(task.ends_on)
    if not row.is_ongoing and row.due_on is None and task.ends_on is not None:
        due = _("{day} (end of the plan; the task prints no date)").format(day=due)
    facts = [
        (_("What is to be done"), row.description),
        (_("Scene"), scene_name(task.scene)),
        (_("Lead"), cards.task_units(row)),
        (_("Support unit"), numbers.names(row.support_units)),
        (_("Due"), due),
        (_("As printed"), row.due_text),
        (_("Note"), row.note),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in facts if told)
    printed = escape(_("Printed in"))
    place = html.source(row.task_source, task=row.code)
    return f"<dl>{items}<dt>{printed}</dt><dd>{place}</dd></dl>"


task = links.chosen_task(every)
if task is None:
    show_all()
else:
    show_task(task)
html.footer(board, cached.closing_of(plan_code, month))
