"""Overview: the answer first, what is red and who leads it, how far every target is, the tasks, and all plans."""

from functools import partial
from html import escape

import streamlit as st

from metrics import sentences, summary
from metrics.board import history
from metrics.rows import TargetRow
from metrics.summary import AttentionItem, PlanRow
from screens import cached, cards, html, links, panels, view
from words import _, numbers
from words.months import shift
from words.terms import PlanState, Status

CARDS_SHOWN = 12
ATTENTION_SHOWN = 6
CHANGES_SHOWN = 3
RED_SHOWN = 3

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
targets = summary.quantified(board)
attention = summary.attention(board)
closed = cached.closing_of(plan_code, month)


def show_answer() -> None:
    facts = " · ".join(facts_of_the_month())
    html.block(
        f"<h1>{escape(sentences.answer(board))}</h1><p>{facts}</p>{reds()}{cards.month_state(board, closed)}"
    )


def reds() -> str:
    """What is overdue or far behind, and who leads it: the first thing after the answer."""
    rows = [row for row in attention if row.status in summary.RED]
    if not rows:
        return ""
    items = "".join(f"<li>{red(row)}</li>" for row in rows[:RED_SHOWN])
    if len(rows) > RED_SHOWN:
        more = escape(_("{count} more under “Needs attention”").format(count=len(rows) - RED_SHOWN))
        items += f"<li><small>{more}</small></li>"
    return f'<ul class="reds">{items}</ul>'


def red(row: AttentionItem) -> str:
    lead = (
        _("lead: {units}").format(units=numbers.names(row.units)) if row.units else _("no lead unit printed")
    )
    return f"{html.status(row.status)} <strong>{named(row)}</strong> <small>{escape(lead)}</small>"


def named(row: AttentionItem) -> str:
    """A target as a link, a task by its number and title; HTML."""
    if row.is_task:
        return escape(_("Task {code}: {title}").format(code=row.code, title=row.name))
    return cards.target_link(row.name, row.code)


def facts_of_the_month() -> list[str]:
    """Which month, which period, and which targets have changed their status since the month before, as HTML."""
    facts = [_("As of {month}").format(month=numbers.month(month))]
    if board.elapsed_share is not None:
        starts_on, ends_on = board.plan["starts_on"], board.plan["ends_on"]
        facts.append(
            _("plan period {start} to {end}").format(
                start=numbers.month(f"{starts_on:%Y-%m}"), end=numbers.month(f"{ends_on:%Y-%m}")
            )
        )
    if closed is None:  # what a closing means is told below
        facts.append(_("not closed yet"))
    facts = [escape(fact) for fact in facts]
    changes = summary.status_changes(board, cached.board(plan_code, shift(month, -1)))
    if not changes:
        return [*facts, escape(_("no status has changed since last month"))]
    facts.append(escape(moved(summary.movement(changes))))
    for change in changes[:CHANGES_SHOWN]:
        shapes = f"{html.status(change.before)} → {html.status(change.after)}"
        facts.append(f"{cards.target_link(change.name, change.code)} {shapes}")
    if len(changes) > CHANGES_SHOWN:
        facts.append(escape(_("{count} more changes").format(count=len(changes) - CHANGES_SHOWN)))
    return facts


def moved(found: summary.Movement) -> str:
    """How many targets got better or worse, fell silent or are reported again, since the month before."""
    parts = {
        _("{count} better"): found.better,
        _("{count} worse"): found.worse,
        _("{count} fell silent"): found.silent,
        _("{count} reported again"): found.resumed,
    }
    told = [part.format(count=count) for part, count in parts.items() if count]
    return _("Since last month: ") + (numbers.in_turn(told) if told else _("none better or worse"))


def show_cards() -> None:
    """The targets as cards; of very many the most pressing, since the table below has all."""
    pressing = summary.most_pressing(targets, attention, CARDS_SHOWN)
    drawn = [
        cards.card(target, cached.of_month(history, plan_code, month, target_code=target.code))
        for target in pressing
    ]
    told = ""
    if len(pressing) < len(targets):
        told = _("The {count} most pressing of {all} targets; all of them stand below.")
        told = f"<p>{escape(told.format(count=len(pressing), all=len(targets)))}</p>"
    html.block(f'{told}<div class="cards">{"".join(drawn)}</div>')


