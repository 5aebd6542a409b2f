"""Standards: published against the path, the pipeline by field and stage, how long they stay, and one's own way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from charts.chart import Axis, Chart, Look, Series
from charts.history import history_chart
from metrics.board import HistoryMonth
from metrics.rows import TargetRow
from metrics.stages import ShownStay, Stay
from metrics.standards import AgeingItem, StageAges, StageCount, Throughput
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
AGEING_SHOWN = 10  # standards whose stay is drawn: as many as stand beside the list of reviews
HINTED = 3  # standards that the sentence of the ageing names
# How a stay stands against the period of its stage: field of metrics.standards.StageAges, words, colour.
JUDGED = {
    "within": (N_("Within the period"), "product"),
    "untold": (N_("Perhaps over the period"), "unreported"),
    "over": (N_("Over the period"), "behind"),
    "unlimited": (N_("No period set"), "step_1"),
}


def burn_up_chart(
    history: Sequence[HistoryMonth],
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


def pipeline_chart(counts: Sequence[StageCount], now: str, is_demo: bool = False) -> Chart:
    """How many standards of each field are in each stage.

    Withdrawn standards are not in the pipeline any more.
    """
    sections = list(dict.fromkeys(row.section for row in counts))
    number_of = {(row.stage, row.section): row.count for row in counts}
    names = [section or _("No field") for section in sections]
    series, parts = [], []
    for stage, colour in COLOURS.items():
        values = [number_of.get((stage, section)) or None for section in sections]
        if any(values):
            hints = [
                _("{section}: {count} {stage}").format(
                    section=name, stage=stage_name(stage), count=numbers.plain(value)
                )
                for name, value in zip(names, values, strict=True)
            ]
            series.append(Series(stage_name(stage), Look.BAR, values, colour, hints=hints, has_labels=True))
            parts.append(_("{count} {stage}").format(stage=stage_name(stage), count=_sum(values)))
    return Chart(
        name="pipeline",
        title=_("Standards by field and stage"),
        axis=Axis.NAMES,
        categories=names,
        series=series,
        alt_text=_("Standards by field and stage in {month}: {parts}.").format(
            month=numbers.month(now), parts=numbers.in_turn(parts) if parts else numbers.UNKNOWN
        ),
        category_title=_("Field"),
        is_demo=is_demo,
    )


def stages_chart(ages: Sequence[StageAges], now: str, is_demo: bool = False) -> Chart:
    """How many standards are in each stage before publication, and how many of them for longer than its period."""
    columns = {
        "within": [row.within for row in ages],
        "untold": [row.untold for row in ages],
        "over": [row.over for row in ages],
        "unlimited": [row.count if row.period_months is None else 0 for row in ages],
    }
    series = [
        Series(_(name), Look.BAR, [value or None for value in columns[code]], colour, has_labels=True)
        for code, (name, colour) in JUDGED.items()
        if any(columns[code])
    ]
    over = [_("{count} in {stage}").format(stage=row.stage, count=row.over) for row in ages if row.over]
    sentence = _(
        "Of {count} standards under way in {month} {over} are over the period of their stage"
    ).format(
        count=numbers.plain(sum(row.count for row in ages)),
        month=numbers.month(now),
        over=numbers.plain(sum(row.over for row in ages)),
    )
    return Chart(
        name="stages",
        title=_("Under way, by stage and period"),
        axis=Axis.NAMES,
        categories=[_stage_with_period(row) for row in ages],
        series=series,
        alt_text=_("{told}: {parts}.").format(told=sentence, parts=numbers.in_turn(over))
        if over
        else _("{told}.").format(told=sentence),
        category_title=_("Stage"),
        is_demo=is_demo,
    )


def ageing_chart(
    ageing: Sequence[AgeingItem], now: str, is_demo: bool = False, shown: int = AGEING_SHOWN
) -> Chart:
    """The standards that are over or nearest to the period of their stage: months in it, and the period as a tick.

    ageing: its first `shown` rows are drawn, without those that entered their stage in this very month.
    """
    rows = [row for row in ageing if row.months_in_stage][:shown]
    codes = [{True: "over", False: "within", None: "untold"}[row.is_over] for row in rows]
    hints = [_stay(row) for row in rows]
    series = []
    for code, (name, colour) in JUDGED.items():
        months = [row.months_in_stage if own == code else None for row, own in zip(rows, codes, strict=True)]
        if code in codes:
            series.append(Series(_(name), Look.BAR, months, colour, hints=hints, has_labels=True))
    periods = [row.period.months for row in rows]
    series.append(Series(_("Period of the stage"), Look.TICK, periods, "text", hints=hints))
    return Chart(
        name="ageing",
        title=_("Over or nearest to the period of their stage"),
        axis=Axis.NAMES,
        categories=_numbered([row.item.name for row in rows]),
        series=series if rows else [],
        alt_text=_(
            "{count} standards over or nearest to the period of their stage in {month}: {parts}."
        ).format(
            count=len(rows),
            month=numbers.month(now),
            parts=numbers.clauses(hints[:HINTED]) if hints else numbers.UNKNOWN,
        ),
        unit_of_measure=_("months"),
        category_title=_("Standard"),
        is_demo=is_demo,
    )


def throughput_chart(
    throughput: Sequence[Throughput], now: str, needed: float | None = None, is_demo: bool = False
) -> Chart:
    """Standards published in each month, their mean over twelve months, and what is needed a month from now on.

    needed: the required pace of the target; None draws none.
    """
    months = [row.month for row in throughput]
    unit = _("standards")
    published = [row.published for row in throughput]
    series = [
        Series(_("Published in the month"), Look.BAR, published, "step_4"),
        Series(_("Mean of twelve months"), Look.FORECAST, [row.rolling for row in throughput], "text"),
    ]
    if needed and months:
        # Named in the legend: words beside the line would stand across bars.
        name = _("Needed a month from now on: {value}").format(value=numbers.pace(needed, unit))
        series.append(Series(name, Look.PATH, [needed] * len(months), "muted"))
    rolling = [row.rolling for row in throughput if row.rolling is not None]
    parts = [_("{count} published up to {month}").format(count=_sum(published), month=numbers.month(now))]
    if rolling:
        parts.append(_("{pace} a month over the last twelve").format(pace=numbers.plain(rolling[-1])))
    if needed:
        parts.append(_("{pace} a month needed").format(pace=numbers.plain(needed)))
    return Chart(
        name="throughput",
        title=_("Standards published month by month"),
        axis=Axis.MONTHS,
        categories=months,
        series=series if months else [],
        alt_text=_("{told}.").format(told=numbers.clauses(parts)),
        unit_of_measure=unit,
        is_demo=is_demo,
    )


def timeline_chart(stays: Sequence[ShownStay], name: str, now: str, is_demo: bool = False) -> Chart:
    """One standard's stays in its stages, one under another."""
    rows = [shown.stay for shown in stays]
    starts = [first_day(stay.entered) for stay in rows]
    ends = [
        # Left in the month it was entered: drawn as that month's first day.
        max(first_day(stay.left) - timedelta(days=1), begun) if stay.left else last_day(now)
        for stay, begun in zip(rows, starts, strict=True)
    ]
    hints = [stay_words(stay) for stay in rows]
    series = [
        Series(
            _("In the stage"),
            Look.SPAN,
            starts,
            [COLOURS.get(stay.stage, "muted") for stay in rows],
            ends,
            hints,
        )
    ]
    return Chart(
        name="timeline",
        title=_("Stages of {name}").format(name=name),
        axis=Axis.NAMES,
        categories=_numbered([str(stay.stage) for stay in rows]),
        series=series if rows else [],
        alt_text=_("{told}.").format(told=numbers.clauses(hints)),
        category_title=_("Stage"),
        is_demo=is_demo,
    )


