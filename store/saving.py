"""Saving a batch as an import, and undoing imports. One transaction each; nothing is ever deleted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import repeat

from sqlalchemy import JSON, Column, Connection, Date, Row, Table, func, insert, select, update

from store.schema import VERSION_COLUMNS, import_sheets, imports, versioned, workbooks
from words import _
from words.errors import BuiltUpon, UnknownCode
from words.kinds import KINDS, Batch, Rows


@dataclass
class KindChanges:
    """What saving the rows of one table would change. `changed` holds (key, field, before, after).

    `missing` are rows of the same unit that are no longer there: kept, or taken back if the batch says so.
    """

    kind: str
    sheet: str
    part: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, object, object]] = field(default_factory=list)
    changed_keys: list[str] = field(default_factory=list)
    same: int = 0
    missing: list[str] = field(default_factory=list)
    # Rows to write: the number and the key of each, and the values of each field; null in fields that are left out.
    numbers: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    columns: dict[str, Sequence] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One value that saving would change. `key` is that of its row."""

    kind: str
    key: str
    field: str
    before: object
    after: object

    @property
    def jump(self) -> float:
        """How far a number moves, as a share of what it was (of 1 where it was 0); 0 for all that is no number."""
        before, after = self.before, self.after
        if (
            isinstance(before, bool)
            or not isinstance(before, (int, float))
            or not isinstance(after, (int, float))
        ):
            return 0.0
        return abs(after - before) / (abs(before) or 1.0)


@dataclass
class Changes:
    """What saving a batch would change, sheet by sheet. `is_news` also when only a report is new."""

    sheets: list[KindChanges]
    is_news: bool

    def largest_first(self) -> list[Change]:
        """Every value that would change, the largest jumps first, all else in the order of the sheets."""
        changes = [Change(sheet.kind, *change) for sheet in self.sheets for change in sheet.changed]
        return sorted(changes, key=lambda change: -change.jump)

    def counts(self) -> dict[str, int]:
        return {
            "new": sum(len(sheet.new) for sheet in self.sheets),
            "changed": sum(len(sheet.changed_keys) for sheet in self.sheets),
            "same": sum(sheet.same for sheet in self.sheets),
            "missing": sum(len(sheet.missing) for sheet in self.sheets),
        }


def preview(connection: Connection, batch: Batch) -> Changes:
    """Compare a batch with what is stored. Writes nothing.

    A workbook that is in force already is nothing new, also when later ledgers have moved on from it.
    Only the fields a sheet has are compared. `missing` are current rows that the same unit reported
    (for monthly kinds: for the same month) and that the batch no longer has; they are kept, unless the batch
    withdraws them.
    """
    if not batch.withdraws_missing and _is_in_force(connection, batch):
        return Changes(
            [KindChanges(rows.kind, rows.sheet, rows.part, same=len(rows.rows)) for rows in batch.sheets],
            is_news=False,
        )
    seen: set[str] = set()  # kinds whose missing rows are listed already
    sheets = []
    for rows in batch.sheets:
        sheets.append(_compare(connection, batch, rows))
        if rows.kind not in seen:
            sheets[-1].missing = _missing(connection, batch, rows.kind)
            seen.add(rows.kind)
    writes = any(sheet.keys or (batch.withdraws_missing and sheet.missing) for sheet in sheets)
    return Changes(sheets, is_news=writes or not _already_reported(connection, batch))


