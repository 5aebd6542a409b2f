"""The parts of a briefing on how the plan stands: the overall situation, its targets and tasks, and what needs attention."""

from collections import Counter
from dataclasses import replace

from charts.bullet import bullet_charts
from exports.briefing.content import Part
from exports.briefing.draft import (
    NAMED,
    TOLD_SINGLY,
    Material,
    counted,
    history_of,
    listed,
    part_of,
    status_word,
)
from metrics import summary
from metrics.reporting import rates
from metrics.rows import TargetRow, TaskRow
from tables.targets import targets_table
from tables.tasks import attention_table, task_counts_table
from words import _, numbers
from words.numbers import points_text
from words.terms import Status

DRAWN_SINGLY = 6  # histories drawn, worst first; fewer where there are more bullet charts: LibreOffice shows no more than 20 charts
GOING_WELL = (Status.MET, Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND)


# --- 总体情况 -------------------------------------------------------------------------------------------------


def overview(material: Material) -> Part:
    """How much time has gone, how targets and tasks stand, what changed, and which reports came."""
    board, sentences = material.board, []
    if board.elapsed_share is not None:
        sentence = _("By the end of {month}, {share} of the plan period ({start} to {end}) had gone.")
        sentences.append(
            sentence.format(
                month=numbers.month(board.month),
                share=numbers.share(board.elapsed_share),
                start=numbers.month(f"{board.plan['starts_on']:%Y-%m}"),
                end=numbers.month(f"{board.plan['ends_on']:%Y-%m}"),
            )
        )
    counts = summary.status_counts(row.status for row in material.targets)
    if counts:
        sentence = _("There are {count} quantified targets: {parts}.")
        sentences.append(sentence.format(count=len(material.targets), parts=counted(counts)))
    words = len(board.targets) - len(material.targets)
    if words:
        sentences.append(
            _("For {count} more the plan prints no number; they are followed by their tasks.").format(
                count=words
            )
        )
    if material.tasks:
        counts = summary.status_counts(row.status for row in material.tasks)
        sentence = _("There are {count} tasks: {parts}.")
        sentences.append(sentence.format(count=len(material.tasks), parts=counted(counts, is_task=True)))
    sentences += _changes(material)
    sentences += _reporting(material)
    return part_of("overview", sentences)


def _changes(material: Material) -> list[str]:
    if not material.targets:
        return []
    earlier = numbers.month(material.previous.month)
    changes = summary.status_changes(material.board, material.previous)
    if not changes:
        return [_("No target has changed its status since {month}.").format(month=earlier)]
    moves = [
        _("{name} from “{before}” to “{after}”").format(
            name=row.name, before=row.before.label, after=row.after.label
        )
        for row in changes[:NAMED]
    ]
    sentence = _("Since {month}, {count} targets have changed their status: {changes}.")
    return [sentence.format(month=earlier, count=len(changes), changes=numbers.clauses(moves))]


def _reporting(material: Material) -> list[str]:
    """How many of the reports for the month came."""
    row = next(
        iter(rates([report for report in material.reports if report.month == material.board.month], by=())),
        None,
    )
    if row is None or not row.expected:
        return []
    sentence = _("Of {expected} reports due for {month}, {received} came ({share}).")
    return [
        sentence.format(
            expected=row.expected,
            month=numbers.month(material.board.month),
            received=row.received,
            share=numbers.share(row.completeness),
        )
    ]


# --- 重点进展 -------------------------------------------------------------------------------------------------


