"""Rule sets: every value has exactly one status, and the edges fall where the rule says."""

import pytest

from metrics.rules import Quantity, load_rule_set, rule_set_from, shipped_rule_sets
from words import LANGUAGES
from words.errors import BadSetting, UnknownCode
from words.terms import Notice, Status

HAIR = 1e-6  # just beside an edge


@pytest.mark.parametrize(
    "code, edge, below, on, above",
    [
        ("schedule-gap", -30, "far_behind", "behind", "behind"),
        ("schedule-gap", -10, "behind", "slightly_behind", "slightly_behind"),
        ("schedule-gap", 0, "slightly_behind", "on_schedule", "on_schedule"),
        ("yinchuan-2025", -30, "far_behind", "behind", "behind"),
        ("yinchuan-2025", -10, "behind", "behind", "slightly_behind"),  # 10 to 30 points, both included
        ("yinchuan-2025", 0, "slightly_behind", "on_schedule", "on_schedule"),
        ("servicenow", 0.75, "far_behind", "behind", "behind"),
        ("servicenow", 0.9, "behind", "on_schedule", "on_schedule"),
        ("eurostat", 0, "far_behind", "behind", "behind"),
        ("eurostat", 0.6, "behind", "slightly_behind", "slightly_behind"),
        ("eurostat", 0.95, "slightly_behind", "on_schedule", "on_schedule"),
    ],
)
def test_every_band_on_its_edge(code, edge, below, on, above):
    rules = load_rule_set(code)
    assert [rules.band(value).status for value in (edge - HAIR, edge, edge + HAIR)] == [below, on, above]
    assert rules.band(edge - 1e-12).status == on  # a rounding error of the computer is no delay


def test_the_edges_tested_are_all_there_are():
    tested = {mark for mark in test_every_band_on_its_edge.pytestmark[0].args[1]}
    edges = {
        (rules.code, band.low) for rules in shipped_rule_sets() for band in rules.bands if band.low > -1e9
    }
    assert {(code, edge) for code, edge, *_statuses in tested} == edges


@pytest.mark.parametrize("rules", shipped_rule_sets(), ids=lambda rules: rules.code)
def test_values_far_out_have_a_status_too(rules):
    assert rules.band(-1e9).status == "far_behind"
    assert rules.band(1e9).status == "on_schedule"


@pytest.mark.parametrize("rules", shipped_rule_sets(), ids=lambda rules: rules.code)
def test_every_rule_set_has_its_name_and_its_origin_in_every_language(rules):
    assert all(rules.names[language] and rules.notes[language] for language in LANGUAGES)


def test_the_default_comes_first():
    assert [rules.code for rules in shipped_rule_sets()] == [
        "schedule-gap",
        "eurostat",
        "servicenow",
        "yinchuan-2025",
    ]


def test_an_unknown_rule_set_names_those_there_are():
    with pytest.raises(UnknownCode, match="schedule-gap"):
        load_rule_set("../facts")


def rules(*bands: dict, **more: object) -> dict:
    return {
        "code": "x",
        "version": 1,
        "name": {"zh_CN": "甲", "en": "x"},
        "quantity": "gap_points",
        "bands": list(bands),
        "reporting_window_months": 1,
        **more,
    }


@pytest.mark.parametrize(
    "case, bands, edge",
    [
        ("a hole, as in Yinchuan", [{"status": "behind", "below": -10}, {"status": "on_schedule", "from": 0}], "-10"),
        ("an overlap", [{"status": "behind", "below": 0}, {"status": "on_schedule", "from": -5}], "0"),
        ("no band without a low end", [{"status": "behind", "from": -30, "below": 0}, {"status": "on_schedule", "from": 0}], "-inf"),
        ("no band without a high end", [{"status": "behind", "below": 0}], "0"),
        ("a hole of one value", [{"status": "behind", "below": 0}, {"status": "on_schedule", "above": 0}], "> 0"),
        ("one value twice", [{"status": "behind", "to": 0}, {"status": "on_schedule", "from": 0}], "≥ 0"),
        ("a band of nothing", [{"status": "behind", "below": 0}, {"status": "far_behind", "from": 0, "below": 0}, {"status": "on_schedule", "from": 0}], "0"),
        ("an edge that is not a number", [{"status": "behind", "below": float("nan")}, {"status": "on_schedule", "from": float("nan")}], "behind"),
        ("no bands", [], "-inf"),
    ],
)  # fmt: skip
def test_a_hole_or_an_overlap_is_refused(case, bands, edge):
    with pytest.raises(BadSetting, match=edge):
        rule_set_from(rules(*bands), "x.toml")


def test_a_band_may_be_a_single_value():
    one = rule_set_from(
        rules(
            {"status": "behind", "below": 0},
            {"status": "slightly_behind", "from": 0, "to": 0},
            {"status": "on_schedule", "above": 0},
        ),
        "x.toml",
    )
    assert [one.band(value).status for value in (-0.1, 0, 0.1)] == [
        "behind",
        "slightly_behind",
        "on_schedule",
    ]


ALL = {"status": "on_schedule"}


def test_bands_are_told_with_their_edges():
    bands = {rules.words(band) for rules in (load_rule_set("yinchuan-2025"),) for band in rules.bands}
    assert bands == {"偏差 < −30", "−30 ≤ 偏差 ≤ −10", "−10 < 偏差 < 0", "偏差 ≥ 0"}


def test_the_notices_come_mildest_first():
    ladder = [
        {"notice": "red", "status": "far_behind", "months": 2},
        {"notice": "blue", "status": "behind", "months": 1},
    ]
    built = rule_set_from(rules(ALL, escalation=ladder), "x.toml")
    assert [step.notice for step in built.escalation] == [Notice.BLUE, Notice.RED]


@pytest.mark.parametrize("step", [{"status": "on_schedule", "months": 2}, {"status": "behind", "months": 0}])
def test_a_notice_needs_a_bad_status_and_a_month(step):
    with pytest.raises(BadSetting):
        rule_set_from(rules(ALL, escalation=[{"notice": "red", **step}]), "x.toml")


def test_a_quantity_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="luck"):
        rule_set_from(rules(ALL, quantity="luck"), "x.toml")
    assert Quantity.SPI.text(1.111) == "1.11"
    assert Status.UNDETERMINED not in {
        band.status for rule_set in shipped_rule_sets() for band in rule_set.bands
    }
