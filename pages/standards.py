"""Standards: published against the path, the pipeline, what takes too long, reviews due, and every standard's own way."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from charts import standards as charts
from metrics.board import forecast_fan, history
from metrics.periods import load_periods
from metrics.pipeline import (
    OVER_AGE,
    UNDER_WAY,
    UNSTAGED,
    Pipeline,
    Standing,
    listing,
    pipeline,
    reviews_due,
    search,
)
from metrics.rows import TargetRow
from metrics.stages import ShownStay, timeline
from metrics.standards import ListedStandard, NextStandard
from screens import forms, html, links, panels, tables, view
from screens.view import View
from tables.standards import reviews_table, standards_table, stays_table
from words import _, numbers
from words.months import month_of
from words.terms import Measure, Stage

NEXT_SHOWN = 6
REVIEWS_SHOWN = 6
ROWS_SHOWN = 20  # rows of the list before the rest is folded
WITHIN = ("6", "12", "24", "60")  # months ahead for which reviews are shown


def show(view: View) -> None:
    key = links.parameter("standard")
    if key is not None:
        show_standard(view, key)
    else:
        figures = view.ask(pipeline)
        targets = [row for row in view.board.targets if row.measure == Measure.PUBLISHED_STANDARDS]
        if figures.has_ledger:
            show_plan(view, figures, targets)
        else:
            show_missing(targets)
    html.footer(view.board, view.closing)


def show_missing(targets: Sequence[TargetRow]) -> None:
    """A plan whose standards no ledger tells of."""
    if targets:
        title = _("No standards ledger has been loaded for this plan yet")
        sentence = _(
            "The plan asks for {goal}. Its standards are counted from the standards ledger, row by row."
        )
        sentence = sentence.format(goal=goal_text(targets[0]))
    else:
        title = _("This plan has no standards to follow")
        sentence = _(
            "It prints no target that counts standards, and no standards ledger has been loaded for it."
        )
    html.no_ledger(title, sentence)


def goal_text(target: TargetRow) -> str:
    return numbers.goal(target.target_value, target.comparator, target.unit_of_measure)


def show_plan(view: View, figures: Pipeline, targets: Sequence[TargetRow]) -> None:
    html.block(headline(figures.standing, targets, view.month))
    first, others = next(iter(targets), None), targets[1:]
    left, right = st.columns([2.7, 1], gap="small")
    with left:
        if first is not None:
            show_burn_up(view, first)
        else:
            show_throughput(view, figures, None)
    with right, st.container(key="next"):
        html.block(next_panel(figures.next_up))
    for number, target in enumerate(others, start=2):
        show_burn_up(view, target, number)
    is_demo = view.board.is_demo
    if figures.listing:
        show_pipeline(view, figures)
        left, right = st.columns(2, gap="small")
        with left:
            panels.show_chart(charts.ageing_chart(figures.ageing, view.month, is_demo), view.remarks)
            show_reviews(view, figures.next_review)
        with right:
            if first is not None:
                show_throughput(view, figures, first)
            html.block(periods_panel())
    with st.container(key="panel-list"):
        show_list(figures, view.remarks, is_demo)


def headline(standing: Standing, targets: Sequence[TargetRow], month: str) -> Markup:
    """How many are published, and how those under way stand; below, how the figures came about and add up."""
    if targets:
        parts = [published_text(targets[0])]
        status = html.fill(" {}", html.status(targets[0].status))
    else:
        parts = [_("{count} standards in force").format(count=standing.in_force)]
        status = html.NOTHING
    if standing.listed:
        parts.append(_("{count} under way").format(count=standing.under_way))
        if standing.over_age:
            parts.append(_("{count} of them over their period").format(count=standing.over_age))
        elif standing.under_way:
            parts.append(_("none certainly over its period"))
    workings = html.join(
        html.fill(
            "<p>{} · {}</p>", html.link(target.name, links.to("targets", target=target.code)), target.working
        )
        for target in targets
    )
    return html.fill(
        "<h1>{}{}</h1>{}<p>{}</p>", numbers.in_turn(parts), status, workings, standing_text(standing, month)
    )


def published_text(target: TargetRow) -> str:
    goal = goal_text(target)
    if target.actual_value is None:
        return _("Standards published: unknown, target {goal}").format(goal=goal)
    sentence = _("{value} of {goal} standards published")
    return sentence.format(value=numbers.value(target.actual_value, target.unit_of_measure), goal=goal)


def standing_text(standing: Standing, month: str) -> str:
    """How the standards listed add up."""
    if not standing.listed:
        return _("No ledger lists a standard up to {month}.").format(month=numbers.month(month))
    counts = [
        (_("{count} in force"), standing.in_force),
        (_("{count} under way"), standing.under_way),
        (_("{count} listed without a stage"), standing.unstaged),
        (_("{count} withdrawn"), standing.withdrawn),
    ]
    parts = [words.format(count=count) for words, count in counts if count]
    sentence = _("The ledgers list {count} standards in {month}: {parts}.")
    return sentence.format(count=standing.listed, month=numbers.month(month), parts=numbers.in_turn(parts))


def show_burn_up(view: View, target: TargetRow, number: int = 1) -> None:
    """number: of the target among those that count standards."""
    past = view.ask(history, target_code=target.code)
    ahead = view.ask(forecast_fan, target_code=target.code)
    drawn = charts.burn_up_chart(past, target, view.month, view.board.is_demo, ahead)
    panels.show_chart(drawn if number == 1 else replace(drawn, name=f"{drawn.name}-{number}"), view.remarks)


def show_throughput(view: View, figures: Pipeline, target: TargetRow | None) -> None:
    needed = target.required_pace if target else None
    drawn = charts.throughput_chart(figures.throughput, view.month, needed, view.board.is_demo)
    panels.show_chart(drawn, view.remarks)


def show_pipeline(view: View, figures: Pipeline) -> None:
    left, right = st.columns(2, gap="small")
    with left:
        panels.show_chart(charts.pipeline_chart(figures.counts, view.month, view.board.is_demo), view.remarks)
    with right:
        panels.show_chart(charts.stages_chart(figures.ages, view.month, view.board.is_demo), view.remarks)


def next_panel(coming: Sequence[NextStandard]) -> Markup:
    """Standards in examination and approval, the one to expect first at the top."""
    title = _("Next to publish")
    if not coming:
        return html.panel(title, html.element("p", _("No standard is in examination or approval.")))
    note = _("{count} in examination or approval").format(count=len(coming))
    return html.panel(title, html.folded([next_item(row) for row in coming], NEXT_SHOWN), note=note)


def next_item(row: NextStandard) -> Markup:
    notes = [_("{stage} for {months} months").format(stage=row.stage, months=row.months_in_stage)]
    if row.months_left is not None:
        sentence = _("typically {months} months more, from {count} earlier ones")
        notes.append(sentence.format(months=numbers.plain(row.months_left), count=row.history))
    else:
        notes.append(_("history too short for a month"))
    if row.item.lead_units:
        notes.append(numbers.names(row.item.lead_units))
    name = html.link(row.item.name, links.to("standards", standard=row.item.key))
    return html.fill("<li><strong>{}</strong><small>{}</small></li>", name, numbers.clauses(notes))


def periods_panel() -> Markup:
    """The periods that the stays are held against, who sets them, and how sure that is; to unfold."""
    periods = load_periods()
    lines = html.join(
        html.fill("<li>{} <small>{}</small></li>", period.source, period.evidence.label)
        for period in periods.stages.values()
    )
    note = _("The periods are those of national standards; for local ones they are a yardstick.")
    return html.fill(
        '<section class="panel"><details class="data"><summary>{}</summary><ul>{}</ul><p>{}</p></details></section>',
        periods.name,
        lines,
        note,
    )


def show_reviews(view: View, next_review: str | None) -> None:
    """Published standards whose review is due within the months chosen. next_review: the first month to come."""
    title = _("Reviews due")
    with st.container(key="panel-reviews"):
        html.block(html.heading(title))
        options = {months: _("within {count} months").format(count=months) for months in WITHIN}
        within = forms.choice("within", _("Review due"), options, width=160)
        due = view.ask(reviews_due, within=int(within or WITHIN[0]))
        if due:
            table = reviews_table(title, due, view.board.is_demo)
            html.block(tables.table(table, "stack rows", REVIEWS_SHOWN))
            with panels.row_of_files(table.name):
                panels.file_of_table(table, view.remarks)
        else:
            html.block(html.element("p", no_review_text(next_review)))
        html.block(html.element("p", load_periods().review.source))


def no_review_text(next_review: str | None) -> str:
    if next_review is None:
        return _("No review is due.")
    sentence = _("No review is due; the first will be in {month}.")
    return sentence.format(month=numbers.month(next_review))


def show_list(figures: Pipeline, remarks: Sequence[str], is_demo: bool) -> None:
    """Every standard, to search; what is asked for stands in the address."""
    heading = st.container()
    stages = {
        UNDER_WAY: _("Under way"),
        OVER_AGE: _("Over the period"),
        **{stage.value: stage.value for stage in Stage},
        UNSTAGED: charts.stage_name(None),
    }
    with st.container(key="search-standards", horizontal=True, gap="small", vertical_alignment="bottom"):
        text = forms.search("search", _("Search"), _("Number or name"))
        section = forms.choice("section", _("Field"), figures.sections, all_label=_("All fields"), width=180)
        stage = forms.choice("stage", _("Stage"), stages, all_label=_("All stages"), width=150)
        unit = forms.choice("unit", _("Lead"), figures.units, all_label=_("All units"), width=280)
    standards = search(figures.listing, text, section, stage, unit)
    note = _("{count} of {all} standards").format(count=len(standards), all=len(figures.listing))
    with heading:
        html.block(html.heading(_("All standards"), note))
    if not standards:
        html.block(html.element("p", _("No standard has all that is asked for.")))
        return
    table = standards_table(standards, is_demo)
    html.block(tables.table(table, "stack rows standards", ROWS_SHOWN))
    with panels.row_of_files(table.name):
        panels.file_of_table(table, remarks)


def show_standard(view: View, key: str) -> None:
    """One standard's way through its stages, each with the cell that tells it."""
    stays = view.ask(timeline, key=key)
    row = next((row for row in view.ask(listing) if row.item.key == key), None)
    name = key.split("|", 1)[-1]
    back = html.link(_("All standards"), links.to("standards"))
    section = row.item.section if row else None
    title = standing_title(row) if row else name
    html.block(html.fill("<small>{} › {}</small><h1>{}</h1>", back, section or name, title))
    if row is None:
        sentence = _("No ledger lists this standard up to {month}.").format(month=numbers.month(view.month))
        html.block(html.element("p", sentence))
        return
    with st.container(key="target"):
        left, right = st.columns([2.7, 1], gap="small")
    is_demo = view.board.is_demo
    with left:
        if stays:
            panels.show_chart(charts.timeline_chart(stays, name, view.month, is_demo), view.remarks)
        html.block(stays_panel(stays, is_demo))
    with right, st.container(key="about"):
        html.block(html.panel(_("About this standard"), facts_of(row)))


