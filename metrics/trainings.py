"""Trainings: which sessions were held by a month, in which months, of which type, by whom, and who was there."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from metrics.actuals import ledgers_of
from metrics.facts import Facts, records, start_of
from words.months import last_day, month_of, months_between

By = Literal["training_type", "organiser", "year"]

SESSION_COLUMNS = [
    *[
        "key",
        "title",
        "training_type",
        "held_on",
        "organiser",
        "attendances",
        "participants",
        "venue",
        "note",
    ],
    *["year", "is_counted", "import_id", "file", "sheet", "cell"],
]
GROUP_COLUMNS = ["sessions", "attendances", "is_partial"]


@lru_cache(maxsize=64)
def sessions(facts: Facts, month: str) -> pd.DataFrame:
    """The sessions held by the end of a month ("YYYY-MM"), the newest first; those without a date at the end.

    One row per session, with columns SESSION_COLUMNS: organiser is the full name, attendances None where the
    ledger gives none, participants a list of names, year "2023"; is_counted is False for one held before the plan
    began, which no target counts. The cell is that of the attendances. The table is kept for the next who asks, so
    copy it before changing it.
    """
    end, starts_on, ledgers = last_day(month), start_of(facts.plan), ledgers_of(facts)
    found = []
    for row in records(facts.trainings):
        held_on, attendances = row["held_on"], row["attendances"]
        if held_on is not None and held_on > end:
            continue
        told = {
            "organiser": ledgers.full_name(row["organiser"]),
            "attendances": None if attendances is None or attendances != attendances else attendances,
            "participants": row["participants"] or [],
            "year": str(held_on.year) if held_on is not None else None,
            "is_counted": held_on is not None and (starts_on is None or held_on >= starts_on),
        }
        found.append(row | told | facts.source("trainings", row, "attendances"))
    found.sort(key=lambda row: (row["held_on"] is None, row["key"]))
    dated = [row for row in found if row["held_on"] is not None]
    dated.sort(key=lambda row: row["held_on"], reverse=True)
    return pd.DataFrame([*dated, *found[len(dated) :]], columns=SESSION_COLUMNS, dtype=object)


def calendar(facts: Facts, month: str) -> pd.DataFrame:
    """What was held in each month, from the plan's start (or the first session) to `month`.

    One row per month: month, sessions, attendances, is_partial (a session gives no figure: the attendances are a
    lower bound, and None where no session gives one). Sessions and attendances are None in months after the newest
    ledger without any: silence is not zero. Only sessions that count. Empty when neither a start nor a session is
    known.
    """
    held: dict[str, list[dict]] = {}
    for row in records(sessions(facts, month)):
        if row["is_counted"]:
            held.setdefault(month_of(row["held_on"]), []).append(row)
    starts_on = start_of(facts.plan)
    first = month_of(starts_on) if starts_on else min(held, default=None)
    newest = max((each for each in ledgers_of(facts).reported["trainings"] if each <= month), default="")
    rows: list[tuple] = []
    for each in months_between(first, month) if first else []:
        if each in held or each <= newest:
            rows.append((each, len(held.get(each, [])), *_attendances(held.get(each, []))))
        else:
            rows.append((each, None, None, False))
    return pd.DataFrame(rows, columns=["month", *GROUP_COLUMNS], dtype=object)


@dataclass(frozen=True)
class Trainings:
    """All that is told of a plan's trainings for a month.

    sessions, calendar, people: see there; by_type, by_organiser, by_year: what groups gave. has_ledger: whether any
    ledger lists trainings, be it later than this month. types, organisers, years: all that the plan's trainings name.
    """

    sessions: pd.DataFrame
    calendar: pd.DataFrame
    by_type: pd.DataFrame
    by_organiser: pd.DataFrame
    by_year: pd.DataFrame
    people: pd.DataFrame
    has_ledger: bool
    types: list[str]
    organisers: list[str]
    years: list[str]


def trainings(facts: Facts, month: str) -> Trainings:
    """All that is told of a plan's trainings for a month."""
    held, ledgers = sessions(facts, month), ledgers_of(facts)
    names = {ledgers.full_name(row["organiser"]) for row in records(facts.trainings)}
    return Trainings(
        sessions=held,
        calendar=calendar(facts, month),
        by_type=groups(held, "training_type"),
        by_organiser=groups(held, "organiser"),
        by_year=groups(held, "year"),
        people=people(facts, month),
        has_ledger=not facts.trainings.empty or "trainings" in set(facts.reports["kind"]),
        types=sorted({each for each in facts.trainings["training_type"] if each}),
        organisers=sorted(name for name in names if name),
        years=sorted({str(day.year) for day in facts.trainings["held_on"] if day is not None}, reverse=True),
    )


def groups(table: pd.DataFrame, by: By) -> pd.DataFrame:
    """Sessions and attendances by type, organiser or year: one row each, the most sessions first, None (not named) last.

    table: what `sessions` gave; those that do not count are left out. Columns: `by`, sessions, attendances,
    is_partial as in `calendar`.
    """
    found: dict[str | None, list[dict]] = {}
    for row in records(table):
        if row["is_counted"]:
            found.setdefault(row[by] or None, []).append(row)
    rows = [(name, len(own), *_attendances(own)) for name, own in found.items()]
    rows.sort(key=lambda row: (row[0] is None, -row[1], row[0] or ""))
    return pd.DataFrame(rows, columns=[by, *GROUP_COLUMNS], dtype=object)


def people(facts: Facts, month: str) -> pd.DataFrame:
    """The people whom the ledgers name as participants by the end of a month, those of most sessions first.

    One row per person, that is per unit and name (docs/glossary.md, "Trainings"): name, unit (None where it is not
    known), sessions, first_on and last_on (dates). Only sessions that count.
    """
    ledgers = ledgers_of(facts)
    counted = {row["key"] for row in records(sessions(facts, month)) if row["is_counted"]}
    attended: dict[tuple[str | None, str], list] = {}
    for row in records(facts.trainings):
        if row["key"] in counted:
            for person in dict.fromkeys(ledgers.person(name, row) for name in row["participants"] or ()):
                attended.setdefault(person, []).append(row["held_on"])
    rows = [(name, unit, len(days), min(days), max(days)) for (unit, name), days in attended.items()]
    rows.sort(key=lambda row: (-row[2], row[1] or "", row[0]))
    return pd.DataFrame(rows, columns=["name", "unit", "sessions", "first_on", "last_on"], dtype=object)


def search(
    table: pd.DataFrame,
    text: str | None = None,
    training_type: str | None = None,
    organiser: str | None = None,
    year: str | None = None,
) -> pd.DataFrame:
    """The rows of `sessions` that a person asks for; None asks for nothing.

    text: words, all of which occur in title, venue or names of participants, whatever their case. year: "2023".
    """
    words = (text or "").casefold().split()
    rows = [
        row
        for row in records(table)
        if (training_type is None or row["training_type"] == training_type)
        and (organiser is None or row["organiser"] == organiser)
        and (year is None or row["year"] == year)
        and all(word in _searched(row) for word in words)
    ]
    return pd.DataFrame(rows, columns=table.columns, dtype=object)


def _searched(row: dict) -> str:
    return " ".join([row["title"], row["venue"] or "", *row["participants"]]).casefold()


def _attendances(held: list[dict]) -> tuple[float | None, bool]:
    """The attendances of some sessions, and whether they are a lower bound. Of no session they are 0."""
    known = [row["attendances"] for row in held if row["attendances"] is not None]
    return (sum(known) if known or not held else None), len(known) < len(held)
