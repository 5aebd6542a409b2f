"""Targets: one target's history against its path, the working of its status, and the rows that make up the figure."""

from html import escape

import streamlit as st

import blocks
import cached
import links
import show
from charts.history import history_figure
from metrics.months import month_of
from terms import DueSource, Measure, Status
from words import _

plan_code = links.chosen_plan(cached.plans())
month = links.chosen_month(plan_code)
board = cached.board(plan_code, month)
target = links.chosen_target(board.targets)

# Columns of the ledger rows behind a figure, by measure: (field, header).
COLUMNS = {
    Measure.PUBLISHED_STANDARDS: ["name", "section", "standard_number", "stage", "published_on"],
    Measure.TRAINING_SESSIONS: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TRAINING_ATTENDANCES: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TASKS_DONE: ["task_code", "title", "month", "attained_share", "progress_text"],
    Measure.REPORTED_INDICATOR: ["month", "value", "numerator", "denominator", "note"],
}
NUMERIC = {"attendances", "attained_share", "value", "numerator", "denominator"}


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
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "note": _("Note"),
    }[field]


def text(field: str, value: object, unit: str | None) -> str:
    """A value of a ledger row as it is shown."""
    if value is None or value != value:
        return show.UNKNOWN
    if field.endswith("_on"):
        return show.day(value)
    if field == "month":
        return show.month(value)
    if field == "attained_share":
        return show.share(value)
    if field == "value":
        return show.quantity(value, unit)
    return show.number(value) if field in NUMERIC else str(value)


def show_list() -> None:
    """Without a target in the address: all of them, to choose from."""
    rows = [_list_cells(row) for row in board.targets.to_dict("records")]
    headers = [
        _("Target"),
        _("Done / line: expected"),
        _("Value / target"),
        _("Expected"),
        _("Gap (points)"),
        _("Status"),
        _("Due"),
        _("Data as of"),
    ]
    blocks.block(
        f"<h1>{escape(_('Targets of {plan}').format(plan=board.plan['title']))}</h1>"
        f"<p>{escape(_('As of {month}; choose a target to see its history.').format(month=show.month(month)))}</p>"
    )
    blocks.block(
        f'<section class="panel">{blocks.table(headers, rows, "stack", numeric=(2, 3, 4))}</section>'
    )


def _list_cells(target: dict) -> list[str]:
    status, unit = Status(target["status"]), target["unit_of_measure"]
    name = blocks.link(target["name"], links.to("targets", target=target["code"]))
    due = show.month(month_of(target["due_on"])) if target["due_on"] else show.UNKNOWN
    if status == Status.UNQUANTIFIED:
        return [name, "", "", "", "", blocks.status(status), due, ""]
    goal = show.goal(target["target_value"], target["comparator"], unit)
    return [
        name,
        blocks.bar(target),
        escape(f"{show.value(target['actual_value'], unit)} / {goal}"),
        show.value(target["expected_value"], unit),
        show.points(target["gap_points"]),
        blocks.status(status),
        due,
        show.month(target["reported_month"]),
    ]


def show_target(target: dict) -> None:
    _headline(target)
    history = cached.history(plan_code, target["code"], month)
    chart, answers = st.columns([2.6, 1], gap="small")
    with chart, st.container(border=True):
        if target["status"] == Status.UNQUANTIFIED or history.empty:
            blocks.block(
                f'<p class="empty">{escape(_("No number is printed, so there is no curve to draw."))}</p>'
            )
        else:
            st.plotly_chart(
                history_figure(history, target, month, blocks.colours()),
                key="history",
                theme=None,
                config={"displayModeBar": False},
                alt=target["working"],
            )
    with answers, st.container(border=True):
        _answers(target)
    _figure_rows(target)
    _about(target)