def standing_title(row: ListedStandard) -> str:
    """A standard's name, and where it stands."""
    item = row.item
    if item.stage is None:
        return _("{name}: no ledger has told its stage").format(name=item.name)
    if item.stage is Stage.PUBLICATION and row.published_on:
        month = numbers.month(month_of(row.published_on))
        return _("{name}: published {month}").format(name=item.name, month=month)
    sentence = _("{name}: {stage} for {months} months")
    if not item.is_exact:
        sentence = _("{name}: {stage} for at least {months} months")
    title = sentence.format(name=item.name, stage=item.stage, months=item.months_in_stage)
    return numbers.in_turn([title, _("over the period")]) if row.is_over else title


def stays_panel(stays: Sequence[ShownStay], is_demo: bool) -> Markup:
    title = _("Its stages")
    if not stays:
        sentence = _("No ledger has told a stage of this standard up to this month.")
        return html.panel(title, html.element("p", sentence))
    table = stays_table(title, stays, load_periods().stages, is_demo)
    note = _("Demonstration data") if is_demo else ""
    return html.panel(title, tables.table(table, "stack rows"), note=note)


def facts_of(row: ListedStandard) -> Markup:
    facts = [
        (_("Standard number"), row.standard_number or numbers.UNKNOWN),
        (_("Field"), row.item.section),
        (_("Direction"), row.direction),
        (_("Topic"), row.topic),
        (_("Kind"), numbers.names([word for word in (row.nature, row.action) if word])),
        (_("Lead"), numbers.names(row.lead_units)),
        (_("Registered"), numbers.day(row.registered_on)),
        (_("Published"), numbers.day(row.published_on)),
        (_("Effective"), numbers.day(row.effective_on)),
        (_("Data as of"), numbers.month(row.item.reported_month)),
        (_("Note"), row.note),
    ]
    return html.description((name, text) for name, text in facts if text)


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(view.of_this_run())
