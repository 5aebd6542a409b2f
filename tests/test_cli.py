"""The doors: what the commands print, and their exit codes, on real workbooks."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from cli import cli

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "data" / "plans").glob("*.xlsx"))
CODES = ["sd-digital-145", "tj-digital-2123", "tj-outline", "tj-standards-145", "zj-smartcity-1519"]


class Planwatch:
    """The command line on one database. In this process, since a start of its own costs a second each time."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment = {"PLANWATCH_DATABASE_URL": f"sqlite:///{folder / 'cli.db'}"}

    def __call__(self, *words: object, **environment: str) -> Result:
        done = CliRunner().invoke(cli, list(map(str, words)), env=self.environment | environment)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def json(self, *words: object) -> dict | list:
        done = self(*words, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Planwatch:
    """A database with the five plans and all demonstration ledgers."""
    planwatch = Planwatch(tmp_path_factory.mktemp("shipped"))
    loaded = planwatch.json("demo")
    assert (loaded["plans"], loaded["same"]) == (5, 0)
    return planwatch


@pytest.fixture
def planwatch(tmp_path) -> Planwatch:
    return Planwatch(tmp_path)


def test_the_program_runs_from_any_folder(shipped, tmp_path):
    program = Path(sys.executable).with_name("planwatch")
    command = [str(program)] if program.exists() else [sys.executable, str(ROOT / "cli.py")]
    done = subprocess.run(
        [*command, "plans", "--json"],
        cwd=tmp_path,
        env=os.environ | shipped.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 5


def test_five_plans(shipped):
    plans = shipped.json("plans")
    assert [plan["plan_code"] for plan in plans] == CODES
    standards = next(plan for plan in plans if plan["plan_code"] == "tj-standards-145")
    assert (standards["issued_on"], standards["starts_on"], standards["ends_on"]) == (
        "2022-07-23",
        "2021-01-01",
        "2025-12-31",
    )
    assert standards["document_number"] is None  # damaged in print: not known


def test_the_board_counts_the_headline_targets_from_the_ledgers_rows(shipped):
    board = shipped.json("board", "tj-standards-145", "--month", "2023-06")
    headline = {target["code"]: target for target in board["targets"] if target["target_value"] is not None}
    assert {code: (target["comparator"], target["target_value"]) for code, target in headline.items()} == {
        "T01": ("=", 90),
        "T02": (">=", 2),
        "T03": (">=", 20),
        "T04": ("about", 1000),
    }
    assert board["is_demo"] is True
    assert {code: target["actual_value"] for code, target in headline.items()} == {
        "T01": 41,
        "T02": 1,
        "T03": 13,
        "T04": 310,
    }
    assert {code: len(target["source"]) for code, target in headline.items()} == {
        "T01": 41,
        "T02": 1,
        "T03": 13,
        "T04": 13,
    }
    assert headline["T01"]["status"] == "slightly_behind"


def test_another_rule_set_may_give_the_statuses(shipped):
    words = ("board", "tj-standards-145", "--month", "2023-06", "--rule-set")
    board = shipped.json(*words, "servicenow")
    assert board["rule_set"] == "servicenow/1"
    assert {target["code"]: target["status"] for target in board["targets"]}["T01"] == "far_behind"
    unknown = shipped(*words, "traffic-lights")
    assert (unknown.exit_code, "schedule-gap" in unknown.stderr) == (1, True)


def test_every_source_cell_holds_what_it_is_the_source_of(shipped):
    board = shipped.json("board", "tj-standards-145", "--month", "2023-06")
    targets = {target["code"]: target for target in board["targets"]}
    attendances = 0
    for source in targets["T04"]["source"]:
        file = next((ROOT / "data" / "demo" / "tj-standards-145").glob(source["file"]))
        attendances += load_workbook(file, read_only=True)[source["sheet"]][source["cell"]].value
    assert attendances == targets["T04"]["actual_value"]
    printed = targets["T01"]["target_source"]
    assert (
        load_workbook(ROOT / "data" / "plans" / printed["file"])[printed["sheet"]][printed["cell"]].value
        == 90
    )


def test_rows_tell_their_source(shipped):
    standards = shipped.json("rows", "standards", "--plan", "tj-standards-145")
    assert len(standards) >= 77
    assert {"name", "standard_number", "section", "stage", "published_on", "import_id", "source"} <= set(
        standards[0]
    )
    assert set(standards[0]["source"]) == {"file", "sheet", "cell"}
    tasks = shipped.json("rows", "tasks", "--plan", "tj-digital-2123")
    assert len(tasks) == 25
    assert {(tuple(task["lead_units"] or ()), task["due_on"]) for task in tasks} == {((), None)}
    assert all(task["inferred_units"] for task in tasks)


def test_demonstration_data_can_be_taken_away_and_comes_back(tmp_path, shipped):
    planwatch = Planwatch(tmp_path)
    with sqlite3.connect(shipped.folder / "cli.db") as there, sqlite3.connect(tmp_path / "cli.db") as here:
        there.backup(here)  # a copy of the file would miss what is still in the write-ahead log
    ledgers = len([row for row in planwatch.json("imports") if row["is_demo"]])
    assert ledgers > 100
    assert planwatch.json("demo") == {"plans": 0, "ledgers": 0, "same": 5 + ledgers}
    assert len(planwatch.json("demo", "--clear")["undone"]) == ledgers
    board = planwatch.json("board", "tj-standards-145", "--month", "2023-06")
    assert board["is_demo"] is False
    assert {target["actual_value"] for target in board["targets"]} == {None}
    assert [plan["is_demo"] for plan in planwatch.json("plans")] == [False] * 5
    assert planwatch.json("demo")["ledgers"] == ledgers
    assert (
        planwatch.json("board", "tj-standards-145", "--month", "2023-06")["targets"][0]["actual_value"] == 41
    )


def test_a_plan_workbook_loads_once(planwatch):
    first = planwatch.json("load", *PLANS)
    assert [file["import_id"] for file in first["files"]] == [1, 2, 3, 4, 5]
    assert [file["problems"] for file in first["files"]] == [[]] * 5
    assert {sheet["kind"] for sheet in first["files"][3]["sheets"]} >= {
        "plan",
        "targets",
        "tasks",
        "units",
        "standards",
    }
    again = planwatch.json("load", *PLANS)
    assert [(file["import_id"], file["changes"]["new"]) for file in again["files"]] == [(None, 0)] * 5
    assert len(planwatch.json("imports")) == 5


def test_check_saves_nothing(planwatch):
    printed = planwatch.json("load", "--check", PLANS[0])
    assert printed["files"][0]["changes"]["new"] > 50
    assert planwatch.json("imports") == []


def broken(folder: Path) -> Path:
    """The standards plan with a value that is no number and a code that stands twice."""
    book = load_workbook(ROOT / "data" / "plans" / "tj-standards-145.xlsx")
    sheet = book["目标"]
    header = {cell.value: cell.column_letter for cell in sheet[3]}
    sheet[f"{header['目标值']}4"] = "九十左右项"
    sheet[f"{header['目标代码']}6"] = "T01"
    book.save(folder / "broken.xlsx")
    return folder / "broken.xlsx"


def wrong_sheet(folder: Path) -> Path:
    from tests.loaders.sheets import workbook_bytes

    file = folder / "shopping.xlsx"
    file.write_bytes(workbook_bytes(购物=[["清单", "数量"], ["苹果", 3]]))
    return file


def text_file(folder: Path) -> Path:
    file = folder / "text.xlsx"
    file.write_text("这不是工作簿", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "make, codes",
    [(broken, {"not-a-number", "duplicate-key"}), (wrong_sheet, {"no-table"}), (text_file, {"unreadable"})],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(planwatch, tmp_path, make, codes):
    planwatch.json("load", PLANS[3])
    before = (planwatch.json("imports"), planwatch.json("rows", "targets"))
    file = make(tmp_path)
    done = planwatch("load", file, "--json")
    (record,) = json.loads(done.stdout)["files"]
    assert (done.exit_code, record["import_id"], record["file"]) == (1, None, file.name)
    assert {problem["code"] for problem in record["problems"]} == codes
    assert (planwatch.json("imports"), planwatch.json("rows", "targets")) == before
    in_words = planwatch("load", file)
    assert in_words.exit_code == 1
    assert file.name in in_words.stderr
    assert "Traceback" not in in_words.stderr


def test_problems_go_back_marked_in_the_workbook(planwatch, tmp_path):
    planwatch.json("load", PLANS[3])
    files = [broken(tmp_path), text_file(tmp_path), PLANS[0]]
    folder = tmp_path / "back" / "2023"
    done = planwatch("load", *files, "--annotate", folder, "--json")
    marked = folder / "broken（问题标注）.xlsx"
    assert [record["annotated"] for record in json.loads(done.stdout)["files"]] == [str(marked), None, None]
    assert [file.name for file in folder.iterdir()] == [marked.name]
    in_words = planwatch("load", files[0], "--annotate", folder)
    assert str(marked) in in_words.stdout
    assert planwatch.json("load", PLANS[0])["files"][0]["annotated"] is None
    # Sent again from the same folder, the file itself is not written over.
    before = marked.read_bytes()
    again = planwatch("load", marked, "--annotate", folder, "--json")
    assert json.loads(again.stdout)["files"][0]["annotated"] == str(folder / "broken（问题标注）2.xlsx")
    assert marked.read_bytes() == before
    (tmp_path / "file").write_text("")
    refused = planwatch("load", files[0], "--annotate", tmp_path / "file" / "folder")
    assert (refused.exit_code, "无法写入" in refused.stderr) == (1, True)


def test_a_template_is_written_and_comes_back(shipped, tmp_path):
    file = tmp_path / "new" / "台账.xlsx"
    words = ("--plan", CODES[3], "--unit", "天津市交通运输委员会", "--month", "2023-06", "--to", file)
    made = shipped.json("template", "ledger", *words)
    assert made == {"kind": "ledger", "plan": CODES[3], "unit": "天津市交通运输委员会", "month": "2023-06", "file": str(file)}  # fmt: skip
    record = shipped.json("load", file, "--check")["files"][0]
    assert [sheet["kind"] for sheet in record["sheets"]] == ["standards", "trainings", "indicators", "task_reports"]  # fmt: skip
    assert (record["problems"], record["changes"]["new"], record["changes"]["changed"]) == ([], 0, 0)
    assert str(file) in shipped("template", "task_reports", *words).stdout
    assert shipped("template", "plan", *words).exit_code == 2
    assert shipped("template", "ledger", *words[:2], "--unit", "无名", *words[4:]).exit_code == 1


def test_the_ledgers_of_all_units_are_written_into_one_zip(shipped, tmp_path):
    words = ["--plan", "tj-digital-2123", "--month", "2023-07", "--to"]
    made = shipped.json("template", "ledger", *words, str(tmp_path / "台账.zip"))
    assert made["unit"] is None
    with ZipFile(tmp_path / "台账.zip") as pack:
        assert len(pack.namelist()) > 1
        assert all(name.endswith("2023年7月.xlsx") for name in pack.namelist())
    refused = shipped("template", "ledger", *words, str(tmp_path / "台账.xlsx"))
    assert refused.exit_code == 1 and ".zip" in refused.stderr and not (tmp_path / "台账.xlsx").exists()


def test_a_warning_keeps_a_ledger_out_until_a_reason_is_given(planwatch, tmp_path):
    from tests.loaders.sheets import STANDARDS, workbook_bytes

    planwatch.json("load", PLANS[3])
    file = tmp_path / "ledger.xlsx"
    file.write_bytes(
        workbook_bytes(
            标准台账=[
                ["规划代码：tj-standards-145", "填报单位：新单位", "填报月份：2023年6月"],
                STANDARDS,
                ["甲规范", "绿色发展"],
            ]
        )
    )
    assert planwatch("load", file).exit_code == 1
    assert len(planwatch.json("imports")) == 1
    saved = planwatch.json("load", file, "--accept", "机构改革后新设")["files"][0]
    assert (saved["import_id"], [problem["code"] for problem in saved["problems"]]) == (2, ["unknown-unit"])
    assert planwatch.json("imports")[0]["accepted_reason"] == "机构改革后新设"
    assert planwatch.json("undo", 2)["import_id"] == 3
    assert "甲规范" not in [row["name"] for row in planwatch.json("rows", "standards")]


def test_a_register_older_than_the_newest_one_wants_a_reason(planwatch):
    planwatch.json("load", PLANS[3])
    ledgers = sorted((ROOT / "data" / "demo" / "tj-standards-145").glob("2023-0[56]_*技术委员会.xlsx"))
    assert planwatch("load", ledgers[1]).exit_code == 0
    assert planwatch("load", ledgers[0]).exit_code == 1
    late = planwatch.json("load", ledgers[0], "--accept", "补报")["files"][0]
    assert {problem["code"] for problem in late["problems"]} == {"older-ledger"}
    again = planwatch("load", ledgers[0])  # in force already: nothing to accept
    assert (again.exit_code, "没有新内容" in again.stdout) == (0, True)


def test_wrong_usage_is_told_with_exit_code_2_and_unknown_names_with_1(planwatch):
    planwatch.json("load", PLANS[0])
    assert planwatch("board").exit_code == 2
    assert planwatch("load", "nowhere.xlsx").exit_code == 2
    assert planwatch("rows", "bananas").exit_code == 2
    for words in (
        ("board", "no-plan", "--month", "2023-06"),
        ("board", CODES[0], "--month", "2023-13"),
        ("undo", 9),
    ):
        done = planwatch(*words)
        assert (done.exit_code, done.stdout) == (1, "")
        assert str(words[-1]) in done.stderr or "no-plan" in done.stderr


def test_an_empty_database_says_what_to_do(planwatch):
    assert planwatch.json("plans") == []
    assert "planwatch demo" in planwatch("plans").stdout
    done = planwatch("board", CODES[0], "--month", "2023-06")
    assert (done.exit_code, "planwatch load" in done.stderr) == (1, True)


def test_the_command_line_speaks_both_languages(planwatch):
    assert "尚未导入" in planwatch("plans").stdout
    assert "No plan is loaded" in planwatch("plans", PLANWATCH_LANGUAGE="en").stdout


def test_a_month_is_closed_shown_as_issued_and_opened_again(planwatch):
    planwatch.json("load", PLANS[3])
    month = ("--month", "2023-06")
    assert planwatch.json("board", CODES[3], *month)["closed_at"] is None
    closed = planwatch.json("close", CODES[3], *month, "--by", "李明")
    assert (closed["import_id"], closed["rule_set"], closed["closed_by"]) == (1, "schedule-gap/1", "李明")
    assert planwatch.json("board", CODES[3], *month)["closed_at"] == closed["closed_at"]
    assert planwatch.json("restated", CODES[3], *month) == []
    assert planwatch("close", CODES[3], *month).exit_code == 1
    assert planwatch("reopen", CODES[3], *month, "--reason", "漏报").exit_code == 0
    assert planwatch("restated", CODES[3], *month).exit_code == 1


def test_a_status_set_by_hand_needs_a_reason_and_is_lifted_again(planwatch):
    planwatch.json("load", PLANS[3])
    words = (
        "override",
        CODES[3],
        "T01",
        "--status",
        "on_schedule",
        "--from",
        "2023-06",
        "--until",
        "2023-09",
    )
    assert planwatch(*words).exit_code == 1
    (kept,) = planwatch.json(*words, "--reason", "集中发布", "--by", "李明")
    shown = planwatch.json("board", CODES[3], "--month", "2023-06")["targets"][0]
    assert (shown["override"]["reason"], shown["status"]) == ("集中发布", "unreported")
    assert planwatch.json("override", CODES[3], "--lift", kept["override_id"]) == []


def test_a_briefing_is_written_as_a_document(shipped, tmp_path):
    file = tmp_path / "new" / "简报.docx"
    record = shipped.json(
        "brief", "tj-standards-145", "--month", "2023-06", "--to", file, "--parts", "overview"
    )
    assert (record["number"], record["files"]) == (None, [str(file)])
    paragraphs = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]
    assert "第　　期（征求意见稿）" in paragraphs
    assert "量化目标共4项，其中达序时2项，略低于序时1项，低于序时1项。" in paragraphs


def test_the_charts_of_a_briefing_are_drawn_as_pictures_that_scale(shipped, tmp_path):
    words = ["--month", "2023-06", "--parts", "trainings", "--to", tmp_path / "图.svg"]
    files = [Path(file) for file in shipped.json("brief", "tj-standards-145", *words)["files"]]
    assert {file.name for file in files} == {"图-sessions.svg", "图-attendances.svg"}
    assert all(file.read_text(encoding="utf-8").startswith("<svg") for file in files)


def test_without_a_browser_pictures_are_refused_in_words(shipped, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    words = ["--month", "2023-06", "--to", tmp_path / "图.png"]
    refused = shipped("brief", "tj-standards-145", *words)
    assert refused.exit_code == 1 and "BROWSER_PATH" in refused.stderr and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words, code",
    [
        (["--to", "x.pdf"], 2),
        (["--to", "x.docx", "--close"], 2),
        (["--to", "x.png", "--issue"], 2),
        (["--to", "x.svg", "--issue"], 2),
        (["--to", "x.docx", "--parts", "nonsense"], 1),
        (["--to", "x.docx", "--unit", "外单位"], 1),
    ],
)
def test_a_briefing_that_cannot_be_written_is_told(shipped, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    assert shipped("brief", "tj-standards-145", "--month", "2023-06", *words).exit_code == code
    assert not list(tmp_path.iterdir())
