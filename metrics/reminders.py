"""Whom to remind (催报) of a report that has not come, since when, and the reminder ready to send."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import reduce

from metrics.facts import Facts
from metrics.reporting import Calendar, ExpectedReport, ReportState, ages, expected_reports
from words import _
from words.kinds import KINDS
from words.months import spoken, spoken_day


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a unit owes for a month.

    since: first month of the silence that lasts until now; running: reports missing in a row since then; times: months
    with a report missing, in all; newest_month: of its last report, None without any.
    """

    unit: str
    kinds: list[str]
    month: str
    due_on: date
    days_overdue: int
    since: str
    running: int
    times: int
    newest_month: str | None
    today: date

    @property
    def text(self) -> str:
        """The reminder ready to send, in the language in use."""
        return _text(self)


def reminders(facts: Facts, month: str, today: date, calendar: Calendar | None = None) -> list[Reminder]:
    """Whom to remind: the units whose newest report due by `month` has not come, the longest silent first.

    One per unit and month owed.
    """
    newest = {(age.unit, age.kind): age.newest_month for age in ages(facts, month)}
    due: dict[tuple[str, str], list[ExpectedReport]] = defaultdict(list)
    for report in expected_reports(facts, month, today, calendar):
        if report.state is not ReportState.AWAITED:
            due[report.unit, report.kind].append(report)
    owed: dict[tuple[str, str], list[tuple[str, list[ExpectedReport]]]] = defaultdict(list)
    for (unit, kind), reports in due.items():
        if reports[-1].state is ReportState.MISSING:
            owed[unit, reports[-1].month].append((kind, reports))
    rows = []
    for (unit, last), lists in owed.items():
        runs = [_last_run(reports) for _kind, reports in lists]
        missing = {
            report.month
            for _kind, reports in lists
            for report in reports
            if report.state is ReportState.MISSING
        }
        due_on = lists[0][1][-1].due_on
        rows.append(
            Reminder(
                unit=unit,
                kinds=[kind for kind, _reports in lists],
                month=last,
                due_on=due_on,
                days_overdue=(today - due_on).days,
                since=min(run[0].month for run in runs),
                running=max(len(run) for run in runs),
                times=len(missing),
                newest_month=max((newest[unit, kind] or "" for kind, _reports in lists), default="") or None,
                today=today,
            )
        )
    return sorted(rows, key=lambda row: (row.since, -row.times, row.unit, row.month))


def _last_run(reports: list[ExpectedReport]) -> list[ExpectedReport]:
    """The reports that are missing one after another at the end of a list in order of months."""
    run: list[ExpectedReport] = []
    for report in reversed(reports):
        if report.state is not ReportState.MISSING:
            break
        run.insert(0, report)
    return run


def _text(reminder: Reminder) -> str:
    sentences = [
        _(
            "{unit}: the report for {month} ({kinds}) was due by {due}; as of {today} it has not come, {days} days late."
        ).format(
            unit=reminder.unit,
            kinds=_(", ").join(_(KINDS[kind].label) for kind in reminder.kinds),
            month=spoken(reminder.month),
            due=spoken_day(reminder.due_on),
            today=spoken_day(reminder.today),
            days=reminder.days_overdue,
        )
    ]
    if reminder.running > 1:
        sentences.append(
            _("No report has come since {month}, {count} in a row.").format(
                month=spoken(reminder.since), count=reminder.running
            )
        )
    if reminder.times > reminder.running:
        sentences.append(_("In all, reports for {count} months are missing.").format(count=reminder.times))
    sentences.append(
        _("The last one received was for {month}.").format(month=spoken(reminder.newest_month))
        if reminder.newest_month
        else _("None has ever been received.")
    )
    sentences.append(_("Please send it without delay; where nothing has happened, send a zero report."))
    return reduce(lambda first, rest: _("{first} {rest}").format(first=first, rest=rest), sentences)
