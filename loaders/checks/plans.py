"""Plan workbooks: dates, values and names that do not go with one another. Codes: checks/references.py."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from loaders.checks.check_input import CheckInput, RowRef
from loaders.problems import Problem
from metrics.checkpoints import disagreements
from words.kinds import checkpoints, plan, targets, tasks, units
from words.numbers import as_typed


def due_dates(book: CheckInput) -> Iterator[Problem]:
    """A checkpoint is not later than its target is due, and what is due is due within the plan's period."""
    due: dict[str, date] = {}
    for rows in book.tables(targets.KIND):
        columns = book.columns(rows, "target_code", "due_on")
        due |= {code: day for code, day in columns if code is not None and day is not None}
    for rows in book.tables(checkpoints.KIND):
        for index, (code, day) in enumerate(book.columns(rows, "target_code", "due_on")):
            last = due.get(code)
            if day is not None and last is not None and day > last:
                yield RowRef(rows, index).problem("checkpoint-after-due", "due_on", day, expected=last)
    begins, ends = _period(book)
    for rows in (*book.tables(targets.KIND), *book.tables(checkpoints.KIND), *book.tables(tasks.KIND)):
        for index, (day,) in enumerate(book.columns(rows, "due_on")):
            if day is not None and ((begins and day < begins) or (ends and day > ends)):
                period = f"{as_typed(begins)} — {as_typed(ends)}"
                yield RowRef(rows, index).problem("due-outside-plan", "due_on", day, expected=period)


def values_of_targets(book: CheckInput) -> Iterator[Problem]:
    """A comparator compares with a number."""
    for rows in book.tables(targets.KIND):
        for index, (value, comparator) in enumerate(book.columns(rows, "target_value", "comparator")):
            if comparator is not None and value is None:
                yield RowRef(rows, index).problem("comparator-without-value", "target_value", None)


def paths_of_targets(book: CheckInput) -> Iterator[Problem]:
    """Checkpoints lead to their target: yearly ones add up to it, others rise to it. See metrics/checkpoints.py."""
    rows_of: dict[str, list[tuple[dict, RowRef]]] = defaultdict(list)
    for rows in book.tables(checkpoints.KIND):
        for index, record in enumerate(rows.records()):
            checkpoint = {name: record.get(name) for name in checkpoints.KIND.field_names}
            rows_of[record.get("target_code", "")].append((checkpoint, RowRef(rows, index)))
    for rows in book.tables(targets.KIND) if rows_of else ():
        for record in rows.records():
            target = {name: record.get(name) for name in targets.KIND.field_names}
            own = rows_of.get(target["target_code"] or "", [])
            for disagreement in disagreements(target, [checkpoint for checkpoint, _row in own]):
                row = next(row for checkpoint, row in own if checkpoint["due_on"] == disagreement.due_on)
                yield row.problem(
                    f"checkpoints-{disagreement.code}",
                    "planned_value",
                    disagreement.value,
                    expected=disagreement.expected,
                )


def names_of_units(book: CheckInput) -> Iterator[Problem]:
    """A name, short name or alias means one unit. A name that stands in two rows is reported as a row twice."""
    owners: dict[str, RowRef] = {}
    for rows in book.tables(units.KIND):
        for index, (name, short_name, aliases) in enumerate(
            book.columns(rows, "name", "short_name", "aliases")
        ):
            row = RowRef(rows, index)
            for field, names in (("name", [name]), ("short_name", [short_name]), ("aliases", aliases or [])):
                for unit_name in filter(None, names):
                    owner = owners.setdefault(unit_name, row)
                    if (other := owner.get("name")) != name:
                        cell = owner.cell("name", rows)
                        yield row.problem("unit-name-twice", field, unit_name, expected=other, first=cell)


def _period(book: CheckInput) -> tuple[date | None, date | None]:
    """The first and last day of the plan: as the workbook says, else as stored."""
    for rows in book.tables(plan.KIND):
        for begins, ends in book.columns(rows, "starts_on", "ends_on"):
            return begins, ends
    return book.plan.starts_on, book.plan.ends_on


CHECKS = (due_dates, values_of_targets, paths_of_targets, names_of_units)