def _headline(target: dict) -> None:
    status, unit = Status(target["status"]), target["unit_of_measure"]
    figure = ""
    if status != Status.UNQUANTIFIED:
        figure = _(": {value} / {goal}").format(
            value=show.value(target["actual_value"], unit),
            goal=show.goal(target["target_value"], target["comparator"], unit),
        )
    back = blocks.link(_("All targets"), links.to("targets", target=None))
    blocks.block(
        f"<small>{back} › {escape(target['code'])}</small>"
        f"<h1>{escape(target['name'] + figure)} {blocks.status(status)}</h1><p>{escape(target['working'])}</p>"
    )


def _answers(target: dict) -> None:
    """The three answers that are never folded into one colour: level, pace, forecast."""
    unit = target["unit_of_measure"]
    level = _("Attained {attained}; expected {value} ({share}), gap {gap} points").format(
        attained=show.share(target["attained_share"]),
        value=show.quantity(target["expected_value"], unit),
        share=show.share(target["expected_share"]),
        gap=show.points(target["gap_points"]),
    )
    pace = _("{recent} a month over the last reports; {needed} a month are needed").format(
        recent=show.quantity(target["recent_pace"], unit), needed=show.quantity(target["required_pace"], unit)
    )
    forecast = _("This version makes no forecast.")
    blocks.block(
        f'<h2>{_("Three answers")}</h2><div class="answers">'
        f"<div><strong>{_('Level')}</strong>{blocks.bar(target)}<small>{escape(level)}</small></div>"
        f"<div><strong>{_('Pace')}</strong><small>{escape(pace)}</small></div>"
        f"<div><strong>{_('Forecast')}</strong><small>{escape(forecast)}</small></div></div>"
    )


def _figure_rows(target: dict) -> None:
    rows = cached.figure_rows(plan_code, target["code"], month).to_dict("records")
    title = _("The {count} ledger rows that make up this figure").format(count=len(rows))
    if board.is_demo:
        title += _(" (demonstration data)")
    if not rows:
        body = f"<p>{escape(_('No ledger row counts towards it up to this month.'))}</p>"
    else:
        fields = [
            field
            for field in COLUMNS[Measure(target["measure"])]
            if any(_is_known(row.get(field)) for row in rows)
        ]
        cells = [
            [
                *(escape(text(field, row.get(field), target["unit_of_measure"])) for field in fields),
                blocks.source(row),
            ]
            for row in reversed(rows)
        ]
        numeric = tuple(place for place, field in enumerate(fields) if field in NUMERIC)
        body = blocks.table([*map(header, fields), _("Source cell")], cells, "stack", numeric)
    blocks.block(f'<section class="panel"><h2>{escape(title)}</h2>{body}</section>')


def _is_known(value: object) -> bool:
    return value is not None and value == value


def _about(target: dict) -> None:
    due = show.day(target["due_on"])
    if target["due_source"]:
        due += _(" ({source})").format(source=DueSource(target["due_source"]).label)
    path = {
        "checkpoints": _("the plan's own checkpoints"),
        "line": _("a straight line, as the plan prints no yearly steps"),
    }
    measure = Measure(target["measure"]).label
    if target["measure_scope"]:
        measure += _(" ({scope} only)").format(scope=target["measure_scope"])
    facts = [
        (_("In the plan's words, shortened"), target["target_text"]),
        (_("Section"), target["section"]),
        (_("Due"), due),
        (_("Measure"), measure),
        (_("Baseline"), show.quantity(target["baseline_value"], target["unit_of_measure"])),
        (_("Planned path"), path.get(target["path_kind"], show.UNKNOWN)),
        (_("Striving (力争)"), _("yes") if target["is_striving"] else None),
        (_("Lead units"), show.names(target["lead_units"])),
        (_("Note"), target["note"]),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    place = f"<dt>{_('Printed in')}</dt><dd>{blocks.source(target['target_source'])}</dd>"
    blocks.block(f'<section class="panel"><h2>{_("About this target")}</h2><dl>{items}{place}</dl></section>')


if target is None:
    links.choose("target", None)
    show_list()
else:
    show_target(target)
blocks.footer(board)
