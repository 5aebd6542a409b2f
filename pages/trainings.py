"""Trainings: sessions and attendances against their targets, when they were held, by whom, and every session."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from charts import trainings as charts
from charts.chart import Chart
from charts.history import history_chart
from metrics.board import forecast_fan, history
from metrics.rows import TargetRow
from metrics.trainings import HeldMonth, Person, Session, SessionGroup, Trainings, search, trainings
from screens import forms, html, links, panels, tables, view
from screens.view import View
from tables.trainings import people_table, sessions_table
from words import _, numbers
from words.kinds.trainings import KIND
from words.months import month_of
from words.terms import Measure

MEASURES = [Measure.TRAINING_SESSIONS, Measure.TRAINING_ATTENDANCES, Measure.TRAINED_PEOPLE]
PEOPLE_SHOWN = 10
ROWS_SHOWN = 20  # rows of the list before the rest is folded
NO_SESSION = "·"


def show(view: View) -> None:
    figures = view.ask(trainings)
    targets = [row for measure in MEASURES for row in view.board.targets if row.measure == measure]
    if figures.has_ledger:
        show_plan(view, figures, targets)
    else:
        show_missing(targets)
    html.footer(view.board, view.closing)


def show_missing(targets: Sequence[TargetRow]) -> None:
    """A plan whose trainings no ledger tells of."""
    if targets:
        title = _("No trainings ledger has been loaded for this plan yet")
        sentence = _(
            "The plan asks for {goals}. They are counted from the trainings ledger, session by session."
        )
        sentence = sentence.format(goals=numbers.names([goal_text(target) for target in targets]))
    else:
        title = _("This plan has no trainings to follow")
        sentence = _(
            "It prints no target that counts trainings, and no trainings ledger has been loaded for it."
        )
    html.no_ledger(title, sentence)


def goal_text(target: TargetRow) -> str:
    return numbers.goal(target.target_value, target.comparator, target.unit_of_measure)


def show_plan(view: View, figures: Trainings, targets: Sequence[TargetRow]) -> None:
    html.block(headline(figures, targets, view.month))
    show_progress(view, figures, targets)
    html.block(html.panel(_("Calendar"), calendar(figures), note=_("day and attendances")))
    if not figures.sessions:
        return
    is_demo = view.board.is_demo
    left, right = st.columns(2, gap="small")
    with left:
        by_type = charts.groups_chart(figures.by_type, "training_type", view.month, is_demo)
        panels.show_chart(by_type, view.remarks)
    with right:
        by_organiser = charts.groups_chart(figures.by_organiser, "organiser", view.month, is_demo)
        panels.show_chart(by_organiser, view.remarks)
    with st.container(key="panel-list"):
        show_list(figures, view.remarks, is_demo)
    with st.container(key="panel-people"):
        show_people(figures.people, view.remarks, is_demo)


def headline(figures: Trainings, targets: Sequence[TargetRow], month: str) -> Markup:
    """Each target's value against its goal; without targets how many sessions were held. Below, how each came about."""
    answers = [
        html.fill(
            "{} {}",
            _("{name}: {value} / {goal}").format(
                name=target.name,
                value=numbers.value(target.actual_value, target.unit_of_measure),
                goal=goal_text(target),
            ),
            html.status(target.status),
        )
        for target in targets
    ]
    if not targets:
        sentence = _("{count} sessions held up to {month}")
        count = len(figures.sessions)
        answers.append(html.text(sentence.format(count=count, month=numbers.month(month))))
    workings = html.join(
        html.fill(
            "<p>{} · {}</p>", html.link(target.name, links.to("targets", target=target.code)), target.working
        )
        for target in targets
    )
    return html.fill("<h1>{}</h1>{}", html.join(answers, html.text(_("; "))), workings)


def show_progress(view: View, figures: Trainings, targets: Sequence[TargetRow]) -> None:
    """Each target's burn-up, two beside one another; without targets what each month held."""
    drawn = [
        replace(chart, name=f"{chart.name}-{number}")
        for number, target in enumerate(targets, start=1)
        for chart in [chart_of(view, figures.calendar, target)]
    ]
    if not drawn:
        is_demo = view.board.is_demo
        drawn = [
            charts.sessions_chart(figures.calendar, view.month, is_demo=is_demo),
            charts.attendances_chart(figures.calendar, view.month, is_demo=is_demo),
        ]
    for first in range(0, len(drawn), 2):
        beside = drawn[first : first + 2]
        for column, chart in zip(st.columns(len(beside), gap="small"), beside, strict=True):
            with column:
                panels.show_chart(chart, view.remarks)


