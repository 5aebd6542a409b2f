"""Codes that lead to another row: of a target or of a task."""

from collections.abc import Collection, Iterator

from loaders.checks.given import Given, Place, nearest
from loaders.problems import Problem


def codes_are_known(given: Given) -> Iterator[Problem]:
    """Ledgers, checkpoints and baselines name targets and tasks that the plan has.

    The plan is what the workbook says of it; where it has no targets (or tasks), what is stored. A plan of which
    nothing is known either way is not checked.
    """
    reading = given.reading
    is_known = reading.is_plan or reading.plan_code in given.known.plans
    targets = [code for rows in given.of("targets") for code in given.column(rows, "target_code")]
    tasks = [code for rows in given.of("tasks") for code in given.column(rows, "task_code")]
    if is_known or targets:
        for kind in ("indicators", "checkpoints", "baselines"):
            yield from _unknown(given, kind, "target_code", targets or given.plan.targets, "unknown-target")
    if is_known or tasks:
        yield from _unknown(given, "task_reports", "task_code", tasks or given.plan.tasks, "unknown-task")


def _unknown(given: Given, kind: str, field: str, codes: Collection[str], code: str) -> Iterator[Problem]:
    for rows in given.of(kind):
        for at, value in enumerate(given.column(rows, field)):
            if value is not None and value not in codes:
                yield Place(rows, at).problem(code, field, value, suggestion=nearest(value, codes))


CHECKS = (codes_are_known,)
