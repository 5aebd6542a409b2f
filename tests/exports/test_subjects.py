"""The parts about standards, trainings, scenes and rates: their numbers are those of the pages."""

import re
from datetime import date

import pytest
from sqlalchemy import create_engine

from exports.briefing.draft import TITLES, TOLD_SINGLY
from exports.briefing.parts import briefing
from exports.briefing.subjects import TASKS_DRAWN
from metrics import coverage, scenes
from metrics.board import board
from metrics.pipeline import pipeline
from metrics.summary import status_counts
from metrics.trainings import trainings
from store import facts as stored
from store.database import snapshot
from tables.table import On
from tests.metrics.drawn import drawn, target
from words import numbers
from words.months import shift

MONTH = "2023-06"


@pytest.fixture(scope="module")
def drafts(demo_url):
    """By plan: its facts, board and briefing for a month of the demonstration."""
    engine = create_engine(demo_url)
    found = {}
    for plan in ("tj-standards-145", "sd-digital-145", "tj-digital-2123"):
        with snapshot(engine) as connection:
            facts = stored.read_facts(connection, plan)
        of = board(facts, MONTH)
        found[plan] = (
            facts,
            of,
            briefing(of, facts, board(facts, shift(MONTH, -1)), dated_on=date(2023, 7, 12)),
        )
    engine.dispose()
    return found


def part(of, code: str):
    return next((each for each in of.parts if each.code == code), None)


def numbers_in(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", text)]


def test_standards_are_counted_as_on_their_page(drafts):
    facts, _of, made = drafts["tj-standards-145"]
    standing, told = pipeline(facts, MONTH).standing, part(made, "standards")
    assert numbers_in(told.sentences[0])[2:] == [
        standing.listed,
        standing.in_force,
        standing.under_way,
        standing.unstaged,
    ]
    (late,) = told.tables
    assert len(late.rows) == standing.over_age
    sources = late.on(On.FILE).columns[-1]
    assert all("›" in sources.text(row[-1]) for row in late.on(On.FILE).rows)
    drawn = next(chart for chart in told.charts if chart.name.startswith("pipeline"))
    assert sum(value or 0 for series in drawn.series for value in series.values) == standing.listed


def test_trainings_are_counted_as_on_their_page(drafts):
    facts, _of, made = drafts["tj-standards-145"]
    years = trainings(facts, MONTH).by_year
    (table,) = part(made, "trainings").tables
    assert [row[1:] for row in table.rows] == [[row.sessions, row.attendances] for row in years]
    assert sum(row.sessions for row in years) in numbers_in(part(made, "trainings").sentences[0])


def test_every_scene_tells_its_tasks_and_their_statuses(drafts):
    facts, of, made = drafts["tj-digital-2123"]
    tasks, told = scenes.scene_tasks(of, facts.units), part(made, "scenes").sentences
    assert len(told) == len({task.scene for task in tasks}) == 5
    for sentence, scene in zip(told, dict.fromkeys(task.scene for task in tasks), strict=True):
        own = [task.row.status for task in tasks if task.scene == scene]
        # In quotes: a section that is numbered in its plan (三、重点任务) is no heading of the briefing.
        assert sentence.startswith(f"“{scene}”")
        assert numbers_in(sentence.removeprefix(f"“{scene}”")) == [len(own), *status_counts(own).values()]


def test_rates_keep_numerator_and_denominator_and_are_never_averaged(drafts):
    _facts, of, made = drafts["sd-digital-145"]
    (table,) = part(made, "coverage").tables
    rows = table.on(On.BRIEFING).rows
    rates = coverage.rates(of)
    assert [(row[0].text, row[1], row[2], row[3]) for row in rows] == [
        (row.name, row.numerator, row.denominator, row.actual_value) for row in rates
    ]
    assert all(row[3] == pytest.approx(row[1] / row[2], abs=1e-3) for row in rows if row[2])


def test_what_moved_a_rate_adds_up(drafts):
    facts, _of, made = drafts["sd-digital-145"]
    drift = coverage.drift(coverage.readings(facts, MONTH))
    for row in drift:
        sentence = next(each for each in part(made, "coverage").sentences if each.startswith(row.name))
        for points in (row.change_points, row.numerator_points, row.denominator_points):
            assert numbers.points(points) in sentence
        assert row.change_points == pytest.approx(row.numerator_points + row.denominator_points)


def test_a_plan_without_such_ledgers_has_no_such_part(drafts):
    codes = [each.code for each in drafts["tj-digital-2123"][2].parts]
    assert not {"standards", "trainings", "coverage"} & set(codes)
    assert codes == [code for code in TITLES if code in codes]


def test_a_briefing_of_some_units_leaves_out_what_is_told_of_the_whole_plan(drafts):
    facts, of, _made = drafts["tj-standards-145"]
    unit = facts.units["name"].iloc[0]
    made = briefing(of, facts, of, dated_on=date(2023, 7, 12), units=[unit])
    assert part(made, "standards") is None and part(made, "trainings") is None


def test_of_many_tasks_the_most_pressing_are_drawn():
    tasks = [
        {"task_code": f"{place}", "title": f"任务{place}", "due_on": date(2025, 12, 31)}
        for place in range(60)
    ]
    tasks[41]["due_on"] = date(2022, 1, 31)  # past its date
    tasks[7]["due_on"] = date(2023, 8, 31)
    facts = drawn(tasks=tasks, task_reports=[{"task_code": "3", "month": "2023-06", "status": "under_way"}])
    of = briefing(board(facts, "2023-06"), facts, board(facts, "2023-05"), dated_on=date(2023, 7, 3))
    (timeline,) = (chart for chart in part(of, "scenes").charts if chart.name == "timeline")
    assert len(timeline.categories) == TASKS_DRAWN
    assert any("任务41" in each for each in timeline.categories)
    assert str(TASKS_DRAWN) in timeline.title


def test_rates_that_have_no_sentence_are_told_in_the_table():
    goals = [target(f"T{place:02}", value=0.9, unit="%") for place in range(TOLD_SINGLY + 3)]
    rows = [
        {"target_code": goal["target_code"], "month": month, "value": top / whole, "numerator": top, "denominator": whole}
        for goal in goals
        for month, top, whole in (("2023-05", 10.0, 40.0), ("2023-06", 20.0, 50.0))
    ]  # fmt: skip
    facts = drawn(targets=goals, indicators=rows)
    of = briefing(board(facts, "2023-06"), facts, board(facts, "2023-05"), dated_on=date(2023, 7, 3))
    coverage = part(of, "coverage")
    assert len(coverage.sentences) == 1 + TOLD_SINGLY + 1 and "3" in coverage.sentences[-1]
    (table,) = coverage.tables
    for row in table.on(On.BRIEFING).rows:
        whole, top, bottom = row[-3:]
        assert whole == pytest.approx(15) and top + bottom == pytest.approx(whole)
