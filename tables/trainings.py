"""Tables of trainings: every session, the people who were there, and the years."""

from collections.abc import Sequence

from metrics.trainings import Person, Session, SessionGroup
from tables.cells import sources
from tables.table import Cell, Column, Kind, Noted, On, Table
from words import _


def sessions_table(sessions: Sequence[Session], is_demo: bool = False) -> Table:
    """Sessions in the order given, each with the cell of its attendances."""
    columns = [
        Column(_("Title"), Kind.LONG, on=On.SCREEN),
        Column(_("Title"), Kind.LONG, on=On.FILE),
        Column(_("Type")),
        Column(_("Held"), Kind.DAY),
        Column(_("Organiser"), Kind.LONG),
        Column(_("Venue"), Kind.LONG),
        Column(_("Attendances"), Kind.NUMBER),
        Column(_("Participants"), Kind.NAMES, on=On.FILE),
        Column(_("Note"), Kind.LONG, on=On.FILE),
        Column(_("Source cell"), Kind.SOURCES),
    ]
    rows = [
        [
            _title_with_notes(session),
            session.title,
            session.training_type,
            session.held_on,
            session.organiser,
            session.venue,
            session.attendances,
            session.participants,
            session.note,
            sources([session.source]),
        ]
        for session in sessions
    ]
    return Table("trainings", _("Trainings"), columns, rows, is_demo)


def _title_with_notes(session: Session) -> Cell:
    """The title, with its note, and why no target counts it."""
    title: Cell = Noted(session.title, session.note) if session.note else session.title
    if session.held_on is not None and not session.is_counted:
        title = Noted(title, _("before the plan, not counted"))
    return title


def people_table(title: str, people: Sequence[Person], is_demo: bool = False) -> Table:
    """People whom the ledgers name as participants."""
    columns = [
        Column(_("Name")),
        Column(_("Their unit")),
        Column(_("Sessions"), Kind.NUMBER),
        Column(_("First"), Kind.DAY),
        Column(_("Last"), Kind.DAY),
    ]
    rows = [[person.name, person.unit, person.sessions, person.first_on, person.last_on] for person in people]
    return Table("people", title, columns, rows, is_demo)


def years_table(years: Sequence[SessionGroup], is_demo: bool = False) -> Table:
    """Sessions and attendances of each year."""
    columns = [
        Column(_("Year"), Kind.MONTH),
        Column(_("Sessions"), Kind.NUMBER),
        Column(_("Attendances"), Kind.NUMBER),
    ]
    rows = [[year.name, year.sessions, year.attendances] for year in years]
    return Table("trainings-by-year", _("Trainings by year"), columns, rows, is_demo)
