"""Units: what each answers for and how that stands, which reports came, and whom to remind; of one unit, all that it owes."""

from html import escape
from typing import Literal

import pandas as pd
import streamlit as st
from markupsafe import Markup

from metrics import summary
from metrics.facts import records
from metrics.reminders import Reminder
from metrics.reporting import (
    ExpectedReport,
    MonthMark,
    ReportMark,
    load_calendar,
    marks,
    rates,
    today,
)
from metrics.unit_names import full_names
from metrics.units import Role, Standing, UnitItem, UnitScore, load_unit_rules
from screens import cached, cards, forms, html, links, panels, view
from words import _, numbers
from words.kinds import ALL_LEDGERS, KINDS
from words.terms import Notice, Status

MONTHS_SHOWN = 12
TEXTS_SHOWN = 5
NOTICES_SHOWN = 8
IMPORTS_SHOWN = 10
NUMERIC = {2, 3, 4, 6, 7, 8}  # columns of the scores that are aligned right

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
items = cached.unit_items(plan_code, month)
scores = cached.unit_scores(plan_code, month)
reports = cached.reports(plan_code, month)
reminders = cached.reminders(plan_code, month)
units = list(dict.fromkeys([*(score.unit for score in scores if score.unit), *cached.units(plan_code)]))


def unit_link(unit: str) -> str:
    return html.link(unit, links.to("units", unit=unit))


# --- all units ----------------------------------------------------------------------------------------------


def show_answer() -> None:
    leads = [score for score in scores if score.unit is not None and score.led]
    noticed = {(item.is_task, item.code) for item in items if item.rung is not None}
    silent = len({reminder.unit for reminder in reminders})
    title = _(
        "{units} units lead: {silent} owe their newest report, {noticed} items call for a notice"
    ).format(units=len(leads), silent=silent, noticed=len(noticed))
    if not leads:
        title = _(
            "No lead unit is printed: {silent} units owe their newest report, {noticed} items call for a notice"
        ).format(silent=silent, noticed=len(noticed))
    facts = [_("As of {month}").format(month=numbers.month(month))]
    for rate in rates(reports, by=()):
        received = _("{received} of {expected} reports received ({share})")
        facts.append(
            received.format(
                received=rate.received, expected=rate.expected, share=numbers.share(rate.completeness)
            )
        )
    facts.append(load_calendar().name)
    html.block(f"<h1>{escape(title)}</h1><p>{escape(' · '.join(facts))}</p>")


def show_scores() -> None:
    """How each unit that leads or reports does; the others, which only help, are folded."""
    named = [score for score in scores if score.unit is not None]
    answering = [score for score in named if score.led or score.completeness is not None]
    helping = [row for row in named if row not in answering]
    title = _("How the units do")
    if not answering:
        told = _(
            "The plan names no lead unit, and nothing was reported yet. Units stand in the plan workbook, in the columns"
            " for lead and support units."
        )
        html.block(html.panel(title, f"<p>{escape(told)}</p>{helping_units(helping)}"))
        return
    headers = [
        _("Unit name"),
        _("Led targets and tasks"),
        _("Targets on time"),
        _("Tasks on time"),
        _("Supports"),
        _("Notices"),
        _("Reports received"),
        _("Reports on time"),
        _("Score"),
    ]
    rows = [score_cells(row) for row in answering]
    # What is known of no unit has no use for a column.
    kept = [place for place in range(len(headers)) if any(row[place] != numbers.UNKNOWN for row in rows)]
    table = html.table(
        [headers[place] for place in kept],
        [[row[place] for place in kept] for row in rows],
        "stack",
        numeric=tuple(at for at, place in enumerate(kept) if place in NUMERIC),
    )
    body = Markup(table) + Markup(helping_units(helping)) + Markup(unled()) + Markup(workings(answering))
    html.block(html.panel(title, body, note=load_unit_rules().name))


def score_cells(row: UnitScore) -> list[str]:
    notices = " ".join(html.notice(rung, count) for rung, count in row.notices.items() if count)
    unit = row.unit or ""
    name = unit_link(unit)
    if row.inferred:
        told = _("{count} inferred").format(count=row.inferred)
        name += f" <small>{escape(told)}</small>"
    return [
        name,
        standing(unit),
        on_time(row.targets),
        on_time(row.tasks),
        numbers.plain(row.tasks_supported),
        notices or numbers.UNKNOWN,
        numbers.share(row.completeness),
        numbers.share(row.timeliness),
        f"<strong>{numbers.plain(row.score)}</strong>",
    ]


