"""The schema that the migrations make is the schema the code expects, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from store.database import open_database, snapshot, transaction
from store.facts import latest_import
from store.saving import save
from store.schema import metadata
from words.errors import BadSetting, DatabaseUnavailable
from words.kinds import Batch, Rows, row_key


def test_migrations_make_the_schema_of_the_code(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("round", range(5))
def test_opening_twice_at_once_migrates_once(database_url, round):
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(open_database, [database_url] * 4))
    with snapshot(engines[0]) as connection:
        assert latest_import(connection) == 0
    for engine in engines:
        engine.dispose()


def test_imports_saved_at_once_are_numbered_without_gaps(engine):
    def one(number: int) -> int | None:
        name = f"标准{number}"
        rows = Rows(
            "standards", "台账", (1,), ("name",), {"name": "A"}, [row_key("p", [name])], [2], [(name,)]
        )
        file = f"{number}.xlsx"
        with transaction(engine) as connection:
            return save(connection, Batch(file, b"x", file, "p", "甲", "2023-06", False, [rows]))[0]

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(12))) == list(range(1, 13))


@pytest.mark.parametrize("url", ["mysql://somewhere/x", "not an address"])
def test_an_address_of_another_kind_is_refused(url):
    with pytest.raises(BadSetting):
        open_database(url)


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path):
    with pytest.raises(DatabaseUnavailable) as raised:
        open_database("postgresql://planner:secret@127.0.0.1:1/planwatch")
    assert "secret" not in str(raised.value)
    (tmp_path / "text.db").write_text(
        "this is not a database, only a text that is long enough to be read as one"
    )
    with pytest.raises(DatabaseUnavailable):
        open_database(f"sqlite:///{tmp_path / 'text.db'}")
