"""The pipeline of standards: where each one is in a month, for how long, which are over-age, due for review, or next."""

import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from statistics import mean, median

import pandas as pd

from metrics.actuals import full_names
from metrics.facts import Facts, records, start_of
from metrics.rule_file import RuleFile
from metrics.stages import ORDER, registers_of, spells
from words import _
from words.errors import BadSetting
from words.months import last_day, month_of, months_between, ordinal, shift
from words.terms import Stage

RULES = Path(__file__).with_suffix(".toml")
ROLLING_MONTHS = 12
EVER = 1200  # months, to look for the next review however late it is
UNDER_WAY, OVER_AGE, UNSTAGED = (
    "under_way",
    "over_age",
    "unstaged",
)  # what may be searched for besides a stage
LEAST_HISTORY = 6  # fewer stays than this are no history to judge by

ITEM_COLUMNS = [
    *["key", "name", "section", "standard_number", "lead_units", "stage", "entered", "months_in_stage"],
    *["earliest", "is_exact", "remarks", "reported_month", "registered_on", "published_on"],
]
LISTING_COLUMNS = [
    *["key", "standard_number", "name", "section", "stage", "entered", "months_in_stage", "is_exact"],
    *["is_over", "registered_on", "published_on", "effective_on", "lead_units", "reported_month"],
    *["direction", "topic", "nature", "action", "note", "import_id", "file", "sheet", "cell"],
]


class Evidence(StrEnum):
    """How sure a period's source is."""

    SECONDARY = "secondary"
    UNVERIFIED = "unverified"

    @property
    def label(self) -> str:
        return {
            "secondary": _("from reprints, not from the document itself"),
            "unverified": _("commonly named, not found in any text yet"),
        }[self.value]


@dataclass(frozen=True)
class Period:
    """How many months something may take, and who says so."""

    months: int
    source: str
    evidence: Evidence


@dataclass(frozen=True)
class Periods(RuleFile):
    """The periods of the stages, of the review of published standards, and how early the review is announced."""

    stages: dict[Stage, Period]
    review: Period
    alert_months: int
    alert_source: str


@cache
def load_periods() -> Periods:
    """The periods of metrics/pipeline.toml. Raises BadSetting when they cannot be used."""
    return periods_from(tomllib.loads(RULES.read_text(encoding="utf-8")), RULES.name)


def periods_from(source: dict, file: str) -> Periods:
    """Build the periods from their TOML table. Raises BadSetting for a stage named twice and for periods below a month."""
    stages = {Stage(row["stage"]): _period(row) for row in source["periods"]}
    review = _period(source["review"])
    if len(stages) < len(source["periods"]):
        raise BadSetting(_("{file}: a stage has more than one period.").format(file=file))
    if min(period.months for period in (*stages.values(), review)) < 1:
        raise BadSetting(_("{file}: a period must be at least one month.").format(file=file))
    return Periods(
        source["code"],
        source["version"],
        source["name"],
        stages,
        review,
        source["review"]["alert_months"],
        source["review"]["alert_source"],
    )


def _period(row: dict) -> Period:
    return Period(row["months"], row["source"], Evidence(row["evidence"]))


@lru_cache(maxsize=64)
def items(facts: Facts, month: str) -> pd.DataFrame:
    """Where each standard is at the end of a month ("YYYY-MM"), as far as facts tell.

    One row per standard known by then, in the order of the stages and within one the longest first. The table
    is kept for the next who asks, so copy it before changing it.

        key, name, section, standard_number, lead_units, registered_on, published_on
        stage            terms.Stage; None while no ledger has told any
        entered          month in which it entered the stage; None without a stage
        months_in_stage  whole months since then; 0 in that month itself, None without a stage
        is_exact         False: it entered no later than that, and has been there at least so long
        earliest         the earliest month it can have entered; None when that is not known
        remarks          list of metrics.stages.Remark
        reported_month   the newest month up to this one whose register tells of it; None without any

    A standard whose register is silent stays where it was last seen, and its months go on.
    """
    newest = {}
    for row in records(spells(facts)):
        if row["entered"] <= month:
            newest[row["key"]] = row
    registers = {key: sorted(months) for key, months in registers_of(facts).items()}
    first_listed = _first_listed(facts)
    found = []
    for row in records(facts.standards):
        stay = newest.get(row["key"])
        if stay is None and first_listed.get(row["key"], "") > month:
            continue
        months = registers.get(row["key"], [])
        place = bisect_right(months, month)
        found.append(
            {
                **row,
                "stage": stay["stage"] if stay else None,
                "entered": stay["entered"] if stay else None,
                "months_in_stage": ordinal(month) - ordinal(stay["entered"]) if stay else None,
                "earliest": stay["earliest"] if stay else None,
                "is_exact": stay["is_exact"] if stay else False,
                "remarks": stay["remarks"] if stay else [],
                "reported_month": months[place - 1] if place else None,
            }
        )
    found.sort(key=lambda row: (_stage_order(row["stage"]), -(row["months_in_stage"] or 0), row["key"]))
    return pd.DataFrame(found, columns=ITEM_COLUMNS, dtype=object)


