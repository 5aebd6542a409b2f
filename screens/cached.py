"""The only Streamlit caches. Keyed on the newest import, which every run of a page asks for once (screens/run_memory.py), so a new
upload is seen at once by everybody.

Nothing here is ever cleared: an import that is saved makes a new key, and old ones fall out by `max_entries`.
"""

from collections.abc import Callable, Hashable
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

import settings
from charts.chart import Chart
from charts.figure import figure
from charts.palette import Palette
from loaders.surroundings import Surroundings, surroundings
from loaders.workbook import open_workbook
from metrics import board as metrics
from metrics import units as units_of
from metrics.board import Board
from metrics.closings import Closing, closings_from
from metrics.facts import Facts, start_of
from metrics.imports import Import, RowChange, imports_from, row_changes_from
from metrics.overrides import GivenOverride, given_overrides_from
from metrics.reminders import Reminder
from metrics.reminders import reminders as remind
from metrics.reporting import ExpectedReport, expected_reports, load_calendar, rates, today
from metrics.restatement import Restatement
from metrics.rules import load_rule_set
from metrics.summary import PlanRow, plan_row
from metrics.units import UnitItem, UnitScore
from screens import run_memory
from services import closing
from services.imports import Intake, take_in
from store import closings, mappings
from store import facts as stored
from store.database import Engine, open_database, snapshot
from words import _, language
from words.errors import UnknownCode
from words.months import checked, month_of, months_between

T = TypeVar("T")


class AsOf(NamedTuple):
    """What everything shown hangs on: the database, its newest import, and what was decided (store.closings.newest)."""

    url: str
    import_id: int
    decisions: str


def plans() -> pd.DataFrame:
    """One row per plan; see store.facts.plans. Raises NothingLoaded when there is none."""
    rows = _plans(known_now())
    if rows.empty:
        raise stored.nothing_loaded()
    return rows


def months(plan_code: str) -> list[str]:
    """The months that can be asked for, oldest first: from the plan's first to this one or its last report.

    A plan that is over ends with its last month, unless reports came later.
    """
    facts = _plan_facts(plan_code)
    reported = sorted(facts.reports["month"])
    starts_on = start_of(facts.plan)
    if starts_on is None:
        return reported or [month_of(date.today())]
    ends_on: date = facts.plan["ends_on"] or starts_on
    last = min(month_of(ends_on), max(month_of(date.today()), month_of(starts_on)))
    return months_between(month_of(starts_on), max([last, *reported[-1:]]))


def default_month(plan_code: str) -> str:
    """The last month with a report; without any, this month or the plan's last one, whichever is earlier."""
    reported = sorted(_plan_facts(plan_code).reports["month"])
    if reported:
        return reported[-1]
    possible = months(plan_code)
    return max(min(month_of(date.today()), possible[-1]), possible[0])


def board(plan_code: str, month: str) -> Board:
    """The board of a plan for a month, in the language in use. Raises UnknownCode for a month that is none."""
    return _board(known_now(), plan_code, checked(month), language())


def closing_of(plan_code: str, month: str) -> dict | None:
    """The closing of a month (store.closings.closing) with `restated`, how many figures later imports changed; None when open."""
    return _closing(known_now(), plan_code, month)


def restated(plan_code: str, month: str) -> list[Restatement]:
    """See services.closing.restated. Raises UnknownCode for a month that is not closed."""
    return _restated(known_now(), plan_code, month)


def restated_of_late(plan_code: str, month: str) -> list[Restatement]:
    """See services.closing.restated_of_late."""
    return _restated_of_late(known_now(), plan_code, checked(month), language())


def side_by_side() -> list[tuple[PlanRow, bool]]:
    """All plans, each in its own newest month (`default_month`), and whether that month is closed."""
    this_month = month_of(date.today())  # a plan without reports is shown by the clock
    return _side_by_side(known_now(), this_month, language())


def board_now(plan_code: str, month: str) -> Board:
    """The board of a month by what is known now; of a closed month by the rule set that it was closed with."""
    return _board_now(known_now(), plan_code, checked(month), language())


def closing_list(plan_code: str) -> list[Closing]:
    """Every closing of a plan, newest first, reopened ones too."""
    return _closing_list(known_now(), plan_code)


