"""The forecast: what it refuses, on what it depends, and what must never change it."""

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from metrics.board import board, forecast_fan
from metrics.forecast import HORIZON, LEAST_MONTHS, Course, Forecast, fan, forecasts, seed_for
from tests.metrics.drawn import drawn, readings, target
from words import use_language
from words.months import last_day, month_of, ordinal, shift

BEFORE = "2020-12"
NAN = float("nan")


def course(gains, goal=90.0, due="2025-12", comparator=">=", begin=0.0, spans=None) -> Course:
    """A target whose value is `begin` before 2021 and gains so much by each report; by default one a month."""
    months = [BEFORE, *(shift(BEFORE, gone) for gone in accumulate(spans or [1] * len(gains)))]
    return Course(months, list(accumulate(gains, initial=begin)), goal, comparator, due)


def ask(question: Course, month: str | None = None, seed: int = 1) -> Forecast:
    (answer,) = forecasts([question], month or question.months[-1], seed)
    return answer


def test_a_steady_history_reaches_its_target_when_division_says():
    answer = ask(course([2] * 24, goal=96))
    assert abs(ordinal(month_of(answer.p50_on)) - ordinal("2024-12")) <= 1
    assert answer.p50_on == last_day(month_of(answer.p50_on))
    assert answer.history_months == 24 and answer.method == "monthly_throughput" and answer.runs == 1000


def test_a_short_history_is_less_sure_than_a_long_one():
    chances = [
        ask(course([0, 0, 6] * times, goal=6 * times + 12, due=shift(BEFORE, 3 * times + 12))).probability
        for times in (2, 15)
    ]
    assert chances[0] < chances[1]


def test_a_distant_end_is_less_sure_than_a_near_one():
    near, far = ask(course([2] * 24, goal=54)), ask(course([2] * 24, goal=66))
    widths = [ordinal(month_of(answer.p85_on)) - ordinal(month_of(answer.p50_on)) for answer in (near, far)]
    assert widths[0] < widths[1]


def test_recent_months_weigh_more():
    speeding, slowing = [0] * 12 + [2] * 12, [2] * 12 + [0] * 12
    assert ask(course(speeding, 60)).probability > ask(course(slowing, 60)).probability + 0.2


def test_zeros_count_and_silence_is_no_zero():
    every_month = ask(course([1] * 12, 36, "2023-12"))
    with_zeros = ask(course([1, 0] * 6, 30, "2023-12"))  # 24 left for both
    other_months_silent = ask(
        course([2] * 12, 48, "2023-12", spans=[2] * 12), "2022-12"
    )  # 24 left in half the time
    assert with_zeros.probability < every_month.probability
    assert other_months_silent.history_months == 12
    assert ask(course([2] * 12, 48, spans=[2] * 12)).p50_on == ask(course([1] * 24, 48)).p50_on


@pytest.mark.parametrize(
    "question, reason",
    [
        (course([1] * 5), "历史不足，不作预测：已知月度增量仅5个月，至少需要6个月。"),
        (Course([], [], 90, ">=", "2025-12"), "历史不足，不作预测：已知月度增量仅0个月，至少需要6个月。"),
        (course([20] * 6), "目标已达到，无需预测。"),
        (course([1] * 12, goal=NAN), "规划未给出该目标的数值，无从预测。"),
        (course([0] * 12), "数值从未向目标推进，没有进度可据以预测。"),
        (course([1] * 12, goal=2, comparator="<="), "数值从未向目标推进，没有进度可据以预测。"),
    ],
    ids=["5 months", "no report", "reached", "no number", "never moved", "moved the wrong way"],
)
def test_refused_with_a_reason(question, reason):
    answer = ask(question, "2021-12")
    assert (answer.p50_on, answer.p85_on, answer.probability, answer.reason) == (None, None, None, reason)


def test_the_reason_is_told_in_the_language_in_use():
    use_language("en")
    assert ask(course([1] * 5)).reason == (
        "History too short: 5 months are known, a forecast needs at least 6."
    )


def test_six_months_are_enough():
    assert ask(course([1] * LEAST_MONTHS)).reason is None


def test_without_a_due_date_there_are_dates_but_no_probability():
    answer = ask(course([1] * 12, due=None))
    assert answer.probability is None and answer.p50_on is not None and "没有时限" in answer.reason


def test_past_its_date_the_probability_is_nought_and_the_dates_go_on():
    answer = ask(course([1] * 24, goal=30, due="2022-06"))
    assert (answer.probability, answer.reason) == (0, None)
    assert answer.p50_on > date(2022, 12, 31)


