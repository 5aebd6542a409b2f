"""The pieces of HTML that pages are made of: panel, status, link, table. HTML is Markup: plain text put into it is escaped.

Looks are in pages/style.css. Colours come from charts/palette.py, so pages and figures agree. Texts are not
translated inside f-strings: there the catalogues' extractor does not find them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import LiteralString

import streamlit as st
from markupsafe import Markup, escape

from metrics import summary
from metrics.board import Board
from metrics.formulas import Formula
from metrics.overrides import Override
from metrics.reporting import ReportMark
from metrics.rules import RuleSet
from screens import links
from words import _, language, numbers
from words.terms import Notice, Status, TaskState

NOTHING = Markup()
SEPARATOR = Markup(" · ")


def block(body: Markup) -> None:
    """Put HTML on the page."""
    st.html(fill('<div class="pw">{}</div>', body))


def join(pieces: Iterable[Markup], between: Markup = NOTHING) -> Markup:
    """Pieces of HTML one after another."""
    return between.join(pieces)


def fill(template: LiteralString, *pieces: object) -> Markup:
    """HTML with pieces put into its gaps {}: as Markup.format, which is too slow for thousands of cells a page.

    template: written in the code, never made of anything that somebody typed. Plain text among the pieces is escaped.
    """
    first, *rest = _between_gaps(template)
    parts = [first]
    for piece, after in zip(pieces, rest, strict=True):
        parts += (escape(piece), after)
    return Markup("".join(parts))


@cache
def _between_gaps(template: str) -> list[str]:
    return template.split("{}")


def element(name: LiteralString, body: str | Markup, class_name: str = "") -> Markup:
    """An element around a text or HTML: element("p", text)."""
    if class_name:
        return fill(f'<{name} class="{{}}">{{}}</{name}>', class_name, body)
    return fill(f"<{name}>{{}}</{name}>", body)


def heading(title: str, note: str = "") -> Markup:
    """The title of a panel, and a note at its right."""
    beside = element("small", note) if note else NOTHING
    return fill("<h2>{}{}</h2>", title, beside)


def panel(title: str, body: Markup, name: str = "", note: str = "") -> Markup:
    """A bordered panel with a title, and a note at the title's right."""
    return fill('<section class="panel {}">{}{}</section>', name, heading(title, note), body)


@cache
def shape(mark: str) -> Markup:
    """The shape of a status or state, which its word says again."""
    return fill('<span class="shape" aria-hidden="true">{}</span>', mark)


def status(status: Status, count: int | None = None, *, is_task: bool = False) -> Markup:
    """A status: its shape, its word, its colour; with the number of those that have it. A task is done, not met."""
    label = TaskState.DONE.label if is_task and status is Status.MET else status.label
    return _marked(status.value, status.shape, label, count)


def status_counts(counts: Mapping[Status, int], *, is_task: bool = False) -> Markup:
    """Statuses one after another, each with how many have it."""
    return join((status(code, count, is_task=is_task) for code, count in counts.items()), Markup(" "))


def state(code: str, mark: str, word: str) -> Markup:
    """A state other than a status: its shape, its word, and its colour where it has one."""
    return _marked(f"state-{code}", mark, word)


def notice(notice: Notice, count: int | None = None) -> Markup:
    """A step of the ladder of reminders: its shape, its word, its colour; with the number of those on it."""
    return _marked(f"notice-{notice.value}", notice.shape, notice.label, count)


def _marked(code: str, mark: str, word: str, count: int | None = None) -> Markup:
    number = NOTHING if count is None else fill(" <b>{}</b>", count)
    return fill('<span class="status {}">{}{}{}</span>', code, shape(mark), word, number)


def mark(mark: ReportMark, sentence: str = "", address: str = "") -> Markup:
    """The mark of a cell of the reporting matrix, alone with what it says in words, or with its word in a legend."""
    if not sentence:
        return _marked(f"mark-{mark.value}", mark.shape, mark.label)
    words = fill('class="status mark-{}" title="{}" aria-label="{}"', mark.value, sentence, sentence)
    if address:
        return fill('<a href="{}" {}>{}</a>', address, words, shape(mark.shape))
    return fill('<span role="img" {}>{}</span>', words, shape(mark.shape))


