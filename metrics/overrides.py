"""Statuses that people set by hand: each with a reason and an expiry, shown beside the computed one, never in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from metrics.rules import SIDES
from words import _
from words.errors import BadSetting
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


def state_in(row: Mapping, month: str) -> OverrideState:
    """How an override (a row of store.closings.override_list) stands in a month."""
    if row["lifted_at"] is not None:
        return OverrideState.LIFTED
    if month < row["from_month"]:
        return OverrideState.NOT_BEGUN
    return OverrideState.EXPIRED if month > row["expires_month"] else OverrideState.IN_FORCE


@dataclass(frozen=True)
class Override:
    """A status set by hand for the months from_month to expires_month, both included."""

    target_code: str
    status: Status
    reason: str
    from_month: str
    expires_month: str
    decided_by: str

    def to_json(self) -> dict:
        return {
            "status": self.status,
            "reason": self.reason,
            "from_month": self.from_month,
            "expires_month": self.expires_month,
            "decided_by": self.decided_by,
        }


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
    found: dict[str, Override] = {}
    for row in rows:
        each = override_from(row)
        if each.from_month <= month <= each.expires_month:
            before = found.get(each.target_code)
            if before is None or each.from_month >= before.from_month:
                found[each.target_code] = each
    return found
