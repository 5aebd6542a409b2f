"""Closed months (月结), and statuses set by hand: what was decided, when and by whom. Nothing is ever deleted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import Column, Connection, func, insert, select, update

from metrics.facts import OVERRIDE_FIELDS
from store.schema import closings, next_id, overrides, utc
from words import _
from words.errors import UnknownCode


def close(
    connection: Connection,
    plan_code: str,
    month: str,
    *,
    import_id: int,
    rule_set: str,
    board: Mapping,
    closed_by: str | None = None,
) -> int:
    """Close a month: freeze up to which import it was known, by which rule set it was judged, and its board as issued.

    Gives the closing's id. Raises UnknownCode when the month is closed already.
    """
    if (former := closing(connection, plan_code, month)) is not None:
        raise UnknownCode(
            _("{month} of {plan} was closed on {day}. Open it again first, with a reason.").format(
                month=month, plan=plan_code, day=former["closed_at"].astimezone().strftime("%Y-%m-%d")
            )
        )
    closing_id = next_id(connection, closings)
    connection.execute(
        insert(closings).values(
            closing_id=closing_id,
            plan_code=plan_code,
            month=month,
            import_id=import_id,
            rule_set=rule_set,
            closed_at=datetime.now(UTC),
            closed_by=closed_by,
            board=board,
        )
    )
    return closing_id


def reopen(
    connection: Connection, plan_code: str, month: str, *, reason: str, reopened_by: str | None = None
) -> None:
    """Open a closed month again. Its record stays. Raises UnknownCode when it is not closed, or without a reason."""
    row = closing(connection, plan_code, month)
    if row is None:
        raise UnknownCode(_("{month} of {plan} is not closed.").format(month=month, plan=plan_code))
    if not reason.strip():
        raise UnknownCode(_("A closed month is opened again only with a reason."))
    connection.execute(
        update(closings)
        .where(closings.c.closing_id == row["closing_id"])
        .values(reopened_at=datetime.now(UTC), reopened_by=reopened_by, reopen_reason=reason.strip())
    )


def closing(connection: Connection, plan_code: str, month: str) -> dict | None:
    """The closing in force of a month, as a dict of its columns; None while the month is open."""
    row = connection.execute(
        select(closings).where(
            closings.c.plan_code == plan_code, closings.c.month == month, closings.c.reopened_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else dict(row._mapping) | {"closed_at": utc(row.closed_at)}


def closing_list(connection: Connection, plan_code: str | None = None) -> pd.DataFrame:
    """One row per closing, newest first, reopened ones too: all columns but the board."""
    columns = [column for column in closings.columns if column.name != "board"]
    query = select(*columns).order_by(closings.c.closing_id.desc())
    if plan_code is not None:
        query = query.where(closings.c.plan_code == plan_code)
    return _with_moments(connection.execute(query).all(), columns, "closed_at", "reopened_at")


# --- statuses set by hand -----------------------------------------------------------------------------------


def set_override(connection: Connection, plan_code: str, row: Mapping[str, str]) -> int:
    """Keep a status set by hand (metrics.facts.OVERRIDE_FIELDS, checked by metrics.overrides); give its id."""
    override_id = next_id(connection, overrides)
    connection.execute(
        insert(overrides).values(
            override_id=override_id,
            plan_code=plan_code,
            saved_at=datetime.now(UTC),
            **{name: row[name] for name in OVERRIDE_FIELDS},
        )
    )
    return override_id


def lift_override(connection: Connection, override_id: int) -> None:
    """End a status set by hand. Raises UnknownCode when there is none in force of that number."""
    done = connection.execute(
        update(overrides)
        .where(overrides.c.override_id == override_id, overrides.c.lifted_at.is_(None))
        .values(lifted_at=datetime.now(UTC))
    )
    if done.rowcount == 0:
        raise UnknownCode(
            _("There is no status set by hand with the number {number}.").format(number=override_id)
        )


def overrides_known(connection: Connection, plan_code: str, moment: datetime | None = None) -> pd.DataFrame:
    """The statuses set by hand of a plan as known at a moment (UTC; default: now): OVERRIDE_FIELDS and override_id."""
    names = [*OVERRIDE_FIELDS, "override_id"]
    query = select(overrides).where(overrides.c.plan_code == plan_code).order_by(overrides.c.override_id)
    rows = []
    for row in connection.execute(query):
        lifted = utc(row.lifted_at) if row.lifted_at else None
        is_known = moment is None or utc(row.saved_at) <= moment
        if is_known and (lifted is None or (moment is not None and lifted > moment)):
            rows.append([getattr(row, name) for name in names])
    return pd.DataFrame(rows, columns=names, dtype=object)


def override_list(connection: Connection, plan_code: str) -> pd.DataFrame:
    """Every status that was set by hand in a plan, newest first, lifted ones too: all columns, moments in UTC."""
    query = (
        select(overrides).where(overrides.c.plan_code == plan_code).order_by(overrides.c.override_id.desc())
    )
    return _with_moments(connection.execute(query).all(), list(overrides.columns), "saved_at", "lifted_at")


def newest(connection: Connection) -> str:
    """A text that changes whenever a month is closed or opened, or a status set by hand or lifted."""
    decided = (closings.c.closing_id, closings.c.reopened_at, overrides.c.override_id, overrides.c.lifted_at)
    counts = [select(func.count(column)).scalar_subquery() for column in decided]
    return " ".join(map(str, connection.execute(select(*counts)).one()))


def _with_moments(rows: Sequence, columns: Sequence[Column], *moments: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    for name in moments:
        table[name] = pd.Series([utc(moment) if moment else None for moment in table[name]], dtype=object)
    return table
