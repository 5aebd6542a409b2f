"""Overview: the answer first, what is red and who leads it, how far every target is, the tasks, and all plans."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from metrics import sentences, summary
from metrics.board import Board, history
from metrics.rows import TargetRow
from metrics.summary import AttentionItem
from screens import cached, cards, html, panels, tables, view
from screens.month_state import month_state
from screens.view import View
from tables.plans import plans_table
from tables.targets import targets_table
from tables.tasks import attention_link
from words import _, numbers
from words.months import shift
from words.terms import Status

CARDS_SHOWN = 12
ATTENTION_SHOWN = 6
CHANGES_SHOWN = 3
RED_SHOWN = 3


def show(view: View) -> None:
    board = view.board
    targets, attention = summary.quantified(board), summary.attention(board)
    before = cached.board(view.plan_code, shift(view.month, -1))
    show_answer(board, before, attention, view.closing)
    if len(targets) > 1:
        show_cards(view, targets, attention)
    show_panels(view, targets, attention)
    show_plans(view.plan_code)
    html.footer(board, view.closing)


def show_answer(
    board: Board, before: Board, attention: Sequence[AttentionItem], closing: dict | None
) -> None:
    """before: the board of the month before."""
    html.block(
        html.fill(
            "<h1>{}</h1><p>{}</p>{}{}",
            sentences.answer(board),
            html.join(facts_of_the_month(board, before, is_closed=closing is not None), html.SEPARATOR),
            reds(attention),
            month_state(board, closing),
        )
    )


def reds(attention: Sequence[AttentionItem]) -> Markup:
    """What is overdue or far behind, and who leads it: the first thing after the answer."""
    items = [item for item in attention if item.status in summary.RED]
    if not items:
        return html.NOTHING
    lines = [html.element("li", red(item)) for item in items[:RED_SHOWN]]
    if len(items) > RED_SHOWN:
        more = _("{count} more under “Needs attention”").format(count=len(items) - RED_SHOWN)
        lines.append(html.element("li", html.element("small", more)))
    return html.element("ul", html.join(lines), "reds")


def red(item: AttentionItem) -> Markup:
    lead = _("no lead unit printed")
    if item.units:
        lead = _("lead: {units}").format(units=numbers.names(item.units))
    return html.fill("{} <strong>{}</strong> <small>{}</small>", html.status(item.status), named(item), lead)


def named(item: AttentionItem) -> Markup:
    """A target as a link, a task by its number and title."""
    if item.is_task:
        return html.text(attention_link(item).text)
    return cards.target_link(item.name, item.code)


def facts_of_the_month(board: Board, before: Board, *, is_closed: bool) -> list[Markup]:
    """Which month, which period, and which targets have changed their status since the month before."""
    facts = [_("As of {month}").format(month=numbers.month(board.month))]
    if board.elapsed_share is not None:
        starts_on, ends_on = board.plan["starts_on"], board.plan["ends_on"]
        facts.append(
            _("plan period {start} to {end}").format(
                start=numbers.month(f"{starts_on:%Y-%m}"), end=numbers.month(f"{ends_on:%Y-%m}")
            )
        )
    if not is_closed:  # what a closing means is told below
        facts.append(_("not closed yet"))
    changes = summary.status_changes(board, before)
    if not changes:
        facts.append(_("no status has changed since last month"))
        return [html.text(fact) for fact in facts]
    facts.append(moved(summary.movement(changes)))
    pieces = [html.text(fact) for fact in facts]
    pieces += [
        html.fill(
            "{} {} → {}",
            cards.target_link(change.name, change.code),
            html.status(change.before),
            html.status(change.after),
        )
        for change in changes[:CHANGES_SHOWN]
    ]
    if len(changes) > CHANGES_SHOWN:
        pieces.append(html.text(_("{count} more changes").format(count=len(changes) - CHANGES_SHOWN)))
    return pieces


def moved(movement: summary.Movement) -> str:
    """How many targets got better or worse, fell silent or are reported again, since the month before."""
    counts = {
        _("{count} better"): movement.better,
        _("{count} worse"): movement.worse,
        _("{count} fell silent"): movement.silent,
        _("{count} reported again"): movement.resumed,
    }
    parts = [part.format(count=count) for part, count in counts.items() if count]
    return _("Since last month: ") + (numbers.in_turn(parts) if parts else _("none better or worse"))


def show_cards(view: View, targets: Sequence[TargetRow], attention: Sequence[AttentionItem]) -> None:
    """The targets as cards; of very many the most pressing, since the table below has all."""
    pressing = summary.most_pressing(targets, attention, CARDS_SHOWN)
    drawn = [cards.card(target, view.ask(history, target_code=target.code)) for target in pressing]
    lead = html.NOTHING
    if len(pressing) < len(targets):
        sentence = _("The {count} most pressing of {all} targets; all of them stand below.")
        lead = html.element("p", sentence.format(count=len(pressing), all=len(targets)))
    html.block(lead + html.fill('<div class="cards">{}</div>', html.join(drawn)))


def show_panels(view: View, targets: Sequence[TargetRow], attention: Sequence[AttentionItem]) -> None:
    """The targets and tasks, beside them what needs attention; words where they leave less of the page empty."""
    board = view.board
    words = [row for row in board.targets if row.status is Status.UNQUANTIFIED]
    sections = {task.section for task in board.tasks if task.section is not None}
    # An item that needs attention takes about two lines, a target or a section of tasks one.
    is_long = 2 * min(len(attention), ATTENTION_SHOWN) > len(targets) + len(sections)
    with st.container(key="overview"):
        left, right = st.columns([2.7, 1], gap="small")
    with left:
        show_targets(view, targets, attention)
        rest = cards.tasks_panel(board.tasks)
        if is_long and words:
            rest += cards.words_panel(words)
        if rest:
            html.block(html.fill('<div class="stacked">{}</div>', rest))
    with right:
        with st.container(key="first"):
            html.block(attention_panel(attention))
        if not is_long and words:
            html.block(cards.words_panel(words))


def show_targets(view: View, targets: Sequence[TargetRow], attention: Sequence[AttentionItem]) -> None:
    """All targets as a table; one alone as its card, which says as much."""
    if len(targets) == 1:
        show_cards(view, targets, attention)
    elif targets:
        title = _("All quantified targets ({count})").format(count=len(targets))
        panels.show_table(
            targets_table("all-targets", title, targets, is_demo=view.board.is_demo),
            view.remarks,
            look="stack rows",
            shown=cards.TARGETS_SHOWN,
            note=_("bar: done; upright line: expected by now"),
        )


def attention_panel(attention: Sequence[AttentionItem]) -> Markup:
    title = _("Needs attention")
    if not attention:
        return html.panel(title, html.element("p", _("Nothing is behind and nothing is missing.")), "first")
    body = html.folded([attention_line(item) for item in attention], ATTENTION_SHOWN)
    return html.panel(title, body, "first", _("{count} in all").format(count=len(attention)))


def attention_line(item: AttentionItem) -> Markup:
    notes = cards.attention_notes(item, with_problem=True)
    below = html.element("small", numbers.clauses(notes)) if notes else html.NOTHING
    return html.fill("<li>{} <strong>{}</strong>{}</li>", html.status(item.status), named(item), below)


def show_plans(plan_code: str) -> None:
    """All plans side by side, each in its own newest month, each a link to its overview."""
    plans = cached.side_by_side()
    if len(plans) < 2:
        return
    table = plans_table(plans, plan_code)
    body = tables.table(table, "stack plans short")
    html.block(html.panel(table.title, body, note=_("each in its own newest month")))


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