def stage_counts(table: pd.DataFrame) -> pd.DataFrame:
    """How many standards are in each stage, by section: one row per stage and section, in the order of the stages.

    Columns stage, section, count. All nine stages, and None for standards whose stage no ledger has told, occur
    with every section. table: what `items` gave.
    """
    counts = Counter(zip(table["stage"], table["section"], strict=True))
    sections = sorted({section or "" for section in table["section"]})
    rows = [
        (stage, section or None, counts[stage, section or None])
        for stage in (*Stage, None)
        for section in sections
    ]
    return pd.DataFrame(rows, columns=["stage", "section", "count"], dtype=object)


def throughput(facts: Facts, month: str, rolling_months: int = ROLLING_MONTHS) -> pd.DataFrame:
    """Standards registered and published in each month, from the plan's start to `month`.

    One row per month: month, registered, published (by 立项日期 and 发布日期), and rolling, the mean of published
    per month over the last `rolling_months` months, None while there are fewer. Counts are None for months
    after the newest register: silence is not zero. A standard withdrawn since was published all the same, so
    the sum may be above the figure of the target. Empty when the plan has no start.
    """
    starts_on = start_of(facts.plan)
    reported = [
        row["month"] for row in records(facts.reports) if row["kind"] == "standards" and row["month"] <= month
    ]
    newest = max(reported, default="")
    registered = Counter(month_of(day) for day in facts.standards["registered_on"] if day is not None)
    published = Counter(month_of(day) for day in facts.standards["published_on"] if day is not None)
    rows: list[tuple] = []
    last: list[int] = []
    for each in months_between(month_of(starts_on), month) if starts_on is not None else []:
        if each > newest:
            rows.append((each, None, None, None))
            continue
        last = [*last, published[each]][-rolling_months:]
        rolling = mean(last) if len(last) == rolling_months else None
        rows.append((each, registered[each], published[each], rolling))
    return pd.DataFrame(rows, columns=["month", "registered", "published", "rolling"], dtype=object)


def ageing(table: pd.DataFrame, month: str, periods: Periods | None = None) -> pd.DataFrame:
    """Standards in stages that have a period, the one furthest over it first.

    table: what `items` gave for the month. Its columns, and

        period_months, source, evidence   the period, who says so, and how sure that is (Evidence)
        over_months  months in the stage beyond the period, at least; negative: within it
        is_over      True only where it is certain, False where it cannot be; None where it cannot be told,
                     since the month of entry is not known exactly
    """
    periods = periods or load_periods()
    rows = []
    for row in records(table):
        period = periods.stages.get(row["stage"])
        if period is not None:
            over = row["months_in_stage"] - period.months
            latest = ordinal(month) - ordinal(row["earliest"]) if row["earliest"] else None
            is_within = latest is not None and latest <= period.months
            told = {
                "period_months": period.months,
                "over_months": over,
                "is_over": True if over > 0 else False if is_within else None,
            }
            rows.append({**row, **told, "source": period.source, "evidence": period.evidence})
    rows.sort(
        key=lambda row: (-row["over_months"], -row["months_in_stage"] / row["period_months"], row["key"])
    )
    added = ["period_months", "over_months", "is_over", "source", "evidence"]
    return pd.DataFrame(rows, columns=[*ITEM_COLUMNS, *added], dtype=object)


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
    table = items(facts, month)
    stages = Counter(table["stage"])
    over = Counter(ageing(table, month, periods)["is_over"])
    in_force = stages[Stage.PUBLICATION] + stages[Stage.REVIEW]
    unstaged, withdrawn = stages[None], stages[Stage.WITHDRAWAL]
    under_way = len(table) - in_force - unstaged - withdrawn
    return Standing(len(table), in_force, under_way, unstaged, withdrawn, over[True], over[None])


