"""What a reader must know of a month before its figures."""

from markupsafe import Markup

from metrics import summary
from metrics.board import Board
from metrics.facts import start_of
from screens import html, links
from words import _, numbers
from words.months import month_of
from words.terms import PlanState


def month_state(board: Board, closing: dict | None) -> Markup:
    """That the plan's period has not begun or is over, that the month is closed, or without a report.

    closing: from cached.closing_of. Nothing in an ordinary month.
    """
    plan = board.plan
    state = summary.plan_state(plan, board.month)
    lines: list[str | Markup] = []
    if state is PlanState.NOT_BEGUN:
        sentence = _("The plan begins in {month}; before it nothing is due and nothing is counted.")
        starts_on = start_of(plan) or plan["ends_on"]
        lines.append(sentence.format(month=numbers.month(month_of(starts_on))))
    elif not summary.is_reported(board):
        lines.append(_without_report(board))
    if state is PlanState.OVER:
        sentence = _("The plan's period ended on {day}; what is not met by then is overdue.")
        lines.append(sentence.format(day=numbers.day(plan["ends_on"])))
    if closing is not None:
        sentence = _(
            "This month was closed on {day} and is shown as issued; {count} figures were restated since."
        )
        closed_on = numbers.day(closing["closed_at"].date())
        lines.append(sentence.format(day=closed_on, count=closing["restated"]))
    return html.join(html.element("p", line, "state") for line in lines)


def _without_report(board: Board) -> Markup:
    newest = summary.newest_report(board)
    sentence = _("No ledger has come in for {month} yet.").format(month=numbers.month(board.month))
    upload = html.link(_("Upload a ledger"), links.to("upload"))
    if newest is None:
        return html.fill("{} {}", sentence, upload)
    last = _("Newest figures: {month}").format(month=numbers.month(newest))
    return html.fill("{} {} · {}", sentence, html.link(last, links.to("", month=newest, target=None)), upload)
