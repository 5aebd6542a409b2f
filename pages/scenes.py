"""Digital scenes: how the tasks of each scene were reported month by month, their deadlines, problems and next steps, and who leads."""

from html import escape

import pandas as pd
import streamlit as st

import blocks
import cached
import links
import show
import views
from charts.scenes import counts_told, leads_chart, progress_charts, scene_name, task_chart, timeline_chart
from metrics import scenes
from metrics.facts import records
from metrics.summary import ORDER, status_counts
from terms import Status, TaskState
from words import _

TROUBLES_SHOWN = 12  # before the rest is folded
FILTERS = ("scene", "unit", "status")

plan_code = links.chosen_plan(cached.plans())
month = links.chosen_month(plan_code)
board = cached.board(plan_code, month)
every = scenes.scene_tasks(board, cached.facts_of_month(plan_code, month).units)
history = cached.of_month(scenes.task_history, plan_code, month)


def status_name(of: Status) -> str:
    return TaskState.DONE.label if of is Status.MET else of.label


def show_no_tasks() -> None:
    title = _("This plan has no tasks")
    told = _("Tasks come from the sheet of the task division (任务分工) in a plan's workbook.")
    blocks.no_ledger(title, told)


def show_all() -> None:
    if every.empty:
        show_no_tasks()
        return
    show_answer()
    picked = pick()
    tasks = scenes.chosen(every, *picked.values())
    if tasks.empty:
        told = _("No task fits this choice.")
        clear = blocks.link(_("Show all tasks"), links.to("scenes"))
        blocks.block(f'<div class="panel"><p>{escape(told)} {clear}</p></div>')
        return
    own = history[history["code"].isin(tasks["code"])]
    remarks = [board.plan["title"], show.month(month), *filter_words(picked)]
    show_matrix(tasks, own, remarks)
    show_troubles(tasks, remarks)
    views.chart(timeline_chart(tasks, month, board.is_demo), remarks)
    show_leads(tasks, remarks)
    title = _("Share done by scene")
    views.small_charts("progress", title, progress_charts(scenes.progress(own), board.is_demo), remarks)


def show_answer() -> None:
    title = _("{scenes} scenes, {count} tasks: {counts}").format(
        scenes=every["scene"].nunique(), count=len(every), counts=counts_told(every)
    )
    facts = [
        _("As of {month}").format(month=show.month(month)),
        _("{count} tasks reported for this month").format(count=sum(every["reported_month"] == month)),
        _("{count} tell a problem").format(count=len(scenes.troubles(every))),
    ]
    blocks.block(f"<h1>{escape(title)}</h1><p>{escape(' · '.join(facts))}</p>")


def pick() -> dict[str, str | None]:
    """The choices of the address; each offers what there is."""
    named = {scene: scene_name(scene) for scene in dict.fromkeys(every["scene"]) if scene}
    units = list(dict.fromkeys(unit for units in every["units"] for unit in units))
    found = {status.value: status_name(status) for status in status_counts(every)}
    # A link may name a status that no task has this month.
    found |= {status.value: status_name(status) for status in ORDER if status.value == links.said("status")}
    with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="bottom"):
        return {
            "scene": views.choice("scene", _("Scene"), named, all_label=_("All scenes"), width=260),
            "unit": views.choice("unit", _("Lead unit"), units, all_label=_("All units"), width=260),
            "status": views.choice("status", _("Status"), found, all_label=_("All statuses"), width=160),
        }


def filter_words(picked: dict[str, str | None]) -> list[str]:
    status = picked["status"]
    words = [picked["scene"], picked["unit"], status_name(Status(status)) if status else None]
    return [word for word in words if word]