def chart_of(view: View, calendar: Sequence[HeldMonth], target: TargetRow) -> Chart:
    past = view.ask(history, target_code=target.code)
    ahead = view.ask(forecast_fan, target_code=target.code)
    is_demo = view.board.is_demo
    match target.measure:
        case Measure.TRAINING_SESSIONS:
            return charts.sessions_chart(calendar, view.month, past, target, is_demo, ahead)
        case Measure.TRAINING_ATTENDANCES:
            return charts.attendances_chart(calendar, view.month, past, target, is_demo, ahead)
    return replace(history_chart(past, target, view.month, is_demo, ahead), name="trained-people")


def calendar(figures: Trainings) -> Markup:
    """The years as rows, their months as columns, in each what was held."""
    months = {row.month: row for row in figures.calendar}
    if not months:
        return html.element("p", _("No session is known up to this month."))
    held: dict[str, list[Session]] = {}
    for session in reversed(figures.sessions):
        if session.is_counted and session.held_on is not None:
            held.setdefault(month_of(session.held_on), []).append(session)
    totals = {year.name: year for year in figures.by_year}
    rows = []
    for year in sorted({month[:4] for month in months}, reverse=True):
        of_year = [f"{year}-{number:02d}" for number in range(1, 13)]
        cells = [month_cell(months.get(month), held.get(month, [])) for month in of_year]
        rows.append([html.element("strong", numbers.cycle(year)), *cells, year_cell(totals.get(year))])
    headers = [_("Year"), *(month_name(number) for number in range(1, 13)), _("Year in all")]
    key = _("{none} no session, {unknown} not reported").format(none=NO_SESSION, unknown=numbers.UNKNOWN)
    return html.table(headers, rows, "stack calendar") + html.element("p", key)


def month_name(number: int) -> str:
    return _("{of_year:02d}").format(of_year=number)


def month_cell(month: HeldMonth | None, held: Sequence[Session]) -> Markup:
    """The sessions of a month, each with its day; None of a month outside the plan."""
    if month is None:
        return html.NOTHING
    if month.sessions is None:
        return html.element("span", numbers.UNKNOWN, "faint")
    if not held:
        return html.element("span", NO_SESSION, "faint")
    return html.join(
        html.fill('<span class="held" title="{}">{}</span>', session.title, session_text(session))
        for session in held
    )


def session_text(session: Session) -> str:
    day = session.held_on.day if session.held_on else numbers.UNKNOWN
    return _("day {day}: {attendances}").format(day=day, attendances=numbers.plain(session.attendances))


def year_cell(year: SessionGroup | None) -> Markup:
    if year is None:
        return html.text(numbers.UNKNOWN)
    sessions = _("{count} sessions").format(count=year.sessions)
    return html.fill("<span><strong>{}</strong><small>{}</small></span>", sessions, attendances_text(year))


def attendances_text(group: SessionGroup) -> str:
    if group.attendances is None:
        return _("attendances unknown")
    sentence = _("at least {count} attendances") if group.is_partial else _("{count} attendances")
    return sentence.format(count=numbers.plain(group.attendances))


def show_list(figures: Trainings, remarks: Sequence[str], is_demo: bool) -> None:
    """Every session, to search; what is asked for stands in the address."""
    title = _("All sessions")
    heading = st.container()
    years = {year: numbers.cycle(year) for year in figures.years}
    with st.container(key="search-trainings", horizontal=True, gap="small", vertical_alignment="bottom"):
        text = forms.search("search", _("Search"), _("Title, venue or name"))
        year = forms.choice("year", _("Year"), years, all_label=_("All years"), width=130)
        kind = forms.choice("type", _("Type"), figures.types, all_label=_("All types"), width=150)
        unit = forms.choice(
            "organiser", _("Organiser"), figures.organisers, all_label=_("All organisers"), width=280
        )
    sessions = search(figures.sessions, text, kind, unit, year)
    note = _("{count} of {all} sessions").format(count=len(sessions), all=len(figures.sessions))
    with heading:
        html.block(html.heading(title, note))
    if not sessions:
        html.block(html.element("p", _("No session has all that is asked for.")))
        return
    table = sessions_table(sessions, is_demo)
    html.block(tables.table(table, "stack rows", ROWS_SHOWN))
    with panels.row_of_files(table.name):
        panels.file_of_table(table, remarks)


def show_people(people: Sequence[Person], remarks: Sequence[str], is_demo: bool) -> None:
    """Who was there, as far as ledgers name them."""
    title = _("People trained, by name")
    if not people:
        sentence = _(
            "The ledgers name no participants, so people cannot be told apart. Their column is {column}."
        )
        sentence = sentence.format(column=KIND.header("participants"))
        html.block(html.heading(title) + html.element("p", sentence))
        return
    note = _("{count} people").format(count=len(people))
    table = people_table(title, people, is_demo)
    html.block(html.heading(title, note) + tables.table(table, "stack rows", PEOPLE_SHOWN))
    with panels.row_of_files(table.name):
        panels.file_of_table(table, remarks)


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
