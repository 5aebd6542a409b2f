"""Worked examples: figures of the shipped plans put through the functions of metrics/, for the method page.

What the plans print stands in data/plans/source, what was reported by June 2023 in data/demo/stories, made up.
Tests hold the two against each other. What neither gives is said to be supposed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pandas as pd

from metrics.actuals import indicator_value
from metrics.board import RECENT_MONTHS, board
from metrics.board import forecast_fan as fan_of
from metrics.coverage import Parts, parts
from metrics.facts import STANDARD_VERSION_COLUMNS, Facts, records
from metrics.path import planned_path
from metrics.pipeline import ageing, items
from metrics.reporting import ReportingRate, expected_reports, rates
from metrics.rows import TargetRow
from metrics.rules import load_rule_set
from metrics.scenes import progress, task_history
from metrics.track import growth_ratio
from metrics.units import UnitScore, unit_items, unit_scores
from words import _
from words.kinds import KINDS, Record
from words.months import first_day, last_day, months_between, ordinal, shift, spoken
from words.numbers import number_text, points_text, share_text
from words.terms import Measure, Stage

MONTH = "2023-06"
LAST_MONTH = "2025-09"  # of the demonstration ledgers
UNIT = "天津市交通运输标准化技术委员会"
PLAN: Record = {
    "plan_code": "tj-standards-145",
    "starts_on": date(2021, 1, 1),
    "ends_on": date(2025, 12, 31),
    "issued_on": date(2022, 7, 23),
}
DUE = {"due_on": date(2025, 12, 31), "due_source": "printed"}
# code, value, comparator, unit of measure, measure
TARGETS = (
    ("T01", 90.0, "=", "项", Measure.PUBLISHED_STANDARDS),
    ("T02", 2.0, ">=", "个", Measure.REPORTED_INDICATOR),
    ("T03", 20.0, ">=", "场次", Measure.TRAINING_SESSIONS),
    ("T04", 1000.0, "about", "人次", Measure.TRAINING_ATTENDANCES),
)
# Of Shandong's digital transport plan: expressways digitised, 80 %; kilometres done and in all in June 2023.
COVERAGE_TARGET, COVERED, TO_COVER = 0.8, 2294.0, 7400.0
# Of the same plan: passenger stations with electronic tickets, and in all, before and after three of them closed.
STATION_MONTHS = ("2022-12", "2023-02")
STATIONS = ((193.0, 262.0), (196.0, 259.0))
# Of Tianjin's digital transport plan: the shares done of the three tasks on smart ports in June 2023.
SCENE = (0.8, 0.9, 0.5)

FIRST_REPORT = "2022-08"
SILENT = ("2024-02", "2025-01")
LATE = ("2022-12", "2023-06", "2024-06")  # supposed; the demonstration ledgers were loaded all at once
PUBLISHED_FROM = "2021-09"
PUBLISHED = (2, 2, 2, 3, 1, 0, 2, 1, 2, 3, 1, 2, 2, 1, 2, 3, 1, 1, 2, 2, 3, 3)  # standards, month by month
SESSIONS = (  # month, attendances
    *(("2021-03", 22), ("2021-05", 28), ("2021-09", 18), ("2021-10", 35), ("2021-12", 24), ("2022-04", 30)),
    *(("2022-06", 20), ("2022-08", 16), ("2022-10", 32), ("2022-11", 21), ("2023-03", 19), ("2023-05", 21)),
    ("2023-06", 24),
)
FIRST_PILOT = "2023-04"
IN_COMMENTS = "天津市公路工程施工安全技术规范"  # a standard that has been in 征求意见 since COMMENTS_FROM
COMMENTS_FROM = "2023-03"


@dataclass(frozen=True)
class Worked:
    """One example. sentence: what it is about, in the language in use.

    numbers: what is put in for each letter of the formula; small letters are shares, capitals values. result: what
    the code gives for them, written by `write`. Where a formula has no letters, `sentence` tells the result.
    """

    sentence: str
    numbers: dict[str, float] = field(default_factory=dict)
    result: float | None = None
    write: Callable[[float], str] = number_text


def facts_of(
    targets: list[Record],
    reports: list[Record],
    versions: Sequence[tuple[Any, ...]] = (),
    **tables: list[Record],
) -> Facts:
    """Facts of the example's plan from rows given by their fields; the fields not given are missing.

    versions: rows of Facts.standard_versions.
    """
    frames = {}
    for kind in KINDS.values():
        if kind.name == "plan":
            continue
        origin = {"import_id": 1, "sheet": kind.name, "part": 0, "plan_code": PLAN["plan_code"]}
        rows = [
            {name: None for name in kind.field_names} | origin | {"key": f"{kind.name}|{at}", "row": at} | row
            for at, row in enumerate(targets if kind.name == "targets" else tables.get(kind.name, []), 1)
        ]
        frame = pd.DataFrame(rows, columns=[*origin, "key", "row", *kind.field_names], dtype=object)
        numeric = [column.name for column in kind.fields if column.type in (float, int)]
        frames[kind.name] = frame.astype(dict.fromkeys(numeric, float))
    given = [{"row_count": 1, "is_demo": True} | row for row in reports]
    columns = ["unit", "month", "kind", "row_count", "import_id", "is_demo", "saved_at"]
    return Facts.of_tables(
        frames,
        plan=PLAN,
        sheets={},
        files={1: ("", True)},
        import_id=max((row["import_id"] for row in given), default=1),
        reports=pd.DataFrame(given, columns=columns, dtype=object),
        standard_versions=pd.DataFrame(list(versions), columns=STANDARD_VERSION_COLUMNS, dtype=object),
        loaded_at=datetime(2022, 8, 1, tzinfo=UTC),
    )


@cache
def facts() -> Facts:
    """Tianjin's transport standards plan as its demonstration ledgers tell of it up to MONTH."""
    months = [month for month in months_between(FIRST_REPORT, LAST_MONTH) if month not in SILENT]
    reports = [
        {"unit": UNIT, "month": month, "kind": kind, "import_id": import_id, "saved_at": _saved_at(month)}
        for import_id, month in enumerate(months, start=1)
        for kind in ("standards", "trainings")
    ]
    counts = zip(months_between(PUBLISHED_FROM, MONTH), PUBLISHED, strict=True)
    standards = [
        {"name": f"{month}-{number}", "stage": Stage.PUBLICATION, "published_on": last_day(month)}
        for month, count in counts
        for number in range(count)
    ]
    commented = {"key": IN_COMMENTS, "name": IN_COMMENTS, "stage": Stage.COMMENTS}
    versions = [
        (IN_COMMENTS, IN_COMMENTS, None, stage, month, months.index(month) + 1, "standards", 0, 1)
        for month, stage in ((shift(COMMENTS_FROM, -1), Stage.DRAFTING), (COMMENTS_FROM, Stage.COMMENTS))
    ]
    pilots = [
        {"target_code": "T02", "month": month, "value": float(month >= FIRST_PILOT)}
        for month in months_between(FIRST_REPORT, MONTH)
    ]
    return facts_of(
        _targets(),
        reports,
        standards=[*standards, commented],
        trainings=[
            {"title": month, "held_on": last_day(month), "attendances": count} for month, count in SESSIONS
        ],
        indicators=pilots,
        versions=versions,
    )