def matrix(
    corner: str,
    months: Sequence[str],
    groups: Mapping[str, Mapping[str, Markup]],
    cells: Mapping[tuple[str, str], Markup],
    name: str,
) -> Markup:
    """A matrix over months: years over the months, a row for each thing, and a cell for each (thing, month), blank where none is.

    It scrolls sideways with the newest month in sight and its first column fixed. groups: the heading of each group
    ("" for none) with its rows, each a thing of `cells` with its head. name: what it is, for screen readers.
    """
    years = dict.fromkeys(month[:4] for month in months)
    over = join(
        fill(
            '<th scope="colgroup" colspan="{}"><span>{}</span></th>',
            sum(month[:4] == year for month in months),
            numbers.cycle(year),
        )
        for year in years
    )
    under = join(
        fill('<th scope="col" title="{}">{}</th>', numbers.month(month), int(month[5:])) for month in months
    )
    head = fill('<tr><th rowspan="2" scope="col">{}</th>{}</tr><tr>{}</tr>', corner, over, under)
    lines = []
    for title, rows in groups.items():
        if title:
            lines.append(
                fill(
                    '<tr class="group"><th scope="rowgroup" colspan="{}"><span>{}</span></th></tr>',
                    len(months) + 1,
                    title,
                )
            )
        for thing, first in rows.items():
            marks = join(fill("<td>{}</td>", cells.get((thing, month), NOTHING)) for month in months)
            lines.append(fill('<tr><th scope="row">{}</th>{}</tr>', first, marks))
    return fill(
        '<div class="matrix" role="region" tabindex="0" aria-label="{}"><table><thead>{}</thead>'
        "<tbody>{}</tbody></table></div>",
        name,
        head,
        join(lines),
    )


def text(text: str) -> Markup:
    """A plain text as HTML."""
    return Markup.escape(text)


def nowrap(text: str) -> Markup:
    """A text that stays in one line."""
    return element("span", text, "nowrap")


def wrap(text: str) -> Markup:
    """A text that may take several lines in a table whose cells do not."""
    return element("span", text, "wrap")


def read_only_panel() -> None:
    """In place of what saves, on a server that only shows."""
    sentence = _(
        "Nothing can be uploaded, closed, set or undone here. Send what is to be changed to the office that keeps the data;"
        " it shows here as soon as it is saved there."
    )
    block(panel(_("This server only shows"), element("p", sentence), "told"))


def override(override: Override) -> Markup:
    """A status set by hand: beside the computed one, with who decided it, why and until when."""
    sentence = _("Set by hand by {who}, until {month}: {reason}").format(
        who=override.decided_by, month=numbers.month(override.expires_month), reason=override.reason
    )
    return fill('<p class="override">{} {}</p>', status(override.status), sentence)


def link(text: str, address: str, name: str = "") -> Markup:
    return fill('<a class="{}" href="{}">{}</a>', name, address, text)


def badge() -> Markup:
    return element("span", _("Demonstration data"), "badge")


def folded(items: Sequence[Markup], shown: int, name: str = "") -> Markup:
    """A list of items with those after the first `shown` to unfold; one alone is not worth it."""
    if len(items) == shown + 1:
        shown += 1
    rest = items[shown:]
    body = fill('<ul class="plain {}">{}</ul>', name, join(items[:shown]))
    if rest:
        body += fill(
            '<details class="rest"><summary>{}</summary><ul class="plain {}">{}</ul></details>',
            _("{count} more").format(count=len(rest)),
            name,
            join(rest),
        )
    return body


def scrolling(body: Markup, name: str) -> Markup:
    """HTML that scrolls sideways where it is too wide, by keyboard too. name: for screen readers."""
    return fill('<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>', name, body)


def table(
    headers: Sequence[str], rows: Sequence[Sequence[Markup]], name: str = "", numeric: tuple[int, ...] = ()
) -> Markup:
    """A table. With "stack", narrow screens show each row as a card.

    numeric: the columns that are aligned right.
    """
    kinds = ["number" if index in numeric else "" for index in range(len(headers))]
    head = join(
        fill('<th scope="col" class="{}">{}</th>', kind, header)
        for header, kind in zip(headers, kinds, strict=True)
    )
    # The start of a cell is the same in all rows; HTML of thousands of cells is put together faster so.
    starts = [
        fill('<td class="{}" data-label="{}">', kind, header)
        for header, kind in zip(headers, kinds, strict=True)
    ]
    body = "".join(
        f"<tr>{''.join(f'{start}{cell}</td>' for start, cell in zip(starts, row, strict=True))}</tr>"
        for row in rows
    )
    return fill(
        '<table class="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', name, head, Markup(body)
    )