def show_matrix(tasks: pd.DataFrame, own: pd.DataFrame, remarks: list[str]) -> None:
    title = _("Task reports by month")
    if not own["is_reported"].any():
        told = _("No task has been reported yet. Task reports (任务进展) are part of the monthly ledger.")
        way = blocks.link(_("Upload a ledger"), links.to("upload"))
        blocks.block(blocks.panel(title, f"<p>{escape(told)} {way}</p>"))
        return
    shown = ["code", "month", "is_reported", "status", "attained_share"]
    cells = {(row["code"], row["month"]): cell(row) for row in records(own[shown])}
    months = list(dict.fromkeys(own["month"]))
    groups = {
        escape(scene_name(scene)): {
            task["code"]: task_link(task) for task in records(tasks[tasks["scene"] == scene])
        }
        for scene in dict.fromkeys(tasks["scene"])
    }
    counts = " ".join(
        blocks.status(status, count, is_task=True) for status, count in status_counts(tasks).items()
    )
    marks = blocks.matrix(_("Task"), months, groups, cells, title)
    notes = [_("Each mark is what was reported for that month, with the share done"), _("— not reported")]
    if scenes.silent_months(history):
        notes.append(_("months in which no task was reported are left out"))
    views.table_panel(
        "matrix",
        title,
        f'<div class="counts">{counts}</div>{marks}<p>{escape(show.clauses(notes))}</p>',
        lambda: report_table(own[own["is_reported"].astype(bool)]),
        remarks,
        is_demo=board.is_demo,
    )


def task_link(task: dict) -> str:
    return blocks.link(f"{task['code']} {task['title']}", links.to("scenes", task=task["code"], **said()))


def said() -> dict[str, str | None]:
    """The filters of the address, to come back to."""
    return {name: links.said(name) for name in FILTERS}


def cell(row: dict) -> str:
    """What was reported of a task for a month; a dash where nothing was."""
    when = show.month(row["month"])
    if not row["is_reported"]:
        told = show.in_turn([when, Status.UNREPORTED.label])
        return f'<span class="none" role="img" aria-label="{escape(told)}" title="{escape(told)}">{show.UNKNOWN}</span>'
    status = Status(row["status"])
    told = show.in_turn([when, status_name(status), show.share(row["attained_share"])])
    return blocks.task_mark(status, told, row["attained_share"])


