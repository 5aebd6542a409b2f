"""Months: closing and reopening them, what was restated since each was issued, and statuses set by hand."""

from html import escape

import pandas as pd
import streamlit as st

from metrics import summary
from metrics.facts import records
from metrics.overrides import OverrideState, state_in
from metrics.reporting import rates, today
from metrics.restatement import ChangedCell, Restatement, by_cell, figure_name
from metrics.rules import SIDES, shipped_rule_sets
from screens import cached, cards, forms, html, links, panels, saving, view
from words import _, numbers
from words.months import month_of
from words.terms import Comparator, Status

MONTHS_SHOWN = 12
NAMES_SHOWN = 8

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
closed = cached.closing_of(plan_code, month)
units_of_measure = {target.code: target.unit_of_measure for target in board.targets}
names_of_rules = {each.reference: each.name for each in shipped_rule_sets()}


def rules_named(reference: str) -> str:
    return names_of_rules.get(reference, reference)


def show_answer() -> None:
    closings = cached.closing_list(plan_code)
    in_force = closings[closings["reopened_at"].isna()]
    told = _("{month} is open: its figures still follow every import").format(month=numbers.month(month))
    if closed is not None:
        told = _("{month} was closed on {day}; {count} figures were restated since").format(
            month=numbers.month(month),
            day=numbers.day(closed["closed_at"].astimezone().date()),
            count=closed["restated"],
        )
        if not closed["restated"]:
            told = _("{month} was closed on {day}; nothing was restated since").format(
                month=numbers.month(month), day=numbers.day(closed["closed_at"].astimezone().date())
            )
    facts = [board.plan["title"], _("{count} months closed").format(count=len(in_force))]
    if not in_force.empty:
        facts.append(_("the newest is {month}").format(month=numbers.month(max(in_force["month"]))))
    html.block(f"<h1>{escape(told)}</h1><p>{escape(' · '.join(facts))}</p>")


# --- closing ------------------------------------------------------------------------------------------------


def show_closing(name: str) -> None:
    """Closing an open month."""
    if month > month_of(today()):
        told = _("It has not begun, so it cannot be closed.")
        html.block(f"<p>{escape(told)}</p>")
        return
    rules = {each.code: each.name for each in shipped_rule_sets()}
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


def show_missing() -> None:
    title = _("What was reported for {month}").format(month=numbers.month(month))
    html.block(html.panel(title, missing()))


def missing() -> str:
    """What nobody reported for the month, and whom to remind of it: told before the month is frozen."""
    lines = []
    for rate in rates(cached.reports(plan_code, month), by=()):
        told = _("{received} of {expected} reports received ({share})").format(
            received=rate.received, expected=rate.expected, share=numbers.share(rate.completeness)
        )
        lines.append((_("Reports"), escape(told)))
    owed = cached.reminders(plan_code, month)
    told = (
        _("{count} reminders to send").format(count=len(owed))
        if len(owed)
        else _("every newest report has come")
    )
    lines.append((_("Reminders"), html.link(told, links.to("units"))))
    targets = [row.name for row in summary.quantified(board) if row.status is Status.UNREPORTED]
    tasks = [row.title for row in board.tasks if row.status is Status.UNREPORTED]
    lines.append((_("Targets unreported"), escape(names_told(targets))))
    lines.append((_("Tasks unreported"), escape(names_told(tasks))))
    items = "".join(f"<dt>{escape(label)}</dt><dd>{told}</dd>" for label, told in lines)
    return f"<dl>{items}</dl>"


