"""Briefings: what the office wrote in place of drafted sentences, what was issued, and its templates."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

import pandas as pd
from sqlalchemy import Connection, func, insert, select, update

from store.schema import briefing_edits, briefing_files, briefings, next_id, templates, utc
from words import _
from words.errors import UnknownCode


def edit(
    connection: Connection,
    plan_code: str,
    month: str,
    part: str,
    text: str | None,
    *,
    drafted: str,
    language: str,
    units: Sequence[str] = (),
    saved_by: str | None = None,
) -> None:
    """Keep what the office writes for a part of a month's briefing, and what the draft said; None lets the draft stand again."""
    connection.execute(
        insert(briefing_edits).values(
            edit_id=next_id(connection, briefing_edits),
            plan_code=plan_code,
            month=month,
            language=language,
            units=_text(units),
            part=part,
            text=text,
            drafted=drafted,
            saved_at=datetime.now(UTC),
            saved_by=saved_by,
        )
    )


def edits(
    connection: Connection, plan_code: str, month: str, *, language: str, units: Sequence[str] = ()
) -> dict[str, dict]:
    """What the office wrote for a month's briefing: by part text, drafted, saved_at (UTC), saved_by."""
    rows = connection.execute(
        select(briefing_edits)
        .filter_by(plan_code=plan_code, month=month, language=language, units=_text(units))
        .order_by(briefing_edits.c.edit_id)
    )
    newest = {row.part: row for row in rows}
    return {
        part: {
            "text": row.text,
            "drafted": row.drafted,
            "saved_at": utc(row.saved_at),
            "saved_by": row.saved_by,
        }
        for part, row in newest.items()
        if row.text is not None
    }


def next_number(connection: Connection, plan_code: str, year: int) -> int:
    """The number that the next briefing of a plan has in a year. Sure only within store.database.transaction."""
    newest = connection.scalar(select(func.max(briefings.c.number)).filter_by(plan_code=plan_code, year=year))
    return (newest or 0) + 1


def issue(
    connection: Connection,
    plan_code: str,
    month: str,
    *,
    year: int,
    number: int,
    parts: Sequence[str],
    units: Sequence[str],
    import_id: int,
    rule_set: str,
    is_demo: bool,
    files: Mapping[str, bytes],
    issued_by: str | None = None,
) -> int:
    """Store an issued briefing with its files by format; give its id. `connection` is one of store.database.transaction."""
    briefing_id = next_id(connection, briefings)
    connection.execute(
        insert(briefings).values(
            briefing_id=briefing_id,
            plan_code=plan_code,
            year=year,
            number=number,
            month=month,
            parts=list(parts),
            units=list(units),
            import_id=import_id,
            rule_set=rule_set,
            is_demo=is_demo,
            issued_at=datetime.now(UTC),
            issued_by=issued_by,
        )
    )
    for name, content in files.items():
        connection.execute(
            insert(briefing_files).values(
                briefing_id=briefing_id, format=name, sha256=sha256(content).hexdigest(), content=content
            )
        )
    return briefing_id


def issued(connection: Connection, plan_code: str) -> pd.DataFrame:
    """One row per issued briefing of a plan, newest first: its columns, and files: {format: sha256}."""
    query = select(briefings).filter_by(plan_code=plan_code).order_by(briefings.c.briefing_id.desc())
    rows = [dict(row._mapping) for row in connection.execute(query)]
    files: dict[int, dict[str, str]] = {}
    file_rows = connection.execute(
        select(briefing_files.c.briefing_id, briefing_files.c.format, briefing_files.c.sha256)
        .join(briefings)
        .where(briefings.c.plan_code == plan_code)
        .order_by(briefing_files.c.format)
    )
    for file in file_rows:
        files.setdefault(file.briefing_id, {})[file.format] = file.sha256
    for row in rows:
        row["issued_at"] = utc(row["issued_at"])
        row["files"] = files.get(row["briefing_id"], {})
    columns = [*(column.name for column in briefings.columns), "files"]
    return pd.DataFrame([[row[name] for name in columns] for row in rows], columns=columns, dtype=object)


def issued_file(connection: Connection, briefing_id: int, format: str) -> bytes:
    """A file as it was issued. Raises UnknownCode when there is none."""
    content = connection.scalar(
        select(briefing_files.c.content).filter_by(briefing_id=briefing_id, format=format)
    )
    if content is None:
        raise UnknownCode(
            _("There is no issued briefing {number} as {format}.").format(number=briefing_id, format=format)
        )
    return content


# --- templates ----------------------------------------------------------------------------------------------


def keep_template(
    connection: Connection, format: str, file: str, content: bytes, saved_by: str | None = None
) -> None:
    """Keep a template of the office, to be used from now on for files of this format."""
    withdraw_template(connection, format)
    connection.execute(
        insert(templates).values(
            template_id=next_id(connection, templates),
            format=format,
            file=file,
            sha256=sha256(content).hexdigest(),
            content=content,
            saved_at=datetime.now(UTC),
            saved_by=saved_by,
        )
    )


def withdraw_template(connection: Connection, format: str) -> None:
    """Use our own layout again for files of this format."""
    connection.execute(
        update(templates)
        .where(templates.c.format == format, templates.c.withdrawn_at.is_(None))
        .values(withdrawn_at=datetime.now(UTC))
    )


def office_template(connection: Connection, format: str) -> dict | None:
    """The template in use for files of a format, as a dict of its columns; None for our own layout."""
    row = connection.execute(
        select(templates).where(templates.c.format == format, templates.c.withdrawn_at.is_(None))
    ).one_or_none()
    return None if row is None else dict(row._mapping) | {"saved_at": utc(row.saved_at)}


def newest(connection: Connection) -> str:
    """A text that changes whenever something is written, issued, or a template kept or withdrawn."""
    changing = (
        briefing_edits.c.edit_id,
        briefings.c.briefing_id,
        templates.c.template_id,
        templates.c.withdrawn_at,
    )
    counts = [select(func.count(column)).scalar_subquery() for column in changing]
    return " ".join(map(str, connection.execute(select(*counts)).one()))


def _text(units: Sequence[str]) -> str:
    return json.dumps(sorted(units), ensure_ascii=False)
