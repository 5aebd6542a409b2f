"""The pieces of HTML that pages are made of: status, bar, card, table. Every text is escaped here.

Looks are in pages/style.css. Colours come from charts/palette.py, so pages and figures agree. Texts are not
translated inside f-strings: there the catalogues' extractor does not find them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from urllib.parse import quote

import pandas as pd
import streamlit as st

import links
import settings
import show
from charts.palette import DARK, LIGHT, Palette, palette
from loaders.problems import as_typed
from metrics import summary
from metrics.board import Board
from metrics.facts import records, start_of
from metrics.method import Formula
from metrics.months import month_of
from metrics.overrides import Override
from metrics.reporting import ReportMark
from metrics.rules import RuleSet
from terms import KIND_NAMES, Measure, Notice, PlanState, Status, TaskState
from words import _, language

MOST_ROWS = 300  # of a list on a page; the download has all
TARGETS_SHOWN = 40  # targets with a number before the rest is folded
WORDS_SHOWN = 9  # targets without a number before the rest is folded
SPARK_WIDTH, SPARK_HEIGHT = 96, 30  # pixels


def colours() -> Palette:
    """The palette of the theme that the person's browser shows."""
    return palette(st.context.theme.type)


def style() -> None:
    """The style sheet, with the palettes as its variables: the theme's own, and the other should the system turn."""
    grounds = "".join(
        f"{chosen}{{{_variables(of)}}}\n"
        for chosen, of in (
            (":root", colours()),
            (":root[data-ground=light]", LIGHT),
            (":root[data-ground=dark]", DARK),
            (":root:has(.st-key-wall)", DARK),  # a wall is dark whatever the theme
            (".pw .paper", LIGHT),  # and a briefing's paper white
        )
    )
    # Paper is light. Drawings that were made for a dark ground are turned light by a filter.
    paper = ":root,:root[data-ground],:root:has(.st-key-wall)"
    printed = f"@media print{{{paper}{{{_variables(LIGHT, is_paper=True)}}}}}\n"
    st.html(f"<style>{grounds}{printed}{_style_sheet()}</style>")


def _variables(of: Palette, *, is_paper: bool = False) -> str:
    roles = {name: value for name, value in vars(of).items() if isinstance(value, str)}
    roles |= {code.value: colour for code, colour in of.statuses.items()}
    roles |= {f"fill-{code.value}": colour for code, colour in of.fills.items()}
    if not is_paper:
        roles["on-paper"] = "invert(1) hue-rotate(180deg)" if of is DARK else "none"
    return "".join(f"--{name}:{colour};" for name, colour in roles.items())


@cache
def _style_sheet() -> str:
    return (settings.ROOT / "pages" / "style.css").read_text(encoding="utf-8")


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
        f'<th scope="colgroup" colspan="{sum(month[:4] == year for month in months)}"><span>{escape(show.cycle(year))}</span></th>'
        for year in years
    )
    under = "".join(
        f'<th scope="col" title="{escape(show.month(each))}">{int(each[5:])}</th>' for each in months
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
        nowrap(show.moment(row["saved_at"])),
        escape(row["saved_by"] or show.UNKNOWN),
        escape(row["file"]) + demo,
        nowrap(row["plan_code"] or show.UNKNOWN),
        escape(row["unit"] or show.UNKNOWN),
        nowrap(show.month(row["month"])),
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
    return show.names(value) if isinstance(value, list) else as_typed(value) or show.UNKNOWN


def import_content(row: dict) -> str:
    """The kinds of rows in an import's workbook, and how many of each."""
    counts = [
        _("{kind}: {count} rows").format(kind=_(KIND_NAMES[kind]), count=count)
        for kind, count in row["kinds"].items()
    ]
    return "　".join(counts) or show.UNKNOWN


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
        who=of.decided_by, month=show.month(of.expires_month), reason=of.reason
    )
    return f'<p class="override">{status(of.status)} {escape(told)}</p>'


def link(text: str, address: str, name: str = "") -> str:
    return f'<a class="{name}" href="{escape(address)}">{escape(text)}</a>'


def target_link(target: dict) -> str:
    return link(target["name"], links.to("targets", target=target["code"]))


def badge() -> str:
    text = _("Demonstration data")
    return f'<span class="badge">{escape(text)}</span>'