def rules(rule_set: RuleSet) -> Markup:
    """The bands of a rule set, to unfold beside the statuses it gives."""
    title = _("Rule set: {name}").format(name=rule_set.name)
    note = numbers.clauses([rule_set.quantity.definition.rstrip("。."), rule_set.note.rstrip("。.")])
    return fill("<details><summary>{}</summary>{}<p>{}</p></details>", title, bands(rule_set), note)


def bands(rule_set: RuleSet) -> Markup:
    """Each status that a rule set's bands give, the best first, and when."""
    lines = (
        fill("<li>{} {}</li>", status(band.status), rule_set.words(band)) for band in reversed(rule_set.bands)
    )
    return element("ul", join(lines))


def formula(formula: Formula) -> Markup:
    """One formula: its words, its letters, its example and its source."""
    return _formula(formula, language())


@cache  # an example is worked out by the code itself, which takes longer than the rest of the page
def _formula(formula: Formula, language: str) -> Markup:
    example = formula.worked()
    lines = [(_("Example"), text(example.sentence) + _code(formula.sum(example)))]
    if formula.symbols:
        lines.insert(0, (_("Formula"), _code(formula.symbols) + element("small", formula.legend)))
    lines.append((_("Source"), text(formula.source_text)))
    return fill(
        "<article><h3>{}</h3><p>{}</p>{}</article>", formula.label, formula.in_words, description(lines)
    )


def description(lines: Iterable[tuple[str, str | Markup]]) -> Markup:
    """Names and what is said of each, as a list of descriptions."""
    return element("dl", join(fill("<dt>{}</dt><dd>{}</dd>", name, content) for name, content in lines))


def _code(text: str) -> Markup:
    return fill(" <code>{}</code> ", text) if text else NOTHING


def rule_set(rule_set: RuleSet) -> Markup:
    """A rule set in full: what it says, its bands and its source."""
    source = description([(_("Source"), rule_set.source)])
    return fill(
        "<article><h3>{}</h3><p>{}</p>{}{}</article>", rule_set.name, rule_set.note, bands(rule_set), source
    )


def no_ledger(title: str, sentence: str) -> None:
    """In place of figures that no ledger gives: what is missing, and the way to bring it."""
    ways = [
        link(_("Upload a ledger, or take one to fill in"), links.to("upload")),
        link(_("Back to the overview"), links.to("")),
    ]
    block(
        fill(
            '<div class="panel empty"><h1>{}</h1><p>{}</p><p>{}</p></div>',
            title,
            sentence,
            join(ways, SEPARATOR),
        )
    )


def long_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[Markup]],
    shown: int,
    name: str = "",
    numeric: tuple[int, ...] = (),
) -> Markup:
    """A table with the rows after the first `shown` to unfold."""
    body = table(headers, rows[:shown], name, numeric)
    if len(rows) > shown:
        title = _("Show the other {count} rows").format(count=len(rows) - shown)
        rest = table(headers, rows[shown:], name, numeric)
        body += fill('<details class="rest"><summary>{}</summary>{}</details>', title, rest)
    return body


def footer(board: Board, closed: dict | None = None) -> None:
    """Which rule, which import and which data a screen shows; of a closed month when it was closed, and what was restated since."""
    newest = summary.newest_report(board)
    pieces = [rules(board.rule_set)]
    if closed is not None:
        frozen = _("Closed on {day}, shown as issued").format(day=numbers.day(closed["closed_at"].date()))
        restated = _("{count} figures restated since").format(count=closed["restated"])
        pieces.append(element("span", f"{frozen} · {restated}"))
    data = _("Data as of {month}, import {number}")
    pieces.append(element("span", data.format(month=numbers.month(newest), number=board.import_id)))
    if board.is_demo:
        pieces.append(badge())
    block(element("footer", join(pieces)))


def tell(message: str) -> None:
    """A message meant for the reader, in place of what could not be shown."""
    home = link(_("Back to the overview"), links.to("", target=None, month=None, plan=None))
    block(fill('<div class="panel told" role="alert"><strong>{}</strong><p>{}</p></div>', message, home))


def escape_markdown(text: str) -> str:
    """Text for Streamlit's own elements, which read Markdown, to be shown as it is."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:" else char for char in text)
