"""The demonstration ledgers are what their stories give, say that they are made up, and hold what is told of them."""

import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.demo import make_ledgers
from data.demo.make_ledgers import FOLDER, STORIES, PlanStory, reported_months
from data.demo.story_rows import BadStory
from data.plans import build
from loaders.known import Background, KnownPlan, KnownTarget
from loaders.reader import read_workbook
from loaders.workbook import open_workbook
from services.imports import take_in
from store.database import open_database
from words.terms import Stage, TaskState

PLANS = {
    source.stem: tomllib.loads(source.read_text(encoding="utf-8")) for source in build.SOURCES.glob("*.toml")
}
CODES = sorted(source.stem for source in STORIES.glob("*.toml"))
FILES = sorted(FOLDER.glob("*/*.xlsx"))

every_plan = pytest.mark.parametrize("code", CODES)


def parts(workbook: bytes) -> dict[str, str]:
    """The files inside a workbook: what it says, whatever versions of zlib and of an XML writer packed it."""
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: canonicalize(archive.read(name), rewrite_prefixes=True) for name in archive.namelist()}


@cache
def rows(code: str, name: str, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet of a ledger as they stand in its cells: {header: value}; notes are left out."""
    table = load_workbook(FOLDER / code / f"{name}.xlsx")[sheet]
    header, *lines = table.iter_rows(min_row=3, values_only=True)
    records = [dict(zip(header, line, strict=True)) for line in lines]
    return [row for row in records if not str(next(iter(row.values()))).startswith("注：")]


def all_rows(code: str, sheet: str) -> list[tuple[str, dict[str, object]]]:
    """The rows of a sheet in every ledger of a plan that has it: (name of the file, row)."""
    records = []
    for file in sorted((FOLDER / code).glob("*.xlsx")):
        if sheet in load_workbook(file, read_only=True).sheetnames:
            records += [(file.stem, row) for row in rows(code, file.stem, sheet)]
    return records


def published(month: str) -> list[dict[str, object]]:
    register = rows("tj-standards-145", f"{month}_天津市交通运输标准化技术委员会", "标准台账")
    return [row for row in register if row["发布日期"] is not None and row["阶段"] != Stage.WITHDRAWAL]


def sessions(month: str) -> list[dict[str, object]]:
    return rows("tj-standards-145", f"{month}_天津市交通运输标准化技术委员会", "培训台账")


def values(code: str, name: str) -> dict[object, object]:
    return {row["目标代码"]: row["完成值"] for row in rows(code, name, "指标台账")}


def states(code: str, name: str) -> dict[object, object]:
    return {row["任务序号"]: row["状态"] for row in rows(code, name, "任务进展")}


# --- the files ---


def test_every_plan_has_a_story():
    assert set(PLANS) == set(CODES)


@every_plan
def test_the_folder_holds_what_the_story_gives(code):
    names = {
        f"{month}_{ledger['unit']}.xlsx"
        for ledger in PlanStory(code).story["ledgers"]
        for month in reported_months(ledger)
    }
    assert {file.name for file in (FOLDER / code).glob("*.xlsx")} == names


@every_plan
def test_the_ledgers_are_what_the_story_gives(code):
    first, second = PlanStory(code), PlanStory(code)
    for ledger, again in zip(first.story["ledgers"], second.story["ledgers"], strict=True):
        months = reported_months(ledger)
        for month in {months[0], months[-1]}:
            workbook = first.workbook(ledger, month)
            assert workbook == second.workbook(again, month), "the same story gives the same bytes"
            written = (FOLDER / code / f"{month}_{ledger['unit']}.xlsx").read_bytes()
            assert parts(workbook) == parts(written), "run `python -m data.demo.make_ledgers`"


def test_every_sheet_says_that_its_figures_are_made_up():
    assert FILES
    for file in FILES:
        for grid in open_workbook(file.read_bytes(), file.name).grids:
            assert make_ledgers.DEMO_REMARK in grid.rows[1], file


def test_the_words_are_red():
    sheet = load_workbook(FILES[0]).worksheets[0]
    cell = next(cell for cell in sheet[2] if cell.value == make_ledgers.DEMO_REMARK)
    assert cell.font.color.rgb == "FFC00000"


# --- plan, unit, month and codes ---


@every_plan
def test_names_and_codes_are_those_of_the_plan(code):
    plan = PLANS[code]
    units = {row["name"] for row in plan["units"]}
    codes = {
        "目标代码": {row["target_code"] for row in plan["targets"]},
        "任务序号": {row["task_code"] for row in plan["tasks"]},
    }
    for file in (FOLDER / code).glob("*.xlsx"):
        month, unit = file.stem.split("_")
        assert unit in units
        for grid in open_workbook(file.read_bytes(), file.name).grids:
            remarks = set(grid.rows[1])
            spoken = f"{month[:4]}年{int(month[5:])}月"
            assert {f"规划代码：{code}", f"填报单位：{unit}", f"填报月份：{spoken}"} <= remarks
            header, *lines = grid.rows[2:]
            if header[0] in codes:
                row_codes = [line[0] for line in lines if not str(line[0]).startswith("注：")]
                assert set(row_codes) <= codes[header[0]]
                assert len(set(row_codes)) == len(row_codes)
                assert all(line[2] == spoken for line in lines if line[0] in row_codes)


def test_standards_are_those_the_plan_names_or_say_that_they_are_made_up():
    for code in ("tj-standards-145", "zj-smartcity-1519"):
        names = {row["name"] for row in PLANS[code]["standards"]}
        for _file, row in all_rows(code, "标准台账"):
            assert row["标准名称"] in names or "（演示" in str(row["标准名称"])


@every_plan
def test_loaders_find_nothing_wrong(code):
    plan = PLANS[code]
    known_plan = KnownPlan(
        code,
        plan["plan"]["title"],
        plan["plan"]["starts_on"] or None,
        plan["plan"]["ends_on"] or None,
        targets={row["target_code"]: KnownTarget(row.get("unit_of_measure")) for row in plan["targets"]},
        tasks={row["task_code"]: frozenset() for row in plan["tasks"]},
        units={row["name"]: row["name"] for row in plan["units"]},
    )
    for ledger in PlanStory(code).story["ledgers"]:
        for month in (reported_months(ledger)[0], reported_months(ledger)[-1]):
            file = FOLDER / code / f"{month}_{ledger['unit']}.xlsx"
            reading = read_workbook(
                open_workbook(file.read_bytes(), file.name), Background({code: known_plan})
            )
            assert reading.problems == []
            assert (reading.plan_code, reading.unit, reading.month) == (code, ledger["unit"], month)
            assert reading.is_demo


def test_ledger_after_ledger_the_checks_find_nothing_but_a_task_opened_again(tmp_path: Path):
    """All five plans with all their ledgers, month by month, each held against what was stored before."""
    engine = open_database(f"sqlite:///{tmp_path / 'planwatch.db'}")
    problems = []
    for file in (*sorted(build.FOLDER.glob("*.xlsx")), *sorted(FILES, key=lambda file: file.name)):
        intake = take_in(engine, file.read_bytes(), file.name)
        assert intake.import_id is not None, (file.name, intake.problems)
        problems += [(file.name, problem.cell, problem.code) for problem in intake.problems]
    engine.dispose()
    assert problems == [("2023-04_天津市交通运输综合行政执法总队.xlsx", "E7", "task-reopened-explained")]


def test_a_story_of_an_unknown_unit_is_told_to_be_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    story = (STORIES / "tj-outline.toml").read_text(encoding="utf-8")
    (tmp_path / "tj-outline.toml").write_text(story.replace("市政府各委、办、局", "某局"), encoding="utf-8")
    monkeypatch.setattr(make_ledgers, "STORIES", tmp_path)
    with pytest.raises(BadStory, match="某局"):
        PlanStory("tj-outline")


# --- the story of June 2023, counted straight from the cells ---


def test_june_2023_of_the_standards_plan():
    assert len(published("2023-06")) == 41  # 45 are expected: slightly behind
    assert len(sessions("2023-06")) == 13  # 10 are expected: ahead
    assert sum(row["参训人次"] for row in sessions("2023-06")) == 310  # 500 are expected: behind
    assert values("tj-standards-145", "2023-06_天津市交通运输委员会") == {"T02": 1}


def test_later_registers_agree_on_june_2023():
    days = [row["发布日期"] for row in published("2025-09")]
    assert sum(day.strftime("%Y-%m") <= "2023-06" for day in days) == 41
    assert len(days) == 80


def test_two_months_of_the_standards_plan_are_wholly_unreported():
    months = {file.stem[:7] for file in (FOLDER / "tj-standards-145").glob("*.xlsx")}
    assert {"2024-02", "2025-01"}.isdisjoint(months)
    assert len(months) == 36


def test_standard_numbers_carry_the_year_of_publication():
    for code in ("tj-standards-145", "zj-smartcity-1519"):
        for _file, row in all_rows(code, "标准台账"):
            stage = list(Stage).index(Stage(row["阶段"]))
            assert (row["标准号"] is not None) == (stage >= list(Stage).index(Stage.APPROVAL))
            if row["发布日期"] is not None:
                assert row["标准号"].endswith(f"-{row['发布日期'].year}")
                assert row["立项日期"] < row["发布日期"] < row["实施日期"]
                assert stage >= list(Stage).index(Stage.PUBLICATION)


def test_registers_only_grow_and_never_go_back():
    order = list(Stage)
    last: dict[object, int] = {}
    for _file, row in all_rows("tj-standards-145", "标准台账"):
        stage = order.index(Stage(row["阶段"]))
        assert stage >= last.get(row["标准名称"], 0)
        last[row["标准名称"]] = stage
    assert len(last) == len(rows("tj-standards-145", "2025-09_天津市交通运输标准化技术委员会", "标准台账"))


def test_one_standard_was_withdrawn_after_it_had_counted():
    final = rows("tj-standards-145", "2025-09_天津市交通运输标准化技术委员会", "标准台账")
    (lost,) = [row for row in final if row["阶段"] == Stage.WITHDRAWAL]
    assert lost["标准名称"] in {row["标准名称"] for row in published("2025-04")}
    assert lost["标准名称"] not in {row["标准名称"] for row in published("2025-05")}


def test_one_training_figure_was_corrected_later():
    def attendances(month: str) -> dict[object, object]:
        return {row["培训名称"]: row["参训人次"] for row in sessions(month)}

    before, after = attendances("2024-06"), attendances("2024-07")
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {
        "标准编写实操培训班（第三期）": (81, 75)
    }


# --- what the other plans tell ---


def test_the_digital_plan_is_overdue_with_four_of_five_scenes():
    assert values("tj-digital-2123", "2023-12_领导小组办公室") == {"T01": 4}
    assert values("tj-digital-2123", "2024-03_领导小组办公室") == {"T01": 4}


def test_most_tasks_of_the_digital_plan_are_done_by_the_end_of_2023():
    december = {}
    for file in (FOLDER / "tj-digital-2123").glob("2023-12_*.xlsx"):
        if "任务进展" in load_workbook(file, read_only=True).sheetnames:
            december |= states("tj-digital-2123", file.stem)
    assert len(december) == 25
    assert {code for code, state in december.items() if state != TaskState.DONE.cell} == {"3", "8", "25"}


def test_a_task_of_the_digital_plan_was_opened_again():
    unit = "天津市交通运输综合行政执法总队"
    task_states = [
        states("tj-digital-2123", f"{month}_{unit}")["12"]
        for month in ("2022-12", "2023-03", "2023-04", "2023-06", "2023-10")
    ]
    assert task_states == ["已完成", "已完成", "滞后", "滞后", "已完成"]


def test_rates_of_the_shandong_plan_are_their_numerator_over_their_denominator():
    rates = [
        (file, row)
        for code in ("sd-digital-145", "tj-outline")
        for file, row in all_rows(code, "指标台账")
        if row["计量单位"] == "%"
    ]
    assert len(rates) == 45 * 5 + 22
    for file, row in rates:
        assert isinstance(row["分子"], int) and isinstance(row["分母"], int), file
        assert 0 < row["分子"] <= row["分母"], file
        assert row["完成值"] == pytest.approx(row["分子"] / row["分母"], abs=0.00005), file


def test_the_smart_terminals_of_the_shandong_plan_are_met_early():
    assert values("sd-digital-145", "2024-09_山东省交通运输厅")["T02"] == 7
    assert values("sd-digital-145", "2024-11_山东省交通运输厅")["T02"] == 8


def test_counts_and_lengths_never_fall():
    last: dict[tuple[str, object], float] = {}
    for code in CODES:
        for file, row in all_rows(code, "指标台账"):
            if (code, row["目标代码"]) == ("sd-digital-145", "T04"):
                continue  # a month's waybills, counted anew each month
            key = (code, row["目标代码"])
            reached = row["完成值"] if row["分子"] is None else row["分子"]
            assert reached >= last.get(key, 0), file
            last[key] = reached


def test_the_first_zhejiang_ledger_is_a_zero_report():
    for sheet in ("标准台账", "指标台账", "任务进展"):
        assert rows("zj-smartcity-1519", "2017-01_浙江省经济和信息化委员会", sheet) == []


def test_one_of_the_sixteen_zhejiang_projects_is_never_done():
    final = states("zj-smartcity-1519", "2020-03_浙江省经济和信息化委员会")
    projects = [str(number) for number in range(1, 17)]
    assert [code for code in projects if final[code] != TaskState.DONE.cell] == ["11"]


def test_what_lags_says_why_and_what_is_done_about_it():
    for code in CODES:
        for file, row in all_rows(code, "任务进展"):
            assert row["状态"] in {state.cell for state in TaskState}, file
            assert (row["完成率"] == 1) == (row["状态"] == TaskState.DONE.cell), file
            if row["状态"] == TaskState.BEHIND.cell:
                assert row["存在问题"] and row["下一步计划"], file
