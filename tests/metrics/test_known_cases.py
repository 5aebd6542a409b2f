"""The cases on which well-known systems disagree: the answer of every rule set, and why ours is right.

Open SDG's answers, where they differ, come from counting 0 as 0.001 (Statistics Canada / Open SDG methodology);
FEMA's from bands on both sides of an SPI of 1 (FEMA, programme measurement), which suit budgets: being early is
no fault of a target. FEMA's set is therefore not shipped, and stands here as one that a plan could add.
"""

import pytest

from metrics.rules import load_rule_set, rule_set_from
from metrics.status import verdict
from metrics.track import Unjudged, growth_ratio, tracks_of
from tests.metrics.drawn import drawn, readings, target
from tests.text_tables import table, value

FEMA = rule_set_from(
    {
        "code": "fema",
        "version": 1,
        "name": {"zh_CN": "FEMA", "en": "FEMA"},
        "quantity": "spi",
        "reporting_window_months": 1,
        "bands": [
            {"status": "far_behind", "below": 0.9},
            {"status": "behind", "from": 0.9, "below": 0.95},
            {"status": "on_schedule", "from": 0.95, "to": 1.05},
            {"status": "behind", "above": 1.05, "to": 1.1},
            {"status": "far_behind", "above": 1.1},
        ],
    },
    "fema",
)
STANDARDS = target()
COVERAGE = target(value=1.0, unit="%", baseline_value=0.8)
EVENTS = target(value=0.0, unit="起", comparator="<=", baseline_value=10.0)
PILOTS = target(value=2.0, unit="个", comparator=">=")
GOALS = {"standards": STANDARDS, "coverage": COVERAGE, "events": EVENTS, "pilots": PILOTS}
# The last five columns: what each rule set says.
CASES = [
    (case, GOALS[goal], value(actual), month, (value(attained), value(gap), value(spi)), tuple(statuses))
    for case, goal, actual, month, attained, gap, spi, *statuses in table("""
case                              | target    | done | month   | attained % |   gap |  SPI | schedule-gap    | yinchuan-2025   | servicenow  | eurostat        | fema
# 1 of 90 after three of five years is hopeless; growth rates call it on track (R 1.02), so they stay silent.
0 → 90, done 1                    | standards |    1 | 2023-12 |        1.1 | -58.9 | 0.02 | far_behind      | far_behind      | far_behind  | undetermined    | far_behind
# 20 points short: two fifths done when three fifths were due. Growth rates: R 3.64, on track.
0 → 90, done 36                   | standards |   36 | 2023-12 |       40.0 | -20.0 | 0.67 | behind          | behind          | far_behind  | undetermined    | far_behind
# 4 of 54 short. Yinchuan's rule as published has no colour for it; ServiceNow's has no clock.
0 → 90, done 50                   | standards |   50 | 2023-12 |       55.6 |  -4.4 | 0.93 | slightly_behind | slightly_behind | far_behind  | undetermined    | behind
# Ahead of its path: green. Red for ServiceNow, which looks at 2025 only, and for FEMA, as too early.
0 → 90, done 60                   | standards |   60 | 2023-12 |       66.7 |   6.7 | 1.11 | on_schedule     | on_schedule     | far_behind  | undetermined    | far_behind
# Half of the way from 80 to 100 when 60 % was due. The edge: 10 points is yellow in Yinchuan, blue here.
80 → 100 %, at 90 %               | coverage  |  0.9 | 2023-12 |       50.0 | -10.0 | 0.83 | slightly_behind | behind          | far_behind  | slightly_behind | far_behind
80 → 100 %, at 88 %               | coverage  | 0.88 | 2023-12 |       40.0 | -20.0 | 0.67 | behind          | behind          | far_behind  | slightly_behind | far_behind
# Nine of ten events gone when six were due to go: falling targets count the way down, never a ratio to 0.
10 → 0 events, at 1               | events    |    1 | 2023-12 |       90.0 |  30.0 | 1.50 | on_schedule     | on_schedule     | on_schedule | undetermined    | far_behind
# One whole pilot was due since half time and there is none: half of the target is missing. It is not
# "deterioration": nothing got worse.
0 → 2 pilots, 0 done              | pilots    |    0 | 2023-12 |        0.0 | -50.0 | 0.00 | far_behind      | far_behind      | far_behind  | undetermined    | far_behind
# The first pilot is there before any was due.
0 → 2 pilots, 1 done after a year | pilots    |    1 | 2021-12 |       50.0 |  50.0 |    — | on_schedule     | on_schedule     | far_behind  | undetermined    | undetermined
""")[1:]
]
GROWTH_RATIOS = table("""
case                        | baseline | target | done | years | falls | ratio
Eurostat's own kind of case |       80 |    100 |   90 |     3 | no    | 0.877
moderate                    |       80 |    100 |   88 |     3 | no    | 0.707
away from the target        |       80 |    100 |   70 |     3 | no    | -0.954
falling                     |       10 |      1 |    5 |     3 | yes   | 0.559
falling, but rising         |       10 |      1 |   12 |     3 | yes   | -0.170
from 0                      |        0 |     90 |    1 |     3 | no    | zero_baseline
to 0                        |       10 |      0 |    1 |     3 | yes   | zero_target
from below 0 to above       |       -5 |      5 |    1 |     3 | no    | other_sign
within the first year       |       80 |    100 |   90 |   0.5 | no    | first_year
nowhere to go               |       80 |     80 |   90 |     3 | no    | no_distance
""")[1:]


@pytest.mark.parametrize(
    "case, goal, actual, month, figures, statuses", CASES, ids=[case[0] for case in CASES]
)
def test_the_cases_on_which_well_known_systems_disagree(case, goal, actual, month, figures, statuses):
    facts = drawn(targets=[goal], indicators=readings("T01", **{f"m{month.replace('-', '')}": actual}))
    track = tracks_of(facts)["T01"]
    codes = ("schedule-gap", "yinchuan-2025", "servicenow", "eurostat")
    verdicts = [verdict(track, month, rules) for rules in [*map(load_rule_set, codes), FEMA]]
    own = verdicts[0].figures
    spi = own.spi if own.spi is None else round(own.spi, 2)
    assert (round(own.attained_share * 100, 1), round(own.gap_points, 1), spi) == figures
    assert tuple(one.status for one in verdicts) == statuses


@pytest.mark.parametrize("case, baseline, goal, actual, years, falls, expected", GROWTH_RATIOS)
def test_growth_ratios(case, baseline, goal, actual, years, falls, expected):
    ratio = growth_ratio(
        *map(float, (baseline, goal, actual)),
        years_gone=float(years),
        years_in_all=5,
        is_falling=falls == "yes",
    )
    assert (ratio if isinstance(ratio, Unjudged) else round(ratio, 3)) == value(expected)


def test_where_a_growth_rate_says_nothing_the_working_says_why():
    from metrics.board import board

    facts = drawn(targets=[STANDARDS], indicators=readings("T01", m202312=1))
    row = board(facts, "2023-12", load_rule_set("eurostat")).targets[0]
    assert row.status == "undetermined"
    assert Unjudged.ZERO_BASELINE.label in row.working
