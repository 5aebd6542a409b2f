"""Coverage: the rates of a plan with their numerators and denominators, and what moved each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from metrics.actuals import RATE
from metrics.board import Board, HistoryMonth, history
from metrics.facts import Facts
from metrics.rows import TargetRow
from metrics.track import Track, tracks_of
from words.kinds import Record


class Parts(NamedTuple):
    """What changed a rate, in percentage points: the two add up to the change."""

    numerator_points: float
    denominator_points: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A report on a rate. rate: a fraction; numerator, denominator: None where only a rate was given.

    Of one with both that follows another one with both: before_month, the month of that one, and the parts of the
    change (see `parts`); else None. source: its ledger cell.
    """

    code: str
    name: str
    month: str
    rate: float
    numerator: float | None
    denominator: float | None
    before_month: str | None
    moved: Parts | None
    note: str | None
    source: Record

    @property
    def change_points(self) -> float | None:
        return sum(self.moved) if self.moved else None

    @property
    def numerator_points(self) -> float | None:
        return self.moved.numerator_points if self.moved else None

    @property
    def denominator_points(self) -> float | None:
        return self.moved.denominator_points if self.moved else None


@dataclass(frozen=True, slots=True)
class Drift:
    """What moved a rate from its first reading with numerator and denominator to its newest: the steps added up.

    steps: the changes between them. denominator_changes: in how many of them the denominator was another one.
    change_points and its two parts are 0 with a single reading.
    """

    first: Reading
    last: Reading
    steps: int
    denominator_changes: int
    change_points: float
    numerator_points: float
    denominator_points: float

    @property
    def code(self) -> str:
        return self.first.code

    @property
    def name(self) -> str:
        return self.first.name


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


def histories(facts: Facts, month: str) -> dict[str, list[HistoryMonth]]:
    """The history (metrics.board.history) of every rate, by its code."""
    codes = [track.target["target_code"] for track in _rate_tracks(facts)]
    return {code: history(facts, code, month) for code in codes}


def readings(facts: Facts, month: str) -> list[Reading]:
    """Every reading of every rate up to `month`, in the plan's order, oldest first.

    Rates given without numerator and denominator are passed over, since nothing tells what moved them.
    """
    return [reading for track in _rate_tracks(facts) for reading in _readings(facts, track, month)]


def _rate_tracks(facts: Facts) -> Iterable[Track]:
    return (track for track in tracks_of(facts).values() if track.target["unit_of_measure"] == RATE)


def _readings(facts: Facts, track: Track, month: str) -> Iterable[Reading]:
    before: tuple[str, float, float] | None = None
    for entry in track.actuals.entries:
        if not entry.is_reading or entry.month > month:
            continue
        before_month, moved = None, None
        if entry.numerator is not None and entry.denominator is not None:
            if before is not None:
                before_month, moved = before[0], parts(entry.numerator, entry.denominator, before[1:])
            before = (entry.month, entry.numerator, entry.denominator)
        (row,) = entry.rows
        yield Reading(
            code=track.target["target_code"],
            name=track.target["name"],
            month=entry.month,
            rate=entry.value,
            numerator=entry.numerator,
            denominator=entry.denominator,
            before_month=before_month,
            moved=moved,
            note=row["note"],
            source=facts.source(entry.kind, row, entry.field),
        )


def drift(readings: Iterable[Reading]) -> list[Drift]:
    """What moved each rate that has at least one reading with numerator and denominator."""
    by_code: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.denominator is not None:
            by_code.setdefault(reading.code, []).append(reading)
    return [_drift(own) for own in by_code.values()]


def _drift(readings: Sequence[Reading]) -> Drift:
    denominators = [reading.denominator for reading in readings]
    return Drift(
        first=readings[0],
        last=readings[-1],
        steps=len(readings) - 1,
        denominator_changes=sum(one != other for one, other in pairwise(denominators)),
        change_points=sum(reading.change_points or 0 for reading in readings[1:]),
        numerator_points=sum(reading.numerator_points or 0 for reading in readings[1:]),
        denominator_points=sum(reading.denominator_points or 0 for reading in readings[1:]),
    )
