"""Rows that are another unit's to report."""

import re
from collections.abc import Iterator, Set

from loaders.checks.given import Given, Place
from loaders.problems import Problem

# A name for several units, of which the reporting one may be one: 各区人民政府, 有关企业, 协调小组成员单位.
COLLECTIVE = re.compile(r"各|有关|相关|成员单位")


def rows_of_another_unit(given: Given) -> Iterator[Problem]:
    """A unit reports the targets and tasks it leads, supports or is inferred to answer for.

    Nothing is told where the plan names no unit or a collective one, where the plan's list lacks the reporting
    unit, and of those who issued the plan, since they oversee all of it.
    """
    if given.unit is None or given.unit in given.plan.issuers:
        return
    mine = {name for name, full_name in given.plan.units.items() if full_name == given.unit}
    named = {code: target.units for code, target in given.plan.targets.items()}
    for kind, field, units in (
        ("indicators", "target_code", named),
        ("task_reports", "task_code", given.plan.tasks),
    ):
        for rows in given.of(kind):
            for at, code in enumerate(given.column(rows, field)):
                answering = units.get(code, frozenset())
                if answering and not _answers(given, mine, answering):
                    place, names = Place(rows, at), "、".join(sorted(answering))
                    yield place.problem("row-of-another-unit", field, code, expected=names, unit=given.unit)


def _answers(given: Given, mine: set[str], answering: Set[str]) -> bool:
    """Whether one of the names is the unit's, is a longer or shorter form of it, or stands for several units."""
    return any(
        name in mine
        or COLLECTIVE.search(name)
        or (name not in given.plan.units and any(own.endswith(name) or name.endswith(own) for own in mine))
        for name in answering
    )


CHECKS = (rows_of_another_unit,)