def override_list(plan_code: str) -> list[GivenOverride]:
    """Every status set by hand in a plan, newest first, lifted ones too."""
    return _override_list(known_now(), plan_code)


def unit_items(plan_code: str, month: str) -> list[UnitItem]:
    """See metrics.units.unit_items."""
    return _standing(plan_code, month)[0]


def unit_scores(plan_code: str, month: str) -> list[UnitScore]:
    """See metrics.units.unit_scores, with the reports up to the month."""
    return _standing(plan_code, month)[1]


def reports(plan_code: str, month: str) -> list[ExpectedReport]:
    """Every report expected up to a month, as it stood when the month was closed, else today; see metrics.reporting."""
    return of_month(expected_reports, plan_code, month, today=_day_of(plan_code, month))


def reminders(plan_code: str, month: str) -> list[Reminder]:
    """Whom to remind today of reports up to a month, by what is known now even where it is closed; see metrics.reminders."""
    return _reminders(known_now(), plan_code, checked(month), today(), language())


def of_month(ask: Callable[..., T], plan_code: str, month: str, **also: Hashable) -> T:
    """What a function of metrics/ says of a plan and month, `ask(facts, month=month, **also)`, worked out once for each import.

    The facts are those the month is shown by: as issued once it is closed. The answer must not be changed. Raises what
    the function raises, UnknownCode for a month that is none.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"
    arguments = tuple(also.items())
    return _of_month(known_now(), plan_code, checked(month), language(), name, arguments, ask)


def drawing(chart: Chart, colours: Palette) -> go.Figure:
    """A chart drawn with Plotly, once for each chart and palette: drawing costs more than all else on a page."""
    return _drawing(repr(chart), colours.card, language(), chart, colours)


def newest_import() -> int:
    """Id of the newest import; 0 before the first."""
    return known_now().import_id


def source_cell(import_id: int, sheet: str, cell: str) -> tuple[dict, Surroundings]:
    """The import of a source cell (store.facts.workbook) and the rows around it.

    Raises UnknownCode when the import, its sheet or the cell is not there.
    """
    return _source_cell(_url(), import_id, sheet, cell)


# As a resource, not as data: figures are shown, never changed, and copying one costs as much as drawing it.
@st.cache_resource(max_entries=256, show_spinner=False)
def _drawing(content: str, ground: str, language: str, _chart: Chart, _colours: Palette) -> go.Figure:
    drawn = figure(_chart, _colours)
    description = drawn.to_dict()
    drawn.to_dict = lambda: (
        description
    )  # Streamlit asks for it in every run, and it is a copy of all that is drawn
    return drawn


@st.cache_data(max_entries=64, show_spinner=False)
def _source_cell(url: str, import_id: int, sheet: str, cell: str) -> tuple[dict, Surroundings]:
    with snapshot(engine_of(url)) as connection:
        record, content = stored.workbook(connection, import_id)
    return record, surroundings(open_workbook(content, record["file"]), sheet, cell)


def facts_of_month(plan_code: str, month: str) -> Facts:
    """The facts a month is shown by: as issued once it is closed, else the newest."""
    return _basis(known_now(), plan_code, checked(month)).facts


def imports() -> list[Import]:
    """Every import, newest first. The list must not be changed."""
    return _imports(known_now())


def import_of(import_id: int) -> Import:
    """One of `imports`. Raises UnknownCode for one that is not there."""
    for row in imports():
        if row.import_id == import_id:
            return row
    raise UnknownCode(
        _("There is no import {import_id}; the newest is {newest}.").format(
            import_id=import_id, newest=newest_import()
        )
    )


def import_changes(import_id: int) -> list[RowChange]:
    """What an import changed; see store.facts.import_changes. The list must not be changed."""
    return _import_changes(_url(), import_id)


def checked_file(file: str, content: bytes) -> Intake:
    """A workbook read and checked against what is stored now, with what saving it would change. Saves nothing.

    Raises WorkbookUnreadable when it is no workbook.
    """
    digest = sha256(content).hexdigest()
    return _checked_file(known_now(), _newest_mapping(), file, digest, language(), content)


def units(plan_code: str) -> list[str]:
    """The full names of a plan's units, in the order of its list."""
    return list(_plan_facts(plan_code).units["name"])


