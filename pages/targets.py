"""Targets: one target's history against its path, the working of its status, and the rows that make up the figure."""

from dataclasses import replace
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from charts.breakdown import breakdown_chart
from charts.history import history_chart
from metrics import sentences, summary
from metrics.board import figure_rows, forecast_fan, history
from metrics.breakdown import breakdown
from metrics.facts import records
from metrics.reconciliation import reconcile
from metrics.restatement import Restatement
from metrics.rows import TargetRow
from screens import cached, cards, forms, html, links, panels, view
from words import _, numbers
from words.terms import Cycle, DueSource, Measure, Status

# Columns of the ledger rows behind a figure, by measure.
COLUMNS = {
    Measure.PUBLISHED_STANDARDS: ["name", "section", "standard_number", "stage", "published_on"],
    Measure.TRAINING_SESSIONS: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TRAINING_ATTENDANCES: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TRAINED_PEOPLE: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TASKS_DONE: ["task_code", "title", "month", "attained_share", "progress_text"],
    Measure.REPORTED_INDICATOR: ["month", "value", "month_value", "numerator", "denominator", "note"],
}
BY = ("month", "section", "lead_unit")  # how a figure can be split up
NUMERIC = {"attendances", "attained_share", "value", "month_value", "numerator", "denominator"}
LONG = {"title", "organiser", "progress_text", "note"}  # texts that may take several lines
ROWS_SHOWN = 10  # newest rows before the rest is folded

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
target = links.chosen_target(board.targets)
closed = cached.closing_of(plan_code, month)


def show_list() -> None:
    """Without a target in the address: all of them, to choose from."""
    facts = [
        _("As of {month}").format(month=numbers.month(month)),
        board.plan["title"],
        _("choose a target to see its history, its working and its sources"),
    ]
    state = cards.month_state(board, closed)
    html.block(f"<h1>{escape(sentences.answer(board))}</h1><p>{escape(' · '.join(facts))}</p>{state}")
    shown = chosen_targets()
    quantified = [row for row in shown if row.status is not Status.UNQUANTIFIED]
    words = [row for row in shown if row.status is Status.UNQUANTIFIED]
    if not shown:
        told = _("No target fits these choices.")
        html.block(f"<p>{escape(told)}</p>")
    if quantified:
        panels.table_panel(
            "targets",
            _("All quantified targets ({count})").format(count=len(quantified)),
            cards.target_table(quantified),
            partial(panels.targets_table, quantified),
            remarks(),
            note=_("bar: done; upright line: expected by now"),
            is_demo=board.is_demo,
        )
    if words:
        title = _("Targets without a number ({count})").format(count=len(words))
        html.block(html.panel(title, cards.word_targets(words), "wide", _("followed by their tasks")))


def chosen_targets() -> list[TargetRow]:
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


def remarks() -> list[str]:
    return [board.plan["title"], numbers.month(month)]


def show_target(target: TargetRow) -> None:
    show_headline(target)
    with st.container(key="target"):
        left, right = st.columns([2.7, 1], gap="small")
    if target.status == Status.UNQUANTIFIED:
        with left:
            html.block(followed_by(target))
    else:
        with left:
            show_history(target)
            if target.actual_value is not None:
                show_breakdown(target)
        with right, st.container(key="answers"):
            html.block(html.panel(_("Three answers"), three_answers(target)))
    with right, st.container(key="about"):
        html.block(html.panel(_("About this target"), facts_of(target)))
    if target.status != Status.UNQUANTIFIED or target.source:
        show_rows(target)
        show_typed_totals(target)
        show_revisions(target)


def followed_by(target: TargetRow) -> str:
    """The tasks by which a target without a number is followed: those of its section, or else all of the plan."""
    own = [task for task in board.tasks if task.section is not None and task.section == target.section]
    return cards.tasks_panel(own or board.tasks)


def show_headline(target: TargetRow) -> None:
    status, unit = target.status, target.unit_of_measure
    title = target.name
    if status != Status.UNQUANTIFIED:
        title = _("{name}: {value} / {goal}").format(
            name=title,
            value=numbers.value(target.actual_value, unit),
            goal=numbers.goal(target.target_value, target.comparator, unit),
        )
    back = html.link(_("All targets"), links.to("targets", target=None))
    place = f'<nav class="place"><small>{back} › {escape(target.section or target.code)}</small>{steps(target)}</nav>'
    beside = html.override(target.override) if target.override else ""
    told = [target.working, target.disagreement, target.escalation and target.escalation.sentence]
    lines = "".join(f"<p>{escape(line)}</p>" for line in told if line)
    state = cards.month_state(board, closed)
    html.block(f"{place}<h1>{escape(title)} {html.status(status)}</h1>{beside}{lines}{state}")


