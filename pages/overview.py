"""Overview: the answer first, then what is red and who leads it, then every target."""

from html import escape

import pandas as pd
import streamlit as st

import blocks
import cached
import links
import show
from charts.tasks import tasks_figure
from metrics import summary
from metrics.months import shift
from terms import Measure, Status
from words import _

WORDS_SHOWN = 8  # attention rows before the rest is only counted

plan_code = links.chosen_plan(cached.plans())
month = links.chosen_month(plan_code)
board = cached.board(plan_code, month)
targets = summary.quantified(board)


def show_answer() -> None:
    counts = summary.status_counts(targets)
    parts = [
        _("{count} {status}").format(count=count, status=status.label) for status, count in counts.items()
    ]
    if parts:
        title = _("{count} quantified targets: {parts}").format(count=len(targets), parts=_(", ").join(parts))
    else:
        title = _("This plan prints no number; follow its tasks")
    blocks.block(f"<h1>{escape(title)}</h1><p>{' · '.join(_facts_of_the_month())}</p>")


def _facts_of_the_month() -> list[str]:
    facts = [escape(_("As of {month}").format(month=show.month(month)))]
    plan = board.plan
    if board.elapsed_share is not None:
        period = _("plan period {start} to {end}, {share} gone by").format(
            start=show.month(f"{plan['starts_on']:%Y-%m}"),
            end=show.month(f"{plan['ends_on']:%Y-%m}"),
            share=show.share(board.elapsed_share),
        )
        facts.append(escape(_("the plan period is over") if board.elapsed_share >= 1 else period))
    changes = summary.status_changes(board, cached.board(plan_code, shift(month, -1)))
    facts += [
        f"{escape(change['name'])} {blocks.status(change['before'])} → {blocks.status(change['after'])}"
        for change in changes[:3]
    ]
    if not changes:
        facts.append(escape(_("no status has changed since last month")))
    if len(changes) > 3:
        facts.append(escape(_("{count} more changes").format(count=len(changes) - 3)))
    return facts


def show_cards() -> None:
    cards = [
        blocks.card(target, cached.history(plan_code, target["code"], month), month)
        for target in targets.to_dict("records")
    ]
    blocks.block(f'<div class="cards">{"".join(cards)}</div>')


def show_tasks_and_attention() -> None:
    left, right = st.columns([2.2, 1], gap="small")
    with left:
        show_tasks()
        show_word_targets()
    with right:
        blocks.block(f'<section class="panel"><h2>{_("Needs attention")}</h2>{_attention()}</section>')


def show_word_targets() -> None:
    """Targets without a number, and how many of the tasks that carry them are done."""
    words = board.targets[board.targets["status"] == Status.UNQUANTIFIED]
    if words.empty:
        return
    items = []
    for target in words.to_dict("records"):
        done = ""
        if target["measure"] == Measure.TASKS_DONE and target["actual_value"] is not None:
            done = f" <small>{escape(_('{count} tasks done').format(count=show.number(target['actual_value'])))}</small>"
        items.append(
            f"<li>{blocks.link(target['name'], links.to('targets', target=target['code']))}{done}</li>"
        )
    title = _("{count} targets without a number; their tasks are followed instead").format(count=len(words))
    blocks.block(
        f'<section class="panel"><h2>{escape(title)}</h2><ul class="plain names">{"".join(items)}</ul></section>'
    )


def _attention() -> str:
    rows = summary.attention(board).to_dict("records")
    if not rows:
        return f"<p>{escape(_('Nothing is behind and nothing is missing.'))}</p>"
    items = []
    for row in rows[:WORDS_SHOWN]:
        name = escape(row["name"])
        if not row["is_task"]:
            name = blocks.link(row["name"], links.to("targets", target=row["code"]))
        notes = []
        if row["gap_points"] is not None:
            notes.append(_("gap {gap} points").format(gap=show.points(row["gap_points"])))
        if row["status"] == Status.UNREPORTED:
            notes.append(_("last report {month}").format(month=show.month(row["reported_month"])))
        if row["problem_text"]:
            notes.append(row["problem_text"])
        if row["units"]:
            notes.append(_("lead: {units}").format(units=show.names(row["units"])))
        told = f"<br><small>{escape(_('; ').join(notes))}</small>" if notes else ""
        items.append(f"<li>{blocks.status(Status(row['status']))} <strong>{name}</strong>{told}</li>")
    rest = len(rows) - WORDS_SHOWN
    if rest > 0:
        items.append(f"<li><small>{escape(_('{count} more').format(count=rest))}</small></li>")
    return f'<ul class="plain">{"".join(items)}</ul>'


def show_tasks() -> None:
    counts = summary.tasks_by_section(board)
    if counts.empty:
        return
    done = int(counts.get(Status.MET, pd.Series(dtype=int)).sum())
    title = _("Tasks by section: {done} of {count} done").format(done=done, count=len(board.tasks))
    with st.container(border=True):
        blocks.block(f"<h2>{escape(title)}</h2>")
        st.plotly_chart(
            tasks_figure(counts, blocks.colours()),
            key="tasks",
            theme=None,
            config={"displayModeBar": False},
            alt=_("Number of tasks by section and status"),
        )


show_answer()
if not targets.empty:
    show_cards()
show_tasks_and_attention()
blocks.footer(board)
