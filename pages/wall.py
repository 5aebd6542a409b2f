"""The wall: a screen to hang up. It is dark, large, turns its pages by itself and shows new imports as they come.

The address says the plan, the month (without one the newest with a report, so that it moves on by itself) and the
`seconds` of a page.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import streamlit as st
from markupsafe import Markup

from charts.history import history_chart
from charts.palette import DARK
from metrics import sentences, summary
from metrics.board import Board, history
from metrics.facts import plan_name
from metrics.reporting import UnitReports, by_unit, load_calendar
from metrics.rows import TargetRow
from metrics.summary import AttentionItem
from screens import cached, cards, html, links, run_memory
from screens.view import View
from tables.tasks import attention_link
from words import _, language, numbers, use_language
from words.errors import PlanwatchError, UnknownCode
from words.kinds import KINDS
from words.months import checked, shift
from words.terms import Status

SECONDS = 20  # of a page, unless the address says otherwise
LEAST, MOST = 5, 600
CARDS = 4  # targets on a page
MOST_CARDS = 16  # on as many pages as somebody waits for
LINES = 6  # items of a list on a page
CHANGES = 3

Screen = Callable[[], None]


def page_seconds(seconds: str | None) -> int:
    """How long a page stays, as the address has it. Raises UnknownCode for what is no such number."""
    if seconds is None:
        return SECONDS
    if not seconds.isascii() or not seconds.isdigit() or not LEAST <= int(seconds) <= MOST:
        sentence = _("The address says “{value}” seconds a page. Possible are {least} to {most}.")
        raise UnknownCode(sentence.format(value=seconds, least=LEAST, most=MOST))
    return int(seconds)


def screens_of(view: View) -> list[Screen]:
    """The pages of the wall, in their order; those that would be empty are left out."""
    board = view.board
    targets, attention = summary.quantified(board), summary.attention(board)
    reports = view.ask(by_unit, today=datetime.now(load_calendar().zone).date())
    before = cached.board(view.plan_code, shift(view.month, -1))
    screens: list[Screen] = [partial(show_answer, board, before)]
    pressing = summary.most_pressing(targets, attention, MOST_CARDS)
    screens += [
        partial(show_targets, pressing[first : first + CARDS]) for first in range(0, len(pressing), CARDS)
    ]
    if attention or reports:
        screens.append(partial(show_lists, board.month, attention, reports))
    drawn = summary.furthest_behind(targets)
    if drawn is not None:
        screens.append(partial(show_curve, view, drawn))
    return screens


def show_answer(board: Board, before: Board) -> None:
    """The answer in one sentence, and the numbers of targets and tasks by status. before: the board of the month before."""
    targets = summary.quantified(board)
    name = _("Targets with a number")
    if len(targets) > MOST_CARDS:
        name = _("{name}: the {count} most pressing follow").format(name=name, count=MOST_CARDS)
    groups = [
        (name, summary.status_counts(row.status for row in targets), False),
        (_("Tasks"), summary.status_counts(row.status for row in board.tasks), True),
    ]
    sections = html.join(
        html.fill(
            '<section><h2>{}</h2><div class="tiles">{}</div></section>', title, tiles(counts, is_task=is_task)
        )
        for title, counts, is_task in groups
        if counts
    )
    answer = html.element("h1", sentences.answer(board))
    show_screen(answer + sections + html.element("p", changes_line(board, before)), "answer")


def tiles(counts: Mapping[Status, int], *, is_task: bool) -> Markup:
    return html.join(
        html.fill(
            '<div class="tile {}"><strong>{}</strong>{}</div>',
            status.value,
            count,
            html.status(status, is_task=is_task),
        )
        for status, count in counts.items()
    )


def changes_line(board: Board, before: Board) -> Markup:
    """Which targets stand elsewhere than a month before."""
    changes = summary.status_changes(board, before)
    if not changes:
        return html.text(_("no status has changed since last month"))
    pieces = [
        html.fill("{} {} → {}", change.name, html.status(change.before), html.status(change.after))
        for change in changes[:CHANGES]
    ]
    if len(changes) > CHANGES:
        pieces.append(html.text(_("{count} more changes").format(count=len(changes) - CHANGES)))
    return html.text(_("Since last month: ")) + html.join(pieces, html.SEPARATOR)


def show_targets(targets: Sequence[TargetRow]) -> None:
    title = html.element("h1", _("Targets with a number"), "unseen")
    articles = html.join(cards.wall_card(target) for target in targets)
    show_screen(title + html.fill('<div class="four">{}</div>', articles))


def show_lists(month: str, attention: Sequence[AttentionItem], reports: Sequence[UnitReports]) -> None:
    """What is behind or silent, the worst first, with who leads it; beside it, who has not reported for the month."""
    title = _("{count} need attention").format(count=len(attention))
    lines = [attention_line(item) for item in attention]
    left = listing(title, lines, _("Nothing is behind and nothing is missing."))
    show_screen(left + (reports_list(month, reports) if reports else html.NOTHING), "two")


def listing(title: str, lines: Sequence[Markup], nothing: str) -> Markup:
    """The first of a list under its title, and how many more there are; or that there is nothing."""
    more = _("{count} more").format(count=len(lines) - LINES) if len(lines) > LINES else ""
    return html.fill(
        "<section><h2>{}</h2><ul>{}</ul><p>{}</p></section>",
        title,
        html.join(lines[:LINES]),
        more if lines else nothing,
    )


def attention_line(item: AttentionItem) -> Markup:
    notes = cards.attention_notes(item, with_problem=False)
    status = html.status(item.status, is_task=item.is_task)
    return line(status, attention_link(item).text, notes)


def line(status: Markup, name: str, notes: list[str]) -> Markup:
    """A line of a list: a status, a name, and what is said of it below."""
    return html.fill("<li>{}<span>{}<small>{}</small></span></li>", status, name, numbers.clauses(notes))


def show_curve(view: View, target: TargetRow) -> None:
    """The history of one target against its path: the one furthest behind."""
    unit = target.unit_of_measure
    title = _("{name}: {value} / {goal}").format(
        name=target.name,
        value=numbers.value(target.actual_value, unit),
        goal=numbers.goal(target.target_value, target.comparator, unit),
    )
    show_screen(html.fill("<h1>{} {}</h1>", title, html.status(target.status)))
    months = view.ask(history, target_code=target.code)
    chart = history_chart(months, target, view.month, view.board.is_demo)
    with st.container(key="wall-chart"):
        st.plotly_chart(
            cached.drawing(chart, DARK),
            theme=None,
            config={"displayModeBar": False, "staticPlot": True},
            alt=chart.alt_text,
        )


def reports_list(month: str, reports: Sequence[UnitReports]) -> Markup:
    """How many reports of the month have come, and which units still owe one."""
    title = _("Reports for {month}: {received} of {expected} received").format(
        month=numbers.month(month),
        received=sum(row.received for row in reports),
        expected=sum(row.expected for row in reports),
    )
    owing = [owing_line(row) for row in reports if row.missing or row.awaited]
    return listing(title, owing, _("Every unit has reported."))


def owing_line(row: UnitReports) -> Markup:
    notes = [
        text.format(kinds=numbers.names([_(KINDS[kind].label) for kind in kinds]))
        for kinds, text in (
            (row.missing, _("not reported: {kinds}")),
            (row.awaited, _("not due yet: {kinds}")),
        )
        if kinds
    ]
    return line(html.status(Status.UNREPORTED) if row.missing else html.NOTHING, row.unit, notes)


def show_screen(body: Markup, name: str = "") -> None:
    html.block(html.fill('<div class="screen {}">{}</div>', name, body))


def show_head(board: Board, closing: dict | None) -> None:
    """Which plan and month, whether it is closed, and that the figures are made up where they are."""
    facts = [numbers.month(board.month)]
    if closing is not None:
        closed_on = numbers.day(closing["closed_at"].date())
        facts.append(_("Closed on {day}, shown as issued").format(day=closed_on))
    demo = html.badge() if board.is_demo else html.NOTHING
    html.block(
        html.fill(
            "<header><strong>{}</strong><span>{}</span>{}</header>",
            plan_name(board.plan),
            " · ".join(facts),
            demo,
        )
    )


def show_foot(board: Board, index: int, count: int) -> None:
    """Which page this is, how old the data are, the time, and the few keys there are."""
    age = _("Data as of {month}, import {number}").format(
        month=numbers.month(summary.newest_report(board)), number=board.import_id
    )
    page = _("Page {at} of {count}").format(at=index + 1, count=count)
    dots = html.join(html.fill('<i class="{}"></i>', "here" if dot == index else "") for dot in range(count))
    clock = datetime.now(load_calendar().zone).strftime("%H:%M")
    is_paused = st.session_state["wall_paused"]
    with st.container(key="wall-foot", horizontal=True, vertical_alignment="center"):
        html.block(
            html.fill(
                '<footer><span class="dots" role="img" aria-label="{}">{}</span>'
                "<span>{}</span><span>{}</span></footer>",
                page,
                dots,
                age,
                clock,
            )
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


def page_index(seconds: int, count: int) -> int:
    """Which page to show: the next one once the time of the last is up, unless somebody paused."""
    state, now = st.session_state, time.monotonic()
    state.setdefault("wall_at", 0)
    state.setdefault("wall_since", now)
    state.setdefault("wall_paused", False)
    # A second less: the browser's clock is not ours.
    if not state["wall_paused"] and now - state["wall_since"] > seconds - 1:
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
            show(of_this_turn(), seconds)
        except PlanwatchError as error:
            html.tell(str(error))


def of_this_turn() -> View:
    """The plan of the address, which is kept for the pages reached from here, and its month."""
    plan_code = links.chosen_plan(cached.plans())
    links.choose("plan", plan_code)
    # Not what was chosen elsewhere in the session: without a month in its address a wall moves on to new ones.
    month = st.query_params.get("month")
    return View(plan_code, checked(month) if month else cached.default_month(plan_code))


def show(view: View, seconds: int) -> None:
    """The page whose turn it is, between head and foot."""
    screens = screens_of(view)
    index = page_index(seconds, len(screens))
    show_head(view.board, view.closing)
    screens[index]()
    show_foot(view.board, index, len(screens))


if __name__ == "__main__":  # Streamlit runs a page as a script
    page_time = page_seconds(links.parameter("seconds"))
    st.fragment(show_wall, run_every=page_time)(page_time, language())
