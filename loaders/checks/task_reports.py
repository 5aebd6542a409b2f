"""Task reports: a status and a share that do not go together, and what goes back from one month to the next."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from loaders.checks.given import Given, Place
from loaders.known import KnownReport
from loaders.problems import Problem
from words.months import spoken
from words.terms import TaskState

KIND = "task_reports"
SILENT_REPORTS = 3  # in a row without a word on progress

Report = tuple[KnownReport, Place | None]  # None: it is stored


def share_and_state(given: Given) -> Iterator[Problem]:
    """Done is 100 %, and 100 % is done; no task is done to more than that."""
    for rows in given.of(KIND):
        for at, (share, state) in enumerate(given.columns(rows, "attained_share", "status")):
            if share is None:
                continue
            if share > 1:
                told = f"{share * 100:.4g}%"
                yield Place(rows, at).problem("share-above-one", "attained_share", told)
            if state is None:
                continue
            if (state == TaskState.DONE) != (share >= 1):
                spoken_state = TaskState(state).cell
                yield Place(rows, at).problem(
                    "share-against-state", "attained_share", f"{share * 100:.4g}%", expected=spoken_state
                )


def what_goes_back(given: Given) -> Iterator[Problem]:
    """A task that was done stays done, and its share does not fall.

    A task may be opened again: a hint where 存在问题 or 备注 says why, a warning where neither does.
    """
    for months in _series(given):
        for (before, _place), (after, place) in pairwise(months):
            if place is None:
                continue
            month = spoken(before.month)
            if _is_done(before) and not _is_done(after):
                is_explained = place.get("problem_text") or place.get("note")
                code = "task-reopened-explained" if is_explained else "task-reopened"
                yield place.problem(code, "status", place.get("status"), month=month)
            elif _falls(before.attained_share, after.attained_share):
                share, earlier = (
                    f"{(each or 0) * 100:.4g}%" for each in (after.attained_share, before.attained_share)
                )
                yield place.problem("share-falls", "attained_share", share, expected=earlier, month=month)


def silence(given: Given) -> Iterator[Problem]:
    """A task that is not done is told of in words at least once in three reports."""
    for months in _series(given):
        for at, (report, place) in enumerate(months):
            last = [each for each, _place in months[max(0, at + 1 - SILENT_REPORTS) : at + 1]]
            is_silent = len(last) == SILENT_REPORTS and not any(each.progress_text for each in last)
            if place is not None and is_silent and not _is_done(report):
                since = spoken(last[0].month)
                yield place.problem("no-progress-text", "progress_text", None, expected=since)


def _series(given: Given) -> Iterator[list[Report]]:
    """The reports of each task of the workbook, by month: what is stored, and what the workbook says in its place."""
    said: dict[str, dict[str, Report]] = defaultdict(dict)
    for rows in given.of(KIND):
        found = given.columns(rows, "task_code", "month", "attained_share", "status", "progress_text")
        for at, (code, month, share, status, text) in enumerate(found):
            if code is not None and month is not None:
                said[code][month] = KnownReport(code, month, share, status, text), Place(rows, at)
    for known in given.plan.task_reports.values() if said else ():
        if known.task_code in said:
            said[known.task_code].setdefault(known.month, (known, None))
    for months in said.values():
        yield [months[month] for month in sorted(months)]


def _is_done(report: KnownReport) -> bool:
    """As metrics/actuals.py counts it: by the status, by a share of 100 % where there is none."""
    if report.status is not None:
        return report.status == TaskState.DONE
    return report.attained_share is not None and report.attained_share >= 1


def _falls(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None and after < before - 1e-9


CHECKS = (share_and_state, what_goes_back, silence)