def stage_ages(table: pd.DataFrame, month: str, periods: Periods | None = None) -> pd.DataFrame:
    """How long standards have been in each stage before publication: one row per stage, in order, also where there are none.

    table: what `items` gave for the month. stage, period_months (None where the stage has no period), count and of
    these over, untold (perhaps over) and within; median_months and longest_months in the stage so far, at least;
    None without any.
    """
    periods = periods or load_periods()
    judged = Counter((row["stage"], row["is_over"]) for row in records(ageing(table, month, periods)))
    rows = []
    for stage in list(Stage)[: ORDER[Stage.PUBLICATION]]:
        months = list(table.loc[table["stage"] == stage, "months_in_stage"])
        period = periods.stages.get(stage)
        rows.append(
            {
                "stage": stage,
                "period_months": period.months if period else None,
                "count": len(months),
                "over": judged[stage, True],
                "untold": judged[stage, None],
                "within": judged[stage, False],
                "median_months": median(months) if months else None,
                "longest_months": max(months, default=None),
            }
        )
    return pd.DataFrame(rows, dtype=object)


@lru_cache(maxsize=64)
def listing(facts: Facts, month: str) -> pd.DataFrame:
    """The list of standards as they stand at the end of a month, each with the cell that tells its stage.

    One row per standard, in the order of `items`, with columns LISTING_COLUMNS. What came after the month is not
    known in it: dates later than its end, and the number of a standard published later, are None. is_over: see
    `ageing`; None also in stages without a period. lead_units: full names. The cell of a standard without a stage is
    that of its name. The table is kept for the next who asks, so copy it before changing it.
    """
    end, names = last_day(month), full_names(facts.units)
    rows_of = {row["key"]: row for row in records(facts.standards)}
    stays = {(row["key"], row["entered"]): row for row in records(spells(facts)) if row["entered"] <= month}
    table = items(facts, month)
    is_over = {row["key"]: row["is_over"] for row in records(ageing(table, month))}
    found = []
    for item in records(table):
        row = rows_of[item["key"]]
        stay = stays.get((item["key"], item["entered"]))
        known = {
            name: row[name] if row[name] is not None and row[name] <= end else None
            for name in ("registered_on", "published_on", "effective_on")
        }
        is_published = row["published_on"] is None or row["published_on"] <= end
        place = (stay["told_by"], stay["told_field"]) if stay else (row, "name")
        found.append(
            {
                **row,
                **item,
                **known,
                "standard_number": row["standard_number"] if is_published else None,
                "is_over": is_over.get(item["key"]),
                "lead_units": [names.get(unit, unit) for unit in item["lead_units"] or []],
                **facts.source("standards", *place),
            }
        )
    return pd.DataFrame(found, columns=LISTING_COLUMNS, dtype=object)


@dataclass(frozen=True)
class Pipeline:
    """All that is told of a plan's standards for a month.

    standing: see there. counts, ages, ageing, throughput, next_up, listing: what stage_counts, stage_ages, ageing,
    throughput, next_to_publish and listing gave. next_review: the month in which the first review to come is due, None
    without any. has_ledger: whether any ledger lists standards, be it later than this month. sections, units: all that
    the plan's standards name, the units by their full names.
    """

    standing: Standing
    counts: pd.DataFrame
    ages: pd.DataFrame
    ageing: pd.DataFrame
    throughput: pd.DataFrame
    next_up: pd.DataFrame
    listing: pd.DataFrame
    next_review: str | None
    has_ledger: bool
    sections: list[str]
    units: list[str]


def pipeline(facts: Facts, month: str) -> Pipeline:
    """All that is told of a plan's standards for a month."""
    table, names = items(facts, month), full_names(facts.units)
    coming = reviews_due(facts, month, within=EVER)["due_month"]
    units = (names.get(unit, unit) for row in facts.standards["lead_units"] for unit in row or ())
    return Pipeline(
        standing=standing(facts, month),
        counts=stage_counts(table),
        ages=stage_ages(table, month),
        ageing=ageing(table, month),
        throughput=throughput(facts, month),
        next_up=next_to_publish(facts, month),
        listing=listing(facts, month),
        next_review=min((due for due in coming if due is not None and due >= month), default=None),
        has_ledger=not facts.standards.empty or "standards" in set(facts.reports["kind"]),
        sections=sorted({section for section in facts.standards["section"] if section}),
        units=sorted(set(units)),
    )


def search(
    table: pd.DataFrame,
    text: str | None = None,
    section: str | None = None,
    stage: str | None = None,
    unit: str | None = None,
) -> pd.DataFrame:
    """The rows of a `listing` that a person asks for; None asks for nothing.

    text: words, all of which occur in the number or the name, whatever their case and the spaces in the number.
    stage: a terms.Stage, UNSTAGED for standards without one, or UNDER_WAY, OVER_AGE.
    """
    words = (text or "").casefold().split()
    rows = [
        row
        for row in records(table)
        if (section is None or row["section"] == section)
        and (stage is None or _is_at(row, stage))
        and (unit is None or unit in row["lead_units"])
        and all(word in _searched(row) for word in words)
    ]
    return pd.DataFrame(rows, columns=table.columns, dtype=object)


