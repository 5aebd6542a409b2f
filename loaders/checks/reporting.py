"""Who reports, for which plan and which month."""

from collections.abc import Iterator

from loaders.checks.given import Given, Place, nearest
from loaders.problems import Problem, problem
from words.kinds import KINDS
from words.months import month_of, shift, spoken
from words.terms import Level

MONTHS_AFTER_END = 12  # in which the last figures of a plan that is over still come in


def whom_it_is_of(given: Given) -> Iterator[Problem]:
    """The plan is there; a ledger says which unit and month it is of, and the plan knows the unit."""
    reading, plan = given.reading, given.plan
    if reading.is_plan or (not reading.sheets and reading.has(Level.ERROR)):
        return
    sheet = _first_sheet(given)
    if reading.plan_code is None:
        yield problem("no-plan", sheet=sheet)
        return
    if reading.plan_code not in given.known.plans:
        code = reading.plan_code
        near = nearest(code, given.known.plans)
        yield problem("unknown-plan", sheet=sheet, column="规划代码", value=code, suggestion=near)
        return
    if not _is_ledger(given):
        return
    if reading.month is None:
        yield problem("no-month", sheet=sheet)
    if reading.unit is None:
        yield problem("no-unit", sheet=sheet)
    elif plan.units and given.unit is None:
        near = nearest(reading.unit, plan.units)
        yield problem("unknown-unit", sheet=sheet, column="填报单位", value=reading.unit, suggestion=near)


def month_in_plan(given: Given) -> Iterator[Problem]:
    """The month reported lies in the plan's period. Last figures come in for some time after its end."""
    begins, ends, month = given.plan.starts_on, given.plan.ends_on, given.month
    if month is None:
        return
    sheet = _first_sheet(given)
    if begins is not None and month < month_of(begins):
        yield problem("month-outside-plan", sheet=sheet, value=month, expected=_period(given))
    elif ends is not None and month > shift(month_of(ends), MONTHS_AFTER_END):
        yield problem("month-after-plan", sheet=sheet, value=month, expected=spoken(month_of(ends)))


def months_of_rows(given: Given) -> Iterator[Problem]:
    """A row is of the month reported or of an earlier one within the plan."""
    begins = month_of(given.plan.starts_on) if given.plan.starts_on else ""
    newest = given.month or "9999-12"
    for kind in _monthly():
        for rows in given.of(kind):
            for at, month in enumerate(given.column(rows, "month")):
                if month is None or month == given.month:
                    continue
                if month > newest:
                    yield Place(rows, at).problem(
                        "month-after-ledger", "month", spoken(month), expected=spoken(newest)
                    )
                elif month < begins:
                    yield Place(rows, at).problem(
                        "month-outside-plan", "month", spoken(month), expected=_period(given)
                    )


def age(given: Given) -> Iterator[Problem]:
    """A register holds the state of its items, so that of an older month would set back what a newer one said."""
    for rows in given.reading.sheets:
        newest = given.plan.reported.get((given.reading.unit or "", rows.kind))
        is_register = KINDS[rows.kind].is_ledger and rows.kind not in _monthly()
        if is_register and given.is_older(rows.kind):
            yield problem("older-ledger", sheet=rows.sheet, value=given.month, expected=newest)


def _is_ledger(given: Given) -> bool:
    return any(KINDS[rows.kind].is_ledger for rows in given.reading.sheets)


def _monthly() -> list[str]:
    return [kind.name for kind in KINDS.values() if "month" in kind.key_fields]


def _first_sheet(given: Given) -> str:
    return given.reading.sheets[0].sheet if given.reading.sheets else ""


def _period(given: Given) -> str:
    begins, ends = given.plan.starts_on, given.plan.ends_on
    return f"{begins:%Y-%m} — {ends:%Y-%m}" if ends else f"{begins:%Y-%m} —"


CHECKS = (whom_it_is_of, month_in_plan, months_of_rows, age)
