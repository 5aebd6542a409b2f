"""Targets: one target's history against its path, the working of its status, and the rows that make up the figure."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from charts.breakdown import breakdown_chart
from charts.history import history_chart
from metrics import sentences, summary
from metrics.board import Board, figure_rows, forecast_fan, history
from metrics.breakdown import By, Part, breakdown
from metrics.reconciliation import reconcile
from metrics.restatement import Restatement, figure_name, figure_text
from metrics.rows import TargetRow
from screens import cached, cards, forms, html, links, panels, tables, view
from screens.month_state import month_state
from screens.view import View
from tables.cells import sources
from tables.targets import (
    changed_cells_table,
    ledger_rows_table,
    rate_table,
    targets_table,
    typed_totals_table,
)
from words import _, numbers
from words.terms import Cycle, DueSource, Measure, Status

BY: tuple[By, ...] = ("month", "section", "lead_unit")  # how a figure can be split up
ROWS_SHOWN = 10  # newest rows before the rest is folded


def show(view: View) -> None:
    target = links.chosen_target(view.board.targets)
    if target is None:
        show_list(view)
    else:
        show_target(view, target)
    html.footer(view.board, view.closing)


def show_list(view: View) -> None:
    """Without a target in the address: all of them, to choose from."""
    board = view.board
    facts = [
        _("As of {month}").format(month=numbers.month(view.month)),
        view.title,
        _("choose a target to see its history, its working and its sources"),
    ]
    html.block(
        html.fill(
            "<h1>{}</h1><p>{}</p>{}",
            sentences.answer(board),
            " · ".join(facts),
            month_state(board, view.closing),
        )
    )
    chosen = chosen_targets(board)
    quantified = [row for row in chosen if row.status is not Status.UNQUANTIFIED]
    words = [row for row in chosen if row.status is Status.UNQUANTIFIED]
    if not chosen:
        html.block(html.element("p", _("No target fits these choices.")))
    if quantified:
        title = _("All quantified targets ({count})").format(count=len(quantified))
        panels.show_table(
            targets_table("targets", title, quantified, is_demo=board.is_demo),
            view.remarks,
            look="stack rows",
            shown=cards.TARGETS_SHOWN,
            note=_("bar: done; upright line: expected by now"),
        )
    if words:
        html.block(cards.words_panel(words))


def chosen_targets(board: Board) -> list[TargetRow]:
    """The targets that fit the status, section and lead unit of the address."""
    statuses = {status.value: status.label for status in Status}
    sections = list(dict.fromkeys(row.section for row in board.targets if row.section))
    units = list(dict.fromkeys(unit for row in board.targets for unit in row.lead_units))
    with st.container(key="filters", horizontal=True, gap="small"):
        status = forms.choice("status", _("Status"), statuses, all_label=_("All statuses"))
        section = forms.choice("section", _("Section"), sections, all_label=_("All sections"))
        unit = forms.choice("unit", _("Lead unit"), units, all_label=_("All units")) if units else None
    return [
        row
        for row in board.targets
        if (status is None or row.status == status)
        and (section is None or row.section == section)
        and (unit is None or unit in row.lead_units)
    ]


def show_target(view: View, target: TargetRow) -> None:
    show_headline(view, target)
    with st.container(key="target"):
        left, right = st.columns([2.7, 1], gap="small")
    has_number = target.status is not Status.UNQUANTIFIED
    with left:
        if has_number:
            show_history(view, target)
            if target.actual_value is not None:
                show_breakdown(view, target)
        else:
            html.block(followed_by(view.board, target))
    if has_number:
        with right, st.container(key="answers"):
            html.block(html.panel(_("Three answers"), three_answers(target)))
    with right, st.container(key="about"):
        html.block(html.panel(_("About this target"), about(target)))
    if has_number or target.source:
        show_rows(view, target)
        show_typed_totals(view, target)
        show_restatements(view, target)


def followed_by(board: Board, target: TargetRow) -> Markup:
    """The tasks by which a target without a number is followed: those of its section, or else all of the plan."""
    own = [task for task in board.tasks if task.section is not None and task.section == target.section]
    return cards.tasks_panel(own or board.tasks)


def show_headline(view: View, target: TargetRow) -> None:
    unit = target.unit_of_measure
    title = target.name
    if target.status is not Status.UNQUANTIFIED:
        title = _("{name}: {value} / {goal}").format(
            name=title,
            value=numbers.value(target.actual_value, unit),
            goal=numbers.goal(target.target_value, target.comparator, unit),
        )
    back = html.link(_("All targets"), links.to("targets", target=None))
    navigation = html.fill(
        '<nav class="place"><small>{} › {}</small>{}</nav>',
        back,
        target.section or target.code,
        steps(view.board, target),
    )
    escalation = target.escalation.sentence if target.escalation else None
    html.block(
        html.fill(
            "{}<h1>{} {}</h1>{}{}{}",
            navigation,
            title,
            html.status(target.status),
            html.override(target.override) if target.override else html.NOTHING,
            html.join(
                html.element("p", line) for line in (target.working, target.disagreement, escalation) if line
            ),
            month_state(view.board, view.closing),
        )
    )


def steps(board: Board, target: TargetRow) -> Markup:
    """Links to the targets before and after this one in the plan's order."""
    before, after = summary.neighbours(board, target.code)
    ways = []
    if before:
        ways.append(html.link(f"‹ {before.name}", links.to("targets", target=before.code)))
    if after:
        ways.append(html.link(f"{after.name} ›", links.to("targets", target=after.code)))
    return html.element("small", html.join(ways))


