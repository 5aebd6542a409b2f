"""The content of a briefing (工作简报), drafted from a board: every sentence is told by figures that stand on the screen.

Nothing is worked out here. Figures come from the board and from metrics, and are written as the screens write them;
in Chinese without the space between a number and its unit, as official documents print them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from charts.bullet import bullet_charts
from exports.briefing.content import Briefing, Part, Table
from exports.briefing.draft import (
    NAMED,
    TITLES,
    TOLD_SINGLY,
    Material,
    cells_told,
    counted,
    history_of,
    listed,
    part_of,
    status_word,
    value,
)
from exports.briefing.subjects import coverage, scenes, standards, trainings
from metrics import sentences, summary
from metrics.board import Board
from metrics.facts import Facts, plan_name
from metrics.reporting import rates
from metrics.restatement import Restatement, figure_name
from metrics.rows import TargetRow, TaskRow
from metrics.unit_names import full_names, in_full
from metrics.units import Role, load_unit_rules, unit_scores
from tables.targets import targets_table
from tables.tasks import attention_table, task_counts_table
from words import _, numbers
from words.errors import UnknownCode
from words.kinds import KINDS
from words.numbers import points_text
from words.terms import Comparator, Notice, Status

MASTHEAD = (
    "organisation",
    "reported_to",
    "sent_to",
    "issued_to",
)  # what the office fills in, beside the parts
DRAWN_SINGLY = 6  # histories drawn, worst first; fewer where there are more bullet charts: LibreOffice shows no more than 20 charts
GOING_WELL = (Status.MET, Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND)


def briefing(
    board: Board,
    facts: Facts,
    previous: Board,
    *,
    told_on: date,
    parts: Collection[str] | None = None,
    units: Sequence[str] = (),
    closed: Mapping | None = None,
    restated: Mapping[str, Sequence[Restatement]] | None = None,
) -> Briefing:
    """Draft the briefing of a plan and month, in the language in use.

    facts: those the board was worked out from; previous: the board of the month before. parts: codes of TITLES, all
    by default; those without data are left out. units: only what these lead (full names), all by default. closed: the
    closing of the month (store.closings.closing). restated: closed months -> closing.restated of each. told_on: the
    day the briefing is dated, by which reports are late or not. Raises UnknownCode for parts or units there are none of.
    """
    _check(parts, TITLES, _("part"))
    _check(units, [*facts.units["name"]], _("unit"))
    drafting = Material(
        _led_by(board, facts, units),
        facts,
        _led_by(previous, facts, units),
        told_on,
        frozenset(units),
        closed,
        dict(restated or {}),
    )
    drafted = [PARTS[code](drafting) for code in TITLES if code in PARTS and (parts is None or code in parts)]
    return Briefing(
        name=_("Work Briefing"),
        plan_code=board.plan["plan_code"],
        plan_title=plan_name(board.plan),
        month=board.month,
        answer=drafting.told(
            _("{units}: {answer}").format(
                units=numbers.names([*units]), answer=sentences.answer(drafting.board)
            )
        )
        if units
        else drafting.told(sentences.answer(drafting.board)),
        parts=[part for part in drafted if part.sentences or part.tables or part.charts],
        basis=drafting.basis(),
        is_demo=board.is_demo,
        told_on=told_on,
        organisation=numbers.names(board.plan["issuers"]) if board.plan["issuers"] else "",
    )


def with_edits(of: Briefing, edits: Mapping[str, str]) -> Briefing:
    """The briefing with what the office wrote instead: by part code its sentences, one a line; by MASTHEAD its names.

    Parts that the briefing does not have stay away; a blank text leaves a part without sentences.
    """
    parts = [
        replace(part, sentences=_lines(edits[part.code])) if part.code in edits else part for part in of.parts
    ]
    said = {name: _lines(edits.get(name, "")) or getattr(of, name) for name in MASTHEAD[1:]}
    return replace(
        of,
        parts=parts,
        organisation=edits.get("organisation", of.organisation).strip(),
        reported_to=said["reported_to"],
        sent_to=said["sent_to"],
        issued_to=said["issued_to"],
    )


def _check(named: Collection[str] | None, known: Collection[str], what: str) -> None:
    for each in named or ():
        if each not in known:
            raise UnknownCode(
                _("There is no {what} “{name}”. Known: {known}.").format(
                    what=what, name=each, known=", ".join(known)
                )
            )


def _led_by(board: Board, facts: Facts, units: Sequence[str]) -> Board:
    """The board with the targets and tasks that these units lead; the whole board without units."""
    if not units:
        return board
    names = full_names(facts.units)

    def is_led(leads: Sequence[str]) -> bool:
        return not {*in_full(leads, names)}.isdisjoint(units)

    return replace(
        board,
        targets=tuple(row for row in board.targets if is_led(row.lead_units)),
        tasks=tuple(row for row in board.tasks if is_led(row.leads)),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# --- 总体情况 -------------------------------------------------------------------------------------------------


def _overview(of: Material) -> Part:
    board, sentences = of.board, []
    if board.elapsed_share is not None:
        told = _("By the end of {month}, {share} of the plan period ({start} to {end}) had gone.")
        sentences.append(
            told.format(
                month=numbers.month(board.month),
                share=numbers.share(board.elapsed_share),
                start=numbers.month(f"{board.plan['starts_on']:%Y-%m}"),
                end=numbers.month(f"{board.plan['ends_on']:%Y-%m}"),
            )
        )
    counts = summary.status_counts(row.status for row in of.targets)
    if counts:
        told = _("There are {count} quantified targets: {parts}.")
        sentences.append(told.format(count=len(of.targets), parts=counted(counts)))
    words = len(board.targets) - len(of.targets)
    if words:
        sentences.append(
            _("For {count} more the plan prints no number; they are followed by their tasks.").format(
                count=words
            )
        )
    if of.tasks:
        counts = summary.status_counts(row.status for row in of.tasks)
        told = _("There are {count} tasks: {parts}.")
        sentences.append(told.format(count=len(of.tasks), parts=counted(counts, is_task=True)))
    sentences += _changes(of)
    sentences += _reporting(of)
    return part_of(of, "overview", sentences)


def _changes(of: Material) -> list[str]:
    if not of.targets:
        return []
    earlier = numbers.month(of.previous.month)
    changes = summary.status_changes(of.board, of.previous)
    if not changes:
        return [_("No target has changed its status since {month}.").format(month=earlier)]
    told = [
        _("{name} from “{before}” to “{after}”").format(
            name=row.name, before=row.before.label, after=row.after.label
        )
        for row in changes[:NAMED]
    ]
    sentence = _("Since {month}, {count} targets have changed their status: {changes}.")
    return [sentence.format(month=earlier, count=len(changes), changes=numbers.clauses(told))]


def _reporting(of: Material) -> list[str]:
    """How many of the reports for the month came."""
    row = next(iter(rates([report for report in of.reports if report.month == of.board.month], by=())), None)
    if row is None or not row.expected:
        return []
    sentence = _("Of {expected} reports due for {month}, {received} came ({share}).")
    return [
        sentence.format(
            expected=row.expected,
            month=numbers.month(of.board.month),
            received=row.received,
            share=numbers.share(row.completeness),
        )
    ]


# --- 重点进展 -------------------------------------------------------------------------------------------------


def _targets(material: Material) -> Part:
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
    return part_of(material, "targets", sentences, tables=tables, charts=charts)


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


def _attention(material: Material) -> Part:
    if not material.attention:
        return part_of(material, "attention", [])
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
        material,
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
    told = numbers.clauses(parts)
    return _("{told}.").format(told=told[:1].upper() + told[1:])


# --- 单位与报送 -----------------------------------------------------------------------------------------------


def _units(of: Material) -> Part:
    reporting = rates(of.reports)
    scores = [
        row
        for row in unit_scores(of.items, reporting)
        if row.unit is not None and (not of.units or row.unit in of.units)
    ]
    if not scores:
        return part_of(of, "units", [])
    sentences = []
    total = next(iter(rates(of.reports, by=())), None)
    if total is not None and total.expected:
        told = _("Since the plan began {expected} reports were due and {received} came ({share}).")
        sentences.append(
            told.format(
                expected=total.expected,
                received=total.received,
                share=numbers.share(total.completeness),
            )
        )
    reminded = [row for row in scores if row.notices[Notice.YELLOW] or row.notices[Notice.RED]]
    if reminded:
        told = _("{count} units lead work that calls for a yellow or red notice: {names}.")
        sentences.append(told.format(count=len(reminded), names=listed([str(row.unit) for row in reminded])))
    reports = {rate.group[0]: rate for rate in reporting}
    rows = [
        [
            row.unit,
            row.targets.led,
            row.targets.on_schedule,
            row.tasks.led,
            row.tasks.on_schedule,
            *(row.notices[notice] or None for notice in Notice),
            report.expected if report else None,
            report.received if report else None,
            value(row.completeness, numbers.RATE),
            value(row.timeliness, numbers.RATE),
        ]
        for row in scores
        for report in [reports.get(row.unit or "")]
    ]
    table = Table(
        "units",
        _("Units: what they lead and what they reported"),
        [
            _("Unit"),
            _("Targets led"),
            _("of these on schedule"),
            _("Tasks led"),
            _("on schedule"),
            *(rung.label for rung in Notice),
            _("Reports due"),
            _("Received"),
            _("Reporting rate"),
            _("Rate on time"),
        ],
        rows,
        [*[None] * 10, numbers.RATE, numbers.RATE],
    )
    return part_of(of, "units", sentences, tables=[table])


# --- 下步安排 -------------------------------------------------------------------------------------------------


def _next_steps(of: Material) -> Part:
    targets = {row.code: row for row in of.targets}
    tasks = {row.code: row for row in of.tasks}
    steps = [
        _task_step(tasks[row.code]) if row.is_task else _target_step(of, targets[row.code])
        for row in of.attention[:TOLD_SINGLY]
    ]
    sentences = [step for step in steps if step] + _due_soon(of)
    tables = []
    if of.reminders:
        units = list(dict.fromkeys(row.unit for row in of.reminders))
        told = _("{count} units have not sent reports that were due, and are asked to send them: {names}.")
        sentences.append(told.format(count=len(units), names=listed(units)))
        tables.append(_reminder_table(of))
    return part_of(of, "next_steps", sentences, tables=tables)


def _target_step(of: Material, row: TargetRow) -> str | None:
    """The pace that is needed from now on beside the recent one, and the chance of being in time."""
    unit, required = row.unit_of_measure, row.required_pace
    if not required:
        return None
    parts = [_("{pace} a month are needed from now on").format(pace=numbers.pace(required, unit))]
    if row.recent_pace is not None:
        parts.append(_("recently {pace} a month").format(pace=numbers.pace(row.recent_pace, unit)))
    if row.forecast.probability is not None:
        parts.append(
            _("{chance} chance of being in time").format(chance=numbers.chance(row.forecast.probability))
        )
    leads = of.leads(row.lead_units)
    if leads:
        parts.append(_("lead: {units}").format(units=leads))
    return _("Speed up {name}: {parts}.").format(name=row.name, parts=numbers.in_turn(parts))


def _task_step(row: TaskRow) -> str | None:
    """What its unit says it will do next."""
    if not row.next_step_text:
        return None
    step = row.next_step_text.strip().rstrip("。.")
    return _("Task {code} {title}: {step}.").format(code=row.code, title=row.title, step=step)


def _due_soon(of: Material) -> list[str]:
    """The tasks that fall due within the months of a blue notice."""
    items = [row for row in of.items if row.is_task and row.role is Role.LEAD and row.rung is Notice.BLUE]
    named = dict.fromkeys(_("task {code} {title}").format(code=row.code, title=row.name) for row in items)
    if not named:
        return []
    told = _("{count} tasks fall due within {months} months: {names}.")
    return [
        told.format(count=len(named), months=load_unit_rules().blue_within_months, names=listed([*named]))
    ]


def _reminder_table(of: Material) -> Table:
    return Table(
        "reminders",
        _("Reports that were due and have not come"),
        [_("Unit"), _("Ledgers"), _("Month"), _("Due date"), _("Months missing"), _("Last report")],
        [
            [
                row.unit,
                numbers.names([_(KINDS[kind].label) for kind in row.kinds]),
                numbers.month(row.month),
                row.due_on,
                row.times,
                numbers.month(row.newest_month) if row.newest_month else None,
            ]
            for row in of.reminders
        ],
        [None] * 6,
    )


# --- 修订、口径 -----------------------------------------------------------------------------------------------


def _restatements(of: Material) -> Part:
    units = {row.code: row.unit_of_measure for row in of.board.targets}
    sentences, rows, sources = [], [], []
    for month, found in sorted(of.restated.items()):
        changed = [row for row in found if row.target_code in units or not of.units]
        if not changed:
            continue
        told = _("Since {month} was closed, {count} of its figures have been restated.")
        sentences.append(told.format(month=numbers.month(month), count=len(changed)))
        for row in changed:
            unit = units.get(row.target_code)
            rows.append(
                [
                    numbers.month(month),
                    row.name,
                    figure_name(row.figure),
                    _figure(row.issued, row.figure, unit),
                    _figure(row.now, row.figure, unit),
                    row.issued_status.label if row.issued_status else None,
                    row.now_status.label if row.now_status else None,
                ]
            )
            sources.append(cells_told([change.source for change in row.changes]))
    if not rows:
        return part_of(of, "restatements", [])
    table = Table(
        "restatements",
        _("Figures of closed months that were restated"),
        [
            _("Month"),
            _("Target"),
            _("Figure"),
            _("As issued"),
            _("As now known"),
            _("Status as issued"),
            _("Status now"),
        ],
        rows,
        [None] * 7,
        sources=sources,
    )
    return part_of(of, "restatements", sentences, tables=[table])


def _figure(value: object, name: str, unit: str | None) -> str | None:
    """A figure of a restatement (metrics.restatement.FIGURES) as text."""
    if value is None:
        return None
    if name == "status":
        return Status(str(value)).label
    if name == "comparator":
        return Comparator(str(value)).cell
    if name == "due_on":
        return numbers.day(date.fromisoformat(str(value)))
    assert isinstance(value, (int, float))
    return numbers.quantity(value, unit)


def _method(of: Material) -> Part:
    rules = of.board.rule_set
    bands = [
        _("{status}: {when}").format(status=band.status.label, when=rules.words(band))
        for band in reversed(rules.bands)
    ]
    return part_of(
        of,
        "method",
        [
            _("Statuses are given by the rule set “{name}”: {bands}.").format(
                name=rules.name, bands=numbers.clauses(bands)
            ),
            _("Attained share = (actual − baseline) ÷ (target − baseline), where the baseline is 0 if none is printed."),
            _("Expected share is read off the plan's own path at the end of the month; where it prints none, a straight line from 0% to 100%."),
            _("Figures are those known at import {number}; a month without a report is never counted as 0.").format(
                number=of.board.import_id
            ),
        ],
    )  # fmt: skip


PARTS: dict[str, Callable[[Material], Part]] = {
    "overview": _overview,
    "targets": _targets,
    "standards": standards,
    "trainings": trainings,
    "scenes": scenes,
    "coverage": coverage,
    "attention": _attention,
    "units": _units,
    "next_steps": _next_steps,
    "restatements": _restatements,
    "method": _method,
}
