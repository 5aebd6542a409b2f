"""The forecast: by when a target will be reached at the pace of its own months, and how likely that is on time.

Monte Carlo on monthly throughput. The history of a target is what was added between one report and the next, zeros
included. A month without a report is unknown, not zero: what was added over a gap of g months is one observation
of g months, neither spread over them nor put into the last. Each of RUNS runs draws

    the pace    the mean of the known months, each weighted by a gamma variate (Bayesian bootstrap, Rubin 1981,
                Annals of Statistics 9), so that a short or uneven history gives a wide spread of paces. The mean
                weight halves every HALF_LIFE months of age: recent months say more. A history that never falls
                gets half an event more (Jeffreys' prior for counts), as the next one is owed to no month yet
    its course  from now on the pace is multiplied by (1 + years ahead) ** b with b normal of deviation COURSE: it may
                fade or grow, the more the further ahead. Nothing in a history tells a coming stall or a last rush
    the luck    of the months to come: after t months of that pace the sum is t × pace + √t × deviation × z, where z
                is normal and the deviation that of the known months. It first reaches what is left at a time that
                has a closed form (Birnbaum and Saunders 1969, Journal of Applied Probability 6), so that
                a run costs a few operations, however far off the target

HALF_LIFE and COURSE were chosen by backtest on simulated plans; how well the probabilities hold on others is shown in
docs/forecast.md. Bursts at the end of years are not modelled: profiles of the calendar year, estimated from the two
or three years there are, gained nothing in the backtest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
import pandas as pd

from metrics.goal import reached
from words import _
from words.months import from_ordinal, last_day, months_between, ordinal
from words.terms import Comparator

RUNS = 1000  # so that one run is a tenth of a percent of the probability
LEAST_MONTHS = 6  # known monthly increments below which nothing is forecast
# Both were chosen by backtest on simulated plans; see docs/forecast.md.
HALF_LIFE = 12  # months of age that halve the weight of a month
COURSE = 0.8  # deviation of the power by which a pace fades or grows
MEMORY = 120  # months before the last report that count; older ones would weigh less than a thousandth
HORIZON = 120  # months after the month asked; dates beyond are not told
# Indices into the times of the runs, ascending, of the 500th and the 850th of them: by then half, and 85 %, are there.
# One that was drawn, not a value between two.
QUANTILES = [round(share * RUNS) - 1 for share in (0.5, 0.85)]
# Indices into the values of a month's runs, ascending: what 85 %, 50 % and 15 % of them have reached, so that p50 is at the
# target from p50_on on, and p15 from p85_on on.
EDGES = {name: RUNS - round(share * RUNS) for name, share in (("p15", 0.85), ("p50", 0.5), ("p85", 0.15))}
AT_ONCE = 4  # targets that are worked out together; why so few: see `_runs`
TOLERANCE = 1e-4  # months; more than the rounding of single precision
THROUGHPUT = "monthly_throughput"


@dataclass(frozen=True)
class Forecast:
    """When a target will be reached. What is not forecast is None, and `reason` says why, in the language in use.

    p50_on, p85_on: last day of the month by which half, and 85 %, of the runs have reached the target; None also
        where that lies more than HORIZON months ahead.
    probability: share of the runs that reach it by the end of its due month, 0 to 1.
    method: THROUGHPUT, or STAGES of metrics/forecast_standards.py.
    seed, runs: with the same facts they give the same answer again.
    history_months: number of known increments it was drawn from.
    """

    p50_on: date | None
    p85_on: date | None
    probability: float | None
    reason: str | None
    method: str
    seed: int
    runs: int
    history_months: int


@dataclass(frozen=True)
class Course:
    """What is known of a target: its values at the end of reported months, oldest first, and where it is to go.

    months, values: as many of one as of the other; a count begins with 0 before its plan's first month.
    due_month: None where the target has no date. target_value: NaN where it has no number.
    """

    months: Sequence[str]
    values: Sequence[float]
    target_value: float
    comparator: str | None
    due_month: str | None


def seed_for(plan_code: str, month: str) -> int:
    """The seed of all forecasts of a plan for a month: the same question has the same answer for ever.

    The targets of a plan share their draws, so that equal histories get equal answers.
    """
    return crc32(f"{plan_code}|{month}".encode())


def forecasts(courses: Sequence[Course], month: str, seed: int) -> list[Forecast]:
    """Forecast each target from what is known of it up to `month`, by its monthly throughput.

    Refused with a reason: targets without a number, those reached already, histories with fewer than
    LEAST_MONTHS known increments, values that have never moved towards the target. Without a due month there are
    dates but no probability. "At most" targets are reached by falling; any unit does, rates too, and scaling it
    changes nothing. Months are counted from the newest report; no date lies before `month`. The
    answer to one does not depend on the others.
    """
    reasons = [_refusal(course) for course in courses]
    asked = [course for course, reason in zip(courses, reasons, strict=True) if reason is None]
    answers = iter(from_runs(_months_needed(asked, seed), asked, month, THROUGHPUT, seed) if asked else [])
    return [
        next(answers) if reason is None else refused(reason, THROUGHPUT, seed, known_months(course))
        for course, reason in zip(courses, reasons, strict=True)
    ]


def fan(course: Course, month: str, until: str, seed: int) -> pd.DataFrame | None:
    """The values that runs of the forecast have come to, month by month, from the newest report to the month `until`.

    One row per month: month, p15, p50, p85, in the target's own unit, the furthest from the target first: 15 %,
    50 % and 85 % of the runs have come no further. The first row is the newest report itself. None where
    `forecasts` refuses; the same `month` and seed give the same runs. A run that has reached the target stays there:
    what comes after is not forecast. So p50 meets the target in the month of p50_on and p15 in that of p85_on, unless
    those lie before `month`. What never fell does not fall, and what was never below 0 stays so.
    """
    if _refusal(course) is not None:
        return None
    since = course.months[-1]
    ((_place, paces, swing, exponent),) = _runs([course], seed)
    times = _first_passage(paces, swing, exponent)[0]
    months = months_between(since, max(since, until))
    ahead = np.arange(len(months))[:, None]
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        work = np.expm1(np.log1p(ahead / 12) * exponent) * 12 / exponent  # the inverse of `after_course`
        done = work * paces[0] + np.sqrt(work) * swing[0]  # in units of what is left
    # A run whose pace does not lead there may be carried past the target by luck alone. It stays just below, so that the
    # fan meets the target in the month that `forecasts` names, and not before.
    is_there = times <= ahead + TOLERANCE
    done = np.where(is_there, 1, np.minimum(done, np.nextafter(1, 0)))
    sign = -1.0 if _falls(course) else 1.0
    if all((after - before) * sign >= 0 for before, after in pairwise(course.values)):
        done = np.maximum(done, 0)
    done[0] = 0  # the newest report itself, whatever was drawn
    now, goal = course.values[-1], course.target_value
    least = 0.0 if min(course.values) >= 0 else -np.inf
    edges = np.sort(done, axis=1)[:, list(EDGES.values())]
    values = np.where(edges == 1, goal, np.maximum(now + edges * (goal - now), least))
    return pd.DataFrame({"month": months} | dict(zip(EDGES, values.T, strict=True)))


def refused(reason: str, method: str, seed: int, history_months: int) -> Forecast:
    return Forecast(None, None, None, reason, method, seed, RUNS, history_months)


def from_runs(
    times: np.ndarray, courses: Sequence[Course], month: str, method: str, seed: int
) -> list[Forecast]:
    """The forecasts that runs come to.

    times: one row a course and one column a run, in ascending order: months from the newest report of the
        course to its target; infinite where it is never reached.
    """
    asked = ordinal(month)
    since = [ordinal(course.months[-1]) for course in courses]
    due = [np.nan if course.due_month is None else ordinal(course.due_month) for course in courses]
    shares = ((times <= (np.array(due) - since)[:, None] + TOLERANCE).sum(axis=1) / RUNS).tolist()
    # Reports are monthly, so a target is reached with the end of a month. The newest may be older than the
    # month asked for, which no date lies before.
    reached_at = np.array(since)[:, None] + np.ceil(times[:, QUANTILES] - TOLERANCE)
    reached_at = np.maximum(reached_at, asked)
    reached_at[reached_at > asked + HORIZON] = np.nan
    no_date = _("The target has no due date, so there is no probability of reaching it in time.")
    answers = []
    for course, (p50, p85), share in zip(courses, reached_at.tolist(), shares, strict=True):
        has_date = course.due_month is not None
        share, reason = (share, None) if has_date else (None, no_date)
        days = (_last_day(p50), _last_day(p85))
        answers.append(Forecast(*days, share, reason, method, seed, RUNS, known_months(course)))
    return answers


@cache
def _last_day(count: float) -> date | None:
    return None if np.isnan(count) else last_day(from_ordinal(int(count)))


def known_months(course: Course) -> int:
    return max(len(course.months) - 1, 0)


def _refusal(course: Course) -> str | None:
    """Why a target is not forecast, or None."""
    goal, values = course.target_value, course.values
    if goal != goal:
        return _("The plan prints no number for this target, so there is nothing to forecast.")
    if values and reached(course.comparator, values[-1], goal):
        return _("The target is reached already.")
    if known_months(course) < LEAST_MONTHS:
        return _("History too short: {count} months are known, a forecast needs at least {least}.").format(
            count=known_months(course), least=LEAST_MONTHS
        )
    falls = _falls(course)
    if not any((after < before) if falls else (after > before) for before, after in pairwise(values)):
        return _("The value has never moved towards the target, so there is no pace to forecast from.")
    return None


def _falls(course: Course) -> bool:
    return course.comparator == Comparator.AT_MOST


def _months_needed(courses: Sequence[Course], seed: int) -> np.ndarray:
    """Months from the newest report to the target: one row a target, one column a run, ascending."""
    months = np.empty((len(courses), RUNS), np.float32)
    for some, paces, swing, exponent in _runs(courses, seed):
        months[some] = _first_passage(paces, swing, exponent)
    months.sort(axis=1)
    return months


def _runs(courses: Sequence[Course], seed: int) -> Iterator[tuple[slice, np.ndarray, np.ndarray, np.ndarray]]:
    """The draws, a few targets at a time: which targets, their paces and swings, and the exponents of the course.

    Paces and swings in units of what is left, one row a target and one column a run.
    """
    added, spans, left = _increments(courses)
    # From here on in units of what is left: a target's own unit does not matter.
    added = added / left[:, None]
    # Column 0 holds the newest report's increment, column n that of n months before.
    recency = 0.5 ** (np.arange(added.shape[1]) / HALF_LIFE)
    pace = (added @ recency) / (spans @ recency)
    is_known = spans > 0
    count = is_known.sum(axis=1)
    off = np.divide((added - pace[:, None] * spans) ** 2, spans, out=np.zeros_like(spans), where=is_known)
    # A sample's variance, over n − 1, with the weights of the pace.
    variance = (off @ recency) / (is_known @ recency) * count / np.maximum(count - 1, 1)
    never_falls = (added >= 0).all(axis=1)
    # Where events come by chance (Poisson), variance ÷ mean is the size of one.
    an_event = np.divide(variance, pace, out=np.zeros_like(pace), where=never_falls & (pace > 0))

    # In single precision and a few targets at a time: this stays in the processor's cache, and matrices so small are
    # multiplied at once, without waking threads that a busy machine keeps waiting.
    lot = np.random.default_rng(seed)
    luck = lot.standard_normal(RUNS).astype(np.float32)
    # b + 1, and half an event (Jeffreys): see `after_course` and the module.
    exponent = lot.normal(1, COURSE, RUNS).astype(np.float32)
    event = lot.standard_gamma(0.5, RUNS).astype(np.float32)
    # Rows of draws come one after another: a longer history of another target leaves the first rows as they are.
    weights = lot.standard_gamma(recency[:, None], (len(recency), RUNS)).astype(np.float32)
    event_size, deviation = (column.astype(np.float32)[:, None] for column in (an_event, np.sqrt(variance)))
    gains, over = added.astype(np.float32), spans.astype(np.float32)
    for first in range(0, len(courses), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        paces = (gains[some] @ weights + event_size[some] * event) / (over[some] @ weights)
        yield some, paces, deviation[some] * luck, exponent


def _first_passage(paces: np.ndarray, swing: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    """Months until t × pace + √t × swing first reaches 1, with the course of the pace."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        months = ((np.sqrt(swing * swing + 4 * paces) - swing) / (2 * paces)) ** 2
    months[~(paces > 0)] = np.inf  # it does not lead there
    return after_course(months, exponent)