def _targets() -> list[Record]:
    names = ("target_code", "target_value", "comparator", "unit_of_measure", "measure")
    return [dict(zip(names, row, strict=True)) | {"name": row[0]} | DUE for row in TARGETS]


def _saved_at(month: str) -> datetime:
    """When a report came: on the 3rd of the month after, a late one on the 15th."""
    after = first_day(shift(month, 1))
    return datetime(after.year, after.month, 15 if month in LATE else 3, tzinfo=UTC)


@cache
def _rows() -> dict[str, TargetRow]:
    return {row.code: row for row in board(facts(), MONTH).targets}


def _row(code: str) -> TargetRow:
    """A target's row on the board for MONTH. The words in it are not used: they keep the language of the first call."""
    return _rows()[code]


def _given(value: float | None) -> float:
    """A figure that the example is sure to have."""
    assert value is not None
    return value


def published_standards() -> Worked:
    numbers = [f"{region}/T 9001-2023" for region in ("DB11", "DB12", "DB13")]
    joint = [
        {"name": "京津冀非公路标志设置安全规范", "standard_number": number, "published_on": date(2023, 6, 30)}
        for number in numbers
    ]
    report = {
        "unit": UNIT,
        "month": MONTH,
        "kind": "standards",
        "import_id": 1,
        "saved_at": _saved_at(MONTH),
    }
    counted = board(facts_of(_targets(), [report], standards=joint), MONTH).targets[0].actual_value
    sentence = _(
        "By June 2023, {published} standards of the target of 90 have a date of publication. Suppose three rows of one "
        "name, {numbers}: together they count {count}."
    )
    return Worked(
        sentence.format(
            published=number_text(_given(_row("T01").actual_value)),
            numbers=_(", ").join(numbers),
            count=number_text(_given(counted)),
        )
    )