def steps(target: TargetRow) -> str:
    """Links to the targets before and after this one in the plan's order."""
    before, after = summary.neighbours(board, target.code)
    ways = []
    if before:
        ways.append(html.link(f"‹ {before.name}", links.to("targets", target=before.code)))
    if after:
        ways.append(html.link(f"{after.name} ›", links.to("targets", target=after.code)))
    return f"<small>{''.join(ways)}</small>"


def show_history(target: TargetRow) -> None:
    known = cached.of_month(history, plan_code, month, target_code=target.code)
    if known.empty:
        told = _("The plan prints no dates, so there is no path to draw.")
        html.block(f"<p>{escape(told)}</p>")
        return
    ahead = cached.of_month(forecast_fan, plan_code, month, target_code=target.code)
    drawing = history_chart(known, target, month, board.is_demo, ahead)
    panels.chart(drawing, remarks())


def three_answers(target: TargetRow) -> str:
    """Level, pace and forecast: three answers that are never folded into one colour."""
    unit = target.unit_of_measure
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
        (_("Pace"), "", numbers.in_turn(pace)),
        (_("Forecast"), "", sentences.forecast(target.forecast, target.status == Status.OVERDUE)),
    ]
    if target.stage_forecast is not None:
        told = sentences.forecast(target.stage_forecast, target.status == Status.OVERDUE)
        answers.append((_("By the stages of the standards"), "", told))
    parts = [
        f"<div><strong>{escape(name)}</strong>{drawing}<small>{escape(told)}</small></div>"
        for name, drawing, told in answers
    ]
    return f'<div class="answers">{"".join(parts)}</div>'


def show_breakdown(target: TargetRow) -> None:
    """The figure split up by month, section or unit, as the address says; of a rate its numerators and denominators."""
    # What somebody reads off has no parts but its months, and of one part alone there is nothing to compare.
    kinds = BY[:1] if target.measure == Measure.REPORTED_INDICATOR else BY
    parts = {by: cached.of_month(breakdown, plan_code, month, target_code=target.code, by=by) for by in kinds}
    labels = {"month": _("By month"), "section": _("By field"), "lead_unit": _("By unit")}
    possible = {by: labels[by] for by in kinds if by == "month" or parts[by][by].notna().sum() > 1}
    with st.container(key="breakdown"):
        by = (
            forms.choice("by", _("Split up"), possible, width=180)
            if len(possible) > 1
            else next(iter(possible))
        )
        if target.denominator is not None:
            show_coverage(target, parts["month"])
            return
        said = remarks()
        if by == "lead_unit":
            said.append(_("what several units answer for counts for each"))
        drawing = breakdown_chart(parts[by or "month"], target, by or "month", board.is_demo)
        panels.chart(replace(drawing, is_small=True), said)


def show_coverage(target: TargetRow, months: pd.DataFrame) -> None:
    """Numerator and denominator of a rate, month by month, the newest first."""
    known = cached.of_month(history, plan_code, month, target_code=target.code)
    rates = dict(zip(known["month"], known["actual_value"], strict=True))
    rows = [row for row in records(months) if not row["is_total"] and row["denominator"] is not None]
    headers = [_("Month"), _("Rate"), _("Numerator"), _("Denominator"), _("Change since last month (points)")]
    cells = [
        [
            numbers.month(row["month"]),
            numbers.share(rates.get(row["month"])),
            numbers.plain(row["numerator"]),
            numbers.plain(row["denominator"]),
            numbers.points(None if row["value"] is None else row["value"] * 100),
        ]
        for row in reversed(rows)
    ]

    def table() -> pd.DataFrame:
        values = [
            (
                numbers.month(row["month"]),
                panels.amount(rates.get(row["month"]), numbers.RATE),
                row["numerator"],
                row["denominator"],
                row["value"] if row["value"] is None else row["value"] * 100,
            )
            for row in reversed(rows)
        ]
        return pd.DataFrame(values, columns=headers, dtype=object)

    title = _("{name}: numerator and denominator by month").format(name=target.name)
    body = html.long_table(headers, cells, ROWS_SHOWN, "stack", (1, 2, 3, 4))
    panels.table_panel("coverage", title, body, table, remarks(), is_demo=board.is_demo)


