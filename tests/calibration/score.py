"""How good stated probabilities are: Brier score, and a reliability table with its sampling error."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from metrics.forecast import forecasts
from metrics.forecast_standards import forecast_standards
from tests.calibration.plans import KINDS, pipeline, question

SEED = 20260701  # not the one on which the settings of the forecast were chosen
BINS = 10
NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Answers:
    """Stated probabilities, what the straight line says (0 or 1), and what came (0 or 1). One place a question."""

    stated: np.ndarray
    line: np.ndarray
    came: np.ndarray

    def brier(self, said: np.ndarray) -> float:
        """Mean square of what was said less what came: 0 is perfect, 0.25 is saying one half always."""
        return float(((said - self.came) ** 2).mean())

    @property
    def base_rate(self) -> np.ndarray:
        """The share that came in all: who knows that, and nothing of the single target, says it always."""
        return np.full(len(self.came), self.came.mean())


@dataclass(frozen=True)
class Bin:
    """Questions with a stated probability of at least `low` and less than `high` (the last: at most).

    came: share of them that came; low_share, high_share: its 95 % interval by Wilson (1927).
    """

    low: float
    high: float
    count: int
    stated: float
    came: float
    low_share: float
    high_share: float

    @property
    def holds(self) -> bool:
        return self.low_share <= self.stated <= self.high_share


def reliability(answers: Answers) -> list[Bin]:
    """The table of ten bins; empty ones are left out."""
    places = np.minimum((answers.stated * BINS).astype(int), BINS - 1)
    table = []
    for place in range(BINS):
        inside = places == place
        count = int(inside.sum())
        if count:
            stated, came = float(answers.stated[inside].mean()), float(answers.came[inside].mean())
            table.append(Bin(place / BINS, (place + 1) / BINS, count, stated, came, *wilson(came, count)))
    return table


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share seen in so many cases."""
    square = NORMAL_95**2 / count
    middle = (share + square / 2) / (1 + square)
    half = NORMAL_95 / (1 + square) * sqrt(share * (1 - share) / count + square / count / 4)
    return middle - half, middle + half


def throughput(plans: int, seed: int = SEED) -> dict[str, Answers]:
    """By kind of target: one target of each kind in each plan, asked about in one month, so that no two answers hang together."""
    found = {}
    for place, kind in enumerate(KINDS):
        rows = []
        for plan in range(plans):
            asked = question(kind, [seed, plan, place])
            if asked is not None:
                (forecast,) = forecasts([asked.course], asked.month, seed + plan)
                rows.append((forecast.probability, asked.line, asked.came))
        found[kind] = Answers(*np.array(rows, float).T)
    return found


def stages(plans: int, seed: int = SEED) -> Answers:
    """One pipeline a plan, asked about in one month; those that are refused are left out."""
    rows = []
    for plan in range(plans):
        asked = pipeline([seed, plan])
        if asked is not None:
            forecast = forecast_standards(
                asked.spells, asked.published, asked.target_value, asked.due_month, asked.month, seed + plan
            )
            if forecast.probability is not None:
                rows.append((forecast.probability, asked.line, asked.came))
    return Answers(*np.array(rows, float).T)


def together(answers: dict[str, Answers]) -> Answers:
    parts = [(each.stated, each.line, each.came) for each in answers.values()]
    return Answers(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