def standing(unit: str) -> str:
    """What a unit leads by status: a strip, and the same in words."""
    counts = summary.status_counts(
        item.status for item in items if item.unit == unit and item.role is Role.LEAD
    )
    if not counts:
        return numbers.UNKNOWN
    strip = "".join(f'<i class="{code.value}" style="flex:{count}"></i>' for code, count in counts.items())
    words = "".join(html.status(code, count) for code, count in counts.items())
    return (
        f'<span class="standing"><span class="parts" aria-hidden="true">{strip}</span>'
        f'<span class="counts">{words}</span></span>'
    )


def on_time(led: Standing) -> str:
    """The share on time, and of how many: those that cannot be judged yet are left out."""
    if led.on_time_share is None:
        return numbers.UNKNOWN
    told = _("{count} of {whole}").format(count=led.on_schedule, whole=led.judged)
    return f"<span>{numbers.share(led.on_time_share)} <small>{escape(told)}</small></span>"


def helping_units(rows: list[UnitScore]) -> str:
    """Units that lead nothing and have nothing to report."""
    if not rows:
        return ""
    title = _("Units that only support ({count})").format(count=len(rows))
    told = [_("supports {count} tasks").format(count=row.tasks_supported) for row in rows]
    names = "".join(
        f"<li>{unit_link(row.unit or '')}<small>{escape(text)}</small></li>"
        for row, text in zip(rows, told, strict=True)
    )
    return f'<details class="rest wide"><summary>{escape(title)}</summary><ul class="plain names">{names}</ul></details>'


def unled() -> str:
    """What nobody is said to lead, told so that the totals above are not taken for the whole plan."""
    rest = next((score for score in scores if score.unit is None), None)
    if rest is None:
        return ""
    told = _("Without a printed lead unit: {targets} targets, {tasks} tasks; they stand with no unit above.")
    return f"<p>{escape(told.format(targets=rest.targets.led, tasks=rest.tasks.led))}</p>"


def workings(rows: list[UnitScore]) -> str:
    title = _("How each score comes about")
    lines = "".join(f"<dt>{escape(row.unit or '')}</dt><dd>{escape(row.working or '')}</dd>" for row in rows)
    return f'<details class="rest"><summary>{escape(title)}</summary><dl>{lines}</dl></details>'


# --- reports ------------------------------------------------------------------------------------------------


def show_matrix(table: list[ExpectedReport], by: Literal["unit", "kind"], title: str, corner: str) -> None:
    """The reporting matrix: units or kinds of ledgers by months, the newest ones unless all are asked for."""
    with st.container(key="panel-matrix"):
        note = _("Demonstration data") if board.is_demo else ""
        html.block(html.heading(title, note))
        if not table:
            told = no_reports_expected()
            html.block(f"<p>{escape(told)}</p>")
            return
        months = sorted({report.month for report in table})
        if len(months) > MONTHS_SHOWN:
            newest = _("The last {count} months").format(count=MONTHS_SHOWN)
            all_months = _("All {count} months").format(count=len(months))
            if forms.choice("span", _("Months"), {"newest": newest, "all": all_months}) == "newest":
                months = months[-MONTHS_SHOWN:]
        found = marks(table, by)
        cells = {(cell.name, cell.month): matrix_cell(cell) for cell in found}
        names = {
            name: unit_link(name) if by == "unit" else escape(_(KINDS[name].label))
            for name in dict.fromkeys(cell.name for cell in found)
        }
        legend = " ".join(html.mark(each) for each in ReportMark)
        table_of_marks = html.matrix(corner, months, {"": names}, cells, title)
        html.block(f'{table_of_marks}<p class="counts">{legend}</p>')
        with panels.row_of_files("matrix"):
            panels.download(
                "matrix",
                title,
                lambda: matrix_table(found, by, corner),
                [board.plan["title"]],
                is_demo=board.is_demo,
            )
            if by == "unit":
                panels.file_button(
                    _("Ledgers to fill in (ZIP)"),
                    lambda: cached.template(plan_code, ALL_LEDGERS, None, month),
                    _("Ledgers for {month}").format(month=numbers.month(month)) + ".zip",
                    "application/zip",
                    "ledgers",
                )


def no_reports_expected() -> str:
    if board.elapsed_share == 0:
        return _("The plan period has not begun, so no report is due.")
    return _("No report is expected yet: nobody leads what is reported, and nothing was reported before.")


def matrix_cell(cell: MonthMark) -> str:
    brought = [str(report.import_id) for report in cell.reports if report.import_id is not None]
    address = links.to("imports", number=brought[0]) if brought else ""
    return html.mark(cell.mark, cell_told(cell), address)


