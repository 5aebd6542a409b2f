"""What is stated comes as often as stated; docs/forecast.md says what the code gives."""

import re

import pytest

from tests.calibration.__main__ import FEWER, PLANS, REPORT, kept
from tests.calibration.score import SEED, Answers, reliability, stages, throughput, together, wilson


@pytest.fixture(scope="module")
def targets() -> Answers:
    return together(throughput(FEWER))


@pytest.fixture(scope="module")
def pipelines() -> Answers:
    return stages(FEWER)


def test_probabilities_from_throughput_come_as_often_as_stated(targets):
    table = reliability(targets)
    assert len(table) == 10
    # Of ten true 95 % intervals one or none misses; two or more do so one time in twelve.
    assert sum(not each.holds for each in table) <= 1
    assert abs(targets.stated.mean() - targets.came.mean()) < 0.04


def test_probabilities_from_stages_come_as_often_as_stated(pipelines):
    low, high = wilson(pipelines.came.mean(), len(pipelines.came))
    assert low < pipelines.stated.mean() < high
    unlikely, likely = pipelines.came[pipelines.stated < 0.5], pipelines.came[pipelines.stated >= 0.5]
    assert unlikely.mean() < 0.35 and likely.mean() > 0.75


def test_better_than_the_straight_line_and_than_the_share_of_all(targets, pipelines):
    for answers in (targets, pipelines):
        stated = answers.brier(answers.stated)
        assert stated < 0.75 * answers.brier(answers.line)
        assert stated < answers.brier(answers.base_rate)


def test_the_report_is_of_this_code(targets, pipelines):
    report = REPORT.read_text(encoding="utf-8")
    assert f"{PLANS} simulated plans, seed {SEED}." in report
    now, then = (
        [float(number) for number in re.findall(r"\d+\.\d+|\d+(?= \|)", text)]
        for text in (kept(targets, pipelines), report.partition("## Kept by a test")[2].partition("works out")[2])
    )  # fmt: skip
    assert len(now) == 6
    assert then == pytest.approx(now, abs=0.0015)  # another processor may round another way


def test_a_wilson_interval():
    low, high = wilson(0.5, 100)  # the textbook's 0.404 to 0.596
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)
    assert wilson(0.0, 10)[0] == pytest.approx(0, abs=1e-12) and wilson(0.0, 10)[1] == pytest.approx(
        0.278, abs=0.001
    )