def save(connection: Connection, batch: Batch) -> tuple[int | None, Changes]:
    """Save a batch as the next import; give its id, or None when there was nothing new to save.

    `connection` is one of store.database.transaction, so the whole import is saved or nothing is.
    """
    changes = preview(connection, batch)
    if not changes.is_news:
        return None, changes
    import_id = _next_import(
        connection,
        file=batch.file,
        saved_by=batch.saved_by,
        sha256=_keep_workbook(connection, batch),
        plan_code=batch.plan_code,
        unit=batch.unit,
        month=batch.month,
        is_demo=batch.is_demo,
        accepted_reason=batch.accepted_reason,
    )
    for rows in batch.sheets:
        connection.execute(
            insert(import_sheets).values(
                import_id=import_id,
                sheet=rows.sheet,
                kind=rows.kind,
                part=rows.part,
                header_rows=list(rows.header_rows),
                cells=rows.cells,
                row_count=len(rows.rows),
            )
        )
    for sheet in changes.sheets:
        table = versioned[sheet.kind]
        _close(connection, table, sheet.changed_keys, import_id)
        if batch.withdraws_missing:
            _close(connection, table, sheet.missing, import_id)
        _bulk_insert(
            connection,
            table,
            {
                "key": sheet.keys,
                "plan_code": [batch.plan_code] * len(sheet.keys),
                "sheet": [sheet.sheet] * len(sheet.keys),
                "row": sheet.numbers,
                **sheet.columns,
            },
            {"since": import_id, "source_import": import_id, "part": sheet.part},
        )
    return import_id, changes


def undo(
    connection: Connection,
    import_ids: Iterable[int],
    *,
    file: str,
    saved_by: str | None = None,
    leave_newer: bool = False,
) -> int:
    """Take imports away again by one new import that brings the former versions back; give its id.

    `file` names the undoing import in the history. Raises UnknownCode for an import that is not there or is
    undone already, and BuiltUpon when imports in force have replaced some of its rows since; with
    leave_newer, those rows are left as they are instead.
    """
    ids = sorted(set(import_ids))
    undone = _to_undo(connection, ids, leave_newer)
    plans = {row.plan_code for row in undone}
    undoing = _next_import(
        connection,
        file=file,
        saved_by=saved_by,
        sha256=None,
        plan_code=plans.pop() if len(plans) == 1 else None,
        unit=None,
        month=None,
        is_demo=all(row.is_demo for row in undone),
        accepted_reason=None,
    )
    connection.execute(update(imports).where(imports.c.import_id.in_(ids)).values(undone_by=undoing))
    for name, table in versioned.items():
        names = (*VERSION_COLUMNS, *KINDS[name].field_names)
        is_current = table.c.until.is_(None)
        keys = connection.scalars(select(table.c.key).where(is_current, table.c.source_import.in_(ids))).all()
        current = select(table.c.key).where(is_current)
        withdrawn = connection.scalars(
            select(table.c.key).where(table.c.until.in_(ids), table.c.key.not_in(current)).distinct()
        ).all()
        before = _versions_in_force(connection, table, names, [*keys, *withdrawn])
        _close(connection, table, keys, undoing)
        columns = zip(names, zip(*before, strict=True), strict=False)
        restored = {name: values for name, values in columns if name not in ("since", "until")}
        _bulk_insert(connection, table, restored, {"since": undoing})
    return undoing


def _to_undo(connection: Connection, ids: Sequence[int], leave_newer: bool) -> Sequence[Row]:
    """The rows of the imports to be undone: import_id, is_demo, plan_code. Raises what `undo` does."""
    rows = connection.execute(
        select(imports.c.import_id, imports.c.is_demo, imports.c.plan_code).where(
            imports.c.import_id.in_(ids), imports.c.undone_by.is_(None)
        )
    ).all()
    if len(rows) != len(ids) or not ids:
        unknown = sorted(set(ids) - {row.import_id for row in rows})
        raise UnknownCode(
            _("Import {ids} is not there or was undone before. `planwatch imports` lists them.").format(
                ids=", ".join(map(str, unknown)) or "?"
            )
        )
    if not leave_newer and (later := _built_upon(connection, ids)):
        raise BuiltUpon(
            _(
                "Later imports changed rows of this one: {ids}. Undo those first, the newest before the others."
            ).format(ids=", ".join(map(str, later)))
        )
    return rows


