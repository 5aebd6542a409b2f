"""The tables. Whatever came from a workbook is a versioned row; see docs/architecture.md.

A versioned row carries `key` (natural key), `since` (the import that brought it), `until` (the import that
replaced it, null = current), `source_import`, `sheet`, `part` and `row` (where it stood in which import's workbook;
`source_import` differs from `since` only in rows that an undo brought back).
"""

from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    select,
    text,
)

from words.kinds import KINDS, Kind

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

workbooks = Table(
    "workbooks",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("import_id", Integer, primary_key=True, autoincrement=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("saved_by", String),
    Column("file", String, nullable=False),
    Column("sha256", String(64), ForeignKey("workbooks.sha256")),
    Column("plan_code", String),
    Column("unit", String),
    Column("month", String(7)),
    Column("is_demo", Boolean, nullable=False),
    Column("accepted_reason", String),
    Column("undone_by", Integer),  # the import that undid this one
)

# Which tables an import's workbook had, and in which column each field stood: with the sheet, part and row of
# a versioned row this gives the cell of any of its values. A table without rows is a zero report.
import_sheets = Table(
    "import_sheets",
    metadata,
    Column("import_id", Integer, ForeignKey("imports.import_id"), primary_key=True),
    Column("sheet", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("part", Integer, primary_key=True, server_default="0"),  # of several tables of a kind on a sheet
    Column("header_rows", JSON, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("row_count", Integer, nullable=False),
)

# What the columns of a table mean where its headers do not say: told once on screen, and remembered for the
# unit and for these very headers. `columns` has a header of the kind, or null, for each text of `headers`.
header_mappings = Table(
    "header_mappings",
    metadata,
    Column("plan_code", String, primary_key=True),
    Column("unit", String, primary_key=True),  # "" in plan workbooks
    Column("headers", String, primary_key=True),  # the header texts as JSON
    Column("kind", String, nullable=False),
    Column("columns", JSON, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("saved_by", String),
)

# Statuses that people set by hand; they stand beside the computed ones. Never changed, only lifted.
overrides = Table(
    "overrides",
    metadata,
    Column("override_id", Integer, primary_key=True, autoincrement=False),
    Column("plan_code", String, nullable=False),
    Column("target_code", String, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("from_month", String(7), nullable=False),
    Column("expires_month", String(7), nullable=False),
    Column("decided_by", String, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("lifted_at", DateTime(timezone=True)),  # UTC
)

# Months that were closed: up to which import they were known and by which rule set judged, with the board as it
# was issued. A month that is opened again keeps its record.
closings = Table(
    "closings",
    metadata,
    Column("closing_id", Integer, primary_key=True, autoincrement=False),
    Column("plan_code", String, nullable=False),
    Column("month", String(7), nullable=False),
    Column("import_id", Integer, ForeignKey("imports.import_id"), nullable=False),
    Column("rule_set", String, nullable=False),
    Column("closed_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("closed_by", String),
    Column("board", JSON, nullable=False),
    Column("reopened_at", DateTime(timezone=True)),  # UTC
    Column("reopened_by", String),
    Column("reopen_reason", String),
)

# What the office wrote in place of drafted sentences. Never changed: the newest of a place counts, and says what the
# draft said then. text is null where the draft is to stand again.
briefing_edits = Table(
    "briefing_edits",
    metadata,
    Column("edit_id", Integer, primary_key=True, autoincrement=False),
    Column("plan_code", String, nullable=False),
    Column("month", String(7), nullable=False),
    Column("language", String, nullable=False),
    Column("units", String, nullable=False),  # JSON: the units it is limited to, sorted; [] for all
    Column("part", String, nullable=False),  # a part's code, or a name of the masthead
    Column("text", Text),
    Column("drafted", Text, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("saved_by", String),
)

# Issued briefings, numbered by plan and year, and their files as they were issued. A trigger of the database refuses
# to change or delete them.
briefings = Table(
    "briefings",
    metadata,
    Column("briefing_id", Integer, primary_key=True, autoincrement=False),
    Column("plan_code", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("month", String(7), nullable=False),
    Column("parts", JSON, nullable=False),
    Column("units", JSON, nullable=False),
    Column("import_id", Integer, ForeignKey("imports.import_id"), nullable=False),
    Column("rule_set", String, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    Column("issued_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("issued_by", String),
    UniqueConstraint("plan_code", "year", "number"),
)
briefing_files = Table(
    "briefing_files",
    metadata,
    Column("briefing_id", Integer, ForeignKey("briefings.briefing_id"), primary_key=True),
    Column("format", String, primary_key=True),  # docx, pptx, xlsx
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# The office's own templates: the newest of a kind that is not withdrawn is used.
templates = Table(
    "templates",
    metadata,
    Column("template_id", Integer, primary_key=True, autoincrement=False),
    Column("format", String, nullable=False),  # docx, pptx
    Column("file", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),  # UTC
    Column("saved_by", String),
    Column("withdrawn_at", DateTime(timezone=True)),  # UTC
)

COLUMN_TYPES = {str: String, float: Float, int: Integer, bool: Boolean, date: Date, list: JSON}
VERSION_COLUMNS = ("key", "plan_code", "since", "until", "source_import", "sheet", "part", "row")


def versioned_table(kind: Kind) -> Table:
    """The table of the versioned rows of a kind: a column for each field. A migration makes it in the database."""
    name = "plans" if kind.name == "plan" else kind.name
    table = Table(
        name,
        metadata,
        Column("key", String, primary_key=True),
        Column("plan_code", String, nullable=False),
        Column("since", Integer, ForeignKey("imports.import_id"), primary_key=True),
        Column("until", Integer, ForeignKey("imports.import_id")),
        Column("source_import", Integer, ForeignKey("imports.import_id"), nullable=False),
        Column("sheet", String, nullable=False),
        Column("part", Integer, nullable=False, server_default="0"),
        Column("row", Integer, nullable=False),
        *(Column(field.name, COLUMN_TYPES[field.type]) for field in kind.fields),
        Index(None, "plan_code"),
    )
    Index(
        f"uq_{name}_current",
        table.c.key,
        unique=True,
        sqlite_where=text("until IS NULL"),
        postgresql_where=text("until IS NULL"),
    )
    return table


versioned: dict[str, Table] = {kind.name: versioned_table(kind) for kind in KINDS.values()}


def next_id(connection: Connection, table: Table) -> int:
    """The next number of a table's rows. Sure only within store.database.transaction."""
    number = next(iter(table.primary_key.columns))
    return (connection.scalar(select(func.max(number))) or 0) + 1


def utc(moment: datetime) -> datetime:
    """A stored moment with its time zone: SQLite keeps none, and what is stored is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