def cell_told(cell: MonthMark) -> str:
    """What a cell of the matrix says in words: month, what became of each kind of ledger, and when it came."""
    told = []
    for report in cell.reports:
        kind = KINDS[report.kind].label
        text = _("{kind}: {state}").format(kind=_(kind), state=report.state.label)
        if report.received_on is not None:
            text = _("{told} on {day}").format(told=text, day=numbers.day(report.received_on))
        if report.days_late:
            text = _("{told}, {days} days late").format(told=text, days=report.days_late)
        told.append(text)
    due = _("due {day}").format(day=numbers.day(cell.due_on))
    return _("{month} ({due}): {told}").format(
        month=numbers.month(cell.month), due=due, told=numbers.clauses(told)
    )


def matrix_table(found: list[MonthMark], by: str, corner: str) -> pd.DataFrame:
    """The matrix as the download has it: a row for each unit or kind, a column for each month, the marks in words."""
    words = [
        (_(KINDS[cell.name].label) if by == "kind" else cell.name, cell.month, cell.mark.label)
        for cell in found
    ]
    table = pd.DataFrame(words, columns=["name", "month", "mark"], dtype=object)
    wide = table.pivot(index="name", columns="month", values="mark").reset_index()
    return wide.rename(
        columns={"name": corner, **{month: numbers.month(month) for month in wide.columns[1:]}}
    )


def show_reminders(rows: list[Reminder]) -> None:
    """The reminders, each to be copied, and all to be taken along."""
    with st.container(key="panel-reminders"):
        title = _("Reminders to send ({count})").format(count=len(rows))
        note = _("as of {day}").format(day=numbers.day(today()))
        html.block(html.heading(title, note))
        if not rows:
            told = _("The newest reports due by {month} have all come.").format(month=numbers.month(month))
            html.block(f"<p>{escape(told if reports else no_reports_expected())}</p>")
            return
        for row in rows[:TEXTS_SHOWN]:
            st.code(row.text, language=None, wrap_lines=True)
        if rest := rows[TEXTS_SHOWN:]:
            with st.expander(_("{count} more").format(count=len(rest))):
                for row in rest:
                    st.code(row.text, language=None, wrap_lines=True)
        with panels.row_of_files("reminders"):
            name = _("Reminders for {month}").format(month=numbers.month(month))
            panels.file_button(
                "TXT", lambda: reminder_text(rows), f"{name}.txt", "text/plain", "txt-reminders"
            )
            panels.download(
                "reminders", name, lambda: reminder_table(rows), [board.plan["title"]], is_demo=board.is_demo
            )


def reminder_text(rows: list[Reminder]) -> bytes:
    """All texts in one file, each apart; in UTF-8 with the mark by which Windows knows it."""
    from exports.sheets import DEMO_REMARK

    texts = [*([DEMO_REMARK] if board.is_demo else []), *(row.text for row in rows)]
    return "\r\n\r\n".join(texts).encode("utf-8-sig")


def reminder_table(rows: list[Reminder]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Unit name"): [row.unit for row in rows],
            _("Ledgers"): [numbers.names([_(KINDS[kind].label) for kind in row.kinds]) for row in rows],
            _("Month"): [numbers.month(row.month) for row in rows],
            _("Due"): [row.due_on for row in rows],
            _("Days overdue"): [row.days_overdue for row in rows],
            _("Silent since"): [numbers.month(row.since) for row in rows],
            _("In a row"): [row.running for row in rows],
            _("Missing in all"): [row.times for row in rows],
            _("Last report"): [numbers.month(row.newest_month) for row in rows],
            _("Reminder"): [row.text for row in rows],
        }
    )


# --- one unit -----------------------------------------------------------------------------------------------


def show_unit(unit: str) -> None:
    own = [item for item in items if item.unit == unit]
    score = next((score for score in scores if score.unit == unit), None)
    owed = [reminder for reminder in reminders if reminder.unit == unit]
    with headline:
        show_unit_answer(unit, score, owed)
    if owed:
        show_reminders(owed)
    left = led_targets(own) + tasks_of(own)
    right = notices_of(own) + score_of(score)
    html.block(f'<div class="columns"><div>{left}</div><div>{right}</div></div>')
    show_matrix([report for report in reports if report.unit == unit], "kind", _("Its reports"), _("Ledger"))
    show_imports(unit)