def _is_at(row: dict, stage: str) -> bool:
    if stage == OVER_AGE:
        return row["is_over"] is True
    if stage == UNDER_WAY:
        return _stage_order(row["stage"]) < ORDER[Stage.PUBLICATION]
    return row["stage"] is None if stage == UNSTAGED else row["stage"] == stage


def _searched(row: dict) -> str:
    told = row["standard_number"] or ""
    return f"{told} {''.join(told.split())} {row['name']}".casefold()


def reviews_due(
    facts: Facts, month: str, within: int | None = None, periods: Periods | None = None
) -> pd.DataFrame:
    """Published standards whose review (复审) is due within some months, those longest overdue first.

    One row each: key, name, section, standard_number, lead_units, stage, published_on, counted_from (month of
    publication, or in which the last review ended), due_month, months_left (negative: overdue), is_under_review.
    within: months from `month` on, by default as early as reviews are announced. Withdrawn standards are left
    out. A standard said to be published without a date has no due month; it stands at the end.
    """
    periods = periods or load_periods()
    within = periods.alert_months if within is None else within
    confirmed = {}
    under_review: set[str] = set()
    for row in records(spells(facts)):
        if row["entered"] > month:
            continue
        if row["stage"] == Stage.PUBLICATION and row["key"] in under_review:
            confirmed[row["key"]] = row["entered"]
        (under_review.add if row["stage"] == Stage.REVIEW else under_review.discard)(row["key"])
    rows = []
    for row in records(items(facts, month)):
        if row["stage"] not in (Stage.PUBLICATION, Stage.REVIEW):
            continue
        published = month_of(row["published_on"]) if row["published_on"] is not None else None
        counted_from = confirmed.get(row["key"], published)
        due = shift(counted_from, periods.review.months) if counted_from else None
        left = ordinal(due) - ordinal(month) if due else None
        if left is None or left <= within:
            told = {"counted_from": counted_from, "due_month": due, "months_left": left}
            rows.append({**row, **told, "is_under_review": row["stage"] == Stage.REVIEW})
    rows.sort(key=lambda row: (row["due_month"] or "9999-12", row["key"]))
    columns = [
        *["key", "name", "section", "standard_number", "lead_units", "stage", "published_on"],
        *["counted_from", "due_month", "months_left", "is_under_review"],
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def next_to_publish(facts: Facts, month: str, least_history: int = LEAST_HISTORY) -> pd.DataFrame:
    """Standards in 审查 and 批准, the one likely to be published first at the top.

    The columns of `items`, and

        months_left  the median of the months that standards in this stage still took until their publication,
                     among those that had been in it for at least as long; None with fewer than `least_history`
        history      how many those were

    Where the history is short the stage orders (批准 before 审查, then the longest in it); these stand after all
    that have an estimate. Counted from standards published up to `month` whose entry is exactly known, so slow
    ones that are still under way are not in it yet, and the estimate is rather short.
    """
    took = _months_to_publication(facts, month)
    rows = []
    for row in records(items(facts, month)):
        if row["stage"] in (Stage.EXAMINATION, Stage.APPROVAL):
            longer = [months for months in took[row["stage"]] if months >= row["months_in_stage"]]
            is_known = len(longer) >= least_history
            left = median(longer) - row["months_in_stage"] if is_known else None
            rows.append({**row, "months_left": left, "history": len(longer)})
    rows.sort(
        key=lambda row: (
            row["months_left"] is None,
            row["months_left"] or 0,
            -_stage_order(row["stage"]),
            -row["months_in_stage"],
            row["key"],
        )
    )
    return pd.DataFrame(rows, columns=[*ITEM_COLUMNS, "months_left", "history"], dtype=object)


def _months_to_publication(facts: Facts, month: str) -> dict[Stage, list[int]]:
    """Months from entering each stage to the publication that followed, for entries that are exactly known."""
    took: dict[Stage, list[int]] = defaultdict(list)
    entered: dict[tuple[str, Stage], str] = {}
    for row in records(spells(facts)):
        if row["stage"] == Stage.PUBLICATION:
            if row["is_exact"] and row["entered"] <= month:
                for stage in Stage:
                    since = entered.get((row["key"], stage))
                    if since is not None:
                        took[stage].append(ordinal(row["entered"]) - ordinal(since))
        elif row["stage"] == Stage.REVIEW:
            entered = {place: since for place, since in entered.items() if place[0] != row["key"]}
        elif row["is_exact"]:
            entered[row["key"], row["stage"]] = row["entered"]
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