def show_panels() -> None:
    """The targets and tasks, beside them what needs attention; words where they leave less of the page empty."""
    words = [row for row in board.targets if row.status is Status.UNQUANTIFIED]
    sections = {task.section for task in board.tasks if task.section is not None}
    # An item that needs attention takes about two lines, a target or a section of tasks one.
    is_long = 2 * min(len(attention), ATTENTION_SHOWN) > len(targets) + len(sections)
    with st.container(key="overview"):
        left, right = st.columns([2.7, 1], gap="small")
    with left:
        show_targets()
        if rest := cards.tasks_panel(board.tasks) + (words_panel(words) if is_long else ""):
            html.block(f'<div class="stacked">{rest}</div>')
    with right:
        with st.container(key="first"):
            html.block(attention_panel(attention))
        if not is_long and words:
            html.block(words_panel(words))


def show_targets() -> None:
    """All targets as a table; one alone as its card, which says as much."""
    if not targets:
        return
    if len(targets) == 1:
        show_cards()
        return
    panels.table_panel(
        "all-targets",
        _("All quantified targets ({count})").format(count=len(targets)),
        cards.target_table(targets),
        partial(panels.targets_table, targets),
        [board.plan["title"], numbers.month(month)],
        note=_("bar: done; upright line: expected by now"),
        is_demo=board.is_demo,
    )


def words_panel(words: list[TargetRow]) -> str:
    if not words:
        return ""
    title = _("Targets without a number ({count})").format(count=len(words))
    return html.panel(title, cards.word_targets(words), "wide", _("followed by their tasks"))


def attention_panel(rows: list[AttentionItem]) -> str:
    if not rows:
        told = escape(_("Nothing is behind and nothing is missing."))
        return html.panel(_("Needs attention"), f"<p>{told}</p>", "first")
    body = html.folded([attention_item(row) for row in rows], ATTENTION_SHOWN)
    return html.panel(_("Needs attention"), body, "first", _("{count} in all").format(count=len(rows)))


def attention_item(row: AttentionItem) -> str:
    notes = []
    if row.gap_points is not None and not row.is_task:
        notes.append(_("gap {gap} points").format(gap=numbers.points(row.gap_points)))
    if row.status == Status.UNREPORTED:
        notes.append(cards.last_report(row.reported_month))
    if row.problem_text:
        notes.append(row.problem_text.rstrip("。"))
    if row.units:
        notes.append(_("lead: {units}").format(units=numbers.names(row.units)))
    told = f"<small>{escape(numbers.clauses(notes))}</small>" if notes else ""
    return f"<li>{html.status(row.status)} <strong>{named(row)}</strong>{told}</li>"


def show_plans() -> None:
    """All plans side by side, each in its own newest month, each a link to its overview."""
    rows = cached.side_by_side()
    if len(rows) < 2:
        return
    headers = [
        _("Plan"),
        _("Period"),
        _("Time gone"),
        _("Quantified targets"),
        _("Tasks"),
        _("Data as of"),
        _("Month closed"),
    ]
    title = _("All plans side by side ({count})").format(count=len(rows))
    body = html.table(headers, [plan_cells(row, is_closed) for row, is_closed in rows], "stack plans short")
    html.block(html.panel(title, body, note=_("each in its own newest month")))


def plan_cells(row: PlanRow, is_closed: bool) -> list[str]:
    no_number = _("no number printed")
    counts = " ".join(html.status(code, count) for code, count in row.counts.items())
    tasks = " ".join(html.status(code, count, is_task=True) for code, count in row.task_counts.items())
    name = html.link(row.title, links.to("", plan=row.plan_code, month=row.month, target=None))
    here = ' aria-current="page"' if row.plan_code == plan_code else ""
    over = f'<strong class="{row.state.value}">{escape(row.state.label)}</strong>'
    return [
        f"<span{here}>{name}</span>",
        over if row.state is PlanState.OVER else escape(row.state.label),
        numbers.share(row.elapsed_share),
        f'<span class="counts">{counts or escape(no_number)}</span>',
        f'<span class="counts">{tasks or numbers.UNKNOWN}</span>',
        numbers.month(row.reported_month),
        escape(_("closed") if is_closed else _("not closed yet")),
    ]


show_answer()
if len(targets) > 1:
    show_cards()
show_panels()
show_plans()
html.footer(board, closed)