def coverage() -> Worked:
    row = {"numerator": COVERED, "denominator": TO_COVER, "value": None}
    sentence = _("Expressways digitised in Shandong (target 80%), June 2023: {done} of {whole} km.").format(
        done=number_text(COVERED), whole=number_text(TO_COVER)
    )
    return Worked(sentence, {"U": COVERED, "V": TO_COVER}, indicator_value(row), share_text)


def _moved() -> tuple[str, dict[str, float], Parts]:
    """What moved the rate of stations with electronic tickets while three of them closed."""
    before, now = STATIONS
    sentence = _(
        "Passenger stations with electronic tickets in Shandong: {before} of {all_before} in December 2022, {now} of {all_now} "
        "in February 2023, as three stations had closed."
    ).format(
        before=number_text(before[0]),
        all_before=number_text(before[1]),
        now=number_text(now[0]),
        all_now=number_text(now[1]),
    )
    return sentence, {"U": now[0], "V": now[1], "A": before[0], "B": before[1]}, parts(*now, before)


def numerator_part() -> Worked:
    sentence, numbers, moved = _moved()
    return Worked(sentence, numbers, moved.numerator_points, points_text)


def denominator_part() -> Worked:
    sentence, numbers, moved = _moved()
    return Worked(sentence, numbers, moved.denominator_points, points_text)


def scene_share() -> Worked:
    tasks = [{"task_code": str(code), "section": "智慧港口"} for code in (1, 2, 3)]
    reports = [
        {"task_code": task["task_code"], "month": MONTH, "attained_share": share, "status": "under_way"}
        for task, share in zip(tasks, SCENE, strict=True)
    ]
    (row,) = progress(task_history(facts_of([], [], tasks=tasks, task_reports=reports), MONTH))
    sentence = _("The scene of smart ports in Tianjin, June 2023: three tasks, {shares} done.").format(
        shares=_(", ").join(map(share_text, SCENE))
    )
    return Worked(sentence, {"s": sum(SCENE), "N": float(row.tasks)}, row.mean_share, share_text)


def attained_share() -> Worked:
    row = _row("T01")
    sentence = _("90 standards from a baseline of 0, {actual} of them published by June 2023.").format(
        actual=number_text(_given(row.actual_value))
    )
    numbers = {"A": _given(row.actual_value), "B": 0.0, "T": _given(row.target_value)}
    return Worked(sentence, numbers, row.attained_share, share_text)


def _expected(code: str, sentence: str) -> Worked:
    row = _row(code)
    month_before = ordinal(f"{PLAN['starts_on']:%Y-%m}") - 1
    numbers = {
        "B": 0.0,
        "T": _given(row.target_value),
        "M": float(ordinal(MONTH) - month_before),
        "N": float(ordinal(f"{PLAN['ends_on']:%Y-%m}") - month_before),
    }
    return Worked(sentence, numbers, row.expected_value)