def show_unit_answer(unit: str, score: UnitScore | None, owed: list[Reminder]) -> None:
    parts = []
    if score is not None and score.led:
        parts.append(
            _("leads {led} targets and tasks, {done} of {judged} that can be judged are on time").format(
                led=score.led,
                done=score.targets.on_schedule + score.tasks.on_schedule,
                judged=score.targets.judged + score.tasks.judged,
            )
        )
    elif score is not None and score.tasks_supported:
        parts.append(_("leads nothing, supports {count} tasks").format(count=score.tasks_supported))
    else:
        parts.append(_("leads and supports nothing in this plan"))
    if owed:
        since = numbers.month(min(row.since for row in owed))
        parts.append(_("owes the reports since {month}").format(month=since))
    elif any(report.unit == unit for report in reports):
        parts.append(_("has sent its newest report"))
    back = html.link(_("All units"), links.to("units"))
    title = _("{unit}: {told}").format(unit=unit, told=numbers.in_turn(parts))
    facts = [
        escape(_("As of {month}").format(month=numbers.month(month))),
        html.link(_("Take a ledger to fill in"), links.to("upload", unit=unit)),
        html.link(_("Upload a ledger"), links.to("upload", unit=unit)),
    ]
    html.block(f"<small>{back} › {escape(unit)}</small><h1>{escape(title)}</h1><p>{' · '.join(facts)}</p>")


def codes(own: list[UnitItem], role: Role, is_task: bool) -> set[str]:
    return {item.code for item in own if item.role is role and item.is_task is is_task}


def led_targets(own: list[UnitItem]) -> str:
    led = codes(own, Role.LEAD, False)
    mine = [target for target in board.targets if target.code in led]
    if not mine:
        return ""
    quantified = [target for target in mine if target.status is not Status.UNQUANTIFIED]
    words = [target for target in mine if target.status is Status.UNQUANTIFIED]
    body = cards.target_table(quantified) if quantified else ""
    body += cards.word_targets(words) if words else ""
    return html.panel(_("Targets it leads ({count})").format(count=len(mine)), body)


def tasks_of(own: list[UnitItem]) -> str:
    parts = []
    for role, name in (
        (Role.LEAD, _("Tasks it leads ({count})")),
        (Role.SUPPORT, _("Tasks it supports ({count})")),
    ):
        named = codes(own, role, True)
        mine = [task for task in board.tasks if task.code in named]
        if mine:
            parts.append(
                cards.section_of_tasks(name.format(count=len(mine)), mine, is_open=role is Role.LEAD)
            )
    if not parts:
        told = _("No task of this plan names it.")
        return html.panel(_("Its tasks"), f"<p>{escape(told)}</p>")
    return html.panel(_("Its tasks"), "".join(parts))


def notices_of(own: list[UnitItem]) -> str:
    """What it is to be reminded of, the sharpest first."""
    steps = list(Notice)
    pressing = [(rung, item) for item in own if (rung := item.rung) is not None]
    pressing.sort(key=lambda pair: -steps.index(pair[0]))
    lines = []
    for rung, item in pressing:
        name = cards.target_link(item.name, item.code)
        if item.is_task:
            name = escape(_("Task {code}: {title}").format(code=item.code, title=item.name))
        lines.append(
            f"<li>{html.notice(rung)} <strong>{name}</strong><small>{escape(item.reason or '')}</small></li>"
        )
    told = _("Nothing it leads is due, behind or silent.")
    body = html.folded(lines, NOTICES_SHOWN) if lines else f"<p>{escape(told)}</p>"
    return html.panel(_("Notices to this unit ({count})").format(count=len(lines)), body, "first")


def score_of(score: UnitScore | None) -> str:
    if score is None:
        return ""
    title = _("Score: {score}").format(score=numbers.plain(score.score))
    return html.panel(title, f"<p>{escape(score.working or '')}</p><p>{escape(load_unit_rules().name)}</p>")


def show_imports(unit: str) -> None:
    names = full_names(cached.facts_of_month(plan_code, month).units)
    table = cached.imports()
    mine = table[
        (table["plan_code"] == plan_code) & (table["unit"].map(lambda each: names.get(each, each)) == unit)
    ]
    title = _("Its imports ({count})").format(count=len(mine))
    if mine.empty:
        told = _("It has not sent any workbook yet.")
        html.block(html.panel(title, f"<p>{escape(told)}</p>"))
        return
    newest = records(mine.head(IMPORTS_SHOWN))
    body = html.imports_table(newest, is_of_one_plan=True, is_of_one_unit=True)
    more = html.link(_("All imports"), links.to("imports", unit=unit))
    html.block(html.panel(title, f"{body}<p>{more}</p>"))


headline = st.container()
chosen = forms.choice("unit", _("Unit name"), units, all_label=_("All units"), width=320)
if chosen is not None:
    show_unit(chosen)
else:
    with headline:
        show_answer()
    show_scores()
    show_matrix(reports, "unit", _("Which reports came"), _("Unit name"))
    show_reminders(reminders)
html.footer(board, cached.closing_of(plan_code, month))
