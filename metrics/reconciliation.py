"""Totals that somebody typed, beside those counted from rows."""

from dataclasses import dataclass

from metrics.actuals import RATE, Actuals, ledgers_of, sources
from metrics.facts import Facts, records
from words.kinds import Record
from words.months import shift
from words.terms import Measure


@dataclass(frozen=True, slots=True)
class TypedTotal:
    """A total that somebody typed beside the count it should agree with. What is not known is None, never 0.

    month: of the report, None for what the plan states. counted, reported: in the target's own unit. is_partial: one of the
    two is only a lower bound. source: the cells of the typed total, as in a board.
    """

    target_code: str
    month: str | None
    counted: float | None
    reported: float | None
    is_partial: bool
    source: list[Record]

    @property
    def difference(self) -> float | None:
        """counted − reported"""
        return None if self.counted is None or self.reported is None else self.counted - self.reported


def reconcile(facts: Facts, month: str) -> list[TypedTotal]:
    """Every typed total beside the count it should agree with, as of `month` ("YYYY-MM").

    The newest value of a counted target in the indicators' ledger stands beside the count for the same month.
    A cumulative indicator that also gives the month's own value stands beside that value added to the one of
    the month before, if that is known. What the plan says was reached before it began (its baselines, and the
    baseline value of a counted target) stands beside the rows dated before its start, if there are any.
    """
    ledgers = ledgers_of(facts)
    baselines = records(facts.baselines)
    totals: list[TypedTotal] = []
    for target in records(facts.targets):
        code = target["target_code"]
        typed, actuals = ledgers.reported_figure(target), ledgers.actuals(target)
        is_counted = Measure(target["measure"]) != Measure.REPORTED_INDICATOR
        report_month = typed.reported_month(month)
        if report_month is not None:
            against = (
                (actuals.value(report_month), actuals.is_partial(report_month))
                if is_counted
                else _added_up(target, typed, report_month)
            )
            if against is not None:
                counted, is_partial = against
                is_partial = is_partial or typed.is_partial(report_month)
                source, reported = sources(facts, typed, report_month), typed.value(report_month)
                totals.append(TypedTotal(code, report_month, counted, reported, is_partial, source))
        stated = [("targets", target)]
        stated += [("baselines", row) for row in baselines if row["target_code"] == code]
        for kind, row in stated if is_counted else ():
            if row["baseline_value"] == row["baseline_value"]:
                counted, is_partial = ledgers.before_the_plan(target)
                source = [facts.source(kind, row, "baseline_value")]
                totals.append(TypedTotal(code, None, counted, row["baseline_value"], is_partial, source))
    return totals


def _added_up(target: Record, typed: Actuals, month: str) -> tuple[float, bool] | None:
    """The value of the month before plus the own value of `month`, and whether it is partial.

    None unless both and a cumulative value for `month` are given, and for rates, which do not add up.
    """
    if target["unit_of_measure"] == RATE:
        return None
    newest = typed.entries_at(month)[-1]
    added = newest.rows[0]["month_value"]
    before = shift(month, -1)
    value = typed.value(before)
    if not newest.is_reading or added != added or typed.reported_month(before) != before or value is None:
        return None
    return value + added, typed.is_partial(before)
