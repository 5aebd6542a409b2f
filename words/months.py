"""Months as text `YYYY-MM`: they sort, print and compare as they are."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from words.errors import UnknownCode
from words.language import _


def checked(text: str) -> str:
    """The month itself if it is written YYYY-MM. Raises UnknownCode when it is not a month."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise UnknownCode(_("“{text}” is not a month. Write it as 2023-06.").format(text=text))
    return text


@lru_cache(maxsize=4096)
def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def spoken(month: str) -> str:
    """A month as people write it in the language in use: 2023年6月."""
    return _("{year}-{month:02d}").format(year=int(month[:4]), month=int(month[5:7]))


def spoken_day(day: date) -> str:
    """A date as people write it in the language in use: 2023年6月30日."""
    return _("{year}-{month:02d}-{day:02d}").format(year=day.year, month=day.month, day=day.day)


@lru_cache(maxsize=4096)  # a board asks for the same few hundred months again and again
def ordinal(month: str) -> int:
    """Months since year 0, so that months can be subtracted."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


@lru_cache(maxsize=4096)
def from_ordinal(count: int) -> str:
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def shift(month: str, by: int) -> str:
    """The month `by` months later; earlier when negative."""
    return from_ordinal(ordinal(month) + by)


def months_between(first: str, last: str) -> list[str]:
    """All months from first to last, both included; empty when last is before first."""
    return [from_ordinal(count) for count in range(ordinal(first), ordinal(last) + 1)]


def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:7]), 1)


def last_day(month: str) -> date:
    year, month_number = int(month[:4]), int(month[5:7])
    return date(year, month_number, monthrange(year, month_number)[1])


def elapsed_share(month: str, starts_on: date, ends_on: date) -> float:
    """Share of the months from the start to the end (both months included) gone by at the end of `month`.

    Counted in whole months, because ledgers are monthly: June 2023 is 0.5 of 2021-01 to 2025-12.
    0 before the start, 1 from the end on. Source: docs/glossary.md, "Expected share".
    """
    first, last = ordinal(month_of(starts_on)), ordinal(month_of(ends_on))
    gone = ordinal(month) - first + 1
    return min(max(gone / (last - first + 1), 0.0), 1.0)
