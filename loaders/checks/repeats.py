"""The same row twice, in the workbook or from two units."""

from collections.abc import Iterator

from loaders.checks.given import Given, Place
from loaders.problems import Problem
from words.kinds import KINDS
from words.months import spoken


def same_row_twice(given: Given) -> Iterator[Problem]:
    """A row is told apart by its key, and each key stands once in all tables of its kind."""
    for kind in dict.fromkeys(rows.kind for rows in given.reading.sheets):
        tables = given.of(kind)
        if len(set().union(*(rows.keys for rows in tables))) == sum(len(rows.keys) for rows in tables):
            continue
        field = next(iter(KINDS[kind].key_fields), None)
        first: dict[str, Place] = {}
        for rows in tables:
            for at, key in enumerate(rows.keys):
                place = Place(rows, at)
                before = first.setdefault(key, place)
                if before is not place and field is not None:
                    value = key.split("|", 1)[1].replace("|", " ")
                    yield place.problem("duplicate-key", field, value, first=before.cell(field, rows))


def reported_by_another_unit(given: Given) -> Iterator[Problem]:
    """What one unit reported, another does not report too: its row would take the place of the other's."""
    for kind in ("standards", "trainings", "indicators", "task_reports"):
        stored = getattr(given.plan, kind)
        for rows in given.of(kind):
            if not rows.keys or not stored:
                continue
            field = KINDS[kind].key_fields[0]
            for at, before in enumerate(map(stored.get, rows.keys)):
                if before is not None and given.is_other_unit(before.unit):
                    place = Place(rows, at)
                    month = spoken(before.month) if before.month else ""
                    yield place.problem(
                        "other-unit-reported", field, place.get(field), expected=before.unit, month=month
                    )


CHECKS = (same_row_twice, reported_by_another_unit)
