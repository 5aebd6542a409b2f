"""Sentences that tell what the metrics found: the answer to the review, and when a target will be reached."""

from collections.abc import Sequence

from metrics import summary
from metrics.board import Board
from metrics.forecast import Forecast
from metrics.rows import TargetRow
from words import _
from words.months import month_of
from words.numbers import chance, clauses, in_turn, month, share


def forecast(found: Forecast, is_overdue: bool) -> str:
    """When a target will be reached and how likely that is in time, or why that is not forecast."""
    told = []
    if found.probability is not None and not is_overdue:
        told.append(_("{chance} chance of being in time").format(chance=chance(found.probability)))
    if found.p50_on:
        told.append(_("as likely as not by the end of {month}").format(month=month(month_of(found.p50_on))))
        later = _("less than 85% certain within ten years")
        if found.p85_on:
            later = _("85% certain by the end of {month}").format(month=month(month_of(found.p85_on)))
        told.append(later)
    elif found.reason is None:
        told.append(_("at this pace rather not within ten years"))
    if told:
        told.append(_("drawn from {count} months of history").format(count=found.history_months))
    return clauses([*told, *([found.reason] if found.reason else [])])


def answer(board: Board) -> str:
    """The sentence that answers the review: how much of the time has gone, and how many targets stand where."""
    return _time_gone(board.elapsed_share) + _standing(summary.quantified(board))


def _time_gone(gone: float | None) -> str:
    """How the answer begins; empty where the plan prints no period."""
    if gone is None:
        return ""
    if gone >= 1:
        return _("The plan period is over: ")
    if gone <= 0:
        return _("The plan period has not begun: ")
    if gone == 0.5:
        return _("Half the time has gone: ")
    return _("{share} of the time has gone: ").format(share=share(gone))


def _standing(targets: Sequence[TargetRow]) -> str:
    counts = summary.status_counts(row.status for row in targets)
    if not counts:
        return _("this plan prints no number; follow its tasks")
    first = next(iter(counts)).label.lower()
    if len(targets) == 1:
        return _("the one quantified target is {status}").format(status=first)
    if len(counts) == 1:
        return _("all {count} quantified targets are {status}").format(count=len(targets), status=first)
    parts = [
        _("{count} {status}").format(count=count, status=status.label.lower())
        for status, count in counts.items()
    ]
    return _("of {count} quantified targets {parts}").format(count=len(targets), parts=in_turn(parts))
