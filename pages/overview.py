"""Overview: the answer first, then how far every target is, what needs attention, and the tasks."""

from html import escape

import pandas as pd

import blocks
import cached
import links
import show
from exports.drafting import answer
from metrics import summary
from metrics.board import history
from metrics.months import shift
from terms import Status
from words import _

ATTENTION_SHOWN = 6
CHANGES_SHOWN = 3

plan_code = links.chosen_plan(cached.plans())
month = links.chosen_month(plan_code)
board = cached.board(plan_code, month)
targets = summary.quantified(board)


def show_answer() -> None:
    blocks.block(f"<h1>{escape(answer(board))}</h1><p>{' · '.join(facts_of_the_month())}</p>")


def facts_of_the_month() -> list[str]:
    """Which month, which period, and which targets have changed their status since the month before, as HTML."""
    facts = [_("As of {month}").format(month=show.month(month))]
    if board.elapsed_share is not None:
        starts_on, ends_on = board.plan["starts_on"], board.plan["ends_on"]
        facts.append(
            _("plan period {start} to {end}, {share} gone").format(
                start=show.month(f"{starts_on:%Y-%m}"),
                end=show.month(f"{ends_on:%Y-%m}"),
                share=show.share(board.elapsed_share),
            )
        )
    facts = [escape(fact) for fact in facts]
    changes = summary.status_changes(board, cached.board(plan_code, shift(month, -1)))
    if not changes:
        return [*facts, escape(_("no status has changed since last month"))]
    since = escape(_("Since last month: "))
    for change in changes[:CHANGES_SHOWN]:
        shapes = f"{blocks.status(change['before'])} → {blocks.status(change['after'])}"
        facts.append(f"{since}{blocks.target_link(change)} {shapes}")
        since = ""
    if len(changes) > CHANGES_SHOWN:
        facts.append(escape(_("{count} more changes").format(count=len(changes) - CHANGES_SHOWN)))
    return facts


def show_cards() -> None:
    cards = [
        blocks.card(target, cached.of_month(history, plan_code, month, target_code=target["code"]))
        for target in targets.to_dict("records")
    ]
    blocks.block(f'<div class="cards">{"".join(cards)}</div>')


def show_panels() -> None:
    """The targets and tasks, beside them what needs attention; words where they leave less of the page empty."""
    attention, words = summary.attention(board), board.targets[board.targets["status"] == Status.UNQUANTIFIED]
    left = targets_panel() + blocks.tasks_panel(board.tasks)
    right = attention_panel(attention.to_dict("records"))
    # An item that needs attention takes about two lines, a target or a section of tasks one.
    if 2 * min(len(attention), ATTENTION_SHOWN) > len(targets) + board.tasks["section"].nunique():
        left += words_panel(words)
    else:
        right += words_panel(words)
    blocks.block(f'<div class="columns"><div>{left}</div><div>{right}</div></div>')


def targets_panel() -> str:
    if targets.empty:
        return ""
    title = _("All quantified targets ({count})").format(count=len(targets))
    return blocks.panel(
        title, blocks.target_table(targets), note=_("bar: done; upright line: expected by now")
    )


def words_panel(words: pd.DataFrame) -> str:
    if words.empty:
        return ""
    title = _("Targets without a number ({count})").format(count=len(words))
    return blocks.panel(title, blocks.word_targets(words), note=_("followed by their tasks"))


def attention_panel(rows: list[dict]) -> str:
    if not rows:
        told = escape(_("Nothing is behind and nothing is missing."))
        return blocks.panel(_("Needs attention"), f"<p>{told}</p>", "first")
    body = blocks.folded([attention_item(row) for row in rows], ATTENTION_SHOWN)
    return blocks.panel(_("Needs attention"), body, "first", _("{count} in all").format(count=len(rows)))


def attention_item(row: dict) -> str:
    notes = []
    if row["is_task"]:
        name = escape(_("Task {code}: {title}").format(code=row["code"], title=row["name"]))
    else:
        name = blocks.target_link(row)
        if row["gap_points"] is not None:
            notes.append(_("gap {gap} points").format(gap=show.points(row["gap_points"])))
    if row["status"] == Status.UNREPORTED:
        notes.append(blocks.last_report(row))
    if row["problem_text"]:
        notes.append(row["problem_text"].rstrip("。"))
    if row["units"]:
        notes.append(_("lead: {units}").format(units=show.names(row["units"])))
    told = f"<small>{escape(show.clauses(notes))}</small>" if notes else ""
    return f"<li>{blocks.status(Status(row['status']))} <strong>{name}</strong>{told}</li>"


show_answer()
if not targets.empty:
    show_cards()
show_panels()
blocks.footer(board, cached.closing_of(board.plan["plan_code"], board.month))
