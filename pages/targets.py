"""Targets: one target's history against its path, the working of its status, and the rows that make up the figure."""

from html import escape

import streamlit as st

import blocks
import cached
import links
import show
import views
from charts.history import history_chart
from metrics import summary
from metrics.board import figure_rows, forecast_fan, history
from terms import Cycle, DueSource, Measure, Status
from words import _

# Columns of the ledger rows behind a figure, by measure.
COLUMNS = {
    Measure.PUBLISHED_STANDARDS: ["name", "section", "standard_number", "stage", "published_on"],
    Measure.TRAINING_SESSIONS: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TRAINING_ATTENDANCES: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TRAINED_PEOPLE: ["title", "training_type", "held_on", "organiser", "attendances"],
    Measure.TASKS_DONE: ["task_code", "title", "month", "attained_share", "progress_text"],
    Measure.REPORTED_INDICATOR: ["month", "value", "month_value", "numerator", "denominator", "note"],
}
NUMERIC = {"attendances", "attained_share", "value", "month_value", "numerator", "denominator"}
LONG = {"title", "organiser", "progress_text", "note"}  # texts that may take several lines
ROWS_SHOWN = 10  # newest rows before the rest is folded

plan_code = links.chosen_plan(cached.plans())
month = links.chosen_month(plan_code)
board = cached.board(plan_code, month)
target = links.chosen_target(board.targets)


def show_list() -> None:
    """Without a target in the address: all of them, to choose from."""
    title = _("Targets of {plan}").format(plan=board.plan["title"])
    told = _("As of {month}. Choose a target to see its history, its working and its sources.")
    told = told.format(month=show.month(month))
    blocks.block(f"<h1>{escape(title)}</h1><p>{escape(told)}</p>")
    quantified = summary.quantified(board)
    words = board.targets[board.targets["status"] == Status.UNQUANTIFIED]
    if not quantified.empty:
        title = _("All quantified targets ({count})").format(count=len(quantified))
        note = _("bar: done; upright line: expected by now")
        blocks.block(blocks.panel(title, blocks.target_table(quantified), note=note))
    if not words.empty:
        title = _("Targets without a number ({count})").format(count=len(words))
        blocks.block(blocks.panel(title, blocks.word_targets(words), "wide", _("followed by their tasks")))


def show_target(target: dict) -> None:
    show_headline(target)
    with st.container(key="target"):
        left, right = st.columns([2.7, 1], gap="small")
    if target["status"] == Status.UNQUANTIFIED:
        with left:
            blocks.block(followed_by(target))
    else:
        with left:
            show_history(target)
        with right, st.container(key="answers"):
            blocks.block(blocks.panel(_("Three answers"), three_answers(target)))
    if target["status"] != Status.UNQUANTIFIED or target["source"]:
        with left, st.container(key="rows"):
            blocks.block(figure_panel(target))
    with right, st.container(key="about"):
        blocks.block(blocks.panel(_("About this target"), facts_of(target)))


def followed_by(target: dict) -> str:
    """The tasks by which a target without a number is followed: those of its section, or else all of the plan."""
    own = board.tasks[board.tasks["section"] == target["section"]]
    return blocks.tasks_panel(own if not own.empty else board.tasks)


def show_headline(target: dict) -> None:
    status, unit = Status(target["status"]), target["unit_of_measure"]
    title = target["name"]
    if status != Status.UNQUANTIFIED:
        title = _("{name}: {value} / {goal}").format(
            name=title,
            value=show.value(target["actual_value"], unit),
            goal=show.goal(target["target_value"], target["comparator"], unit),
        )
    back = blocks.link(_("All targets"), links.to("targets", target=None))
    place = f"<small>{back} › {escape(target['section'] or target['code'])}</small>"
    beside = blocks.override(target["override"]) if target["override"] else ""
    told = [target["working"], target["disagreement"], target["escalation"] and target["escalation"].sentence]
    lines = "".join(f"<p>{escape(line)}</p>" for line in told if line)
    blocks.block(f"{place}<h1>{escape(title)} {blocks.status(status)}</h1>{beside}{lines}")


def show_history(target: dict) -> None:
    known = cached.of_month(history, plan_code, month, target_code=target["code"])
    if known.empty:
        told = _("The plan prints no dates, so there is no path to draw.")
        blocks.block(f"<p>{escape(told)}</p>")
        return
    ahead = cached.of_month(forecast_fan, plan_code, month, target_code=target["code"])
    drawing = history_chart(known, target, month, board.is_demo, ahead)
    views.chart(drawing, [board.plan["title"], show.month(month)])


def three_answers(target: dict) -> str:
    """Level, pace and forecast: three answers that are never folded into one colour."""
    unit = target["unit_of_measure"]
    level = [
        _("Attained {attained}").format(attained=show.share(target["attained_share"])),
        _("expected {value} ({share})").format(
            value=show.quantity(target["expected_value"], unit), share=show.share(target["expected_share"])
        ),
    ]
    if target["gap_points"] is not None:
        level.append(_("gap {gap} points").format(gap=show.points(target["gap_points"])))
    pace = [
        _("Recently {recent} a month").format(recent=show.pace(target["recent_pace"], unit)),
        _("{needed} a month are needed").format(needed=show.pace(target["required_pace"], unit)),
    ]
    answers = [
        (_("Level"), blocks.bar(target), show.in_turn(level)),
        (_("Pace"), "", show.in_turn(pace)),
        (_("Forecast"), "", show.forecast(target["forecast"], target["status"] == Status.OVERDUE)),
    ]
    if target["stage_forecast"] is not None:
        told = show.forecast(target["stage_forecast"], target["status"] == Status.OVERDUE)
        answers.append((_("By the stages of the standards"), "", told))
    parts = [
        f"<div><strong>{escape(name)}</strong>{drawing}<small>{escape(told)}</small></div>"
        for name, drawing, told in answers
    ]
    return f'<div class="answers">{"".join(parts)}</div>'