def show_history(view: View, target: TargetRow) -> None:
    months = view.ask(history, target_code=target.code)
    if not months:
        html.block(html.element("p", _("The plan prints no dates, so there is no path to draw.")))
        return
    fan = view.ask(forecast_fan, target_code=target.code)
    panels.show_chart(history_chart(months, target, view.month, view.board.is_demo, fan), view.remarks)


def three_answers(target: TargetRow) -> Markup:
    """Level, pace and forecast: three answers that are never folded into one colour."""
    unit, is_overdue = target.unit_of_measure, target.status is Status.OVERDUE
    level = [
        _("Attained {attained}").format(attained=numbers.share(target.attained_share)),
        _("expected {value} ({share})").format(
            value=numbers.quantity(target.expected_value, unit),
            share=numbers.share(target.expected_share),
        ),
    ]
    if target.gap_points is not None:
        level.append(_("gap {gap} points").format(gap=numbers.points(target.gap_points)))
    pace = [
        _("Recently {recent} a month").format(recent=numbers.pace(target.recent_pace, unit)),
        _("{needed} a month are needed").format(needed=numbers.pace(target.required_pace, unit)),
    ]
    answers = [
        (_("Level"), cards.bar(target), numbers.in_turn(level)),
        (_("Pace"), html.NOTHING, numbers.in_turn(pace)),
        (_("Forecast"), html.NOTHING, sentences.forecast(target.forecast, is_overdue)),
    ]
    if target.stage_forecast is not None:
        by_stages = sentences.forecast(target.stage_forecast, is_overdue)
        answers.append((_("By the stages of the standards"), html.NOTHING, by_stages))
    parts = (html.fill("<div><strong>{}</strong>{}<small>{}</small></div>", *answer) for answer in answers)
    return html.fill('<div class="answers">{}</div>', html.join(parts))


def show_breakdown(view: View, target: TargetRow) -> None:
    """The figure split up by month, section or unit, as the address says; of a rate its numerators and denominators."""
    labels: dict[str, str] = {"month": _("By month"), "section": _("By field"), "lead_unit": _("By unit")}
    # What somebody reads off has no parts but its months, and of one part alone there is nothing to compare.
    kinds: tuple[By, ...] = ("month",) if target.measure == Measure.REPORTED_INDICATOR else BY
    splits = {by: view.ask(breakdown, target_code=target.code, by=by) for by in kinds}
    possible: dict[str, str] = {by: labels[by] for by in kinds if by == "month" or len(splits[by].named) > 1}
    with st.container(key="breakdown"):
        chosen = forms.choice("by", _("Split up"), possible, width=180) if len(possible) > 1 else None
        by = next((by for by in kinds if by == chosen), kinds[0])
        if target.denominator is not None:
            show_rates(view, target, splits["month"].parts)
            return
        remarks = view.remarks
        if by == "lead_unit":
            remarks.append(_("what several units answer for counts for each"))
        drawing = breakdown_chart(splits[by], target, view.board.is_demo)
        panels.show_chart(replace(drawing, is_small=True), remarks)


def show_rates(view: View, target: TargetRow, months: Sequence[Part]) -> None:
    """Numerator and denominator of a rate, month by month, the newest first."""
    reported = view.ask(history, target_code=target.code)
    rates = {entry.month: entry.actual_value for entry in reported}
    table = rate_table(target, months, rates, view.board.is_demo)
    panels.show_table(table, view.remarks, shown=ROWS_SHOWN)


def show_rows(view: View, target: TargetRow) -> None:
    """The ledger rows behind the figure, newest first, each with its cell."""
    rows = view.ask(figure_rows, target_code=target.code)
    if not rows:
        sentence = _("No ledger row counts towards it up to this month.")
        html.block(html.panel(_("Ledger rows that make up this figure"), html.element("p", sentence)))
        return
    title = _("The {count} ledger rows that make up this figure").format(count=len(rows))
    is_demo = view.board.is_demo
    panels.show_table(
        ledger_rows_table(title, target, rows[::-1], is_demo),
        [target.name, *view.remarks],
        look="stack rows",
        shown=ROWS_SHOWN,
        note=_("Demonstration data") if is_demo else "",
    )


