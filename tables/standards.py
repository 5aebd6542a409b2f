"""Tables of standards: the list of all, reviews due, those over their period, and one standard's stays in its stages."""

from collections.abc import Mapping, Sequence

from metrics.periods import Period
from metrics.stages import ShownStay, Stay
from metrics.standards import AgeingItem, ListedStandard, ReviewDue, StandardItem
from tables.cells import sources
from tables.table import Cell, Column, Kind, Link, Noted, NoteLook, On, Table
from words import _, numbers
from words.terms import Stage


def standards_table(standards: Sequence[ListedStandard], is_demo: bool = False) -> Table:
    """Standards in the order given. A screen has room for what is asked most; a file holds all that is known of each."""
    columns = [
        Column(_("Standard"), Kind.LINK),
        Column(_("Standard number")),
        Column(_("Field")),
        Column(_("Direction"), on=On.FILE),
        Column(_("Topic"), on=On.FILE),
        Column(_("Stage"), on=On.SCREEN),
        Column(_("Stage"), on=On.FILE),
        Column(_("In the stage since"), Kind.MONTH, on=On.FILE),
        Column(_("Months in the stage"), Kind.NUMBER, on=On.FILE),
        Column(_("Over the period"), on=On.FILE),
        Column(_("Dates"), Kind.LINES, on=On.SCREEN),
        Column(_("Registered"), Kind.DAY, on=On.FILE),
        Column(_("Published"), Kind.DAY, on=On.FILE),
        Column(_("Effective"), Kind.DAY, on=On.FILE),
        Column(_("Lead unit"), Kind.NAMES),
        Column(_("Note"), Kind.LONG, on=On.FILE),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    rows = [_standard_cells(row) for row in standards]
    return Table("standards", _("Standards"), columns, rows, is_demo)


def _standard_cells(row: ListedStandard) -> list[Cell]:
    item = row.item
    return [
        _standard_link(item),
        row.standard_number,
        item.section,
        row.direction,
        row.topic,
        _stage_with_notes(row),
        item.stage and str(item.stage),
        item.entered,
        item.months_in_stage,
        None if row.is_over is None else _("yes") if row.is_over else _("no"),
        _dates(row),
        row.registered_on,
        row.published_on,
        row.effective_on,
        row.lead_units,
        row.note,
        sources([row.source]),
    ]


def _standard_link(item: StandardItem) -> Link:
    return Link(item.name, "standards", {"standard": item.key})


def _stage_with_notes(row: ListedStandard) -> Cell:
    """The stage, since when, and whether that is over its period."""
    item = row.item
    if item.stage is None:
        return None
    since = _("since {month}") if item.is_exact else _("since {month} or before")
    stage = Noted(str(item.stage), since.format(month=numbers.month(item.entered)))
    return Noted(stage, _("Over the period"), NoteLook.PROBLEM) if row.is_over else stage


def _dates(row: ListedStandard) -> list[str]:
    """The dates known of a standard, in words."""
    dates = (
        (_("registered {day}"), row.registered_on),
        (_("published {day}"), row.published_on),
    )
    return [words.format(day=numbers.day(day)) for words, day in dates if day]


def reviews_table(title: str, reviews: Sequence[ReviewDue], is_demo: bool = False) -> Table:
    """Standards whose review is due."""
    columns = [
        Column(_("Standard"), Kind.LINK),
        Column(_("Standard number")),
        Column(_("Field"), on=On.FILE),
        Column(_("Published"), Kind.DAY),
        Column(_("Review due"), on=On.SCREEN),
        Column(_("Review due"), Kind.MONTH, on=On.FILE),
        Column(_("Months left"), Kind.NUMBER, on=On.FILE),
        Column(_("Lead unit"), Kind.NAMES, on=On.FILE),
    ]
    rows = [
        [
            _standard_link(review.item),
            review.item.standard_number,
            review.item.section,
            review.item.published_on,
            _due(review),
            review.due_month,
            review.months_left,
            review.item.lead_units,
        ]
        for review in reviews
    ]
    return Table("reviews", title, columns, rows, is_demo)


def _due(review: ReviewDue) -> str:
    """The month of a review, and whether it is under way or late."""
    month = numbers.month(review.due_month)
    if review.is_under_review:
        return _("{month}, under review").format(month=month)
    if review.months_left is not None and review.months_left < 0:
        return _("{month}, {count} months overdue").format(month=month, count=-review.months_left)
    return month


def late_table(late: Sequence[AgeingItem], listing: Sequence[ListedStandard], is_demo: bool = False) -> Table:
    """Standards that are over the period of their stage. listing: all standards, for full names and cells."""
    standards = {row.item.key: row for row in listing}
    columns = [
        Column(_("Standard"), Kind.LINK),
        Column(_("Field"), Kind.LONG),
        Column(_("Stage"), Kind.LONG),
        Column(_("Months in the stage"), Kind.NUMBER),
        Column(_("Period (months)"), Kind.NUMBER),
        Column(_("Lead unit"), Kind.NAMES),
        Column(_("Source cell"), Kind.SOURCES, on=On.SCREEN | On.FILE),
    ]
    rows = [
        [
            _standard_link(row.item),
            row.item.section,
            str(row.stage),
            row.months_in_stage,
            row.period.months,
            standard.lead_units,
            sources([standard.source]),
        ]
        for row in late
        for standard in [standards[row.item.key]]
    ]
    return Table("late-standards", _("Standards over the period of their stage"), columns, rows, is_demo)


def stays_table(
    title: str, stays: Sequence[ShownStay], periods: Mapping[Stage, Period], is_demo: bool = False
) -> Table:
    """One standard's stays in its stages, each with the cell that tells of it. periods: that stages may take."""
    columns = [
        Column(_("Stage")),
        Column(_("Entered")),
        Column(_("Left")),
        Column(_("Months"), Kind.NUMBER),
        Column(_("Remarks"), Kind.LONG),
        Column(_("Known from"), Kind.SOURCES),
    ]
    rows: list[list[Cell]] = [
        [
            str(shown.stay.stage),
            _entered(shown.stay),
            numbers.month(shown.stay.left) if shown.stay.left else _("still there"),
            _months(shown, periods.get(shown.stay.stage)),
            numbers.clauses([remark.label for remark in shown.stay.remarks]),
            sources([shown.source]),
        ]
        for shown in stays
    ]
    return Table("stays", title, columns, rows, is_demo)


def _entered(stay: Stay) -> str:
    """The month in which a stay began, or those in which it can have begun."""
    month = numbers.month(stay.entered)
    if stay.is_exact:
        return month
    if stay.earliest:
        return _("{earliest} to {latest}").format(earliest=numbers.month(stay.earliest), latest=month)
    return _("{month} or before").format(month=month)


def _months(shown: ShownStay, period: Period | None) -> str:
    months = numbers.plain(shown.months)
    return _("{months} of {period}").format(months=months, period=period.months) if period else months
