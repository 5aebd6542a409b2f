"""The ledgers that go out: what stands in them, and that they come back without a problem and as nothing new."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from exports.ledger import ledger_template, ledger_template_pack
from services.imports import Intake, take_in
from store import facts
from store.database import open_database, snapshot
from tests.metrics.drawn import drawn, readings, target
from words import _
from words.errors import UnknownCode
from words.kinds import ALL_LEDGERS, KINDS, Asked, ledgers
from words.kinds.kind import BLANK_ROWS

DATA = Path(__file__).parents[2] / "data"
STANDARDS = "tj-standards-145"
COMMITTEE, COMMISSION = "天津市交通运输标准化技术委员会", "天津市交通运输委员会"
# Plans and ledgers of each plan's demonstration; every ledger of these months is loaded.
MONTHS = {
    STANDARDS: ("2024-01", "2024-03"),
    "tj-digital-2123": ("2023-02", "2023-03"),
    "sd-digital-145": ("2023-09", "2023-10"),
    "zj-smartcity-1519": ("2018-07", "2018-10"),
    "tj-outline": ("2024-04", "2024-06"),
}
LEDGER_FILES = sorted(
    file
    for code, months in MONTHS.items()
    for month in months
    for file in (DATA / "demo" / code).glob(f"{month}_*.xlsx")
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('template') / 'planwatch.db'}")
    for file in [*(DATA / "plans" / f"{code}.xlsx" for code in MONTHS), *LEDGER_FILES]:
        found = take_in(engine, file.read_bytes(), file.name)
        assert found.import_id is not None, found.problems
    yield engine
    engine.dispose()


def made(engine: Engine, kind: str, plan: str, unit: str, month: str) -> bytes:
    with snapshot(engine) as connection:
        known = facts.read_facts(connection, plan)
    return ledger_template(kind, known, unit, month)


def sent_back(engine: Engine, content: bytes) -> Intake:
    return take_in(engine, content, "台账.xlsx", only_check=True)


def sheet_of(content: bytes, kind: str) -> Worksheet:
    return load_workbook(BytesIO(content))[KINDS[kind].template.sheet]


def asked(kind: str) -> dict[str, Asked]:
    """The columns that the template of a kind asks for, by their headers, in order."""
    columns: dict[str, Asked] = {}
    last = KINDS[kind].template.last
    for column in KINDS[kind].columns:
        if column.asked:
            columns[column.header] = column.asked
        if last and last.after in column.fields:
            columns["上次填报（供参考）"] = last.asked
    return columns


def headers(sheet: Worksheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[3]}


def codes(found: Intake) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize("file", LEDGER_FILES, ids=lambda file: f"{file.parent.name}_{file.stem}")
def test_the_template_of_a_reported_month_comes_back_as_nothing_new(engine, file):
    month, unit = file.stem.split("_")
    kinds = {rows.kind for rows in take_in(engine, file.read_bytes(), file.name).reading.sheets}
    assert kinds
    for kind in sorted(kinds):
        found = sent_back(engine, made(engine, kind, file.parent.name, unit, month))
        counts = found.changes.counts()
        # The register of an older month is told as such, and changes nothing here.
        assert {problem.code for problem in found.problems} <= {"older-ledger"}
        assert not found.is_rejected
        assert (counts["new"], counts["changed"], counts["missing"], found.changes.is_news) == (
            0,
            0,
            0,
            False,
        )
        assert counts["same"] > 0
        assert (found.reading.plan_code, found.reading.unit, found.reading.month, found.reading.is_demo) == (file.parent.name, unit, month, True)  # fmt: skip


def test_a_ledger_of_all_kinds_in_one_workbook(engine):
    content = made(engine, ALL_LEDGERS, STANDARDS, COMMITTEE, "2024-03")
    assert load_workbook(BytesIO(content)).sheetnames == [kind.template.sheet for kind in ledgers().values()]
    found = sent_back(engine, content)
    assert [rows.kind for rows in found.reading.sheets] == ["standards", "trainings"]
    assert set(codes(found)) == {"table-not-filled-in"}  # this unit reports no indicators and tasks
    assert not found.changes.is_news


@pytest.mark.parametrize("kind", ledgers())
def test_headers_are_those_the_loader_reads_and_each_says_how_to_fill_it(engine, kind):
    sheet = sheet_of(made(engine, kind, STANDARDS, COMMISSION, "2024-04"), kind)
    known = {column.header for column in KINDS[kind].columns} - {"参训人员"}  # no target counts people
    found = [cell.value for cell in sheet[3]]
    assert len(set(found) - known) == (KINDS[kind].template.last is not None)
    # The month is in the remarks, and templates ask for totals.
    assert known - set(found) <= {"月份", "当月完成值"}
    assert all(cell.comment.text for cell in sheet[3])
    notes = [column.note for header, column in asked(kind).items() if header != "参训人员"]
    assert [cell.comment.text for cell in sheet[3]] == list(map(_, notes))
    assert sheet["A2"].value == f"规划代码：{STANDARDS}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.print_title_rows) == (
        9,
        1,
        "$3:$3",
    )


def test_a_new_month_is_blank_with_what_was_reported_before_beside(engine):
    sheet = sheet_of(content := made(engine, "indicators", STANDARDS, COMMISSION, "2024-04"), "indicators")
    at = headers(sheet)
    assert (sheet.max_row, sheet["A4"].value, sheet["B4"].value) == (4, "T02", "标准化试点项目数")
    assert sheet.cell(4, at["完成值"]).value is None
    assert sheet.cell(4, at["上次填报（供参考）"]).value == "2024年3月：1个"
    found = sent_back(engine, content)
    assert (codes(found), found.changes.is_news, found.is_rejected) == (["table-not-filled-in"], False, False)


def test_a_filled_in_template_saves_what_was_filled_in(engine):
    content = made(engine, "task_reports", STANDARDS, COMMISSION, "2024-04")
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    at = headers(sheet)
    sheet.cell(5, at["状态"]).value = "按序时"
    sheet.cell(6, at["本月进展"]).value = "无"
    book.save(file := BytesIO())
    found = sent_back(engine, file.getvalue())
    assert found.changes.counts()["new"] == 2
    assert set(codes(found)) == {"not-filled-in"}
    assert len(found.problems) == sheet.max_row - 3 - 2
    record = found.reading.sheets[0].records()[0]
    assert (record["task_code"], record["status"], record["month"]) == ("3.2", "on_time", "2024-04")


def test_a_new_row_of_a_register_is_read(engine):
    content = made(engine, "trainings", STANDARDS, COMMITTEE, "2024-04")
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    at = headers(sheet)
    blank = next(row for row in range(4, sheet.max_row) if sheet.cell(row, 1).value is None)
    assert sheet.max_row == blank + BLANK_ROWS  # and the note
    for header, value in (("培训名称", "新标准宣贯会"), ("举办日期", "2024年4月12日"), ("参训人次", 30)):
        sheet.cell(blank, at[header]).value = value
    book.save(file := BytesIO())
    found = sent_back(engine, file.getvalue())
    assert (found.problems, found.changes.counts()["new"], found.changes.counts()["missing"]) == ([], 1, 0)


def test_only_what_is_known_is_locked_and_no_password_is_needed(engine):
    for kind in ledgers():
        unit = COMMITTEE if kind in ("standards", "trainings") else COMMISSION
        sheet = sheet_of(made(engine, kind, STANDARDS, unit, "2024-03"), kind)
        assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
        locked = {cell.column for cell in sheet[4] if cell.protection.locked}
        columns = [column for header, column in asked(kind).items() if header != "参训人员"]
        expected = {at for at, column in enumerate(columns, 1) if column.is_prefilled}
        assert locked == expected
        if KINDS[kind].template.blank_rows:
            assert not any(cell.protection.locked for cell in sheet[sheet.max_row - 1])
        assert not any(each.protection.locked for each in sheet.column_dimensions.values())
        assert max(each.max for each in sheet.column_dimensions.values()) == 16384


def test_words_are_chosen_from_lists_and_numbers_have_their_formats(engine):
    def lists(kind: str, unit: str) -> dict[str, str]:
        sheet = sheet_of(made(engine, kind, STANDARDS, unit, "2024-03"), kind)
        found = {}
        for validation in sheet.data_validations.dataValidation:
            cells = next(iter(validation.sqref.ranges))
            found[sheet.cell(3, cells.min_col).value] = validation.formula1.strip('"')
            assert cells.min_row == 4
        return found

    assert lists("standards", COMMITTEE) == {"制修订": "制定,修订", "阶段": "预研,立项,起草,征求意见,审查,批准,发布,复审,废止"}  # fmt: skip
    assert lists("trainings", COMMITTEE) == {"类型": "培训,宣贯"}
    assert lists("task_reports", COMMISSION) == {"状态": "已完成,超序时,按序时,正在推进,滞后,未启动"}
    rates = sheet_of(
        made(engine, "indicators", "sd-digital-145", "山东省交通运输厅", "2023-10"), "indicators"
    )
    at = headers(rates)
    formats = {
        row[at["计量单位"] - 1].value: row[at["完成值"] - 1].number_format for row in rates.iter_rows(4)
    }
    assert formats == {"个": "General", "%": "0.0#%"}
    register = sheet_of(made(engine, "standards", STANDARDS, COMMITTEE, "2024-03"), "standards")
    assert register.cell(4, headers(register)["发布日期"]).number_format == 'yyyy"年"m"月"d"日"'
    tasks = sheet_of(made(engine, "task_reports", STANDARDS, COMMISSION, "2024-04"), "task_reports")
    assert tasks.cell(4, headers(tasks)["完成率"]).number_format == "0%"


@pytest.mark.parametrize(
    "plan, unit, count",
    [
        ("tj-digital-2123", "天津市港航局", 3),  # inferred units
        ("zj-smartcity-1519", "省公安厅", 1),  # lead units
        (STANDARDS, COMMITTEE, 15),  # the plan names no unit: all
    ],
)
def test_a_unit_gets_its_own_tasks(engine, plan, unit, count):
    month = {"zj-smartcity-1519": "2019-01"}.get(plan, "2023-11")
    sheet = sheet_of(made(engine, "task_reports", plan, unit, month), "task_reports")
    assert sheet.max_row - 3 == count


def test_an_alias_gives_the_full_name(engine):
    with snapshot(engine) as connection:
        known = facts.read_facts(connection, "zj-smartcity-1519")
    short = next(row for row in known.units.to_dict("records") if row["short_name"])
    found = sent_back(engine, ledger_template("task_reports", known, short["short_name"], "2019-01"))
    assert found.reading.unit == short["name"]


def test_what_cannot_be_asked_is_refused(engine):
    for kind, plan, unit, month in (
        ("standards", STANDARDS, "天津市交通运输标准技术委", "2024-03"),
        ("standards", STANDARDS, COMMITTEE, "2020-12"),
    ):
        with pytest.raises(UnknownCode, match=COMMITTEE if month != "2020-12" else "2021-01"):
            made(engine, kind, plan, unit, month)
    with snapshot(engine) as connection:
        known = facts.read_facts(connection, STANDARDS)
    with pytest.raises(UnknownCode, match=STANDARDS):
        ledger_template("indicators", replace(known, targets=known.targets.iloc[:0]), COMMITTEE, "2024-03")


def test_every_kind_of_ledger_has_a_template():
    sheets = [kind.template.sheet for kind in ledgers().values()]
    assert sheets == ["标准台账", "培训台账", "指标台账", "任务进展"]
    for kind in ledgers().values():
        assert kind.template.last is None or kind.template.last.after in kind.field_names
        assert {*kind.filled_by} <= {*kind.field_names} and kind.figure in kind.field_names


def test_people_are_asked_by_name_only_where_a_target_counts_them(engine):
    with snapshot(engine) as connection:
        known = facts.read_facts(connection, STANDARDS)
    measures = known.targets["measure"].replace("training_attendances", "trained_people")
    counts = replace(known, targets=known.targets.assign(measure=measures))
    for each, is_asked in ((known, False), (counts, True)):
        sheet = sheet_of(ledger_template("trainings", each, COMMITTEE, "2024-03"), "trainings")
        assert ("参训人员" in headers(sheet)) == is_asked


def test_the_value_of_the_month_alone_is_enough(engine):
    content = made(engine, "indicators", STANDARDS, COMMISSION, "2024-04")
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    sheet.cell(4, headers(sheet)["当月完成值"]).value = 1
    book.save(file := BytesIO())
    found = sent_back(engine, file.getvalue())
    assert (codes(found), found.changes.counts()["new"]) == (["month-values-added"], 1)
    assert found.reading.sheets[0].records()[0]["month_value"] == 1


def test_what_was_reported_for_a_month_alone_is_told_as_such(engine):
    with snapshot(engine) as connection:
        known = facts.read_facts(connection, STANDARDS)
    rows = known.indicators.assign(value=float("nan"), month_value=3.0)
    content = ledger_template("indicators", replace(known, indicators=rows), COMMISSION, "2024-04")
    sheet = sheet_of(content, "indicators")
    assert sheet.cell(4, headers(sheet)["上次填报（供参考）"]).value == "2024年3月：当月3个"


def office(**more):
    return drawn(
        targets=[target("T01", lead_units=["甲局"]), target("T02", lead_units=["乙局"])],
        indicators=readings("T01", m202306=1),
        units=[{"name": "甲局"}, {"name": "乙局"}, {"name": "丙局"}],
        **more,
    )


def packed(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


@pytest.mark.parametrize("kind", [ALL_LEDGERS, "indicators"])
def test_a_pack_has_one_ledger_for_each_unit_that_is_to_report(kind):
    files = packed(ledger_template_pack(kind, office(), "2023-07"))
    assert set(files) == {"甲局_规划_2023年7月.xlsx", "乙局_规划_2023年7月.xlsx"}
    for name, content in files.items():
        second_row = load_workbook(BytesIO(content)).worksheets[0][2]
        assert name.split("_")[0] in "".join(str(cell.value) for cell in second_row)


def test_a_pack_of_a_real_plan_comes_back_as_not_filled_in(engine):
    with snapshot(engine) as connection:
        known = facts.read_facts(connection, "tj-digital-2123")
    files = packed(ledger_template_pack(ALL_LEDGERS, known, "2023-04"))
    assert len(files) > 1
    for content in files.values():
        found = sent_back(engine, content)
        assert not found.is_rejected and set(codes(found)) == {"table-not-filled-in"}


def test_a_unit_that_reported_and_stands_in_no_list_gets_its_ledger():
    known = office(reports=[("indicators", "2023-06", {"unit": "丁局", "row_count": 1})])
    assert any(
        name.startswith("丁局_") for name in packed(ledger_template_pack(ALL_LEDGERS, known, "2023-07"))
    )


@pytest.mark.parametrize("kind", [ALL_LEDGERS, "standards"])
def test_a_pack_for_nobody_is_refused(kind):
    nobody = drawn(targets=[target(measure="published_standards")], units=[])
    with pytest.raises(UnknownCode, match="没有需要"):
        ledger_template_pack(kind, nobody, "2023-07")
