"""How a target or a task is shown: card, bar, row, the tasks of a section."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

import pandas as pd

from metrics import summary
from metrics.board import Board
from metrics.facts import start_of
from metrics.rows import TargetRow, TaskRow
from screens import links
from screens.html import folded, link, long_table, panel, source, status, table
from screens.style import colours
from words import _, numbers
from words.months import month_of
from words.terms import Measure, PlanState, Status

TARGETS_SHOWN = 40  # targets with a number before the rest is folded


WORDS_SHOWN = 9  # targets without a number before the rest is folded


SPARK_WIDTH, SPARK_HEIGHT = 96, 30  # pixels


def target_link(name: str, code: str) -> str:
    return link(name, links.to("targets", target=code))


def bar(target: TargetRow) -> str:
    """What is done as a bar, what time asks for as an upright line. Both are told in words as well."""
    attained, expected = target.attained_share, target.expected_share
    told = _("attained {attained}, expected {expected}").format(
        attained=numbers.share(attained), expected=numbers.share(expected)
    )
    done = (
        f'<i class="{target.status}" style="width:{_percent(attained)}%"></i>' if attained is not None else ""
    )
    mark = f'<b style="left:{_percent(expected)}%"></b>' if expected is not None else ""
    return (
        f'<span class="bar" role="img" aria-label="{escape(told)}" title="{escape(told)}">{done}{mark}</span>'
    )


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}"


def sparkline(history: pd.DataFrame, of: Status) -> str:
    """The reported values as a small line in the colour of a status; nothing with fewer than two."""
    known = history[history["actual_value"].notna()]
    if len(known) < 2:
        return ""
    # Places are months, so that a silence is as long as it was.
    first, last = known.index[0], known.index[-1]
    low, high = min(known["actual_value"]), max(known["actual_value"])
    inner = SPARK_HEIGHT - 6
    places = [
        (
            3 + (SPARK_WIDTH - 6) * (at - first) / (last - first),
            3 + inner * (1 - ((value - low) / (high - low) if high > low else 0.5)),
        )
        for at, value in known["actual_value"].items()
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    colour = colours().fills[of]
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}">'
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/></svg>'
    )
    # As a picture: Streamlit takes drawings out of HTML.
    return f'<img class="spark" alt="" src="data:image/svg+xml,{quote(drawing)}">'


def month_state(board: Board, closed: dict | None) -> str:
    """What a reader must know of the month before its figures: period not begun or over, closed, or without a report.

    closed: from cached.closing_of. Nothing ("") in an ordinary month.
    """
    plan, month_asked = board.plan, board.month
    told = []
    where = summary.plan_state(plan, month_asked)
    if where is PlanState.NOT_BEGUN:
        starts = month_of(start_of(plan) or plan["ends_on"])
        told.append(
            escape(
                _("The plan begins in {month}; before it nothing is due and nothing is counted.").format(
                    month=numbers.month(starts)
                )
            )
        )
    elif not summary.is_reported(board):
        told.append(_without_report(board))
    if where is PlanState.OVER:
        ended = _("The plan's period ended on {day}; what is not met by then is overdue.")
        told.append(escape(ended.format(day=numbers.day(plan["ends_on"]))))
    if closed is not None:
        issued = _(
            "This month was closed on {day} and is shown as issued; {count} figures were restated since."
        )
        day = numbers.day(closed["closed_at"].date())
        told.append(escape(issued.format(day=day, count=closed["restated"])))
    return "".join(f'<p class="state">{each}</p>' for each in told)


def _without_report(board: Board) -> str:
    newest = summary.newest_report(board)
    told = escape(_("No ledger has come in for {month} yet.").format(month=numbers.month(board.month)))
    upload = link(_("Upload a ledger"), links.to("upload"))
    if newest is None:
        return f"{told} {upload}"
    last = link(
        _("Newest figures: {month}").format(month=numbers.month(newest)),
        links.to("", month=newest, target=None),
    )
    return f"{told} {last} · {upload}"


def card(target: TargetRow, history: pd.DataFrame) -> str:
    """A headline target: value against target, path, gap, pace, and its way so far. The whole card is a link."""
    unit, code = target.unit_of_measure, target.status
    value = numbers.value(target.actual_value, unit)
    goal = numbers.goal(target.target_value, target.comparator, unit)
    lines = [_due_line(target), _pace_line(target)]
    return (
        f'<a class="card {code.value}" href="{escape(links.to("targets", target=target.code))}">'
        f'<span class="name"><span>{escape(target.name)}</span>{status(code)}</span>'
        f'<span class="value"><span><strong>{value}</strong> / {escape(goal)}</span>{sparkline(history, code)}</span>'
        f"{bar(target)}" + "".join(f'<span class="line">{escape(line)}</span>' for line in lines) + "</a>"
    )


def _due_line(target: TargetRow) -> str:
    if target.status is Status.NOT_STARTED:
        return _("Not begun: nothing is due yet")
    if target.expected_value is None:
        return _("No path: the plan prints no date")
    expected = numbers.quantity(target.expected_value, target.unit_of_measure)
    if target.gap_points is None:
        return _("Expected {value}").format(value=expected)
    return _("Expected {value}, gap {gap} points").format(
        value=expected, gap=numbers.points(target.gap_points)
    )


def _pace_line(target: TargetRow) -> str:
    unit, code = target.unit_of_measure, target.status
    if code is Status.UNREPORTED:
        return last_report(target.reported_month)
    if (
        code is Status.NOT_STARTED
        or target.recent_pace is None
        or target.required_pace is None
        or code is Status.MET
    ):
        return _("Due {month}").format(month=numbers.month(month_of(target.due_on))) if target.due_on else ""
    return _("Recently {recent} a month, needed {needed}").format(
        recent=numbers.pace(target.recent_pace, unit), needed=numbers.pace(target.required_pace, unit)
    )


def wall_card(target: TargetRow) -> str:
    """A headline target to be read from afar: value against target, path, and how likely it is to be in time."""
    unit, code = target.unit_of_measure, target.status
    goal = numbers.goal(target.target_value, target.comparator, unit)
    lines = "".join(f"<p>{escape(line)}</p>" for line in (_due_line(target), _next_line(target)) if line)
    return (
        f'<article class="{code.value}"><h2>{escape(target.name)}{status(code)}</h2>'
        f'<p class="value"><strong>{numbers.value(target.actual_value, unit)}</strong> / {escape(goal)}</p>'
        f"{bar(target)}{lines}</article>"
    )


def _next_line(target: TargetRow) -> str:
    """What is to come of a target: how likely it is in time, else its due month or its last report."""
    probability = target.forecast.probability
    if probability is None or target.status in (Status.MET, Status.OVERDUE, Status.UNREPORTED):
        return _pace_line(target)
    return _("{chance} chance of being in time").format(chance=numbers.chance(probability))


def last_report(month: str | None) -> str:
    """When a target or task was last reported, in words."""
    if month is None:
        return _("Never reported")
    return _("Last report: {month}").format(month=numbers.month(month))


def target_table(targets: Sequence[TargetRow]) -> str:
    """Targets with a number: how far each is, against what time asks for, who leads and how old the data are."""
    headers = [
        _("Target"),
        _("Done | line: expected"),
        _("Value / target"),
        _("Expected"),
        _("Gap (points)"),
        _("Status"),
        _("Due"),
        _("Lead"),
        _("Data as of"),
    ]
    rows = [_target_cells(row) for row in targets]
    # A plan that prints no lead unit for any target has no use for the column.
    if not any(row.lead_units for row in targets):
        headers.pop(7)
        for row in rows:
            row.pop(7)
    return long_table(headers, rows, TARGETS_SHOWN, "stack rows", numeric=(2, 3, 4))


def _target_cells(target: TargetRow) -> list[str]:
    unit = target.unit_of_measure
    goal = numbers.goal(target.target_value, target.comparator, unit)
    return [
        target_link(target.name, target.code),
        bar(target),
        f"<span><strong>{numbers.value(target.actual_value, unit)}</strong> / {escape(goal)}</span>",
        numbers.value(target.expected_value, unit),
        numbers.points(target.gap_points),
        status(target.status),
        numbers.month(month_of(target.due_on)) if target.due_on else numbers.UNKNOWN,
        f'<span class="wrap">{escape(numbers.names(target.lead_units))}</span>',
        numbers.month(target.reported_month),
    ]


def word_targets(targets: Sequence[TargetRow]) -> str:
    """Targets without a number, as links; where tasks carry one, how many of them are done."""
    items = []
    for row in targets:
        done = ""
        if row.measure == Measure.TASKS_DONE and row.actual_value is not None:
            told = _("{count} tasks done").format(count=numbers.plain(row.actual_value))
            done = f"<small>{escape(told)}</small>"
        items.append(f"<li>{target_link(row.name, row.code)}{done}</li>")
    return folded(items, WORDS_SHOWN, "names")


def tasks_panel(tasks: Sequence[TaskRow]) -> str:
    """The tasks by section: how many stand where, and to unfold, each with its unit, deadline and progress."""
    if not tasks:
        return ""
    sections: dict[str, list[TaskRow]] = {}
    for task in tasks:
        sections.setdefault(task.section or "", []).append(task)
    unfolded = "".join(section_of_tasks(name, own) for name, own in sections.items())
    counts = summary.status_counts(task.status for task in tasks)
    parts = " ".join(status(code, count, is_task=True) for code, count in counts.items())
    title = _("Tasks by section ({count})").format(count=len(tasks))
    return panel(title, f'<div class="counts">{parts}</div><p></p>{unfolded}')


def section_of_tasks(name: str, tasks: Sequence[TaskRow], *, is_open: bool = False) -> str:
    counts = summary.status_counts(task.status for task in tasks)
    bars = "".join(f'<i class="{code.value}" style="flex:{count}"></i>' for code, count in counts.items())
    unnamed = _("No section")
    words = "".join(status(code, count, is_task=True) for code, count in counts.items())
    headers = [
        _("No."),
        _("Task"),
        _("Responsible"),
        _("Due"),
        _("Status"),
        _("Share done"),
        _("Progress"),
        _("Source cell"),
    ]
    rows = table(headers, [task_cells(task) for task in tasks], "stack", numeric=(5,))
    return (
        f'<details class="tasks"{" open" if is_open else ""}><summary><span class="name">{escape(name or unnamed)}</span>'
        f'<span class="parts" aria-hidden="true">{bars}</span><span class="counts">{words}</span></summary>{rows}</details>'
    )


def task_units(task: TaskRow) -> str:
    """Who answers for a task, as the plan names them; those inferred are said to be."""
    units = numbers.names(task.leads)
    if task.is_inferred:
        units = _("{units} (inferred)").format(units=units)
    return units


def task_cells(task: TaskRow) -> list[str]:
    problem = f'<span class="problem">{escape(task.problem_text)}</span>' if task.problem_text else ""
    place = "".join(source(place) for place in task.source)
    return [
        escape(task.code),
        link(task.title, links.to("scenes", task=task.code)),
        escape(task_units(task)),
        escape(task.due_text or numbers.day(task.due_on)),
        status(task.status, is_task=True),
        numbers.share(task.attained_share),
        f"<span>{escape(task.progress_text or numbers.UNKNOWN)}{problem}</span>",
        place or numbers.UNKNOWN,
    ]


def task_mark(of: Status, told: str, share: float | None) -> str:
    """A status as a mark in a matrix: shape and colour, the share below; what it says in full for pointers and screen readers."""
    said = escape(told)
    known = "" if share is None else f"<small>{numbers.share(share)}</small>"
    return (
        f'<span class="status {of.value}" role="img" aria-label="{said}" title="{said}">'
        f'<span class="shape">{of.shape}</span>{known}</span>'
    )
