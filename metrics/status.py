"""Statuses: which rule gives which, and the one sentence that shows its working."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

from errors import BadSetting
from metrics.months import shift
from metrics.path import ROUNDING
from metrics.wording import points_text
from terms import Comparator, Status
from words import _, language

RULE_SETS = File(__file__).parent / "rule_sets"
DEFAULT_RULE_SET = "schedule-gap"


@dataclass(frozen=True)
class Band:
    """A status for gaps of at least `low` and less than `high` percentage points."""

    status: Status
    low: float
    high: float

    @property
    def words(self) -> str:
        gap = _("gap")
        low = f"{points_text(self.low)} ≤ " if self.low > -math.inf else ""
        high = f" < {points_text(self.high)}" if self.high < math.inf else ""
        return f"{low}{gap}{high}" if high or not low else f"{gap} ≥ {points_text(self.low)}"


@dataclass(frozen=True)
class RuleSet:
    """A named, versioned set of bands, shown beside every colour it gives."""

    code: str
    version: int
    names: dict[str, str]
    bands: tuple[Band, ...]
    reporting_window_months: int

    @property
    def name(self) -> str:
        return self.names[language()]

    @property
    def reference(self) -> str:
        """Code and version, as stored and printed: "schedule-gap/1"."""
        return f"{self.code}/{self.version}"

    def band(self, gap_points: float) -> Band:
        return next(band for band in self.bands if band.low <= round(gap_points, ROUNDING) < band.high)


@cache
def load_rule_set(code: str = DEFAULT_RULE_SET) -> RuleSet:
    """Read a rule set and prove that its bands cover every gap exactly once. Raises BadSetting otherwise."""
    file = RULE_SETS / f"{code}.toml"
    return rule_set_from(tomllib.loads(file.read_text(encoding="utf-8")), file.name)


def rule_set_from(source: dict, name: str) -> RuleSet:
    """Build a rule set from its TOML table. Raises BadSetting naming the hole or overlap between bands."""
    bands = sorted(
        (
            Band(
                Status(band["status"]), float(band.get("from", -math.inf)), float(band.get("below", math.inf))
            )
            for band in source["bands"]
        ),
        key=lambda band: band.low,
    )
    edges = [-math.inf, *(band.high for band in bands)]
    for band, edge in zip(bands, edges, strict=False):
        if band.low != edge or band.high <= band.low:
            raise BadSetting(
                _(
                    "Rule set {name}: the band “{status}” starts at {low}, but the bands before it end at {edge}."
                ).format(name=name, status=band.status, low=band.low, edge=edge)
            )
    if edges[-1] != math.inf:
        raise BadSetting(
            _("Rule set {name}: gaps from {edge} on have no status.").format(name=name, edge=edges[-1])
        )
    return RuleSet(
        source["code"], source["version"], source["name"], tuple(bands), source["reporting_window_months"]
    )


def reached(comparator: str | None, actual_value: float, target_value: float) -> bool:
    """Whether a value meets its target.

    "At most" is met from above; all others from below: a count that passes its number (=, about) has
    reached it.
    """
    if comparator == Comparator.AT_MOST:
        return round(actual_value - target_value, ROUNDING) <= 0
    return round(actual_value - target_value, ROUNDING) >= 0


def is_current(reported_month: str | None, month: str, rules: RuleSet) -> bool:
    """Whether a report falls within the reporting window that ends with `month`."""
    return reported_month is not None and reported_month > shift(month, -rules.reporting_window_months)
