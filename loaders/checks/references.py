"""Codes that lead to another row: of a target or of a task."""

from collections.abc import Collection, Iterator
from functools import cache

from loaders.checks.given import Given, Place, nearest
from loaders.problems import Problem


def codes_are_known(given: Given) -> Iterator[Problem]:
    """Ledgers, checkpoints and baselines name targets and tasks that the plan has.

    The plan is what the workbook says of it; where it has no targets (or tasks), what is stored. A plan of which
    nothing is known either way is not checked.
    """
    stored = given.known.plans.get(given.reading.plan_code or "")
    is_known = given.reading.is_plan or stored is not None
    targets = [code for rows in given.of("targets") for code in given.column(rows, "target_code")]
    tasks = [code for rows in given.of("tasks") for code in given.column(rows, "task_code")]
    if is_known or targets:
        known_targets = targets or (stored.targets if stored else ())
        for kind in ("indicators", "checkpoints", "baselines"):
            yield from _unknown(given, kind, "target_code", known_targets, "unknown-target")
    if is_known or tasks:
        known_tasks = tasks or (stored.tasks if stored else ())
        yield from _unknown(given, "task_reports", "task_code", known_tasks, "unknown-task")


def _unknown(given: Given, kind: str, field: str, codes: Collection[str], code: str) -> Iterator[Problem]:
    known = set(codes)
    meant = cache(lambda value: nearest(value, codes))
    for rows in given.of(kind):
        for at, value in enumerate(given.column(rows, field)):
            if value is not None and value not in known:
                yield Place(rows, at).problem(code, field, value, suggestion=meant(value))


CHECKS = (codes_are_known,)
