"""Units: what each answers for and how that stands, which reports came, and whom to remind; of one unit, all that it owes."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from metrics.board import Board
from metrics.reminders import Reminder
from metrics.reporting import ExpectedReport, MonthMark, ReportMark, load_calendar, marks, rates, today
from metrics.unit_names import full_names
from metrics.units import Role, UnitItem, UnitScore, load_unit_rules
from screens import cached, cards, forms, html, links, panels, tables, view
from screens.view import View
from tables.imports import imports_table
from tables.units import matrix_corner, matrix_table, reminders_table, row_head, scores_table
from words import _, numbers
from words.kinds import ALL_LEDGERS, KINDS
from words.terms import Notice, Status

MONTHS_SHOWN = 12
TEXTS_SHOWN = 5
NOTICES_SHOWN = 8
IMPORTS_SHOWN = 10


def show(view: View) -> None:
    scores = cached.unit_scores(view.plan_code, view.month)
    names = [score.unit for score in scores if score.unit]
    units = list(dict.fromkeys([*names, *cached.units(view.plan_code)]))
    headline = st.container()
    chosen = forms.choice("unit", _("Unit name"), units, all_label=_("All units"), width=320)
    if chosen is not None:
        show_unit(view, chosen, headline)
    else:
        items = cached.unit_items(view.plan_code, view.month)
        reports = cached.reports(view.plan_code, view.month)
        reminders = cached.reminders(view.plan_code, view.month)
        with headline:
            html.block(answer(view.month, scores, items, reports, reminders))
        html.block(scores_panel(scores, items))
        show_matrix(view, reports, "unit", _("Which reports came"))
        show_reminders(view, reminders, reports)
    html.footer(view.board, view.closing)


def unit_link(unit: str) -> Markup:
    return html.link(unit, links.to("units", unit=unit))


# --- all units ----------------------------------------------------------------------------------------------


def answer(
    month: str,
    scores: Sequence[UnitScore],
    items: Sequence[UnitItem],
    reports: Sequence[ExpectedReport],
    reminders: Sequence[Reminder],
) -> Markup:
    """How many units lead, how many owe their newest report, and what calls for a notice."""
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
    return html.element("h1", title) + html.element("p", " · ".join(facts))


def scores_panel(scores: Sequence[UnitScore], items: Sequence[UnitItem]) -> Markup:
    """How each unit that leads or reports does; the others, which only help, are folded."""
    of_units = [score for score in scores if score.unit is not None]
    answering = [score for score in of_units if score.led or score.completeness is not None]
    helping = helping_units([score for score in of_units if score not in answering])
    title = _("How the units do")
    if not answering:
        sentence = _(
            "The plan names no lead unit, and nothing was reported yet. Units stand in the plan workbook, in the columns"
            " for lead and support units."
        )
        return html.panel(title, html.element("p", sentence) + helping)
    table = tables.table(scores_table(answering, items, {}), "stack scores", most=None)
    body = html.join([table, helping, unled(scores), workings(answering)])
    return html.panel(title, body, note=load_unit_rules().name)


def helping_units(scores: Sequence[UnitScore]) -> Markup:
    """Units that lead nothing and have nothing to report."""
    if not scores:
        return html.NOTHING
    names = [
        html.fill(
            "<li>{}<small>{}</small></li>",
            unit_link(score.unit or ""),
            _("supports {count} tasks").format(count=score.tasks_supported),
        )
        for score in scores
    ]
    return html.fill(
        '<details class="rest wide"><summary>{}</summary><ul class="plain names">{}</ul></details>',
        _("Units that only support ({count})").format(count=len(scores)),
        html.join(names),
    )


def unled(scores: Sequence[UnitScore]) -> Markup:
    """What nobody is said to lead, told so that the totals above are not taken for the whole plan."""
    rest = next((score for score in scores if score.unit is None), None)
    if rest is None:
        return html.NOTHING
    sentence = _(
        "Without a printed lead unit: {targets} targets, {tasks} tasks; they stand with no unit above."
    )
    return html.element("p", sentence.format(targets=rest.targets.led, tasks=rest.tasks.led))


def workings(scores: Sequence[UnitScore]) -> Markup:
    """How each score comes about, to unfold."""
    lines = html.description((score.unit or "", score.working or "") for score in scores)
    return html.fill(
        '<details class="rest"><summary>{}</summary>{}</details>', _("How each score comes about"), lines
    )


# --- reports ------------------------------------------------------------------------------------------------


def show_matrix(
    view: View, reports: Sequence[ExpectedReport], by: Literal["unit", "kind"], title: str
) -> None:
    """The reporting matrix: units or kinds of ledgers by months, the newest ones unless all are asked for."""
    is_demo = view.board.is_demo
    with st.container(key="panel-matrix"):
        html.block(html.heading(title, _("Demonstration data") if is_demo else ""))
        if not reports:
            html.block(html.element("p", no_reports_expected(view.board)))
            return
        months = shown_months(sorted({report.month for report in reports}))
        cells = marks(reports, by)
        html.block(matrix(cells, months, by, title))
        with panels.row_of_files("matrix"):
            panels.file_of_table(matrix_table(title, by, cells, is_demo), [view.title])
            if by == "unit":
                panels.file_button(
                    _("Ledgers to fill in (ZIP)"),
                    lambda: cached.template(view.plan_code, ALL_LEDGERS, None, view.month),
                    _("Ledgers for {month}").format(month=numbers.month(view.month)) + ".zip",
                    "application/zip",
                    "ledgers",
                )


def shown_months(months: list[str]) -> list[str]:
    """The last MONTHS_SHOWN of very many months, unless all are asked for."""
    if len(months) <= MONTHS_SHOWN:
        return months
    newest = _("The last {count} months").format(count=MONTHS_SHOWN)
    all_months = _("All {count} months").format(count=len(months))
    span = forms.choice("span", _("Months"), {"newest": newest, "all": all_months})
    return months[-MONTHS_SHOWN:] if span == "newest" else months


def matrix(
    cells: Sequence[MonthMark], months: Sequence[str], by: Literal["unit", "kind"], title: str
) -> Markup:
    """The marks of units or kinds by months, with what each mark means."""
    heads = {
        name: unit_link(name) if by == "unit" else html.text(row_head(by, name))
        for name in dict.fromkeys(cell.name for cell in cells)
    }
    marked = {(cell.name, cell.month): mark(cell) for cell in cells}
    legend = html.join((html.mark(sort) for sort in ReportMark), Markup(" "))
    return html.matrix(matrix_corner(by), months, {"": heads}, marked, title) + html.element(
        "p", legend, "counts"
    )


def no_reports_expected(board: Board) -> str:
    if board.elapsed_share == 0:
        return _("The plan period has not begun, so no report is due.")
    return _("No report is expected yet: nobody leads what is reported, and nothing was reported before.")


def mark(cell: MonthMark) -> Markup:
    """A cell of the matrix: a link to the import that brought a report, where one came."""
    brought = [str(report.import_id) for report in cell.reports if report.import_id is not None]
    address = links.to("imports", number=brought[0]) if brought else ""
    return html.mark(cell.mark, mark_sentence(cell), address)


def mark_sentence(cell: MonthMark) -> str:
    """A cell of the matrix in words: month, what became of each kind of ledger, and when it came."""
    sentences = []
    for report in cell.reports:
        kind = KINDS[report.kind].label
        text = _("{kind}: {state}").format(kind=_(kind), state=report.state.label)
        if report.received_on is not None:
            text = _("{told} on {day}").format(told=text, day=numbers.day(report.received_on))
        if report.days_late:
            text = _("{told}, {days} days late").format(told=text, days=report.days_late)
        sentences.append(text)
    due = _("due {day}").format(day=numbers.day(cell.due_on))
    return _("{month} ({due}): {told}").format(
        month=numbers.month(cell.month), due=due, told=numbers.clauses(sentences)
    )


def show_reminders(view: View, reminders: Sequence[Reminder], reports: Sequence[ExpectedReport]) -> None:
    """The reminders, each to be copied, and all to be taken along."""
    with st.container(key="panel-reminders"):
        title = _("Reminders to send ({count})").format(count=len(reminders))
        html.block(html.heading(title, _("as of {day}").format(day=numbers.day(today()))))
        month = numbers.month(view.month)
        if not reminders:
            sentence = _("The newest reports due by {month} have all come.").format(month=month)
            html.block(html.element("p", sentence if reports else no_reports_expected(view.board)))
            return
        show_texts(reminders[:TEXTS_SHOWN])
        if rest := reminders[TEXTS_SHOWN:]:
            with st.expander(_("{count} more").format(count=len(rest))):
                show_texts(rest)
        with panels.row_of_files("reminders"):
            name = _("Reminders for {month}").format(month=month)
            is_demo = view.board.is_demo
            panels.file_button(
                "TXT",
                lambda: reminder_text(reminders, is_demo),
                f"{name}.txt",
                "text/plain",
                "txt-reminders",
            )
            panels.file_of_table(reminders_table(name, reminders, is_demo), [view.title])


def show_texts(reminders: Sequence[Reminder]) -> None:
    for reminder in reminders:
        st.code(reminder.text, language=None, wrap_lines=True)


def reminder_text(reminders: Sequence[Reminder], is_demo: bool) -> bytes:
    """All texts in one file, each apart; in UTF-8 with the mark by which Windows knows it."""
    from exports.sheets import DEMO_REMARK

    texts = [*([DEMO_REMARK] if is_demo else []), *(reminder.text for reminder in reminders)]
    return "\r\n\r\n".join(texts).encode("utf-8-sig")


# --- one unit -----------------------------------------------------------------------------------------------


def show_unit(view: View, unit: str, headline: DeltaGenerator) -> None:
    """All that one unit answers for and owes. headline: where the answer stands, above the choice of the unit."""
    own = [item for item in cached.unit_items(view.plan_code, view.month) if item.unit == unit]
    scores = cached.unit_scores(view.plan_code, view.month)
    score = next((score for score in scores if score.unit == unit), None)
    reports = [report for report in cached.reports(view.plan_code, view.month) if report.unit == unit]
    owed = [row for row in cached.reminders(view.plan_code, view.month) if row.unit == unit]
    with headline:
        html.block(unit_answer(view.month, unit, score, owed, is_reporting=bool(reports)))
    if owed:
        show_reminders(view, owed, reports)
    left = led_targets(view.board, own) + tasks_of(view.board, own)
    right = notices_of(own) + score_of(score)
    html.block(html.fill('<div class="columns"><div>{}</div><div>{}</div></div>', left, right))
    show_matrix(view, reports, "kind", _("Its reports"))
    html.block(imports_panel(view, unit))


def unit_answer(
    month: str, unit: str, score: UnitScore | None, owed: Sequence[Reminder], *, is_reporting: bool
) -> Markup:
    """What a unit leads, how much of it is on time, and whether its newest report came."""
    parts = [leads_sentence(score)]
    if owed:
        since = numbers.month(min(row.since for row in owed))
        parts.append(_("owes the reports since {month}").format(month=since))
    elif is_reporting:
        parts.append(_("has sent its newest report"))
    facts = [
        html.text(_("As of {month}").format(month=numbers.month(month))),
        html.link(_("Take a ledger to fill in"), links.to("upload", unit=unit)),
        html.link(_("Upload a ledger"), links.to("upload", unit=unit)),
    ]
    return html.fill(
        "<small>{} › {}</small><h1>{}</h1><p>{}</p>",
        html.link(_("All units"), links.to("units")),
        unit,
        _("{unit}: {told}").format(unit=unit, told=numbers.in_turn(parts)),
        html.join(facts, html.SEPARATOR),
    )


def leads_sentence(score: UnitScore | None) -> str:
    if score is not None and score.led:
        return _("leads {led} targets and tasks, {done} of {judged} that can be judged are on time").format(
            led=score.led,
            done=score.targets.on_schedule + score.tasks.on_schedule,
            judged=score.targets.judged + score.tasks.judged,
        )
    if score is not None and score.tasks_supported:
        return _("leads nothing, supports {count} tasks").format(count=score.tasks_supported)
    return _("leads and supports nothing in this plan")


def codes(own: Sequence[UnitItem], role: Role, is_task: bool) -> set[str]:
    return {item.code for item in own if item.role is role and item.is_task is is_task}


def led_targets(board: Board, own: Sequence[UnitItem]) -> Markup:
    led = codes(own, Role.LEAD, False)
    targets = [target for target in board.targets if target.code in led]
    if not targets:
        return html.NOTHING
    quantified = [target for target in targets if target.status is not Status.UNQUANTIFIED]
    in_words = [target for target in targets if target.status is Status.UNQUANTIFIED]
    body = cards.target_table(quantified) if quantified else html.NOTHING
    body += cards.word_targets(in_words) if in_words else html.NOTHING
    return html.panel(_("Targets it leads ({count})").format(count=len(targets)), body)


def tasks_of(board: Board, own: Sequence[UnitItem]) -> Markup:
    sections = []
    for role, title in (
        (Role.LEAD, _("Tasks it leads ({count})")),
        (Role.SUPPORT, _("Tasks it supports ({count})")),
    ):
        own_codes = codes(own, role, True)
        tasks = [task for task in board.tasks if task.code in own_codes]
        if tasks:
            name = title.format(count=len(tasks))
            sections.append(cards.section_of_tasks(name, tasks, is_open=role is Role.LEAD))
    nothing = html.element("p", _("No task of this plan names it."))
    return html.panel(_("Its tasks"), html.join(sections) or nothing)


def notices_of(own: Sequence[UnitItem]) -> Markup:
    """What it is to be reminded of, the sharpest first."""
    steps = list(Notice)
    pressing = [(rung, item) for item in own if (rung := item.rung) is not None]
    pressing.sort(key=lambda pair: -steps.index(pair[0]))
    lines = [
        html.fill(
            "<li>{} <strong>{}</strong><small>{}</small></li>",
            html.notice(rung),
            item_name(item),
            item.reason or "",
        )
        for rung, item in pressing
    ]
    nothing = html.element("p", _("Nothing it leads is due, behind or silent."))
    body = html.folded(lines, NOTICES_SHOWN) if lines else nothing
    return html.panel(_("Notices to this unit ({count})").format(count=len(lines)), body, "first")


def item_name(item: UnitItem) -> Markup:
    if item.is_task:
        return html.text(_("Task {code}: {title}").format(code=item.code, title=item.name))
    return cards.target_link(item.name, item.code)


def score_of(score: UnitScore | None) -> Markup:
    if score is None:
        return html.NOTHING
    title = _("Score: {score}").format(score=numbers.plain(score.score))
    working = html.element("p", score.working or "")
    return html.panel(title, working + html.element("p", load_unit_rules().name))


def imports_panel(view: View, unit: str) -> Markup:
    """The newest imports of a unit, under whichever of its names they came."""
    names = full_names(view.facts.units)
    own = [
        row
        for row in cached.imports()
        if row.plan_code == view.plan_code and names.get(row.unit or "", row.unit) == unit
    ]
    title = _("Its imports ({count})").format(count=len(own))
    if not own:
        return html.panel(title, html.element("p", _("It has not sent any workbook yet.")))
    table = imports_table(own[:IMPORTS_SHOWN]).without(_("Plan"), _("Unit"))
    way = html.link(_("All imports"), links.to("imports", unit=unit))
    return html.panel(title, tables.table(table, "stack imports") + html.element("p", way))


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
