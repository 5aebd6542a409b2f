"""Rule sets: which value of which quantity gives which status. Data in metrics/rule_sets/, proven when loaded."""

import math
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from metrics.rule_file import RuleFile
from words import N_, _, language
from words.errors import BadSetting, UnknownCode
from words.kinds import Record
from words.months import shift
from words.numbers import NOISE, number_text, points_text, share_text
from words.terms import Notice, Side, Status

RULE_SETS = Path(__file__).parent / "rule_sets"
DEFAULT_RULE_SET = "schedule-gap"

SIDES = {
    Status.MET: Side.GOOD,
    Status.ON_SCHEDULE: Side.GOOD,
    Status.SLIGHTLY_BEHIND: Side.ATTENTION,
    Status.BEHIND: Side.ATTENTION,
    Status.FAR_BEHIND: Side.BAD,
    Status.OVERDUE: Side.BAD,
}
SEVERITY = tuple(SIDES)  # from best to worst; the statuses that say how a target does


QUANTITY_LABELS = {
    "gap_points": N_("gap"),
    "attained_share": N_("attained share"),
    "growth_ratio": N_("growth ratio"),
    "spi": N_("schedule performance index"),
}


class Quantity(StrEnum):
    """What a rule set looks at. How each is worked out: metrics/track.py."""

    GAP_POINTS = "gap_points"
    ATTAINED_SHARE = "attained_share"
    GROWTH_RATIO = "growth_ratio"
    SPI = "spi"

    @property
    def label(self) -> str:
        return _(QUANTITY_LABELS[self.value])

    @property
    def definition(self) -> str:
        return {
            "gap_points": _("Gap = attained share − expected share, in percentage points."),
            "attained_share": _("Attained share = (actual − baseline) ÷ (target − baseline); no clock."),
            "growth_ratio": _("Growth ratio = yearly growth reached ÷ yearly growth required."),
            "spi": _("Schedule performance index = attained share ÷ expected share."),
        }[self.value]

    def text(self, value: float) -> str:
        """A value of the quantity as it is written: −4.4, 66.7%, 0.88."""
        if self is Quantity.GAP_POINTS:
            return points_text(value)
        return share_text(value) if self is Quantity.ATTAINED_SHARE else number_text(value, 2)


@dataclass(frozen=True)
class Band:
    """A status for the values from `low` to `high`, each edge in it or not; infinite where it has no end."""

    status: Status
    low: float
    has_low: bool
    high: float
    has_high: bool


@dataclass(frozen=True)
class Step:
    """A notice for targets that stood at `status` or worse for so many months in a row."""

    notice: Notice
    status: Status
    months: int


@dataclass(frozen=True, eq=False)
class RuleSet(RuleFile):
    """A named, versioned set of bands over one quantity, shown beside every colour it gives.

    reporting_window_months: how many months, up to the one asked for, a report counts as current.
    breach: the best status for a month that itself breaks a value to be held in every month.
    escalation: the notices, mildest first; empty where the rule has none.
    notes: the rule in a sentence, and what was done where it has a hole. sources: where it is from.
    """

    notes: dict[str, str]
    quantity: Quantity
    bands: tuple[Band, ...]
    reporting_window_months: int
    breach: Status
    escalation: tuple[Step, ...]
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def note(self) -> str:
        return self.notes[language()]

    @property
    def source(self) -> str:
        """Who says so; "" where the rule set names nobody."""
        return self.sources.get(language(), "")

    @property
    def reference(self) -> str:
        """Code and version, as stored and printed: "schedule-gap/1"."""
        return f"{self.code}/{self.version}"

    def band(self, value: float) -> Band:
        """The one band that holds a value of the rule set's quantity."""
        value = round(value, NOISE)
        for band in self.bands:
            if value < band.high or (value == band.high and band.has_high):
                return band
        raise ValueError(value)  # not a number; for numbers the bands are proven to leave no hole

    def words(self, band: Band) -> str:
        """When a band applies: −10 ≤ gap < 0."""
        text, label = self.quantity.text, self.quantity.label
        if band.high == math.inf:
            return (
                f"{label} {'≥' if band.has_low else '>'} {text(band.low)}" if band.low > -math.inf else label
            )
        low = f"{text(band.low)} {'≤' if band.has_low else '<'} " if band.low > -math.inf else ""
        return f"{low}{label} {'≤' if band.has_high else '<'} {text(band.high)}"


