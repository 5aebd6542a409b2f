"""The pipeline of standards: stages, months in them, over-age items, reviews due, and which comes next."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import words
from metrics.periods import load_periods, periods_from
from metrics.pipeline import (
    OVER_AGE,
    UNDER_WAY,
    UNSTAGED,
    ageing,
    items,
    listing,
    next_to_publish,
    reviews_due,
    search,
    stage_ages,
    stage_counts,
    standing,
    throughput,
)
from metrics.standards import StageAges, Throughput
from tests.metrics.drawn import columns, drawn, shuffled
from words.errors import BadSetting
from words.months import months_between, shift
from words.terms import Stage


def register(last: str, *standards: dict, first: str = "2023-01", skipped: tuple = ()):
    """Monthly registers from `first` to `last`. A standard is its fields and `seen`, {month: stage}."""
    months = months_between("2022-12", last)
    rows = [{key: value for key, value in row.items() if key != "seen"} for row in standards]
    versions = [
        (row["name"], stage, month, months.index(month) + 1)
        for row in standards
        for month, stage in row.get("seen", {}).items()
    ]
    return drawn(
        standards=rows,
        reports=[
            ("standards", month, {"row_count": 9, "import_id": months.index(month) + 1})
            for month in months
            if month >= first and month not in skipped
        ],
        versions=versions,
    )


def test_each_standard_stands_in_its_stage_of_that_month():
    facts = register(
        "2023-06",
        {
            "name": "a",
            "section": "港口",
            "seen": {"2023-01": "起草", "2023-03": "征求意见", "2023-05": "审查"},
        },
        {"name": "b", "section": "公路", "seen": {"2023-02": "立项"}},
    )
    assert columns(items(facts, "2023-04"), "name", "stage", "entered", "months_in_stage", "is_exact") == [
        ("b", "立项", "2023-02", 2, True),
        ("a", "征求意见", "2023-03", 1, True),
    ]
    assert columns(items(facts, "2023-06"), "name", "stage", "months_in_stage") == [
        ("b", "立项", 4),
        ("a", "审查", 1),
    ]


def test_a_standard_is_not_there_before_anybody_listed_it_but_those_of_the_plan_are():
    facts = register(
        "2023-06",
        {"name": "a", "seen": {"2023-05": "立项"}},
        {"name": "planned", "seen": {"2023-06": "立项"}},
    )
    listed = replace(
        facts,
        standard_versions=drawn(
            versions=[
                ("a", "立项", "2023-05", 6),
                ("planned", None, None, 1),
                ("planned", "立项", "2023-06", 7),
            ]
        ).standard_versions,
    )
    assert columns(items(listed, "2023-03"), "name", "stage", "months_in_stage") == [("planned", None, None)]


def test_the_counts_have_every_stage_and_those_without_one():
    facts = register(
        "2023-02",
        {"name": "a", "section": "港口", "seen": {"2023-02": "立项"}},
        {"name": "b", "section": "港口", "seen": {"2023-02": "立项"}},
        {"name": "c", "section": "公路", "seen": {}},
    )
    counts = stage_counts(items(facts, "2023-02"))
    assert len(counts) == (len(Stage) + 1) * 2
    assert columns([row for row in counts if row.count], "stage", "section", "count") == [
        ("立项", "港口", 2),
        (None, "公路", 1),
    ]


def test_a_silent_register_leaves_standards_where_they_were_and_their_months_go_on():
    facts = register("2023-03", {"name": "a", "seen": {"2023-02": "立项"}})
    assert columns(items(facts, "2023-09"), "stage", "months_in_stage", "reported_month") == [
        ("立项", 7, "2023-03")
    ]


def test_throughput_counts_dates_and_says_nothing_of_months_after_the_newest_register():
    facts = register(
        "2023-03",
        {"name": "a", "registered_on": date(2023, 1, 5), "published_on": date(2023, 3, 9), "stage": "发布"},
        {"name": "b", "published_on": date(2023, 3, 31), "stage": "废止"},
        {"name": "too early", "published_on": date(2020, 3, 31), "stage": "发布"},
        skipped=("2023-02",),
    )
    table = throughput(facts, "2023-04", rolling_months=3)
    assert table[0].month == "2021-01"
    assert columns(table[-4:], "month", "registered", "published", "rolling") == [
        ("2023-01", 1, 0, 0),
        ("2023-02", 0, 0, 0),  # no ledger of its own, but the register of March has every date
        ("2023-03", 0, 2, 2 / 3),
        ("2023-04", None, None, None),
    ]
    assert [row.rolling for row in table[:3]] == [None, None, 0]
    assert throughput(drawn(), "2021-02") == [
        Throughput("2021-01", None, None, None),
        Throughput("2021-02", None, None, None),
    ]


def test_over_age_begins_the_month_after_the_period_ended_and_ranks_by_the_months_over():
    months = {stage: period.months for stage, period in load_periods().stages.items()}
    facts = register(
        "2024-12",
        {"name": "drafting", "seen": {"2023-02": "立项", "2023-03": "起草"}},
        {"name": "comments", "seen": {"2023-02": "立项", "2024-01": "征求意见"}},
        {"name": "published", "seen": {"2023-02": "立项", "2023-04": "发布"}},
    )
    on_time = shift("2023-03", months[Stage.DRAFTING])
    assert columns(ageing(items(facts, on_time), on_time), "item.name", "over_months", "is_over") == [
        ("drafting", 0, False),
        ("comments", -months[Stage.COMMENTS], False),
    ]
    late = "2024-06"
    assert columns(ageing(items(facts, late), late), "item.name", "over_months", "is_over") == [
        ("drafting", 15 - months[Stage.DRAFTING], True),
        ("comments", 5 - months[Stage.COMMENTS], True),
    ]


def test_whether_a_standard_first_seen_in_mid_stage_is_over_age_is_not_known_until_it_must_be():
    facts = register("2023-12", {"name": "a", "seen": {"2023-01": "起草"}})
    ages = {
        month: columns(ageing(items(facts, month), month), "over_months", "is_over")
        for month in ("2023-05", "2023-12")
    }
    assert ages == {"2023-05": [(-6, None)], "2023-12": [(1, True)]}


def test_a_date_can_tell_that_a_standard_first_seen_in_mid_stage_is_not_over_age():
    facts = register(
        "2023-05", {"name": "a", "registered_on": date(2022, 11, 1), "seen": {"2023-01": "起草"}}
    )
    assert columns(ageing(items(facts, "2023-05"), "2023-05"), "stage", "is_over") == [("起草", False)]


def test_silence_never_makes_a_standard_younger():
    seen = {"2023-02": "立项", "2023-03": "起草", "2023-11": "征求意见"}
    whole = register("2024-06", {"name": "a", "seen": seen})
    silent = register("2023-10", {"name": "a", "seen": {"2023-02": "立项", "2023-03": "起草"}})
    [(_, over_age)] = columns(ageing(items(whole, "2024-06"), "2024-06"), "stage", "over_months")
    [(_, unreported)] = columns(ageing(items(silent, "2024-06"), "2024-06"), "stage", "over_months")
    assert unreported >= over_age


def test_reviews_are_due_five_years_after_publication_and_announced_six_months_ahead():
    facts = register(
        "2026-12",
        {"name": "a", "published_on": date(2021, 9, 1), "seen": {"2023-01": "发布"}},
        {"name": "b", "published_on": date(2021, 10, 1), "seen": {"2023-01": "发布"}},
        {"name": "withdrawn", "published_on": date(2021, 1, 1), "seen": {"2023-01": "废止"}},
        {"name": "undated", "seen": {"2023-01": "发布"}},
    )
    assert columns(reviews_due(facts, "2026-03"), "item.name", "due_month", "months_left") == [
        ("a", "2026-09", 6),
        ("undated", None, None),
    ]
    assert columns(reviews_due(facts, "2026-12"), "item.name", "months_left") == [
        ("a", -3),
        ("b", -2),
        ("undated", None),
    ]
    assert len(reviews_due(facts, "2026-03", within=12)) == 3


def test_a_review_under_way_is_said_and_one_that_confirmed_the_standard_counts_anew():
    facts = register(
        "2026-12",
        {
            "name": "a",
            "published_on": date(2021, 9, 1),
            "seen": {"2023-01": "发布", "2026-04": "复审", "2026-10": "发布"},
        },
    )
    assert columns(reviews_due(facts, "2026-05"), "item.name", "due_month", "is_under_review") == [
        ("a", "2026-09", True)
    ]
    assert reviews_due(facts, "2026-11") == []
    assert columns(reviews_due(facts, "2026-11", within=99), "counted_from", "due_month") == [
        ("2026-10", "2031-10")
    ]


def published(name: str, examined: str, approved: str, on: str) -> dict:
    day = date(int(on[:4]), int(on[5:]), 15)
    return {
        "name": name,
        "published_on": day,
        "seen": {"2023-02": "立项", examined: "审查", approved: "批准", on: "发布"},
    }


DONE = [published(f"done {n}", "2023-03", "2023-08", shift("2023-08", 1 + n // 3)) for n in range(6)]


def test_next_to_publish_is_what_such_standards_usually_still_take():
    facts = register(
        "2024-06",
        *DONE,
        {"name": "approved", "seen": {"2023-02": "立项", "2024-05": "批准"}},
        {"name": "long examined", "seen": {"2023-02": "立项", "2024-01": "审查"}},
        {"name": "just examined", "seen": {"2023-02": "立项", "2024-06": "审查"}},
        {"name": "drafting", "seen": {"2023-02": "立项", "2024-01": "起草"}},
    )
    assert columns(next_to_publish(facts, "2024-06"), "item.name", "months_left", "history") == [
        ("approved", 0.5, 6),  # 1 or 2 months, one of them gone
        ("long examined", 1.5, 6),
        ("just examined", 6.5, 6),
    ]


def test_where_history_is_short_the_stage_orders():
    facts = register(
        "2024-06",
        *DONE[:5],
        {"name": "just examined", "seen": {"2023-02": "立项", "2024-06": "审查"}},
        {"name": "long examined", "seen": {"2023-02": "立项", "2024-01": "审查"}},
        {"name": "approved", "seen": {"2023-02": "立项", "2024-05": "批准"}},
    )
    assert columns(next_to_publish(facts, "2024-06"), "item.name", "months_left", "history") == [
        ("approved", None, 5),
        ("long examined", None, 5),
        ("just examined", None, 5),
    ]


def test_only_what_was_published_by_the_month_is_history():
    facts = register("2024-06", *DONE, {"name": "open", "seen": {"2023-02": "立项", "2023-08": "批准"}})
    assert columns(next_to_publish(facts, "2023-09"), "item.name", "history")[-1] == ("open", 3)


def test_the_periods_name_their_source_and_how_sure_it_is():
    periods = load_periods()
    assert periods.review.months == 60
    assert periods.alert_months == 6
    assert all(period.source and period.evidence.label for period in periods.stages.values())


@pytest.mark.parametrize(
    "rows, message",
    [
        ([("立项", 3), ("立项", 4)], "more than one"),
        ([("立项", 0)], "at least one month"),
    ],
)
def test_periods_that_cannot_be_used_are_refused(rows, message):
    def period(months: int) -> dict:
        return {
            "months": months,
            "source": "x",
            "evidence": "secondary",
            "alert_months": 6,
            "alert_source": "x",
        }

    source = {"code": "x", "version": 1, "name": {}, "review": period(60)}
    source["periods"] = [{"stage": stage} | period(months) for stage, months in rows]
    words.use_language("en")
    with pytest.raises(BadSetting, match=message):
        periods_from(source, "x.toml")


MONTHS = months_between("2023-01", "2023-12")


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.dictionaries(st.sampled_from(MONTHS), st.sampled_from(list(Stage)), max_size=4),
    ),
    st.randoms(),
)
def test_the_order_of_rows_changes_nothing_and_every_standard_is_counted_once(histories, lot):
    facts = register("2023-12", *({"name": name, "seen": seen} for name, seen in histories.items()))
    mixed = replace(facts, standards=shuffled(facts.standards, lot))
    for month in ("2023-06", "2023-12"):
        table = items(facts, month)
        assert items(mixed, month) == table
        assert len({item.key for item in table}) == len(table)
        assert sum(row.count for row in stage_counts(table)) == len(table)
        assert next_to_publish(mixed, month) == next_to_publish(facts, month)
        assert reviews_due(mixed, month, 99) == reviews_due(facts, month, 99)
        assert ageing(items(mixed, month), month) == ageing(table, month)


def listed():
    """Standards in each kind of stage in May 2023; the published one got its number with the next ledger."""
    seen = {"2023-01": "起草", "2023-02": "征求意见"}
    return register(
        "2023-06",
        {"name": "超时规范", "section": "港口", "lead_units": ["甲", "乙"], "seen": seen},
        {
            "name": "审查规范",
            "section": "公路",
            "lead_units": ["乙"],
            "seen": {"2023-01": "起草", "2023-05": "审查"},
        },
        {
            "name": "发布规范",
            "section": "公路",
            "standard_number": "DB12/T 7-2023",
            "published_on": date(2023, 5, 9),
            "effective_on": date(2023, 8, 1),
            "seen": {"2023-01": "审查", "2023-06": "发布"},
        },
        {
            "name": "预研规范",
            "section": "公路",
            "registered_on": date(2023, 6, 9),
            "seen": {"2023-01": "预研"},
        },
        {"name": "未填规范", "section": "港口", "seen": {"2023-01": None}},
        {"name": "旧规范", "section": "港口", "seen": {"2023-01": "发布", "2023-03": "废止"}},
    )


def test_the_standing_adds_up_to_all_that_are_listed():
    counts = standing(listed(), "2023-05")
    assert (counts.listed, counts.in_force, counts.under_way, counts.unstaged, counts.withdrawn) == (
        6,
        1,
        3,
        1,
        1,
    )
    assert counts.listed == counts.in_force + counts.under_way + counts.unstaged + counts.withdrawn
    assert (counts.over_age, counts.maybe_over) == (1, 0)


def test_every_stage_before_publication_tells_how_long_standards_are_in_it():
    ages = {row.stage: row for row in stage_ages(items(listed(), "2023-05"), "2023-05")}
    assert list(ages) == ["预研", "立项", "起草", "征求意见", "审查", "批准"]
    assert ages["征求意见"] == StageAges(
        **{"stage": Stage.COMMENTS, "period_months": 2, "count": 1, "over": 1, "untold": 0, "within": 0},
        **{"median_months": 3, "longest_months": 3},
    )
    assert ages["预研"].period_months is None and ages["预研"].count == 1
    assert ages["批准"] == StageAges(Stage.APPROVAL, 8, 0, 0, 0, 0, None, None)
    counted = [row for row in ages.values() if row.period_months is not None]
    assert all(row.count == row.over + row.untold + row.within for row in counted)


def test_the_list_shows_a_month_as_it_was_with_the_cell_that_tells_the_stage():
    facts = listed()
    may = {row.item.name: row for row in listing(facts, "2023-05")}
    assert may["发布规范"].item.stage == "发布" and may["发布规范"].published_on == date(2023, 5, 9)
    assert may["发布规范"].effective_on is None and may["预研规范"].registered_on is None
    assert [may[name].is_over for name in ("超时规范", "审查规范", "预研规范")] == [True, False, None]
    assert may["审查规范"].source["file"] == "台账6.xlsx"  # the sixth ledger, of May, showed it first
    assert may["发布规范"].source["cell"] == "F5"
    april = {row.item.name: row for row in listing(facts, "2023-04")}
    assert april["发布规范"].item.stage == "审查" and april["发布规范"].standard_number is None
    assert april["发布规范"].published_on is None


@pytest.mark.parametrize(
    "asked, names",
    [
        ({}, {"超时规范", "审查规范", "发布规范", "预研规范", "未填规范", "旧规范"}),
        ({"text": "db12/t7 规范"}, {"发布规范"}),
        ({"text": "DB12/T 7-2023"}, {"发布规范"}),
        ({"section": "港口", "unit": "乙"}, {"超时规范"}),
        ({"stage": "审查"}, {"审查规范"}),
        ({"stage": OVER_AGE}, {"超时规范"}),
        ({"stage": UNDER_WAY}, {"超时规范", "审查规范", "预研规范"}),
        ({"stage": UNSTAGED}, {"未填规范"}),
        ({"text": "没有"}, set()),
    ],
)
def test_a_search_gives_the_standards_that_have_all_that_is_asked(asked, names):
    assert {row.item.name for row in search(listing(listed(), "2023-05"), **asked)} == names
