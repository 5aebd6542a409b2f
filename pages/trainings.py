"""Trainings: sessions and attendances against their targets, when they were held, by whom, and every session."""

from dataclasses import replace
from datetime import date
from html import escape

import pandas as pd
import streamlit as st
from markupsafe import Markup

from charts import trainings as charts
from charts.chart import Chart
from charts.history import history_chart
from loaders.kinds import SPECS
from metrics.board import forecast_fan, history
from metrics.rows import TargetRow
from metrics.trainings import HeldMonth, Person, Session, SessionGroup, search, trainings
from screens import cached, cards, forms, html, links, panels, view
from words import _, numbers
from words.months import month_of
from words.terms import Measure

MEASURES = [Measure.TRAINING_SESSIONS, Measure.TRAINING_ATTENDANCES, Measure.TRAINED_PEOPLE]
PEOPLE_SHOWN = 10
ROWS_SHOWN = 20  # rows of the list before the rest is folded
NO_SESSION = "·"

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
of_plan = cached.of_month(trainings, plan_code, month)
targets = [row for measure in MEASURES for row in board.targets if row.measure == measure]
remarks = [board.plan["title"], numbers.month(month)]


def show_missing() -> None:
    """A plan whose trainings no ledger tells of."""
    if targets:
        title = _("No trainings ledger has been loaded for this plan yet")
        told = _("The plan asks for {goals}. They are counted from the trainings ledger, session by session.")
        told = told.format(goals=numbers.names([goal_told(target) for target in targets]))
    else:
        title = _("This plan has no trainings to follow")
        told = _("It prints no target that counts trainings, and no trainings ledger has been loaded for it.")
    html.no_ledger(title, told)


def goal_told(target: TargetRow) -> str:
    return numbers.goal(target.target_value, target.comparator, target.unit_of_measure)


def show_plan() -> None:
    show_headline()
    show_progress()
    html.block(html.panel(_("Calendar"), calendar_table(), note=_("day and attendances")))
    if not of_plan.sessions:
        return
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(charts.groups_chart(of_plan.by_type, "training_type", month, board.is_demo), remarks)
    with right:
        panels.chart(charts.groups_chart(of_plan.by_organiser, "organiser", month, board.is_demo), remarks)
    with st.container(key="panel-list"):
        show_list()
    with st.container(key="panel-people"):
        show_people()


def show_headline() -> None:
    lines = ""
    parts = []
    for target in targets:
        told = _("{name}: {value} / {goal}").format(
            name=target.name,
            value=numbers.value(target.actual_value, target.unit_of_measure),
            goal=goal_told(target),
        )
        parts.append(f"{escape(told)} {html.status(target.status)}")
        lines += f"<p>{cards.target_link(target.name, target.code)} · {escape(target.working)}</p>"
    if not targets:
        count = len(of_plan.sessions)
        told = _("{count} sessions held up to {month}").format(count=count, month=numbers.month(month))
        parts.append(escape(told))
    html.block(f"<h1>{numbers.clauses(parts)}</h1>{lines}")


def show_progress() -> None:
    """Each target's burn-up, two beside one another; without targets what each month held."""
    drawn = [chart_of(target, place) for place, target in enumerate(targets, start=1)]
    if not drawn:
        drawn = [
            charts.sessions_chart(of_plan.calendar, month, is_demo=board.is_demo),
            charts.attendances_chart(of_plan.calendar, month, is_demo=board.is_demo),
        ]
    for place in range(0, len(drawn), 2):
        beside = drawn[place : place + 2]
        for column, chart in zip(st.columns(len(beside), gap="small"), beside, strict=True):
            with column:
                panels.chart(chart, remarks)


def chart_of(target: TargetRow, place: int) -> Chart:
    known = cached.of_month(history, plan_code, month, target_code=target.code)
    ahead = cached.of_month(forecast_fan, plan_code, month, target_code=target.code)
    if target.measure == Measure.TRAINING_SESSIONS:
        drawn = charts.sessions_chart(of_plan.calendar, month, known, target, board.is_demo, ahead)
    elif target.measure == Measure.TRAINING_ATTENDANCES:
        drawn = charts.attendances_chart(of_plan.calendar, month, known, target, board.is_demo, ahead)
    else:
        drawn = replace(history_chart(known, target, month, board.is_demo, ahead), name="trained-people")
    return replace(drawn, name=f"{drawn.name}-{place}")


def calendar_table() -> str:
    """The years as rows, their months as columns, in each what was held."""
    held: dict[str, list[tuple[date, Session]]] = {}
    for session in reversed(of_plan.sessions):
        if session.is_counted and session.held_on is not None:
            held.setdefault(month_of(session.held_on), []).append((session.held_on, session))
    rows_of = {row.month: row for row in of_plan.calendar}
    totals = {row.name: row for row in of_plan.by_year}
    if not rows_of:
        told = escape(_("No session is known up to this month."))
        return f"<p>{told}</p>"
    rows = []
    for year in sorted({each[:4] for each in rows_of}, reverse=True):
        months = [f"{year}-{of_year:02d}" for of_year in range(1, 13)]
        cells = [month_cell(rows_of.get(each), held.get(each, [])) for each in months]
        rows.append([f"<strong>{escape(numbers.cycle(year))}</strong>", *cells, year_cell(totals.get(year))])
    headers = [_("Year"), *(month_name(of_year) for of_year in range(1, 13)), _("Year in all")]
    key = _("{none} no session, {unknown} not reported").format(none=NO_SESSION, unknown=numbers.UNKNOWN)
    return f"{html.table(headers, rows, 'stack calendar')}<p>{escape(key)}</p>"


