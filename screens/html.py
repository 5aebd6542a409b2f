"""The pieces of HTML that pages are made of: status, bar, card, table. Every text is escaped here.

Looks are in pages/style.css. Colours come from charts/palette.py, so pages and figures agree. Texts are not
translated inside f-strings: there the catalogues' extractor does not find them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import TypeVar

import streamlit as st

from metrics import summary
from metrics.board import Board
from metrics.formulas import Formula
from metrics.overrides import Override
from metrics.reporting import ReportMark
from metrics.rules import RuleSet
from screens import links
from words import _, language, numbers
from words.numbers import as_typed
from words.terms import KIND_NAMES, Notice, Status, TaskState

Row = TypeVar("Row")
MOST_ROWS = 300  # of a list on a page; the download has all


def block(html: str) -> None:
    """Put HTML on the page."""
    st.html(f'<div class="pw">{html}</div>')


def heading(title: str, note: str = "") -> str:
    """The title of a panel, and a note at its right."""
    beside = f"<small>{escape(note)}</small>" if note else ""
    return f"<h2>{escape(title)}{beside}</h2>"


def panel(title: str, body: str, name: str = "", note: str = "") -> str:
    """A bordered panel with a title, and a note at the title's right."""
    return f'<section class="panel {name}">{heading(title, note)}{body}</section>'


def status(of: Status, count: int | None = None, *, is_task: bool = False) -> str:
    """A status: its shape, its word, its colour; with the number of those that have it. A task is done, not met."""
    number = "" if count is None else f" <b>{count}</b>"
    label = TaskState.DONE.label if is_task and of is Status.MET else of.label
    return (
        f'<span class="status {of.value}"><span class="shape" aria-hidden="true">{of.shape}</span>'
        f"{escape(label)}{number}</span>"
    )


def state(code: str, shape: str, word: str) -> str:
    """A state other than a status: its shape, its word, and its colour where it has one."""
    return f'<span class="status state-{code}"><span class="shape" aria-hidden="true">{shape}</span>{escape(word)}</span>'


def notice(of: Notice, count: int | None = None) -> str:
    """A step of the ladder of reminders: its shape, its word, its colour; with the number of those on it."""
    number = "" if count is None else f" <b>{count}</b>"
    return (
        f'<span class="status notice-{of.value}"><span class="shape" aria-hidden="true">{of.shape}</span>'
        f"{escape(of.label)}{number}</span>"
    )


def mark(of: ReportMark, told: str = "", address: str = "") -> str:
    """The mark of a cell of the reporting matrix, alone with what it says in words, or with its word in a legend."""
    shape = f'<span class="shape" aria-hidden="true">{of.shape}</span>'
    if not told:
        return f'<span class="status mark-{of.value}">{shape}{escape(of.label)}</span>'
    words = f'class="status mark-{of.value}" title="{escape(told)}" aria-label="{escape(told)}"'
    return (
        f'<a href="{escape(address)}" {words}>{shape}</a>'
        if address
        else f'<span role="img" {words}>{shape}</span>'
    )