def line() -> Worked:
    return _expected(
        "T01", _("90 standards from 2021 to 2025: 30 of 60 months have gone by the end of June 2023.")
    )


def steps() -> Worked:
    target = next(row for row in records(facts().targets) if row["target_code"] == "T02")
    path = planned_path(target, [], PLAN)
    before = path.value(shift(MONTH, -1)) if path else None
    sentence = _("2 pilots from 2021 to 2025: {before} due by May 2023, and by June 2023:")
    return _expected("T02", sentence.format(before=number_text(before) if before is not None else ""))


def checkpoints() -> Worked:
    target = records(facts().targets)[0]
    stop = {"due_on": date(2023, 12, 31), "planned_value": 60.0, "cycle": None}
    path = planned_path(target, [stop], PLAN)
    month = "2024-12"
    begin, end = ordinal("2023-12"), ordinal(f"{target['due_on']:%Y-%m}")
    numbers = {
        "L": stop["planned_value"],
        "H": target["target_value"],
        "M": float(ordinal(month) - begin),
        "N": float(end - begin),
    }
    sentence = _(
        "The five plans shipped print no number on the way. Suppose the 90 standards were to be 60 by the end of 2023; "
        "due by the end of 2024 is then:"
    )
    return Worked(sentence, numbers, path.value(month) if path else None)


def expected_share() -> Worked:
    row = _row("T01")
    sentence = _("90 standards, {expected} of them due by June 2023.").format(
        expected=number_text(_given(row.expected_value))
    )
    numbers = {"E": _given(row.expected_value), "B": 0.0, "T": _given(row.target_value)}
    return Worked(sentence, numbers, row.expected_share, share_text)


def gap() -> Worked:
    row = _row("T01")
    numbers = {"a": _given(row.attained_share), "e": _given(row.expected_share)}
    return Worked(_("90 standards, June 2023."), numbers, row.gap_points, points_text)


def spi() -> Worked:
    row = _row("T01")
    numbers = {"a": _given(row.attained_share), "e": _given(row.expected_share)}
    return Worked(_("90 standards, June 2023."), numbers, row.spi, _to_two_places)


def recent_pace() -> Worked:
    row = _row("T01")
    before = board(facts(), shift(MONTH, -RECENT_MONTHS)).targets[0].actual_value
    sentence = _("Standards published: {before} by December 2022, {now} by June 2023.").format(
        before=number_text(_given(before)), now=number_text(_given(row.actual_value))
    )
    numbers = {"A": _given(row.actual_value), "P": _given(before), "M": float(RECENT_MONTHS)}
    return Worked(sentence, numbers, row.recent_pace, _to_two_places)


def required_pace() -> Worked:
    row = _row("T01")
    left = ordinal(f"{row.due_on:%Y-%m}") - ordinal(MONTH)
    sentence = _("90 standards, {now} published by June 2023; {left} months are left.").format(
        now=number_text(_given(row.actual_value)), left=left
    )
    numbers = {"T": _given(row.target_value), "A": _given(row.actual_value), "R": float(left)}
    return Worked(sentence, numbers, row.required_pace, _to_two_places)


def status() -> Worked:
    """By the default rule set, worked out anew: its sentence is in the language in use."""
    return Worked(board(facts(), MONTH).targets[0].working)


def growth() -> Worked:
    baseline, actual, gone, whole = 0.6, 0.7, 3.0, 5.0
    ratio = growth_ratio(
        baseline, COVERAGE_TARGET, actual, years_gone=gone, years_in_all=whole, is_falling=False
    )
    rules = load_rule_set("eurostat")
    from_zero = board(facts(), MONTH, rules).targets[0].working
    sentence = _(
        "For the 90 standards: {from_zero} Suppose expressways digitised were to rise from 60% in 2020 to 80% in 2025, "
        "and stood at 70% in 2023:"
    ).format(from_zero=from_zero)
    numbers = {"a": actual, "b": baseline, "t": COVERAGE_TARGET, "Y": gone, "Z": whole}
    return Worked(sentence, numbers, ratio if isinstance(ratio, float) else None, _to_two_places)


