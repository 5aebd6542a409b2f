"""Simulated plans with known futures: targets of several kinds over sixty months, and standards in their stages.

Nothing here knows how a forecast is made. As many kinds gain speed as lose it. What a target asks for is drawn around
what its process brings on average, as if planners knew that roughly and the luck to come not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd

from metrics.forecast import LEAST_MONTHS, Course
from words.months import shift
from words.terms import Stage

MONTHS = 60
BEFORE = "2020-12"  # the month before the plans begin
Lot = np.random.Generator


@dataclass(frozen=True)
class Process:
    """What one target gains in each month, and what it was expected to gain in all of them."""

    gains: np.ndarray
    expected: float
    is_whole: bool = True


def month(count: int) -> str:
    """The n-th month of the plan."""
    return shift(BEFORE, count)


def between(lot: Lot, low: float, high: float) -> float:
    """Even on a logarithmic scale."""
    return float(np.exp(lot.uniform(np.log(low), np.log(high))))


def counts(lot: Lot, profile: np.ndarray) -> Process:
    """Events by chance (Poisson), 0.3 to 8 a month on average, more or fewer as the profile says."""
    mean = between(lot, 0.3, 8)
    return Process(lot.poisson(mean * profile / profile.mean()), mean * MONTHS)


def steady(lot: Lot) -> Process:
    return counts(lot, np.ones(MONTHS))


def year_end(lot: Lot) -> Process:
    year = np.ones(12)
    year[:2], year[5], year[10], year[11] = 0.4, lot.uniform(1, 2), lot.uniform(1, 2.5), lot.uniform(3, 8)
    return counts(lot, np.tile(year, MONTHS // 12))


def accelerating(lot: Lot) -> Process:
    slow = lot.uniform(0.1, 0.8)
    return counts(lot, np.linspace(slow, 2 - slow, MONTHS))


def late_start(lot: Lot) -> Process:
    return counts(lot, np.where(np.arange(MONTHS) < lot.integers(6, 30), lot.uniform(0.1, 0.5), 1.0))


def late_rush(lot: Lot) -> Process:
    return counts(lot, np.where(np.arange(MONTHS) < MONTHS - 12, 1.0, lot.uniform(1.5, 4)))


def stalling(lot: Lot) -> Process:
    """Slows down or stops in some month; those who planned it counted on nearly full speed."""
    mean, until, then = between(lot, 0.3, 8), lot.integers(10, 55), lot.uniform(0, 0.5)
    gains = lot.poisson(mean * np.where(np.arange(MONTHS) < until, 1.0, then))
    return Process(gains, mean * MONTHS * lot.uniform(0.6, 1))


def overdispersed(lot: Lot) -> Process:
    """Attendances: some sessions a month, each with few or many people."""
    sessions, people = between(lot, 0.3, 2.5), between(lot, 20, 80)
    held = lot.poisson(sessions, MONTHS)
    gains = [np.round(people * lot.lognormal(0, 0.5, number)).sum() for number in held]
    return Process(np.array(gains), sessions * people * np.exp(0.125) * MONTHS)


def small_integers(lot: Lot) -> Process:
    expected = lot.uniform(1, 6)
    return Process(lot.poisson(expected / MONTHS, MONTHS), expected)


def rate(lot: Lot) -> Process:
    """A coverage that creeps up, ever more slowly, and wobbles as it is measured."""
    begin = lot.uniform(0, 0.6)
    limit, time = lot.uniform(begin + 0.1, 1), between(lot, 20, 120)
    path = begin + (limit - begin) * (1 - np.exp(-np.arange(MONTHS + 1) / time))
    wobble = np.append(0, lot.normal(0, between(lot, 0.0005, 0.012), MONTHS))
    return Process(np.diff(path + wobble), path[-1] - begin, is_whole=False)


def wandering(lot: Lot) -> Process:
    """A pace with good and bad spells of several months."""
    keeps, deviation = lot.uniform(0.8, 0.95), lot.uniform(0.4, 0.8)
    shocks = lot.normal(0, deviation, MONTHS)
    mood = [shocks[0]]
    for shock in shocks[1:]:
        mood.append(keeps * mood[-1] + np.sqrt(1 - keeps**2) * shock)
    mean = between(lot, 0.3, 8)
    return Process(lot.poisson(mean * np.exp(np.array(mood) - deviation**2 / 2)), mean * MONTHS)


def falling(lot: Lot) -> Process:
    """Something to bring down, such as accidents in a year; what it loses counts as gained."""
    begin, share = between(lot, 10, 200), lot.uniform(0.2, 0.9)
    path = begin * (1 - share * np.arange(MONTHS + 1) / MONTHS)
    level = np.maximum(np.round(lot.normal(path, np.sqrt(path) / 2)), 0)
    return Process(np.diff(np.append(round(begin), level[1:])) * -1, begin * share)


def measured(lot: Lot) -> Process:
    mean = between(lot, 0.5, 20)
    return Process(lot.normal(mean, mean * lot.uniform(0.3, 2), MONTHS), mean * MONTHS, is_whole=False)


KINDS: dict[str, Callable[[Lot], Process]] = {
    "steady counts": steady,
    "bursts at the end of years": year_end,
    "gaining speed": accelerating,
    "late start": late_start,
    "last rush": late_rush,
    "stalling": stalling,
    "attendances, overdispersed": overdispersed,
    "one to six in all": small_integers,
    "rate creeping up": rate,
    "good and bad spells": wandering,
    "falling, with noise": falling,
    "measured value": measured,
}


@dataclass(frozen=True)
class Question:
    """What is known when a forecast is asked for, and what came: whether the target was met in its due month.

    line: whether the straight line through start and newest report meets it.
    """

    course: Course
    month: str
    line: bool
    came: bool


def question(kind: str, seed: list[int]) -> Question | None:
    """A target of a kind, asked about in one month of its life. None when chance gives none that can be asked.

    Some units report every month, others skip a tenth or a third of them.
    """
    lot = np.random.default_rng(seed)
    for _attempt in range(20):
        process = KINDS[kind](lot)
        goal = process.expected * float(np.exp(lot.normal(0, 0.3)))
        goal = max(round(goal), 1) if process.is_whole else goal
        silent = lot.choice([0, 0, 0.1, 0.3])
        asked = int(lot.integers(8, 55))
        due = MONTHS if lot.random() < 0.7 else int(lot.integers(asked + 1, MONTHS + 1))
        values = np.append(0, np.cumsum(process.gains)).astype(float)
        spoken = [0, *(1 + np.flatnonzero(lot.random(asked) >= silent)).tolist()]
        now = spoken[-1]
        is_open = len(spoken) > LEAST_MONTHS and values[now] < goal and (np.diff(values[spoken]) > 0).any()
        if is_open:
            known = [month(each) for each in spoken]
            course = Course(known, values[spoken].tolist(), float(goal), ">=", month(due))
            line = values[now] / now * due >= goal
            return Question(course, month(asked), bool(line), bool(values[due] >= goal))
    return None


WORKING = list(Stage)[: list(Stage).index(Stage.PUBLICATION)]


@dataclass(frozen=True)
class Pipeline:
    """A plan's standards as known in one month, and what came."""

    spells: pd.DataFrame
    published: int
    target_value: int
    due_month: str
    month: str
    line: bool
    came: bool


