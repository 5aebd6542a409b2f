"""Rows that are another unit's to report."""

import re
from collections.abc import Iterator, Set

from loaders.checks.check_input import CheckInput, RowRef
from loaders.problems import Problem
from words.kinds import ledgers

# A name for several units, of which the reporting one may be one: 各区人民政府, 有关企业, 协调小组成员单位.
COLLECTIVE = re.compile(r"各|有关|相关|成员单位")


def rows_of_another_unit(book: CheckInput) -> Iterator[Problem]:
    """A unit reports the targets and tasks it leads, supports or is inferred to answer for.

    Nothing is said where the plan names no unit or a collective one, where the plan's list lacks the reporting
    unit, and of those who issued the plan, since they oversee all of it.
    """
    if book.unit is None or book.unit in book.plan.issuers:
        return
    mine = {name for name, full_name in book.plan.units.items() if full_name == book.unit}
    for kind in ledgers().values():
        reference = kind.reference
        if reference is None:
            continue
        units = book.plan.answering(reference.kind)
        for rows in book.tables(kind):
            for index, code in enumerate(book.column(rows, reference.code)):
                answering = units.get(code, frozenset())
                if answering and not _answers(book, mine, answering):
                    row, names = RowRef(rows, index), "、".join(sorted(answering))
                    yield row.problem(
                        "row-of-another-unit", reference.code, code, expected=names, unit=book.unit
                    )


def _answers(book: CheckInput, mine: set[str], answering: Set[str]) -> bool:
    """Whether one of the names is the unit's, is a longer or shorter form of it, or stands for several units."""
    return any(
        name in mine
        or COLLECTIVE.search(name)
        or (name not in book.plan.units and any(own.endswith(name) or name.endswith(own) for own in mine))
        for name in answering
    )


CHECKS = (rows_of_another_unit,)
