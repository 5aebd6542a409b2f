"""Standards: their numbers, dates and stages, by themselves and against what was reported before.

Source of the rules on stages, numbers and dates: GB/T 16733 (stages) and the order of the procedure; a standard is
numbered when it is approved, published under the year of its number, and carried out from its publication at the
earliest. The stage goes back only out of a review (复审), which may send a standard back to any earlier one.
"""

from collections.abc import Iterator
from datetime import date

from loaders.checks.check_input import CheckInput, RowRef, source
from loaders.checks.names import spelled_alike
from loaders.problems import Problem
from words.kinds import Rows
from words.kinds.standards import KIND, StoredStandard
from words.months import month_of, spoken
from words.terms import Stage

ORDER = {stage.value: index for index, stage in enumerate(Stage)}
UNNUMBERED = {stage.value for stage in Stage if ORDER[stage] < ORDER[Stage.APPROVAL]}
UNPUBLISHED = {stage.value for stage in Stage if ORDER[stage] < ORDER[Stage.PUBLICATION]}
COUNTED = {Stage.PUBLICATION.value, Stage.REVIEW.value}
NUMBERED = {stage.value for stage in Stage} - UNPUBLISHED
YEARS = [f"{year:04}" for year in range(date.max.year + 1)]
# Joint standards of Beijing, Tianjin and Hebei have one serial number under the three codes.
JOINT = ("DB11/", "DB12/", "DB13/")


def number_twice(book: CheckInput) -> Iterator[Problem]:
    """A number belongs to one standard, in the workbook as in the plan.

    A stored standard of the same unit that the workbook no longer names was probably renamed: a warning.
    """
    tables = book.tables(KIND)
    numbers = [number for rows in tables for number in book.column(rows, "standard_number") if number]
    by_number = {stored.standard_number: stored for stored in _unnamed(book) if stored.standard_number}
    if len(set(numbers)) == len(numbers) and by_number.keys().isdisjoint(numbers):
        return
    first: dict[str, RowRef] = {}
    for rows in tables:
        for index, number in enumerate(book.column(rows, "standard_number")):
            if number is None:
                continue
            row = RowRef(rows, index)
            before = first.setdefault(number, row)
            stored = by_number.get(number)
            if before is not row:
                if rows.keys[index] != before.rows.keys[before.index]:
                    name, cell = before.get("name"), before.cell("standard_number", rows)
                    yield row.problem(
                        "standard-number-twice", "standard_number", number, expected=name, first=cell
                    )
            elif stored is not None:
                is_mine = stored.unit is not None and not book.is_other_unit(stored.unit)
                code = "standard-renamed" if is_mine else "standard-number-known"
                where = source(stored.unit, stored.month)
                yield row.problem(code, "standard_number", number, expected=stored.name, where=where)


def joint_numbers(book: CheckInput) -> Iterator[Problem]:
    """One serial number under DB11, DB12 and DB13 is one joint standard, which counts once."""
    first: dict[str, RowRef] = {}
    numbers = [book.column(rows, "standard_number") for rows in book.tables(KIND)]
    all_numbers = " ".join(number for column in numbers for number in column if number)
    if sum(region in all_numbers for region in JOINT) < 2:
        return
    for rows, column in zip(book.tables(KIND), numbers, strict=True):
        for index, number in enumerate(column):
            if number is None or not number.startswith(JOINT):
                continue
            row = RowRef(rows, index)
            before = first.setdefault(number[4:], row)
            other = before.get("standard_number")
            if other != number:
                cell = before.cell("standard_number", rows)
                yield row.problem("joint-standard", "standard_number", number, expected=other, first=cell)


def names_spelled_alike(book: CheckInput) -> Iterator[Problem]:
    """Names that differ only in spaces and punctuation are one standard, which would be counted twice."""
    tables = book.tables(KIND)
    names = [name for rows in tables for name in book.column(rows, "name") if name is not None]
    unheard = {stored.name: stored for stored in _unnamed(book)}
    alike = spelled_alike(names, unheard)
    if not alike:
        return
    first: dict[str, RowRef] = {}
    for rows in tables:
        for index, name in enumerate(book.column(rows, "name")):
            row = RowRef(rows, index)
            if first.setdefault(name, row) is not row or name not in alike:
                continue
            other = alike[name]
            if other in unheard:
                where = source(unheard[other].unit, unheard[other].month)
                yield row.problem("name-spelled-as-known", "name", name, expected=other, where=where)
            else:
                cell = first[other].cell("name", rows)
                yield row.problem("name-spelled-alike", "name", name, expected=other, first=cell)


def order_of_dates(book: CheckInput) -> Iterator[Problem]:
    """立项, 发布 and 实施 follow one another; a day may be shared."""
    for rows in book.tables(KIND):
        for earlier, later in (("registered_on", "published_on"), ("published_on", "effective_on")):
            if earlier not in rows.fields or later not in rows.fields:
                continue
            for index, (first, second) in enumerate(book.columns(rows, earlier, later)):
                if first is not None and second is not None and first > second:
                    header = KIND.header(earlier)
                    yield RowRef(rows, index).problem(
                        "dates-out-of-order", later, second, expected=first, earlier=header
                    )


