"""Statuses that people set by hand: each with a reason and an expiry, shown beside the computed one, never in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pandas as pd

from metrics.facts import records
from metrics.rules import SIDES
from words import _
from words.errors import BadSetting
from words.kinds import Record
from words.months import checked
from words.terms import Status


class OverrideState(StrEnum):
    """Whether a status set by hand counts in a month."""

    IN_FORCE = "in_force"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    LIFTED = "lifted"

    @property
    def label(self) -> str:
        return {
            "in_force": _("in force"),
            "not_begun": _("begins later"),
            "expired": _("expired"),
            "lifted": _("ended by hand"),
        }[self.value]


@dataclass(frozen=True)
class Override:
    """A status set by hand for the months from_month to expires_month, both included."""

    target_code: str
    status: Status
    reason: str
    from_month: str
    expires_month: str
    decided_by: str

    def to_json(self) -> Record:
        return {
            "status": self.status,
            "reason": self.reason,
            "from_month": self.from_month,
            "expires_month": self.expires_month,
            "decided_by": self.decided_by,
        }


@dataclass(frozen=True, slots=True)
class GivenOverride:
    """An override as it was saved under a number; lifted_at: when it was ended before it expired, in UTC."""

    override_id: int
    override: Override
    lifted_at: datetime | None

    def state_in(self, month: str) -> OverrideState:
        """How it stands in a month."""
        if self.lifted_at is not None:
            return OverrideState.LIFTED
        if month < self.override.from_month:
            return OverrideState.NOT_BEGUN
        return OverrideState.EXPIRED if month > self.override.expires_month else OverrideState.IN_FORCE


def given_overrides_from(table: pd.DataFrame) -> list[GivenOverride]:
    """The rows of store.closings.override_list, in its order."""
    return [GivenOverride(row["override_id"], override_from(row), row["lifted_at"]) for row in records(table)]


def override_from(row: Mapping[str, object]) -> Override:
    """An override from its row (metrics.facts.OVERRIDE_FIELDS).

    Raises BadSetting when it lacks a reason, an expiry, a first month or who decided, when its status is none that
    says how a target does, or when it ends before it begins; UnknownCode when a month is none.
    """
    code = str(row["target_code"])
    texts = {
        field: str(row[field]).strip() if row[field] is not None and row[field] == row[field] else ""
        for field in ("reason", "expires_month", "from_month", "decided_by")
    }
    if lacking := [field for field, text in texts.items() if not text]:
        raise BadSetting(
            _("The status set by hand for {code} lacks: {fields}.").format(
                code=code, fields=", ".join(lacking)
            )
        )
    if row["status"] not in SIDES:
        raise BadSetting(
            _("The status set by hand for {code} must be one of {known}.").format(
                code=code, known=", ".join(SIDES)
            )
        )
    first, last = checked(texts["from_month"]), checked(texts["expires_month"])
    if last < first:
        raise BadSetting(
            _("The status set by hand for {code} expires in {last}, before it begins in {first}.").format(
                code=code, last=last, first=first
            )
        )
    status = Status(str(row["status"]))
    return Override(code, status, texts["reason"], first, last, texts["decided_by"])


def overrides_at(rows: Iterable[Mapping[str, object]], month: str) -> dict[str, Override]:
    """The overrides in force in a month by target code; of several the one that began last, then the last given."""
    in_force: dict[str, Override] = {}
    for row in rows:
        override = override_from(row)
        if override.from_month <= month <= override.expires_month:
            before = in_force.get(override.target_code)
            if before is None or override.from_month >= before.from_month:
                in_force[override.target_code] = override
    return in_force
