"""Who reports, for which plan and which month."""

from collections.abc import Iterator

from loaders.checks.check_input import CheckInput, RowRef, nearest
from loaders.problems import Problem, problem
from words.kinds import KINDS, ledgers
from words.months import month_of, shift, spoken
from words.terms import Level

MONTHS_AFTER_END = 12  # in which the last figures of a plan that is over still come in


def whom_it_is_of(book: CheckInput) -> Iterator[Problem]:
    """The plan is there; a ledger says which unit and month it is of, and the plan knows the unit."""
    reading, plan = book.reading, book.plan
    if reading.is_plan or (not reading.sheets and reading.has(Level.ERROR)):
        return
    sheet = _first_sheet(book)
    if reading.plan_code is None:
        yield problem("no-plan", sheet=sheet)
        return
    if reading.plan_code not in book.background.plans:
        code = reading.plan_code
        near = nearest(code, book.background.plans)
        yield problem("unknown-plan", sheet=sheet, column="规划代码", value=code, suggestion=near)
        return
    if not _is_ledger(book):
        return
    if reading.month is None:
        yield problem("no-month", sheet=sheet)
    if reading.unit is None:
        yield problem("no-unit", sheet=sheet)
    elif plan.units and book.unit is None:
        near = nearest(reading.unit, plan.units)
        yield problem("unknown-unit", sheet=sheet, column="填报单位", value=reading.unit, suggestion=near)


def month_in_plan(book: CheckInput) -> Iterator[Problem]:
    """The month reported lies in the plan's period. Last figures come in for some time after its end."""
    begins, ends, month = book.plan.starts_on, book.plan.ends_on, book.month
    if month is None:
        return
    sheet = _first_sheet(book)
    if begins is not None and month < month_of(begins):
        yield problem("month-outside-plan", sheet=sheet, value=month, expected=_period(book))
    elif ends is not None and month > shift(month_of(ends), MONTHS_AFTER_END):
        yield problem("month-after-plan", sheet=sheet, value=month, expected=spoken(month_of(ends)))


def months_of_rows(book: CheckInput) -> Iterator[Problem]:
    """A row is of the month reported or of an earlier one within the plan."""
    begins = month_of(book.plan.starts_on) if book.plan.starts_on else ""
    newest = book.month or "9999-12"
    for kind in (kind for kind in ledgers().values() if kind.is_monthly):
        for rows in book.tables(kind):
            for index, month in enumerate(book.column(rows, "month")):
                if month is None or month == book.month:
                    continue
                if month > newest:
                    yield RowRef(rows, index).problem(
                        "month-after-ledger", "month", spoken(month), expected=spoken(newest)
                    )
                elif month < begins:
                    yield RowRef(rows, index).problem(
                        "month-outside-plan", "month", spoken(month), expected=_period(book)
                    )


def age(book: CheckInput) -> Iterator[Problem]:
    """A register holds the state of its items, so that of an older month would set back what a newer one said."""
    for rows in book.reading.sheets:
        kind = KINDS[rows.kind]
        if kind.is_ledger and not kind.is_monthly and book.is_older(kind):
            newest = book.plan.reported[book.reading.unit or "", kind.name]
            yield problem("older-ledger", sheet=rows.sheet, value=book.month, expected=newest)


def _is_ledger(book: CheckInput) -> bool:
    return any(KINDS[rows.kind].is_ledger for rows in book.reading.sheets)


def _first_sheet(book: CheckInput) -> str:
    return book.reading.sheets[0].sheet if book.reading.sheets else ""


def _period(book: CheckInput) -> str:
    begins, ends = book.plan.starts_on, book.plan.ends_on
    return f"{begins:%Y-%m} — {ends:%Y-%m}" if ends else f"{begins:%Y-%m} —"


CHECKS = (whom_it_is_of, month_in_plan, months_of_rows, age)
