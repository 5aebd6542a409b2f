"""The pipeline of standards: where each one is in a month, for how long, which are over-age, due for review, or next."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from statistics import mean, median

from metrics.facts import Facts, records, start_of
from metrics.periods import Periods, load_periods
from metrics.stages import NO_END, ORDER, registers_of, spells
from metrics.standards import (
    AgeingItem,
    ListedStandard,
    NextStandard,
    ReviewDue,
    StageAges,
    StageCount,
    StandardItem,
    Throughput,
)
from metrics.unit_names import full_names
from words.months import last_day, month_of, months_between, ordinal, shift
from words.terms import Stage

ROLLING_MONTHS = 12  # a year, so that no season weighs more than another
EVER = 1200  # months: a century, to look for the next review however late it is
# What may be searched for besides a stage.
UNDER_WAY, OVER_AGE, UNSTAGED = "under_way", "over_age", "unstaged"
LEAST_HISTORY = 6  # fewer stays than this are no history to judge by


@lru_cache(maxsize=64)
def items(facts: Facts, month: str) -> tuple[StandardItem, ...]:
    """Where each standard known by then is at the end of a month ("YYYY-MM"), as far as facts tell.

    In the order of the stages and within one the longest first. A standard whose register is silent stays where it was
    last seen, and its months go on.
    """
    newest = {stay.key: stay for stay in spells(facts) if stay.entered <= month}
    registers = {key: sorted(months) for key, months in registers_of(facts).items()}
    first_listed = _first_listed(facts)
    standing = []
    for row in records(facts.standards):
        stay = newest.get(row["key"])
        if stay is None and first_listed.get(row["key"], "") > month:
            continue
        months = registers.get(row["key"], [])
        index = bisect_right(months, month)
        standing.append(
            StandardItem(
                key=row["key"],
                name=row["name"],
                section=row["section"],
                standard_number=row["standard_number"],
                lead_units=row["lead_units"] or [],
                registered_on=row["registered_on"],
                published_on=row["published_on"],
                stage=stay.stage if stay else None,
                entered=stay.entered if stay else None,
                months_in_stage=ordinal(month) - ordinal(stay.entered) if stay else None,
                earliest=stay.earliest if stay else None,
                is_exact=stay.is_exact if stay else False,
                remarks=stay.remarks if stay else [],
                reported_month=months[index - 1] if index else None,
            )
        )
    standing.sort(key=lambda item: (_stage_order(item.stage), -(item.months_in_stage or 0), item.key))
    return tuple(standing)


def stage_counts(items: Sequence[StandardItem]) -> list[StageCount]:
    """How many standards are in each stage, by section, in the order of the stages.

    All nine stages, and None for standards whose stage no ledger has told, occur with every section.
    """
    counts = Counter((item.stage, item.section) for item in items)
    sections = sorted({item.section or "" for item in items})
    return [
        StageCount(stage, section or None, counts[stage, section or None])
        for stage in (*Stage, None)
        for section in sections
    ]


def throughput(facts: Facts, month: str, rolling_months: int = ROLLING_MONTHS) -> list[Throughput]:
    """Standards registered and published (by 立项日期 and 发布日期) in each month, from the plan's start to `month`.

    A standard withdrawn since was published all the same, so the sum may be above the figure of the target. Empty when
    the plan has no start.
    """
    starts_on = start_of(facts.plan)
    reported = [
        row["month"] for row in records(facts.reports) if row["kind"] == "standards" and row["month"] <= month
    ]
    newest = max(reported, default="")
    registered = Counter(month_of(day) for day in facts.standards["registered_on"] if day is not None)
    published = Counter(month_of(day) for day in facts.standards["published_on"] if day is not None)
    rows = []
    last: list[int] = []
    for at in months_between(month_of(starts_on), month) if starts_on is not None else []:
        if at > newest:
            rows.append(Throughput(at, None, None, None))
            continue
        last = [*last, published[at]][-rolling_months:]
        rolling = mean(last) if len(last) == rolling_months else None
        rows.append(Throughput(at, registered[at], published[at], rolling))
    return rows


def ageing(items: Iterable[StandardItem], month: str, periods: Periods | None = None) -> list[AgeingItem]:
    """Standards in stages that have a period, the one furthest over it first. items: those of the month."""
    periods = periods or load_periods()
    ageing = []
    for item in items:
        period = periods.stages.get(item.stage) if item.stage else None
        if item.stage is None or item.months_in_stage is None or period is None:
            continue
        latest = ordinal(month) - ordinal(item.earliest) if item.earliest else None
        is_within = latest is not None and latest <= period.months
        is_over = True if item.months_in_stage > period.months else False if is_within else None
        ageing.append(AgeingItem(item, item.stage, item.months_in_stage, period, is_over))
    return sorted(
        ageing, key=lambda row: (-row.over_months, -row.months_in_stage / row.period.months, row.item.key)
    )


@dataclass(frozen=True)
class Standing:
    """How many standards stand where at the end of a month. They add up to `listed`.

    in_force: published, or under review since; under_way: in a stage before publication; unstaged: no ledger has told
    their stage. Of those under way `over_age` are certainly over the period of their stage, `maybe_over` perhaps.
    """

    listed: int
    in_force: int
    under_way: int
    unstaged: int
    withdrawn: int
    over_age: int
    maybe_over: int


def standing(facts: Facts, month: str, periods: Periods | None = None) -> Standing:
    """How many standards stand where at the end of a month."""
    listed = items(facts, month)
    stages = Counter(item.stage for item in listed)
    over = Counter(row.is_over for row in ageing(listed, month, periods))
    in_force = stages[Stage.PUBLICATION] + stages[Stage.REVIEW]
    unstaged, withdrawn = stages[None], stages[Stage.WITHDRAWAL]
    under_way = len(listed) - in_force - unstaged - withdrawn
    return Standing(len(listed), in_force, under_way, unstaged, withdrawn, over[True], over[None])


def stage_ages(items: Sequence[StandardItem], month: str, periods: Periods | None = None) -> list[StageAges]:
    """How long standards have been in each stage before publication, in order, also where there are none.

    items: those of the month.
    """
    periods = periods or load_periods()
    judged = Counter((row.stage, row.is_over) for row in ageing(items, month, periods))
    rows = []
    for stage in list(Stage)[: ORDER[Stage.PUBLICATION]]:
        months = [item.months_in_stage or 0 for item in items if item.stage is stage]
        period = periods.stages.get(stage)
        rows.append(
            StageAges(
                stage=stage,
                period_months=period.months if period else None,
                count=len(months),
                over=judged[stage, True],
                untold=judged[stage, None],
                within=judged[stage, False],
                median_months=median(months) if months else None,
                longest_months=max(months, default=None),
            )
        )
    return rows


@lru_cache(maxsize=64)
def listing(facts: Facts, month: str) -> tuple[ListedStandard, ...]:
    """The list of standards as they stand at the end of a month, in the order of `items`."""
    end, names = last_day(month), full_names(facts.units)
    rows_of = {row["key"]: row for row in records(facts.standards)}
    stays = {(stay.key, stay.entered): stay for stay in spells(facts) if stay.entered <= month}
    listed = items(facts, month)
    is_over = {row.item.key: row.is_over for row in ageing(listed, month)}

    def by_then(day: date | None) -> date | None:
        return day if day is not None and day <= end else None

    standards = []
    for item in listed:
        row = rows_of[item.key]
        stay = stays.get((item.key, item.entered)) if item.entered else None
        is_published = row["published_on"] is None or row["published_on"] <= end
        standards.append(
            ListedStandard(
                item=item,
                standard_number=row["standard_number"] if is_published else None,
                registered_on=by_then(row["registered_on"]),
                published_on=by_then(row["published_on"]),
                effective_on=by_then(row["effective_on"]),
                is_over=is_over.get(item.key),
                lead_units=[names.get(unit, unit) for unit in item.lead_units],
                direction=row["direction"],
                topic=row["topic"],
                nature=row["nature"],
                action=row["action"],
                note=row["note"],
                source=facts.source("standards", stay.told_by, stay.told_field)
                if stay
                else facts.source("standards", row, "name"),
            )
        )
    return tuple(standards)


@dataclass(frozen=True)
class Pipeline:
    """All that is told of a plan's standards for a month.

    standing: see there. counts, ages, ageing, throughput, next_up, listing: what stage_counts, stage_ages, ageing,
    throughput, next_to_publish and listing gave. next_review: the month in which the first review to come is due, None
    without any. has_ledger: whether any ledger lists standards, be it later than this month. sections, units: all that
    the plan's standards name, the units by their full names.
    """

    standing: Standing
    counts: list[StageCount]
    ages: list[StageAges]
    ageing: list[AgeingItem]
    throughput: list[Throughput]
    next_up: list[NextStandard]
    listing: tuple[ListedStandard, ...]
    next_review: str | None
    has_ledger: bool
    sections: list[str]
    units: list[str]


def pipeline(facts: Facts, month: str) -> Pipeline:
    """All that is told of a plan's standards for a month."""
    listed, names = items(facts, month), full_names(facts.units)
    coming = [review.due_month for review in reviews_due(facts, month, within=EVER)]
    units = (names.get(unit, unit) for row in facts.standards["lead_units"] for unit in row or ())
    return Pipeline(
        standing=standing(facts, month),
        counts=stage_counts(listed),
        ages=stage_ages(listed, month),
        ageing=ageing(listed, month),
        throughput=throughput(facts, month),
        next_up=next_to_publish(facts, month),
        listing=listing(facts, month),
        next_review=min((due for due in coming if due is not None and due >= month), default=None),
        has_ledger=not facts.standards.empty or "standards" in set(facts.reports["kind"]),
        sections=sorted({section for section in facts.standards["section"] if section}),
        units=sorted(set(units)),
    )


