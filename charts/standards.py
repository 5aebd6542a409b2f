"""Standards: published against the path, the pipeline by field and stage, how long they stay, and one's own way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from charts.chart import Axis, Chart, Look, Series, known
from charts.history import history_chart
from metrics.facts import records
from metrics.rows import TargetRow
from words import N_, _, numbers
from words.months import first_day, last_day
from words.terms import Stage

# The furthest on stands first, so that bars begin with what is published and end with what no ledger has told.
COLOURS = {
    Stage.PUBLICATION: "product",
    Stage.REVIEW: "muted",
    Stage.APPROVAL: "step_6",
    Stage.EXAMINATION: "step_5",
    Stage.COMMENTS: "step_4",
    Stage.DRAFTING: "step_3",
    Stage.PROPOSAL: "step_2",
    Stage.PRELIMINARY: "step_1",
    None: "unreported",
}
AGEING_SHOWN = 10  # standards whose stay is drawn
# How a stay stands against the period of its stage: column of metrics.pipeline.stage_ages, words, colour.
JUDGED = {
    "within": (N_("Within the period"), "product"),
    "untold": (N_("Perhaps over the period"), "unreported"),
    "over": (N_("Over the period"), "behind"),
    "unlimited": (N_("No period set"), "step_1"),
}


def burn_up_chart(
    history: pd.DataFrame,
    target: TargetRow,
    now: str,
    is_demo: bool = False,
    forecast: pd.DataFrame | None = None,
) -> Chart:
    """Standards published, against the planned path and the target; see charts.history.history_chart."""
    drawn = history_chart(history, target, now, is_demo, forecast)
    return replace(
        drawn, name="burn-up", title=_("{name}: published, planned, target").format(name=target.name)
    )


def pipeline_chart(counts: pd.DataFrame, now: str, is_demo: bool = False) -> Chart:
    """How many standards of each field are in each stage. counts: what metrics.pipeline.stage_counts gave.

    Withdrawn standards are not in the pipeline any more.
    """
    sections = list(dict.fromkeys(counts["section"]))
    number = {(row["stage"], row["section"]): row["count"] for row in records(counts)}
    names = [section or _("No field") for section in sections]
    series, told = [], []
    for stage, colour in COLOURS.items():
        values = [number.get((stage, section)) or None for section in sections]
        if any(values):
            hints = [
                _("{section}: {count} {stage}").format(
                    section=name, stage=stage_name(stage), count=numbers.plain(value)
                )
                for name, value in zip(names, values, strict=True)
            ]
            series.append(Series(stage_name(stage), Look.BAR, values, colour, hints=hints, has_labels=True))
            told.append(_("{count} {stage}").format(stage=stage_name(stage), count=_sum(values)))
    return Chart(
        name="pipeline",
        title=_("Standards by field and stage"),
        axis=Axis.NAMES,
        categories=names,
        series=series,
        alt_text=_("Standards by field and stage in {month}: {parts}.").format(
            month=numbers.month(now), parts=numbers.in_turn(told) if told else numbers.UNKNOWN
        ),
        category_title=_("Field"),
        is_demo=is_demo,
    )


def stages_chart(ages: pd.DataFrame, now: str, is_demo: bool = False) -> Chart:
    """How many standards are in each stage before publication, and how many of them for longer than its period.

    ages: what metrics.pipeline.stage_ages gave.
    """
    rows = records(ages)
    columns: dict[str, list] = {
        "within": [row["within"] for row in rows],
        "untold": [row["untold"] for row in rows],
        "over": [row["over"] for row in rows],
        "unlimited": [row["count"] if row["period_months"] is None else 0 for row in rows],
    }
    series = [
        Series(_(name), Look.BAR, [value or None for value in columns[code]], colour, has_labels=True)
        for code, (name, colour) in JUDGED.items()
        if any(columns[code])
    ]
    over = [
        _("{count} in {stage}").format(stage=row["stage"], count=row["over"]) for row in rows if row["over"]
    ]
    told = _("Of {count} standards under way in {month} {over} are over the period of their stage").format(
        count=numbers.plain(ages["count"].sum()),
        month=numbers.month(now),
        over=numbers.plain(ages["over"].sum()),
    )
    return Chart(
        name="stages",
        title=_("Under way, by stage and period"),
        axis=Axis.NAMES,
        categories=[_stage_with_period(row) for row in rows],
        series=series,
        alt_text=_("{told}: {parts}.").format(told=told, parts=numbers.in_turn(over))
        if over
        else _("{told}.").format(told=told),
        category_title=_("Stage"),
        is_demo=is_demo,
    )


def ageing_chart(ageing: pd.DataFrame, now: str, is_demo: bool = False, shown: int = AGEING_SHOWN) -> Chart:
    """The standards that are over or nearest to the period of their stage: months in it, and the period as a tick.

    ageing: what metrics.pipeline.ageing gave; its first `shown` rows are drawn, without those that entered their
    stage in this very month.
    """
    rows = [row for row in records(ageing) if row["months_in_stage"]][:shown]
    codes = [{True: "over", False: "within", None: "untold"}[row["is_over"]] for row in rows]
    hints = [_stay(row) for row in rows]
    series = []
    for code, (name, colour) in JUDGED.items():
        months = [
            row["months_in_stage"] if own == code else None for row, own in zip(rows, codes, strict=True)
        ]
        if code in codes:
            series.append(Series(_(name), Look.BAR, months, colour, hints=hints, has_labels=True))
    periods = [row["period_months"] for row in rows]
    series.append(Series(_("Period of the stage"), Look.TICK, periods, "text", hints=hints))
    return Chart(
        name="ageing",
        title=_("Over or nearest to the period of their stage"),
        axis=Axis.NAMES,
        categories=_names(rows),
        series=series if rows else [],
        alt_text=_(
            "{count} standards over or nearest to the period of their stage in {month}: {parts}."
        ).format(
            count=len(rows),
            month=numbers.month(now),
            parts=numbers.clauses(hints[:3]) if hints else numbers.UNKNOWN,
        ),
        unit_of_measure=_("months"),
        category_title=_("Standard"),
        is_demo=is_demo,
    )


def throughput_chart(
    throughput: pd.DataFrame, now: str, needed: float | None = None, is_demo: bool = False
) -> Chart:
    """Standards published in each month, their mean over twelve months, and what is needed a month from now on.

    throughput: what metrics.pipeline.throughput gave. needed: the required pace of the target; None draws none.
    """
    months = list(throughput["month"])
    unit = _("standards")
    published = known(throughput["published"])
    series = [
        Series(_("Published in the month"), Look.BAR, published, "step_4"),
        Series(_("Mean of twelve months"), Look.FORECAST, known(throughput["rolling"]), "text"),
    ]
    if needed and months:
        # Named in the legend: words beside the line would stand across bars.
        name = _("Needed a month from now on: {value}").format(value=numbers.pace(needed, unit))
        series.append(Series(name, Look.PATH, [needed] * len(months), "muted"))
    rolling = [value for value in known(throughput["rolling"]) if value is not None]
    told = [_("{count} published up to {month}").format(count=_sum(published), month=numbers.month(now))]
    if rolling:
        told.append(_("{pace} a month over the last twelve").format(pace=numbers.plain(rolling[-1])))
    if needed:
        told.append(_("{pace} a month needed").format(pace=numbers.plain(needed)))
    return Chart(
        name="throughput",
        title=_("Standards published month by month"),
        axis=Axis.MONTHS,
        categories=months,
        series=series if months else [],
        alt_text=_("{told}.").format(told=numbers.clauses(told)),
        unit_of_measure=unit,
        is_demo=is_demo,
    )


def timeline_chart(stays: pd.DataFrame, name: str, now: str, is_demo: bool = False) -> Chart:
    """One standard's stays in its stages, one under another. stays: what metrics.stages.timeline gave."""
    rows = records(stays)
    starts = [first_day(row["entered"]) for row in rows]
    ends = [
        # Left in the month it was entered: drawn as that month's first day.
        max(first_day(row["left"]) - timedelta(days=1), begun) if row["left"] else last_day(now)
        for row, begun in zip(rows, starts, strict=True)
    ]
    series = [
        Series(
            _("In the stage"),
            Look.SPAN,
            starts,
            [COLOURS.get(row["stage"], "muted") for row in rows],
            ends,
            [stay_words(row) for row in rows],
        )
    ]
    told = numbers.clauses([stay_words(row) for row in rows])
    return Chart(
        name="timeline",
        title=_("Stages of {name}").format(name=name),
        axis=Axis.NAMES,
        categories=_names([{"name": str(row["stage"])} for row in rows]),
        series=series if rows else [],
        alt_text=_("{told}.").format(told=told),
        category_title=_("Stage"),
        is_demo=is_demo,
    )