def bar(target: dict) -> str:
    """What is done as a bar, what time asks for as an upright line. Both are told in words as well."""
    attained, expected = target["attained_share"], target["expected_share"]
    told = _("attained {attained}, expected {expected}").format(
        attained=show.share(attained), expected=show.share(expected)
    )
    done = (
        f'<i class="{target["status"]}" style="width:{_percent(attained)}%"></i>'
        if attained is not None
        else ""
    )
    mark = f'<b style="left:{_percent(expected)}%"></b>' if expected is not None else ""
    return (
        f'<span class="bar" role="img" aria-label="{escape(told)}" title="{escape(told)}">{done}{mark}</span>'
    )


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}"


def sparkline(history: pd.DataFrame, of: Status) -> str:
    """The reported values as a small line in the colour of a status; nothing with fewer than two."""
    known = history[history["actual_value"].notna()]
    if len(known) < 2:
        return ""
    # Places are months, so that a silence is as long as it was.
    first, last = known.index[0], known.index[-1]
    low, high = min(known["actual_value"]), max(known["actual_value"])
    inner = SPARK_HEIGHT - 6
    places = [
        (
            3 + (SPARK_WIDTH - 6) * (at - first) / (last - first),
            3 + inner * (1 - ((value - low) / (high - low) if high > low else 0.5)),
        )
        for at, value in known["actual_value"].items()
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    colour = colours().fills[of]
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}">'
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/></svg>'
    )
    # As a picture: Streamlit takes drawings out of HTML.
    return f'<img class="spark" alt="" src="data:image/svg+xml,{quote(drawing)}">'


def month_state(board: Board, closed: dict | None) -> str:
    """What a reader must know of the month before its figures: period not begun or over, closed, or without a report.

    closed: from cached.closing_of. Nothing ("") in an ordinary month.
    """
    plan, month_asked = board.plan, board.month
    told = []
    where = summary.plan_state(plan, month_asked)
    if where is PlanState.NOT_BEGUN:
        starts = month_of(start_of(plan) or plan["ends_on"])
        told.append(
            escape(
                _("The plan begins in {month}; before it nothing is due and nothing is counted.").format(
                    month=show.month(starts)
                )
            )
        )
    elif not summary.is_reported(board):
        told.append(_without_report(board))
    if where is PlanState.OVER:
        ended = _("The plan's period ended on {day}; what is not met by then is overdue.")
        told.append(escape(ended.format(day=show.day(plan["ends_on"]))))
    if closed is not None:
        issued = _(
            "This month was closed on {day} and is shown as issued; {count} figures were restated since."
        )
        day = show.day(closed["closed_at"].date())
        told.append(escape(issued.format(day=day, count=closed["restated"])))
    return "".join(f'<p class="state">{each}</p>' for each in told)


def _without_report(board: Board) -> str:
    newest = summary.newest_report(board)
    told = escape(_("No ledger has come in for {month} yet.").format(month=show.month(board.month)))
    upload = link(_("Upload a ledger"), links.to("upload"))
    if newest is None:
        return f"{told} {upload}"
    last = link(
        _("Newest figures: {month}").format(month=show.month(newest)), links.to("", month=newest, target=None)
    )
    return f"{told} {last} · {upload}"


def card(target: dict, history: pd.DataFrame) -> str:
    """A headline target: value against target, path, gap, pace, and its way so far. The whole card is a link."""
    unit, code = target["unit_of_measure"], Status(target["status"])
    value = show.value(target["actual_value"], unit)
    goal = show.goal(target["target_value"], target["comparator"], unit)
    lines = [_due_line(target), _pace_line(target)]
    return (
        f'<a class="card {code.value}" href="{escape(links.to("targets", target=target["code"]))}">'
        f'<span class="name"><span>{escape(target["name"])}</span>{status(code)}</span>'
        f'<span class="value"><span><strong>{value}</strong> / {escape(goal)}</span>{sparkline(history, code)}</span>'
        f"{bar(target)}" + "".join(f'<span class="line">{escape(line)}</span>' for line in lines) + "</a>"
    )


def _due_line(target: dict) -> str:
    if target["status"] == Status.NOT_STARTED:
        return _("Not begun: nothing is due yet")
    if target["expected_value"] is None:
        return _("No path: the plan prints no date")
    expected = show.quantity(target["expected_value"], target["unit_of_measure"])
    if target["gap_points"] is None:
        return _("Expected {value}").format(value=expected)
    return _("Expected {value}, gap {gap} points").format(
        value=expected, gap=show.points(target["gap_points"])
    )