def names_told(names: list[str]) -> str:
    if not names:
        return _("none")
    told = numbers.names(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return _("{count}: {names}").format(count=len(names), names=told)
    return _("{count}: {names} and others").format(count=len(names), names=told)


def show_reopening(closed: dict, name: str) -> None:
    """How a closed month was closed, and its opening again."""
    facts = [
        (_("Closed at"), numbers.moment(closed["closed_at"])),
        (_("By whom"), closed["closed_by"] or numbers.UNKNOWN),
        (_("Import cut-off"), str(closed["import_id"])),
        (_("Rule set"), rules_named(closed["rule_set"])),
    ]
    items = "".join(f"<dt>{escape(label)}</dt><dd>{escape(told)}</dd>" for label, told in facts)
    html.block(f"<dl>{items}</dl>")
    if saving.is_read_only():
        return
    with st.form(f"reopen-{month}", border=False):
        reason = st.text_input(_("Why it is opened again"), max_chars=200)
        if st.form_submit_button(_("Open {month} again").format(month=numbers.month(month)), key="reopen"):
            done = _("{month} is open again").format(month=numbers.month(month))
            forms.save(lambda: saving.reopen(plan_code, month, reason, name), done, name)


def show_restated() -> None:
    found = cached.restated(plan_code, month)
    with st.container(key="panel-restated"):
        title = _("Restated since ({count})").format(count=len(found))
        note = _("as issued → as now known, with the cells that made the difference")
        html.block(html.heading(title, note))
        if not found:
            told = _("Nothing was restated since the month was closed.")
            html.block(f"<p>{escape(told)}</p>")
            return
        headers = [_("Target"), _("As issued → now"), _("Changed cells")]
        by_target: dict[str, list[Restatement]] = {}
        for row in found:
            by_target.setdefault(row.target_code, []).append(row)
        cells = [restated_cells(rows) for rows in by_target.values()]
        html.block(html.table(headers, cells, "stack"))
        with panels.row_of_files("restated"):
            name = _("Restated figures of {month}").format(month=numbers.month(month))
            panels.download(
                "restated", name, lambda: restated_table(found), [board.plan["title"]], is_demo=board.is_demo
            )


def restated_cells(rows: list[Restatement]) -> list[str]:
    """The restated figures of one target, and each cell that made a difference once."""
    figures = "".join(
        f"<span>{escape(figure_name(row.figure))} {figure(row, row.issued)} → {figure(row, row.now)}</span>"
        for row in rows
    )
    cells = dict.fromkeys(f"<li>{changed_cell(change)}</li>" for row in rows for change in row.changes)
    told = _("The target came or went with the plan.")
    return [
        cards.target_link(rows[0].name, rows[0].target_code),
        f'<span class="lines">{figures}</span>',
        f'<ul class="plain">{"".join(cells)}</ul>' if cells else escape(told),
    ]


def changed_cell(change: ChangedCell) -> str:
    """A cell that made a difference: where it stands, its row, before and after, who saved it and why."""
    by = [_("saved by {name}").format(name=change.saved_by)] if change.saved_by else []
    by += [_("reason: {reason}").format(reason=change.reason)] if change.reason else []
    told = _("{row}: {before} → {after}").format(
        row=change.row, before=plain(change.before), after=plain(change.after)
    )
    who = f"<small>{escape(numbers.clauses(by))}</small>" if by else ""
    return f"{escape(told)} {html.source(change.source)}{who}"


def figure(row: Restatement, value: object) -> str:
    """A restated figure as issued or now, as HTML; unknown is a dash."""
    if value is None:
        return numbers.UNKNOWN
    if row.figure == "status":
        return html.status(Status(str(value)))
    if row.figure == "comparator":
        return escape(Comparator(str(value)).cell)
    if not isinstance(value, int | float):
        return escape(str(value))
    return escape(numbers.quantity(value, units_of_measure.get(row.target_code)))


def plain(value: object) -> str:
    return (
        numbers.plain(value, 4)
        if isinstance(value, float)
        else (str(value) if value is not None else numbers.UNKNOWN)
    )


def restated_table(found: list[Restatement]) -> pd.DataFrame:
    """The restated list as the download has it: one row per figure and changed cell."""
    lines = by_cell(found)
    sources = [change.source if change else {} for _row, change in lines]
    return pd.DataFrame(
        {
            _("Target code"): [row.target_code for row, _change in lines],
            _("Target"): [row.name for row, _change in lines],
            _("Figure"): [figure_name(row.figure) for row, _change in lines],
            _("As issued"): [figure_value(row, row.issued) for row, _change in lines],
            _("Now"): [figure_value(row, row.now) for row, _change in lines],
            _("File"): [source.get("file") for source in sources],
            _("Sheet"): [source.get("sheet") for source in sources],
            _("Cell"): [source.get("cell") for source in sources],
            _("Row"): [change and change.row for _row, change in lines],
            _("Before"): [change and change.before for _row, change in lines],
            _("After"): [change and change.after for _row, change in lines],
            _("By whom"): [change and change.saved_by for _row, change in lines],
            _("Reason"): [change and change.reason for _row, change in lines],
        },
        dtype=object,
    )


def figure_value(row: Restatement, value: object) -> object:
    """A restated figure in a download: a status by its name, all else as it is."""
    return Status(str(value)).label if row.figure == "status" and value else value


def show_as_issued() -> None:
    """Every quantified target as issued beside what is known now."""
    now = {row.code: row for row in cached.board_now(plan_code, month).targets}
    headers = [_("Target"), _("Value as issued"), _("Value now"), _("Status as issued"), _("Status now")]
    rows = []
    for issued in summary.quantified(board):
        known = now.get(issued.code)
        values = (issued.actual_value, known.actual_value if known else None)
        rows.append(
            [
                cards.target_link(issued.name, issued.code),
                *(numbers.quantity(value, issued.unit_of_measure) for value in values),
                html.status(issued.status),
                html.status(known.status) if known else numbers.UNKNOWN,
            ]
        )
    if rows:
        title = _("The board as issued, and now")
        html.block(html.panel(title, html.table(headers, rows, "stack rows", numeric=(1, 2))))


# --- all months ---------------------------------------------------------------------------------------------


def show_months() -> None:
    """Which months are closed, each a link to itself; below, every closing with what became of it."""
    closings = records(cached.closing_list(plan_code))
    newest = max(month_of(today()), month)
    possible = {each for each in (*cached.months(plan_code), month) if each <= newest}
    by_month: dict[str, list[dict]] = {}
    for row in closings:
        by_month.setdefault(row["month"], []).append(row)
    in_force = {row["month"] for row in closings if row["reopened_at"] is None}
    told = _("No month is closed yet.")
    body = f"<p>{escape(told)}</p>"
    if by_month:
        with st.spinner(_("Looking for what was restated")):  # some boards for each month, once an import
            cells = [
                month_cells(each, by_month[each], place < MONTHS_SHOWN)
                for place, each in enumerate(sorted(by_month, reverse=True))
            ]
        body = html.long_table(closing_headers(), cells, MONTHS_SHOWN, "stack short", numeric=(4, 6))
    title = _("All months of the plan")
    legend = closed_state(True) + closed_state(False)
    calendar = months_calendar(sorted(possible | set(by_month)), in_force)
    html.block(
        f'<section class="panel"><h2>{escape(title)}<small class="counts">{legend}</small></h2>{calendar}<p></p>{body}</section>'
    )


def months_calendar(possible: list[str], in_force: set[str]) -> str:
    """Years by months: which of them are closed, each a link; the one shown is marked."""
    years = dict.fromkeys(each[:4] for each in possible)
    head = "".join(f'<th scope="col">{number}</th>' for number in range(1, 13))
    rows = ""
    for year in years:
        rows += f'<tr><th scope="row">{escape(numbers.cycle(year))}</th>'
        for number in range(1, 13):
            each = f"{year}-{number:02d}"
            cell = month_mark(each, each in in_force) if each in possible else ""
            rows += f'<td data-label="{number}">{cell}</td>'
        rows += "</tr>"
    corner = escape(_("Month"))
    return f'<div class="matrix year"><table><thead><tr><th scope="col">{corner}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def month_mark(each: str, is_closed: bool) -> str:
    word = _("Closed") if is_closed else _("Open")
    said = _("{month}: {state}").format(month=numbers.month(each), state=word)
    here = ' aria-current="page"' if each == month else ""
    code, shape = ("closed", "■") if is_closed else ("open", "□")
    return (
        f'<a href="{escape(links.to("months", month=each))}" class="status state-{code}" title="{escape(said)}"'
        f' aria-label="{escape(said)}"{here}><span class="shape" aria-hidden="true">{shape}</span></a>'
    )


def closed_state(is_closed: bool) -> str:
    if is_closed:
        return html.state("closed", "■", _("Closed"))
    return html.state("open", "□", _("Open"))


def closing_headers() -> list[str]:
    return [
        _("Month"),
        _("State"),
        _("Closed at"),
        _("By whom"),
        _("Import cut-off"),
        _("Rule set"),
        _("Restated"),
        _("Opened again"),
    ]


def link_to(each: str, text: str) -> str:
    return html.link(text, links.to("months", month=each))


def month_cells(each: str, closings: list[dict], is_counted: bool) -> list[str]:
    """One month: its closing in force, if any, and why earlier ones were opened again.

    is_counted: with the number of figures restated since; else a link to the month, which tells it.
    """
    current = next((row for row in closings if row["reopened_at"] is None), None)
    opened = [
        _("{day}, {name}: {reason}").format(
            day=numbers.day(row["reopened_at"].astimezone().date()),
            name=row["reopened_by"] or numbers.UNKNOWN,
            reason=row["reopen_reason"],
        )
        for row in closings
        if row["reopened_at"] is not None
    ]
    facts, restated = [""] * 4, ""  # blank, not unknown: there is nothing to tell of an open month
    if current:
        known = cached.closing_of(plan_code, each) if is_counted else None
        restated = str(known["restated"]) if known else link_to(each, _("see there"))
        facts = [
            numbers.moment(current["closed_at"]),
            current["closed_by"] or numbers.UNKNOWN,
            str(current["import_id"]),
            rules_named(current["rule_set"]),
        ]
    return [
        link_to(each, numbers.month(each)),
        closed_state(current is not None),
        *map(escape, facts),
        restated,
        escape(numbers.clauses(opened)),
    ]


# --- statuses set by hand -----------------------------------------------------------------------------------


def show_overrides(name: str) -> None:
    rows = records(cached.override_list(plan_code))
    with st.container(key="panel-overrides"):
        title = _("Statuses set by hand ({count})").format(count=len(rows))
        note = _("beside the computed status, never in its place")
        html.block(html.heading(title, note))
        if closed is not None:
            told = _("{month} is closed: it shows those that were known when it was closed.")
            html.block(f"<p>{escape(told.format(month=numbers.month(month)))}</p>")
        if rows:
            headers = [
                _("No."),
                _("Target"),
                _("Set by hand"),
                _("Computed"),
                _("Months"),
                _("By whom"),
                _("Reason"),
                _("State"),
            ]
            html.block(html.table(headers, [override_cells(row) for row in rows], "stack"))
        else:
            told = _("No status is set by hand.")
            html.block(f"<p>{escape(told)}</p>")
        if not saving.is_read_only():
            show_lifting([row for row in rows if row["lifted_at"] is None], name)
            show_setting(len(rows), name)


def override_cells(row: dict) -> list[str]:
    """One status set by hand beside the one computed for the month, with what became of it."""
    target = next((target for target in board.targets if target.code == row["target_code"]), None)
    state = state_in(row, month)
    when = f"<small>{escape(numbers.moment(row['lifted_at']))}</small>" if row["lifted_at"] else ""
    shapes = {
        OverrideState.IN_FORCE: "●",
        OverrideState.NOT_BEGUN: "○",
        OverrideState.EXPIRED: "–",
        OverrideState.LIFTED: "–",
    }
    return [
        str(row["override_id"]),
        cards.target_link(target.name, target.code) if target else escape(row["target_code"]),
        html.status(Status(row["status"])),
        html.status(target.status) if target else numbers.UNKNOWN,
        escape(
            _("{first} to {last}").format(
                first=numbers.month(row["from_month"]), last=numbers.month(row["expires_month"])
            )
        ),
        escape(row["decided_by"]),
        f'<span class="wrap">{escape(row["reason"])}</span>',
        html.state(state.value, shapes[state], state.label) + when,
    ]


def show_lifting(rows: list[dict], name: str) -> None:
    """End one that was set by hand before it expires."""
    if not rows:
        return
    labels = {
        row["override_id"]: _("No. {number}: {target}").format(
            number=row["override_id"], target=row["target_code"]
        )
        for row in rows
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


def show_setting(given: int, name: str) -> None:
    """Set a status by hand; the form is a new one once it was saved."""
    targets = {target.code: target.name for target in board.targets}
    statuses = {each.value: f"{each.shape} {each.label}" for each in SIDES}
    months = sorted({*cached.months(plan_code), month})
    later = [each for each in months if each >= month]
    with (
        st.expander(_("Set a status by hand")),
        st.form(f"override-{plan_code}-{month}-{given}", border=False),
    ):
        code = st.selectbox(
            _("Target"),
            list(targets),
            index=None,
            format_func=lambda each: _("{code} {name}").format(code=each, name=targets[each]),
            placeholder=_("Choose a target"),
        )
        with st.container(horizontal=True, gap="small"):
            status = st.selectbox(_("Status"), list(statuses), format_func=statuses.__getitem__, width=200)
            begins = st.selectbox(
                _("From"), months, months.index(month), format_func=numbers.month, width=160
            )
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


show_answer()
forms.show_saved()
with st.container(key="months"):
    left, right = st.columns([2.7, 1], gap="small")
name = ""
with right, st.container(key="panel-closing"):
    title = _("Monthly closing of {month}").format(month=numbers.month(month))
    html.block(html.heading(title))
    if not saving.is_read_only():
        name = forms.person()
    if closed is not None:
        show_reopening(closed, name)
    elif not saving.is_read_only():
        show_closing(name)
    if saving.is_read_only():
        html.read_only_panel()
with left:
    if closed is not None:
        show_restated()
        show_as_issued()
    else:
        show_missing()
    show_months()
show_overrides(name)
html.footer(board, closed)
