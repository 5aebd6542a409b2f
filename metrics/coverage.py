"""Coverage: the rates of a plan with their numerators and denominators, and what moved each of them."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from metrics.actuals import RATE
from metrics.board import Board, history
from metrics.facts import Facts, records
from metrics.rows import TargetRow
from metrics.track import Track, tracks_of

READING_COLUMNS = [
    *["code", "name", "month", "rate", "numerator", "denominator"],
    *["before_month", "change_points", "numerator_points", "denominator_points", "note", "source"],
]
DRIFT_COLUMNS = [
    *["code", "name", "first_month", "last_month", "steps", "first_rate", "last_rate"],
    *["first_denominator", "last_denominator", "denominator_changes"],
    *["change_points", "numerator_points", "denominator_points"],
]


class Parts(NamedTuple):
    """What changed a rate, in percentage points: the two add up to the change."""

    numerator_points: float
    denominator_points: float


def parts(numerator: float, denominator: float, before: tuple[float, float]) -> Parts:
    """What of a rate's change since `before` (numerator, denominator) comes from its numerator, what from its denominator.

    Each changes alone, once before and once after the other, and the mean of the two counts; so they add up to the
    change with nothing left over, and looking back instead of ahead only turns the signs. Denominators are not 0.
    Source: the decomposition of a rate into two factors of Das Gupta, Standardization and Decomposition of Rates,
    U.S. Bureau of the Census, Current Population Reports P23-186, 1993; the factors are numerator and 1 ÷ denominator.
    """
    old_numerator, old_denominator = before
    by_numerator = (numerator - old_numerator) * (1 / denominator + 1 / old_denominator) / 2
    by_denominator = (numerator + old_numerator) / 2 * (1 / denominator - 1 / old_denominator)
    return Parts(by_numerator * 100, by_denominator * 100)


def rates(board: Board) -> list[TargetRow]:
    """The targets of a board that are rates: those counted in %."""
    return [row for row in board.targets if row.unit_of_measure == RATE]


def histories(facts: Facts, month: str) -> dict[str, pd.DataFrame]:
    """The history (metrics.board.history) of every rate, by its code."""
    codes = [track.target["target_code"] for track in _rate_tracks(facts)]
    return {code: history(facts, code, month) for code in codes}


def readings(facts: Facts, month: str) -> pd.DataFrame:
    """Every reading of every rate up to `month`, in the plan's order, oldest first.

    One row per rate and reported month: rate (a fraction), numerator and denominator (None where only a rate was
    given), note and source, its ledger cell. Of a reading with both that follows another one with both: before_month, the
    month of that one, change_points, and the parts of the change (see `parts`); else None. Rates given without both
    are passed over, since nothing tells what moved them.
    """
    rows = [row for track in _rate_tracks(facts) for row in _readings(facts, track, month)]
    return pd.DataFrame(rows, columns=READING_COLUMNS, dtype=object)


def _rate_tracks(facts: Facts) -> Iterable[Track]:
    return (each for each in tracks_of(facts).values() if each.target["unit_of_measure"] == RATE)


def _readings(facts: Facts, track: Track, month: str) -> Iterable[tuple]:
    before: tuple[str, float, float] | None = None
    for entry in track.actuals.entries:
        if not entry.is_reading or entry.month > month:
            continue
        step: tuple = (None, None, None, None)
        if entry.numerator is not None and entry.denominator is not None:
            if before is not None:
                moved = parts(entry.numerator, entry.denominator, before[1:])
                step = (before[0], sum(moved), *moved)
            before = (entry.month, entry.numerator, entry.denominator)
        target = track.target
        quotient = (entry.numerator, entry.denominator)
        (row,) = entry.rows
        told = (row["note"], facts.source(entry.kind, row, entry.field))
        yield (target["target_code"], target["name"], entry.month, entry.value, *quotient, *step, *told)


def drift(found: pd.DataFrame) -> pd.DataFrame:
    """What moved each rate from its first reading with numerator and denominator to its newest: the steps added up.

    found: from `readings`. One row per rate that has at least one such reading: first_month, last_month and steps, the
    changes between them; rates and denominators at both ends; denominator_changes, in how many steps the
    denominator was another one; change_points and its two parts, 0 with a single reading.
    """
    rows = []
    for code in dict.fromkeys(found["code"]):
        known = [row for row in records(found[found["code"] == code]) if row["denominator"] is not None]
        if not known:
            continue
        first, last, steps = known[0], known[-1], known[1:]
        denominators = [row["denominator"] for row in known]
        changes = sum(one != other for one, other in pairwise(denominators))
        points = [
            sum(step[name] for step in steps)
            for name in ("change_points", "numerator_points", "denominator_points")
        ]
        rows.append(
            (
                *(code, first["name"], first["month"], last["month"], len(steps)),
                *(first["rate"], last["rate"], first["denominator"], last["denominator"], changes, *points),
            )
        )
    return pd.DataFrame(rows, columns=DRIFT_COLUMNS, dtype=object)