def _pace_line(target: dict) -> str:
    unit, code = target["unit_of_measure"], Status(target["status"])
    if code == Status.UNREPORTED:
        return last_report(target)
    if (
        code == Status.NOT_STARTED
        or target["recent_pace"] is None
        or target["required_pace"] is None
        or code == Status.MET
    ):
        return (
            _("Due {month}").format(month=show.month(month_of(target["due_on"]))) if target["due_on"] else ""
        )
    return _("Recently {recent} a month, needed {needed}").format(
        recent=show.pace(target["recent_pace"], unit), needed=show.pace(target["required_pace"], unit)
    )


def wall_card(target: dict) -> str:
    """A headline target to be read from afar: value against target, path, and how likely it is to be in time."""
    unit, code = target["unit_of_measure"], Status(target["status"])
    goal = show.goal(target["target_value"], target["comparator"], unit)
    lines = "".join(f"<p>{escape(line)}</p>" for line in (_due_line(target), _next_line(target)) if line)
    return (
        f'<article class="{code.value}"><h2>{escape(target["name"])}{status(code)}</h2>'
        f'<p class="value"><strong>{show.value(target["actual_value"], unit)}</strong> / {escape(goal)}</p>'
        f"{bar(target)}{lines}</article>"
    )


def _next_line(target: dict) -> str:
    """What is to come of a target: how likely it is in time, else its due month or its last report."""
    probability = target["forecast"].probability
    if probability is None or Status(target["status"]) in (Status.MET, Status.OVERDUE, Status.UNREPORTED):
        return _pace_line(target)
    return _("{chance} chance of being in time").format(chance=show.chance(probability))


def last_report(row: dict) -> str:
    """When a target or task was last reported, in words."""
    if row["reported_month"] is None:
        return _("Never reported")
    return _("Last report: {month}").format(month=show.month(row["reported_month"]))


def target_table(targets: pd.DataFrame) -> str:
    """Targets with a number: how far each is, against what time asks for, who leads and how old the data are."""
    headers = [
        _("Target"),
        _("Done | line: expected"),
        _("Value / target"),
        _("Expected"),
        _("Gap (points)"),
        _("Status"),
        _("Due"),
        _("Lead"),
        _("Data as of"),
    ]
    rows = [_target_cells(row) for row in records(targets)]
    # A plan that prints no lead unit for any target has no use for the column.
    if not any(targets["lead_units"]):
        headers.pop(7)
        for row in rows:
            row.pop(7)
    return long_table(headers, rows, TARGETS_SHOWN, "stack rows", numeric=(2, 3, 4))


def _target_cells(target: dict) -> list[str]:
    unit = target["unit_of_measure"]
    goal = show.goal(target["target_value"], target["comparator"], unit)
    return [
        target_link(target),
        bar(target),
        f"<span><strong>{show.value(target['actual_value'], unit)}</strong> / {escape(goal)}</span>",
        show.value(target["expected_value"], unit),
        show.points(target["gap_points"]),
        status(Status(target["status"])),
        show.month(month_of(target["due_on"])) if target["due_on"] else show.UNKNOWN,
        f'<span class="wrap">{escape(show.names(target["lead_units"]))}</span>',
        show.month(target["reported_month"]),
    ]


def word_targets(targets: pd.DataFrame) -> str:
    """Targets without a number, as links; where tasks carry one, how many of them are done."""
    items = []
    for row in records(targets):
        done = ""
        if row["measure"] == Measure.TASKS_DONE and row["actual_value"] is not None:
            told = _("{count} tasks done").format(count=show.number(row["actual_value"]))
            done = f"<small>{escape(told)}</small>"
        items.append(f"<li>{target_link(row)}{done}</li>")
    return folded(items, WORDS_SHOWN, "names")


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


def tasks_panel(tasks: pd.DataFrame) -> str:
    """The tasks by section: how many stand where, and to unfold, each with its unit, deadline and progress."""
    if tasks.empty:
        return ""
    named = tasks["section"].fillna("")
    sections = [section_of_tasks(name, tasks[named == name]) for name in dict.fromkeys(named)]
    counts = summary.status_counts(tasks)
    parts = " ".join(status(code, count, is_task=True) for code, count in counts.items())
    title = _("Tasks by section ({count})").format(count=len(tasks))
    return panel(title, f'<div class="counts">{parts}</div><p></p>{"".join(sections)}')


