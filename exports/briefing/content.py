"""What a briefing says, apart from the kind of file: parts with sentences, tables and charts, the same in all of them.

A briefing is drafted from a board (exports/briefing/parts.py) and written as slides, a document or a workbook.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from charts.chart import Chart
from tables import table as described
from words import _, numbers

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Part:
    """A part of a briefing. code: one of the parts that can be chosen; sentences: paragraphs, drafted from the figures."""

    code: str
    title: str
    sentences: Sequence[str] = field(default=())
    tables: Sequence[described.Table] = field(default=())
    charts: Sequence[Chart] = field(default=())


@dataclass(frozen=True)
class Briefing:
    """A briefing of one plan and month.

    name: what the series is called, 工作简报. number, year: its issue, None before it is issued. answer: the one
    sentence that answers the review. dated_on: the day it is dated. basis: the rule set, the import and the
    closing behind its figures, in words. reported_to, sent_to, issued_to: the tail 报, 送, 发.
    """

    name: str
    plan_code: str
    plan_title: str
    month: str
    answer: str
    parts: Sequence[Part]
    basis: Sequence[str]
    is_demo: bool
    dated_on: date
    organisation: str = ""
    year: int | None = None
    number: int | None = None
    reported_to: Sequence[str] = field(default=())
    sent_to: Sequence[str] = field(default=())
    issued_to: Sequence[str] = field(default=())


def lead_text(briefing: Briefing) -> str:
    """The sentence under the title: the answer."""
    return _("{text}.").format(text=briefing.answer[:1].upper() + briefing.answer[1:])


def title_text(briefing: Briefing) -> str:
    return _("{plan}: progress to {month}").format(
        plan=briefing.plan_title, month=numbers.month(briefing.month)
    )


def title_parts(briefing: Briefing) -> list[str]:
    """The title in two, the plan and what is told of it, for where it does not fit on one line."""
    title = title_text(briefing)
    if not title.startswith(briefing.plan_title):
        return [title]
    end = len(briefing.plan_title)
    end += len(title[end:]) - len(title[end:].lstrip(":： "))
    return [title[:end], title[end:]]


def issue_text(briefing: Briefing) -> str:
    """第 N 期; before it is issued without a number, and said to be a draft."""
    if briefing.number is None:
        return _("No. — (draft for comment)")
    return _("{year} No. {number}").format(year=briefing.year, number=briefing.number)


def clean(text: str) -> str:
    """Text without the characters that no XML can hold."""
    return NOT_XML.sub("", text)
