"""What a figure is made up of: by month, by section, by lead unit."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from metrics.actuals import Actuals, Ledgers, ledgers_of
from metrics.facts import Facts, start_of, target_of
from words.kinds import Record
from words.months import month_of, months_between, shift
from words.terms import Measure

By = Literal["month", "section", "lead_unit"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure, or the figure itself, in the target's own unit. What is not known is None, never 0.

    name: a month, section or lead unit; None of what names none, and of the total. numerator, denominator: of a quotient.
    is_partial: the value is a lower bound.
    """

    name: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure split up. total: the figure itself, which its parts may exceed."""

    by: By
    parts: tuple[Part, ...]
    total: Part

    @property
    def named(self) -> list[Part]:
        """The parts that have a name."""
        return [part for part in self.parts if part.name is not None]


def breakdown(facts: Facts, target_code: str, month: str, by: By) -> Breakdown:
    """A target's figure at the end of `month` ("YYYY-MM"), split up. Raises UnknownCode for a target that is not there.

    month: what each month added, from the plan's start (or the first row) to `month`. Of an indicator that is
        known where the month before was reported too, or the month's own value is; of a rate it is the change.
    section, lead_unit: the same count over the rows of each, the largest first, under None what names none.
        What has several units counts once for each of them and once in the total, so the parts may come to more.
        Units go by their full name; a training's is its organiser, and it has no section. An indicator has the
        section and units of its target.
    """
    target, ledgers = target_of(facts, target_code), ledgers_of(facts)
    actuals = ledgers.actuals(target)
    if by == "month":
        parts = _by_month(facts, actuals, month)
    elif actuals.is_reading:
        parts = [_part(name, actuals, month) for name in _names(ledgers, target, target, by)]
    else:
        parts = _by_group(ledgers, target, month, by)
    return Breakdown(by, tuple(parts), _part(None, actuals, month))


def _part(name: str | None, actuals: Actuals, month: str) -> Part:
    numerator, denominator = actuals.coverage(month) or (None, None)
    return Part(name, actuals.value(month), numerator, denominator, actuals.is_partial(month))


def _by_month(facts: Facts, actuals: Actuals, last: str) -> list[Part]:
    starts_on = start_of(facts.plan)
    earliest = [*(entry.month for entry in actuals.entries[:1]), *actuals.reported[:1]]
    if starts_on is None and not earliest:
        return []
    first = month_of(starts_on) if starts_on else min(earliest)
    added: dict[str, float] = defaultdict(float)
    readings = {}
    for entry in actuals.entries:
        if entry.is_reading:
            readings[entry.month] = entry
        else:
            added[entry.month] += entry.value
    values, incomplete = actuals.values(last), set(actuals.incomplete)
    parts: list[Part] = []
    for month in months_between(first, last):
        value: float | None = None
        numerator = denominator = None
        if month in readings:
            before = shift(month, -1)
            if before in values and not actuals.is_partial(before):
                value = values[month] - values[before]
            numerator, denominator = readings[month].numerator, readings[month].denominator
        elif month in added:
            value = added[month]
        elif month in values and not actuals.is_reading and month not in incomplete:
            value = 0
        is_partial = value is not None and month in incomplete
        parts.append(Part(month, value, numerator, denominator, is_partial))
    return parts


def _by_group(ledgers: Ledgers, target: Record, month: str, by: By) -> list[Part]:
    groups: dict[str | None, list[Record]] = defaultdict(list)
    for row in ledgers.counted_rows(target):
        for name in _names(ledgers, target, row, by):
            groups[name].append(row)
    parts = [_part(name, ledgers.count(target, own), month) for name, own in groups.items()]
    # The largest first, what is not known and what names none last.
    parts.sort(key=lambda part: (part.name is None, part.value is None, -(part.value or 0), part.name or ""))
    return parts


def _names(ledgers: Ledgers, target: Record, row: Record, by: By) -> list[str | None]:
    """The sections or lead units that a row belongs to; [None] where it names none."""
    if by == "section":
        return [row.get("section") or None]
    is_training = Measure(target["measure"]).ledger == "trainings"
    units = [row["organiser"]] if is_training else row["lead_units"] or []
    names = dict.fromkeys(name for name in map(ledgers.full_name, units) if name)
    return [*names] or [None]