def matrix(
    corner: str,
    months: list[str],
    groups: Mapping[str, Mapping[str, str]],
    cells: Mapping[tuple[str, str], str],
    name: str,
) -> str:
    """A matrix over months: years over the months, a row for each thing, and a cell for each (thing, month), blank where none is.

    It scrolls sideways with the newest month in sight and its first column fixed. groups: the heading of each group
    ("" for none) with its rows, each a thing of `cells` with its head. Headings, heads and cells are HTML already.
    name: what it is, for screen readers.
    """
    years = dict.fromkeys(month[:4] for month in months)
    over = "".join(
        f'<th scope="colgroup" colspan="{sum(month[:4] == year for month in months)}"><span>{escape(numbers.cycle(year))}</span></th>'
        for year in years
    )
    under = "".join(
        f'<th scope="col" title="{escape(numbers.month(each))}">{int(each[5:])}</th>' for each in months
    )
    head = f'<tr><th rowspan="2" scope="col">{escape(corner)}</th>{over}</tr><tr>{under}</tr>'
    body = ""
    for title, rows in groups.items():
        if title:
            body += f'<tr class="group"><th scope="rowgroup" colspan="{len(months) + 1}"><span>{title}</span></th></tr>'
        for of, first in rows.items():
            marks = "".join(f"<td>{cells.get((of, month), '')}</td>" for month in months)
            body += f'<tr><th scope="row">{first}</th>{marks}</tr>'
    return (
        f'<div class="matrix" role="region" tabindex="0" aria-label="{escape(name)}"><table><thead>{head}</thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def imports_table(rows: list[dict], *, is_of_one_plan: bool = False, is_of_one_unit: bool = False) -> str:
    """Imports (rows of store.facts.import_list), each a link to what it changed; of one plan or unit without its column."""
    headers = [
        _("Import"),
        _("Saved"),
        _("By"),
        _("File"),
        _("Plan"),
        _("Unit"),
        _("Month"),
        _("Content"),
        _("State"),
    ]
    cells = [_import_cells(row) for row in rows]
    for each in (headers, *cells):
        if is_of_one_unit:
            each.pop(5)
        if is_of_one_plan:
            each.pop(4)
    return table(headers, cells, "stack imports")


def _import_cells(row: dict) -> list[str]:
    reason = row["accepted_reason"]
    accepted = _("Warnings accepted: {reason}").format(reason=reason) if reason else ""
    demo = f" {badge()}" if row["is_demo"] else ""
    return [
        link(str(row["import_id"]), links.to("imports", number=str(row["import_id"]))),
        nowrap(numbers.moment(row["saved_at"])),
        escape(row["saved_by"] or numbers.UNKNOWN),
        escape(row["file"]) + demo,
        nowrap(row["plan_code"] or numbers.UNKNOWN),
        escape(row["unit"] or numbers.UNKNOWN),
        nowrap(numbers.month(row["month"])),
        escape(import_content(row)),
        nowrap(import_state(row)) + (f" <small>{escape(accepted)}</small>" if accepted else ""),
    ]


def nowrap(text: str) -> str:
    """A text that stays in one line."""
    return f'<span class="nowrap">{escape(text)}</span>'


def row_name(key: str) -> str:
    """A row's natural key as it is read: without the plan's code."""
    return key.split("|", 1)[-1].replace("|", " ")


def stored(value: object) -> str:
    """A value of a stored row as its workbook would show it."""
    return numbers.names(value) if isinstance(value, list) else as_typed(value) or numbers.UNKNOWN


def import_content(row: dict) -> str:
    """The kinds of rows in an import's workbook, and how many of each."""
    counts = [
        _("{kind}: {count} rows").format(kind=_(KIND_NAMES[kind]), count=count)
        for kind, count in row["kinds"].items()
    ]
    return "　".join(counts) or numbers.UNKNOWN


def import_state(row: dict) -> str:
    return _("Undone by {id}").format(id=row["undone_by"]) if row["undone_by"] else _("in force")


def no_right() -> None:
    """In place of what saves, on a server that only shows."""
    title = _("This server only shows")
    told = _(
        "Nothing can be uploaded, closed, set or undone here. Send what is to be changed to the office that keeps the data;"
        " it shows here as soon as it is saved there."
    )
    block(panel(title, f"<p>{escape(told)}</p>", "told"))


def override(of: Override) -> str:
    """A status set by hand: beside the computed one, with who decided it, why and until when."""
    told = _("Set by hand by {who}, until {month}: {reason}").format(
        who=of.decided_by, month=numbers.month(of.expires_month), reason=of.reason
    )
    return f'<p class="override">{status(of.status)} {escape(told)}</p>'


def link(text: str, address: str, name: str = "") -> str:
    return f'<a class="{name}" href="{escape(address)}">{escape(text)}</a>'


def badge() -> str:
    text = _("Demonstration data")
    return f'<span class="badge">{escape(text)}</span>'


def folded(items: list[str], shown: int, name: str = "") -> str:
    """A list of items, HTML already, with those after the first `shown` to unfold; one alone is not worth it."""
    if len(items) == shown + 1:
        shown += 1
    rest = items[shown:]
    body = f'<ul class="plain {name}">{"".join(items[:shown])}</ul>'
    if rest:
        title = escape(_("{count} more").format(count=len(rest)))
        body += f'<details class="rest"><summary>{title}</summary><ul class="plain {name}">{"".join(rest)}</ul></details>'
    return body


def scrolling(html: str, name: str) -> str:
    """HTML that scrolls sideways where it is too wide, by keyboard too. name: for screen readers."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">{html}</div>'


def table(headers: list[str], rows: list[list[str]], name: str = "", numeric: tuple[int, ...] = ()) -> str:
    """A table of cells that are HTML already. With "stack", narrow screens show each row as a card.

    numeric: the columns that are aligned right.
    """
    kinds = ["number" if place in numeric else "" for place in range(len(headers))]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(header)}</th>'
        for header, kind in zip(headers, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{kind}" data-label="{escape(header)}">{cell}</td>'
            for header, kind, cell in zip(headers, kinds, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="{name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def source(place: dict, **also: str | None) -> str:
    """A link to the cell a value came from: sheet › cell, and the file. `also` goes into the address."""
    named = {"import": str(place["import_id"]), "sheet": place["sheet"], "cell": place["cell"]}
    address = links.to("source", **named, **also)
    return (
        f'<a class="source" href="{escape(address)}">{escape(place["sheet"])} › {escape(place["cell"])}'
        f"<small>{escape(place['file'])}</small></a>"
    )


def rules(of: RuleSet) -> str:
    """The bands of a rule set, to unfold beside the statuses it gives."""
    title = _("Rule set: {name}").format(name=of.name)
    note = numbers.clauses([of.quantity.definition.rstrip("。."), of.note.rstrip("。.")])
    return f"<details><summary>{escape(title)}</summary>{bands(of)}<p>{escape(note)}</p></details>"


def bands(of: RuleSet) -> str:
    """Each status that a rule set's bands give, the best first, and when."""
    lines = (f"<li>{status(band.status)} {escape(of.words(band))}</li>" for band in reversed(of.bands))
    return f"<ul>{''.join(lines)}</ul>"


def formula(of: Formula) -> str:
    """One formula: its words, its letters, its example and its source."""
    return _formula(of, language())


@cache  # an example is worked out by the code itself, which takes longer than the rest of the page
def _formula(of: Formula, language: str) -> str:
    example = of.worked()
    lines = [(_("Example"), f"{escape(example.told)}{_code(of.sum(example))}")]
    if of.symbols:
        lines.insert(0, (_("Formula"), f"{_code(of.symbols)}<small>{escape(of.legend)}</small>"))
    lines.append((_("Source"), escape(of.source_text)))
    told = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in lines)
    return f"<article><h3>{escape(of.label)}</h3><p>{escape(of.told)}</p><dl>{told}</dl></article>"


