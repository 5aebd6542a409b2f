"""The parts about standards, trainings, scenes and rates: their numbers are those of the pages."""

import re
from datetime import date

import pytest
from sqlalchemy import create_engine

import show
from exports.draft import TITLES
from exports.drafting import briefing
from metrics import coverage, scenes
from metrics.board import board
from metrics.months import shift
from metrics.pipeline import pipeline
from metrics.summary import status_counts
from metrics.trainings import trainings
from store import facts as stored
from store.database import reading

MONTH = "2023-06"


@pytest.fixture(scope="module")
def drafts(demo_url):
    """By plan: its facts, board and briefing for a month of the demonstration."""
    engine = create_engine(demo_url)
    found = {}
    for plan in ("tj-standards-145", "sd-digital-145", "tj-digital-2123"):
        with reading(engine) as connection:
            facts = stored.facts(connection, plan)
        of = board(facts, MONTH)
        found[plan] = (
            facts,
            of,
            briefing(of, facts, board(facts, shift(MONTH, -1)), told_on=date(2023, 7, 12)),
        )
    engine.dispose()
    return found


def part(of, code: str):
    return next((each for each in of.parts if each.code == code), None)


def numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)]


def test_standards_are_counted_as_on_their_page(drafts):
    facts, _of, made = drafts["tj-standards-145"]
    standing, told = pipeline(facts, MONTH).standing, part(made, "standards")
    assert numbers(told.sentences[0])[2:] == [
        standing.listed,
        standing.in_force,
        standing.under_way,
        standing.unstaged,
    ]
    (late,) = told.tables
    assert len(late.rows) == standing.over_age and all("›" in cell for cell in late.sources)
    drawn = next(chart for chart in told.charts if chart.name.startswith("pipeline"))
    assert sum(value or 0 for series in drawn.series for value in series.values) == standing.listed


def test_trainings_are_counted_as_on_their_page(drafts):
    facts, _of, made = drafts["tj-standards-145"]
    years = trainings(facts, MONTH).by_year.to_dict("records")
    (table,) = part(made, "trainings").tables
    assert [row[1:] for row in table.rows] == [[row["sessions"], row["attendances"]] for row in years]
    assert sum(row["sessions"] for row in years) in numbers(part(made, "trainings").sentences[0])


def test_every_scene_tells_its_tasks_and_their_statuses(drafts):
    facts, of, made = drafts["tj-digital-2123"]
    tasks, told = scenes.scene_tasks(of, facts.units), part(made, "scenes").sentences
    assert len(told) == tasks["scene"].nunique() == 5
    for sentence, scene in zip(told, dict.fromkeys(tasks["scene"]), strict=True):
        own = tasks[tasks["scene"] == scene]
        # In quotes: a section that is numbered in its plan (三、重点任务) is no heading of the briefing.
        assert sentence.startswith(f"“{scene}”")
        assert numbers(sentence.removeprefix(f"“{scene}”")) == [len(own), *status_counts(own).values()]


def test_rates_keep_numerator_and_denominator_and_are_never_averaged(drafts):
    _facts, of, made = drafts["sd-digital-145"]
    (table,) = part(made, "coverage").tables
    rates = coverage.rates(of).to_dict("records")
    assert [(row[0], row[1], row[2], row[3]) for row in table.rows] == [
        (row["name"], row["numerator"], row["denominator"], row["actual_value"]) for row in rates
    ]
    assert all(row[3] == pytest.approx(row[1] / row[2], abs=1e-3) for row in table.rows if row[2])


def test_what_moved_a_rate_adds_up(drafts):
    facts, _of, made = drafts["sd-digital-145"]
    drift = coverage.drift(coverage.readings(facts, MONTH)).to_dict("records")
    for row in drift:
        sentence = next(each for each in part(made, "coverage").sentences if each.startswith(row["name"]))
        for name in ("change_points", "numerator_points", "denominator_points"):
            assert show.points(row[name]) in sentence
        assert row["change_points"] == pytest.approx(row["numerator_points"] + row["denominator_points"])


def test_a_plan_without_such_ledgers_has_no_such_part(drafts):
    codes = [each.code for each in drafts["tj-digital-2123"][2].parts]
    assert not {"standards", "trainings", "coverage"} & set(codes)
    assert codes == [code for code in TITLES if code in codes]


def test_a_briefing_of_some_units_leaves_out_what_is_told_of_the_whole_plan(drafts):
    facts, of, _made = drafts["tj-standards-145"]
    unit = facts.units["name"].iloc[0]
    made = briefing(of, facts, of, told_on=date(2023, 7, 12), units=[unit])
    assert part(made, "standards") is None and part(made, "trainings") is None
