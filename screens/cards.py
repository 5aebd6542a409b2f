"""How a target or a task is shown: card, bar, row, the tasks of a section."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from metrics import summary
from metrics.board import HistoryMonth
from metrics.rows import TargetRow, TaskRow
from metrics.summary import AttentionItem
from screens import html, links, tables
from screens.style import colours
from tables.table import Bar
from tables.targets import targets_table
from tables.tasks import tasks_table
from words import _, numbers
from words.months import month_of
from words.terms import Measure, Status

TARGETS_SHOWN = 40  # targets with a number before the rest is folded
WORDS_SHOWN = 9  # targets without a number before the rest is folded
SPARK_WIDTH, SPARK_HEIGHT = 96, 30  # pixels
SPARK_MARGIN = 3  # pixels around the line: half of its last point, which is not to be cut


def target_link(name: str, code: str) -> Markup:
    return html.link(name, links.to("targets", target=code))


def bar(target: TargetRow) -> Markup:
    """What is done as a bar, what time asks for as an upright line. Both are told in words as well."""
    return tables.bar(Bar(target.attained_share, target.expected_share, target.status))


def sparkline(reported: Sequence[float | None], status: Status) -> Markup:
    """The reported values as a small line in the colour of a status; nothing with fewer than two.

    reported: the value of each month, None where there is no report.
    """
    # By their places among the months, so that a silence is as long as it was.
    values = {index: value for index, value in enumerate(reported) if value is not None}
    if len(values) < 2:
        return html.NOTHING
    first, last = min(values), max(values)
    low, high = min(values.values()), max(values.values())
    width, height = SPARK_WIDTH - 2 * SPARK_MARGIN, SPARK_HEIGHT - 2 * SPARK_MARGIN
    points = [
        (
            SPARK_MARGIN + width * (index - first) / (last - first),
            SPARK_MARGIN + height * (1 - ((value - low) / (high - low) if high > low else 0.5)),
        )
        for index, value in values.items()
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    colour = colours().fills[status]
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}">'
        f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/></svg>'
    )
    # As a picture: Streamlit takes drawings out of HTML.
    return html.fill('<img class="spark" alt="" src="data:image/svg+xml,{}">', quote(drawing))


def card(target: TargetRow, history: Sequence[HistoryMonth]) -> Markup:
    """A headline target: value against target, path, gap, pace, and its way so far. The whole card is a link."""
    lines = html.join(html.element("span", line, "line") for line in (_due_line(target), _pace_line(target)))
    return html.fill(
        '<a class="card {}" href="{}"><span class="name"><span>{}</span>{}</span>'
        '<span class="value">{}{}</span>{}{}</a>',
        target.status.value,
        links.to("targets", target=target.code),
        target.name,
        html.status(target.status),
        html.element("span", value_of_goal(target)),
        sparkline([month.actual_value for month in history], target.status),
        bar(target),
        lines,
    )


def value_of_goal(target: TargetRow) -> Markup:
    """The value of a target beside what it asks for."""
    unit = target.unit_of_measure
    return html.fill(
        "<strong>{}</strong> / {}",
        numbers.value(target.actual_value, unit),
        numbers.goal(target.target_value, target.comparator, unit),
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
    unit, status = target.unit_of_measure, target.status
    if status is Status.UNREPORTED:
        return last_report(target.reported_month)
    has_no_pace = target.recent_pace is None or target.required_pace is None
    if has_no_pace or status in (Status.NOT_STARTED, Status.MET):
        return _("Due {month}").format(month=numbers.month(month_of(target.due_on))) if target.due_on else ""
    return _("Recently {recent} a month, needed {needed}").format(
        recent=numbers.pace(target.recent_pace, unit), needed=numbers.pace(target.required_pace, unit)
    )


def wall_card(target: TargetRow) -> Markup:
    """A headline target to be read from afar: value against target, path, and how likely it is to be in time."""
    lines = html.join(html.element("p", line) for line in (_due_line(target), _next_line(target)) if line)
    return html.fill(
        '<article class="{}"><h2>{}{}</h2><p class="value">{}</p>{}{}</article>',
        target.status.value,
        target.name,
        html.status(target.status),
        value_of_goal(target),
        bar(target),
        lines,
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


def attention_notes(item: AttentionItem, *, with_problem: bool) -> list[str]:
    """What is said of a target or task that needs attention: its gap, its last report, its problem, who leads it."""
    notes = []
    if item.gap_points is not None:
        notes.append(_("gap {gap} points").format(gap=numbers.points(item.gap_points)))
    if item.status is Status.UNREPORTED:
        notes.append(last_report(item.reported_month))
    if with_problem and item.problem_text:
        notes.append(item.problem_text.rstrip("。"))
    if item.units:
        notes.append(_("lead: {units}").format(units=numbers.names(item.units)))
    return notes


def target_table(targets: Sequence[TargetRow]) -> Markup:
    """The table of targets with a number, without a title and a download of its own."""
    return tables.table(targets_table("targets", "", targets), "stack rows", TARGETS_SHOWN)


def words_panel(targets: Sequence[TargetRow]) -> Markup:
    """The targets without a number in a panel."""
    title = _("Targets without a number ({count})").format(count=len(targets))
    return html.panel(title, word_targets(targets), "wide", _("followed by their tasks"))


def word_targets(targets: Sequence[TargetRow]) -> Markup:
    """Targets without a number, as links; where tasks carry one, how many of them are done."""
    return html.folded([_word_target(target) for target in targets], WORDS_SHOWN, "names")


def _word_target(target: TargetRow) -> Markup:
    done = html.NOTHING
    if target.measure == Measure.TASKS_DONE and target.actual_value is not None:
        sentence = _("{count} tasks done").format(count=numbers.plain(target.actual_value))
        done = html.element("small", sentence)
    return html.element("li", target_link(target.name, target.code) + done)


def tasks_panel(tasks: Sequence[TaskRow]) -> Markup:
    """The tasks by section: how many stand where, and to unfold, each with its unit, deadline and progress."""
    if not tasks:
        return html.NOTHING
    sections: dict[str, list[TaskRow]] = {}
    for task in tasks:
        sections.setdefault(task.section or "", []).append(task)
    counts = summary.status_counts(task.status for task in tasks)
    title = _("Tasks by section ({count})").format(count=len(tasks))
    body = html.fill(
        '<div class="counts">{}</div><p></p>{}',
        html.status_counts(counts, is_task=True),
        html.join(section_of_tasks(name, own) for name, own in sections.items()),
    )
    return html.panel(title, body)


def section_of_tasks(name: str, tasks: Sequence[TaskRow], *, is_open: bool = False) -> Markup:
    counts = summary.status_counts(task.status for task in tasks)
    parts = html.join(
        html.fill('<i class="{}" style="flex:{}"></i>', status.value, count)
        for status, count in counts.items()
    )
    words = html.join(html.status(status, count, is_task=True) for status, count in counts.items())
    name = name or _("No section")
    return html.fill(
        '<details class="tasks"{}><summary><span class="name">{}</span>'
        '<span class="parts" aria-hidden="true">{}</span><span class="counts">{}</span></summary>{}</details>',
        Markup(" open") if is_open else "",
        name,
        parts,
        words,
        tables.table(tasks_table(name, tasks)),
    )


def task_mark(status: Status, sentence: str, share: float | None) -> Markup:
    """A status as a mark in a matrix: shape and colour, the share below; what it says in full for pointers and screen readers."""
    below = html.NOTHING if share is None else html.element("small", numbers.share(share))
    return html.fill(
        '<span class="status {}" role="img" aria-label="{}" title="{}"><span class="shape">{}</span>{}</span>',
        status.value,
        sentence,
        sentence,
        status.shape,
        below,
    )