def show_typed_totals(view: View, target: TargetRow) -> None:
    """Totals that somebody typed beside those counted from rows, where both are known."""
    totals = [
        total
        for total in view.ask(reconcile)
        if total.target_code == target.code and total.difference is not None
    ]
    if not totals:
        return
    count = sum(bool(total.difference) for total in totals)
    note = _("{count} differ").format(count=count) if count else _("they agree")
    table = typed_totals_table(target, totals, view.board.is_demo)
    html.block(html.panel(table.title, tables.table(table, "stack rows"), note=note))


def show_restatements(view: View, target: TargetRow) -> None:
    """What imports changed afterwards in this target's figures: each cell, who saved it, and why."""
    months: dict[str, list[Restatement]] = {}
    for row in cached.restated_of_late(view.plan_code, view.month):
        if row.target_code == target.code:
            months.setdefault(row.month, []).append(row)
    if not months:
        return
    body = html.join(restated_month(rows, target) for rows in months.values())
    note = _("what imports changed after a month was closed, or after its ledgers came in")
    html.block(html.panel(_("Revisions"), body, note=note))


def restated_month(rows: Sequence[Restatement], target: TargetRow) -> Markup:
    """The restated figures of one month in a line, and the cells that made the difference."""
    figures = [
        _("{figure} {before} → {after}").format(
            figure=figure_name(row.figure),
            before=figure_text(row.figure, row.issued, target.unit_of_measure),
            after=figure_text(row.figure, row.now, target.unit_of_measure),
        )
        for row in rows
    ]
    table = changed_cells_table(rows[0].month, target, rows[0].changes)
    line = html.fill("<p><strong>{}</strong> {}</p>", table.title, numbers.clauses(figures))
    return line + (tables.table(table, "stack rows") if table.rows else html.NOTHING)


def about(target: TargetRow) -> Markup:
    """What the plan prints of a target, and how it is counted."""
    due = numbers.day(target.due_on)
    if target.due_source:
        due = _("{due} ({source})").format(due=due, source=DueSource(target.due_source).label)
    measure = Measure(target.measure).label
    if target.measure_scope:
        measure = _("{measure} ({scope} only)").format(measure=measure, scope=target.measure_scope)
    facts = [
        (_("In short"), target.target_text),
        (_("Section"), target.section),
        (_("Due"), due),
        (_("Measure"), measure),
        *(counting(target) if target.status is not Status.UNQUANTIFIED else ()),
        (_("Striving"), _("the plan says it strives for this") if target.is_striving else None),
        (_("Lead"), numbers.names(target.lead_units)),
        (_("Data as of"), numbers.month(target.reported_month)),
        (_("Note"), target.note),
    ]
    lines: list[tuple[str, str | Markup]] = [(name, text) for name, text in facts if text]
    lines.append(
        (_("Printed in"), html.join(map(tables.source, sources([target.target_source], target=target.code))))
    )
    return html.description(lines)


def counting(target: TargetRow) -> list[tuple[str, str]]:
    """From where, over what and along which path a target with a number counts."""
    paths = {
        "checkpoints": _("the plan's own checkpoints"),
        "yearly": _("the plan's yearly sub-targets, added up"),
        "steps": _("whole steps spread evenly, as the plan prints none"),
        "line": _("a straight line, as the plan prints no yearly steps"),
        "level": _("the same value in every month"),
    }
    path = paths[target.path_kind] if target.path_kind else numbers.UNKNOWN
    return [
        (_("Baseline"), numbers.quantity(target.baseline_value, target.unit_of_measure)),
        (_("Counted"), cycle_text(target)),
        (_("Planned path"), path),
    ]


def cycle_text(target: TargetRow) -> str:
    """Over which cycle the target counts; of one that counts anew, how many cycles met it and the worst of them."""
    parts, cycles = [Cycle(target.cycle).label], target.cycles
    if cycles and cycles.decided:
        sentence = _("met in {held} of {known} periods, worst {worst}: {value}")
        parts.append(
            sentence.format(
                held=cycles.held,
                known=cycles.decided,
                worst=numbers.cycle(cycles.worst_cycle),
                value=numbers.quantity(cycles.worst_value, target.unit_of_measure),
            )
        )
    if cycles and cycles.total_value is not None:
        total = numbers.quantity(cycles.total_value, target.unit_of_measure)
        parts.append(_("{total} in all").format(total=total))
    return numbers.clauses(parts)


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
