"""The forecast of published standards from the stages that each item has still to pass."""

import random
from datetime import date

import pandas as pd
import pytest

from metrics.forecast import Forecast
from metrics.forecast_standards import STAGES, forecast_standards, stage_forecast
from metrics.track import tracks_of
from tests.metrics.drawn import drawn, target
from words.months import month_of, months_between, ordinal, shift

WAY = ("立项", "起草", "征求意见", "审查", "批准", "发布")


def life(key: str, entered: str, *months: int) -> list[tuple]:
    """An item that enters 立项 and stays so many months in each stage; after the last it is in the next one still."""
    rows = []
    for stage, lasted in zip(WAY, [*months, None], strict=False):
        left = None if lasted is None else shift(entered, lasted)
        rows.append((key, stage, entered, left))
        entered = left
    return rows


def table(*lives: list[tuple]) -> pd.DataFrame:
    rows = [row for stays in lives for row in stays]
    return pd.DataFrame(rows, columns=["key", "stage", "entered", "left"], dtype=object)


PUBLISHED = [life(f"done {n}", "2021-01", 2, 6, 3, 3, 2) for n in range(8)]  # sixteen months each


def ask(spells, published=8, goal=10.0, due="2025-12", month="2023-06", seed=1) -> Forecast:
    return forecast_standards(spells, published, goal, due, month, seed)


def test_items_take_as_long_as_those_before_them():
    fresh = [life(f"new {n}", "2023-06") for n in range(2)]
    answer = ask(table(*PUBLISHED, *fresh))
    assert abs(ordinal(month_of(answer.p50_on)) - ordinal("2024-10")) <= 1  # sixteen months
    assert (answer.method, answer.history_months, answer.reason) == (STAGES, 40, None)
    assert answer.probability == pytest.approx(1, abs=0.01)


def test_time_already_spent_in_a_stage_counts():
    fresh, waiting = ([life(f"new {n}", entered, 2) for n in range(2)] for entered in ("2023-04", "2022-12"))
    assert ask(table(*PUBLISHED, *waiting)).p50_on < ask(table(*PUBLISHED, *fresh)).p50_on


def test_those_still_waiting_say_that_a_stage_takes_long():
    fresh = [life(f"new {n}", "2023-06") for n in range(2)]
    stuck = [life(f"stuck {n}", "2021-01", 2) for n in range(8)]  # 27 months in drafting, and not out of it
    without, with_them = ask(table(*PUBLISHED, *fresh)), ask(table(*PUBLISHED, *fresh, *stuck), goal=18.0)
    assert with_them.p50_on is None or with_them.p50_on > without.p50_on


def test_stages_that_others_skipped_may_be_skipped():
    skipping = [
        [(f"fast {n}", "立项", "2021-01", "2021-03"), (f"fast {n}", "审查", "2021-03", "2021-05"), (f"fast {n}", "发布", "2021-05", None)]
        for n in range(8)
    ]  # fmt: skip
    answer = ask(table(*skipping, *[life(f"new {n}", "2023-06") for n in range(2)]))
    assert abs(ordinal(month_of(answer.p50_on)) - ordinal("2023-10")) <= 1


def test_withdrawn_items_are_not_published_and_tell_the_others_chances():
    dropped = [
        [(f"dropped {n}", "立项", "2021-01", "2021-03"), (f"dropped {n}", "废止", "2021-03", None)]
        for n in range(24)
    ]
    fresh = [life(f"new {n}", "2023-06") for n in range(4)]
    answer = ask(table(*PUBLISHED, *dropped, *fresh), goal=12.0)
    assert answer.probability < 0.1  # a quarter of those begun were published, and all four are needed


@pytest.mark.parametrize(
    "lives, goal, reason",
    [
        ([*PUBLISHED, life("new", "2023-06")], 10.0, "尚需发布2项标准，在办的仅1项；未列入台账的项目不予虚拟，故不作预测。"),
        ([life("a", "2023-01", 1, 2), life("b", "2023-06")], 10.0, "历史不足：起止明确的阶段停留仅2次，预测至少需要6次。"),
        ([], 10.0, "历史不足：起止明确的阶段停留仅0次，预测至少需要6次。"),
        (PUBLISHED, 8.0, "目标已达到，无需预测。"),
        (PUBLISHED, float("nan"), "规划未给出该目标的数值，无从预测。"),
    ],
    ids=["too few under way", "too few stages left", "nothing known", "reached", "no number"],
)  # fmt: skip
def test_refused_with_a_reason(lives, goal, reason):
    answer = ask(table(*lives), goal=goal)
    assert (answer.p50_on, answer.p85_on, answer.probability, answer.reason) == (None, None, None, reason)


