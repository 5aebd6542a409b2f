"""The rows of a board: one target, or one task, of a plan for a month, and what each was worked out from."""

from dataclasses import dataclass
from datetime import date

from metrics.forecast import Forecast
from metrics.overrides import Override
from metrics.path import ROUNDING
from metrics.status import Escalation, Verdict
from metrics.track import Cycles
from words.kinds import Record
from words.months import ordinal
from words.terms import Cycle, Status, TaskState

JSON_TARGET = (
    "code",
    "name",
    "section",
    "unit_of_measure",
    "comparator",
    "target_value",
    "baseline_value",
    "cycle",
    "due_on",
    "due_source",
    "measure",
    "actual_value",
    "numerator",
    "denominator",
    "reported_month",
    "is_partial",
    "missing_months",
    "data_age_months",
    "attained_share",
    "expected_value",
    "expected_share",
    "path_kind",
    "gap_points",
    "spi",
    "recent_pace",
    "required_pace",
    "cycles",
    "forecast",
    "stage_forecast",
    "status",
    "working",
    "disagreement",
    "escalation",
    "override",
    "source",
    "target_source",
)
JSON_TASK = (
    "code",
    "title",
    "section",
    "lead_units",
    "support_units",
    "inferred_units",
    "due_on",
    "due_text",
    "is_ongoing",
    "attained_share",
    "state",
    "status",
    "reported_month",
    "progress_text",
    "problem_text",
    "next_step_text",
    "source",
)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of a plan for a month. Shares are fractions, values in its own unit; unknown is None.

    The first fields are what the plan prints (words.kinds); is_whole: it counts whole things. month: the board's.
    verdict: its status, and the figures that rest on its reports. numerator, denominator: of a rate that was reported
    with both. missing_months: those that make the value a lower bound. cycles: how one that counts anew did so far.
    working: the one sentence that shows how the status came about. disagreement: a sentence where other shipped
    rules fall on another side. override: stands beside the status, never in its place. source: the ledger cells the
    figure was counted from; target_source: the cell of the printed target.
    """

    code: str
    name: str
    section: str | None
    target_text: str | None
    unit_of_measure: str | None
    comparator: str | None
    target_value: float | None
    baseline_value: float | None
    is_whole: bool
    is_striving: bool | None
    measure: str
    measure_scope: str | None
    lead_units: list[str]
    note: str | None
    due_source: str | None
    month: str
    verdict: Verdict
    cycle: Cycle
    due_on: date | None
    numerator: float | None
    denominator: float | None
    missing_months: list[str]
    path_kind: str | None
    recent_pace: float | None
    required_pace: float | None
    cycles: Cycles | None
    forecast: Forecast
    stage_forecast: Forecast | None
    working: str
    disagreement: str | None
    escalation: Escalation | None
    override: Override | None
    source: list[Record]
    target_source: Record

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def actual_value(self) -> float | None:
        return self.verdict.figures.actual_value

    @property
    def attained_share(self) -> float | None:
        return self.verdict.figures.attained_share

    @property
    def expected_value(self) -> float | None:
        return self.verdict.figures.expected_value

    @property
    def expected_share(self) -> float | None:
        return self.verdict.figures.expected_share

    @property
    def gap_points(self) -> float | None:
        """Attained less expected share in percentage points; None where the newest report is too old to tell."""
        return self.verdict.figures.gap_points if self.verdict.is_current else None

    @property
    def spi(self) -> float | None:
        """Attained over expected share; None where the newest report is too old to tell."""
        return self.verdict.figures.spi if self.verdict.is_current else None

    @property
    def reported_month(self) -> str | None:
        """The month of its newest report."""
        return self.verdict.figures.reported_month

    @property
    def data_age_months(self) -> int | None:
        """How many months its newest report is old."""
        return ordinal(self.month) - ordinal(self.reported_month) if self.reported_month else None

    @property
    def is_partial(self) -> bool:
        """Whether months are missing, so that the value is a lower bound."""
        return bool(self.missing_months)

    def to_json(self) -> Record:
        return {name: plain(getattr(self, name)) for name in JSON_TARGET}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a plan for a month, with its newest report up to it. Unknown is None.

    The first fields are what the plan prints (words.kinds), those from reported_month on what the report says; state: as
    the unit calls it. source: the cell of its state there; task_source: the cell of the printed task.
    """

    code: str
    title: str
    description: str | None
    section: str | None
    lead_units: list[str] | None
    support_units: list[str] | None
    inferred_units: list[str] | None
    due_on: date | None
    due_text: str | None
    is_ongoing: bool | None
    note: str | None
    status: Status
    reported_month: str | None
    state: TaskState | None
    attained_share: float | None
    progress_text: str | None
    problem_text: str | None
    next_step_text: str | None
    source: list[Record]
    task_source: Record

    @property
    def leads(self) -> list[str]:
        """The units that answer for it: as printed, else as inferred."""
        return self.lead_units or self.inferred_units or []

    @property
    def is_inferred(self) -> bool:
        """Whether the plan prints no lead unit, and one was inferred."""
        return bool(self.inferred_units and not self.lead_units)

    def to_json(self) -> Record:
        return {name: plain(getattr(self, name)) for name in JSON_TASK}


def known(value: float | None) -> float | None:
    """A number of a table: NaN becomes None."""
    return None if value is None or value != value else value


def plain(value: object) -> object:
    """A value for JSON: NaN becomes None, whole floats become ints, dates ISO text, also within what has fields."""
    if isinstance(value, Escalation | Override):
        return value.to_json()
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else round(value, ROUNDING)
    if isinstance(value, Forecast):
        return {name: plain(part) for name, part in vars(value).items()}
    if isinstance(value, Cycles):
        return {name: plain(part) for name, part in value.to_json().items()}
    return value.isoformat() if isinstance(value, date) else value