def dates_in_time(book: CheckInput) -> Iterator[Problem]:
    """What happened, happened by the end of the month reported. What was published before the plan does not count.

    Ledgers filled in after the month may hold what came since, so a later date is a warning. An older register, of
    which that is said already, may well be filled with what is known now.
    """
    ends = date.max if book.month_end is None or book.is_older(KIND) else book.month_end
    for rows in book.tables(KIND):
        for field in ("registered_on", "published_on"):
            days = book.column(rows, field)
            begins = book.plan.counts_from if field == "published_on" else None
            begins = begins or date.min
            if (
                max(filter(None, days), default=begins) <= ends
                and min(filter(None, days), default=begins) >= begins
            ):
                continue
            for index, day in enumerate(days):
                if day is not None and day > ends:
                    yield RowRef(rows, index).problem("date-after-month", field, day, expected=ends)
                elif day is not None and day < begins:
                    yield RowRef(rows, index).problem("before-plan", field, day, expected=begins)


def stage_and_publication(book: CheckInput) -> Iterator[Problem]:
    """A standard has a publication date from 发布 on, and not before: without one it cannot be counted.

    A table without the column says nothing of it, so the stored date stands.
    """
    for rows in book.tables(KIND):
        has_dates = "published_on" in rows.fields
        for index, (stage, day) in enumerate(book.columns(rows, "stage", "published_on")):
            if day is None and stage in COUNTED:
                if has_dates:
                    yield RowRef(rows, index).problem(
                        "published-without-date", "published_on", None, stage=stage
                    )
                elif not _is_published(book, rows, index):
                    yield RowRef(rows, index).problem("published-without-date", "stage", stage, stage=stage)
            elif day is not None and stage in UNPUBLISHED:
                yield RowRef(rows, index).problem("stage-before-publication", "stage", stage, expected=day)


def stage_and_number(book: CheckInput) -> Iterator[Problem]:
    """A standard has its number from 批准 on. A revision (修订) may name the number it is to replace."""
    for rows in book.tables(KIND):
        if "standard_number" not in rows.fields:
            continue
        columns = book.columns(rows, "stage", "standard_number", "action", "published_on")
        for index, (stage, number, action, day) in enumerate(columns):
            if number is None and stage in NUMBERED:
                yield RowRef(rows, index).problem(
                    "published-without-number", "standard_number", None, stage=stage
                )
            elif number is not None and stage in UNNUMBERED and day is None and "修" not in (action or ""):
                yield RowRef(rows, index).problem(
                    "number-before-approval", "standard_number", number, expected=stage
                )


def year_of_number(book: CheckInput) -> Iterator[Problem]:
    """The year in a number is that of its publication."""
    for rows in book.tables(KIND):
        for index, (number, day) in enumerate(book.columns(rows, "standard_number", "published_on")):
            if number is not None and day is not None and number[-4:] != YEARS[day.year]:
                yield RowRef(rows, index).problem("year-of-number", "standard_number", number, expected=day)


def against_what_was_reported(book: CheckInput) -> Iterator[Problem]:
    """A stage does not go back and a publication does not change or vanish without a word.

    An older register is not held against newer rows: that it is older is said already.
    """
    stored_rows = book.stored(KIND, StoredStandard) if book.tables(KIND) and not book.is_older(KIND) else {}
    if not stored_rows:
        return
    for rows in book.tables(KIND):
        columns = book.columns(rows, "stage", "published_on")
        has_dates = "published_on" in rows.fields
        for index, (stored, (stage, day)) in enumerate(
            zip(map(stored_rows.get, rows.keys), columns, strict=True)
        ):
            if stored is None or (stored.stage == stage and stored.published_on == day):
                continue
            where = source(stored.unit, stored.month)
            before, published_on = stored.stage, stored.published_on
            if has_dates and published_on is not None and day is None and stage != Stage.WITHDRAWAL:
                yield RowRef(rows, index).problem(
                    "no-longer-published", "published_on", None, expected=published_on, where=where
                )
            elif stage and before and ORDER[stage] < ORDER[before] and before != Stage.REVIEW:
                yield RowRef(rows, index).problem("stage-back", "stage", stage, expected=before, where=where)
            elif published_on and day and month_of(published_on) != month_of(day):
                yield RowRef(rows, index).problem(
                    "publication-moved",
                    "published_on",
                    day,
                    expected=published_on,
                    where=where,
                    first_month=spoken(month_of(min(published_on, day))),
                )


def _unnamed(book: CheckInput) -> list[StoredStandard]:
    """The stored standards that the workbook does not name."""
    tables = book.tables(KIND)
    stored_rows = book.stored(KIND, StoredStandard) if tables else {}
    if not stored_rows:
        return []
    held = {key for rows in tables for key in rows.keys}
    return [stored for key, stored in stored_rows.items() if key not in held]


def _is_published(book: CheckInput, rows: Rows, index: int) -> bool:
    stored = book.stored(KIND, StoredStandard).get(rows.keys[index])
    return stored is not None and stored.published_on is not None


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