def template(plan_code: str, kind: str, unit: str | None, month: str) -> bytes:
    """The ledger that a unit fills in for a month; without a unit those of all that are to report, as a ZIP file.

    See exports.template. Raises UnknownCode for an empty one.
    """
    return _template(known_now(), plan_code, kind, unit, checked(month), language())


def template_refusal(plan_code: str, kind: str, unit: str | None, month: str) -> str | None:
    """Why there is no such ledger to fill in, in words; None where `template` gives one. Writes no file."""
    return _template_refusal(known_now(), plan_code, kind, unit, checked(month), language())


def original(import_id: int) -> bytes:
    """The workbook of an import as it was sent."""
    with snapshot(engine()) as connection:
        return stored.workbook(connection, import_id)[1]


# As resources, not as data: rows that are never changed need not be copied for each page.
@st.cache_resource(max_entries=4, show_spinner=False)
def _imports(as_of: AsOf) -> list[Import]:
    with snapshot(engine_of(as_of.url)) as connection:
        return imports_from(stored.import_list(connection))


@st.cache_resource(max_entries=32, show_spinner=False)
def _checked_file(
    as_of: AsOf, mapping: str, file: str, digest: str, language: str, _content: bytes
) -> Intake:
    return take_in(engine_of(as_of.url), _content, file, only_check=True)


@st.cache_data(max_entries=16, show_spinner=False)
def _template(as_of: AsOf, plan_code: str, kind: str, unit: str | None, month: str, language: str) -> bytes:
    from exports.ledger import ledger_template, ledger_template_pack

    facts = _facts(as_of, plan_code)
    return ledger_template(kind, facts, unit, month) if unit else ledger_template_pack(kind, facts, month)


@st.cache_data(max_entries=64, show_spinner=False)
def _template_refusal(
    as_of: AsOf, plan_code: str, kind: str, unit: str | None, month: str, language: str
) -> str | None:
    from exports.ledger import check_ledger_template

    try:
        check_ledger_template(kind, _facts(as_of, plan_code), unit, month)
    except UnknownCode as error:
        return str(error)
    return None


def _newest_mapping() -> str:
    with snapshot(engine()) as connection:
        return mappings.newest(connection)


def known_now() -> AsOf:
    """As known when this run of a page began; anew after this run saved something."""
    return run_memory.once(_newest)


def _newest() -> AsOf:
    url = _url()
    with snapshot(engine_of(url)) as connection:
        return AsOf(url, stored.latest_import(connection), closings.newest(connection))


def forget_what_is_stored() -> None:
    """This run is about to save: what it shows afterwards is asked for anew."""
    run_memory.forget(_newest)


def engine() -> Engine:
    """The engine of the database that the environment names."""
    return engine_of(_url())


def _url() -> str:
    return settings.load().database_url


@st.cache_resource(show_spinner=False)
def engine_of(url: str) -> Engine:
    return open_database(url)


@st.cache_data(max_entries=4, show_spinner=False)
def _plans(as_of: AsOf) -> pd.DataFrame:
    with snapshot(engine_of(as_of.url)) as connection:
        return stored.plans(connection, as_of.import_id)


# As a resource, not as data: facts are never changed, and copying them for each page would cost more than the page.
@st.cache_resource(max_entries=32, show_spinner=False)
def _facts(as_of: AsOf, plan_code: str) -> Facts:
    with snapshot(engine_of(as_of.url)) as connection:
        return stored.read_facts(connection, plan_code, as_of.import_id)


@st.cache_resource(max_entries=32, show_spinner=False)
def _basis(as_of: AsOf, plan_code: str, month: str) -> closing.MonthBasis:
    with snapshot(engine_of(as_of.url)) as connection:
        if closings.closing(connection, plan_code, month) is not None:
            return closing.basis_of(connection, plan_code, month)
    return closing.MonthBasis(_facts(as_of, plan_code), load_rule_set(), None)


@st.cache_resource(max_entries=256, show_spinner=False)
def _board(as_of: AsOf, plan_code: str, month: str, language: str) -> Board:
    facts, rules, _closed = _basis(as_of, plan_code, month)
    return metrics.board(facts, month, rules)


