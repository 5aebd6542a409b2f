"""Standards: their numbers, dates and stages, by themselves and against what was reported before.

Source of the rules on stages, numbers and dates: GB/T 16733 (stages) and the order of the procedure; a standard is
numbered when it is approved, published under the year of its number, and carried out from its publication at the
earliest. The stage goes back only out of a review (复审), which may send a standard back to any earlier one.
"""

from collections.abc import Iterator
from datetime import date

from loaders.checks.given import Given, Place, source
from loaders.checks.names import spelled_alike
from loaders.kinds import SPECS
from loaders.known import KnownStandard
from loaders.problems import Problem
from words.kinds import Rows
from words.months import month_of, spoken
from words.terms import Stage

KIND = "standards"
ORDER = {stage.value: place for place, stage in enumerate(Stage)}
UNNUMBERED = {stage.value for stage in Stage if ORDER[stage] < ORDER[Stage.APPROVAL]}
UNPUBLISHED = {stage.value for stage in Stage if ORDER[stage] < ORDER[Stage.PUBLICATION]}
COUNTED = {Stage.PUBLICATION.value, Stage.REVIEW.value}
NUMBERED = {stage.value for stage in Stage} - UNPUBLISHED
YEARS = [f"{year:04}" for year in range(date.max.year + 1)]
# Joint standards of Beijing, Tianjin and Hebei have one serial number under the three codes.
JOINT = ("DB11/", "DB12/", "DB13/")


def number_twice(given: Given) -> Iterator[Problem]:
    """A number belongs to one standard, in the workbook as in the plan.

    A stored standard of the same unit that the workbook no longer names was probably renamed: a warning.
    """
    tables = given.of(KIND)
    numbers = [number for rows in tables for number in given.column(rows, "standard_number") if number]
    stored = _unnamed(given)
    by_number = {known.standard_number: known for known in stored if known.standard_number}
    if len(set(numbers)) == len(numbers) and by_number.keys().isdisjoint(numbers):
        return
    first: dict[str, Place] = {}
    for rows in tables:
        for at, number in enumerate(given.column(rows, "standard_number")):
            if number is None:
                continue
            place = Place(rows, at)
            before = first.setdefault(number, place)
            known = by_number.get(number)
            if before is not place:
                if rows.keys[at] != before.rows.keys[before.at]:
                    name, cell = before.get("name"), before.cell("standard_number", rows)
                    yield place.problem(
                        "standard-number-twice", "standard_number", number, expected=name, first=cell
                    )
            elif known is not None:
                is_mine = known.unit is not None and not given.is_other_unit(known.unit)
                code = "standard-renamed" if is_mine else "standard-number-known"
                where = source(known.unit, known.month)
                yield place.problem(code, "standard_number", number, expected=known.name, where=where)


def joint_numbers(given: Given) -> Iterator[Problem]:
    """One serial number under DB11, DB12 and DB13 is one joint standard, which counts once."""
    first: dict[str, Place] = {}
    numbers = [given.column(rows, "standard_number") for rows in given.of(KIND)]
    all_numbers = " ".join(number for column in numbers for number in column if number)
    if sum(region in all_numbers for region in JOINT) < 2:
        return
    for rows, column in zip(given.of(KIND), numbers, strict=True):
        for at, number in enumerate(column):
            if number is None or not number.startswith(JOINT):
                continue
            place = Place(rows, at)
            before = first.setdefault(number[4:], place)
            other = before.get("standard_number")
            if other != number:
                cell = before.cell("standard_number", rows)
                yield place.problem("joint-standard", "standard_number", number, expected=other, first=cell)


def names_spelled_alike(given: Given) -> Iterator[Problem]:
    """Names that differ only in spaces and punctuation are one standard, which would be counted twice."""
    tables = given.of(KIND)
    names = [name for rows in tables for name in given.column(rows, "name") if name is not None]
    unheard = {known.name: known for known in _unnamed(given)}
    alike = spelled_alike(names, unheard)
    if not alike:
        return
    first: dict[str, Place] = {}
    for rows in tables:
        for at, name in enumerate(given.column(rows, "name")):
            place = Place(rows, at)
            if first.setdefault(name, place) is not place or name not in alike:
                continue
            other = alike[name]
            if other in unheard:
                where = source(unheard[other].unit, unheard[other].month)
                yield place.problem("name-spelled-as-known", "name", name, expected=other, where=where)
            else:
                cell = first[other].cell("name", rows)
                yield place.problem("name-spelled-alike", "name", name, expected=other, first=cell)


def order_of_dates(given: Given) -> Iterator[Problem]:
    """立项, 发布 and 实施 follow one another; a day may be shared."""
    for rows in given.of(KIND):
        for earlier, later in (("registered_on", "published_on"), ("published_on", "effective_on")):
            if earlier not in rows.fields or later not in rows.fields:
                continue
            for at, (first, second) in enumerate(given.columns(rows, earlier, later)):
                if first is not None and second is not None and first > second:
                    header = SPECS[KIND].header(earlier)
                    yield Place(rows, at).problem(
                        "dates-out-of-order", later, second, expected=first, earlier=header
                    )


