"""Standards: published against the path, the pipeline, what takes too long, reviews due, and every standard's own way."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from charts import standards as charts
from metrics.board import forecast_fan, history
from metrics.periods import load_periods
from metrics.pipeline import (
    OVER_AGE,
    UNDER_WAY,
    UNSTAGED,
    listing,
    pipeline,
    reviews_due,
    search,
)
from metrics.rows import TargetRow
from metrics.stages import ShownStay, timeline
from metrics.standards import ListedStandard, NextStandard, ReviewDue, StandardItem
from screens import cached, cards, forms, html, links, panels, view
from words import _, numbers
from words.months import month_of
from words.terms import Measure, Stage

NEXT_SHOWN = 6
REVIEWS_SHOWN = 6
ROWS_SHOWN = 20  # rows of the list before the rest is folded
WITHIN = ("6", "12", "24", "60")  # months ahead for which reviews are shown

plan_code = links.chosen_plan(cached.plans())
month = view.chosen_month(plan_code)
board = cached.board(plan_code, month)
of_plan = cached.of_month(pipeline, plan_code, month)
targets = [row for row in board.targets if row.measure == Measure.PUBLISHED_STANDARDS]
remarks = [board.plan["title"], numbers.month(month)]


def show_missing() -> None:
    """A plan whose standards no ledger tells of."""
    if targets:
        title = _("No standards ledger has been loaded for this plan yet")
        told = _("The plan asks for {goal}. Its standards are counted from the standards ledger, row by row.")
        target = targets[0]
        told = told.format(goal=numbers.goal(target.target_value, target.comparator, target.unit_of_measure))
    else:
        title = _("This plan has no standards to follow")
        told = _("It prints no target that counts standards, and no standards ledger has been loaded for it.")
    html.no_ledger(title, told)


def show_plan() -> None:
    show_headline()
    first, others = next(iter(targets), None), targets[1:]
    left, right = st.columns([2.7, 1], gap="small")
    with left:
        if first is not None:
            show_burn_up(first)
        else:
            show_throughput(None)
    with right, st.container(key="next"):
        html.block(next_panel())
    for place, target in enumerate(others, start=2):
        show_burn_up(target, place)
    if of_plan.listing:
        show_pipeline()
        left, right = st.columns(2, gap="small")
        with left:
            panels.chart(charts.ageing_chart(of_plan.ageing, month, board.is_demo), remarks)
            show_reviews()
        with right:
            if first is not None:
                show_throughput(first)
            html.block(periods_told())
    with st.container(key="panel-list"):
        show_list()


def show_headline() -> None:
    standing = of_plan.standing
    parts = []
    badge = lines = ""
    if targets:
        badge = f" {html.status(targets[0].status)}"
    for target in targets:
        lines += f"<p>{cards.target_link(target.name, target.code)} · {escape(target.working)}</p>"
    if targets:
        parts.append(published_told(targets[0]))
    else:
        parts.append(_("{count} standards in force").format(count=standing.in_force))
    if standing.listed:
        parts.append(_("{count} under way").format(count=standing.under_way))
        if standing.over_age:
            parts.append(_("{count} of them over their period").format(count=standing.over_age))
        elif standing.under_way:
            parts.append(_("none certainly over its period"))
    title = numbers.in_turn(parts)
    html.block(f"<h1>{escape(title)}{badge}</h1>{lines}<p>{escape(listed_told())}</p>")


def published_told(target: TargetRow) -> str:
    goal = numbers.goal(target.target_value, target.comparator, target.unit_of_measure)
    if target.actual_value is None:
        return _("Standards published: unknown, target {goal}").format(goal=goal)
    told = _("{value} of {goal} standards published")
    return told.format(value=numbers.value(target.actual_value, target.unit_of_measure), goal=goal)


def listed_told() -> str:
    """How the standards listed add up."""
    standing = of_plan.standing
    if not standing.listed:
        return _("No ledger lists a standard up to {month}.").format(month=numbers.month(month))
    parts = [
        _("{count} in force").format(count=standing.in_force),
        _("{count} under way").format(count=standing.under_way),
        _("{count} listed without a stage").format(count=standing.unstaged),
        _("{count} withdrawn").format(count=standing.withdrawn),
    ]
    counts = (standing.in_force, standing.under_way, standing.unstaged, standing.withdrawn)
    known = [part for part, count in zip(parts, counts, strict=True) if count]
    told = _("The ledgers list {count} standards in {month}: {parts}.")
    return told.format(count=standing.listed, month=numbers.month(month), parts=numbers.in_turn(known))


def show_burn_up(target: TargetRow, place: int = 1) -> None:
    known = cached.of_month(history, plan_code, month, target_code=target.code)
    ahead = cached.of_month(forecast_fan, plan_code, month, target_code=target.code)
    drawn = charts.burn_up_chart(known, target, month, board.is_demo, ahead)
    panels.chart(drawn if place == 1 else replace(drawn, name=f"{drawn.name}-{place}"), remarks)


def show_throughput(target: TargetRow | None) -> None:
    needed = target.required_pace if target else None
    panels.chart(charts.throughput_chart(of_plan.throughput, month, needed, board.is_demo), remarks)


def show_pipeline() -> None:
    left, right = st.columns(2, gap="small")
    with left:
        panels.chart(charts.pipeline_chart(of_plan.counts, month, board.is_demo), remarks)
    with right:
        panels.chart(charts.stages_chart(of_plan.ages, month, board.is_demo), remarks)


def next_panel() -> str:
    """Standards in examination and approval, the one to expect first at the top."""
    rows = of_plan.next_up
    if not rows:
        told = escape(_("No standard is in examination or approval."))
        return html.panel(_("Next to publish"), f"<p>{told}</p>")
    body = html.folded([next_item(row) for row in rows], NEXT_SHOWN)
    return html.panel(
        _("Next to publish"), body, note=_("{count} in examination or approval").format(count=len(rows))
    )


def next_item(row: NextStandard) -> str:
    notes = [_("{stage} for {months} months").format(stage=row.stage, months=row.months_in_stage)]
    if row.months_left is not None:
        told = _("typically {months} months more, from {count} earlier ones")
        notes.append(told.format(months=numbers.plain(row.months_left), count=row.history))
    else:
        notes.append(_("history too short for a month"))
    if row.item.lead_units:
        notes.append(numbers.names(row.item.lead_units))
    return (
        f"<li><strong>{standard_link(row.item)}</strong><small>{escape(numbers.clauses(notes))}</small></li>"
    )


def standard_link(item: StandardItem) -> str:
    return html.link(item.name, links.to("standards", standard=item.key))


def periods_told() -> str:
    """The periods that the stays are held against, who sets them, and how sure that is; to unfold."""
    periods = load_periods()
    lines = [
        f"<li>{escape(period.source)} <small>{escape(period.evidence.label)}</small></li>"
        for period in periods.stages.values()
    ]
    note = _("The periods are those of national standards; for local ones they are a yardstick.")
    body = f"<ul>{''.join(lines)}</ul><p>{escape(note)}</p>"
    folded = f'<details class="data"><summary>{escape(periods.name)}</summary>{body}</details>'
    return f'<section class="panel">{folded}</section>'


def show_reviews() -> None:
    """Published standards whose review is due within the months chosen."""
    periods = load_periods()
    with st.container(key="panel-reviews"):
        title = _("Reviews due")
        html.block(html.heading(title))
        options = {each: _("within {count} months").format(count=each) for each in WITHIN}
        within = forms.choice("within", _("Review due"), options, width=160)
        due = cached.of_month(reviews_due, plan_code, month, within=int(within or WITHIN[0]))
        rows = [review_cells(row) for row in due]
        headers = [_("Standard"), _("Standard number"), _("Published"), _("Review due")]
        if rows:
            html.block(html.long_table(headers, rows, REVIEWS_SHOWN, "stack rows"))
            panels.table_file("reviews", title, lambda: reviews_table(due), remarks, is_demo=board.is_demo)
        else:
            told = _("No review is due.")
            if of_plan.next_review:
                told = _("No review is due; the first will be in {month}.").format(
                    month=numbers.month(of_plan.next_review)
                )
            html.block(f"<p>{escape(told)}</p>")
        html.block(f"<p>{escape(periods.review.source)}</p>")


def review_cells(row: ReviewDue) -> list[str]:
    due = numbers.month(row.due_month)
    if row.is_under_review:
        due = _("{month}, under review").format(month=due)
    elif row.months_left is not None and row.months_left < 0:
        due = _("{month}, {count} months overdue").format(month=due, count=-row.months_left)
    return [
        standard_link(row.item),
        escape(row.item.standard_number or numbers.UNKNOWN),
        numbers.day(row.item.published_on),
        escape(due),
    ]


def reviews_table(due: list[ReviewDue]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Standard number"): [row.item.standard_number for row in due],
            _("Standard"): [row.item.name for row in due],
            _("Field"): [row.item.section for row in due],
            _("Published"): [row.item.published_on for row in due],
            _("Review due"): [numbers.month(row.due_month) for row in due],
            _("Months left"): [row.months_left for row in due],
            _("Lead"): [numbers.names(row.item.lead_units) for row in due],
        },
        dtype=object,
    )


def show_list() -> None:
    """Every standard, to search; what is asked for stands in the address."""
    title = _("All standards")
    heading = st.container()
    stages = {
        UNDER_WAY: _("Under way"),
        OVER_AGE: _("Over the period"),
        **{stage.value: stage.value for stage in Stage},
        UNSTAGED: charts.stage_name(None),
    }
    with st.container(key="search-standards", horizontal=True, gap="small", vertical_alignment="bottom"):
        text = forms.search("search", _("Search"), _("Number or name"))
        section = forms.choice("section", _("Field"), of_plan.sections, all_label=_("All fields"), width=180)
        stage = forms.choice("stage", _("Stage"), stages, all_label=_("All stages"), width=150)
        unit = forms.choice("unit", _("Lead"), of_plan.units, all_label=_("All units"), width=280)
    found = search(of_plan.listing, text, section, stage, unit)
    told = _("{count} of {all} standards").format(count=len(found), all=len(of_plan.listing))
    with heading:
        html.block(html.heading(title, told))
    if not found:
        told = escape(_("No standard has all that is asked for."))
        html.block(f"<p>{told}</p>")
        return
    headers = [
        _("Standard"),
        _("Standard number"),
        _("Field"),
        _("Stage"),
        _("Dates"),
        _("Lead"),
        _("Source cell"),
    ]
    html.block(html.listing(headers, found, list_cells, ROWS_SHOWN, "stack rows standards"))
    panels.table_file("standards", _("Standards"), lambda: list_table(found), remarks, is_demo=board.is_demo)


def list_cells(row: ListedStandard) -> list[str]:
    return [
        standard_link(row.item),
        escape(row.standard_number or numbers.UNKNOWN),
        escape(row.item.section or numbers.UNKNOWN),
        stage_cell(row),
        dates_cell(row),
        f'<span class="wrap">{escape(numbers.names(row.lead_units))}</span>',
        html.source(row.source),
    ]


def stage_cell(row: ListedStandard) -> str:
    """The stage, since when, and whether that is over its period."""
    item = row.item
    if item.stage is None:
        return numbers.UNKNOWN
    since = _("since {month}") if item.is_exact else _("since {month} or before")
    told = f"<small>{escape(since.format(month=numbers.month(item.entered)))}</small>"
    judged = escape(_("Over the period"))
    over = f'<span class="problem">{judged}</span>' if row.is_over else ""
    return f"<span>{escape(item.stage)} {told}{over}</span>"


def dates_cell(row: ListedStandard) -> str:
    """The dates known of a standard, one under another."""
    told = [
        _("registered {day}").format(day=numbers.day(row.registered_on)) if row.registered_on else "",
        _("published {day}").format(day=numbers.day(row.published_on)) if row.published_on else "",
    ]
    lines = "".join(f"<span>{escape(each)}</span>" for each in told if each)
    return f'<span class="lines">{lines}</span>' if lines else numbers.UNKNOWN


def list_table(found: list[ListedStandard]) -> pd.DataFrame:
    """The list as it is downloaded."""
    over = {True: _("yes"), False: _("no")}
    return pd.DataFrame(
        {
            _("Standard number"): [row.standard_number for row in found],
            _("Standard"): [row.item.name for row in found],
            _("Field"): [row.item.section for row in found],
            _("Direction"): [row.direction for row in found],
            _("Topic"): [row.topic for row in found],
            _("Stage"): [row.item.stage for row in found],
            _("In the stage since"): [numbers.month(row.item.entered) for row in found],
            _("Months in the stage"): [row.item.months_in_stage for row in found],
            _("Over the period"): [
                over.get(row.is_over) if row.is_over is not None else None for row in found
            ],
            _("Registered"): [row.registered_on for row in found],
            _("Published"): [row.published_on for row in found],
            _("Effective"): [row.effective_on for row in found],
            _("Lead"): [numbers.names(row.lead_units) for row in found],
            _("Note"): [row.note for row in found],
            _("Source file"): [row.source["file"] for row in found],
            _("Source cell"): [f"{row.source['sheet']} › {row.source['cell']}" for row in found],
        },
        dtype=object,
    )


def show_standard(key: str) -> None:
    """One standard's way through its stages, each with the cell that tells it."""
    stays = cached.of_month(timeline, plan_code, month, key=key)
    listed = cached.of_month(listing, plan_code, month)
    row = next((row for row in listed if row.item.key == key), None)
    name = key.split("|", 1)[-1]
    back = html.link(_("All standards"), links.to("standards"))
    place = f"<small>{back} › {escape((row.item.section if row else None) or name)}</small>"
    if row is None:
        told = _("No ledger lists this standard up to {month}.").format(month=numbers.month(month))
        html.block(f"{place}<h1>{escape(name)}</h1><p>{escape(told)}</p>")
        return
    html.block(f"{place}<h1>{escape(standing_told(row))}</h1>")
    with st.container(key="target"):
        left, right = st.columns([2.7, 1], gap="small")
    with left:
        if stays:
            panels.chart(charts.timeline_chart(stays, name, month, board.is_demo), remarks)
        html.block(stays_panel(stays))
    with right, st.container(key="about"):
        html.block(html.panel(_("About this standard"), facts_of(row)))


