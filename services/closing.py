"""Closing a month, and its board ever after: as issued, and what later imports restated. Statuses set by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from metrics.board import board
from metrics.closings import closings_from, months_in_force
from metrics.facts import Facts
from metrics.imports import imports_from
from metrics.overrides import override_from
from metrics.restatement import ChangedCell, Restatement, restatements
from metrics.rules import DEFAULT_RULE_SET, RuleSet, load_rule_set
from store import closings
from store import facts as stored
from store.database import Connection, Engine, transaction
from words import _
from words.errors import UnknownCode
from words.kinds import Record
from words.months import month_of

CLOSED_MONTHS = 12  # the newest closed months that are looked through for restatements


def close_month(
    engine: Engine,
    plan_code: str,
    month: str,
    *,
    rule_set: str = DEFAULT_RULE_SET,
    closed_by: str | None = None,
) -> Record:
    """Close a month of a plan: freeze the newest import as its cut-off, the rule set, and the board as issued.

    Gives the closing's record. Raises UnknownCode for a month that has not begun or is closed already.
    """
    with transaction(engine) as connection:
        return close_within(connection, plan_code, month, rule_set=rule_set, closed_by=closed_by)


def close_within(
    connection: Connection,
    plan_code: str,
    month: str,
    *,
    rule_set: str = DEFAULT_RULE_SET,
    closed_by: str | None = None,
) -> Record:
    """Close a month within a transaction of store.database.transaction; see close_month."""
    if month > month_of(date.today()):
        raise UnknownCode(_("{month} has not begun, so it cannot be closed.").format(month=month))
    rules = load_rule_set(rule_set)
    facts = stored.read_facts(connection, plan_code)
    closings.close(
        connection,
        plan_code,
        month,
        import_id=facts.import_id,
        rule_set=rules.reference,
        board=board(facts, month, rules).to_json(),
        closed_by=closed_by,
    )
    closed = closings.closing(connection, plan_code, month)
    assert closed is not None
    return closed


def set_by_hand(engine: Engine, plan_code: str, row: Mapping[str, str]) -> int:
    """Set a status by hand (metrics.facts.OVERRIDE_FIELDS), to stand beside the computed one; give its number.

    Raises UnknownCode when the plan has no such target, and what metrics.overrides.override_from raises.
    """
    override_from(row)
    with transaction(engine) as connection:
        codes = set(stored.read_facts(connection, plan_code).targets["target_code"])
        if row["target_code"] not in codes:
            raise UnknownCode(_("The plan has no target “{code}”.").format(code=row["target_code"]))
        return closings.set_override(connection, plan_code, row)


def reopen(
    engine: Engine, plan_code: str, month: str, *, reason: str, reopened_by: str | None = None
) -> None:
    """Open a closed month again, with a reason; see store.closings.reopen."""
    with transaction(engine) as connection:
        closings.reopen(connection, plan_code, month, reason=reason, reopened_by=reopened_by)


def lift_override(engine: Engine, override_id: int) -> None:
    """End a status set by hand; see store.closings.lift_override."""
    with transaction(engine) as connection:
        closings.lift_override(connection, override_id)


class MonthBasis(NamedTuple):
    """What a month is shown by: its facts, the rule set that judges it, and its closing (None while it is open)."""

    facts: Facts
    rule_set: RuleSet
    closing: Record | None


def basis_of(
    connection: Connection, plan_code: str, month: str, as_known_at: int | None = None
) -> MonthBasis:
    """What a month is shown by: once it is closed, what it was closed with, unless asked as known at an import.

    Of an open month the newest facts, and the rule set in use.
    """
    closed = closings.closing(connection, plan_code, month)
    if closed is None or as_known_at is not None:
        return MonthBasis(stored.read_facts(connection, plan_code, as_known_at), load_rule_set(), None)
    facts = stored.read_facts(connection, plan_code, closed["import_id"], closed["closed_at"])
    return MonthBasis(facts, load_rule_set(closed["rule_set"].split("/")[0]), closed)


def restated(connection: Connection, plan_code: str, month: str) -> list[Restatement]:
    """What imports since the closing changed in the figures of a month; see metrics.restatement.restatements.

    Each change also says who saved its import, and the reason given there, if any. Raises UnknownCode for a month
    that is not closed.
    """
    issued, rules, closed = basis_of(connection, plan_code, month)
    if closed is None:
        raise UnknownCode(_("{month} of {plan} is not closed.").format(month=month, plan=plan_code))
    return _restated(connection, issued, plan_code, month, rules)


def restated_of_late(connection: Connection, plan_code: str, month: str) -> list[Restatement]:
    """What imports changed afterwards in the figures of `month`, and of the newest CLOSED_MONTHS closed before it.

    The newest month first. Of a closed month it is what changed since its closing; of an open `month` what changed since
    the newest import of its own ledgers. Empty when nothing did, and for an open month without a ledger.
    """
    in_force = months_in_force(closings_from(closings.closing_list(connection, plan_code)))
    rows = _restated_since(connection, plan_code, month)
    earlier = sorted((closed for closed in in_force if closed < month), reverse=True)
    for closed in earlier[:CLOSED_MONTHS]:
        rows += restated(connection, plan_code, closed)
    return rows


def _restated_since(connection: Connection, plan_code: str, month: str) -> list[Restatement]:
    issued, rules, closed = basis_of(connection, plan_code, month)
    if closed is None:
        own = issued.reports.loc[issued.reports["month"] == month, "import_id"]
        issued = stored.read_facts(connection, plan_code, int(own.max())) if len(own) else issued
    return _restated(connection, issued, plan_code, month, rules)


def _restated(
    connection: Connection, issued: Facts, plan_code: str, month: str, rules: RuleSet
) -> list[Restatement]:
    imports = {row.import_id: row for row in imports_from(stored.import_list(connection))}

    def with_import(change: ChangedCell) -> ChangedCell:
        record = imports[change.source["import_id"]]
        return replace(change, saved_by=record.saved_by, reason=record.accepted_reason)

    rows = restatements(issued, stored.read_facts(connection, plan_code), month, rules)
    return [replace(row, changes=tuple(map(with_import, row.changes))) for row in rows]
