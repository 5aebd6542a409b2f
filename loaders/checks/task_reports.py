"""Task reports: a status and a share that do not go together, and what goes back from one month to the next."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from loaders.checks.check_input import CheckInput, RowRef
from loaders.problems import Problem
from words.kinds.task_reports import KIND, StoredReport
from words.months import spoken
from words.terms import TaskState

SILENT_REPORTS = 3  # in a row without a word on progress

Report = tuple[StoredReport, RowRef | None]  # None: it is stored


def share_and_state(book: CheckInput) -> Iterator[Problem]:
    """Done is 100 %, and 100 % is done; no task is done to more than that."""
    for rows in book.tables(KIND):
        for index, (share, state) in enumerate(book.columns(rows, "attained_share", "status")):
            if share is None:
                continue
            if share > 1:
                written = f"{share * 100:.4g}%"
                yield RowRef(rows, index).problem("share-above-one", "attained_share", written)
            if state is None:
                continue
            if (state == TaskState.DONE) != (share >= 1):
                spoken_state = TaskState(state).cell
                yield RowRef(rows, index).problem(
                    "share-against-state", "attained_share", f"{share * 100:.4g}%", expected=spoken_state
                )


def what_goes_back(book: CheckInput) -> Iterator[Problem]:
    """A task that was done stays done, and its share does not fall.

    A task may be opened again: a hint where 存在问题 or 备注 says why, a warning where neither does.
    """
    for months in _series(book):
        for (before, _row), (after, row) in pairwise(months):
            if row is None:
                continue
            month = spoken(before.month)
            if _is_done(before) and not _is_done(after):
                is_explained = row.get("problem_text") or row.get("note")
                code = "task-reopened-explained" if is_explained else "task-reopened"
                yield row.problem(code, "status", row.get("status"), month=month)
            elif _falls(before.attained_share, after.attained_share):
                share, earlier = (
                    f"{(value or 0) * 100:.4g}%" for value in (after.attained_share, before.attained_share)
                )
                yield row.problem("share-falls", "attained_share", share, expected=earlier, month=month)


def silence(book: CheckInput) -> Iterator[Problem]:
    """A task that is not done is reported on in words at least once in three reports."""
    for months in _series(book):
        for index, (report, row) in enumerate(months):
            last = [before for before, _row in months[max(0, index + 1 - SILENT_REPORTS) : index + 1]]
            is_silent = len(last) == SILENT_REPORTS and not any(before.progress_text for before in last)
            if row is not None and is_silent and not _is_done(report):
                since = spoken(last[0].month)
                yield row.problem("no-progress-text", "progress_text", None, expected=since)


def _series(book: CheckInput) -> Iterator[list[Report]]:
    """The reports of each task of the workbook, by month: what is stored, and what the workbook says instead."""
    reports: dict[str, dict[str, Report]] = defaultdict(dict)
    for rows in book.tables(KIND):
        columns = book.columns(rows, "task_code", "month", "attained_share", "status", "progress_text")
        for index, (code, month, share, status, text) in enumerate(columns):
            if code is not None and month is not None:
                reports[code][month] = StoredReport(code, month, share, status, text), RowRef(rows, index)
    for stored in book.stored(KIND, StoredReport).values() if reports else ():
        if stored.task_code in reports:
            reports[stored.task_code].setdefault(stored.month, (stored, None))
    for months in reports.values():
        yield [months[month] for month in sorted(months)]


def _is_done(report: StoredReport) -> bool:
    """As metrics/actuals.py counts it: by the status, by a share of 100 % where there is none."""
    if report.status is not None:
        return report.status == TaskState.DONE
    return report.attained_share is not None and report.attained_share >= 1


def _falls(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None and after < before - 1e-9


CHECKS = (share_and_state, what_goes_back, silence)
