"""Opening the database: the engine, its schema brought up to date, and transactions that read or write."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from words import _
from words.errors import BadSetting, DatabaseUnavailable

# Connection and Engine are handed on by those above, who name no database library themselves.
__all__ = ["Connection", "Engine", "open_database", "snapshot", "transaction"]

MIGRATIONS = Path(__file__).parent / "migrations"
LONGEST_WAIT = 30  # seconds for another process to end its transaction
WRITE_LOCK = 7_201_512  # any number, the same in every process: the PostgreSQL advisory lock of saving


def open_database(url: str) -> Engine:
    """Open the database and bring its schema up to date.

    Raises BadSetting when the address cannot be used and DatabaseUnavailable when it does not answer.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadSetting(
            _("PLANWATCH_DATABASE_URL “{url}” is not a database address. Example: {example}").format(
                url=url, example="postgresql://user:password@host/planwatch"
            )
        ) from None
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadSetting(
            _("Planwatch stores its data in SQLite or PostgreSQL, not in “{name}”.").format(
                name=address.get_backend_name()
            )
        )
    try:
        if address.get_backend_name() == "sqlite":
            if address.database and address.database != ":memory:":
                Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(address, connect_args={"timeout": LONGEST_WAIT})
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        else:
            engine = create_engine(address, pool_pre_ping=True)
        _migrate(engine)
    except (DBAPIError, NoSuchModuleError, OSError) as error:
        raise DatabaseUnavailable(
            _("The database cannot be opened ({address}): {reason}").format(
                address=address.render_as_string(hide_password=True), reason=_first_line(error)
            )
        ) from error
    return engine


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database for as long as the block runs."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, alone: imports are numbered in the order in which they commit."""
    with engine.connect().execution_options(planwatch_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
        yield connection


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with transaction(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _set_up_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # the driver leaves BEGIN to us, below
    _use_wal(connection)
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn on write-ahead logging, which a file keeps. SQLite does not wait for others here, so we do."""
    ends_at = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= ends_at:
                raise
            time.sleep(0.02)  # seconds; the other process only has to turn it on


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("planwatch_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]
