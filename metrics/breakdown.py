"""What a figure is made up of: by month, by section, by lead unit."""

from collections import defaultdict
from typing import Literal

import pandas as pd

from metrics.actuals import Actuals, Ledgers, ledgers_of
from metrics.facts import Facts, start_of, target_of
from words.months import month_of, months_between, shift
from words.terms import Measure

By = Literal["month", "section", "lead_unit"]
COLUMNS = ["value", "numerator", "denominator", "is_partial", "is_total"]


def breakdown(facts: Facts, target_code: str, month: str, by: By) -> pd.DataFrame:
    """A target's figure at the end of `month` ("YYYY-MM"), split up. Raises UnknownCode for a target that is not there.

    One row per month, section or lead unit, in a column of that name (`by`): the value in the target's own
    unit; numerator and denominator of a quotient, else None; is_partial, a lower bound. A value that is not
    known is None, never 0. The last row is the total, is_total, with None for a name: the figure itself.

    month: what each month added, from the plan's start (or the first row) to `month`. Of an indicator that is
        known where the month before was reported too, or the month's own value is; of a rate it is the change.
    section, lead_unit: the same count over the rows of each, the largest first, under None what names none.
        What has several units counts once for each of them and once in the total, so the rows may come to more.
        Units go by their full name; a training's is its organiser, and it has no section. An indicator has the
        section and units of its target.
    """
    target, ledgers = target_of(facts, target_code), ledgers_of(facts)
    actuals = ledgers.actuals(target)
    if by == "month":
        rows = _by_month(facts, actuals, month)
    elif actuals.is_reading:
        rows = [(name, *_figure(actuals, month)) for name in _names(ledgers, target, target, by)]
    else:
        rows = _by_group(ledgers, target, month, by)
    frame = pd.DataFrame(
        [(*row, False) for row in rows] + [(None, *_figure(actuals, month), True)],
        columns=[by, *COLUMNS],
        dtype=object,
    )
    return frame


def _figure(actuals: Actuals, month: str) -> tuple:
    numerator, denominator = actuals.coverage(month) or (None, None)
    return actuals.value(month), numerator, denominator, actuals.is_partial(month)


def _by_month(facts: Facts, actuals: Actuals, month: str) -> list[tuple]:
    starts_on = start_of(facts.plan)
    known = [*(entry.month for entry in actuals.entries[:1]), *actuals.reported[:1]]
    if starts_on is None and not known:
        return []
    first = month_of(starts_on) if starts_on else min(known)
    added: dict[str, float] = defaultdict(float)
    readings = {}
    for entry in actuals.entries:
        if entry.is_reading:
            readings[entry.month] = entry
        else:
            added[entry.month] += entry.value
    values, incomplete = actuals.values(month), set(actuals.incomplete)
    rows: list[tuple] = []
    for each in months_between(first, month):
        value: float | None = None
        numerator = denominator = None
        if each in readings:
            before = shift(each, -1)
            if before in values and not actuals.is_partial(before):
                value = values[each] - values[before]
            numerator, denominator = readings[each].numerator, readings[each].denominator
        elif each in added:
            value = added[each]
        elif each in values and not actuals.is_reading and each not in incomplete:
            value = 0
        is_partial = value is not None and each in incomplete
        rows.append((each, value, numerator, denominator, is_partial))
    return rows


def _by_group(ledgers: Ledgers, target: dict, month: str, by: By) -> list[tuple]:
    groups: dict[str | None, list[dict]] = defaultdict(list)
    for row in ledgers.counted_rows(target):
        for name in _names(ledgers, target, row, by):
            groups[name].append(row)
    rows = [(name, *_figure(ledgers.count(target, own), month)) for name, own in groups.items()]
    # The largest first, what is not known and what names none last.
    rows.sort(key=lambda row: (row[0] is None, row[1] is None, -(row[1] or 0), row[0] or ""))
    return rows


def _names(ledgers: Ledgers, target: dict, row: dict, by: By) -> list[str | None]:
    """The sections or lead units that a row belongs to; [None] where it names none."""
    if by == "section":
        return [row.get("section") or None]
    is_training = Measure(target["measure"]).ledger == "trainings"
    units = [row["organiser"]] if is_training else row["lead_units"] or []
    names = dict.fromkeys(name for name in map(ledgers.full_name, units) if name)
    return [*names] or [None]