def stage_name(stage: Stage | None) -> str:
    return _("no stage told") if stage is None else str(stage)


def stay_words(stay: dict) -> str:
    """A stay in a stage in words: 起草：2023年2月至2023年4月."""
    end = numbers.month(stay["left"]) if stay["left"] else _("now")
    told = _("{stage}: {start} to {end}") if stay["is_exact"] else _("{stage}: {start} or before to {end}")
    return told.format(stage=stay["stage"], start=numbers.month(stay["entered"]), end=end)


def _stay(row: dict) -> str:
    told = _("{name}: {months} months in {stage}, period {period} months")
    if not row["is_exact"]:
        told = _("{name}: at least {months} months in {stage}, period {period} months")
    return told.format(
        name=row["name"], stage=row["stage"], months=row["months_in_stage"], period=row["period_months"]
    )


def _stage_with_period(row: dict) -> str:
    if row["period_months"] is None:
        return str(row["stage"])
    return _("{stage} ({months} months)").format(stage=row["stage"], months=row["period_months"])


def _names(rows: Sequence[dict]) -> list[str]:
    """The names of rows; one that comes again is numbered, so that each has a place of its own."""
    found: dict[str, int] = {}
    names = []
    for row in rows:
        name = row["name"]
        found[name] = found.get(name, 0) + 1
        names.append(name if found[name] == 1 else f"{name}（{found[name]}）")
    return names


def _sum(values: Sequence) -> str:
    return numbers.plain(sum(value for value in values if value is not None))