def figure_panel(target: dict) -> str:
    """The ledger rows behind the figure, newest first, each with its cell."""
    rows = cached.of_month(figure_rows, plan_code, month, target_code=target["code"]).to_dict("records")
    title = _("The {count} ledger rows that make up this figure").format(count=len(rows))
    if not rows:
        title = _("Ledger rows that make up this figure")
        told = _("No ledger row counts towards it up to this month.")
        return blocks.panel(title, f"<p>{escape(told)}</p>")
    possible = COLUMNS[Measure(target["measure"])]
    fields = [field for field in possible if any(is_known(row.get(field)) for row in rows)]
    headers = [*map(header, fields), _("Source cell")]
    numeric = tuple(place for place, field in enumerate(fields) if field in NUMERIC)
    cells = [row_cells(row, fields, target) for row in reversed(rows)]
    body = blocks.table(headers, cells[:ROWS_SHOWN], "stack rows", numeric)
    if len(cells) > ROWS_SHOWN:
        folded = escape(_("Show the other {count} rows").format(count=len(cells) - ROWS_SHOWN))
        rest = blocks.table(headers, cells[ROWS_SHOWN:], "stack rows", numeric)
        body += f'<details class="rest"><summary>{folded}</summary>{rest}</details>'
    note = _("Demonstration data") if board.is_demo else ""
    return blocks.panel(title, body, note=note)


def row_cells(row: dict, fields: list[str], target: dict) -> list[str]:
    texts = [cell(field, row.get(field), target["unit_of_measure"]) for field in fields]
    return [*texts, blocks.source(row, target=target["code"])]


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
        return show.UNKNOWN
    if field.endswith("_on"):
        return show.day(value)
    if field == "month":
        return show.month(value)
    if field == "attained_share":
        return show.share(value)
    if field in ("value", "month_value"):
        return show.quantity(value, unit)
    return show.number(value) if field in NUMERIC else str(value)


def is_known(value: object) -> bool:
    return value is not None and value == value  # NaN is not itself


def facts_of(target: dict) -> str:
    due = show.day(target["due_on"])
    if target["due_source"]:
        due = _("{due} ({source})").format(due=due, source=DueSource(target["due_source"]).label)
    measure = Measure(target["measure"]).label
    if target["measure_scope"]:
        measure = _("{measure} ({scope} only)").format(measure=measure, scope=target["measure_scope"])
    path = {
        "checkpoints": _("the plan's own checkpoints"),
        "yearly": _("the plan's yearly sub-targets, added up"),
        "steps": _("whole steps spread evenly, as the plan prints none"),
        "line": _("a straight line, as the plan prints no yearly steps"),
        "level": _("the same value in every month"),
    }
    has_number = target["status"] != Status.UNQUANTIFIED
    facts = [
        (_("In short"), target["target_text"]),
        (_("Section"), target["section"]),
        (_("Due"), due),
        (_("Measure"), measure),
        (
            _("Baseline"),
            show.quantity(target["baseline_value"], target["unit_of_measure"]) if has_number else None,
        ),
        (_("Counted"), cycle_told(target) if has_number else None),
        (_("Planned path"), path.get(target["path_kind"], show.UNKNOWN) if has_number else None),
        (_("Striving"), _("the plan says it strives for this") if target["is_striving"] else None),
        (_("Lead"), show.names(target["lead_units"])),
        (_("Data as of"), show.month(target["reported_month"])),
        (_("Note"), target["note"]),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>" for name, told in facts if told)
    printed = escape(_("Printed in"))
    place = blocks.source(target["target_source"], target=target["code"])
    return f"<dl>{items}<dt>{printed}</dt><dd>{place}</dd></dl>"


def cycle_told(target: dict) -> str:
    """Over which cycle the target counts; of one that counts anew, how many cycles met it and the worst of them."""
    told, cycles = [Cycle(target["cycle"]).label], target["cycles"]
    if cycles and cycles["known"]:
        held = _("met in {held} of {known} periods, worst {worst}: {value}")
        told.append(
            held.format(
                held=cycles["held"],
                known=cycles["known"],
                worst=show.cycle(cycles["worst_cycle"]),
                value=show.quantity(cycles["worst_value"], target["unit_of_measure"]),
            )
        )
    if cycles and cycles["total_value"] is not None:
        total = show.quantity(cycles["total_value"], target["unit_of_measure"])
        told.append(_("{total} in all").format(total=total))
    return show.clauses(told)


if target is None:
    show_list()
else:
    show_target(target)
blocks.footer(board, cached.closing_of(board.plan["plan_code"], board.month))