def test_no_date_lies_before_the_month_asked():
    answer = ask(course([2] * 12, goal=30), "2023-06")  # silent for a year and a half
    assert answer.p50_on == date(2023, 6, 30)


def test_a_date_beyond_ten_years_is_not_told():
    answer = ask(course([1] * 6 + [0] * 30, goal=1000))
    assert (answer.p50_on, answer.p85_on, answer.probability) == (None, None, 0)
    assert shift("2020-12", HORIZON) == "2030-12"


def test_falling_mirrors_rising():
    falling = ask(course([-1] * 12, goal=0, comparator="<=", begin=40))
    rising = ask(course([1] * 12, goal=40))
    assert falling == rising


def test_the_same_question_has_the_same_answer_alone_and_in_company():
    asked = course([1, 0, 2] * 5, 40)
    company = [course([3] * 50, 400), asked, course([0] * 6), course([1] * 7)]
    assert forecasts(company, "2022-03", 7)[1] == ask(asked, "2022-03", 7) == ask(asked, "2022-03", 7)


def test_the_seed_comes_from_plan_and_month():
    assert seed_for("tj", "2023-06") == seed_for("tj", "2023-06")
    assert len({seed_for("tj", "2023-06"), seed_for("tj", "2023-07"), seed_for("sz", "2023-06")}) == 3


gains = st.lists(st.integers(0, 20), min_size=6, max_size=40).filter(any)
ANY = settings(max_examples=60, deadline=None)


@ANY
@given(gains, st.integers(1, 500), st.integers(1, 60), st.integers(1, 200))
def test_more_reached_never_lowers_the_probability(gains, left, months, more):
    due = shift(BEFORE, len(gains) + months)
    less = ask(course(gains, sum(gains) + left, due))
    assume(more < left)
    closer = ask(course(gains, sum(gains) + left, due, begin=float(more)))
    assert closer.probability >= less.probability
    assert (closer.p50_on or date.max) <= (less.p50_on or date.max)


@ANY
@given(gains, st.integers(1, 500), st.integers(1, 60), st.integers(1, 60))
def test_a_later_due_month_never_lowers_the_probability(gains, left, months, later):
    due = shift(BEFORE, len(gains) + months)
    sooner = ask(course(gains, sum(gains) + left, due))
    assert ask(course(gains, sum(gains) + left, shift(due, later))).probability >= sooner.probability


@ANY
@given(st.lists(st.integers(-5, 20), min_size=6, max_size=40), st.integers(1, 500), st.integers(1, 60))
def test_probabilities_and_dates_are_in_order(gains, left, months):
    answer = ask(course(gains, sum(gains) + left, shift(BEFORE, len(gains) + months)))
    assume(answer.reason is None)
    assert 0 <= answer.probability <= 1
    assert (answer.p50_on or date.max) <= (answer.p85_on or date.max)
    assert (answer.probability >= 0.5) == (
        month_of(answer.p50_on or date.max) <= shift(BEFORE, len(gains) + months)
    )


@ANY
@given(gains, st.integers(1, 500), st.sampled_from([0.01, 1 / 3, 7, 10_000]))
def test_the_unit_of_measure_changes_nothing(gains, left, unit):
    there = ask(course(gains, sum(gains) + left))
    scaled = ask(course([gain * unit for gain in gains], (sum(gains) + left) * unit))
    assert scaled.probability == pytest.approx(there.probability, abs=0.002)
    assert scaled.history_months == there.history_months


def test_on_the_board():
    values = {f"m{shift('2022-12', index).replace('-', '')}": 2.0 * index for index in range(1, 13)}
    facts = drawn(targets=[target(), target("T02", 20.0), target("T03")], indicators=[*readings("T01", **values), *readings("T02", **values)])  # fmt: skip
    rows = board(facts, "2023-12").to_json()["targets"]
    first = rows[0]["forecast"]
    assert list(first) == [
        "p50_on",
        "p85_on",
        "probability",
        "reason",
        "method",
        "seed",
        "runs",
        "history_months",
    ]
    assert first["p50_on"].startswith("2026-") and 0 < first["probability"] < 0.5
    assert first["history_months"] == 11  # before the first reading nothing is known
    assert first["seed"] == seed_for("p", "2023-12")
    assert rows[1]["forecast"]["reason"] == "目标已达到，无需预测。"
    assert rows[2]["forecast"]["history_months"] == 0


def test_a_count_begins_with_nought_before_its_plan():
    standards = [{"name": str(index), "published_on": date(2021, index, 1)} for index in range(1, 7)]
    goal = target(measure="published_standards")
    reports = [("standards", f"2021-{index:02d}") for index in range(1, 7)]
    facts = drawn(targets=[goal], reports=reports, standards=standards)
    (row,) = board(facts, "2021-06").to_json()["targets"]
    assert row["forecast"]["history_months"] == 6 and row["forecast"]["reason"] is None


