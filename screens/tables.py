"""A table as HTML: tables/table.py says what it shows, here each kind of cell gets its look."""

from collections.abc import Sequence

from markupsafe import Markup

from screens import html, links
from tables.table import (
    BLANK,
    Bar,
    Cell,
    Column,
    Counts,
    Kind,
    Link,
    Mark,
    Noted,
    NoteLook,
    On,
    Progress,
    Source,
    Table,
    TaskStatus,
)
from words import _, numbers
from words.terms import Notice, PlanState, Status

MOST_ROWS = 300  # of a list on a page; the download has all
ON_ONE_LINE = (Kind.WORD, Kind.MOMENT, Kind.MONTH, Kind.DAY)


def table(
    table: Table, name: str = "stack", shown: int | None = None, most: int | None = MOST_ROWS
) -> Markup:
    """A table as it shows on a page; with `shown`, the rows after the first so many are to unfold.

    name: classes of style.css. With "stack", narrow screens show each row as a card. Of very many rows the first
    `most` are written, and how many more there are is said; None where the page has no other place for them.
    """
    seen = table.on(On.SCREEN)
    rows = [row_cells(seen.columns, row) for row in seen.rows[:most]]
    numeric = tuple(index for index, column in enumerate(seen.columns) if column.is_number)
    body = html.long_table(seen.headers, rows, len(rows) if shown is None else shown, name, numeric)
    if most is not None and len(seen.rows) > most:
        sentence = _("{count} more are not shown here; search for fewer, or take the XLSX.")
        body += html.element("p", sentence.format(count=len(seen.rows) - most))
    return body


def row_cells(columns: Sequence[Column], row: Sequence[Cell]) -> list[Markup]:
    return [cell_html(column, cell) for column, cell in zip(columns, row, strict=True)]


def cell_html(column: Column, cell: Cell) -> Markup:
    """A cell as HTML: what has a look of its own by what it is, all else as its text."""
    match cell:
        case Noted(inner, note, look):
            return _noted(column, inner, _note(note, look))
        case Status():
            return html.status(cell)
        case TaskStatus(status):
            return html.status(status, is_task=True)
        case Mark(code, shape, word):
            return html.state(code, shape, word)
        case PlanState():
            return (
                html.element("strong", cell.label, cell.value)
                if cell is PlanState.OVER
                else html.text(cell.label)
            )
        case Counts():
            return counts(cell)
        case Link(text, page, query, is_here):
            link = html.link(text, links.to(page, **query))
            return html.fill('<span aria-current="page">{}</span>', link) if is_here else link
        case Bar():
            return bar(cell)
        case Progress():
            return _progress(cell)
    if column.kind is Kind.SOURCES and cell and isinstance(cell, Sequence):
        return html.join(source(one) for one in cell if isinstance(one, Source))
    if cell is BLANK:
        return html.NOTHING  # without any element, so that narrow screens leave the cell out
    if column.kind is Kind.LINES and cell and isinstance(cell, Sequence):
        lines = html.join(html.element("span", str(line)) for line in cell)
        return html.element("span", lines, "lines")
    text = column.text(cell)
    if column.kind in (Kind.LONG, Kind.NAMES):
        return html.wrap(text)
    return html.nowrap(text) if column.kind in ON_ONE_LINE else html.text(text)


def counts(cell: Counts) -> Markup:
    """Each status or step with its number, under a strip of their parts where that is wanted."""
    notices = [html.notice(code, count) for code, count in cell.counts.items() if isinstance(code, Notice)]
    if notices:
        return html.join(notices, Markup(" "))
    statuses = {code: count for code, count in cell.counts.items() if isinstance(code, Status)}
    words = html.element("span", html.status_counts(statuses, is_task=cell.is_task), "counts")
    if not cell.is_strip:
        return words
    strip = html.join(
        html.fill('<i class="{}" style="flex:{}"></i>', code.value, count) for code, count in statuses.items()
    )
    return html.fill(
        '<span class="standing"><span class="parts" aria-hidden="true">{}</span>{}</span>', strip, words
    )


def source(source: Source) -> Markup:
    """A link to the cell a value came from: sheet › cell, and the file."""
    address = links.to(
        "source",
        **{"import": str(source.import_id), "sheet": source.sheet, "cell": source.cell},
        **source.query,
    )
    return html.fill(
        '<a class="source" href="{}">{} › {}<small>{}</small></a>',
        address,
        source.sheet,
        source.cell,
        source.file,
    )


def bar(bar: Bar) -> Markup:
    """What is done as a bar, what time asks for as an upright line. Both are told in words as well."""
    sentence = _("attained {attained}, expected {expected}").format(
        attained=numbers.share(bar.attained), expected=numbers.share(bar.expected)
    )
    done = line = html.NOTHING
    if bar.attained is not None:
        done = html.fill('<i class="{}" style="width:{}%"></i>', bar.status.value, _percent(bar.attained))
    if bar.expected is not None:
        line = html.fill('<b style="left:{}%"></b>', _percent(bar.expected))
    return html.fill(
        '<span class="bar" role="img" aria-label="{}" title="{}">{}{}</span>', sentence, sentence, done, line
    )


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}"


def _progress(progress: Progress) -> Markup:
    value = numbers.value(progress.value, progress.unit_of_measure)
    goal = progress.goal
    shown = numbers.goal(goal.value, goal.comparator, goal.unit_of_measure) if goal else numbers.UNKNOWN
    return html.fill("<span><strong>{}</strong> / {}</span>", value, shown)


def _noted(column: Column, inner: Cell, note: Markup) -> Markup:
    """A cell and its note in one element: narrow screens set the elements of a cell apart."""
    body = html.NOTHING if inner == "" else cell_html(column, inner)
    return html.element("span", body + note, "wrap" if column.kind is Kind.LONG else "")


def _note(note: str, look: NoteLook) -> Markup:
    match look:
        case NoteLook.PROBLEM:
            return html.element("span", note, "problem")
        case NoteLook.BADGE:
            return Markup(" ") + html.element("span", note, "badge")
        case NoteLook.SMALL:
            return Markup(" ") + html.element("small", note)
