"""The wall: a screen to hang up. It is dark, large, turns its pages by itself and shows new imports as they come.

The address says the plan, the month (without one the newest with a report, so that it moves on by itself) and the
`seconds` of a page.
"""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from html import escape

import streamlit as st

from charts.history import history_chart
from charts.palette import DARK
from metrics import sentences, summary
from metrics.board import Board, history
from metrics.facts import plan_name
from metrics.reporting import UnitReports, by_unit, load_calendar
from metrics.rows import TargetRow
from metrics.summary import AttentionItem
from screens import cached, cards, html, links, run_memory
from words import _, language, numbers, use_language
from words.errors import PlanwatchError, UnknownCode
from words.months import checked, shift
from words.terms import KIND_NAMES, Status

SECONDS = 20  # of a page, unless the address says otherwise
LEAST, MOST = 5, 600
CARDS = 4  # targets on a page
MOST_CARDS = 16  # on as many pages as somebody waits for
LINES = 6  # items of a list on a page
CHANGES = 3

Screen = Callable[[], None]


def page_seconds() -> int:
    """How long a page stays. Raises UnknownCode when the address says what is no such number."""
    said = links.said("seconds")
    if said is None:
        return SECONDS
    if not said.isascii() or not said.isdigit() or not LEAST <= int(said) <= MOST:
        told = _("The address says “{value}” seconds a page. Possible are {least} to {most}.")
        raise UnknownCode(told.format(value=said, least=LEAST, most=MOST))
    return int(said)


def screens_of(board: Board) -> list[Screen]:
    """The pages of the wall, in their order; those that would be empty are left out."""
    targets = summary.quantified(board)
    attention = summary.attention(board)
    today = datetime.now(load_calendar().zone).date()
    reports = cached.of_month(by_unit, board.plan["plan_code"], board.month, today=today)
    screens: list[Screen] = [partial(show_answer, board)]
    pressing = summary.most_pressing(targets, attention, MOST_CARDS)
    screens += [partial(show_targets, pressing[at : at + CARDS]) for at in range(0, len(pressing), CARDS)]
    if attention or reports:
        screens.append(partial(show_lists, board, attention, reports))
    drawn = summary.furthest_behind(targets)
    if drawn is not None:
        screens.append(partial(show_curve, board, drawn))
    return screens


def show_answer(board: Board) -> None:
    """The answer in one sentence, and the numbers of targets and tasks by status."""
    targets = summary.quantified(board)
    name = _("Targets with a number")
    if len(targets) > MOST_CARDS:
        name = _("{name}: the {count} most pressing follow").format(name=name, count=MOST_CARDS)
    rows = [
        (name, summary.status_counts(row.status for row in targets), False),
        (_("Tasks"), summary.status_counts(row.status for row in board.tasks), True),
    ]
    counted = "".join(
        f'<section><h2>{escape(name)}</h2><div class="tiles">{tiles(counts, is_task)}</div></section>'
        for name, counts, is_task in rows
        if counts
    )
    screen(f"<h1>{escape(sentences.answer(board))}</h1>{counted}<p>{changes(board)}</p>", "answer")


def tiles(counts: dict[Status, int], is_task: bool) -> str:
    return "".join(
        f'<div class="tile {code.value}"><strong>{count}</strong>{html.status(code, is_task=is_task)}</div>'
        for code, count in counts.items()
    )


def changes(board: Board) -> str:
    """Which targets stand elsewhere than a month before, as HTML."""
    before = cached.board(board.plan["plan_code"], shift(board.month, -1))
    found = summary.status_changes(board, before)
    if not found:
        return escape(_("no status has changed since last month"))
    told = [
        f"{escape(change.name)} {html.status(change.before)} → {html.status(change.after)}"
        for change in found[:CHANGES]
    ]
    if len(found) > CHANGES:
        told.append(escape(_("{count} more changes").format(count=len(found) - CHANGES)))
    return escape(_("Since last month: ")) + " · ".join(told)


def show_targets(targets: list[TargetRow]) -> None:
    title = escape(_("Targets with a number"))
    shown = "".join(map(cards.wall_card, targets))
    screen(f'<h1 class="unseen">{title}</h1><div class="four">{shown}</div>')


def show_lists(board: Board, attention: list[AttentionItem], reports: list[UnitReports]) -> None:
    """What is behind or silent, the worst first, with who leads it; beside it, who has not reported for the month."""
    title = _("{count} need attention").format(count=len(attention))
    left = items(title, list(map(attention_item, attention)), _("Nothing is behind and nothing is missing."))
    screen(left + (reports_list(board, reports) if reports else ""), "two")


def items(title: str, lines: list[str], nothing: str) -> str:
    """The first of a list under its title, and how many more there are; or that there is nothing."""
    more = _("{count} more").format(count=len(lines) - LINES) if len(lines) > LINES else ""
    told = escape(more if lines else nothing)
    return f"<section><h2>{escape(title)}</h2><ul>{''.join(lines[:LINES])}</ul><p>{told}</p></section>"


def attention_item(row: AttentionItem) -> str:
    name = _("Task {code}: {title}").format(code=row.code, title=row.name) if row.is_task else row.name
    notes = []
    if row.gap_points is not None:
        notes.append(_("gap {gap} points").format(gap=numbers.points(row.gap_points)))
    if row.status == Status.UNREPORTED:
        notes.append(cards.last_report(row.reported_month))
    if row.units:
        notes.append(_("lead: {units}").format(units=numbers.names(row.units)))
    status = html.status(row.status, is_task=row.is_task)
    return f"<li>{status}<span>{escape(name)}<small>{escape(numbers.clauses(notes))}</small></span></li>"