def test_the_order_of_rows_changes_no_forecast():
    standards = [{"name": str(n), "published_on": date(2021 + n % 3, 1 + n % 12, 1)} for n in range(30)]
    goal, reports = target(measure="published_standards"), [("standards", shift("2022-12", n)) for n in range(1, 13)]  # fmt: skip
    there, back = (
        board(drawn(targets=[goal], reports=given, standards=rows), "2023-12").targets[0].forecast
        for given, rows in ((reports, standards), (reports[::-1], standards[::-1]))
    )
    assert there == back and there.reason is None


def first_month_at(table, column: str, goal: float, month: str) -> str | None:
    """The first month from `month` on in which a column of a fan is at the target."""
    there = table[(table[column] == goal) & (table["month"] >= month)]
    return None if there.empty else there["month"].iloc[0]


@ANY
@given(gains, st.integers(1, 500), st.integers(0, 12), st.booleans())
def test_the_fan_meets_the_target_when_the_forecast_says(gains, left, silent, falls):
    sign, comparator, begin = (-1, "<=", sum(gains) + left + 5.0) if falls else (1, ">=", 0.0)
    question = course(
        [sign * gain for gain in gains], begin + sign * (sum(gains) + left), None, comparator, begin
    )
    month = shift(question.months[-1], silent)
    until = shift(month, HORIZON)
    answer, table = ask(question, month), fan(question, month, until, 1)
    for column, day in (("p50", answer.p50_on), ("p15", answer.p85_on)):
        assert first_month_at(table, column, question.target_value, month) == (day and month_of(day))


@ANY
@given(gains, st.integers(1, 500), st.integers(1, 60))
def test_the_share_of_the_fan_at_the_target_is_the_probability(gains, left, ahead):
    due = shift(BEFORE, len(gains) + ahead)
    question = course(gains, sum(gains) + left, due)
    chance, end = ask(question).probability, fan(question, question.months[-1], due, 1).iloc[-1]
    reached = {name: end[name] == question.target_value for name in ("p15", "p50", "p85")}
    assert reached == {"p15": chance >= 0.85, "p50": chance >= 0.5, "p85": chance >= 0.15}


@ANY
@given(gains, st.integers(1, 500))
def test_the_fan_opens_at_the_newest_report_and_never_turns_back_or_passes_the_target(gains, left):
    question = course(gains, sum(gains) + left)
    table = fan(question, question.months[-1], "2040-12", 1)
    assert list(table["month"][:2]) == [question.months[-1], shift(question.months[-1], 1)]
    assert set(table.iloc[0, 1:]) == {float(sum(gains))}
    assert (table["p15"] <= table["p50"]).all() and (table["p50"] <= table["p85"]).all()
    assert all(table[name].is_monotonic_increasing for name in ("p15", "p50", "p85"))
    assert table["p85"].max() <= question.target_value


def test_a_value_that_has_fallen_before_may_fall_again_but_not_below_nought():
    table = fan(course([3, -2, 3, -2, 3, -2, 0, 1], goal=40), "2021-08", "2023-12", 1)
    assert 0 <= table["p15"].min() < 4


def test_the_fan_of_a_falling_target_lies_between_the_value_and_the_target():
    table = fan(course([-1] * 12, goal=5, comparator="<=", begin=40), "2021-12", "2025-12", 1)
    assert (table["p15"] >= table["p85"]).all()
    assert table[["p15", "p50", "p85"]].max().max() == 28 and table["p85"].min() == 5


def test_there_is_no_fan_where_the_forecast_is_refused():
    assert fan(course([1] * 5), "2021-05", "2025-12", 1) is None
    assert fan(course([20] * 6), "2021-06", "2025-12", 1) is None


def test_a_target_on_the_board_has_the_fan_of_its_forecast():
    values = {f"m2023{month:02d}": 3.0 * month for month in range(1, 11)}
    facts = drawn(targets=[target(), target("T02", cycle="year")], indicators=readings("T01", **values))
    (row, _yearly) = board(facts, "2023-10").targets
    table = forecast_fan(facts, "T01", "2023-10")
    assert (table["month"].iloc[0], table["month"].iloc[-1]) == ("2023-10", "2025-12")
    met = first_month_at(table, "p50", 90.0, "2023-10")
    assert met == (month_of(row.forecast.p50_on) if row.forecast.p50_on <= date(2025, 12, 31) else None)
    assert forecast_fan(facts, "T02", "2023-10") is None