def _code(text: str) -> str:
    return f" <code>{escape(text)}</code> " if text else ""


def rule_set(of: RuleSet) -> str:
    """A rule set in full: what it says, its bands and its source."""
    said = escape(_("Source"))
    return (
        f"<article><h3>{escape(of.name)}</h3><p>{escape(of.note)}</p>"
        f"{bands(of)}<dl><dt>{said}</dt><dd>{escape(of.source)}</dd></dl></article>"
    )


def no_ledger(title: str, told: str) -> None:
    """In place of figures that no ledger gives: what is missing, and the way to bring it."""
    ways = [
        link(_("Upload a ledger, or take one to fill in"), links.to("upload")),
        link(_("Back to the overview"), links.to("")),
    ]
    shown = " · ".join(ways)
    block(f'<div class="panel empty"><h1>{escape(title)}</h1><p>{escape(told)}</p><p>{shown}</p></div>')


def long_table(
    headers: list[str], rows: list[list[str]], shown: int, name: str = "", numeric: tuple[int, ...] = ()
) -> str:
    """A table with the rows after the first `shown` to unfold."""
    body = table(headers, rows[:shown], name, numeric)
    if len(rows) > shown:
        folded = escape(_("Show the other {count} rows").format(count=len(rows) - shown))
        rest = table(headers, rows[shown:], name, numeric)
        body += f'<details class="rest"><summary>{folded}</summary>{rest}</details>'
    return body


def listing(
    headers: list[str],
    found: Sequence[Row],
    cells: Callable[[Row], list[str]],
    shown: int,
    name: str = "",
    numeric: tuple[int, ...] = (),
) -> str:
    """What was found as a long table, `cells` of each row; of very many rows the first, and how many more there are."""
    body = long_table(headers, [cells(row) for row in found[:MOST_ROWS]], shown, name, numeric)
    if len(found) > MOST_ROWS:
        told = _("{count} more are not shown here; search for fewer, or take the XLSX.")
        body += f"<p>{escape(told.format(count=len(found) - MOST_ROWS))}</p>"
    return body


def footer(board: Board, closed: dict | None = None) -> None:
    """Which rule, which import and which data a screen shows; of a closed month when it was closed, and what was restated since."""
    newest = summary.newest_report(board)
    frozen = ""
    if closed is not None:
        told = _("Closed on {day}, shown as issued").format(day=numbers.day(closed["closed_at"].date()))
        restated = _("{count} figures restated since").format(count=closed["restated"])
        frozen = f"<span>{escape(told)} · {escape(restated)}</span>"
    known = _("Data as of {month}, import {number}").format(
        month=numbers.month(newest), number=board.import_id
    )
    demo = badge() if board.is_demo else ""
    block(f"<footer>{rules(board.rule_set)}{frozen}<span>{escape(known)}</span>{demo}</footer>")


def tell(message: str) -> None:
    """A message meant for the reader, in place of what could not be shown."""
    home = link(_("Back to the overview"), links.to("", target=None, month=None, plan=None))
    block(f'<div class="panel told" role="alert"><strong>{escape(message)}</strong><p>{home}</p></div>')


def escape_markdown(text: str) -> str:
    """Text for Streamlit's own elements, which read Markdown, to be shown as it is."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:" else char for char in text)