def dates_in_time(given: Given) -> Iterator[Problem]:
    """What happened, happened by the end of the month reported. What was published before the plan does not count.

    Ledgers filled in after the month may hold what came since, so a later date is a warning. An older register, of
    which that is told already, may well be filled with what is known now.
    """
    ends = date.max if given.month_end is None or given.is_older(KIND) else given.month_end
    for rows in given.of(KIND):
        for field in ("registered_on", "published_on"):
            days = given.column(rows, field)
            begins = given.plan.counts_from if field == "published_on" else None
            begins = begins or date.min
            if (
                max(filter(None, days), default=begins) <= ends
                and min(filter(None, days), default=begins) >= begins
            ):
                continue
            for at, day in enumerate(days):
                if day is not None and day > ends:
                    yield Place(rows, at).problem("date-after-month", field, day, expected=ends)
                elif day is not None and day < begins:
                    yield Place(rows, at).problem("before-plan", field, day, expected=begins)


def stage_and_publication(given: Given) -> Iterator[Problem]:
    """A standard has a publication date from 发布 on, and not before: without one it cannot be counted.

    A table without the column says nothing of it, so the stored date stands.
    """
    for rows in given.of(KIND):
        has_dates = "published_on" in rows.fields
        for at, (stage, day) in enumerate(given.columns(rows, "stage", "published_on")):
            if day is None and stage in COUNTED:
                if has_dates:
                    yield Place(rows, at).problem("published-without-date", "published_on", None, stage=stage)
                elif not _is_published(given, rows, at):
                    yield Place(rows, at).problem("published-without-date", "stage", stage, stage=stage)
            elif day is not None and stage in UNPUBLISHED:
                yield Place(rows, at).problem("stage-before-publication", "stage", stage, expected=day)


def stage_and_number(given: Given) -> Iterator[Problem]:
    """A standard has its number from 批准 on. A revision (修订) may name the number it is to replace."""
    for rows in given.of(KIND):
        if "standard_number" not in rows.fields:
            continue
        found = given.columns(rows, "stage", "standard_number", "action", "published_on")
        for at, (stage, number, action, day) in enumerate(found):
            if number is None and stage in NUMBERED:
                yield Place(rows, at).problem(
                    "published-without-number", "standard_number", None, stage=stage
                )
            elif number is not None and stage in UNNUMBERED and day is None and "修" not in (action or ""):
                yield Place(rows, at).problem(
                    "number-before-approval", "standard_number", number, expected=stage
                )


def year_of_number(given: Given) -> Iterator[Problem]:
    """The year in a number is that of its publication."""
    for rows in given.of(KIND):
        for at, (number, day) in enumerate(given.columns(rows, "standard_number", "published_on")):
            if number is not None and day is not None and number[-4:] != YEARS[day.year]:
                yield Place(rows, at).problem("year-of-number", "standard_number", number, expected=day)


def against_what_was_reported(given: Given) -> Iterator[Problem]:
    """A stage does not go back and a publication does not change or vanish without a word.

    An older register is not held against newer rows: that it is older is told already.
    """
    stored = given.plan.standards if given.of(KIND) and not given.is_older(KIND) else None
    if not stored:
        return
    for rows in given.of(KIND):
        found = zip(map(stored.get, rows.keys), given.columns(rows, "stage", "published_on"), strict=True)
        has_dates = "published_on" in rows.fields
        for at, (known, (stage, day)) in enumerate(found):
            if known is None or (known.stage == stage and known.published_on == day):
                continue
            where = source(known.unit, known.month)
            before, published_on = known.stage, known.published_on
            if has_dates and published_on is not None and day is None and stage != Stage.WITHDRAWAL:
                yield Place(rows, at).problem(
                    "no-longer-published", "published_on", None, expected=published_on, where=where
                )
            elif stage and before and ORDER[stage] < ORDER[before] and before != Stage.REVIEW:
                yield Place(rows, at).problem("stage-back", "stage", stage, expected=before, where=where)
            elif published_on and day and month_of(published_on) != month_of(day):
                yield Place(rows, at).problem(
                    "publication-moved",
                    "published_on",
                    day,
                    expected=published_on,
                    where=where,
                    first_month=spoken(month_of(min(published_on, day))),
                )


def _unnamed(given: Given) -> list[KnownStandard]:
    """The stored standards that the workbook does not name."""
    if not given.of(KIND) or not given.plan.standards:
        return []
    held = {key for rows in given.of(KIND) for key in rows.keys}
    return [known for key, known in given.plan.standards.items() if key not in held]


def _is_published(given: Given, rows: Rows, at: int) -> bool:
    known = given.plan.standards.get(rows.keys[at])
    return known is not None and known.published_on is not None


CHECKS = (
    number_twice,
    joint_numbers,
    names_spelled_alike,
    order_of_dates,
    dates_in_time,
    stage_and_publication,
    stage_and_number,
    year_of_number,
    against_what_was_reported,
)
