"""Reading what is stored: facts of a plan as known at an import, rows, imports, and the cells around a source."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from metrics.facts import STANDARD_VERSION_COLUMNS, Facts
from store.closings import overrides_known
from store.schema import import_sheets, imports, utc, versioned, workbooks
from words import _
from words.errors import NothingLoaded, UnknownCode
from words.kinds import KINDS, cell_address, standards


def demo_imports(connection: Connection) -> list[int]:
    """Ids of the imports of demonstration data that are still in force, oldest first."""
    in_force = imports.c.is_demo, imports.c.undone_by.is_(None), imports.c.sha256.is_not(None)
    return list(
        connection.scalars(select(imports.c.import_id).where(*in_force).order_by(imports.c.import_id))
    )


def latest_import(connection: Connection) -> int:
    """Id of the newest import; 0 before the first."""
    return connection.scalar(select(func.max(imports.c.import_id))) or 0


def import_as_known(connection: Connection, as_known_at: int | str | None) -> int:
    """The import up to which something is asked: an id, a moment (ISO, local time when it names no zone), or now.

    Raises UnknownCode for an id that is not there or a text that is no moment.
    """
    newest = latest_import(connection)
    if as_known_at is None:
        return newest
    text = str(as_known_at).strip()
    if text.isdigit():
        if not 1 <= int(text) <= newest:
            raise UnknownCode(
                _("There is no import {import_id}; the newest is {newest}.").format(
                    import_id=text, newest=newest
                )
            )
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UnknownCode(
            _("“{text}” is neither an import number nor a moment such as 2023-07-05T18:00.").format(text=text)
        ) from None
    saved = connection.scalar(
        select(func.max(imports.c.import_id)).where(imports.c.saved_at <= moment.astimezone(UTC))
    )
    return saved or 0


def as_known(table: Table, import_id: int) -> ColumnElement[bool]:
    """The versions of a table that were current once `import_id` had been saved."""
    return and_(table.c.since <= import_id, or_(table.c.until.is_(None), table.c.until > import_id))


def plans(connection: Connection, as_known_at: int | None = None) -> pd.DataFrame:
    """One row per plan, in the order of their codes: the plan's fields, plan_code, import_id and is_demo.

    is_demo tells that the plan has rows of demonstration ledgers. Empty when nothing is loaded.
    """
    known_at = latest_import(connection) if as_known_at is None else as_known_at
    table = _rows(connection, "plan", None, known_at)
    demo = set(
        connection.scalars(
            select(imports.c.plan_code).where(
                imports.c.is_demo,
                imports.c.sha256.is_not(None),
                imports.c.import_id <= known_at,
                or_(imports.c.undone_by.is_(None), imports.c.undone_by > known_at),
            )
        )
    )
    table["is_demo"] = table["plan_code"].isin(demo)
    return table.sort_values("plan_code", ignore_index=True)


REPORT_COLUMNS = ["unit", "month", "kind", "row_count", "import_id", "is_demo", "saved_at"]


def read_facts(
    connection: Connection, plan_code: str, as_known_at: int | None = None, moment: datetime | None = None
) -> Facts:
    """All that was known of a plan once an import had been saved (default: the newest).

    moment: when (UTC) the statuses set by hand count as of; default: when the next import came, or now.
    Raises NothingLoaded when the database holds no plan, UnknownCode when it holds others.
    """
    known_at = latest_import(connection) if as_known_at is None else as_known_at
    tables = {name: _rows(connection, name, plan_code, known_at) for name in KINDS}
    plan = tables.pop("plan")
    if plan.empty:
        raise _no_plan(connection, plan_code, known_at)
    in_force = and_(
        imports.c.import_id <= known_at,
        or_(imports.c.undone_by.is_(None), imports.c.undone_by > known_at),
    )
    loaded_at = connection.scalar(
        select(func.min(imports.c.saved_at)).where(
            imports.c.plan_code == plan_code, imports.c.import_id <= known_at
        )
    )
    sheets = connection.execute(
        select(import_sheets)
        .join(imports, imports.c.import_id == import_sheets.c.import_id)
        .where(imports.c.plan_code == plan_code)
    ).all()
    files = connection.execute(
        select(imports.c.import_id, imports.c.file, imports.c.is_demo).where(imports.c.plan_code == plan_code)
    ).all()
    return Facts.of_tables(
        tables,
        plan=plan.iloc[0].to_dict(),
        reports=_reports(connection, plan_code, in_force),
        sheets={(row.import_id, row.sheet, row.kind, row.part): row.cells for row in sheets},
        files={row.import_id: (row.file, row.is_demo) for row in files},
        import_id=known_at,
        standard_versions=_standard_versions(connection, plan_code, in_force),
        loaded_at=utc(loaded_at) if loaded_at else None,
        overrides=overrides_known(connection, plan_code, moment or _superseded_at(connection, known_at)),
    )


def _reports(connection: Connection, plan_code: str, in_force: ColumnElement[bool]) -> pd.DataFrame:
    """What units reported for which month, by imports in force, as Facts.reports."""
    report = (
        imports.c.unit,
        imports.c.month,
        import_sheets.c.kind,
        imports.c.import_id,
        imports.c.is_demo,
        imports.c.saved_at,
    )
    row_count = func.sum(import_sheets.c.row_count).label("row_count")  # of all tables of a kind
    rows = connection.execute(
        select(*report, row_count)
        .join(import_sheets, import_sheets.c.import_id == imports.c.import_id)
        .where(imports.c.plan_code == plan_code, imports.c.month.is_not(None), in_force)
        .group_by(*report)
        .order_by(imports.c.import_id, import_sheets.c.kind)
    ).all()
    names = [column.name for column in (*report, row_count)]
    reports = pd.DataFrame(rows, columns=names, dtype=object)[REPORT_COLUMNS]
    reports["saved_at"] = pd.Series([utc(moment) for moment in reports["saved_at"]], dtype=object)
    return reports


def _superseded_at(connection: Connection, import_id: int) -> datetime | None:
    """When the next import after one was saved; None for the newest."""
    moment = connection.scalar(select(func.min(imports.c.saved_at)).where(imports.c.import_id > import_id))
    return utc(moment) if moment else None


def current(connection: Connection, kind: str, plan_code: str | None = None) -> list[dict]:
    """The current rows of one kind as dicts of its fields and plan_code; missing values are None."""
    table = versioned[kind]
    query = select(table).where(table.c.until.is_(None))
    if plan_code is not None:
        query = query.where(table.c.plan_code == plan_code)
    return [dict(row._mapping) for row in connection.execute(query)]


def newest_reports(connection: Connection, plan_code: str) -> dict[tuple[str, str], str]:
    """The newest month that each unit has reported each kind for: {(unit, kind): month}. Undone imports do not count."""
    rows = connection.execute(
        select(imports.c.unit, import_sheets.c.kind, func.max(imports.c.month).label("month"))
        .join(import_sheets, import_sheets.c.import_id == imports.c.import_id)
        .where(imports.c.plan_code == plan_code, imports.c.month.is_not(None), imports.c.undone_by.is_(None))
        .group_by(imports.c.unit, import_sheets.c.kind)
    )
    return {(row.unit, row.kind): row.month for row in rows}


def reported_rows(
    connection: Connection, kind: str, plan_code: str, names: Sequence[str]
) -> dict[str, tuple]:
    """The current rows of a kind, whoever reported them: {key: values of the named fields}.

    `unit` and, of kinds without a month of their own, `month` are those of the ledger that brought the row; None
    where it stands in the plan workbook.
    """
    table = versioned[kind]
    columns = [table.c[name] if name in table.c else imports.c[name] for name in names]
    rows = connection.execute(
        select(table.c.key, *columns)
        .join(imports, imports.c.import_id == table.c.source_import)
        .where(table.c.plan_code == plan_code, table.c.until.is_(None))
    )
    return {key: tuple(values) for key, *values in rows}


def rows(
    connection: Connection, kind: str, plan_code: str | None = None, as_known_at: int | None = None
) -> pd.DataFrame:
    """The rows of one kind as known at an import: its fields, plan_code, key, import_id, sheet, part, row, file, cell, is_demo."""
    known_at = latest_import(connection) if as_known_at is None else as_known_at
    if plan_code is not None and _rows(connection, "plan", plan_code, known_at).empty:
        raise _no_plan(connection, plan_code, known_at)
    table = _rows(connection, kind, plan_code, known_at)
    import_rows = connection.execute(select(imports.c.import_id, imports.c.file, imports.c.is_demo))
    files = {row.import_id: row for row in import_rows}
    cells = {
        (row.import_id, row.sheet, row.part): row.cells
        for row in connection.execute(select(import_sheets).where(import_sheets.c.kind == kind))
    }
    table["file"] = [files[import_id].file for import_id in table["import_id"]]
    table["is_demo"] = [files[import_id].is_demo for import_id in table["import_id"]]
    table["cell"] = [
        cell_address(cells.get(tuple(table_key), {}), KINDS[kind].figure, row)
        for *table_key, row in zip(
            table["import_id"], table["sheet"], table["part"], table["row"], strict=True
        )
    ]
    return table


def import_list(connection: Connection) -> pd.DataFrame:
    """One row per import, newest first: import_id, saved_at (UTC), saved_by, file, sha256, plan_code, unit, month, is_demo,
    accepted_reason, undone_by, and `kinds`, {kind: rows} of its workbook."""
    kinds: dict[int, dict[str, int]] = {}
    for sheet in connection.execute(select(import_sheets).order_by(import_sheets.c.import_id)):
        counts = kinds.setdefault(sheet.import_id, {})
        counts[sheet.kind] = counts.get(sheet.kind, 0) + sheet.row_count
    table = pd.DataFrame(
        connection.execute(select(imports).order_by(imports.c.import_id.desc())).all(),
        columns=[column.name for column in imports.columns],
        dtype=object,
    )
    table["saved_at"] = pd.Series([utc(moment) for moment in table["saved_at"]], dtype=object)
    table["kinds"] = pd.Series([kinds.get(import_id, {}) for import_id in table["import_id"]], dtype=object)
    return table


CHANGE_COLUMNS = ["kind", "key", "change", "field", "before", "after", "source"]


def import_changes(connection: Connection, import_id: int) -> pd.DataFrame:
    """What one import changed in the stored rows: one row per changed value, per new row and per row taken back.

    kind, key; change: "new", "changed" or "withdrawn"; field, before and after of a changed value, None else; source:
    {import_id, file, sheet, cell} of the value, of its row's figure for a new row, and of the last one before for
    a row taken back. Kinds in the order of KINDS, rows as they stand in the workbook. The changes of an undo are
    those of the rows it brought back and closed.
    """
    changes: list[tuple] = []  # kind, key, change, field, before, after, and the version whose cell is named
    for kind, table in versioned.items():
        fields = KINDS[kind].field_names
        columns = [table.c[name] for name in ("key", "source_import", "sheet", "part", "row", *fields)]
        in_order = select(*columns).order_by(table.c.sheet, table.c.part, table.c.row)
        before = {row.key: row for row in connection.execute(in_order.where(table.c.until == import_id))}
        for row in connection.execute(in_order.where(table.c.since == import_id)):
            old = before.pop(row.key, None)
            if old is None:
                changes.append((kind, row.key, "new", None, None, None, row))
                continue
            for field in fields:
                value_before, value_after = getattr(old, field), getattr(row, field)
                if value_before != value_after:
                    changes.append((kind, row.key, "changed", field, value_before, value_after, row))
        changes += [(kind, key, "withdrawn", None, None, None, row) for key, row in before.items()]
    return _with_sources(connection, changes)


def _with_sources(connection: Connection, changes: Sequence[tuple]) -> pd.DataFrame:
    ids = {row.source_import for *_change, row in changes}
    files = {
        row.import_id: row.file
        for row in connection.execute(
            select(imports.c.import_id, imports.c.file).where(imports.c.import_id.in_(ids))
        )
    }
    cells = {
        (row.import_id, row.sheet, row.kind, row.part): row.cells
        for row in connection.execute(select(import_sheets).where(import_sheets.c.import_id.in_(ids)))
    }
    rows = []
    for kind, key, change, field, before, after, row in changes:
        columns = cells.get((row.source_import, row.sheet, kind, row.part), {})
        source = {
            "import_id": row.source_import,
            "file": files[row.source_import],
            "sheet": row.sheet,
            "cell": cell_address(columns, field or KINDS[kind].figure, row.row),
        }
        rows.append((kind, key, change, field, before, after, source))
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS, dtype=object)


def workbook(connection: Connection, import_id: int) -> tuple[dict, bytes]:
    """An import's record (a dict of its columns) and the bytes of its workbook.

    Raises UnknownCode when there is no such import or it came without a workbook (an undo).
    """
    row = connection.execute(
        select(imports, workbooks.c.content)
        .join(workbooks, workbooks.c.sha256 == imports.c.sha256)
        .where(imports.c.import_id == import_id)
    ).one_or_none()
    if row is None:
        raise UnknownCode(_("There is no workbook of import {import_id}.").format(import_id=import_id))
    record = dict(row._mapping)
    content = record.pop("content")
    record["saved_at"] = utc(record["saved_at"])
    return record, content


def _rows(connection: Connection, kind: str, plan_code: str | None, known_at: int) -> pd.DataFrame:
    table = versioned[kind]
    names = ["key", "plan_code", "sheet", "part", "row", *KINDS[kind].field_names]
    query = (
        select(table.c.source_import.label("import_id"), *(table.c[name] for name in names))
        .where(as_known(table, known_at))
        .order_by(table.c.source_import, table.c.sheet, table.c.part, table.c.row)
    )
    if plan_code is not None:
        query = query.where(table.c.plan_code == plan_code)
    # As objects, so that a missing text stays None: the text type of pandas would make it NaN, which is true.
    frame = pd.DataFrame(connection.execute(query).all(), columns=["import_id", *names], dtype=object)
    numeric = {field.name: float for field in KINDS[kind].fields if field.type in (float, int)}
    return frame.astype({"import_id": int, "part": int, "row": int, **numeric})


def _standard_versions(connection: Connection, plan_code: str, in_force: ColumnElement[bool]) -> pd.DataFrame:
    """Every version of the standards of a plan that an import in force brought, as Facts.standard_versions."""
    table = versioned[standards.KIND.name]
    query = (
        select(
            *(table.c[name] for name in ("key", "name", "section", "stage")),
            *(imports.c.month, table.c.since, table.c.sheet, table.c.part, table.c.row),
        )
        .join(imports, imports.c.import_id == table.c.since)
        # A version that an undo brought back stands in the table twice; the first one is its own import's.
        .where(table.c.plan_code == plan_code, table.c.since == table.c.source_import, in_force)
        .order_by(table.c.since, table.c.row)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=STANDARD_VERSION_COLUMNS, dtype=object)


def nothing_loaded() -> NothingLoaded:
    """What to tell, and what to do, when the database holds no plan."""
    return NothingLoaded(
        _("No plan is loaded yet. Load one with `planwatch load FILE`, or try `planwatch demo`.")
    )


def _no_plan(connection: Connection, plan_code: str, known_at: int) -> Exception:
    codes = sorted(_rows(connection, "plan", None, known_at)["plan_code"])
    if not codes:
        return nothing_loaded()
    return UnknownCode(
        _("There is no plan “{plan_code}”. Known plans: {known}.").format(
            plan_code=plan_code, known=", ".join(codes)
        )
    )
