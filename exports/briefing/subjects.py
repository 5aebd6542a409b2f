"""The parts of a briefing about one subject: standards, trainings, digital scenes, coverage rates.

Standards and trainings are told of the whole plan alone: a briefing of some units leaves them out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from charts.coverage import drift_chart
from charts.scenes import leads_chart, scene_name, timeline_chart
from charts.standards import pipeline_chart, throughput_chart
from charts.trainings import attendances_chart, sessions_chart
from exports.briefing.content import Part, Table
from exports.briefing.draft import TOLD_SINGLY, Material, cells_told, counted, listed, part_of, value
from metrics import coverage as rates_of
from metrics import scenes as scenes_of
from metrics.board import forecast_fan, history
from metrics.pipeline import pipeline
from metrics.rows import TargetRow
from metrics.scenes import SceneTask
from metrics.standards import AgeingItem, ListedStandard
from metrics.summary import most_pressing, status_counts
from metrics.trainings import trainings as trainings_of
from words import _, numbers
from words.terms import Measure

TASKS_DRAWN = 20  # in one drawing: as many as a page holds with a label each
DRIFTS_DRAWN = 2  # rates whose denominator changed the most often


def standards(of: Material) -> Part:
    """How many standards stand in which stage, which take too long, and which come next."""
    found = pipeline(of.facts, of.board.month)
    standing = found.standing
    if of.units or not standing.listed:
        return part_of(of, "standards", [])
    parts = [
        _("{count} in force").format(count=standing.in_force),
        _("{count} under way").format(count=standing.under_way),
    ]
    if standing.unstaged:
        parts.append(_("{count} listed without a stage").format(count=standing.unstaged))
    if standing.withdrawn:
        parts.append(_("{count} withdrawn").format(count=standing.withdrawn))
    told = _("The ledgers list {count} standards in {month}: {parts}.")
    sentences = [
        told.format(count=standing.listed, month=numbers.month(of.board.month), parts=numbers.in_turn(parts))
    ]
    late = [row for row in found.ageing if row.is_over]
    if late:
        told = _("{count} standards under way are over the period of their stage: {names}.")
        sentences.append(told.format(count=len(late), names=listed([row.item.name for row in late])))
    coming = found.next_up
    if coming:
        told = _("{count} standards are in examination or approval and come next: {names}.")
        sentences.append(told.format(count=len(coming), names=listed([row.item.name for row in coming])))
    needed = next((row.required_pace for row in _targets(of, Measure.PUBLISHED_STANDARDS)), None)
    charts = [
        pipeline_chart(found.counts, of.board.month, of.board.is_demo),
        throughput_chart(found.throughput, of.board.month, needed, of.board.is_demo),
    ]
    return part_of(
        of, "standards", sentences, tables=[_late_table(late, found.listing)] if late else [], charts=charts
    )


def _targets(of: Material, measure: Measure) -> list[TargetRow]:
    return [row for row in of.targets if row.measure == measure]


def _late_table(late: Sequence[AgeingItem], listing: Sequence[ListedStandard]) -> Table:
    standards = {row.item.key: row for row in listing}
    return Table(
        "late-standards",
        _("Standards over the period of their stage"),
        [_("Standard"), _("Field"), _("Stage"), _("Months in stage"), _("Period (months)"), _("Lead unit")],
        [
            [
                row.item.name,
                row.item.section,
                str(row.stage),
                value(row.months_in_stage, None),
                value(row.period.months, None),
                numbers.names(units) if units else None,
            ]
            for row in late
            for units in [standards[row.item.key].lead_units]
        ],
        [None] * 6,
        sources=[cells_told([standards[row.item.key].source]) for row in late],
    )


def trainings(of: Material) -> Part:
    """How many sessions with how many attendances, by year and type."""
    found = trainings_of(of.facts, of.board.month)
    if of.units or not found.sessions:
        return part_of(of, "trainings", [])
    years, types = found.by_year, found.by_type
    sessions = sum(row.sessions for row in years)
    told = _("By the end of {month} {sessions} sessions have been held, in {year} {count} of them.")
    newest = max(years, key=lambda row: row.name or "")
    sentences = [
        told.format(
            month=numbers.month(of.board.month),
            sessions=sessions,
            year=numbers.cycle(newest.name),
            count=newest.sessions,
        )
    ]
    named = [row for row in types if row.name]
    if named:
        kinds = [_("{name} {count}").format(name=row.name, count=row.sessions) for row in named]
        sentences.append(_("By type: {kinds}.").format(kinds=numbers.in_turn(kinds)))
    table = Table(
        "trainings-by-year",
        _("Trainings by year"),
        [_("Year"), _("Sessions"), _("Attendances")],
        [[numbers.cycle(row.name), value(row.sessions, None), value(row.attendances, None)] for row in years],
        [None] * 3,
    )
    charts = []
    for measure, draw in (
        (Measure.TRAINING_SESSIONS, sessions_chart),
        (Measure.TRAINING_ATTENDANCES, attendances_chart),
    ):
        target = next(iter(_targets(of, measure)), None)
        known = ahead = None
        if target:
            known = history(of.facts, target.code, of.board.month)
            ahead = forecast_fan(of.facts, target.code, of.board.month)
        charts.append(draw(found.calendar, of.board.month, known, target, of.board.is_demo, ahead))
    return part_of(of, "trainings", sentences, tables=[table], charts=charts)


def scenes(of: Material) -> Part:
    """How the tasks of each scene stand, when they are due and who leads them."""
    tasks = scenes_of.scene_tasks(of.board, of.facts.units)
    if not tasks:
        return part_of(of, "scenes", [])
    sentences = [
        _("“{scene}”: {count} tasks, {counts}.").format(
            scene=scene_name(scene),
            count=len(own),
            counts=counted(status_counts(task.row.status for task in own), is_task=True),
        )
        for scene in dict.fromkeys(task.scene for task in tasks)
        for own in [[task for task in tasks if task.scene == scene]]
    ]
    codes = {task.code for task in tasks}
    history = [entry for entry in scenes_of.task_history(of.facts, of.board.month) if entry.row.code in codes]
    progress = [row for row in scenes_of.progress(history) if row.month == of.board.month]
    table = Table(
        "scenes",
        _("Tasks by field and scene"),
        [_("Field or scene"), _("Tasks"), _("Done"), _("Share of tasks done"), _("Mean share done")],
        [
            [
                scene_name(row.scene),
                value(row.tasks, None),
                value(row.done, None),
                value(row.done_share, numbers.RATE),
                value(row.mean_share, numbers.RATE),
            ]
            for row in progress
        ],
        [None, None, None, numbers.RATE, numbers.RATE],
    )
    drawn = _most_pressing(of, tasks)
    timeline = timeline_chart(drawn, of.board.month, of.board.is_demo)
    if len(drawn) < len(tasks):
        title = _("Tasks and their deadlines: the {count} most pressing")
        timeline = replace(timeline, title=title.format(count=len(drawn)))
    charts = [timeline]
    if any(task.units for task in tasks):
        charts.append(leads_chart(scenes_of.by_unit(tasks), of.board.is_demo))
    return part_of(of, "scenes", sentences, tables=[table] if progress else [], charts=charts)


def _most_pressing(of: Material, tasks: Sequence[SceneTask]) -> list[SceneTask]:
    """As many tasks as one drawing holds: those that need attention, the worst first, then those that are due first."""
    first_due = sorted(tasks, key=lambda task: task.ends_on or date.max)
    pressing = {task.code for task in most_pressing(first_due, of.attention, TASKS_DRAWN, is_task=True)}
    return [task for task in tasks if task.code in pressing]


def coverage(of: Material) -> Part:
    """Every rate with its numerator and denominator, and what moved those whose denominator changed."""
    rates = rates_of.rates(of.board)
    known = [row for row in rates if row.denominator is not None]
    if not rates:
        return part_of(of, "coverage", [])
    codes = {row.code for row in rates}
    readings = [reading for reading in rates_of.readings(of.facts, of.board.month) if reading.code in codes]
    moved = [drift for drift in rates_of.drift(readings) if drift.steps]
    moved.sort(key=lambda drift: -drift.denominator_changes)
    told = _("{count} targets are rates; {known} of them are reported with numerator and denominator.")
    sentences = [told.format(count=len(rates), known=len(known))]
    told = _(
        "{name} moved by {change} points from {first} to {last}, {top} by its numerator and {bottom} by its denominator."
    )
    sentences += [
        told.format(
            name=row.name,
            change=numbers.points(row.change_points),
            first=numbers.month(row.first.month),
            last=numbers.month(row.last.month),
            top=numbers.points(row.numerator_points),
            bottom=numbers.points(row.denominator_points),
        )
        for row in moved[:TOLD_SINGLY]
    ]
    if len(moved) > TOLD_SINGLY:
        told = _("The other {count} are told in the table.")
        sentences.append(told.format(count=len(moved) - TOLD_SINGLY))
    drifts = {row.code: row for row in moved}
    table = Table(
        "coverage",
        _("Rates with numerator and denominator"),
        [
            *(_("Rate"), _("Numerator"), _("Denominator"), _("Actual value"), _("Target value"), _("Status")),
            *(_("Change (points)"), _("By the numerator"), _("By the denominator")),
        ],
        [
            [
                row.name,
                value(row.numerator, None),
                value(row.denominator, None),
                value(row.actual_value, numbers.RATE),
                of.told(numbers.goal(row.target_value, row.comparator, numbers.RATE)),
                row.status.label,
                value(drift.change_points if drift else None, None),
                value(drift.numerator_points if drift else None, None),
                value(drift.denominator_points if drift else None, None),
            ]
            for row in rates
            for drift in [drifts.get(row.code)]
        ],
        [None, None, None, numbers.RATE, None, None, None, None, None],
        statuses=[row.status for row in rates],
        sources=[cells_told(row.source) for row in rates],
    )
    charts = [
        replace(
            drift_chart([reading for reading in readings if reading.code == row.code], row, of.board.is_demo),
            name=f"drift-{place}",
        )
        for place, row in enumerate(moved[:DRIFTS_DRAWN], 1)
        if row.denominator_changes
    ]
    return part_of(of, "coverage", sentences, tables=[table], charts=charts)