def search(
    listing: Iterable[ListedStandard],
    text: str | None = None,
    section: str | None = None,
    stage: str | None = None,
    unit: str | None = None,
) -> list[ListedStandard]:
    """The standards of a `listing` that a person asks for; None asks for nothing.

    text: words, all of which occur in the number or the name, whatever their case and the spaces in the number.
    stage: a terms.Stage, UNSTAGED for standards without one, or UNDER_WAY, OVER_AGE.
    """
    words = (text or "").casefold().split()
    return [
        row
        for row in listing
        if (section is None or row.item.section == section)
        and (stage is None or _is_at(row, stage))
        and (unit is None or unit in row.lead_units)
        and all(word in _searched(row) for word in words)
    ]


def _is_at(row: ListedStandard, stage: str) -> bool:
    if stage == OVER_AGE:
        return row.is_over is True
    if stage == UNDER_WAY:
        return _stage_order(row.item.stage) < ORDER[Stage.PUBLICATION]
    return row.item.stage is None if stage == UNSTAGED else row.item.stage == stage


def _searched(row: ListedStandard) -> str:
    number = row.standard_number or ""
    return f"{number} {''.join(number.split())} {row.item.name}".casefold()


def reviews_due(
    facts: Facts, month: str, within: int | None = None, periods: Periods | None = None
) -> list[ReviewDue]:
    """Published standards whose review (复审) is due within some months, those longest overdue first.

    within: months from `month` on, by default as early as reviews are announced. Withdrawn standards are left out. A
    standard said to be published without a date has no due month; it stands at the end.
    """
    periods = periods or load_periods()
    within = periods.alert_months if within is None else within
    confirmed = {}
    under_review: set[str] = set()
    for stay in spells(facts):
        if stay.entered > month:
            continue
        if stay.stage is Stage.PUBLICATION and stay.key in under_review:
            confirmed[stay.key] = stay.entered
        (under_review.add if stay.stage is Stage.REVIEW else under_review.discard)(stay.key)
    rows = []
    for item in items(facts, month):
        if item.stage not in (Stage.PUBLICATION, Stage.REVIEW):
            continue
        published = month_of(item.published_on) if item.published_on is not None else None
        counted_from = confirmed.get(item.key, published)
        due = shift(counted_from, periods.review.months) if counted_from else None
        left = ordinal(due) - ordinal(month) if due else None
        if left is None or left <= within:
            rows.append(ReviewDue(item, counted_from, due, left))
    return sorted(rows, key=lambda row: (row.due_month or NO_END, row.item.key))