def report_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Task reports as a table to take along, one row a report."""
    from exports.sheets import Share

    return pd.DataFrame(
        [
            {
                _("Scene"): scene_name(row["scene"]),
                _("No."): row["code"],
                _("Task"): row["title"],
                _("Responsible"): blocks.task_units(row),
                _("Month"): row["month"],
                _("Status"): status_name(Status(row["status"])),
                _("Share done"): None if row["attained_share"] is None else Share(row["attained_share"]),
                _("Progress"): row["progress_text"],
                _("Problem"): row["problem_text"],
                _("Next step"): row["next_step_text"],
                _("Source cell"): " › ".join(
                    str(place[name]) for place in row["source"] for name in ("file", "sheet", "cell")
                ),
            }
            for row in records(rows)
        ],
        dtype=object,
    )


def show_troubles(tasks: pd.DataFrame, remarks: list[str]) -> None:
    troubled = scenes.troubles(tasks)
    title = _("Problems and next steps ({count})").format(count=len(troubled))
    if troubled.empty:
        told = _("No newest report tells a problem.")
        blocks.block(blocks.panel(title, f"<p>{escape(told)}</p>"))
        return
    headers = [
        *[_("Task"), _("Status"), _("Responsible"), _("Last reported")],
        *[_("Problem"), _("Next step"), _("Source cell")],
    ]
    rows = [trouble_cells(task) for task in records(troubled)]
    if not any(troubled["units"]):  # the plan prints none
        for each in (headers, *rows):
            each.pop(2)
    body = blocks.long_table(headers, rows, TROUBLES_SHOWN, "stack")
    views.table_panel(
        "troubles",
        title,
        body,
        lambda: report_table(troubled.assign(month=troubled["reported_month"])),
        remarks,
        note=_("by the newest report of each task"),
        is_demo=board.is_demo,
    )


def show_leads(tasks: pd.DataFrame, remarks: list[str]) -> None:
    if any(tasks["units"]):
        views.chart(leads_chart(scenes.by_unit(tasks), board.is_demo), remarks)
        return
    told = _(
        "The plan prints no lead unit for these tasks. It stands on the sheet of the task division (任务分工)."
    )
    blocks.block(blocks.panel(_("Who leads"), f"<p>{escape(told)}</p>"))


def trouble_cells(task: dict) -> list[str]:
    return [
        task_link(task),
        blocks.status(Status(task["status"]), is_task=True),
        escape(blocks.task_units(task)),
        blocks.nowrap(show.month(task["reported_month"])),
        escape(task["problem_text"]),
        escape(task["next_step_text"] or show.UNKNOWN),
        "".join(blocks.source(place, task=task["code"]) for place in task["source"]),
    ]


def show_task(task: dict) -> None:
    """One task: where it stands, its reports month by month, and what the plan prints of it."""
    back = blocks.link(_("All tasks"), links.to("scenes", **said()))
    place = f"<small>{back} › {escape(scene_name(task['scene']))}</small>"
    title = _("Task {code}: {title}").format(code=task["code"], title=task["title"])
    told = [
        _("{share} done").format(share=show.share(task["attained_share"])),
        _("goes on")
        if task["is_ongoing"]
        else _("to be done by {day}").format(day=show.day(task["ends_on"])),
        blocks.last_report(task),
    ]
    status = blocks.status(Status(task["status"]), is_task=True)
    blocks.block(f"{place}<h1>{escape(title)} {status}</h1><p>{escape(' · '.join(told))}</p>")
    own = history[history["code"] == task["code"]]
    reports = own[own["is_reported"].astype(bool)]
    remarks = [board.plan["title"], show.month(month)]
    if reports.empty:
        told_none = _("No report on this task up to this month.")
        blocks.block(f'<div class="panel"><p>{escape(told_none)}</p></div>')
    else:
        views.chart(task_chart(reports, task, month, board.is_demo), remarks)
        show_reports(reports, title, remarks)
    blocks.block(blocks.panel(_("About this task"), facts_of(task)))


def show_reports(reports: pd.DataFrame, title: str, remarks: list[str]) -> None:
    """The reports on a task, the newest first, each with its cell."""
    rows = [report_cells(row) for row in reversed(records(reports))]
    headers = [
        *[_("Month"), _("Status"), _("Share done"), _("Progress")],
        *[_("Problem"), _("Next step"), _("Source cell")],
    ]
    body = blocks.table(headers, rows, "stack", numeric=(2,))
    heading = _("Reports month by month ({count})").format(count=len(rows))
    views.table_panel(
        "reports", heading, body, lambda: report_table(reports), [title, *remarks], is_demo=board.is_demo
    )


def report_cells(row: dict) -> list[str]:
    return [
        blocks.nowrap(show.month(row["month"])),
        blocks.status(Status(row["status"]), is_task=True),
        show.share(row["attained_share"]),
        *(escape(row[name] or show.UNKNOWN) for name in ("progress_text", "problem_text", "next_step_text")),
        "".join(blocks.source(place, task=row["code"]) for place in row["source"]),
    ]


def facts_of(task: dict) -> str:
    due = _("goes on, so it is never overdue") if task["is_ongoing"] else show.day(task["ends_on"])
    if not task["is_ongoing"] and task["due_on"] is None and task["ends_on"] is not None:
        due = _("{day} (end of the plan; the task prints no date)").format(day=due)
    facts = [
        (_("What is to be done"), task["description"]),
        (_("Scene"), scene_name(task["scene"])),
        (_("Lead"), blocks.task_units(task)),
        (_("Support unit"), show.names(task["support_units"])),
        (_("Due"), due),
        (_("As printed"), task["due_text"]),
        (_("Note"), task["note"]),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in facts if told)
    printed = escape(_("Printed in"))
    place = blocks.source(task["task_source"], task=task["code"])
    return f"<dl>{items}<dt>{printed}</dt><dd>{place}</dd></dl>"


task = links.chosen_task(every)
if task is None:
    show_all()
else:
    show_task(task)
blocks.footer(board, cached.closing_of(plan_code, month))