@cache
def load_rule_set(code: str = DEFAULT_RULE_SET) -> RuleSet:
    """Read a rule set that Planwatch ships and prove that its bands cover every value exactly once.

    Raises UnknownCode when there is none of that code, BadSetting when it has a hole or an overlap.
    """
    codes = sorted(file.stem for file in RULE_SETS.glob("*.toml"))
    if code not in codes:
        raise UnknownCode(
            _("There is no rule set “{code}”. Known rule sets: {known}.").format(
                code=code, known=", ".join(codes)
            )
        )
    file = RULE_SETS / f"{code}.toml"
    return rule_set_from(tomllib.loads(file.read_text(encoding="utf-8")), file.name)


@cache
def shipped_rule_sets() -> tuple[RuleSet, ...]:
    """All rule sets that Planwatch ships, the default first."""
    codes = sorted(file.stem for file in RULE_SETS.glob("*.toml"))
    return tuple(load_rule_set(code) for code in sorted(codes, key=lambda code: code != DEFAULT_RULE_SET))


def rule_set_from(source: Record, name: str) -> RuleSet:
    """Build a rule set from its TOML table. Raises BadSetting naming the hole or overlap between bands.

    A band's edges are `from` (≥) or `above` (>), and `to` (≤) or `below` (<); none is without end.
    """
    bands = tuple(sorted(map(_band, source["bands"]), key=lambda band: (band.low, not band.has_low)))
    _prove(bands, name)
    ladder = tuple(
        Step(Notice(step["notice"]), Status(step["status"]), step["months"])
        for step in source.get("escalation", [])
    )
    for step in ladder:
        if step.status not in (Status.BEHIND, Status.FAR_BEHIND) or step.months < 1:
            raise BadSetting(
                _(
                    "Rule set {name}: the {notice} needs a status of behind or far_behind and a month or more."
                ).format(name=name, notice=step.notice.label)
            )
    return RuleSet(
        code=source["code"],
        version=source["version"],
        names=source["name"],
        notes=source.get("note", {}),
        quantity=Quantity(source["quantity"]),
        bands=bands,
        reporting_window_months=source["reporting_window_months"],
        breach=Status(source.get("breach", Status.BEHIND)),
        escalation=tuple(sorted(ladder, key=lambda step: list(Notice).index(step.notice))),
        sources=source.get("source", {}),
    )


def _band(source: Record) -> Band:
    low = source["from"] if "from" in source else source.get("above", -math.inf)
    high = source["to"] if "to" in source else source.get("below", math.inf)
    return Band(Status(source["status"]), float(low), "from" in source, float(high), "to" in source)


def _prove(bands: tuple[Band, ...], name: str) -> None:
    """Every value of the real line belongs to one band: each begins exactly where the one before it ends."""
    edge, is_taken = -math.inf, False
    for band in bands:
        fits = band.low == edge and (band.has_low != is_taken or edge == -math.inf)
        if not fits or not (
            band.low < band.high or (band.has_low and band.has_high and band.low == band.high)
        ):
            raise BadSetting(
                _(
                    "Rule set {name}: the band “{status}” starts at {low}, but the bands before it end at {edge}."
                ).format(
                    name=name,
                    status=band.status,
                    low=f"{'≥' if band.has_low else '>'} {band.low:g}",
                    edge=f"{'≤' if is_taken else '<'} {edge:g}",
                )
            )
        edge, is_taken = band.high, band.has_high
    if edge != math.inf:
        raise BadSetting(
            _("Rule set {name}: values from {edge} on have no status.").format(name=name, edge=f"{edge:g}")
        )


def is_current(reported_month: str | None, month: str, rules: RuleSet) -> bool:
    """Whether a report falls within the reporting window that ends with `month`."""
    return reported_month is not None and reported_month > shift(month, -rules.reporting_window_months)