@st.cache_resource(max_entries=512, show_spinner=False)
def _of_month(
    as_of: AsOf,
    plan_code: str,
    month: str,
    language: str,
    name: str,
    also: tuple,
    _ask: Callable,
) -> Any:
    return _ask(_basis(as_of, plan_code, month).facts, month=month, **dict(also))


@st.cache_resource(max_entries=32, show_spinner=False)
def _board_now(as_of: AsOf, plan_code: str, month: str, language: str) -> Board:
    _as_issued, rules, _closed = _basis(as_of, plan_code, month)
    return metrics.board(_facts(as_of, plan_code), month, rules)


def _standing(plan_code: str, month: str) -> tuple[list[UnitItem], list[UnitScore]]:
    day = _day_of(plan_code, month)
    return _unit_standing(known_now(), plan_code, checked(month), day, language())


@st.cache_resource(max_entries=64, show_spinner=False)
def _unit_standing(
    as_of: AsOf, plan_code: str, month: str, day: date, language: str
) -> tuple[list[UnitItem], list[UnitScore]]:
    facts = _basis(as_of, plan_code, month).facts
    items = units_of.unit_items(_board(as_of, plan_code, month, language), facts.units)
    return items, units_of.unit_scores(items, rates(expected_reports(facts, month, day)))


@st.cache_resource(max_entries=64, show_spinner=False)
def _reminders(as_of: AsOf, plan_code: str, month: str, day: date, language: str) -> list[Reminder]:
    return remind(_facts(as_of, plan_code), month, day)


def _day_of(plan_code: str, month: str) -> date:
    """The day by which the reports of a month are judged: the day it was closed, else today."""
    closed = closing_of(plan_code, month)
    return closed["closed_at"].astimezone(load_calendar().zone).date() if closed else today()


@st.cache_data(max_entries=16, show_spinner=False)
def _closing_list(as_of: AsOf, plan_code: str) -> list[Closing]:
    with snapshot(engine_of(as_of.url)) as connection:
        return closings_from(closings.closing_list(connection, plan_code))


@st.cache_data(max_entries=16, show_spinner=False)
def _override_list(as_of: AsOf, plan_code: str) -> list[GivenOverride]:
    with snapshot(engine_of(as_of.url)) as connection:
        return given_overrides_from(closings.override_list(connection, plan_code))


# By its number alone: what an import changed stays what it was, whatever comes later.
@st.cache_resource(max_entries=16, show_spinner=False)
def _import_changes(url: str, import_id: int) -> list[RowChange]:
    with snapshot(engine_of(url)) as connection:
        return row_changes_from(stored.import_changes(connection, import_id))


@st.cache_data(max_entries=64, show_spinner=False)
def _closing(as_of: AsOf, plan_code: str, month: str) -> dict | None:
    closed = _basis(as_of, plan_code, month).closing
    if closed is None:
        return None
    rows = _restated(as_of, plan_code, month)
    return {name: value for name, value in closed.items() if name != "board"} | {"restated": len(rows)}


@st.cache_data(max_entries=32, show_spinner=False)
def _restated(as_of: AsOf, plan_code: str, month: str) -> list[Restatement]:
    with snapshot(engine_of(as_of.url)) as connection:
        return closing.restated(connection, plan_code, month)


@st.cache_resource(max_entries=64, show_spinner=False)
def _restated_of_late(as_of: AsOf, plan_code: str, month: str, language: str) -> list[Restatement]:
    with snapshot(engine_of(as_of.url)) as connection:
        return closing.restated_of_late(connection, plan_code, month)


@st.cache_resource(max_entries=4, show_spinner=False)
def _side_by_side(as_of: AsOf, this_month: str, language: str) -> list[tuple[PlanRow, bool]]:
    shown = [(code, default_month(code)) for code in plans()["plan_code"]]
    return [
        (
            plan_row(_board(as_of, code, month, language)),
            _basis(as_of, code, month).closing is not None,
        )
        for code, month in shown
    ]


def _plan_facts(plan_code: str) -> Facts:
    return _facts(known_now(), plan_code)
