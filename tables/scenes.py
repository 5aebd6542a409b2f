"""Tables of tasks by scene: their reports month by month, the problems that they tell, and how far each scene is."""

from collections.abc import Mapping, Sequence

from charts.scenes import scene_name
from metrics.rows import TaskRow
from metrics.scenes import SceneProgress, SceneTask, TaskMonth
from tables.cells import sources
from tables.table import Column, Kind, Link, On, Table, TaskStatus
from words import _, numbers


def reports_table(name: str, title: str, reports: Sequence[TaskMonth], is_demo: bool = False) -> Table:
    """Reports on tasks in the order given. A page shows those of one task; a file says of each which task it is on."""
    columns = [
        Column(_("Scene"), on=On.FILE),
        Column(_("No."), on=On.FILE),
        Column(_("Task"), Kind.LONG, on=On.FILE),
        Column(_("Responsible"), Kind.LONG, on=On.FILE),
        Column(_("Month"), Kind.MONTH),
        Column(_("Status"), Kind.STATUS),
        Column(_("Share done"), Kind.SHARE),
        Column(_("Progress")),
        Column(_("Problem")),
        Column(_("Next step")),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    rows = [
        [
            scene_name(report.scene),
            row.code,
            row.title,
            responsible(row),
            report.month,
            TaskStatus(row.status),
            row.attained_share,
            row.progress_text,
            row.problem_text,
            row.next_step_text,
            sources(row.source, task=row.code),
        ]
        for report in reports
        for row in [report.row]
    ]
    return Table(name, title, columns, rows, is_demo)


def troubles_table(
    title: str, tasks: Sequence[SceneTask], query: Mapping[str, str | None], is_demo: bool = False
) -> Table:
    """Tasks with the problem that their newest report tells. query: what the addresses of their pages say besides."""
    # A plan that prints no lead unit for any task has no use for the column on a screen.
    responsible_on = On.EVERYWHERE if any(task.units for task in tasks) else On.FILE
    columns = [
        Column(_("Scene"), on=On.FILE),
        Column(_("No."), on=On.FILE),
        Column(_("Task"), Kind.LINK, on=On.SCREEN),
        Column(_("Task"), Kind.LONG, on=On.FILE),
        Column(_("Status"), Kind.STATUS),
        Column(_("Responsible"), on=responsible_on),
        Column(_("Last reported"), Kind.MONTH),
        Column(_("Share done"), Kind.SHARE, on=On.FILE),
        Column(_("Progress"), on=On.FILE),
        Column(_("Problem")),
        Column(_("Next step")),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    rows = [
        [
            scene_name(task.scene),
            row.code,
            Link(f"{row.code} {row.title}", "scenes", {"task": row.code, **query}),
            row.title,
            TaskStatus(row.status),
            responsible(row),
            row.reported_month,
            row.attained_share,
            row.progress_text,
            row.problem_text,
            row.next_step_text,
            sources(row.source, task=row.code),
        ]
        for task in tasks
        for row in [task.row]
    ]
    return Table("troubles", title, columns, rows, is_demo)


def progress_table(rows: Sequence[SceneProgress], is_demo: bool = False) -> Table:
    """How far each scene is: how many tasks it has, how many of them are done, and the mean of the shares done."""
    columns = [
        Column(_("Field or scene"), Kind.LONG),
        Column(_("Tasks"), Kind.NUMBER),
        Column(_("Done"), Kind.NUMBER),
        Column(_("Share of tasks done"), Kind.SHARE),
        Column(_("Mean share done"), Kind.SHARE),
    ]
    cells = [[scene_name(row.scene), row.tasks, row.done, row.done_share, row.mean_share] for row in rows]
    return Table("scenes", _("Tasks by field and scene"), columns, cells, is_demo)


def responsible(task: TaskRow) -> str | None:
    """Who answers for a task, as the plan names them; those inferred are said to be. None where nobody is known."""
    if not task.leads:
        return None
    units = numbers.names(task.leads)
    return _("{units} (inferred)").format(units=units) if task.is_inferred else units
