"""Rows on standards: where one is, how long, whether that is over its period, and when its review is due."""

from dataclasses import dataclass
from datetime import date

from metrics.periods import Period
from metrics.stages import Remark
from words.kinds import Record
from words.terms import Stage


@dataclass(frozen=True, slots=True)
class StandardItem:
    """Where a standard is at the end of a month, as far as facts tell.

    stage: None while no ledger has told any. entered: month in which it entered the stage; None without a stage.
    months_in_stage: whole months since then; 0 in that month itself, None without a stage. is_exact: False: it entered no
    later than that, and has been there at least so long. earliest: the earliest month it can have entered; None when
    that is not known. reported_month: the newest month up to this one whose register tells of it; None without any.
    """

    key: str
    name: str
    section: str | None
    standard_number: str | None
    lead_units: list[str]
    registered_on: date | None
    published_on: date | None
    stage: Stage | None
    entered: str | None
    months_in_stage: int | None
    earliest: str | None
    is_exact: bool
    remarks: list[Remark]
    reported_month: str | None


@dataclass(frozen=True, slots=True)
class AgeingItem:
    """A standard in a stage that has a period.

    months_in_stage: of the item, at least. over_months: months in the stage beyond the period, at least; negative:
    within it. is_over: True only where it is certain, False where it cannot be; None where it cannot be told, since the
    month of entry is not known exactly.
    """

    item: StandardItem
    stage: Stage
    months_in_stage: int
    period: Period
    is_over: bool | None

    @property
    def over_months(self) -> int:
        return self.months_in_stage - self.period.months


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many standards of a section are in a stage; None for those whose stage no ledger has told."""

    stage: Stage | None
    section: str | None
    count: int


@dataclass(frozen=True, slots=True)
class StageAges:
    """How long standards have been in a stage before publication.

    period_months: None where the stage has no period. over, untold (perhaps over), within: of the count, by their period.
    median_months, longest_months: in the stage so far, at least; None without any.
    """

    stage: Stage
    period_months: int | None
    count: int
    over: int
    untold: int
    within: int
    median_months: float | None
    longest_months: int | None


@dataclass(frozen=True, slots=True)
class Throughput:
    """Standards registered and published in a month, and the mean of published over the last months.

    None in months after the newest register: silence is not zero. rolling: None while there are fewer months.
    """

    month: str
    registered: int | None
    published: int | None
    rolling: float | None


@dataclass(frozen=True, slots=True)
class ListedStandard:
    """A standard as it stands at the end of a month, with the cell that tells its stage.

    What came after the month is not known in it: dates later than its end, and the number of a standard published later,
    are None. is_over: see AgeingItem; None also in stages without a period. lead_units: full names. source: of a
    standard without a stage the cell of its name.
    """

    item: StandardItem
    standard_number: str | None
    registered_on: date | None
    published_on: date | None
    effective_on: date | None
    is_over: bool | None
    lead_units: list[str]
    direction: str | None
    topic: str | None
    nature: str | None
    action: str | None
    note: str | None
    source: Record


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A published standard whose review is due.

    counted_from: month of publication, or in which the last review ended. due_month: None of one said to be published
    without a date. months_left: negative: overdue.
    """

    item: StandardItem
    counted_from: str | None
    due_month: str | None
    months_left: int | None

    @property
    def is_under_review(self) -> bool:
        return self.item.stage is Stage.REVIEW


@dataclass(frozen=True, slots=True)
class NextStandard:
    """A standard in 审查 or 批准.

    months_left: the median of the months that standards in this stage still took until their publication, among those
    that had been in it for at least as long; None with too short a history. history: how many those were.
    """

    item: StandardItem
    stage: Stage
    months_in_stage: int
    months_left: float | None
    history: int