def _versions_in_force(
    connection: Connection, table: Table, names: Sequence[str], keys: Sequence[str]
) -> list[tuple]:
    """The version of each key that stands once undone imports are left out; none where it was withdrawn."""
    undone = select(imports.c.import_id).where(imports.c.undone_by.is_not(None))
    in_force = set(
        connection.scalars(
            select(imports.c.import_id).where(imports.c.undone_by.is_(None), imports.c.sha256.is_not(None))
        )
    )
    newest: dict[str, tuple] = {}
    for part in _parts(keys):
        versions = connection.execute(
            select(*(table.c[name] for name in names))
            .where(table.c.key.in_(part), table.c.source_import.not_in(undone))
            .order_by(table.c.since)
        ).all()
        newest.update({version.key: tuple(version) for version in versions})
    # The newest version in force ended with an import in force that brought no other: it was withdrawn.
    return [version for version in newest.values() if version[names.index("until")] not in in_force]


def _built_upon(connection: Connection, ids: Sequence[int]) -> list[int]:
    """The imports in force, other than `ids` themselves, that replaced rows of theirs."""
    in_force = select(imports.c.import_id).where(imports.c.undone_by.is_(None), imports.c.sha256.is_not(None))
    later: set[int] = set()
    for table in versioned.values():
        replaced = select(table.c.until).where(
            table.c.source_import.in_(ids), table.c.until.in_(in_force), table.c.until.not_in(ids)
        )
        later |= set(connection.scalars(replaced.distinct()))
    return sorted(later)


def _compare(connection: Connection, batch: Batch, rows: Rows) -> KindChanges:
    kind = KINDS[rows.kind]
    table = versioned[rows.kind]
    names = kind.field_names
    mask = (table.c.plan_code == batch.plan_code) & table.c.until.is_(None)
    stored = {
        version[0]: version[1:]
        for version in connection.execute(select(table.c.key, *(table.c[name] for name in names)).where(mask))
    }
    changes = KindChanges(rows.kind, rows.sheet, rows.part)
    if not stored:
        changes.new = changes.keys = list(rows.keys)
        changes.numbers = list(rows.numbers)
        changes.columns = dict(zip(rows.fields, zip(*rows.rows, strict=True), strict=False))
        return changes
    written: list[tuple] = []
    indexes = [names.index(name) for name in rows.fields]  # of the fields that the sheet has
    empty = [None] * len(names)
    for key, number, values in zip(rows.keys, rows.numbers, rows.rows, strict=True):
        before = stored.get(key)
        after = list(before) if before else empty.copy()
        for index, value in zip(indexes, values, strict=True):
            after[index] = value
        if before is None:
            changes.new.append(key)
        elif tuple(after) == before:
            changes.same += 1
            continue
        else:
            changes.changed_keys.append(key)
            changes.changed += [
                (key, names[index], before[index], after[index])
                for index in indexes
                if before[index] != after[index]
            ]
        changes.numbers.append(number)
        changes.keys.append(key)
        written.append(tuple(after))
    changes.columns = dict(zip(names, zip(*written, strict=True), strict=False))
    return changes


def _missing(connection: Connection, batch: Batch, kind: str) -> list[str]:
    """The keys of a kind that the unit reported before and that no table of the batch has."""
    table = versioned[kind]
    query = (
        select(table.c.key)
        .join(imports, imports.c.import_id == table.c.source_import)
        .where(
            table.c.plan_code == batch.plan_code,
            table.c.until.is_(None),
            imports.c.unit.is_not_distinct_from(batch.unit),
        )
    )
    if "month" in KINDS[kind].field_names:
        query = query.where(table.c.month == batch.month)
    held = {key for rows in batch.sheets if rows.kind == kind for key in rows.keys}
    return sorted(set(connection.scalars(query)) - held)


