"""Plan workbooks: dates, values and names that do not go with one another. Codes: checks/references.py."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from loaders.checks.given import Given, Place
from loaders.problems import Problem
from metrics.checkpoints import disagreements
from words.kinds import KINDS
from words.numbers import as_typed


def due_dates(given: Given) -> Iterator[Problem]:
    """A checkpoint is not later than its target is due, and what is due is due within the plan's period."""
    due: dict[str, date] = {}
    for rows in given.of("targets"):
        found = given.columns(rows, "target_code", "due_on")
        due |= {code: day for code, day in found if code is not None and day is not None}
    for rows in given.of("checkpoints"):
        for at, (code, day) in enumerate(given.columns(rows, "target_code", "due_on")):
            last = due.get(code)
            if day is not None and last is not None and day > last:
                yield Place(rows, at).problem("checkpoint-after-due", "due_on", day, expected=last)
    begins, ends = _period(given)
    for rows in (*given.of("targets"), *given.of("checkpoints"), *given.of("tasks")):
        for at, (day,) in enumerate(given.columns(rows, "due_on")):
            if day is not None and ((begins and day < begins) or (ends and day > ends)):
                period = f"{as_typed(begins)} — {as_typed(ends)}"
                yield Place(rows, at).problem("due-outside-plan", "due_on", day, expected=period)


def values_of_targets(given: Given) -> Iterator[Problem]:
    """A comparator compares with a number."""
    for rows in given.of("targets"):
        for at, (value, comparator) in enumerate(given.columns(rows, "target_value", "comparator")):
            if comparator is not None and value is None:
                yield Place(rows, at).problem("comparator-without-value", "target_value", None)


def paths_of_targets(given: Given) -> Iterator[Problem]:
    """Checkpoints lead to their target: yearly ones add up to it, others rise to it. See metrics/checkpoints.py."""
    places: dict[str, list[tuple[dict, Place]]] = defaultdict(list)
    for rows in given.of("checkpoints"):
        for at, record in enumerate(rows.records()):
            of_all = {name: record.get(name) for name in KINDS["checkpoints"].field_names}
            places[record.get("target_code", "")].append((of_all, Place(rows, at)))
    for rows in given.of("targets") if places else ():
        for record in rows.records():
            target = {name: record.get(name) for name in KINDS["targets"].field_names}
            own = places.get(target["target_code"] or "", [])
            for found in disagreements(target, [row for row, _place in own]):
                place = next(place for row, place in own if row["due_on"] == found.due_on)
                yield place.problem(
                    f"checkpoints-{found.code}", "planned_value", found.found, expected=found.expected
                )


def names_of_units(given: Given) -> Iterator[Problem]:
    """A name, short name or alias means one unit. A name that stands in two rows is told as a row twice."""
    owners: dict[str, Place] = {}
    for rows in given.of("units"):
        for at, (name, short_name, aliases) in enumerate(
            given.columns(rows, "name", "short_name", "aliases")
        ):
            place = Place(rows, at)
            for field, names in (("name", [name]), ("short_name", [short_name]), ("aliases", aliases or [])):
                for each in filter(None, names):
                    owner = owners.setdefault(each, place)
                    if (other := owner.get("name")) != name:
                        cell = owner.cell("name", rows)
                        yield place.problem("unit-name-twice", field, each, expected=other, first=cell)


def _period(given: Given) -> tuple[date | None, date | None]:
    """The first and last day of the plan: as the workbook says, else as stored."""
    for rows in given.of("plan"):
        for begins, ends in given.columns(rows, "starts_on", "ends_on"):
            return begins, ends
    return given.plan.starts_on, given.plan.ends_on


CHECKS = (due_dates, values_of_targets, paths_of_targets, names_of_units)
