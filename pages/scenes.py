"""Digital scenes: how the tasks of each scene were reported month by month, their deadlines, problems and next steps, and who leads."""

from html import escape

import pandas as pd
import streamlit as st

from charts.scenes import counts_told, leads_chart, progress_charts, scene_name, task_chart, timeline_chart
from metrics import scenes
from metrics.facts import records
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
    if every.empty:
        show_no_tasks()
        return
    show_answer()
    picked = pick()
    tasks = scenes.chosen(every, *picked.values())
    if tasks.empty:
        told = _("No task fits this choice.")
        clear = html.link(_("Show all tasks"), links.to("scenes"))
        html.block(f'<div class="panel"><p>{escape(told)} {clear}</p></div>')
        return
    own = history[history["code"].isin(tasks["code"])]
    remarks = [board.plan["title"], numbers.month(month), *filter_words(picked)]
    show_matrix(tasks, own, remarks)
    show_troubles(tasks, remarks)
    panels.chart(timeline_chart(tasks, month, board.is_demo), remarks)
    show_leads(tasks, remarks)
    title = _("Share done by scene")
    panels.small_charts("progress", title, progress_charts(scenes.progress(own), board.is_demo), remarks)


def show_answer() -> None:
    title = _("{scenes} scenes, {count} tasks: {counts}").format(
        scenes=every["scene"].nunique(), count=len(every), counts=counts_told(every)
    )
    facts = [
        _("As of {month}").format(month=numbers.month(month)),
        _("{count} tasks reported for this month").format(count=sum(every["reported_month"] == month)),
        _("{count} tell a problem").format(count=len(scenes.troubles(every))),
    ]
    html.block(f"<h1>{escape(title)}</h1><p>{escape(' · '.join(facts))}</p>")


def pick() -> dict[str, str | None]:
    """The choices of the address; each offers what there is."""
    named = {scene: scene_name(scene) for scene in dict.fromkeys(every["scene"]) if scene}
    units = list(dict.fromkeys(unit for units in every["units"] for unit in units))
    found = {status.value: status_name(status) for status in status_counts(every)}
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


def show_matrix(tasks: pd.DataFrame, own: pd.DataFrame, remarks: list[str]) -> None:
    title = _("Task reports by month")
    if not own["is_reported"].any():
        told = _("No task has been reported yet. Task reports (任务进展) are part of the monthly ledger.")
        way = html.link(_("Upload a ledger"), links.to("upload"))
        html.block(html.panel(title, f"<p>{escape(told)} {way}</p>"))
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
        html.status(status, count, is_task=True) for status, count in status_counts(tasks).items()
    )
    marks = html.matrix(_("Task"), months, groups, cells, title)
    notes = [_("Each mark is what was reported for that month, with the share done"), _("— not reported")]
    if scenes.silent_months(history):
        notes.append(_("months in which no task was reported are left out"))
    panels.table_panel(
        "matrix",
        title,
        f'<div class="counts">{counts}</div>{marks}<p>{escape(numbers.clauses(notes))}</p>',
        lambda: report_table(own[own["is_reported"].astype(bool)]),
        remarks,
        is_demo=board.is_demo,
    )


def task_link(task: dict) -> str:
    return html.link(f"{task['code']} {task['title']}", links.to("scenes", task=task["code"], **said()))


def said() -> dict[str, str | None]:
    """The filters of the address, to come back to."""
    return {name: links.said(name) for name in FILTERS}


def cell(row: dict) -> str:
    """What was reported of a task for a month; a dash where nothing was."""
    when = numbers.month(row["month"])
    if not row["is_reported"]:
        told = numbers.in_turn([when, Status.UNREPORTED.label])
        return f'<span class="none" role="img" aria-label="{escape(told)}" title="{escape(told)}">{numbers.UNKNOWN}</span>'
    status = Status(row["status"])
    told = numbers.in_turn([when, status_name(status), numbers.share(row["attained_share"])])
    return cards.task_mark(status, told, row["attained_share"])