def forecast() -> Worked:
    estimate = _row("T01").forecast
    sentence = _(
        "90 standards, seen from June 2023: {history} months of history known; half of the runs are there by {p50}, "
        "85% by {p85}."
    ).format(
        history=estimate.history_months,
        p50=spoken(f"{estimate.p50_on:%Y-%m}"),
        p85=spoken(f"{estimate.p85_on:%Y-%m}"),
    )
    # To the whole percent: processors round the last digit of a run differently.
    share = round(_given(estimate.probability), 2)
    numbers = {"K": round(share * estimate.runs), "R": float(estimate.runs)}
    return Worked(sentence, numbers, share, share_text)


def forecast_fan() -> Worked:
    ahead = fan_of(facts(), "T01", MONTH)
    assert ahead is not None
    row = records(ahead)[-1]
    # To whole standards: processors round the last digit of a run differently.
    low, middle, high = (number_text(float(round(row[name]))) for name in ("p15", "p50", "p85"))
    sentence = _(
        "90 standards, seen from June 2023: at the end of December 2025 P15 is {low}, the median {middle} and P85 {high}."
    )
    return Worked(sentence.format(low=low, middle=middle, high=high))


@cache
def _rates() -> ReportingRate:
    reports = expected_reports(facts(), LAST_MONTH, date(2025, 11, 1))
    (row,) = rates(report for report in reports if report.kind == "standards")
    return row


def completeness() -> Worked:
    row = _rates()
    sentence = _(
        "The standards register of one unit, monthly from August 2022 to September 2025; two months were never reported."
    )
    numbers = {"W": float(row.received), "X": float(row.expected)}
    return Worked(sentence, numbers, row.completeness, share_text)


def timeliness() -> Worked:
    row = _rates()
    sentence = _("The same register; suppose {late} of the reports came late.").format(late=len(LATE))
    numbers = {"W": float(row.on_time), "X": float(row.timely_expected)}
    return Worked(sentence, numbers, row.timeliness, share_text)


def _unit_row() -> UnitScore:
    """How a unit would do that led all four targets with a number, with its reports up to MONTH. Worded anew."""
    whole = board(facts(), MONTH)
    led = replace(whole, targets=tuple(replace(row, lead_units=[UNIT]) for row in whole.targets))
    reporting = rates(expected_reports(facts(), MONTH, date(2023, 8, 1)))
    (row,) = unit_scores(unit_items(led, facts().units), reporting)
    return row


def on_time_share() -> Worked:
    row = _unit_row()
    sentence = _(
        "Suppose one unit led all four targets with a number (90 standards, 2 pilots, 20 sessions, about 1,000 "
        "attendances), June 2023: {good} on schedule, {behind} behind."
    ).format(good=row.targets.on_schedule, behind=row.targets.behind)
    judged = row.targets.judged
    numbers = {"K": float(row.targets.on_schedule), "J": float(judged)}
    return Worked(sentence, numbers, row.targets.on_time_share, share_text)


def score() -> Worked:
    sentence = _("The same unit, with its reports up to June 2023: {working}")
    return Worked(sentence.format(working=_unit_row().working))


def over_age() -> Worked:
    row = next(row for row in ageing(items(facts(), MONTH), MONTH) if row.item.name == IN_COMMENTS)
    period = row.period
    sentence = _(
        "{name}, in {stage} since {entered}, seen from June 2023. The period: {source} ({evidence})."
    ).format(
        name=row.item.name,
        stage=row.stage,
        entered=spoken(row.item.entered or ""),
        source=period.source,
        evidence=period.evidence.label,
    )
    numbers = {"M": float(row.months_in_stage), "D": float(period.months)}
    return Worked(sentence, numbers, float(row.over_months))


def _to_two_places(value: float) -> str:
    return number_text(value, 2)
