"""Codes that lead to another row: of a target or of a task."""

from collections.abc import Iterator
from functools import cache

from loaders.checks.check_input import CheckInput, RowRef, nearest
from loaders.problems import Problem
from words.kinds import KINDS


def codes_are_known(book: CheckInput) -> Iterator[Problem]:
    """Ledgers, checkpoints and baselines name targets and tasks that the plan has.

    The plan is what the workbook says of it; where it has no targets (or tasks), what is stored. A plan of which
    nothing is known either way is not checked.
    """
    stored = book.background.plans.get(book.reading.plan_code or "")
    for kind in KINDS.values():
        reference = kind.reference
        if reference is None or not book.tables(kind):
            continue
        tables = book.tables(KINDS[reference.kind])
        codes = [code for rows in tables for code in book.column(rows, reference.code)]
        if not (codes or book.reading.is_plan or stored is not None):
            continue
        codes = codes or [*(stored.answering(reference.kind) if stored else ())]
        known_codes, meant = set(codes), cache(lambda code, codes=codes: nearest(code, codes))
        for rows in book.tables(kind):
            for index, code in enumerate(book.column(rows, reference.code)):
                if code is not None and code not in known_codes:
                    yield RowRef(rows, index).problem(
                        reference.problem, reference.code, code, suggestion=meant(code)
                    )


CHECKS = (codes_are_known,)