def report_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Task reports as a table to take along, one row a report."""
    from words.numbers import Share

    return pd.DataFrame(
        [
            {
                _("Scene"): scene_name(row["scene"]),
                _("No."): row["code"],
                _("Task"): row["title"],
                _("Responsible"): cards.task_units(row),
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
        html.block(html.panel(title, f"<p>{escape(told)}</p>"))
        return
    headers = [
        *[_("Task"), _("Status"), _("Responsible"), _("Last reported")],
        *[_("Problem"), _("Next step"), _("Source cell")],
    ]
    rows = [trouble_cells(task) for task in records(troubled)]
    if not any(troubled["units"]):  # the plan prints none
        for each in (headers, *rows):
            each.pop(2)
    body = html.long_table(headers, rows, TROUBLES_SHOWN, "stack")
    panels.table_panel(
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
        panels.chart(leads_chart(scenes.by_unit(tasks), board.is_demo), remarks)
        return
    told = _(
        "The plan prints no lead unit for these tasks. It stands on the sheet of the task division (任务分工)."
    )
    html.block(html.panel(_("Who leads"), f"<p>{escape(told)}</p>"))


def trouble_cells(task: dict) -> list[str]:
    return [
        task_link(task),
        html.status(Status(task["status"]), is_task=True),
        escape(cards.task_units(task)),
        html.nowrap(numbers.month(task["reported_month"])),
        escape(task["problem_text"]),
        escape(task["next_step_text"] or numbers.UNKNOWN),
        "".join(html.source(place, task=task["code"]) for place in task["source"]),
    ]


def show_task(task: dict) -> None:
    """One task: where it stands, its reports month by month, and what the plan prints of it."""
    back = html.link(_("All tasks"), links.to("scenes", **said()))
    place = f"<small>{back} › {escape(scene_name(task['scene']))}</small>"
    title = _("Task {code}: {title}").format(code=task["code"], title=task["title"])
    told = [
        _("{share} done").format(share=numbers.share(task["attained_share"])),
        _("goes on")
        if task["is_ongoing"]
        else _("to be done by {day}").format(day=numbers.day(task["ends_on"])),
        cards.last_report(task),
    ]
    status = html.status(Status(task["status"]), is_task=True)
    html.block(f"{place}<h1>{escape(title)} {status}</h1><p>{escape(' · '.join(told))}</p>")
    own = history[history["code"] == task["code"]]
    reports = own[own["is_reported"].astype(bool)]
    remarks = [board.plan["title"], numbers.month(month)]
    if reports.empty:
        told_none = _("No report on this task up to this month.")
        html.block(f'<div class="panel"><p>{escape(told_none)}</p></div>')
    else:
        panels.chart(task_chart(reports, task, month, board.is_demo), remarks)
        show_reports(reports, title, remarks)
    html.block(html.panel(_("About this task"), facts_of(task)))


def show_reports(reports: pd.DataFrame, title: str, remarks: list[str]) -> None:
    """The reports on a task, the newest first, each with its cell."""
    rows = [report_cells(row) for row in reversed(records(reports))]
    headers = [
        *[_("Month"), _("Status"), _("Share done"), _("Progress")],
        *[_("Problem"), _("Next step"), _("Source cell")],
    ]
    body = html.table(headers, rows, "stack", numeric=(2,))
    heading = _("Reports month by month ({count})").format(count=len(rows))
    panels.table_panel(
        "reports", heading, body, lambda: report_table(reports), [title, *remarks], is_demo=board.is_demo
    )


def report_cells(row: dict) -> list[str]:
    return [
        html.nowrap(numbers.month(row["month"])),
        html.status(Status(row["status"]), is_task=True),
        numbers.share(row["attained_share"]),
        *(
            escape(row[name] or numbers.UNKNOWN)
            for name in ("progress_text", "problem_text", "next_step_text")
        ),
        "".join(html.source(place, task=row["code"]) for place in row["source"]),
    ]


def facts_of(task: dict) -> str:
    due = _("goes on, so it is never overdue") if task["is_ongoing"] else numbers.day(task["ends_on"])
    if not task["is_ongoing"] and task["due_on"] is None and task["ends_on"] is not None:
        due = _("{day} (end of the plan; the task prints no date)").format(day=due)
    facts = [
        (_("What is to be done"), task["description"]),
        (_("Scene"), scene_name(task["scene"])),
        (_("Lead"), cards.task_units(task)),
        (_("Support unit"), numbers.names(task["support_units"])),
        (_("Due"), due),
        (_("As printed"), task["due_text"]),
        (_("Note"), task["note"]),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in facts if told)
    printed = escape(_("Printed in"))
    place = html.source(task["task_source"], task=task["code"])
    return f"<dl>{items}<dt>{printed}</dt><dd>{place}</dd></dl>"


task = links.chosen_task(every)
if task is None:
    show_all()
else:
    show_task(task)
html.footer(board, cached.closing_of(plan_code, month))
