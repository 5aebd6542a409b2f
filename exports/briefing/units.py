"""The parts of a briefing on who has to act: units with their work and reports, and the next steps."""

from exports.briefing.content import Part
from exports.briefing.draft import TOLD_SINGLY, Material, listed, part_of
from metrics.reporting import rates
from metrics.rows import TargetRow, TaskRow
from metrics.units import Role, load_unit_rules, unit_scores
from tables.units import reminders_table, scores_table
from words import _, numbers
from words.terms import Notice

# --- 单位与报送 -----------------------------------------------------------------------------------------------


def units(material: Material) -> Part:
    """How units do with what they lead and with their reports."""
    reporting = rates(material.reports)
    scores = [
        row
        for row in unit_scores(material.items, reporting)
        if row.unit is not None and (not material.units or row.unit in material.units)
    ]
    if not scores:
        return part_of("units", [])
    sentences = []
    total = next(iter(rates(material.reports, by=())), None)
    if total is not None and total.expected:
        sentence = _("Since the plan began {expected} reports were due and {received} came ({share}).")
        sentences.append(
            sentence.format(
                expected=total.expected,
                received=total.received,
                share=numbers.share(total.completeness),
            )
        )
    reminded = [row for row in scores if row.notices[Notice.YELLOW] or row.notices[Notice.RED]]
    if reminded:
        sentence = _("{count} units lead work that calls for a yellow or red notice: {names}.")
        sentences.append(
            sentence.format(count=len(reminded), names=listed([str(row.unit) for row in reminded]))
        )
    by_unit = {rate.group[0]: rate for rate in reporting}
    table = scores_table(scores, material.items, by_unit)
    return part_of("units", sentences, tables=[table])


# --- 下步安排 -------------------------------------------------------------------------------------------------


def next_steps(material: Material) -> Part:
    """What is to be done next: by targets, by tasks, and by the units that owe reports."""
    targets = {row.code: row for row in material.targets}
    tasks = {row.code: row for row in material.tasks}
    steps = [
        _task_step(tasks[row.code]) if row.is_task else _target_step(material, targets[row.code])
        for row in material.attention[:TOLD_SINGLY]
    ]
    sentences = [step for step in steps if step] + _due_soon(material)
    tables = []
    if material.reminders:
        units = list(dict.fromkeys(row.unit for row in material.reminders))
        sentence = _(
            "{count} units have not sent reports that were due, and are asked to send them: {names}."
        )
        sentences.append(sentence.format(count=len(units), names=listed(units)))
        tables.append(reminders_table(_("Reports that were due and have not come"), material.reminders))
    return part_of("next_steps", sentences, tables=tables)


def _target_step(material: Material, row: TargetRow) -> str | None:
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
    leads = material.leads(row.lead_units)
    if leads:
        parts.append(_("lead: {units}").format(units=leads))
    return _("Speed up {name}: {parts}.").format(name=row.name, parts=numbers.in_turn(parts))


def _task_step(row: TaskRow) -> str | None:
    """What its unit says it will do next."""
    if not row.next_step_text:
        return None
    step = row.next_step_text.strip().rstrip("。.")
    return _("Task {code} {title}: {step}.").format(code=row.code, title=row.title, step=step)


def _due_soon(material: Material) -> list[str]:
    """The tasks that fall due within the months of a blue notice."""
    items = [
        row for row in material.items if row.is_task and row.role is Role.LEAD and row.rung is Notice.BLUE
    ]
    titles = dict.fromkeys(_("task {code} {title}").format(code=row.code, title=row.name) for row in items)
    if not titles:
        return []
    sentence = _("{count} tasks fall due within {months} months: {names}.")
    return [
        sentence.format(
            count=len(titles), months=load_unit_rules().blue_within_months, names=listed([*titles])
        )
    ]
