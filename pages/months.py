"""Months: closing and reopening them, what was restated since each was issued, and statuses set by hand."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from metrics import summary
from metrics.board import Board
from metrics.closings import Closing, months_in_force
from metrics.overrides import GivenOverride
from metrics.reminders import Reminder
from metrics.reporting import ExpectedReport, rates, today
from metrics.restatement import ChangedCell, Restatement, figure_name
from metrics.rules import SIDES, shipped_rule_sets
from screens import cached, cards, forms, html, links, panels, saving, tables, view
from screens.view import View
from tables.cells import sources
from tables.closing import (
    MonthClosings,
    closed_mark,
    closings_table,
    figure_cell,
    issued_and_now_table,
    overrides_table,
    restated_cells_table,
    rules_named,
)
from tables.table import Column, Mark
from tables.targets import changed_text
from words import _, numbers
from words.months import month_of
from words.terms import Status

MONTHS_SHOWN = 12
NAMES_SHOWN = 8


def show(view: View) -> None:
    plan_code, month, closed = view.plan_code, view.month, view.closing
    html.block(answer(view.title, month, closed, cached.closing_list(plan_code)))
    forms.show_saved()
    with st.container(key="months"):
        left, right = st.columns([2.7, 1], gap="small")
    with right, st.container(key="panel-closing"):
        name = show_closing_panel(plan_code, month, closed)
    with left:
        if closed is not None:
            show_restated(view)
            html.block(issued_and_now_panel(view.board, cached.board_now(plan_code, month)))
        else:
            reports = cached.reports(plan_code, month)
            html.block(missing_panel(view.board, reports, cached.reminders(plan_code, month)))
        show_months(plan_code, month)
    show_overrides(view, name)
    html.footer(view.board, closed)


def answer(plan_title: str, month: str, closed: dict | None, closings: Sequence[Closing]) -> Markup:
    """Whether the month is closed and what was restated since, and how many months are."""
    in_force = months_in_force(closings)
    facts = [plan_title, _("{count} months closed").format(count=len(in_force))]
    if in_force:
        facts.append(_("the newest is {month}").format(month=numbers.month(max(in_force))))
    return html.element("h1", closed_sentence(month, closed)) + html.element("p", " · ".join(facts))


def closed_sentence(month: str, closed: dict | None) -> str:
    if closed is None:
        return _("{month} is open: its figures still follow every import").format(month=numbers.month(month))
    day = numbers.day(closed["closed_at"].astimezone().date())
    if not closed["restated"]:
        return _("{month} was closed on {day}; nothing was restated since").format(
            month=numbers.month(month), day=day
        )
    return _("{month} was closed on {day}; {count} figures were restated since").format(
        month=numbers.month(month), day=day, count=closed["restated"]
    )


# --- closing ------------------------------------------------------------------------------------------------


def show_closing_panel(plan_code: str, month: str, closed: dict | None) -> str:
    """Closing an open month, or opening a closed one again. Gives the name of the person who saves; "" without one."""
    html.block(html.heading(_("Monthly closing of {month}").format(month=numbers.month(month))))
    name = ""
    if not saving.is_read_only():
        name = forms.person()
    if closed is not None:
        html.block(closing_facts(closed))
    if saving.is_read_only():
        html.read_only_panel()
    elif closed is not None:
        show_reopening(plan_code, month, name)
    else:
        show_closing(plan_code, month, name)
    return name


def show_closing(plan_code: str, month: str, name: str) -> None:
    """Closing an open month."""
    if month > month_of(today()):
        html.block(html.element("p", _("It has not begun, so it cannot be closed.")))
        return
    rules = {rules.code: rules.name for rules in shipped_rule_sets()}
    with st.form(f"close-{month}", border=False):
        code = st.selectbox(_("Rule set that judges the month"), list(rules), format_func=rules.__getitem__)
        is_sure = st.checkbox(
            _("The figures shown are to be issued: from now on {month} is shown as it is known now.").format(
                month=numbers.month(month)
            )
        )
        title = _("Close {month}").format(month=numbers.month(month))
        if st.form_submit_button(title, type="primary", key="close"):
            done = _("{month} is closed").format(month=numbers.month(month))
            if is_sure and code is not None:
                with st.spinner(_("Closing")):
                    forms.save(lambda: saving.close_month(plan_code, month, code, name), done, name)
            st.warning(_("Confirm first that the figures are to be issued."))


def closing_facts(closed: dict) -> Markup:
    """How a month was closed."""
    return html.description(
        [
            (_("Closed at"), numbers.moment(closed["closed_at"])),
            (_("By whom"), closed["closed_by"] or numbers.UNKNOWN),
            (_("Import cut-off"), str(closed["import_id"])),
            (_("Rule set"), rules_named(closed["rule_set"])),
        ]
    )


def show_reopening(plan_code: str, month: str, name: str) -> None:
    """Opening a closed month again."""
    with st.form(f"reopen-{month}", border=False):
        reason = st.text_input(_("Why it is opened again"), max_chars=200)
        if st.form_submit_button(_("Open {month} again").format(month=numbers.month(month)), key="reopen"):
            done = _("{month} is open again").format(month=numbers.month(month))
            forms.save(lambda: saving.reopen(plan_code, month, reason, name), done, name)


def missing_panel(board: Board, reports: Sequence[ExpectedReport], owed: Sequence[Reminder]) -> Markup:
    """What nobody reported for the month, and whom to remind of it: told before the month is frozen."""
    lines: list[tuple[str, str | Markup]] = []
    for rate in rates(reports, by=()):
        sentence = _("{received} of {expected} reports received ({share})").format(
            received=rate.received, expected=rate.expected, share=numbers.share(rate.completeness)
        )
        lines.append((_("Reports"), sentence))
    to_send = _("every newest report has come")
    if owed:
        to_send = _("{count} reminders to send").format(count=len(owed))
    lines.append((_("Reminders"), html.link(to_send, links.to("units"))))
    targets = [row.name for row in summary.quantified(board) if row.status is Status.UNREPORTED]
    tasks = [row.title for row in board.tasks if row.status is Status.UNREPORTED]
    lines.append((_("Targets unreported"), count_and_names(targets)))
    lines.append((_("Tasks unreported"), count_and_names(tasks)))
    title = _("What was reported for {month}").format(month=numbers.month(board.month))
    return html.panel(title, html.description(lines))


def count_and_names(names: list[str]) -> str:
    if not names:
        return _("none")
    first = numbers.names(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return _("{count}: {names}").format(count=len(names), names=first)
    return _("{count}: {names} and others").format(count=len(names), names=first)


# --- what was restated --------------------------------------------------------------------------------------


def show_restated(view: View) -> None:
    """The figures of a closed month that later imports changed."""
    restated = cached.restated(view.plan_code, view.month)
    units_of_measure = {target.code: target.unit_of_measure for target in view.board.targets}
    with st.container(key="panel-restated"):
        title = _("Restated since ({count})").format(count=len(restated))
        note = _("as issued → as now known, with the cells that made the difference")
        html.block(html.heading(title, note))
        if not restated:
            html.block(html.element("p", _("Nothing was restated since the month was closed.")))
            return
        html.block(restated_by_target(restated, units_of_measure))
        with panels.row_of_files("restated"):
            name = _("Restated figures of {month}").format(month=numbers.month(view.month))
            table = restated_cells_table(name, restated, units_of_measure, view.board.is_demo)
            panels.file_of_table(table, [view.title])


def restated_by_target(restated: Sequence[Restatement], units_of_measure: Mapping[str, str | None]) -> Markup:
    """A row for each target: its restated figures, and each cell that made a difference once."""
    by_target: dict[str, list[Restatement]] = {}
    for row in restated:
        by_target.setdefault(row.target_code, []).append(row)
    cells = [
        [
            cards.target_link(rows[0].name, code),
            html.element("span", html.join(figure(row, units_of_measure) for row in rows), "lines"),
            changed_cells(rows),
        ]
        for code, rows in by_target.items()
    ]
    return html.table([_("Target"), _("As issued → now"), _("Changed cells")], cells, "stack")


def figure(row: Restatement, units_of_measure: Mapping[str, str | None]) -> Markup:
    """A restated figure: its name, as issued → as now known."""
    column = Column(figure_name(row.figure))
    issued, now = (
        tables.cell_html(column, figure_cell(row, value, units_of_measure)) for value in (row.issued, row.now)
    )
    return html.fill("<span>{} {} → {}</span>", column.header, issued, now)


def changed_cells(rows: Sequence[Restatement]) -> Markup:
    cells = dict.fromkeys(html.element("li", changed_cell(change)) for row in rows for change in row.changes)
    if not cells:
        return html.text(_("The target came or went with the plan."))
    return html.element("ul", html.join(cells), "plain")


def changed_cell(change: ChangedCell) -> Markup:
    """A cell that made a difference: its row, before and after, where it stands, who saved it and why."""
    clauses = [_("saved by {name}").format(name=change.saved_by)] if change.saved_by else []
    clauses += [_("reason: {reason}").format(reason=change.reason)] if change.reason else []
    sentence = _("{row}: {before} → {after}").format(
        row=change.row,
        before=changed_text(change.before) or numbers.UNKNOWN,
        after=changed_text(change.after) or numbers.UNKNOWN,
    )
    who = html.element("small", numbers.clauses(clauses)) if clauses else html.NOTHING
    places = html.join(map(tables.source, sources([change.source])))
    return html.fill("{} {}{}", sentence, places, who)


def issued_and_now_panel(issued: Board, now: Board) -> Markup:
    """The board as issued beside what is known now; nothing where no target has a number."""
    table = issued_and_now_table(issued, now)
    if not table.rows:
        return html.NOTHING
    return html.panel(table.title, tables.table(table, "stack rows", most=None))


# --- all months ---------------------------------------------------------------------------------------------


def show_months(plan_code: str, month: str) -> None:
    """Which months are closed, each a link to itself; below, every closing with what became of it."""
    closings = cached.closing_list(plan_code)
    newest = max(month_of(today()), month)
    possible = {other for other in (*cached.months(plan_code), month) if other <= newest}
    by_month: dict[str, list[Closing]] = {}
    for closing in closings:
        by_month.setdefault(closing.month, []).append(closing)
    body = html.element("p", _("No month is closed yet."))
    if by_month:
        with st.spinner(_("Looking for what was restated")):  # some boards for each month, once an import
            rows = [
                MonthClosings(
                    closed,
                    by_month[closed],
                    restated_since(plan_code, closed) if index < MONTHS_SHOWN else None,
                )
                for index, closed in enumerate(sorted(by_month, reverse=True))
            ]
        body = tables.table(closings_table(rows), "stack short", MONTHS_SHOWN, most=None)
    calendar = months_calendar(sorted(possible | set(by_month)), months_in_force(closings), month)
    legend = html.join(state(closed_mark(is_closed)) for is_closed in (True, False))
    html.block(
        html.fill(
            '<section class="panel"><h2>{}<small class="counts">{}</small></h2>{}<p></p>{}</section>',
            _("All months of the plan"),
            legend,
            calendar,
            body,
        )
    )


def restated_since(plan_code: str, month: str) -> int | None:
    """How many figures of a closed month were restated since; None of one that is open."""
    closed = cached.closing_of(plan_code, month)
    return closed["restated"] if closed else None


def state(mark: Mark) -> Markup:
    return html.state(mark.code, mark.shape, mark.word)


def months_calendar(possible: Sequence[str], in_force: set[str], here: str) -> Markup:
    """Years by months: which of the possible ones are closed, each a link; the one shown here is marked."""
    head = html.join(html.fill('<th scope="col">{}</th>', number) for number in range(1, 13))
    rows = []
    for year in dict.fromkeys(month[:4] for month in possible):
        months = [f"{year}-{number:02d}" for number in range(1, 13)]
        cells = html.join(
            html.fill(
                '<td data-label="{}">{}</td>',
                int(month[5:]),
                month_mark(month, month in in_force, month == here) if month in possible else "",
            )
            for month in months
        )
        rows.append(html.fill('<tr><th scope="row">{}</th>{}</tr>', numbers.cycle(year), cells))
    return html.fill(
        '<div class="matrix year"><table><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        _("Month"),
        head,
        html.join(rows),
    )


def month_mark(month: str, is_closed: bool, is_here: bool) -> Markup:
    """A month of the calendar: a link to it by the shape of its state."""
    mark = closed_mark(is_closed)
    sentence = _("{month}: {state}").format(month=numbers.month(month), state=mark.word)
    return html.fill(
        '<a href="{}" class="status state-{}" title="{}" aria-label="{}"{}>{}</a>',
        links.to("months", month=month),
        mark.code,
        sentence,
        sentence,
        Markup(' aria-current="page"') if is_here else "",
        html.shape(mark.shape),
    )


# --- statuses set by hand -----------------------------------------------------------------------------------


def show_overrides(view: View, name: str) -> None:
    """Every status set by hand; ending one, and setting another."""
    overrides = cached.override_list(view.plan_code)
    with st.container(key="panel-overrides"):
        table = overrides_table(overrides, view.board)
        html.block(html.heading(table.title, _("beside the computed status, never in its place")))
        if view.closing is not None:
            sentence = _("{month} is closed: it shows those that were known when it was closed.")
            html.block(html.element("p", sentence.format(month=numbers.month(view.month))))
        nothing = html.element("p", _("No status is set by hand."))
        html.block(tables.table(table, most=None) if overrides else nothing)
        if not saving.is_read_only():
            show_lifting([row for row in overrides if row.lifted_at is None], name)
            show_setting(view, len(overrides), name)


def show_lifting(overrides: Sequence[GivenOverride], name: str) -> None:
    """End one that was set by hand before it expires."""
    if not overrides:
        return
    labels = {
        row.override_id: _("No. {number}: {target}").format(
            number=row.override_id, target=row.override.target_code
        )
        for row in overrides
    }
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("End one before it expires"),
            list(labels),
            format_func=labels.__getitem__,
            key="lift_choice",
            width=320,
        )
        if st.button(_("End it"), key="lift") and chosen is not None:
            done = _("The status set by hand no. {number} is ended").format(number=chosen)
            forms.save(lambda: saving.lift_override(chosen), done, name)


def show_setting(view: View, given: int, name: str) -> None:
    """Set a status by hand; the form is a new one once it was saved. given: how many were set so far."""
    plan_code, month = view.plan_code, view.month
    targets = {target.code: target.name for target in view.board.targets}
    statuses = {status.value: f"{status.shape} {status.label}" for status in SIDES}
    months = sorted({*cached.months(plan_code), month})
    with (
        st.expander(_("Set a status by hand")),
        st.form(f"override-{plan_code}-{month}-{given}", border=False),
    ):
        code = st.selectbox(
            _("Target"),
            list(targets),
            index=None,
            format_func=lambda option: _("{code} {name}").format(code=option, name=targets[option]),
            placeholder=_("Choose a target"),
        )
        with st.container(horizontal=True, gap="small"):
            status = st.selectbox(_("Status"), list(statuses), format_func=statuses.__getitem__, width=200)
            begins = st.selectbox(
                _("From"), months, months.index(month), format_func=numbers.month, width=160
            )
            later = [other for other in months if other >= month]
            until = st.selectbox(_("Until (included)"), later, format_func=numbers.month, width=160)
        reason = st.text_input(_("Reason"), max_chars=200, width=480)
        if st.form_submit_button(_("Set the status"), type="primary", key="set_override"):
            row = {
                "target_code": code or "",
                "status": status or "",
                "reason": reason,
                "from_month": begins or "",
                "expires_month": until or "",
                "decided_by": name,
            }
            done = _("The status of {code} is set by hand").format(code=code)
            if code is not None and reason.strip():
                forms.save(lambda: saving.set_by_hand(plan_code, row), done, name)
            st.warning(_("Choose a target, and write the reason."))


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