def month_name(of_year: int) -> str:
    return _("{of_year:02d}").format(of_year=of_year)


def month_cell(row: HeldMonth | None, held: list[tuple[date, Session]]) -> str:
    if row is None:
        return ""
    if row.sessions is None:
        return f'<span class="faint">{numbers.UNKNOWN}</span>'
    if not held:
        return f'<span class="faint">{NO_SESSION}</span>'
    told = _("day {day}: {attendances}")
    return "".join(
        f'<span class="held" title="{escape(session.title)}">'
        + escape(told.format(day=day.day, attendances=numbers.plain(session.attendances)))
        + "</span>"
        for day, session in held
    )


def year_cell(row: SessionGroup | None) -> str:
    if row is None:
        return numbers.UNKNOWN
    told = _("{count} sessions").format(count=row.sessions)
    return f"<span><strong>{escape(told)}</strong><small>{escape(attendances_told(row))}</small></span>"


def attendances_told(row: SessionGroup) -> str:
    if row.attendances is None:
        return _("attendances unknown")
    told = _("at least {count} attendances") if row.is_partial else _("{count} attendances")
    return told.format(count=numbers.plain(row.attendances))


def show_list() -> None:
    """Every session, to search; what is asked for stands in the address."""
    title = _("All sessions")
    heading = st.container()
    years = {year: numbers.cycle(year) for year in of_plan.years}
    with st.container(key="search-trainings", horizontal=True, gap="small", vertical_alignment="bottom"):
        text = forms.search("search", _("Search"), _("Title, venue or name"))
        year = forms.choice("year", _("Year"), years, all_label=_("All years"), width=130)
        kind = forms.choice("type", _("Type"), of_plan.types, all_label=_("All types"), width=150)
        unit = forms.choice(
            "organiser", _("Organiser"), of_plan.organisers, all_label=_("All organisers"), width=280
        )
    found = search(of_plan.sessions, text, kind, unit, year)
    told = _("{count} of {all} sessions").format(count=len(found), all=len(of_plan.sessions))
    with heading:
        html.block(html.heading(title, told))
    if not found:
        told = escape(_("No session has all that is asked for."))
        html.block(f"<p>{told}</p>")
        return
    headers = [
        _("Title"),
        _("Type"),
        _("Held"),
        _("Organiser"),
        _("Venue"),
        _("Attendances"),
        _("Source cell"),
    ]
    html.block(html.listing(headers, found, list_cells, ROWS_SHOWN, "stack rows", numeric=(5,)))
    panels.table_file("trainings", _("Trainings"), lambda: list_table(found), remarks, is_demo=board.is_demo)


def list_cells(row: Session) -> list[str]:
    note = f"<small> {escape(row.note)}</small>" if row.note else ""
    if not row.is_counted and row.held_on is not None:
        uncounted = _("before the plan, not counted")
        note += f"<small> {escape(uncounted)}</small>"
    return [
        f'<span class="wrap">{escape(row.title)}{note}</span>',
        escape(row.training_type or numbers.UNKNOWN),
        numbers.day(row.held_on),
        f'<span class="wrap">{escape(row.organiser or numbers.UNKNOWN)}</span>',
        f'<span class="wrap">{escape(row.venue or numbers.UNKNOWN)}</span>',
        numbers.plain(row.attendances),
        html.source(row.source),
    ]


def list_table(found: list[Session]) -> pd.DataFrame:
    """The list as it is downloaded."""
    return pd.DataFrame(
        {
            _("Title"): [row.title for row in found],
            _("Type"): [row.training_type for row in found],
            _("Held"): [row.held_on for row in found],
            _("Organiser"): [row.organiser for row in found],
            _("Venue"): [row.venue for row in found],
            _("Attendances"): [row.attendances for row in found],
            _("Participants"): [
                numbers.names(row.participants) if row.participants else None for row in found
            ],
            _("Note"): [row.note for row in found],
            _("Source file"): [row.source["file"] for row in found],
            _("Source cell"): [f"{row.source['sheet']} › {row.source['cell']}" for row in found],
        },
        dtype=object,
    )


def show_people() -> None:
    """Who was there, as far as ledgers name them."""
    title = _("People trained, by name")
    people = of_plan.people
    if not people:
        told = _(
            "The ledgers name no participants, so people cannot be told apart. Their column is {column}."
        )
        (column,) = (each for each in SPECS["trainings"].columns if each.fields == ("participants",))
        told = escape(told.format(column=column.header))
        html.block(f"{html.heading(title)}<p>{told}</p>")
        return
    note = _("{count} people").format(count=len(people))
    headers = [_("Name"), _("Their unit"), _("Sessions"), _("First"), _("Last")]
    table = html.listing(headers, people, person_cells, PEOPLE_SHOWN, "stack rows", numeric=(2,))
    html.block(html.heading(title, note) + Markup(table))
    panels.table_file("people", title, lambda: people_table(people), remarks, is_demo=board.is_demo)


def person_cells(row: Person) -> list[str]:
    return [
        escape(row.name),
        escape(row.unit or numbers.UNKNOWN),
        numbers.plain(row.sessions),
        numbers.day(row.first_on),
        numbers.day(row.last_on),
    ]


def people_table(people: list[Person]) -> pd.DataFrame:
    names = [_("Name"), _("Their unit"), _("Sessions"), _("First"), _("Last")]
    rows = [(row.name, row.unit, row.sessions, row.first_on, row.last_on) for row in people]
    return pd.DataFrame(rows, columns=names, dtype=object)


if of_plan.has_ledger:
    show_plan()
else:
    show_missing()
html.footer(board, cached.closing_of(board.plan["plan_code"], board.month))