def show_rows(target: TargetRow) -> None:
    """The ledger rows behind the figure, newest first, each with its cell."""
    rows = records(cached.of_month(figure_rows, plan_code, month, target_code=target.code))
    if not rows:
        told = _("No ledger row counts towards it up to this month.")
        html.block(html.panel(_("Ledger rows that make up this figure"), f"<p>{escape(told)}</p>"))
        return
    rows.reverse()
    possible = COLUMNS[Measure(target.measure)]
    fields = [field for field in possible if any(is_known(row.get(field)) for row in rows)]
    headers = [*map(header, fields), _("Source cell")]
    numeric = tuple(place for place, field in enumerate(fields) if field in NUMERIC)
    cells = [row_cells(row, fields, target) for row in rows]
    body = html.long_table(headers, cells, ROWS_SHOWN, "stack rows", numeric)
    panels.table_panel(
        "rows",
        _("The {count} ledger rows that make up this figure").format(count=len(rows)),
        body,
        partial(rows_table, rows, fields, target.unit_of_measure),
        [target.name, *remarks()],
        note=_("Demonstration data") if board.is_demo else "",
        is_demo=board.is_demo,
    )


def rows_table(rows: list[dict], fields: list[str], unit: str | None) -> pd.DataFrame:
    """The ledger rows to download: values as they are, and where each stands."""
    columns = {header(field): [worth(field, row.get(field), unit) for row in rows] for field in fields}
    columns |= {_("File"): [row["file"] for row in rows], _("Sheet"): [row["sheet"] for row in rows]}
    columns[_("Cell")] = [row["cell"] for row in rows]
    return pd.DataFrame(columns, dtype=object)


def worth(field: str, value: object, unit: str | None) -> object:
    if field == "attained_share":
        return panels.amount(value, numbers.RATE)
    if field in ("value", "month_value"):
        return panels.amount(value, unit)
    return numbers.month(str(value)) if field == "month" and is_known(value) else value


def show_typed_totals(target: TargetRow) -> None:
    """Totals that somebody typed beside those counted from rows, where both are known."""
    rows = [
        row
        for row in cached.of_month(reconcile, plan_code, month)
        if row.target_code == target.code and row.difference is not None
    ]
    if not rows:
        return
    unit = target.unit_of_measure
    headers = [_("As of"), _("Counted from rows"), _("Typed total"), _("Difference"), _("Source cell")]
    before = _("before the plan began")
    cells = [
        [
            escape(numbers.month(row.month) if row.month else before),
            numbers.quantity(row.counted, unit),
            numbers.quantity(row.reported, unit),
            numbers.quantity(row.difference, unit),
            "".join(html.source(place, target=target.code) for place in row.source),
        ]
        for row in rows
    ]
    apart = sum(bool(row.difference) for row in rows)
    note = _("{count} differ").format(count=apart) if apart else _("they agree")
    body = html.table(headers, cells, "stack rows", (1, 2, 3))
    html.block(html.panel(_("Typed totals beside the count"), body, note=note))


def show_revisions(target: TargetRow) -> None:
    """What imports changed afterwards in this target's figures: each cell, who saved it, and why."""
    months: dict[str, list[Restatement]] = {}
    for row in cached.revisions(plan_code, month):
        if row.target_code == target.code:
            months.setdefault(row.month, []).append(row)
    if not months:
        return
    body = "".join(revision(rows, target) for rows in months.values())
    note = _("what imports changed after a month was closed, or after its ledgers came in")
    html.block(html.panel(_("Revisions"), body, note=note))


def revision(rows: list[Restatement], target: TargetRow) -> str:
    """The revised figures of one month in a line, and the cells that made the difference."""
    figures = [
        _("{figure} {before} → {after}").format(
            figure=figure_name(row.figure),
            before=figure_text(row.figure, row.issued, target.unit_of_measure),
            after=figure_text(row.figure, row.now, target.unit_of_measure),
        )
        for row in rows
    ]
    line = (
        f"<p><strong>{escape(numbers.month(rows[0].month))}</strong> {escape(numbers.clauses(figures))}</p>"
    )
    headers = [_("Row"), _("Source cell"), _("Before"), _("After"), _("Saved by"), _("Reason")]
    cells = [
        [
            f'<span class="wrap">{escape(change.row)}</span>',
            html.source(change.source, target=target.code),
            escape(changed_text(change.before)),
            escape(changed_text(change.after)),
            escape(change.saved_by or numbers.UNKNOWN),
            f'<span class="wrap">{escape(change.reason or numbers.UNKNOWN)}</span>',
        ]
        for change in rows[0].changes
    ]
    return line + (html.table(headers, cells, "stack rows") if cells else "")


def figure_name(figure: str) -> str:
    return {
        "target_value": _("Target value"),
        "comparator": _("Comparison"),
        "baseline_value": _("Baseline"),
        "due_on": _("Due"),
        "actual_value": _("Value"),
        "expected_value": _("Expected"),
        "status": _("Status"),
    }[figure]


