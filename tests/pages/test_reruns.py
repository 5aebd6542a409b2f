"""Reruns: each sees what anybody saved meanwhile, and asks the store for that once."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from screens import cached, run_memory, saving
from services import closing
from store.closings import reopen
from store.database import transaction
from store.saving import undo
from tests.pages import example
from tests.pages.conftest import Opened
from tests.pages.every_page import PAGES
from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}
NEWEST = 2  # the newest import, and what was decided
# What these ask for besides: the office's edits, numbers and templates; the columns that were explained.
OWN = {"briefing": 10, "upload": 1}
BY_HAND = {
    "target_code": "T04",
    "status": "on_schedule",
    "reason": "培训已排期",
    "from_month": MONTH,
    "expires_month": "2023-09",
    "decided_by": "办公室",
}


def again(opened: Opened) -> Opened:
    assert not opened.page.exception
    return Opened(opened.page.run())


def number_of(opened: Opened) -> int:
    """The import that a page says it was made from."""
    return int(re.search(r"导入批次 ?(\d+)", opened.text).group(1))


@contextmanager
def statements() -> Iterator[Counter]:
    """Every statement that is sent to a database meanwhile, and how often."""
    found: Counter = Counter()

    def note(connection, cursor, statement, *_others) -> None:
        if statement not in ("BEGIN", "BEGIN (implicit)"):
            found[statement] += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", ["", "targets", "wall"])
def test_an_import_of_somebody_else_is_seen_at_the_next_run(own, open_page, page):
    opened, other = open_page(page, **LINK), open_page(page, **LINK)
    before = number_of(opened)
    example._take(own, "标准台账_2023-07.xlsx", 标准台账=example._standards("2023-07", 9))
    assert number_of(again(opened)) == number_of(again(other)) == before + 1
    with transaction(own) as connection:
        undo(connection, [before + 1], file="撤销", saved_by="李明")
    assert number_of(again(opened)) == number_of(again(other)) == before + 2


def test_a_month_closed_by_somebody_else_is_seen_at_the_next_run_and_so_is_its_opening(own, open_page):
    opened = open_page("", **LINK)
    assert "月结" not in opened.html.rsplit("<footer>")[-1]
    closing.close_month(own, PLAN_CODE, MONTH, closed_by="李明")
    opened = again(opened)
    assert "月结" in opened.html.rsplit("<footer>")[-1]
    with transaction(own) as connection:
        reopen(connection, PLAN_CODE, MONTH, reason="漏填", reopened_by="李明")
    assert "月结" not in again(opened).html.rsplit("<footer>")[-1]


def test_a_status_set_by_hand_by_somebody_else_is_seen_at_the_next_run(own, open_page):
    opened = open_page("targets", **LINK, target="T04")
    assert "培训已排期" not in opened.text
    closing.set_by_hand(own, PLAN_CODE, BY_HAND)
    assert "培训已排期" in again(opened).text


def test_what_a_run_saves_it_sees_itself(own):
    run_memory.begin()
    before = cached.newest_import()
    saving.undo(before, "李明")
    assert cached.newest_import() == before + 1
    saving.close_month(PLAN_CODE, MONTH, "schedule-gap", "李明")
    assert cached.closing_of(PLAN_CODE, MONTH)["closed_by"] == "李明"


def test_what_others_save_while_a_run_goes_on_does_not_mix_into_it(own):
    run_memory.begin()
    before = cached.newest_import()
    with transaction(own) as connection:
        undo(connection, [before], file="撤销", saved_by="李明")
    assert cached.newest_import() == before and cached.board(PLAN_CODE, MONTH).import_id == before
    run_memory.begin()
    assert cached.newest_import() == before + 1


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_rerun_asks_the_store_only_what_is_new(loaded, open_page, page):
    opened = open_page(page, **LINK)
    with statements() as sent:
        again(opened)
    assert sent.total() <= NEWEST + OWN.get(page, 0), sent
