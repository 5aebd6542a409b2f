"""Every table of every page: the same Table gives the screen, the workbook, the slides and the document."""

from dataclasses import replace

import pytest

from screens import tables
from tables.table import Amount, Cell, Column, Goal, Kind, On, Progress, Table
from tests.pages.conftest import open_at
from tests.pages.every_page import PAGES
from tests.read_back import in_a_document, in_a_workbook, on_a_page, on_slides, plain
from words import numbers

PLAN, MONTH = "tj-standards-145", "2023-06"
# Where a page shows more of its tables than by its address alone.
VIEWS = [
    *({"page": address} for address in PAGES.values() if address != "source"),
    {"page": "targets", "target": "T01"},
    {"page": "imports", "number": "7"},
    {"page": "units", "unit": "市交通运输委"},
    {"page": "scenes", "plan": "tj-digital-2123"},
    {"page": "coverage", "plan": "sd-digital-145"},
    {"page": "targets", "plan": "sd-digital-145", "target": "T04"},
]


@pytest.fixture(scope="module")
def shown_tables(demo_url: str) -> dict[str, Table]:
    """Every table that a page of the demonstration writes, by its name."""
    shown: dict[str, Table] = {}
    written = tables.table

    def keep(table: Table, *also, **named):
        if table.rows:
            shown.setdefault(table.name, table)
        return written(table, *also, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANWATCH_DATABASE_URL", demo_url)
        patch.setattr(tables, "table", keep)
        for view in VIEWS:
            query = {"plan": PLAN, "month": MONTH} | view
            assert not open_at(query.pop("page"), **query).page.exception
    return shown


@pytest.fixture(autouse=True)
def no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screens.links.parameter", lambda name: None)


def few(table: Table) -> Table:
    """The first rows: what holds for these holds for all, and slides take long to be written."""
    return replace(table, title=f"表 {table.name}", rows=table.rows[:12])


def test_the_pages_show_tables_of_every_subject(shown_tables):
    assert len(shown_tables) >= 20


@pytest.mark.parametrize(
    "show, place",
    [
        (on_a_page, On.SCREEN),
        (in_a_workbook, On.FILE),
        (on_slides, On.BRIEFING),
        (in_a_document, On.BRIEFING),
    ],
    ids=["page", "workbook", "slides", "document"],
)
def test_headers_and_cells_are_those_of_the_table(shown_tables, show, place):
    for table in map(few, shown_tables.values()):
        wanted = table.on(place)
        if not wanted.columns:
            continue
        headers, *rows = show(table)
        assert [plain(text) for text, _colour in headers] == list(map(plain, wanted.headers)), table.name
        for cells, row in zip(rows, wanted.rows, strict=True):
            for (text, _colour), (column, cell) in zip(cells, wanted.cells(row), strict=True):
                assert says_the_same(text, column, cell, place), (table.name, column.header, text)


def says_the_same(text: str, column: Column, cell: Cell, place: On) -> bool:
    """Whether a cell as it is read says what its Table says; an unknown one is "—" or blank."""
    said, read = plain(column.text(cell)), plain(text)
    if {read, said} <= {"", numbers.UNKNOWN}:
        return True
    if column.kind is Kind.SOURCES and place is On.SCREEN:  # links to the cells, each with its file behind it
        return read == "".join(plain(f"{source.sheet}›{source.cell}{source.file}") for source in cell)
    if column.kind is Kind.COUNTS and place is On.SCREEN:  # no list of words, but each with its shape
        return all(
            plain(f"{status.label}{count}") in read or str(count) in read
            for status, count in cell.counts.items()
        )
    if place is On.FILE and column.is_number and not isinstance(cell, Goal | Amount | Progress):
        # Numbers that can be reckoned with: without the unit of their column, and with more decimals than are read.
        shown = said.removesuffix(plain(column.unit_of_measure or ""))
        return abs(number(read) - number(shown)) <= (
            0.51 if column.kind is Kind.CHANCE else 0.101
        )  # halves round either way
    return read == said


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-").removesuffix("%"))


def test_a_status_has_its_colour_in_all_of_them_and_nothing_else_has_one(shown_tables):
    painted = 0
    for table in map(few, shown_tables.values()):
        for show, place in ((in_a_workbook, On.FILE), (on_slides, On.BRIEFING), (in_a_document, On.BRIEFING)):
            wanted = table.on(place)
            if not wanted.columns:
                continue
            for cells, row in zip(show(table)[1:], wanted.rows, strict=True):
                for (text, colour), (column, cell) in zip(cells, wanted.cells(row), strict=True):
                    assert (colour is not None) == (column.status(cell) is not None), (table.name, text)
                    painted += colour is not None
    assert painted
