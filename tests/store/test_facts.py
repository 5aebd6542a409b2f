"""Facts and boards from real workbooks, on both databases: one plan and three months of its demonstration ledgers."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from metrics.board import board
from services.imports import take_in
from store import facts
from store.database import snapshot, transaction
from store.saving import undo
from tests.loaders.sheets import workbook_bytes
from words.errors import NothingLoaded, UnknownCode

DATA = Path(__file__).parents[2] / "data"
PLAN = "tj-standards-145"


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    files = [DATA / "plans" / f"{PLAN}.xlsx"]
    files += sorted(
        file
        for month in ("2023-04", "2023-05", "2023-06")
        for file in (DATA / "demo" / PLAN).glob(f"{month}_*.xlsx")
    )
    for file in files:
        intake = take_in(engine, file.read_bytes(), file.name)
        assert intake.import_id is not None, intake.problems
    return engine


def figures(engine: Engine, month: str, as_known_at: int | None = None) -> dict[str, object]:
    with snapshot(engine) as connection:
        rows = board(facts.read_facts(connection, PLAN, as_known_at), month).targets
    return {row.code: row.actual_value for row in rows}


def test_a_board_from_stored_facts(loaded):
    now = figures(loaded, "2023-06")
    assert [now[code] for code in ("T01", "T02", "T03", "T04", "T05")] == [41, 1, 13, 310, None]


def test_what_was_known_before_does_not_change(loaded):
    before = figures(loaded, "2023-05", as_known_at=5)
    with transaction(loaded) as connection:
        undo(connection, [6, 7], file="undo")
    assert figures(loaded, "2023-05", as_known_at=5) == before
    assert figures(loaded, "2023-06", as_known_at=7)["T01"] == 41
    assert figures(loaded, "2023-06")["T01"] == before["T01"]


def test_facts_carry_types_and_none_for_missing(loaded):
    with snapshot(loaded) as connection:
        known_facts = facts.read_facts(connection, PLAN)
    assert known_facts.plan["issued_on"] == date(2022, 7, 23)
    assert known_facts.plan["document_number"] is None
    assert known_facts.plan["issuers"] == ["天津市交通运输委员会"]
    open_ones = known_facts.standards[known_facts.standards["stage"].isna()]
    assert set(open_ones["standard_number"]) <= {None}
    assert known_facts.targets["target_value"].dtype == float
    assert set(known_facts.reports["month"]) == {"2023-04", "2023-05", "2023-06"}
    assert known_facts.reports["is_demo"].all()


def test_every_version_of_a_standard_is_known_with_the_month_of_its_ledger(loaded):
    with snapshot(loaded) as connection:
        newest = facts.read_facts(connection, PLAN)
        earlier = facts.read_facts(connection, PLAN, as_known_at=5)
    key = f"{PLAN}|公路养护工程质量检验评定"
    table = newest.standard_versions
    of_one = table[table["key"] == key].iloc[:, :6].values.tolist()
    name, section = "公路养护工程质量检验评定", "基础设施"
    first, *ledgers = of_one
    assert first == [key, name, section, None, None, 1]  # the plan's own workbook lists it and says no stage
    assert [(stage, month) for _key, _name, _section, stage, month, _import in ledgers] == [
        ("审查", "2023-04"),
        ("批准", "2023-05"),
        ("发布", "2023-06"),
    ]
    assert list(table["import_id"]) == sorted(table["import_id"])
    sources = [
        newest.source("standards", row, "stage") for row in table[table["key"] == key].to_dict("records")
    ]
    assert [source["file"][:7] for source in sources[1:]] == ["2023-04", "2023-05", "2023-06"]
    assert {source["sheet"] for source in sources[1:]} == {"标准台账"}
    assert all(source["cell"][0].isalpha() and source["cell"][1:].isdigit() for source in sources)
    assert earlier.standard_versions.equals(table[table["import_id"] <= 5])


def test_versions_of_undone_imports_are_left_out_and_those_brought_back_do_not_count_twice(loaded):
    with snapshot(loaded) as connection:
        before = facts.read_facts(connection, PLAN, as_known_at=5).standard_versions
    with transaction(loaded) as connection:
        undo(connection, [6, 7], file="undo")
    with snapshot(loaded) as connection:
        assert facts.read_facts(connection, PLAN).standard_versions.equals(before)
        assert set(facts.read_facts(connection, PLAN, as_known_at=7).standard_versions["import_id"]) > set(
            before["import_id"]
        )


def test_reports_know_when_they_were_saved_and_the_plan_when_it_was_first_loaded(loaded):
    with snapshot(loaded) as connection:
        known_facts = facts.read_facts(connection, PLAN)
    assert all(moment.utcoffset() is not None for moment in known_facts.reports["saved_at"])
    assert known_facts.loaded_at is not None
    assert known_facts.loaded_at <= known_facts.reports["saved_at"].min() <= datetime.now(UTC)


def test_plans_know_whether_they_hold_demonstration_data(loaded):
    with snapshot(loaded) as connection:
        assert facts.plans(connection)[["plan_code", "is_demo"]].to_dict("records") == [
            {"plan_code": PLAN, "is_demo": True}
        ]
        assert not facts.plans(connection, as_known_at=1)["is_demo"].any()


def test_the_workbook_of_an_import_is_kept(loaded):
    with snapshot(loaded) as connection:
        record, content = facts.workbook(connection, 1)
        assert record["file"] == f"{PLAN}.xlsx"
        assert content == (DATA / "plans" / f"{PLAN}.xlsx").read_bytes()
        with pytest.raises(UnknownCode, match="99"):
            facts.workbook(connection, 99)


def test_unknown_plans_and_empty_databases_are_told(engine):
    with snapshot(engine) as connection:
        assert facts.plans(connection).empty
        with pytest.raises(NothingLoaded):
            facts.read_facts(connection, PLAN)
        assert facts.import_list(connection).empty


HEADER = ["标准名称", "领域", "阶段"]


def ledger(*rows: list) -> bytes:
    remarks = [f"规划代码：{PLAN}", "填报单位：天津市交通运输委员会", "填报月份：2023年7月"]
    return workbook_bytes(标准台账=[remarks, HEADER, *rows])


def changed(engine: Engine, import_id: int) -> list[tuple]:
    with snapshot(engine) as connection:
        changes = facts.import_changes(connection, import_id).to_dict("records")
    return [
        (
            row["change"],
            row["key"].split("|")[1],
            row["field"],
            row["before"],
            row["after"],
            row["source"]["cell"],
        )
        for row in changes
    ]


def test_what_an_import_changed_is_told_row_by_row_with_its_cells(loaded):
    first = take_in(loaded, ledger(["甲规范", "安全保障", "起草"], ["乙规范", "安全保障", "起草"]), "a.xlsx")
    again = take_in(
        loaded,
        ledger(["丙规范", "安全保障", "起草"], ["甲规范", "安全保障", "审查"]),
        "b.xlsx",
        withdraws_missing=True,
        accepted_reason="更正",
    )
    assert first.import_id and again.import_id
    # The figure of a standard is its publication date; a sheet without that column is told by its first one.
    assert changed(loaded, first.import_id) == [
        ("new", "甲规范", None, None, None, "A3"),
        ("new", "乙规范", None, None, None, "A4"),
    ]
    assert changed(loaded, again.import_id) == [
        ("new", "丙规范", None, None, None, "A3"),
        ("changed", "甲规范", "stage", "起草", "审查", "C4"),
        ("withdrawn", "乙规范", None, None, None, "A4"),
    ]


def test_what_an_undo_changed_is_the_reverse_of_what_it_took_back(loaded):
    take_in(loaded, ledger(["甲规范", "安全保障", "起草"]), "a.xlsx")
    again = take_in(loaded, ledger(["甲规范", "安全保障", "审查"], ["乙规范", "安全保障", "起草"]), "b.xlsx")
    with transaction(loaded) as connection:
        undoing = undo(connection, [again.import_id], file="undo")
    assert changed(loaded, undoing) == [
        ("changed", "甲规范", "stage", "审查", "起草", "C3"),
        ("withdrawn", "乙规范", None, None, None, "A4"),
    ]


def test_a_zero_report_changes_no_row(loaded):
    zero = take_in(loaded, ledger(), "zero.xlsx", accepted_reason="本月无新增")
    assert zero.import_id and changed(loaded, zero.import_id) == []
