"""The same row twice, in the workbook or from two units."""

from collections.abc import Iterator

from loaders.checks.check_input import CheckInput, RowRef
from loaders.problems import Problem
from words.kinds import KINDS, ledgers
from words.months import spoken


def same_row_twice(book: CheckInput) -> Iterator[Problem]:
    """A row is told apart by its key, and each key stands once in all tables of its kind."""
    for kind in (KINDS[name] for name in dict.fromkeys(rows.kind for rows in book.reading.sheets)):
        tables = book.tables(kind)
        if len(set().union(*(rows.keys for rows in tables))) == sum(len(rows.keys) for rows in tables):
            continue
        field = next(iter(kind.key_fields), None)
        first: dict[str, RowRef] = {}
        for rows in tables:
            for index, key in enumerate(rows.keys):
                row = RowRef(rows, index)
                before = first.setdefault(key, row)
                if before is not row and field is not None:
                    value = key.split("|", 1)[1].replace("|", " ")
                    yield row.problem("duplicate-key", field, value, first=before.cell(field, rows))


def reported_by_another_unit(book: CheckInput) -> Iterator[Problem]:
    """What one unit reported, another does not report too: its row would take the place of the other's."""
    for kind in ledgers().values():
        tables = [rows for rows in book.tables(kind) if rows.keys]
        stored = book.stored_rows(kind) if tables else {}
        for rows in tables if stored else ():
            field = kind.key_fields[0]
            for index, before in enumerate(map(stored.get, rows.keys)):
                if before is not None and book.is_other_unit(before.unit):
                    row = RowRef(rows, index)
                    month = spoken(before.month) if before.month else ""
                    yield row.problem(
                        "other-unit-reported", field, row.get(field), expected=before.unit, month=month
                    )


CHECKS = (same_row_twice, reported_by_another_unit)
