"""Tables of tasks: each with its report, how many of each section stand where, and what needs attention."""

from collections.abc import Sequence

from metrics import summary
from metrics.board import Board
from metrics.rows import TaskRow
from metrics.summary import AttentionItem
from metrics.unit_names import in_full
from tables.cells import sources
from tables.table import Cell, Column, Kind, Link, Noted, NoteLook, On, Table, TaskStatus
from words import _, numbers


def tasks_table(title: str, tasks: Sequence[TaskRow], is_demo: bool = False) -> Table:
    """Tasks with who answers for them, their deadline, and what their newest report says."""
    columns = [
        Column(_("No.")),
        Column(_("Task"), Kind.LINK),
        Column(_("Responsible")),
        Column(_("Due")),
        Column(_("Status"), Kind.STATUS),
        Column(_("Share done"), Kind.SHARE),
        Column(_("Progress")),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    return Table("section", title, columns, [_task_cells(task) for task in tasks], is_demo)


def _task_cells(task: TaskRow) -> list[Cell]:
    progress: Cell = task.progress_text
    if task.problem_text:
        progress = Noted(progress, task.problem_text, NoteLook.PROBLEM)
    return [
        task.code,
        Link(task.title, "scenes", {"task": task.code}),
        responsible(task),
        task.due_text or task.due_on,
        TaskStatus(task.status),
        task.attained_share,
        progress,
        sources(task.source),
    ]


def responsible(task: TaskRow) -> str:
    """Who answers for a task, as the plan names them; those inferred are said to be."""
    units = numbers.names(task.leads)
    return _("{units} (inferred)").format(units=units) if task.is_inferred else units


def task_counts_table(tasks: Sequence[TaskRow]) -> Table:
    """How many tasks of each section stand where; only statuses that occur."""
    statuses = [*summary.status_counts(task.status for task in tasks)]
    labels = [Column("", Kind.STATUS).text(TaskStatus(status)) for status in statuses]
    rows: list[list[Cell]] = []
    for section in dict.fromkeys(task.section or "" for task in tasks):
        own = [task.status for task in tasks if (task.section or "") == section]
        counts = summary.status_counts(own)
        rows.append([section or _("No section"), len(own), *(counts.get(status) for status in statuses)])
    columns = [Column(_("Section"), Kind.LONG), Column(_("Tasks"), Kind.NUMBER)]
    columns += [Column(label, Kind.NUMBER) for label in labels]
    return Table("tasks", _("Tasks by section"), columns, rows)


def attention_table(board: Board, items: Sequence[AttentionItem], full_names: dict[str, str]) -> Table:
    """Targets and tasks of a board that need attention, as metrics.summary.attention has them.

    full_names: of units, by their short ones (metrics.unit_names).
    """
    columns = [
        Column(_("Target or task"), Kind.LONG),
        Column(_("Status"), Kind.STATUS),
        Column(_("Gap (points)"), Kind.POINTS),
        Column(_("Last report"), Kind.MONTH),
        Column(_("Lead unit"), Kind.NAMES),
        Column(_("Problem"), Kind.LONG),
        Column(_("Source cell"), Kind.SOURCES, on=On.FILE),
    ]
    places = {(False, row.code): row.source for row in board.targets}
    places |= {(True, row.code): row.source for row in board.tasks}
    rows = [
        [
            attention_link(item),
            TaskStatus(item.status) if item.is_task else item.status,
            item.gap_points,
            item.reported_month,
            in_full(item.units, full_names),
            item.problem_text,
            sources(places[item.is_task, item.code]),
        ]
        for item in items
    ]
    return Table("attention", _("What needs attention, and who leads it"), columns, rows)


def attention_link(item: AttentionItem) -> Link:
    """A target by its name, a task by its number and title."""
    if item.is_task:
        name = _("Task {code}: {title}").format(code=item.code, title=item.name)
        return Link(name, "scenes", {"task": item.code})
    return Link(item.name, "targets", {"target": item.code})
