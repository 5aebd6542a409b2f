"""The formulas of the method: what they say is what the code does, on figures that the plans and ledgers hold."""

import math
import re
import tomllib
from operator import attrgetter
from pathlib import Path
from string import Formatter

import pytest
from openpyxl import load_workbook

from data.demo.make_ledgers import FOLDER, STORIES
from data.plans import build
from metrics import examples
from metrics.board import board
from metrics.formulas import CHAPTERS, settings
from metrics.rules import load_rule_set, shipped_rule_sets
from services.imports import take_in
from store import facts as stored
from store.database import open_database, snapshot
from tests.metrics.drawn import columns
from words import LANGUAGES, use_language

FORMULAS = [formula for chapter in CHAPTERS for formula in chapter.formulas]
WITH_LETTERS = [formula for formula in FORMULAS if formula.symbols]
every_formula = pytest.mark.parametrize("formula", FORMULAS, ids=attrgetter("code"))
CODE = "tj-standards-145"
PLAN = tomllib.loads((build.SOURCES / f"{CODE}.toml").read_text(encoding="utf-8"))
STORY = tomllib.loads((STORIES / f"{CODE}.toml").read_text(encoding="utf-8"))
SPOKEN = {"÷": "/", "×": "*", "−": "-", "^": "**", "⌊": "floor(", "⌋": ")"}


def worked_out(symbols: str, numbers: dict[str, float]) -> float:
    """What a formula gives for numbers, by its letters alone."""
    for sign, typed in SPOKEN.items():
        symbols = symbols.replace(sign, typed)
    return eval(symbols, {"__builtins__": {}, "floor": math.floor}, dict(numbers))


@pytest.mark.parametrize("formula", WITH_LETTERS, ids=attrgetter("code"))
def test_the_letters_of_a_formula_give_what_the_code_gives(formula):
    example = formula.worked()
    assert worked_out(formula.symbols, example.numbers) == pytest.approx(example.result, abs=1e-6)


@pytest.mark.parametrize("formula", WITH_LETTERS, ids=attrgetter("code"))
def test_every_letter_is_explained_and_put_in(formula):
    letters = set(re.findall("[A-Za-z]", formula.symbols))
    assert letters == set(formula.letters) == set(formula.worked().numbers)


@every_formula
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_has_words_an_example_and_a_source(formula, language):
    use_language(language)
    texts = [formula.label, formula.in_words, formula.worked().sentence, formula.source_text]
    assert all(texts) and not any("{" in text for text in texts)


def test_words_name_no_setting_that_the_code_lacks():
    names = {
        name for formula in FORMULAS for _text, name, _spec, _conversion in Formatter().parse(formula.words)
    }
    assert names - {None} == set(settings())


def test_the_numbers_put_in_are_written_as_people_read_them():
    sums = {formula.code: formula.sum(formula.worked()) for formula in FORMULAS}
    assert sums["attained_share"] == "(41 − 0) ÷ (90 − 0) = 45.6%"
    assert sums["line"] == "⌊0 + (90 − 0) × 30 ÷ 60⌋ = 45"
    assert sums["steps"] == "⌊0 + (2 − 0) × 30 ÷ 60⌋ = 1"
    assert sums["gap"] == "(45.6% − 50%) × 100 = −4.4"
    assert sums["coverage"] == "2,294 ÷ 7,400 = 31%"
    assert sums["status"] == ""


@pytest.mark.parametrize("field", ["starts_on", "ends_on", "issued_on", "plan_code"])
def test_the_example_has_the_dates_of_the_plan(field):
    assert examples.PLAN[field] == PLAN["plan"][field]


def test_the_example_has_the_numbers_that_the_plan_prints():
    printed = [row for row in PLAN["targets"] if "target_value" in row]
    names = ("target_code", "target_value", "comparator", "unit_of_measure", "measure")
    assert [tuple(row[name] for name in names) for row in printed] == list(examples.TARGETS)
    assert {row["due_on"] for row in printed} == {examples.DUE["due_on"]}


