"""What persons said that the columns of tables mean, remembered for a unit and the very headers of its table."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from store.schema import header_mappings


def remember(
    connection: Connection,
    plan_code: str,
    unit: str | None,
    headers: Sequence[str],
    kind: str,
    columns: Sequence[str | None],
    saved_by: str | None = None,
) -> None:
    """Remember the columns of a table: a header of the kind, or None, for each of its `headers`. Replaces what was said before."""
    table = {"plan_code": plan_code, "unit": unit or "", "headers": _text(headers)}
    connection.execute(delete(header_mappings).filter_by(**table))
    connection.execute(
        insert(header_mappings).values(
            **table, kind=kind, columns=list(columns), saved_at=datetime.now(UTC), saved_by=saved_by
        )
    )


def remembered(connection: Connection) -> list[tuple[str, str, tuple[str, ...], str, tuple[str | None, ...]]]:
    """All of it: (plan code, unit, headers, kind, columns); the unit is "" for plan workbooks."""
    rows: Iterable = connection.execute(select(header_mappings).order_by(header_mappings.c.saved_at))
    return [
        (row.plan_code, row.unit, tuple(json.loads(row.headers)), row.kind, tuple(row.columns))
        for row in rows
    ]


def forget(connection: Connection, plan_code: str, unit: str | None, headers: Sequence[str]) -> None:
    """Forget what was said of these headers."""
    connection.execute(
        delete(header_mappings).filter_by(plan_code=plan_code, unit=unit or "", headers=_text(headers))
    )


def newest(connection: Connection) -> str:
    """A text that changes whenever something is remembered or forgotten."""
    count, moment = connection.execute(
        select(func.count(), func.max(header_mappings.c.saved_at)).select_from(header_mappings)
    ).one()
    return f"{count} {moment}"


def _text(headers: Sequence[str]) -> str:
    return json.dumps(list(headers), ensure_ascii=False)
