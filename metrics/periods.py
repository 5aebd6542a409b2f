"""The periods that stages and reviews of standards may take, from metrics/pipeline.toml."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from metrics.rule_file import RuleFile
from words import _
from words.errors import BadSetting
from words.kinds import Record
from words.terms import Stage

RULES = Path(__file__).with_name("pipeline.toml")


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


def periods_from(source: Record, file: str) -> Periods:
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


def _period(row: Record) -> Period:
    return Period(row["months"], row["source"], Evidence(row["evidence"]))