def stage_name(stage: Stage | None) -> str:
    return _("no stage told") if stage is None else str(stage)


def stay_words(stay: Stay) -> str:
    """A stay in a stage in words: 起草：2023年2月至2023年4月."""
    end = numbers.month(stay.left) if stay.left else _("now")
    words = _("{stage}: {start} to {end}") if stay.is_exact else _("{stage}: {start} or before to {end}")
    return words.format(stage=stay.stage, start=numbers.month(stay.entered), end=end)


def _stay(row: AgeingItem) -> str:
    words = _("{name}: {months} months in {stage}, period {period} months")
    if not row.item.is_exact:
        words = _("{name}: at least {months} months in {stage}, period {period} months")
    return words.format(
        name=row.item.name, stage=row.stage, months=row.months_in_stage, period=row.period.months
    )


def _stage_with_period(row: StageAges) -> str:
    if row.period_months is None:
        return str(row.stage)
    return _("{stage} ({months} months)").format(stage=row.stage, months=row.period_months)


def _numbered(names: Sequence[str]) -> list[str]:
    """The names; one that comes again is numbered, so that each has a place of its own."""
    counts: Counter[str] = Counter()
    numbered = []
    for name in names:
        counts[name] += 1
        numbered.append(name if counts[name] == 1 else f"{name}（{counts[name]}）")
    return numbered


def _sum(values: Sequence[float | None]) -> str:
    return numbers.plain(sum(value for value in values if value is not None))
