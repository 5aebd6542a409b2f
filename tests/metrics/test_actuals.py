"""What counts, and from when: each measure by small ledgers, then what holds for any ledger."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.actuals import Actuals, ledgers_of
from metrics.board import board, figure_rows
from metrics.facts import STANDARD_VERSION_COLUMNS, Facts
from metrics.rows import TargetRow
from tests.metrics.drawn import PLAN, drawn, target
from words.months import shift

NAN = float("nan")
REPORTED = [(kind, "2023-06") for kind in ("standards", "trainings", "task_reports")]
PUBLISHED = target(measure="published_standards")
PEOPLE = target(measure="trained_people", unit="人")


def actuals(facts: Facts, index: int = 0) -> Actuals:
    return ledgers_of(facts).actuals(facts.targets.to_dict("records")[index])


def counted(goal: dict, month: str = "2023-06", **tables: list[dict]) -> float | None:
    return actuals(drawn(targets=[goal], reports=REPORTED, **tables)).value(month)


# --- standards ----------------------------------------------------------------------------------------------


def standard(name: str, number: str | None = None, on: date = date(2023, 1, 10), **more) -> dict:
    return {"name": name, "standard_number": number, "published_on": on, "stage": "发布", **more}


@pytest.mark.parametrize(
    "case, standards, count",
    [
        ("joint: one serial, year and name", [("规范", "DB11/T 1234-2022"), ("规范", "DB12/T 1234-2022"), ("规范", "DB13/T 1234-2022")], 1),
        ("two of the three provinces", [("规范", "DB12/T 1234-2022"), ("规范", "DB13/T 1234-2022")], 1),
        ("the name varied, to tell the rows apart", [("规范", "DB11/T 1234-2022"), ("规范（天津市）", "DB12/T 1234-2022"), ("《规 范》", "DB13/T 1234-2022")], 1),
        ("one serial, two names: chance", [("规范", "DB11/T 1234-2022"), ("规程", "DB12/T 1234-2022")], 2),
        ("another year: a revision", [("规范", "DB12/T 1234-2021"), ("规范", "DB13/T 1234-2022")], 2),
        ("recommended and mandatory", [("规范", "DB12/T 1234-2022"), ("规范", "DB13/ 1234-2022")], 2),
        ("another province", [("规范", "DB12/T 1234-2022"), ("规范", "DB37/T 1234-2022")], 2),
        ("group standards are never joint", [("规范", "T/ABC 1234-2022"), ("规范", "T/ABD 1234-2022")], 2),
        ("parts", [("导则", "GB/T 1.1-2022"), ("导则", "GB/T 1.2-2022")], 2),
        ("parts of a joint one", [("导则", "DB11/T 9.1-2022"), ("导则", "DB12/T 9.1-2022"), ("导则", "DB12/T 9.2-2022")], 2),
        ("no number yet", [("规范甲", None), ("规范乙", None)], 2),
    ],
)  # fmt: skip
def test_joint_standards_count_once_and_parts_apart(case, standards, count):
    rows = [standard(*values) | {"direction": str(n)} for n, values in enumerate(standards)]
    facts = drawn(targets=[PUBLISHED], reports=REPORTED, standards=rows)
    # Rows have keys of their own, whatever their names.
    facts = replace(facts, standards=facts.standards.assign(key=[f"p|{n}" for n in range(len(rows))]))
    figure = actuals(facts)
    assert figure.value("2023-06") == count
    assert sum(len(entry.rows) for entry in figure.entries_at("2023-06")) == len(rows)
    assert len(figure_rows(facts, "T01", "2023-06")) == len(board(facts, "2023-06").targets[0].source) == len(rows)  # fmt: skip


def test_a_joint_standard_counts_from_its_first_publication():
    rows = [
        standard("规范", "DB12/T 1-2023", date(2023, 3, 1)),
        standard("规范（京津冀）", "DB11/T 1-2023", date(2023, 2, 1)),
    ]
    figure = actuals(drawn(targets=[PUBLISHED], reports=[("standards", "2023-01")], standards=rows))
    assert [figure.value(month) for month in ("2023-01", "2023-02", "2023-03")] == [0, 1, 1]


def test_new_and_revised_standards_both_count():
    rows = [standard("a", action="制定"), standard("b", action="修订"), standard("c")]
    assert counted(PUBLISHED, standards=rows) == 3


def withdrawn(facts: Facts, *versions: tuple) -> Facts:
    """Facts with versions (stage, month) of the standard "规范", in the order in which they were imported."""
    rows = [
        ("规范", "规范", None, stage, month, index, "standards", 0, 3)
        for index, (stage, month) in enumerate(versions, 1)
    ]
    return replace(
        facts, standard_versions=pd.DataFrame(rows, columns=STANDARD_VERSION_COLUMNS, dtype=object)
    )


@pytest.mark.parametrize(
    "case, versions, values",
    [
        ("from the ledger on that says so", [("发布", "2023-02"), ("废止", "2023-05")], [1, 1, 0, 0]),
        ("known from the plan's list first", [(None, None), ("废止", "2023-05")], [1, 1, 0, 0]),
        ("told again for a month before", [("发布", "2023-02"), ("废止", "2023-05"), ("废止", "2023-04")], [1, 0, 0, 0]),
        ("told again for a month after", [("发布", "2023-02"), ("废止", "2023-04"), ("废止", "2023-05")], [1, 0, 0, 0]),
        ("told, taken back, told again", [("发布", "2023-02"), ("废止", "2023-03"), ("发布", "2023-04"), ("废止", "2023-06")], [1, 1, 1, 0]),
        ("never known otherwise: since when is unknown", [("废止", "2023-05")], [0, 0, 0, 0]),
        ("a plan says so: since when is unknown", [("发布", "2023-02"), ("废止", None)], [0, 0, 0, 0]),
        ("no versions are known", [], [0, 0, 0, 0]),
    ],
)  # fmt: skip
def test_a_withdrawn_standard_leaves_the_count_from_the_month_it_was_called_so(case, versions, values):
    months = ["2023-03", "2023-04", "2023-05", "2023-06"]
    facts = drawn(
        targets=[PUBLISHED],
        reports=[("standards", "2023-02")],
        standards=[standard("规范", on=date(2023, 2, 1), stage="废止")],
    )
    figure = actuals(withdrawn(facts, *versions))
    assert [figure.value(month) for month in months] == values
    assert [len(figure.entries_at(month)) for month in months] == values


def test_a_withdrawal_that_was_taken_back_never_was():
    facts = drawn(targets=[PUBLISHED], reports=REPORTED, standards=[standard("规范")])
    facts = withdrawn(facts, ("发布", "2023-02"), ("废止", "2023-03"), ("发布", "2023-05"))
    assert actuals(facts).value("2023-06") == 1


def test_a_joint_standard_counts_while_it_is_in_force_anywhere():
    rows = [
        standard("规范", "DB12/T 1-2023", date(2023, 2, 1), stage="废止"),
        standard("规范（河北省）", "DB13/T 1-2023", date(2023, 2, 1)),
    ]
    facts = drawn(targets=[PUBLISHED], reports=REPORTED, standards=rows)
    assert actuals(withdrawn(facts, ("发布", "2023-02"), ("废止", "2023-05"))).value("2023-06") == 1


# --- trainings ----------------------------------------------------------------------------------------------


def session(title: str, day: int, attendances: float = NAN, names: str = "", **more) -> dict:
    return {
        "title": title,
        "held_on": date(2023, 1, 1) + timedelta(days=day),
        "attendances": attendances,
        "participants": names.split() or None,
        **more,
    }


def test_people_count_once_however_often_they_attend():
    trainings = [session("a", 5, 2, "张三 李四"), session("b", 40, 3, "张三 王五 李四")]
    facts = drawn(
        targets=[PEOPLE], reports=[("trainings", "2023-01"), ("trainings", "2023-02")], trainings=trainings
    )
    figure = actuals(facts)
    assert [figure.value(month) for month in ("2023-01", "2023-02")] == [2, 3]
    assert not figure.is_partial("2023-02")
    assert counted(target(measure="training_attendances"), trainings=trainings) == 5


@pytest.mark.parametrize(
    "case, names, count",
    [
        ("one name in one unit is one person", "张三 张三", 1),
        ("of another unit is another", "张三 张三（公路局）", 2),
        ("the unit that reports, said twice", "张三 张三（甲）", 1),
        ("the unit by another name", "张三（公路局） 张三（市公路局）", 1),
    ],
)
def test_who_is_one_person(case, names, count):
    units = [{"name": "市公路局", "short_name": "公路局"}]
    assert counted(PEOPLE, trainings=[session("a", 5, 2, names)], units=units) == count


def test_one_name_in_the_ledgers_of_two_units_is_two_people():
    facts = drawn(
        targets=[PEOPLE],
        reports=REPORTED,
        trainings=[session("a", 5, 1, "张三"), session("b", 6, 1, "张三")],
    )
    reports = facts.reports.assign(kind="trainings", unit=["甲", "乙", "乙"])
    apart = replace(facts, trainings=facts.trainings.assign(import_id=[1, 2]), reports=reports)
    assert (actuals(facts).value("2023-06"), actuals(apart).value("2023-06")) == (1, 2)


@pytest.mark.parametrize(
    "case, more, count, missing",
    [
        ("everybody named", session("b", 40, 1, "王五"), 2, []),
        ("more came than are named", session("b", 40, 30, "王五"), 2, ["2023-02"]),
        ("nobody named", session("b", 40, 30), 1, ["2023-02"]),
        ("named, but how many came is not given", session("b", 40, NAN, "王五"), 2, ["2023-02"]),
        ("nobody came", session("b", 40, 0), 1, []),
    ],
)
def test_sessions_that_do_not_name_everybody_make_it_a_lower_bound(case, more, count, missing):
    facts = drawn(targets=[PEOPLE], reports=REPORTED, trainings=[session("a", 5, 1, "张三"), more])
    row = board(facts, "2023-06").to_json()["targets"][0]
    assert (row["actual_value"], row["is_partial"], row["missing_months"]) == (count, bool(missing), missing)
    assert not actuals(facts).is_partial("2023-01")


def test_a_session_after_the_last_ledger_makes_its_month_a_lower_bound_too():
    trainings = [session("a", 5, 1, "张三"), session("b", 40, 30)]
    facts = drawn(targets=[PEOPLE], reports=[("trainings", "2023-01")], trainings=trainings)
    assert [actuals(facts).missing(month) for month in ("2023-01", "2023-02")] == [[], ["2023-02"]]


@pytest.mark.parametrize("measure", ["trained_people", "training_attendances"])
def test_where_no_session_gives_a_figure_it_is_unknown_and_not_zero(measure):
    facts = drawn(targets=[target(measure=measure)], reports=REPORTED, trainings=[session("a", 5)])
    row = board(facts, "2023-06").targets[0]
    assert (row.actual_value, row.status) == (None, "unreported")
    assert counted(target(measure=measure)) == 0  # no session at all, and a report that says so


def test_an_attendance_that_is_not_given_makes_the_sum_a_lower_bound():
    figure = actuals(
        drawn(
            targets=[target(measure="training_attendances")],
            reports=REPORTED,
            trainings=[session("a", 5, 30), session("b", 40)],
        )
    )
    assert (figure.value("2023-06"), figure.missing("2023-06"), figure.missing("2023-01")) == (
        30,
        ["2023-02"],
        [],
    )


# --- indicators ---------------------------------------------------------------------------------------------


def reported(month: str, value: float = NAN, alone: float = NAN, **more) -> dict:
    return {"target_code": "T01", "month": month, "value": value, "month_value": alone, **more}


def figures(rows: list[dict], plan: dict = PLAN, **goal) -> Actuals:
    return actuals(drawn(plan, targets=[target(**goal)], indicators=rows))


START_2023 = PLAN | {"starts_on": date(2023, 1, 1)}


def test_months_add_up_to_the_newest_total_before_them():
    figure = figures([reported("2023-03", 10), reported("2023-04", alone=2), reported("2023-05", alone=3)])
    assert [figure.value(month) for month in ("2023-03", "2023-04", "2023-05", "2023-06")] == [10, 12, 15, 15]
    assert [len(figure.entries_at(month)) for month in ("2023-03", "2023-05")] == [1, 3]
    assert not figure.is_partial("2023-05")


def test_months_add_up_from_the_start_of_the_plan():
    rows = [reported("2023-01", alone=2), reported("2023-02", alone=0), reported("2023-03", alone=3)]
    figure = figures(rows, START_2023)
    assert (figure.value("2023-03"), figure.missing("2023-03")) == (5, [])
    assert (figures(rows[1:], START_2023).missing("2023-03")) == ["2023-01"]
    assert len(figures(rows, PLAN).missing("2023-03")) == 24  # of 2021 and 2022 nothing is known


def test_a_month_in_between_that_was_not_reported_is_unknown_and_told():
    figure = figures([reported("2023-03", 10), reported("2023-05", alone=3), reported("2023-08", 30)])
    assert [figure.value(month) for month in ("2023-04", "2023-05", "2023-08")] == [10, 13, 30]
    assert [figure.missing(month) for month in ("2023-03", "2023-04", "2023-05", "2023-06")] == [[], [], ["2023-04"], ["2023-04"]]  # fmt: skip
    assert figure.missing("2023-08") == []  # a total makes up for the months before it
    assert figure.reported_month("2023-04") == "2023-03"


def test_a_total_counts_before_the_months_own_value_beside_it():
    figure = figures([reported("2023-03", 10), reported("2023-04", 12, alone=5)])
    assert figure.value("2023-04") == 12


def test_the_cell_of_a_months_own_value_is_its_source():
    facts = drawn(targets=[target()], indicators=[reported("2023-03", 10), reported("2023-04", alone=2)])
    cells = {"target_code": "A", "value": "C", "month_value": "D"}
    facts = replace(facts, sheets={(1, "indicators", "indicators", 0): cells})
    cells = board(facts, "2023-04").targets[0].source
    assert [source["cell"] for source in cells] == ["C3", "D4"]


def test_a_reading_of_zero_has_a_source_like_any_other():
    figure = figures([reported("2023-03", 0), reported("2023-04", alone=0)])
    assert (figure.value("2023-04"), len(figure.entries_at("2023-04"))) == (0, 2)


def test_rates_do_not_add_up():
    figure = figures([reported("2023-03", 0.8), reported("2023-04", alone=0.9)], unit="%")
    assert (figure.value("2023-04"), figure.reported_month("2023-04")) == (0.8, "2023-03")


def test_months_before_the_plan_add_nothing():
    figure = figures([reported("2022-12", alone=7), reported("2023-01", alone=2)], START_2023)
    assert (figure.value("2022-12"), figure.value("2023-01"), figure.missing("2023-01")) == (None, 2, [])


def test_a_coverage_keeps_its_numerator_and_denominator():
    rows = [
        reported("2023-03", numerator=1.0, denominator=10.0),
        reported("2023-04", 0.9, numerator=90.0, denominator=90.0),
        reported("2023-05", 0.5),
    ]
    figure = figures(rows, unit="%")
    assert [figure.value(month) for month in ("2023-03", "2023-04", "2023-05")] == [0.1, 1.0, 0.5]
    assert [figure.coverage(month) for month in ("2023-02", "2023-03", "2023-04", "2023-05")] == [None, (1, 10), (90, 90), None]  # fmt: skip


# --- what holds for any ledger ------------------------------------------------------------------------------

days = st.dates(date(2020, 11, 1), date(2021, 12, 31))
numbers = st.sampled_from(
    [None, "DB11/T 1-2021", "DB12/T 1-2021", "DB13/T 1-2021", "DB12/T 2-2021", "GB/T 1.1-2021"]
)
standards = st.lists(
    st.builds(
        lambda number, day, stage, name, section: {"standard_number": number, "published_on": day, "stage": stage, "name": name, "section": section},
        numbers, st.none() | days, st.sampled_from(["发布", "废止", "起草"]), st.sampled_from(["甲", "乙"]), st.sampled_from(["港口", "公路", None]),
    ),
    max_size=12,
)  # fmt: skip
people = st.lists(st.sampled_from(["张三", "李四", "王五（乙）", "王五"]), max_size=4)
trainings = st.lists(
    st.builds(
        lambda day, attendances, names: {"held_on": day, "attendances": attendances, "participants": names or None},
        days, st.sampled_from([NAN, 0.0, 2.0, 4.0]), people,
    ),
    max_size=10,
)  # fmt: skip
months = [shift("2020-11", by) for by in range(14)]
amounts = st.sampled_from([NAN, 0.0, 1.0, 2.0, 7.0])
indicators = st.dictionaries(st.sampled_from(months), st.tuples(amounts, amounts), max_size=8).map(
    lambda months: [reported(month, *amounts) for month, amounts in months.items()]
)
MEASURES = ["published_standards", "training_sessions", "training_attendances", "trained_people", "tasks_done", "reported_indicator"]  # fmt: skip
task_reports = st.dictionaries(
    st.tuples(st.sampled_from("12"), st.sampled_from(months)),
    st.sampled_from(["done", "under_way"]),
    max_size=8,
).map(
    lambda statuses: [
        {"task_code": code, "month": month, "status": status} for (code, month), status in statuses.items()
    ]
)
ledgers = st.fixed_dictionaries(
    {
        "standards": standards,
        "trainings": trainings,
        "indicators": indicators,
        "task_reports": task_reports,
    }
)
KINDS = ("standards", "trainings", "indicators", "task_reports")


def known(tables: dict[str, list[dict]]) -> Facts:
    """Facts of a target for each measure; rows of registers get keys of their own."""
    facts = drawn(
        targets=[
            target(measure, measure=measure) | {"target_code": "T01" if measure == MEASURES[-1] else measure}
            for measure in MEASURES
        ],
        tasks=[{"task_code": "1", "title": "a"}, {"task_code": "2", "title": "b"}],
        reports=[(kind, month) for kind in KINDS for month in ("2021-03", "2021-08")],
        **{kind: [dict(row) for row in rows] for kind, rows in tables.items()},
    )
    return replace(facts, standards=facts.standards.assign(key=list(map(str, range(len(facts.standards))))))


def keyed(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    return tables | {"trainings": [row | {"title": str(n)} for n, row in enumerate(tables["trainings"])]}


def values(facts: Facts) -> list[tuple]:
    return [
        (figure.value(month), figure.missing(month), figure.reported_month(month), figure.coverage(month))
        for figure in map(ledgers_of(facts).actuals, facts.targets.to_dict("records"))
        for month in months
    ]


@settings(max_examples=20, deadline=None)
@given(ledgers, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tables, random):
    tables = keyed(tables)
    mixed = {kind: random.sample(rows, len(rows)) for kind, rows in tables.items()}
    assert values(known(tables)) == values(known(mixed))


@settings(max_examples=20, deadline=None)
@given(ledgers, st.data())
def test_a_ledger_in_two_halves_gives_the_same_count(tables, data):
    facts = known(keyed(tables))
    halves = {
        kind: getattr(facts, kind).assign(
            import_id=[data.draw(st.sampled_from([1, 2])) for _row in range(len(getattr(facts, kind)))]
        )
        for kind in KINDS
    }
    assert values(facts) == values(replace(facts, **halves))


@settings(max_examples=20, deadline=None)
@given(ledgers, st.sampled_from(months))
def test_what_happens_later_changes_no_month_before(tables, month):
    tables = keyed(tables)
    earlier = {
        "standards": [row for row in tables["standards"] if not row["published_on"] or f"{row['published_on']:%Y-%m}" <= month],
        "trainings": [row for row in tables["trainings"] if f"{row['held_on']:%Y-%m}" <= month],
        "indicators": [row for row in tables["indicators"] if row["month"] <= month],
        "task_reports": [row for row in tables["task_reports"] if row["month"] <= month],
    }  # fmt: skip
    index = months.index(month) + 1
    whole, before = values(known(tables)), values(known(earlier))
    for start in range(0, len(whole), len(months)):
        assert whole[start : start + index] == before[start : start + index]


@settings(max_examples=20, deadline=None)
@given(indicators, st.sampled_from(months), st.sampled_from([0.125, 8.0, 1024.0]))
def test_another_unit_of_measure_changes_no_share(rows, month, factor):
    def shown(by: float) -> TargetRow:
        scaled = [row | {name: row[name] * by for name in ("value", "month_value")} for row in rows]
        goal = target(value=90.5 * by, unit="公里", baseline_value=0.5 * by)
        facts = drawn(targets=[goal], indicators=scaled)
        return board(facts, month).targets[0]

    there, back = shown(1.0), shown(factor)
    for name in ("attained_share", "is_partial", "missing_months", "reported_month"):
        before, after = getattr(there, name), getattr(back, name)
        assert before == after or before == pytest.approx(after)


@settings(max_examples=20, deadline=None)
@given(ledgers)
def test_a_count_never_exceeds_its_rows_nor_people_the_attendances_named(tables):
    facts = known(keyed(tables))
    figure = dict(
        zip(MEASURES, map(ledgers_of(facts).actuals, facts.targets.to_dict("records")), strict=True)
    )
    for month in months:
        for measure, most in (
            ("published_standards", len(tables["standards"])),
            ("training_sessions", len(tables["trainings"])),
            ("trained_people", sum(len(row["participants"] or ()) for row in tables["trainings"])),
            ("tasks_done", 2),
        ):
            assert 0 <= (figure[measure].value(month) or 0) <= most