def figure_text(figure: str, value: object, unit: str | None) -> str:
    """A figure of a board as restatements tell it: plain values, dates as text."""
    if value is None:
        return numbers.UNKNOWN
    if figure == "status":
        return Status(str(value)).label
    return numbers.quantity(value, unit) if isinstance(value, int | float) else str(value)


def changed_text(value: object) -> str:
    """A cell before or after: as it was typed, a list as its names."""
    if isinstance(value, list):
        return numbers.names(value)
    if isinstance(value, int | float):
        return numbers.plain(value, 4)
    return numbers.UNKNOWN if value is None else str(value)


def row_cells(row: dict, fields: list[str], target: TargetRow) -> list[str]:
    texts = [cell(field, row.get(field), target.unit_of_measure) for field in fields]
    return [*texts, html.source(row, target=target.code)]


def header(field: str) -> str:
    return {
        "name": _("Standard"),
        "section": _("Field"),
        "standard_number": _("Standard number"),
        "stage": _("Stage"),
        "published_on": _("Published"),
        "title": _("Title"),
        "training_type": _("Type"),
        "held_on": _("Held"),
        "organiser": _("Organiser"),
        "attendances": _("Attendances"),
        "task_code": _("No."),
        "month": _("Month"),
        "attained_share": _("Share done"),
        "progress_text": _("Progress"),
        "value": _("Value"),
        "month_value": _("In the month alone"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "note": _("Note"),
    }[field]


def cell(field: str, value: object, unit: str | None) -> str:
    told = escape(text(field, value, unit))
    return f'<span class="wrap">{told}</span>' if field in LONG else told


def text(field: str, value: object, unit: str | None) -> str:
    """A value of a ledger row as it is shown."""
    if not is_known(value):
        return numbers.UNKNOWN
    if field.endswith("_on"):
        return numbers.day(value)
    if field == "month":
        return numbers.month(value)
    if field == "attained_share":
        return numbers.share(value)
    if field in ("value", "month_value"):
        return numbers.quantity(value, unit)
    return numbers.plain(value) if field in NUMERIC else str(value)


def is_known(value: object) -> bool:
    return value is not None and value == value  # NaN is not itself


def facts_of(target: TargetRow) -> str:
    due = numbers.day(target.due_on)
    if target.due_source:
        due = _("{due} ({source})").format(due=due, source=DueSource(target.due_source).label)
    measure = Measure(target.measure).label
    if target.measure_scope:
        measure = _("{measure} ({scope} only)").format(measure=measure, scope=target.measure_scope)
    path = {
        "checkpoints": _("the plan's own checkpoints"),
        "yearly": _("the plan's yearly sub-targets, added up"),
        "steps": _("whole steps spread evenly, as the plan prints none"),
        "line": _("a straight line, as the plan prints no yearly steps"),
        "level": _("the same value in every month"),
    }
    has_number = target.status != Status.UNQUANTIFIED
    facts = [
        (_("In short"), target.target_text),
        (_("Section"), target.section),
        (_("Due"), due),
        (_("Measure"), measure),
        (
            _("Baseline"),
            numbers.quantity(target.baseline_value, target.unit_of_measure) if has_number else None,
        ),
        (_("Counted"), cycle_told(target) if has_number else None),
        (_("Planned path"), path.get(target.path_kind, numbers.UNKNOWN) if has_number else None),
        (_("Striving"), _("the plan says it strives for this") if target.is_striving else None),
        (_("Lead"), numbers.names(target.lead_units)),
        (_("Data as of"), numbers.month(target.reported_month)),
        (_("Note"), target.note),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in facts if told)
    printed = escape(_("Printed in"))
    place = html.source(target.target_source, target=target.code)
    return f"<dl>{items}<dt>{printed}</dt><dd>{place}</dd></dl>"


def cycle_told(target: TargetRow) -> str:
    """Over which cycle the target counts; of one that counts anew, how many cycles met it and the worst of them."""
    told, cycles = [Cycle(target.cycle).label], target.cycles
    if cycles and cycles.known:
        held = _("met in {held} of {known} periods, worst {worst}: {value}")
        told.append(
            held.format(
                held=cycles.held,
                known=cycles.known,
                worst=numbers.cycle(cycles.worst_cycle),
                value=numbers.quantity(cycles.worst_value, target.unit_of_measure),
            )
        )
    if cycles and cycles.total_value is not None:
        total = numbers.quantity(cycles.total_value, target.unit_of_measure)
        told.append(_("{total} in all").format(total=total))
    return numbers.clauses(told)


if target is None:
    show_list()
else:
    show_target(target)
html.footer(board, closed)