def test_the_coverage_is_that_of_the_plan_and_its_ledgers():
    plan = tomllib.loads((build.SOURCES / "sd-digital-145.toml").read_text(encoding="utf-8"))
    story = tomllib.loads((STORIES / "sd-digital-145.toml").read_text(encoding="utf-8"))
    (target,) = [row for row in plan["targets"] if row["target_code"] == "T05"]
    (reported,) = [row for row in story["indicators"] if row["target_code"] == "T05"]
    assert target["target_value"] == examples.COVERAGE_TARGET
    assert reported["denominators"] == {"2021-10": examples.TO_COVER}
    assert reported["rates"][examples.MONTH] * examples.TO_COVER == examples.COVERED


def ledger_rows(code: str, month: str, unit: str, sheet: str) -> list[dict]:
    """The rows of a demonstration ledger's sheet as they stand in its cells, below the header that begins with a code."""
    table = load_workbook(FOLDER / code / f"{month}_{unit}.xlsx")[sheet]
    header, *rows = table.iter_rows(min_row=3, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_stations_are_those_of_the_ledgers():
    reported = []
    for month in examples.STATION_MONTHS:
        rows = ledger_rows("sd-digital-145", month, "山东省交通运输厅", "指标台账")
        (row,) = [row for row in rows if row["目标代码"] == "T03"]
        reported.append((row["分子"], row["分母"]))
    assert tuple(reported) == examples.STATIONS


def test_the_scene_is_that_of_the_ledgers():
    rows = ledger_rows("tj-digital-2123", examples.MONTH, "天津市港航局", "任务进展")
    shares = [row["完成率"] for row in rows if row["完成率"] is not None]
    assert shares == list(examples.SCENE)


def test_the_plan_prints_no_number_on_the_way():
    """As the example of checkpoints says of all five plans."""
    for source in build.SOURCES.glob("*.toml"):
        for row in tomllib.loads(source.read_text(encoding="utf-8")).get("checkpoints", []):
            assert "planned_value" not in row, source.name


def test_the_register_of_the_example_was_silent_when_that_of_the_ledgers_was():
    (reported,) = [row for row in STORY["ledgers"] if "standards" in row["sheets"]]
    example = (examples.UNIT, examples.FIRST_REPORT, examples.LAST_MONTH, list(examples.SILENT))
    assert (reported["unit"], reported["first"], reported["last"], reported["skipped"]) == example


def test_the_example_stands_as_the_ledgers_do(tmp_path: Path):
    """The board of the example is the board that the plan's demonstration ledgers give."""
    engine = open_database(f"sqlite:///{tmp_path / 'example.db'}")
    ledgers = [file for file in sorted((FOLDER / CODE).glob("*.xlsx")) if file.name[:7] <= examples.MONTH]
    for file in [build.FOLDER / f"{CODE}.xlsx", *ledgers]:
        assert not take_in(engine, file.read_bytes(), file.name).is_rejected
    with snapshot(engine) as connection:
        loaded = stored.read_facts(connection, CODE, len(ledgers) + 1)
    names = [
        "code",
        "actual_value",
        "attained_share",
        "expected_value",
        "expected_share",
        "gap_points",
        "spi",
    ]
    names += ["recent_pace", "required_pace", "forecast", "status", "working"]
    example = board(examples.facts(), examples.MONTH).targets
    codes = {row.code for row in example}
    ledger_rows = [row for row in board(loaded, examples.MONTH).targets if row.code in codes]
    assert columns(example, *names) == columns(ledger_rows, *names)


def test_every_shipped_rule_set_names_its_source():
    for rules in shipped_rule_sets():
        for language in LANGUAGES:
            use_language(language)
            assert rules.source
    use_language("en")
    assert "Yinchuan" in load_rule_set("yinchuan-2025").source
