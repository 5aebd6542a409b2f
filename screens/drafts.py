"""What the page of the briefing asks: the draft, what the office wrote instead, its files, and what was issued. Cached as in cached.py."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from exports.briefing.content import Briefing
from exports.briefing.parts import PARTS, TITLES, with_edits
from metrics.reporting import today
from screens.cached import AsOf, engine, engine_of, known_now
from services import briefings as drafting
from store import briefings
from store.database import snapshot
from words import language
from words.months import checked


def briefing_parts() -> list[str]:
    """The codes of the parts that a briefing can have."""
    return [code for code in TITLES if code in PARTS]


def draft(plan_code: str, month: str, parts: tuple[str, ...] | None, units: tuple[str, ...]) -> Briefing:
    """The briefing as drafted from its figures; see services.briefings.draft. It must not be changed."""
    return _draft(
        known_now(),
        plan_code,
        checked(month),
        parts,
        units,
        language(),
        today(),
    )


def edited(briefing: Briefing, edits: dict[str, dict]) -> Briefing:
    """A draft with what the office wrote instead (briefing_edits)."""
    return with_edits(briefing, {part: edit["text"] for part, edit in edits.items()})


def briefing_edits(plan_code: str, month: str, units: tuple[str, ...]) -> dict[str, dict]:
    """See store.briefings.edits; those of the language in use."""
    with snapshot(engine()) as connection:
        return briefings.edits(connection, plan_code, month, language=language(), units=units)


def draft_key(plan_code: str, month: str, parts: Sequence[str], units: Sequence[str]) -> str:
    """A text that changes whenever the files of a draft would."""
    now = known_now()
    state = f"{now.import_id} {now.decisions} {_briefings()} {today()}"
    return f"{plan_code} {month} {parts} {units} {language()} {state}"


def briefing_file(briefing: Briefing, format: str) -> bytes:
    """A briefing as a file in the office's layout; see services.briefings.write_file."""
    with snapshot(engine()) as connection:
        return drafting.write_file(connection, briefing, format)


def next_briefing(plan_code: str) -> int:
    """The number that the next briefing of a plan would have."""
    with snapshot(engine()) as connection:
        return briefings.next_number(connection, plan_code, today().year)


def issued_briefings(plan_code: str) -> pd.DataFrame:
    """See store.briefings.issued."""
    with snapshot(engine()) as connection:
        return briefings.issued(connection, plan_code)


def issued_file(briefing_id: int, format: str) -> bytes:
    """A file as it was issued."""
    with snapshot(engine()) as connection:
        return briefings.issued_file(connection, briefing_id, format)


def briefing_template(format: str) -> dict | None:
    """See store.briefings.template."""
    with snapshot(engine()) as connection:
        return briefings.office_template(connection, format)


@st.cache_resource(max_entries=32, show_spinner=False)
def _draft(
    as_of: AsOf,
    plan_code: str,
    month: str,
    parts: tuple[str, ...] | None,
    units: tuple[str, ...],
    language: str,
    today: date,
) -> Briefing:
    with snapshot(engine_of(as_of.url)) as connection:
        return drafting.draft(connection, plan_code, month, parts=parts, units=units)


def _briefings() -> str:
    with snapshot(engine()) as connection:
        return briefings.newest(connection)
