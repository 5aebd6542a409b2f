"""The plan workbooks say what their transcriptions say, and the transcriptions keep their rules."""

import tomllib
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import canonicalize
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.plans import build
from loaders.known import Background
from loaders.reader import read_workbook
from loaders.workbook import open_workbook
from words.terms import Comparator, DueSource, Measure

SOURCES = {source.stem: source for source in sorted(build.SOURCES.glob("*.toml"))}
PLANS = {code: tomllib.loads(source.read_text(encoding="utf-8")) for code, source in SOURCES.items()}

# Frequent characters of these texts that are written otherwise in traditional script.
TRADITIONAL = set(
    "標準規劃運輸區關於發與產業鏈門單務應環際質實現開會體製領導員總過進點試設備據數網絡術創獎達財經濟農鄉車輛"
    "鐵軌橋線級組織認證評價監檢測驗報計學習書館項優勢當時間題"
)

every_plan = pytest.mark.parametrize("code", SOURCES)


def parts(workbook: bytes) -> dict[str, str]:
    """The files inside a workbook: what it says, whatever versions of zlib and of an XML writer packed it."""
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: canonicalize(archive.read(name), rewrite_prefixes=True) for name in archive.namelist()}


def rows(code: str, kind: str) -> list[dict]:
    return PLANS[code].get(kind, [])


def given(row: dict) -> dict:
    """What a row says, without the fields that are empty and those that only a transcription has."""
    return {
        field: value
        for field, value in row.items()
        if value not in ("", None, False, []) and field not in ("plan_code", "field_notes")
    }