def pipeline(seed: list[int]) -> Pipeline | None:
    """Some standards on their way through the stages, all begun within a year and a half, asked about later on.

    Stages take gamma-distributed times, some are skipped, few items are given up, and in some month all begin to
    go faster or slower.
    """
    lot = np.random.default_rng(seed)
    for _attempt in range(20):
        lives = _lives(lot)
        asked = int(lot.integers(19, 48))
        due = int(min(asked + lot.integers(3, 25), MONTHS))
        done = np.array([life[-1][1] if life[-1][0] == Stage.PUBLICATION else inf for life in lives])
        published = int((done <= asked).sum())
        seen = [[stay for stay in life if stay[1] <= asked] for life in lives]
        under_way = sum(stays[-1][0] in WORKING for stays in seen)
        goal = published + int(np.ceil(under_way * lot.uniform(0.1, 0.9)))
        if goal == published:
            continue
        rows = [
            (f"{item}", stage.value, month(entered), month(after[1]) if after else None)
            for item, stays in enumerate(seen)
            for (stage, entered), after in zip(stays, [*stays[1:], None], strict=True)
        ]
        spells = pd.DataFrame(rows, columns=["key", "stage", "entered", "left"], dtype=object)
        line = published / asked * due >= goal
        return Pipeline(
            spells, published, goal, month(due), month(asked), line, bool((done <= due).sum() >= goal)
        )
    return None


def _lives(lot: Lot) -> list[list[tuple[Stage, float]]]:
    """Items, each with the stages it enters and when."""
    means = np.array([3, 2, 8, 2.5, 3, 4]) * lot.uniform(0.6, 1.6) * lot.uniform(0.8, 1.25, 6)
    shape, skips, given_up = lot.uniform(0.8, 4), lot.choice([0, 0.2]), lot.choice([0, 0.01])
    turn, slower = lot.uniform(10, 50), float(np.exp(lot.normal(0, 0.25)))
    lives = []
    for _item in range(lot.integers(20, 110)):
        life, now = [], lot.uniform(1, 18)
        for stage, mean in zip(WORKING, means, strict=True):
            if stage in (Stage.PRELIMINARY, Stage.DRAFTING, Stage.COMMENTS) and lot.random() < skips:
                continue
            life.append((stage, int(now)))
            if lot.random() < given_up:
                life.append((Stage.WITHDRAWAL, int(now) + 1))
                break
            now += lot.gamma(shape, mean / shape) * (slower if now > turn else 1)
        else:
            life.append((Stage.PUBLICATION, int(now)))
        lives.append(life)
    return lives