def targets(material: Material) -> Part:
    """The targets and tasks that go well in words, all of them in tables and charts."""
    going_well = [row for row in material.targets if row.status in GOING_WELL]
    sentences = []
    if going_well:
        sentence = _("{count} of {all} quantified targets are met, on schedule or close to it.")
        sentences.append(sentence.format(count=len(going_well), all=len(material.targets)))
    sentences += [_target_sentence(row) for row in going_well[:TOLD_SINGLY]]
    if len(going_well) > TOLD_SINGLY:
        sentence = _("The other {count} are told in the table.")
        sentences.append(sentence.format(count=len(going_well) - TOLD_SINGLY))
    done = [row for row in material.tasks if row.status == Status.MET]
    if done:
        titles = [_("task {code} {title}").format(code=row.code, title=row.title) for row in done]
        sentence = _("{count} of {all} tasks are done: {names}.")
        sentences.append(sentence.format(count=len(done), all=len(material.tasks), names=listed(titles)))
    worst_first = sorted(material.targets, key=_rank)
    bullets = bullet_charts(material.board.targets, material.board.is_demo)
    singly = max(DRAWN_SINGLY - len(bullets) + 1, 0)
    histories = [
        replace(history_of(material, row), name=f"history-{number}")
        for number, row in enumerate(worst_first[:singly], 1)
    ]
    charts = [*bullets, *histories]
    tables = []
    if material.targets:
        tables.append(targets_table("targets", _("Quantified targets"), material.targets, material.names))
    if material.tasks:
        tables.append(task_counts_table(material.tasks))
    return part_of("targets", sentences, tables=tables, charts=charts)


def _rank(row: TargetRow) -> int:
    """The place of a target's status among those that need attention, worst first; all others come after them."""
    status = row.status
    return summary.ATTENTION.index(status) if status in summary.ATTENTION else len(summary.ATTENTION)


def _target_sentence(row: TargetRow) -> str:
    """How a target stands: what it asks for, what is done, what was due, and how it is judged."""
    unit = row.unit_of_measure
    parts = [_("target {value}").format(value=numbers.goal(row.target_value, row.comparator, unit))]
    if row.actual_value is not None:
        parts.append(_("{value} done").format(value=numbers.quantity(row.actual_value, unit)))
        if row.status == Status.UNREPORTED:
            parts[-1] = _("{done} (report for {month})").format(
                done=parts[-1], month=numbers.month(row.reported_month)
            )
    else:
        parts.append(_("nothing reported so far"))
    if row.attained_share is not None:
        parts.append(_("attained share {share}").format(share=numbers.share(row.attained_share)))
    if row.expected_share is not None:
        parts.append(_("expected share {share}").format(share=numbers.share(row.expected_share)))
    gap = row.gap_points
    if gap is not None:
        sentence = _("{points} points below schedule") if gap < 0 else _("{points} points above schedule")
        parts.append(sentence.format(points=points_text(abs(gap))) if gap else _("level with the schedule"))
    parts.append(_("status: {status}").format(status=row.status.label.lower()))
    return _("{name}: {parts}.").format(name=row.name, parts=numbers.in_turn(parts))


# --- 存在问题 -------------------------------------------------------------------------------------------------


def attention(material: Material) -> Part:
    """What needs attention, the worst first, and who leads it."""
    if not material.attention:
        return part_of("attention", [])
    counts = Counter(row.status for row in material.attention)  # the worst first
    sentences = [
        _("{count} targets and tasks need attention: {parts}.").format(
            count=len(material.attention), parts=counted(counts)
        )
    ]
    targets = {row.code: row for row in material.targets}
    tasks = {row.code: row for row in material.tasks}
    for row in material.attention[:TOLD_SINGLY]:
        sentences.append(
            _task_problem(material, tasks[row.code])
            if row.is_task
            else _target_problem(material, targets[row.code])
        )
    if len(material.attention) > TOLD_SINGLY:
        sentence = _("The other {count} are told in the table.")
        sentences.append(sentence.format(count=len(material.attention) - TOLD_SINGLY))
    return part_of(
        "attention",
        sentences,
        tables=[attention_table(material.board, material.attention, material.names)],
    )


def _target_problem(material: Material, row: TargetRow) -> str:
    parts = [_target_sentence(row).rstrip("。.")]
    if row.escalation is not None:
        parts.append(row.escalation.sentence)
    leads = material.leads(row.lead_units)
    if leads:
        parts.append(_("lead: {units}").format(units=leads))
    return _("{told}.").format(told=numbers.clauses(parts))


def _task_problem(material: Material, row: TaskRow) -> str:
    parts = [_("task {code} {title}: {status}").format(
        code=row.code, title=row.title, status=status_word(row.status, is_task=True)
    )]  # fmt: skip
    if row.problem_text:
        parts.append(row.problem_text.strip().rstrip("。."))
    leads = material.leads(row.leads)
    if leads:
        parts.append(_("lead: {units}").format(units=leads))
    sentence = numbers.clauses(parts)
    return _("{told}.").format(told=sentence[:1].upper() + sentence[1:])
