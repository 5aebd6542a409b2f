"""Trainings: which sessions were held by a month, in which months, of which type, by whom, and who was there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from metrics.actuals import ledgers_of
from metrics.facts import Facts, records, start_of
from metrics.rows import known
from words.kinds import Record
from words.months import last_day, month_of, months_between

By = Literal["training_type", "organiser", "year"]


@dataclass(frozen=True, slots=True)
class Session:
    """A training session as its ledger lists it.

    organiser: its full name; attendances: None where the ledger gives none; participants: names; year: "2023";
    is_counted: False for one held before the plan began, which no target counts. source: the cell of the attendances.
    """

    key: str
    title: str
    training_type: str | None
    held_on: date | None
    organiser: str | None
    attendances: float | None
    participants: list[str]
    venue: str | None
    note: str | None
    year: str | None
    is_counted: bool
    source: Record


@dataclass(frozen=True, slots=True)
class HeldMonth:
    """What was held in a month.

    Sessions and attendances are None in months after the newest ledger without any: silence is not zero. is_partial: a
    session gives no figure: the attendances are a lower bound, and None where no session gives one.
    """

    month: str
    sessions: int | None
    attendances: float | None
    is_partial: bool


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """Sessions of one type, organiser or year, None for those that name none. Attendances as in HeldMonth."""

    name: str | None
    sessions: int
    attendances: float | None
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the ledgers name as a participant. unit: None where it is not known."""

    name: str
    unit: str | None
    sessions: int
    first_on: date
    last_on: date


@lru_cache(maxsize=64)
def sessions(facts: Facts, month: str) -> tuple[Session, ...]:
    """The sessions held by the end of a month ("YYYY-MM"), the newest first; those without a date at the end."""
    end = last_day(month)
    held = [_session(facts, row) for row in records(facts.trainings)]
    dated = [(session.held_on, session) for session in held if session.held_on and session.held_on <= end]
    dated.sort(key=lambda pair: pair[1].key)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    undated = sorted(
        (session for session in held if session.held_on is None), key=lambda session: session.key
    )
    return (*(session for _day, session in dated), *undated)


def _session(facts: Facts, row: Record) -> Session:
    starts_on, held_on = start_of(facts.plan), row["held_on"]
    return Session(
        key=row["key"],
        title=row["title"],
        training_type=row["training_type"],
        held_on=held_on,
        organiser=ledgers_of(facts).full_name(row["organiser"]),
        attendances=known(row["attendances"]),
        participants=row["participants"] or [],
        venue=row["venue"],
        note=row["note"],
        year=str(held_on.year) if held_on is not None else None,
        is_counted=held_on is not None and (starts_on is None or held_on >= starts_on),
        source=facts.source("trainings", row, "attendances"),
    )


def calendar(facts: Facts, month: str) -> list[HeldMonth]:
    """What was held in each month, from the plan's start (or the first session) to `month`.

    Only sessions that count. Empty when neither a start nor a session is known.
    """
    held: dict[str, list[Session]] = {}
    for session in sessions(facts, month):
        if session.is_counted and session.held_on is not None:
            held.setdefault(month_of(session.held_on), []).append(session)
    starts_on = start_of(facts.plan)
    first = month_of(starts_on) if starts_on else min(held, default=None)
    newest = max((at for at in ledgers_of(facts).reported["trainings"] if at <= month), default="")
    return [
        HeldMonth(at, len(held.get(at, [])), *_attendances(held.get(at, [])))
        if at in held or at <= newest
        else HeldMonth(at, None, None, False)
        for at in (months_between(first, month) if first else [])
    ]


@dataclass(frozen=True)
class Trainings:
    """All that is told of a plan's trainings for a month.

    sessions, calendar, people: see there; by_type, by_organiser, by_year: what groups gave. has_ledger: whether any
    ledger lists trainings, be it later than this month. types, organisers, years: all that the plan's trainings name.
    """

    sessions: tuple[Session, ...]
    calendar: list[HeldMonth]
    by_type: list[SessionGroup]
    by_organiser: list[SessionGroup]
    by_year: list[SessionGroup]
    people: list[Person]
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
        types=sorted({name for name in facts.trainings["training_type"] if name}),
        organisers=sorted(name for name in names if name),
        years=sorted({str(day.year) for day in facts.trainings["held_on"] if day is not None}, reverse=True),
    )


def groups(sessions: Iterable[Session], by: By) -> list[SessionGroup]:
    """Sessions and attendances by type, organiser or year, the most sessions first, None (not named) last.

    Those that do not count are left out.
    """
    own: dict[str | None, list[Session]] = {}
    for session in sessions:
        if session.is_counted:
            own.setdefault(getattr(session, by) or None, []).append(session)
    groups = [SessionGroup(name, len(held), *_attendances(held)) for name, held in own.items()]
    return sorted(groups, key=lambda group: (group.name is None, -group.sessions, group.name or ""))


def people(facts: Facts, month: str) -> list[Person]:
    """The people whom the ledgers name as participants by the end of a month, those of most sessions first.

    A person is a unit and a name (docs/glossary.md, "Trainings"). Only sessions that count.
    """
    ledgers = ledgers_of(facts)
    counted = {session.key for session in sessions(facts, month) if session.is_counted}
    attended: dict[tuple[str | None, str], list[date]] = {}
    for row in records(facts.trainings):
        if row["key"] in counted:
            for person in dict.fromkeys(ledgers.person(name, row) for name in row["participants"] or ()):
                attended.setdefault(person, []).append(row["held_on"])
    trained = [Person(name, unit, len(days), min(days), max(days)) for (unit, name), days in attended.items()]
    return sorted(trained, key=lambda person: (-person.sessions, person.unit or "", person.name))


def search(
    sessions: Iterable[Session],
    text: str | None = None,
    training_type: str | None = None,
    organiser: str | None = None,
    year: str | None = None,
) -> list[Session]:
    """The sessions that a person asks for; None asks for nothing.

    text: words, all of which occur in title, venue or names of participants, whatever their case. year: "2023".
    """
    words = (text or "").casefold().split()
    return [
        session
        for session in sessions
        if (training_type is None or session.training_type == training_type)
        and (organiser is None or session.organiser == organiser)
        and (year is None or session.year == year)
        and all(word in _searched(session) for word in words)
    ]


def _searched(session: Session) -> str:
    return " ".join([session.title, session.venue or "", *session.participants]).casefold()


def _attendances(held: Sequence[Session]) -> tuple[float | None, bool]:
    """The attendances of some sessions, and whether they are a lower bound. Of no session they are 0."""
    given = [session.attendances for session in held if session.attendances is not None]
    return (sum(given) if given or not held else None), len(given) < len(held)
