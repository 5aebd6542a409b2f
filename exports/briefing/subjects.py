"""The parts of a briefing about one subject: standards, trainings, digital scenes, coverage rates.

Standards and trainings are told of the whole plan alone: a briefing of some units leaves them out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from charts.chart import Chart
from charts.coverage import drift_chart
from charts.scenes import leads_chart, scene_name, timeline_chart
from charts.standards import pipeline_chart, throughput_chart
from charts.trainings import attendances_chart, sessions_chart
from exports.briefing.content import Part
from exports.briefing.draft import TOLD_SINGLY, Material, counted, listed, part_of
from metrics import coverage as rates_of
from metrics import scenes as scenes_of
from metrics.board import forecast_fan, history
from metrics.coverage import Drift
from metrics.pipeline import Standing, pipeline
from metrics.rows import TargetRow
from metrics.scenes import SceneTask
from metrics.summary import most_pressing, status_counts
from metrics.trainings import HeldMonth, Trainings
from metrics.trainings import trainings as trainings_of
from tables.coverage import rates_table
from tables.scenes import progress_table
from tables.standards import late_table
from tables.trainings import years_table
from words import _, numbers
from words.terms import Measure

TASKS_DRAWN = 20  # in one drawing: as many as a page holds with a label each
DRIFTS_DRAWN = 2  # rates whose denominator changed the most often


def standards(material: Material) -> Part:
    """How many standards stand in which stage, which take too long, and which come next."""
    board = material.board
    figures = pipeline(material.facts, board.month)
    if material.units or not figures.standing.listed:
        return part_of("standards", [])
    sentences = [_standing_sentence(figures.standing, board.month)]
    late = [row for row in figures.ageing if row.is_over]
    if late:
        sentence = _("{count} standards under way are over the period of their stage: {names}.")
        sentences.append(sentence.format(count=len(late), names=listed([row.item.name for row in late])))
    coming = [row.item.name for row in figures.next_up]
    if coming:
        sentence = _("{count} standards are in examination or approval and come next: {names}.")
        sentences.append(sentence.format(count=len(coming), names=listed(coming)))
    needed = next((row.required_pace for row in _targets(material, Measure.PUBLISHED_STANDARDS)), None)
    charts = [
        pipeline_chart(figures.counts, board.month, board.is_demo),
        throughput_chart(figures.throughput, board.month, needed, board.is_demo),
    ]
    tables = [late_table(late, figures.listing, board.is_demo)] if late else []
    return part_of("standards", sentences, tables=tables, charts=charts)


def _standing_sentence(standing: Standing, month: str) -> str:
    """How the standards listed add up."""
    parts = [
        _("{count} in force").format(count=standing.in_force),
        _("{count} under way").format(count=standing.under_way),
    ]
    if standing.unstaged:
        parts.append(_("{count} listed without a stage").format(count=standing.unstaged))
    if standing.withdrawn:
        parts.append(_("{count} withdrawn").format(count=standing.withdrawn))
    return _("The ledgers list {count} standards in {month}: {parts}.").format(
        count=standing.listed, month=numbers.month(month), parts=numbers.in_turn(parts)
    )


def _targets(material: Material, measure: Measure) -> list[TargetRow]:
    return [row for row in material.targets if row.measure == measure]


def trainings(material: Material) -> Part:
    """How many sessions with how many attendances, by year and type."""
    board = material.board
    figures = trainings_of(material.facts, board.month)
    if material.units or not figures.by_year:
        return part_of("trainings", [])
    return part_of(
        "trainings",
        _training_sentences(figures, board.month),
        tables=[years_table(figures.by_year, board.is_demo)],
        charts=[
            _training_chart(material, figures.calendar, measure)
            for measure in (Measure.TRAINING_SESSIONS, Measure.TRAINING_ATTENDANCES)
        ],
    )


def _training_sentences(figures: Trainings, month: str) -> list[str]:
    newest = max(figures.by_year, key=lambda year: year.name or "")
    sentence = _("By the end of {month} {sessions} sessions have been held, in {year} {count} of them.")
    sentences = [
        sentence.format(
            month=numbers.month(month),
            sessions=sum(year.sessions for year in figures.by_year),
            year=numbers.cycle(newest.name),
            count=newest.sessions,
        )
    ]
    kinds = [
        _("{name} {count}").format(name=group.name, count=group.sessions)
        for group in figures.by_type
        if group.name
    ]
    if kinds:
        sentences.append(_("By type: {kinds}.").format(kinds=numbers.in_turn(kinds)))
    return sentences


def _training_chart(material: Material, calendar: Sequence[HeldMonth], measure: Measure) -> Chart:
    """What was held month by month, against the first target that counts it."""
    board = material.board
    draw = sessions_chart if measure is Measure.TRAINING_SESSIONS else attendances_chart
    target = next(iter(_targets(material, measure)), None)
    past = ahead = None
    if target:
        past = history(material.facts, target.code, board.month)
        ahead = forecast_fan(material.facts, target.code, board.month)
    return draw(calendar, board.month, past, target, board.is_demo, ahead)


def scenes(material: Material) -> Part:
    """How the tasks of each scene stand, when they are due and who leads them."""
    board, month = material.board, material.board.month
    tasks = scenes_of.scene_tasks(board, material.facts.units)
    if not tasks:
        return part_of("scenes", [])
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
    history = [entry for entry in scenes_of.task_history(material.facts, month) if entry.row.code in codes]
    progress = [row for row in scenes_of.progress(history) if row.month == month]
    tables = [progress_table(progress, board.is_demo)] if progress else []
    drawn = _most_pressing(material, tasks)
    timeline = timeline_chart(drawn, month, board.is_demo)
    if len(drawn) < len(tasks):
        title = _("Tasks and their deadlines: the {count} most pressing")
        timeline = replace(timeline, title=title.format(count=len(drawn)))
    charts = [timeline]
    if any(task.units for task in tasks):
        charts.append(leads_chart(scenes_of.by_unit(tasks), board.is_demo))
    return part_of("scenes", sentences, tables=tables, charts=charts)


def _most_pressing(material: Material, tasks: Sequence[SceneTask]) -> list[SceneTask]:
    """As many tasks as one drawing holds: those that need attention, the worst first, then those that are due first."""
    first_due = sorted(tasks, key=lambda task: task.ends_on or date.max)
    pressing = most_pressing(first_due, material.attention, TASKS_DRAWN, is_task=True)
    codes = {task.code for task in pressing}
    return [task for task in tasks if task.code in codes]


def coverage(material: Material) -> Part:
    """Every rate with its numerator and denominator, and what moved those whose denominator changed."""
    board = material.board
    rates = rates_of.rates(board)
    if not rates:
        return part_of("coverage", [])
    codes = {row.code for row in rates}
    readings = [
        reading for reading in rates_of.readings(material.facts, board.month) if reading.code in codes
    ]
    moved = [drift for drift in rates_of.drift(readings) if drift.steps]
    moved.sort(key=lambda drift: -drift.denominator_changes)
    title = _("Rates with numerator and denominator")
    charts = [
        replace(
            drift_chart(
                [reading for reading in readings if reading.code == drift.code], drift, board.is_demo
            ),
            name=f"drift-{number}",
        )
        for number, drift in enumerate(moved[:DRIFTS_DRAWN], 1)
        if drift.denominator_changes
    ]
    return part_of(
        "coverage",
        _coverage_sentences(rates, moved),
        tables=[rates_table("coverage", title, rates, moved, board.is_demo)],
        charts=charts,
    )


def _coverage_sentences(rates: Sequence[TargetRow], moved: Sequence[Drift]) -> list[str]:
    """How many rates are told with both of their numbers, and of each that moved by what it did."""
    with_both = sum(row.denominator is not None for row in rates)
    sentence = _("{count} targets are rates; {known} of them are reported with numerator and denominator.")
    sentences = [sentence.format(count=len(rates), known=with_both)]
    sentence = _(
        "{name} moved by {change} points from {first} to {last}, {top} by its numerator and {bottom} by its denominator."
    )
    sentences += [
        sentence.format(
            name=drift.name,
            change=numbers.points(drift.change_points),
            first=numbers.month(drift.first.month),
            last=numbers.month(drift.last.month),
            top=numbers.points(drift.numerator_points),
            bottom=numbers.points(drift.denominator_points),
        )
        for drift in moved[:TOLD_SINGLY]
    ]
    if len(moved) > TOLD_SINGLY:
        sentence = _("The other {count} are told in the table.")
        sentences.append(sentence.format(count=len(moved) - TOLD_SINGLY))
    return sentences