def test_a_stage_that_few_have_left_takes_the_durations_of_all():
    only_drafted = [life(f"a {n}", "2021-01", 2, 6, 3) for n in range(8)]  # nobody has left 审查 yet
    answer = ask(table(*only_drafted), published=0, goal=2.0)
    assert answer.reason is None and answer.p50_on is not None


def test_an_unknown_beginning_says_nothing_of_durations():
    begun = [[(f"old {n}", "批准", None, "2022-01"), (f"old {n}", "发布", "2022-01", None)] for n in range(8)]
    assert ask(table(*PUBLISHED, *begun, *[life(f"n {n}", "2023-06") for n in range(2)])).p50_on == (
        ask(table(*PUBLISHED, *[life(f"n {n}", "2023-06") for n in range(2)])).p50_on
    )


def test_more_published_or_a_later_date_never_lowers_the_probability():
    spells = table(*PUBLISHED, *[life(f"new {n}", shift("2022-06", n), 2) for n in range(10)])
    chances = [ask(spells, published, 16.0, "2024-03").probability for published in (8, 9, 11, 15)]
    assert chances == sorted(chances)
    later = [ask(spells, 8, 14.0, due).probability for due in ("2023-07", "2024-01", "2024-06", "2025-12")]
    assert later == sorted(later) and later[0] < later[-1]


def test_the_order_of_rows_changes_nothing():
    spells = table(*PUBLISHED, *[life(f"new {n}", shift("2022-06", n), n % 3) for n in range(10)])
    order = list(range(len(spells)))
    random.Random(1).shuffle(order)
    assert ask(spells, goal=14.0) == ask(spells.iloc[order], goal=14.0)


# --- asked of a target --------------------------------------------------------------------------------------

STEPS = ("2021-02", "2021-04", "2021-10", "2022-01", "2022-04", "2022-06")  # months in which WAY was entered
FRESH = ("2022-08", "2022-10", "2023-04")


def pipeline(until: str, measure: str = "published_standards", scope: str | None = None):
    """Eight standards published and four under way, in monthly registers up to a month; one target of 12."""
    names = [f"done {n}" for n in range(8)] + [f"new {n}" for n in range(4)]
    months = months_between("2021-01", until)
    versions, standards = [], []
    for name in names:
        steps = [step for step in (STEPS if name.startswith("done") else FRESH) if step <= until]
        versions += [
            (name, stage, month, months.index(month) + 1) for stage, month in zip(WAY, steps, strict=False)
        ]
        is_published = len(steps) == len(WAY)
        standards.append(
            {
                "name": name,
                "section": "港口",
                "stage": WAY[len(steps) - 1] if steps else None,
                "published_on": date(2022, 6, 1) if is_published else None,
            }
        )
    return drawn(
        targets=[target(value=12.0, measure=measure, measure_scope=scope)],
        standards=standards,
        reports=[("standards", month, {"row_count": 12}) for month in months],
        versions=versions,
    )


def asked(facts, month: str) -> Forecast | None:
    return stage_forecast(facts, tracks_of(facts)["T01"], month)


def test_a_target_of_published_standards_is_forecast_from_its_items():
    answer = asked(pipeline("2023-06"), "2023-06")
    assert (answer.method, answer.reason) == (STAGES, None)
    assert answer.probability > 0.9  # sixteen months each, and thirty are left


@pytest.mark.parametrize("measure, scope", [("training_sessions", None), ("published_standards", "桥梁")])
def test_other_targets_and_other_sections_have_none_to_forecast_from(measure, scope):
    answer = asked(pipeline("2023-06", measure, scope), "2023-06")
    assert answer is None or answer.probability is None


def test_what_came_later_is_not_known_to_an_earlier_month():
    assert asked(pipeline("2023-06"), "2022-12") == asked(pipeline("2022-12"), "2022-12")


def test_stays_of_unknown_length_are_no_history():
    stays = table(*PUBLISHED, life("new", "2023-06")).assign(entered=None)
    assert ask(stays, goal=9.0).probability is None