def after_course(months: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    """When work of so many months at today's pace is done, if the pace takes the course (1 + years ahead) ** b.

    exponent: b + 1. Summed up to t, the pace is 12 ((1 + t/12) ** (b + 1) − 1) / (b + 1); this is its inverse.
    Infinite where the pace fades before.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        later = 12 * (np.exp(np.log(1 + months * (exponent / 12)) / exponent) - 1)
    return np.where(np.isfinite(later), later, np.inf)


def _increments(courses: Sequence[Course]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What was added towards each target, over how many months, and what is left.

    The first two have a row a target and a column for each month of age of the report that tells it, counted
    back from the target's newest report; 0 and 0 months where none tells.
    """
    lengths = np.array([len(course.months) for course in courses])
    months = np.fromiter(map(ordinal, chain.from_iterable(course.months for course in courses)), int)
    values = np.fromiter(chain.from_iterable(course.values for course in courses), float)
    ends = np.cumsum(lengths)
    signs = np.array([-1.0 if _falls(course) else 1.0 for course in courses])
    goals = np.array([course.target_value for course in courses])
    left = (goals - values[ends - 1]) * signs
    owners = np.repeat(np.arange(len(courses)), lengths)
    ages = months[ends - 1][owners] - months
    # An increment begins with every report but a target's last one.
    is_begin = np.append(owners[1:] == owners[:-1], False)
    is_begin &= np.append(ages[1:] < MEMORY, False)
    begins = np.flatnonzero(is_begin)
    rows, columns = owners[begins + 1], ages[begins + 1]
    width = int(columns.max()) + 1 if len(columns) else 0
    added, spans = np.zeros((len(courses), width)), np.zeros((len(courses), width))
    added[rows, columns] = (values[begins + 1] - values[begins]) * signs[rows]
    spans[rows, columns] = months[begins + 1] - months[begins]
    return added, spans, left
