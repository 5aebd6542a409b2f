"""The forecast of published standards from the stages that each item has still to pass.

Monte Carlo on the ledger's own spells: how long items stayed in each stage, and where they went from there. A spell
that still goes on says that the stage takes longer than it has lasted so far (censoring); Kaplan and Meier
1958 (Journal of the American Statistical Association 53) estimate the chance of leaving a stage in each month of a
spell from both. In every run

    the spells   are weighted by draws (Bayesian bootstrap), and the chances of leaving are estimated from them.
                 Beyond the longest spell an item leaves at the stage's mean rate. A stage that fewer than
                 LEAST_EVENTS items have left takes the durations of all stages together, and leads to the next
    each item    draws how long it stays where it is, given how long it has been there, then which stage follows and
                 how long it stays there, until it is published or withdrawn; stages may be skipped or repeated
    the course   from now on all items of a run go faster or slower by the same factor, (1 + years ahead) ** b with
                 b normal of deviation COURSE, as in metrics/forecast.py

The target is reached with the n-th publication, where n is what is left. Items that are not in the ledger yet are not
made up: where fewer are under way than the target needs, there is no forecast and the reason says so.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.facts import Facts, records
from metrics.forecast import RUNS, Course, Forecast, after_course, from_runs, refused, seed_for
from metrics.stages import Stay, spells
from metrics.track import Track
from words import _
from words.months import ordinal
from words.terms import Cycle, Measure, Stage

STAGES = "stage_durations"
LEAST_EVENTS = 6  # items that have left a stage, below which its own durations say too little
COURSE = 0.2  # deviation of the power by which all items of a run go faster or slower; see docs/forecast.md
LONGEST = 120  # months in one stage, and ahead, that are looked at
ORDER = list(Stage)
PUBLISHED = ORDER.index(Stage.PUBLICATION)


@dataclass(frozen=True)
class Spells:
    """Stays of items in the stages before publication. One place a stay in each array.

    stage: place in the order of the stages. lasted: months, 0 when left in the month it was entered, −1
    when the beginning is unknown.
    follows: the stage entered next; -1 while the stay goes on.
    """

    stage: np.ndarray
    lasted: np.ndarray
    follows: np.ndarray

    @property
    def is_over(self) -> np.ndarray:
        return self.follows >= 0


def forecast_standards(
    stays: pd.DataFrame, published: int, target_value: float, due_month: str | None, month: str, seed: int
) -> Forecast:
    """Forecast when so many standards will have been published.

    stays: key, stage, entered, left; months, `left` None while the item is still there. One row a stay, as
        known at the end of `month`; nothing later may stand in it. Stays of unknown beginning (entered None) say
        nothing of durations, and an item in one counts as just entered.
    published: standards that count at the end of `month`. due_month: None gives dates without a probability.

    Refused with a reason: no number, reached already, fewer than LEAST_EVENTS stays of known length so far,
    fewer items under way than are left to publish. history_months is the number of those stays.
    The order of rows changes nothing.
    """
    observed = _read(stays, month)
    events = int((observed.is_over & (observed.lasted >= 0)).sum())
    here = ~observed.is_over
    left = target_value - published
    reason = None
    if target_value != target_value:
        reason = _("The plan prints no number for this target, so there is nothing to forecast.")
    elif left <= 0:
        reason = _("The target is reached already.")
    elif events < LEAST_EVENTS:
        reason = _(
            "History too short: {count} stays in a stage are known from beginning to end, a forecast needs at least {least}."
        ).format(count=events, least=LEAST_EVENTS)
    elif here.sum() < left:
        reason = _(
            "{left} standards are left to publish, but only {known} are under way; those not yet in the ledger are not made up."
        ).format(left=int(np.ceil(left)), known=int(here.sum()))
    if reason is not None:
        return refused(reason, STAGES, seed, events)
    times = _months_to_publication(observed, seed)
    times.sort(axis=1)
    # The items of a run are in order of their months, so this column is the n-th publication; a part of one is one.
    reached_after = np.sort(times[:, int(np.ceil(left)) - 1])
    course = Course([month], [published], target_value, None, due_month)
    (outcome,) = from_runs(reached_after[None, :], [course], month, STAGES, seed)
    return Forecast(**{**vars(outcome), "history_months": events})


def stage_forecast(facts: Facts, track: Track, month: str) -> Forecast | None:
    """The forecast of a target that counts published standards, from the stages of its items; None for all others.

    A stay that was over before its beginning was seen says nothing of durations; one that goes on has lasted at
    least since it was first seen.
    """
    target = track.target
    published = track.actuals.value(month)
    if target["measure"] != Measure.PUBLISHED_STANDARDS or published is None or track.cycle is not Cycle.PLAN:
        return None
    scope = target["measure_scope"] or None
    own = {row["key"] for row in records(facts.standards) if scope in (None, row["section"])}
    rows = [
        {
            "key": stay.key,
            "stage": stay.stage,
            "entered": stay.entered if stay.is_exact or not _is_over(stay, month) else None,
            "left": stay.left if _is_over(stay, month) else None,
        }
        for stay in spells(facts)
        if stay.key in own and stay.entered <= month
    ]
    table = pd.DataFrame(rows, columns=["key", "stage", "entered", "left"], dtype=object)
    seed = seed_for(facts.plan["plan_code"], month)
    return forecast_standards(table, int(published), target["target_value"], track.due, month, seed)


def _is_over(stay: Stay, month: str) -> bool:
    return stay.left is not None and stay.left <= month


def _read(table: pd.DataFrame, month: str) -> Spells:
    """The stays before publication as numbers, in an order of their own, so that the order of rows does not matter.

    A stay leads to the item's next one by month entered; where the item has none, to the next stage.
    """
    stays = sorted(
        (row["key"], row["entered"] or "", ORDER.index(Stage(row["stage"])), row["left"] or "")
        for row in records(table[["key", "stage", "entered", "left"]])
    )
    rows = []
    for index, (key, entered, stage, left) in enumerate(stays):
        if stage < PUBLISHED:
            until = ordinal(left or month)
            # −1 is a beginning that is not known, and no length.
            lasted = min(max(until - ordinal(entered), -1), LONGEST) if entered else -1
            follows = -1
            if left:
                after = stays[index + 1] if index + 1 < len(stays) else None
                follows = after[2] if after and after[0] == key else stage + 1
            rows.append((stage, lasted, follows))
    stays_read = np.array(rows, dtype=int).reshape(-1, 3)
    return Spells(*stays_read.T)


def _months_to_publication(observed: Spells, seed: int) -> np.ndarray:
    """Months until each item under way is published: one row a run, one column an item; infinite if never."""
    lot = np.random.default_rng(seed)
    exponent = lot.normal(1, COURSE, RUNS)[:, None]
    # Exponential variates as weights are the Bayesian bootstrap (Rubin 1981).
    weights = lot.standard_exponential((len(observed.stage), RUNS)).T
    leaving = [_leaving(observed, stage, weights) for stage in range(PUBLISHED)]
    following = [_following(observed, stage, weights) for stage in range(PUBLISHED)]
    here = ~observed.is_over
    stage = np.tile(observed.stage[here], (RUNS, 1))
    age = np.tile(observed.lasted[here], (RUNS, 1))
    months = np.zeros(stage.shape)
    # A stay may last 0 months and a stage may come again, so steps have an end of their own.
    for _step in range(LONGEST):
        on_the_way = (stage < PUBLISHED) & (months <= LONGEST)
        if not on_the_way.any():
            break
        for current in np.unique(stage[on_the_way]):
            runs, items = np.nonzero(on_the_way & (stage == current))
            months[runs, items] += _stays(leaving[current], runs, age[runs, items], lot)
            chances = following[current][runs]
            stage[runs, items] = (lot.random((len(runs), 1)) > chances).sum(axis=1)
            age[runs, items] = -1  # just entered
    months[(stage != PUBLISHED) | (months > LONGEST)] = np.inf
    return after_course(months, exponent)


def _leaving(observed: Spells, stage: int, weights: np.ndarray) -> np.ndarray:
    """The chance of having left a stage by each month of a stay: one row a run, LONGEST + 1 columns."""
    of_stage = (observed.stage == stage) & (observed.lasted >= 0)
    if (of_stage & observed.is_over).sum() < LEAST_EVENTS:
        of_stage = observed.lasted >= 0
    lasted, is_over, weights = observed.lasted[of_stage], observed.is_over[of_stage], weights[:, of_stage]
    months = np.arange(lasted.max() + 1)
    left = weights @ ((lasted[:, None] == months) & is_over[:, None]).astype(float)
    present = weights @ (lasted[:, None] >= months).astype(float)
    mean_rate = left.sum(axis=1, keepdims=True) / present.sum(axis=1, keepdims=True)
    rates = np.tile(mean_rate, LONGEST + 1)  # beyond the longest stay an item leaves at the mean rate
    rates[:, : len(months)] = left / present
    return 1 - np.cumprod(1 - rates, axis=1)


def _following(observed: Spells, stage: int, weights: np.ndarray) -> np.ndarray:
    """The chance that the stage after this one is each stage or an earlier one: one row a run, a column a stage."""
    of_stage = (observed.stage == stage) & observed.is_over
    if of_stage.sum() < LEAST_EVENTS:
        return np.tile(np.arange(len(ORDER)) > stage, (RUNS, 1)).astype(float)  # surely the next one
    chances = weights[:, of_stage] @ (observed.follows[of_stage, None] == np.arange(len(ORDER)))
    return np.cumsum(chances / chances.sum(axis=1, keepdims=True), axis=1)


def _stays(leaving: np.ndarray, runs: np.ndarray, age: np.ndarray, lot: np.random.Generator) -> np.ndarray:
    """How many months more items stay in a stage. age: months they are known to have been there, −1 on entering."""
    gone = np.where(age >= 0, leaving[runs, age], 0)
    # All runs' chances in one ascending line, so that one search finds every month.
    line = (leaving + np.arange(RUNS)[:, None]).ravel()
    drawn = runs + gone + lot.random(len(runs)) * (1 - gone)
    lasts = np.searchsorted(line, drawn) - runs * leaving.shape[1]
    return np.where(lasts <= LONGEST, lasts - np.maximum(age, 0), np.inf)