def section_of_tasks(name: str, tasks: pd.DataFrame, *, is_open: bool = False) -> str:
    counts = summary.status_counts(tasks)
    bars = "".join(f'<i class="{code.value}" style="flex:{count}"></i>' for code, count in counts.items())
    unnamed = _("No section")
    words = "".join(status(code, count, is_task=True) for code, count in counts.items())
    headers = [
        _("No."),
        _("Task"),
        _("Responsible"),
        _("Due"),
        _("Status"),
        _("Share done"),
        _("Progress"),
        _("Source cell"),
    ]
    rows = table(headers, [task_cells(task) for task in records(tasks)], "stack", numeric=(5,))
    return (
        f'<details class="tasks"{" open" if is_open else ""}><summary><span class="name">{escape(name or unnamed)}</span>'
        f'<span class="parts" aria-hidden="true">{bars}</span><span class="counts">{words}</span></summary>{rows}</details>'
    )


def task_units(task: dict) -> str:
    """Who answers for a task, as the plan names them; those inferred are said to be."""
    units = show.names(task["lead_units"] or task["inferred_units"])
    if task["inferred_units"] and not task["lead_units"]:
        units = _("{units} (inferred)").format(units=units)
    return units


def task_cells(task: dict) -> list[str]:
    problem = f'<span class="problem">{escape(task["problem_text"])}</span>' if task["problem_text"] else ""
    place = "".join(source(place) for place in task["source"])
    return [
        escape(task["code"]),
        link(task["title"], links.to("scenes", task=task["code"])),
        escape(task_units(task)),
        escape(task["due_text"] or show.day(task["due_on"])),
        status(Status(task["status"]), is_task=True),
        show.share(task["attained_share"]),
        f"<span>{escape(task['progress_text'] or show.UNKNOWN)}{problem}</span>",
        place or show.UNKNOWN,
    ]


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


def task_mark(of: Status, told: str, share: float | None) -> str:
    """A status as a mark in a matrix: shape and colour, the share below; what it says in full for pointers and screen readers."""
    said = escape(told)
    known = "" if share is None else f"<small>{show.share(share)}</small>"
    return (
        f'<span class="status {of.value}" role="img" aria-label="{said}" title="{said}">'
        f'<span class="shape">{of.shape}</span>{known}</span>'
    )


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
    note = show.clauses([of.quantity.definition.rstrip("。."), of.note.rstrip("。.")])
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
    found: pd.DataFrame,
    cells: Callable[[dict], list[str]],
    shown: int,
    name: str = "",
    numeric: tuple[int, ...] = (),
) -> str:
    """What was found as a long table, `cells` of each row; of very many rows the first, and how many more there are."""
    body = long_table(headers, [cells(row) for row in records(found.head(MOST_ROWS))], shown, name, numeric)
    if len(found) > MOST_ROWS:
        told = _("{count} more are not shown here; search for fewer, or take the XLSX.")
        body += f"<p>{escape(told.format(count=len(found) - MOST_ROWS))}</p>"
    return body


def footer(board: Board, closed: dict | None = None) -> None:
    """Which rule, which import and which data a screen shows; of a closed month when it was closed, and what was restated since."""
    newest = summary.newest_report(board)
    frozen = ""
    if closed is not None:
        told = _("Closed on {day}, shown as issued").format(day=show.day(closed["closed_at"].date()))
        restated = _("{count} figures restated since").format(count=closed["restated"])
        frozen = f"<span>{escape(told)} · {escape(restated)}</span>"
    known = _("Data as of {month}, import {number}").format(month=show.month(newest), number=board.import_id)
    demo = badge() if board.is_demo else ""
    block(f"<footer>{rules(board.rule_set)}{frozen}<span>{escape(known)}</span>{demo}</footer>")


def tell(message: str) -> None:
    """A message meant for the reader, in place of what could not be shown."""
    home = link(_("Back to the overview"), links.to("", target=None, month=None, plan=None))
    block(f'<div class="panel told" role="alert"><strong>{escape(message)}</strong><p>{home}</p></div>')


def escape_markdown(text: str) -> str:
    """Text for Streamlit's own elements, which read Markdown, to be shown as it is."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:" else char for char in text)