def next_to_publish(facts: Facts, month: str, least_history: int = LEAST_HISTORY) -> list[NextStandard]:
    """Standards in 审查 and 批准, the one likely to be published first at the top.

    Where the history is shorter than `least_history` the stage orders (批准 before 审查, then the longest in it); these
    stand after all that have an estimate. Counted from standards published up to `month` whose entry is exactly known,
    so slow ones that are still under way are not in it yet, and the estimate is rather short.
    """
    took = _months_to_publication(facts, month)
    rows = []
    for item in items(facts, month):
        stage, months = item.stage, item.months_in_stage
        if months is None or (stage is not Stage.EXAMINATION and stage is not Stage.APPROVAL):
            continue
        longer = [whole for whole in took[stage] if whole >= months]
        left = median(longer) - months if len(longer) >= least_history else None
        rows.append(NextStandard(item, stage, months, left, len(longer)))
    return sorted(
        rows,
        key=lambda row: (
            row.months_left is None,
            row.months_left or 0,
            -_stage_order(row.stage),
            -row.months_in_stage,
            row.item.key,
        ),
    )


def _months_to_publication(facts: Facts, month: str) -> dict[Stage, list[int]]:
    """Months from entering each stage to the publication that followed, for entries that are exactly known."""
    took: dict[Stage, list[int]] = defaultdict(list)
    entered: dict[tuple[str, Stage], str] = {}
    for stay in spells(facts):
        if stay.stage is Stage.PUBLICATION:
            if stay.is_exact and stay.entered <= month:
                for stage in Stage:
                    since = entered.get((stay.key, stage))
                    if since is not None:
                        took[stage].append(ordinal(stay.entered) - ordinal(since))
        elif stay.stage is Stage.REVIEW:
            entered = {stage_of: since for stage_of, since in entered.items() if stage_of[0] != stay.key}
        elif stay.is_exact:
            entered[stay.key, stay.stage] = stay.entered
    return took


def _first_listed(facts: Facts) -> dict[str, str]:
    """The first month that lists each standard; "" where a plan's own workbook does."""
    first: dict[str, str] = {}
    for row in records(facts.standard_versions):
        listed = row["month"] or ""
        first[row["key"]] = min(first.get(row["key"], listed), listed)
    return first


def _stage_order(stage: Stage | None) -> int:
    return len(ORDER) if stage is None else ORDER[stage]