def show_curve(board: Board, target: TargetRow) -> None:
    """The history of one target against its path: the one furthest behind."""
    plan_code, unit = board.plan["plan_code"], target.unit_of_measure
    title = _("{name}: {value} / {goal}").format(
        name=target.name,
        value=numbers.value(target.actual_value, unit),
        goal=numbers.goal(target.target_value, target.comparator, unit),
    )
    screen(f"<h1>{escape(title)} {html.status(target.status)}</h1>")
    known = cached.of_month(history, plan_code, board.month, target_code=target.code)
    chart = history_chart(known, target, board.month, board.is_demo)
    with st.container(key="wall-chart"):
        st.plotly_chart(
            cached.drawing(chart, DARK),
            theme=None,
            config={"displayModeBar": False, "staticPlot": True},
            alt=chart.told,
        )


def reports_list(board: Board, rows: list[UnitReports]) -> str:
    """How many reports of the month have come, and which units still owe one."""
    title = _("Reports for {month}: {received} of {expected} received").format(
        month=numbers.month(board.month),
        received=sum(row.received for row in rows),
        expected=sum(row.expected for row in rows),
    )
    owing = [owing_item(row) for row in rows if row.missing or row.awaited]
    return items(title, owing, _("Every unit has reported."))


def owing_item(row: UnitReports) -> str:
    notes = [
        text.format(kinds=numbers.names([_(KIND_NAMES[kind]) for kind in kinds]))
        for kinds, text in (
            (row.missing, _("not reported: {kinds}")),
            (row.awaited, _("not due yet: {kinds}")),
        )
        if kinds
    ]
    status = html.status(Status.UNREPORTED) if row.missing else ""
    return f"<li>{status}<span>{escape(row.unit)}<small>{escape(numbers.clauses(notes))}</small></span></li>"


def screen(body: str, name: str = "") -> None:
    html.block(f'<div class="screen {name}">{body}</div>')


def show_head(board: Board, closed: dict | None) -> None:
    """Which plan and month, whether it is closed, and that the figures are made up where they are."""
    facts = [numbers.month(board.month)]
    if closed is not None:
        facts.append(
            _("Closed on {day}, shown as issued").format(day=numbers.day(closed["closed_at"].date()))
        )
    demo = html.badge() if board.is_demo else ""
    title, told = escape(plan_name(board.plan)), escape(" · ".join(facts))
    html.block(f"<header><strong>{title}</strong><span>{told}</span>{demo}</header>")


def show_foot(board: Board, at: int, count: int) -> None:
    """Which page this is, how old the data are, the time, and the few keys there are."""
    newest = summary.newest_report(board)
    known = _("Data as of {month}, import {number}").format(
        month=numbers.month(newest), number=board.import_id
    )
    told = _("Page {at} of {count}").format(at=at + 1, count=count)
    dots = "".join(f'<i class="{"here" if each == at else ""}"></i>' for each in range(count))
    clock = datetime.now(load_calendar().zone).strftime("%H:%M")
    is_paused = st.session_state["wall_paused"]
    with st.container(key="wall-foot", horizontal=True, vertical_alignment="center"):
        html.block(
            f'<footer><span class="dots" role="img" aria-label="{escape(told)}">{dots}</span>'
            f"<span>{escape(known)}</span><span>{clock}</span></footer>"
        )
        st.button(_("Back"), key="wall-back", type="tertiary", shortcut="Esc", on_click=leave)
        st.button(
            "‹",
            key="wall-former",
            help=_("Former page"),
            type="tertiary",
            shortcut="Left",
            on_click=step,
            args=(-1,),
        )
        label = _("Go on") if is_paused else _("Pause")
        st.button(label, key="wall-pause", type="tertiary", shortcut="P", on_click=pause)
        st.button(
            "›",
            key="wall-next",
            help=_("Next page"),
            type="tertiary",
            shortcut="Right",
            on_click=step,
            args=(1,),
        )


def step(by: int) -> None:
    st.session_state["wall_at"] += by
    st.session_state["wall_since"] = time.monotonic()


def pause() -> None:
    st.session_state["wall_paused"] = not st.session_state["wall_paused"]
    st.session_state["wall_since"] = time.monotonic()


def leave() -> None:
    st.session_state["wall_left"] = True


def turned(seconds: int, count: int) -> int:
    """The place of the page to show: the next one once its time is up, unless somebody paused."""
    state, now = st.session_state, time.monotonic()
    state.setdefault("wall_at", 0)
    state.setdefault("wall_since", now)
    state.setdefault("wall_paused", False)
    if (
        not state["wall_paused"] and now - state["wall_since"] > seconds - 1
    ):  # the browser's clock is not ours
        step(1)
    state["wall_at"] %= count
    return state["wall_at"]


def show_wall(seconds: int, spoken: str) -> None:
    """One turn: runs again every few seconds by itself, outside the frame, so it minds language and errors itself."""
    run_memory.begin()
    use_language(spoken)
    if st.session_state.pop("wall_left", False):
        st.switch_page("overview.py")
    with st.container(key="wall"):
        try:
            plan_code = links.chosen_plan(cached.plans())
            links.choose("plan", plan_code)
            asked = st.query_params.get("month")
            month = checked(asked) if asked else cached.default_month(plan_code)
            board = cached.board(plan_code, month)
            screens = screens_of(board)
            at = turned(seconds, len(screens))
            show_head(board, cached.closing_of(plan_code, month))
            screens[at]()
            show_foot(board, at, len(screens))
        except PlanwatchError as error:
            html.tell(str(error))


seconds = page_seconds()
st.fragment(show_wall, run_every=seconds)(seconds, language())
