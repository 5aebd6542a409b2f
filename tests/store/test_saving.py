"""Versioned rows: saved once, compared field by field, undone by bringing the former versions back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from store import facts
from store.database import snapshot, transaction
from store.saving import preview, save, undo
from store.schema import imports, versioned, workbooks
from words.errors import BuiltUpon, UnknownCode
from words.kinds import Batch, Rows, row_key

PLAN = "p"


def standards(*rows: tuple, fields=("name", "section", "published_on"), sheet="标准台账") -> Rows:
    """Rows of a standards ledger whose header stands in row 3."""
    return Rows(
        "standards",
        sheet,
        (3,),
        fields,
        {name: letter for name, letter in zip(fields, "ABCDEFG", strict=False)},
        [row_key(PLAN, [row[0]]) for row in rows],
        [4 + index for index in range(len(rows))],
        list(rows),
    )


def batch(*sheets: Rows, file="a.xlsx", unit="甲", month="2023-06", is_demo=False) -> Batch:
    return Batch(file, file.encode(), f"sha of {file}", PLAN, unit, month, is_demo, sheets)


def saved(engine: Engine, *sheets: Rows, **about) -> int | None:
    with transaction(engine) as connection:
        return save(connection, batch(*sheets, **about))[0]


def stored(engine: Engine, as_known_at: int | None = None) -> dict[str, date | None]:
    """Name -> publication date of the standards as known at an import."""
    with snapshot(engine) as connection:
        table = facts.rows(connection, "standards", as_known_at=as_known_at)
    return dict(zip(table["name"], table["published_on"], strict=True))


def test_the_same_workbook_twice_changes_nothing(engine):
    rows = standards(("港口", "基础设施", date(2023, 5, 12)), ("桥梁", "安全保障", None))
    assert saved(engine, rows) == 1
    assert saved(engine, rows) is None
    with snapshot(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(imports)) == 1
        assert connection.scalar(select(func.count()).select_from(workbooks)) == 1
        assert connection.scalar(select(func.count()).select_from(versioned["standards"])) == 2


def test_several_tables_of_a_kind_on_one_sheet_keep_their_cells_apart(engine):
    left, right = standards(("港口", "基础设施", None)), standards(("桥梁", "安全保障", None))
    right.part, right.cells = 1, {"name": "F", "section": "G", "published_on": "H"}
    saved(engine, left, right)
    with snapshot(engine) as connection:
        table = facts.rows(connection, "standards")
    assert dict(zip(table["name"], table["cell"], strict=True)) == {"港口": "C4", "桥梁": "H4"}


def test_missing_rows_are_kept_unless_the_batch_withdraws_them(engine):
    both = standards(("港口", "基础设施", None), ("桥梁", "安全保障", None))
    saved(engine, both)
    one = standards(("港口", "基础设施", date(2023, 6, 1)))
    saved(engine, one, file="b.xlsx")
    assert set(stored(engine)) == {"港口", "桥梁"}
    with transaction(engine) as connection:
        number, changes = save(connection, replace(batch(one, file="c.xlsx"), withdraws_missing=True))
    assert (number, changes.counts()["missing"]) == (3, 1)
    assert set(stored(engine)) == {"港口"}
    assert set(stored(engine, as_known_at=2)) == {"港口", "桥梁"}


def test_another_unit_s_rows_are_never_missing(engine):
    saved(engine, standards(("港口", "基础设施", None)), unit="甲")
    with transaction(engine) as connection:
        other = replace(
            batch(standards(("桥梁", "安全保障", None)), file="b.xlsx", unit="乙"), withdraws_missing=True
        )
        assert save(connection, other)[1].counts()["missing"] == 0
    assert set(stored(engine)) == {"港口", "桥梁"}


def test_undoing_a_withdrawal_brings_the_rows_back(engine):
    saved(engine, standards(("港口", "基础设施", None), ("桥梁", "安全保障", None)))
    with transaction(engine) as connection:
        save(
            connection,
            replace(batch(standards(("港口", "基础设施", None)), file="b.xlsx"), withdraws_missing=True),
        )
    with transaction(engine) as connection:
        undo(connection, [2], file="undo")
    assert set(stored(engine)) == {"港口", "桥梁"}


def test_what_was_withdrawn_stays_so_when_a_later_import_is_undone(engine):
    saved(engine, standards(("港口", "基础设施", None), ("桥梁", "安全保障", None)))
    with transaction(engine) as connection:
        save(
            connection,
            replace(batch(standards(("港口", "基础设施", None)), file="b.xlsx"), withdraws_missing=True),
        )
    saved(engine, standards(("桥梁", "安全保障", date(2023, 6, 1))), file="c.xlsx")
    with transaction(engine) as connection:
        undo(connection, [3], file="undo")
    assert set(stored(engine)) == {"港口"}


def test_an_import_knows_who_saved_it(engine):
    with transaction(engine) as connection:
        save(connection, replace(batch(standards(("港口", "基础设施", None))), saved_by="王建国"))
        undo(connection, [1], file="undo", saved_by="李明")
    with snapshot(engine) as connection:
        assert list(facts.import_list(connection)["saved_by"]) == ["李明", "王建国"]


def test_an_older_workbook_loaded_again_does_not_roll_later_ones_back(engine):
    older, newer = standards(("港口", "基础设施", None)), standards(("港口", "基础设施", date(2023, 7, 1)))
    saved(engine, older)
    saved(engine, newer, file="b.xlsx", month="2023-07")
    assert saved(engine, older) is None
    assert stored(engine) == {"港口": date(2023, 7, 1)}


def test_only_changed_rows_get_a_new_version_and_the_old_one_stays_known(engine):
    saved(engine, standards(("港口", "基础设施", None), ("桥梁", "安全保障", None)))
    second = standards(("港口", "基础设施", date(2023, 7, 1)), ("桥梁", "安全保障", None))
    with snapshot(engine) as connection:
        changes = preview(connection, batch(second, file="b.xlsx", month="2023-07"))
    assert changes.counts() == {"new": 0, "changed": 1, "same": 1, "missing": 0}
    assert changes.sheets[0].changed == [("p|港口", "published_on", None, date(2023, 7, 1))]
    assert saved(engine, second, file="b.xlsx", month="2023-07") == 2
    assert stored(engine) == {"港口": date(2023, 7, 1), "桥梁": None}
    assert stored(engine, as_known_at=1) == {"港口": None, "桥梁": None}


def test_a_sheet_says_nothing_about_columns_it_lacks(engine):
    saved(engine, standards(("港口", "基础设施", date(2023, 5, 12))))
    saved(engine, standards(("港口", "发布"), fields=("name", "stage")), file="b.xlsx", month="2023-07")
    with snapshot(engine) as connection:
        row = facts.rows(connection, "standards").iloc[0]
    assert (row["section"], row["published_on"], row["stage"]) == ("基础设施", date(2023, 5, 12), "发布")


def test_missing_rows_are_told_and_kept(engine):
    saved(engine, standards(("港口", "基础设施", None), ("桥梁", "安全保障", None)))
    only_one = standards(("港口", "基础设施", None))
    with snapshot(engine) as connection:
        assert preview(connection, batch(only_one, file="b.xlsx")).sheets[0].missing == ["p|桥梁"]
        other_unit = preview(connection, batch(only_one, file="b.xlsx", unit="乙"))
    assert other_unit.sheets[0].missing == []
    saved(engine, only_one, file="b.xlsx", month="2023-07")
    assert set(stored(engine)) == {"港口", "桥梁"}


def test_a_zero_report_is_a_report(engine):
    assert saved(engine, standards()) == 1
    assert saved(engine, standards(), month="2023-07") == 2
    assert saved(engine, standards(), month="2023-07", file="again.xlsx") is None


def test_every_row_knows_its_cell(engine):
    saved(engine, standards(("港口", "基础设施", date(2023, 5, 12))))
    with snapshot(engine) as connection:
        row = facts.rows(connection, "standards").iloc[0]
    assert (row["file"], row["sheet"], row["cell"]) == ("a.xlsx", "标准台账", "C4")


def test_undo_brings_the_former_versions_back_and_deletes_nothing(engine):
    saved(engine, standards(("港口", "基础设施", None)))
    saved(engine, standards(("港口", "基础设施", date(2023, 7, 1)), ("新的", "其他", None)), file="b.xlsx")
    with transaction(engine) as connection:
        assert undo(connection, [2], file="undo") == 3
    assert stored(engine) == {"港口": None}
    assert stored(engine, as_known_at=2) == {"港口": date(2023, 7, 1), "新的": None}
    with snapshot(engine) as connection:
        row = facts.rows(connection, "standards").iloc[0]
        assert (row["file"], row["cell"], row["import_id"]) == ("a.xlsx", "C4", 1)
        assert connection.scalar(select(func.count()).select_from(versioned["standards"])) == 4


def test_undone_rows_do_not_come_back_when_a_later_import_is_undone_too(engine):
    for file in ("first.xlsx", "second.xlsx"):
        import_id = saved(engine, standards(("港口", "基础设施", None)), file=file, month="2023-08")
        with transaction(engine) as connection:
            undo(connection, [import_id], file="undo")
    assert stored(engine) == {}


def test_what_later_imports_built_upon_is_not_undone_before_them(engine):
    saved(engine, standards(("港口", "基础设施", None)))
    saved(engine, standards(("港口", "基础设施", date(2023, 7, 1))), file="b.xlsx", month="2023-07")
    with pytest.raises(BuiltUpon, match="2"), transaction(engine) as connection:
        undo(connection, [1], file="undo")
    assert stored(engine) == {"港口": date(2023, 7, 1)}
    for import_id in (2, 1):
        with transaction(engine) as connection:
            undo(connection, [import_id], file="undo")
    assert stored(engine) == {}


def test_rows_that_later_imports_replaced_can_be_left_as_they_are(engine):
    saved(engine, standards(("港口", "基础设施", None), ("桥梁", "安全保障", None)))
    saved(engine, standards(("港口", "基础设施", date(2023, 7, 1))), file="b.xlsx", month="2023-07")
    with transaction(engine) as connection:
        undo(connection, [1], file="undo", leave_newer=True)
    assert stored(engine) == {"港口": date(2023, 7, 1)}


def test_undoing_twice_or_what_is_not_there_is_refused(engine):
    saved(engine, standards(("港口", "基础设施", None)))
    with transaction(engine) as connection:
        undo(connection, [1], file="undo")
    for import_id in (1, 99):
        with pytest.raises(UnknownCode, match=str(import_id)), transaction(engine) as connection:
            undo(connection, [import_id], file="undo")


def test_a_failed_save_leaves_nothing(engine):
    rows = standards(("港口", "基础设施", None))
    rows.rows[0] = ("港口", "基础设施", "not a date")
    with pytest.raises(TypeError), transaction(engine) as connection:
        save(connection, batch(rows))
    with snapshot(engine) as connection:
        assert facts.latest_import(connection) == 0
        assert connection.scalar(select(func.count()).select_from(workbooks)) == 0


def test_as_known_at_takes_import_numbers_and_moments(engine):
    saved(engine, standards(("港口", "基础设施", None)))
    with snapshot(engine) as connection:
        assert facts.import_as_known(connection, None) == 1
        assert facts.import_as_known(connection, "1") == 1
        assert facts.import_as_known(connection, "2001-01-01T00:00") == 0
        assert facts.import_as_known(connection, "2999-01-01T00:00+08:00") == 1
        for wrong in ("2", "0", "yesterday"):
            with pytest.raises(UnknownCode, match=wrong):
                facts.import_as_known(connection, wrong)