def _is_in_force(connection: Connection, batch: Batch) -> bool:
    """Whether this very workbook was imported for the same plan, unit and month, and not undone since."""
    same_workbooks = select(func.count()).where(
        imports.c.sha256 == batch.sha256,
        imports.c.plan_code == batch.plan_code,
        imports.c.unit.is_not_distinct_from(batch.unit),
        imports.c.month.is_not_distinct_from(batch.month),
        imports.c.undone_by.is_(None),
    )
    return bool(connection.scalar(same_workbooks))


def _already_reported(connection: Connection, batch: Batch) -> bool:
    """Whether every table of the batch was reported before for this unit and month."""
    reported = set(
        connection.scalars(
            select(import_sheets.c.kind)
            .join(imports, imports.c.import_id == import_sheets.c.import_id)
            .where(
                imports.c.plan_code == batch.plan_code,
                imports.c.unit.is_not_distinct_from(batch.unit),
                imports.c.month.is_not_distinct_from(batch.month),
                imports.c.undone_by.is_(None),
            )
        )
    )
    return {rows.kind for rows in batch.sheets} <= reported


def _next_import(connection: Connection, **values: object) -> int:
    import_id = (connection.scalar(select(func.max(imports.c.import_id))) or 0) + 1
    connection.execute(insert(imports).values(import_id=import_id, saved_at=datetime.now(UTC), **values))
    return import_id


def _keep_workbook(connection: Connection, batch: Batch) -> str:
    if not connection.scalar(select(func.count()).where(workbooks.c.sha256 == batch.sha256)):
        connection.execute(insert(workbooks).values(sha256=batch.sha256, content=batch.content))
    return batch.sha256


def _close(connection: Connection, table: Table, keys: Sequence[str], import_id: int) -> None:
    for part in _parts(keys):
        connection.execute(
            update(table).where(table.c.key.in_(part), table.c.until.is_(None)).values(until=import_id)
        )


def _parts(keys: Sequence[str], size: int = 10_000) -> Iterable[Sequence[str]]:
    # SQLite takes at most 32,766 parameters in a statement, PostgreSQL 65,535.
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _bulk_insert(
    connection: Connection, table: Table, columns: Mapping[str, Sequence], numbers: Mapping[str, int]
) -> None:
    """Insert many rows the fast way of each database: tuples for SQLite, COPY for PostgreSQL.

    columns: the values of each column; none when there is nothing to insert. numbers: columns that hold one number in
    all rows. Columns in neither are null.
    """
    count = len(columns.get("key", ()))
    if not count:
        return
    # Each value handed over takes its time: columns without any are left out, and numbers stand in the statement.
    stored = {
        name: _as_stored(table.c[name], values)
        for name, values in columns.items()
        if any(value is not None for value in values)
    }
    names = ", ".join(f'"{name}"' for name in (*stored, *numbers))
    if connection.dialect.name == "postgresql":
        repeated = (repeat(number, count) for number in numbers.values())
        cursor = connection.connection.cursor()
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in zip(*stored.values(), *repeated, strict=True):
                copy.write_row(row)
    else:
        marks = ", ".join(["?"] * len(stored) + [str(number) for number in numbers.values()])
        rows = list(zip(*stored.values(), strict=True))
        connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)


def _as_stored(column: Column, values: Sequence) -> Sequence:
    # The column says whether they are lists or dates: looking at every value takes longer.
    if isinstance(column.type, JSON):
        return _json_texts(values)
    return _iso_dates(values) if isinstance(column.type, Date) else values


_json_text = json.JSONEncoder(ensure_ascii=False).encode


def _json_texts(values: Sequence) -> list[str | None]:
    # Equal cells were read once, so that their rows share one list; and encoding is slow.
    texts = {id(value): _json_text(value) for value in {id(value): value for value in values}.values()}
    return [None if value is None else texts[id(value)] for value in values]


def _iso_dates(values: Sequence) -> list[str | None]:
    texts = {value: date.isoformat(value) for value in set(values) if value is not None}
    return [None if value is None else texts[value] for value in values]
