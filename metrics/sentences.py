"""Sentences on a board: the answer to the review, and when a target will be reached."""

from collections.abc import Sequence

from metrics import summary
from metrics.board import Board
from metrics.forecast import Forecast
from metrics.rows import TargetRow
from words import _
from words.months import month_of
from words.numbers import chance, clauses, in_turn, month, share


def forecast(forecast: Forecast, is_overdue: bool) -> str:
    """When a target will be reached and how likely that is in time, or why that is not forecast."""
    parts = []
    if forecast.probability is not None and not is_overdue:
        parts.append(_("{chance} chance of being in time").format(chance=chance(forecast.probability)))
    if forecast.p50_on:
        median = month(month_of(forecast.p50_on))
        parts.append(_("as likely as not by the end of {month}").format(month=median))
        later = _("less than 85% certain within ten years")
        if forecast.p85_on:
            later = _("85% certain by the end of {month}").format(month=month(month_of(forecast.p85_on)))
        parts.append(later)
    elif forecast.reason is None:
        parts.append(_("at this pace rather not within ten years"))
    if parts:
        parts.append(_("drawn from {count} months of history").format(count=forecast.history_months))
    if forecast.reason:
        parts.append(forecast.reason)
    return clauses(parts)


def answer(board: Board) -> str:
    """The sentence that answers the review: how much of the time has gone, and how many targets stand where."""
    return _time_gone(board.elapsed_share) + _standing(summary.quantified(board))


def _time_gone(elapsed_share: float | None) -> str:
    """How the answer begins; empty where the plan prints no period."""
    if elapsed_share is None:
        return ""
    if elapsed_share >= 1:
        return _("The plan period is over: ")
    if elapsed_share <= 0:
        return _("The plan period has not begun: ")
    if elapsed_share == 0.5:
        return _("Half the time has gone: ")
    return _("{share} of the time has gone: ").format(share=share(elapsed_share))


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