def standing_told(row: ListedStandard) -> str:
    item = row.item
    if item.stage is None:
        return _("{name}: no ledger has told its stage").format(name=item.name)
    if item.stage is Stage.PUBLICATION and row.published_on:
        return _("{name}: published {month}").format(
            name=item.name, month=numbers.month(month_of(row.published_on))
        )
    told = _("{name}: {stage} for {months} months")
    if not item.is_exact:
        told = _("{name}: {stage} for at least {months} months")
    told = told.format(name=item.name, stage=item.stage, months=item.months_in_stage)
    return numbers.in_turn([told, _("over the period")]) if row.is_over else told


def stays_panel(stays: list[ShownStay]) -> str:
    title = _("Its stages")
    if not stays:
        told = escape(_("No ledger has told a stage of this standard up to this month."))
        return html.panel(title, f"<p>{told}</p>")
    headers = [_("Stage"), _("Entered"), _("Left"), _("Months"), _("Remarks"), _("Known from")]
    rows = [stay_cells(shown) for shown in stays]
    note = _("Demonstration data") if board.is_demo else ""
    return html.panel(title, html.table(headers, rows, "stack rows", numeric=(3,)), note=note)


def stay_cells(shown: ShownStay) -> list[str]:
    periods, stay = load_periods().stages, shown.stay
    entered = numbers.month(stay.entered)
    if not stay.is_exact:
        entered = _("{month} or before").format(month=entered)
        if stay.earliest:
            entered = _("{earliest} to {latest}").format(
                earliest=numbers.month(stay.earliest), latest=numbers.month(stay.entered)
            )
    left = numbers.month(stay.left) if stay.left else _("still there")
    months = numbers.plain(shown.months)
    if stay.stage in periods:
        months = _("{months} of {period}").format(months=months, period=periods[stay.stage].months)
    told = numbers.clauses([remark.label for remark in stay.remarks]) or numbers.UNKNOWN
    return [
        escape(stay.stage),
        escape(entered),
        escape(left),
        escape(months),
        f'<span class="wrap">{escape(told)}</span>',
        html.source(shown.source),
    ]


def facts_of(row: ListedStandard) -> str:
    told = [
        (_("Standard number"), row.standard_number or numbers.UNKNOWN),
        (_("Field"), row.item.section),
        (_("Direction"), row.direction),
        (_("Topic"), row.topic),
        (_("Kind"), numbers.names([each for each in (row.nature, row.action) if each])),
        (_("Lead"), numbers.names(row.lead_units)),
        (_("Registered"), numbers.day(row.registered_on)),
        (_("Published"), numbers.day(row.published_on)),
        (_("Effective"), numbers.day(row.effective_on)),
        (_("Data as of"), numbers.month(row.item.reported_month)),
        (_("Note"), row.note),
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in told if said)
    return f"<dl>{items}</dl>"


chosen = links.said("standard")
if chosen is not None:
    show_standard(chosen)
elif of_plan.has_ledger:
    show_plan()
else:
    show_missing()
html.footer(board, cached.closing_of(board.plan["plan_code"], board.month))