def sheet_rows(code: str, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet of the workbook, as {header: value}, group cells filled in downwards."""
    table = load_workbook(build.FOLDER / f"{code}.xlsx")[sheet]
    for merged in list(table.merged_cells.ranges):
        value = merged.start_cell.value
        table.unmerge_cells(merged.coord)
        for row in range(merged.min_row, merged.max_row + 1):
            table.cell(row, merged.min_col, value)
    lines = list(table.iter_rows(min_row=build.HEADER_ROW, values_only=True))
    records = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return [row for row in records if not str(next(iter(row.values()))).startswith("注：")]


def test_there_is_a_transcription_for_each_of_the_five_plans():
    assert sorted(SOURCES) == [
        "sd-digital-145",
        "tj-digital-2123",
        "tj-outline",
        "tj-standards-145",
        "zj-smartcity-1519",
    ]


@every_plan
def test_the_workbook_is_what_its_transcription_gives(code):
    written = (build.FOLDER / f"{code}.xlsx").read_bytes()
    assert parts(written) == parts(build.workbook(SOURCES[code])), "run `python -m data.plans.build`"


@every_plan
def test_the_same_transcription_gives_the_same_bytes(code):
    assert build.workbook(SOURCES[code]) == build.workbook(SOURCES[code])


@every_plan
def test_the_plan_code_is_the_name_of_the_file(code):
    assert PLANS[code]["plan"]["plan_code"] == code


@every_plan
def test_what_the_plan_lacks_is_said_to_be_lacking(code):
    plan = PLANS[code]["plan"]
    for field in ("document_number", "issued_on", "published_on", "starts_on", "ends_on"):
        assert plan[field] or plan["field_notes"][field]


@every_plan
def test_texts_are_in_simplified_characters(code):
    assert not TRADITIONAL & set(SOURCES[code].read_text(encoding="utf-8"))


@every_plan
def test_codes_are_unique(code):
    for kind, field in (("targets", "target_code"), ("baselines", "baseline_code"), ("tasks", "task_code")):
        codes = [row[field] for row in rows(code, kind)]
        assert len(codes) == len(set(codes))
    names = [row["name"] for row in rows(code, "standards")]
    assert len(names) == len(set(names))


@every_plan
def test_every_target_has_a_measure_and_a_due_date_with_its_source(code):
    for target in rows(code, "targets"):
        assert Measure(target["measure"])
        assert isinstance(target["due_on"], date)
        assert DueSource(target["due_source"])


@every_plan
def test_a_target_has_value_comparator_and_unit_or_none_of_them(code):
    for target in rows(code, "targets"):
        given = {"target_value", "comparator", "unit_of_measure"} & set(target)
        assert len(given) in (0, 3), target["target_code"]
        if given:
            assert Comparator(target["comparator"])
            assert target["unit_of_measure"] != "%" or 0 <= target["target_value"] <= 1


@every_plan
def test_targets_with_a_number_come_before_word_targets(code):
    numbered = ["target_value" in target for target in rows(code, "targets")]
    assert numbered == sorted(numbered, reverse=True)


@every_plan
def test_checkpoints_and_baselines_name_targets_of_the_plan(code):
    targets = {target["target_code"] for target in rows(code, "targets")}
    codes = {
        row["target_code"]
        for kind in ("checkpoints", "baselines")
        for row in rows(code, kind)
        if "target_code" in row
    }
    assert codes <= targets


@every_plan
def test_a_measure_counts_within_a_section_that_the_plan_has(code):
    sections = {row["section"] for kind in ("tasks", "standards") for row in rows(code, kind)}
    assert {
        target["measure_scope"] for target in rows(code, "targets") if target.get("measure_scope")
    } <= sections


@every_plan
def test_every_row_of_the_transcription_stands_in_the_workbook(code):
    for kind, sheet in build.SHEETS.items():
        if rows(code, kind):
            assert len(sheet_rows(code, sheet.name)) == len(rows(code, kind))


@every_plan
def test_the_loader_reads_the_transcription_back(code):
    content = (build.FOLDER / f"{code}.xlsx").read_bytes()
    reading = read_workbook(open_workbook(content, f"{code}.xlsx"), Background())
    assert (reading.plan_code, reading.problems) == (code, [])
    for sheet in reading.sheets:
        printed = [PLANS[code]["plan"]] if sheet.kind == "plan" else rows(code, sheet.kind)
        assert [given(record) for record in sheet.records()] == [given(row) for row in printed]


@every_plan
def test_tasks_are_in_the_workbook_with_their_group_and_units(code):
    words = build.PLAN_WORDS.get(code, {})
    section = words.get(("tasks", "section"), "领域")
    lead = words.get(("tasks", "lead_units"), "牵头单位")
    assert [
        (row["序号"], row[section], row["任务名称"], row[lead], row["配合单位"], row["完成时限"])
        for row in sheet_rows(code, "任务分工")
    ] == [
        (
            task["task_code"],
            task["section"],
            task["title"],
            "、".join(task.get("lead_units", [])) or None,
            "、".join(task.get("support_units", [])) or None,
            task.get("due_text") or None,
        )
        for task in rows(code, "tasks")
    ]


@every_plan
def test_an_equals_sign_is_text_and_not_a_formula(code):
    for sheet in load_workbook(build.FOLDER / f"{code}.xlsx"):
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@every_plan
def test_sheets_print_on_a4_across_at_one_page_width_with_the_header_repeated(code):
    for sheet in load_workbook(build.FOLDER / f"{code}.xlsx"):
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth == 1
        assert sheet.print_title_rows == "$3:$3" and sheet.freeze_panes == "A4"
        assert all(line.height <= 409 for line in sheet.row_dimensions.values())


def test_percentages_and_dates_are_real_values_with_a_format():
    sheet = load_workbook(build.FOLDER / "sd-digital-145.xlsx")["目标"]
    headers = {cell.value: cell.column for cell in sheet[build.HEADER_ROW]}
    row = next(r for r in range(4, sheet.max_row) if sheet.cell(r, headers["目标代码"]).value == "T05")
    share, due = sheet.cell(row, headers["目标值"]), sheet.cell(row, headers["完成时限"])
    assert (share.value, share.number_format) == (0.8, "0%")
    assert (due.value.date(), due.number_format) == (date(2025, 12, 31), 'yyyy"年"m"月"d"日"')


# What each plan is known to say.


def test_the_digital_scenes_of_tianjin_are_25_tasks_without_printed_units_and_deadlines():
    tasks = rows("tj-digital-2123", "tasks")
    assert [task["task_code"] for task in tasks] == [str(number) for number in range(1, 26)]
    assert not [
        task for task in tasks if task.get("lead_units") or task.get("support_units") or task.get("due_text")
    ]


def test_the_sixteen_projects_of_zhejiang_have_lead_and_support_units():
    projects = [task for task in rows("zj-smartcity-1519", "tasks") if task["section"] == "重大推进工程"]
    assert len(projects) == 16
    assert all(project["lead_units"] and project["support_units"] for project in projects)


def test_shandong_counts_in_projects_and_shares():
    numbered = [
        (target["target_value"], target["comparator"], target["unit_of_measure"], target["due_source"])
        for target in rows("sd-digital-145", "targets")
        if "target_value" in target
    ]
    assert numbered == [
        (2, "=", "个", "printed"),
        (8, "=", "个", "printed"),
        (1, ">=", "%", "printed"),
        (1, ">=", "%", "printed"),
        (0.8, ">=", "%", "inherited"),
        (0.6, ">=", "%", "inherited"),
        (0.5, ">=", "%", "inherited"),
    ]


def test_the_tasks_of_shandong_are_numbered_within_seven_sections():
    codes = [task["task_code"] for task in rows("sd-digital-145", "tasks")]
    counts = [3, 6, 3, 3, 3, 4, 4]
    assert codes == [f"{s}.{n}" for s, count in enumerate(counts, 1) for n in range(1, count + 1)]
