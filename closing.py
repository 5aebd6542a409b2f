"""Closing a month, and its board ever after: as it was issued, and what later imports restated."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, Engine

from errors import UnknownCode
from metrics.board import Board, board
from metrics.facts import Facts
from metrics.months import month_of
from metrics.restatement import restatements
from metrics.rules import DEFAULT_RULE_SET, RuleSet, load_rule_set
from store import closings
from store import facts as stored
from store.database import writing
from words import _


def close_month(
    engine: Engine,
    plan_code: str,
    month: str,
    *,
    rule_set: str = DEFAULT_RULE_SET,
    closed_by: str | None = None,
) -> dict:
    """Close a month of a plan: freeze the newest import as its cut-off, the rule set, and the board as issued.

    Gives the closing's record. Raises UnknownCode for a month that has not begun or is closed already.
    """
    with writing(engine) as connection:
        return close_within(connection, plan_code, month, rule_set=rule_set, closed_by=closed_by)


def close_within(
    connection: Connection,
    plan_code: str,
    month: str,
    *,
    rule_set: str = DEFAULT_RULE_SET,
    closed_by: str | None = None,
) -> dict:
    """Close a month within a transaction of store.database.writing; see close_month."""
    if month > month_of(date.today()):
        raise UnknownCode(_("{month} has not begun, so it cannot be closed.").format(month=month))
    rules = load_rule_set(rule_set)
    found = stored.facts(connection, plan_code)
    closings.close(
        connection,
        plan_code,
        month,
        import_id=found.import_id,
        rule_set=rules.reference,
        board=board(found, month, rules).to_json(),
        closed_by=closed_by,
    )
    closed = closings.closing(connection, plan_code, month)
    assert closed is not None
    return closed


def facts_of(
    connection: Connection, plan_code: str, month: str, as_known_at: int | None = None
) -> tuple[Facts, RuleSet, dict | None]:
    """The facts a month is shown by, the rule set that judges it, and its closing.

    Of a closed month those it was closed with, unless asked as known at an import; of an open one the newest.
    """
    closed = closings.closing(connection, plan_code, month)
    if closed is None or as_known_at is not None:
        return stored.facts(connection, plan_code, as_known_at), load_rule_set(), None
    rules = load_rule_set(closed["rule_set"].split("/")[0])
    return stored.facts(connection, plan_code, closed["import_id"], closed["closed_at"]), rules, closed


def board_of(connection: Connection, plan_code: str, month: str, as_known_at: int | None = None) -> Board:
    """The board of a month: as issued once it is closed, unless asked as known at an import."""
    found, rules, _closed = facts_of(connection, plan_code, month, as_known_at)
    return board(found, month, rules)


def restated(connection: Connection, plan_code: str, month: str) -> pd.DataFrame:
    """What imports since the closing changed in the figures of a month; see metrics.restatement.restatements.

    Each change also says who saved its import, and the reason given there, if any. Raises UnknownCode for a month
    that is not closed.
    """
    issued, rules, closed = facts_of(connection, plan_code, month)
    if closed is None:
        raise UnknownCode(_("{month} of {plan} is not closed.").format(month=month, plan=plan_code))
    found = restatements(issued, stored.facts(connection, plan_code), month, rules)
    known = stored.import_list(connection).set_index("import_id")
    for changes in found["changes"]:
        for change in changes:
            record = known.loc[change["import_id"]]
            change["saved_by"], change["reason"] = record["saved_by"], record["accepted_reason"]
    return found
