"""The pieces of HTML that pages are made of: status, bar, card, table. Every text is escaped here.

Looks are in pages/style.css. Colours come from charts/palette.py, so pages and figures agree. Texts are not
translated inside f-strings: there the catalogues' extractor does not find them.
"""

from functools import cache
from html import escape
from urllib.parse import quote

import pandas as pd
import streamlit as st

import links
import settings
import show
from charts.palette import DARK, LIGHT, Palette, palette
from metrics import summary
from metrics.board import Board
from metrics.method import Formula
from metrics.months import month_of
from metrics.overrides import Override
from metrics.rules import RuleSet
from terms import Measure, Status, TaskState
from words import _, language

WORDS_SHOWN = 10  # targets without a number before the rest is folded
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


def panel(title: str, body: str, name: str = "", note: str = "") -> str:
    """A bordered panel with a title, and a note at the title's right."""
    beside = f"<small>{escape(note)}</small>" if note else ""
    return f'<section class="panel {name}"><h2>{escape(title)}{beside}</h2>{body}</section>'


def status(of: Status, count: int | None = None, *, is_task: bool = False) -> str:
    """A status: its shape, its word, its colour; with the number of those that have it. A task is done, not met."""
    number = "" if count is None else f" <b>{count}</b>"
    label = TaskState.DONE.label if is_task and of is Status.MET else of.label
    return (
        f'<span class="status {of.value}"><span class="shape" aria-hidden="true">{of.shape}</span>'
        f"{escape(label)}{number}</span>"
    )


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
    if target["recent_pace"] is None or target["required_pace"] is None or code == Status.MET:
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
    rows = [_target_cells(row) for row in targets.to_dict("records")]
    # A plan that prints no lead unit for any target has no use for the column.
    if not any(targets["lead_units"]):
        headers.pop(7)
        for row in rows:
            row.pop(7)
    return table(headers, rows, "stack rows", numeric=(2, 3, 4))


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
    for row in targets.to_dict("records"):
        done = ""
        if row["measure"] == Measure.TASKS_DONE and row["actual_value"] is not None:
            told = _("{count} tasks done").format(count=show.number(row["actual_value"]))
            done = f"<small>{escape(told)}</small>"
        items.append(f"<li>{target_link(row)}{done}</li>")
    return folded(items, WORDS_SHOWN, "names")


def folded(items: list[str], shown: int, name: str = "") -> str:
    """A list of items, HTML already, with those after the first `shown` to unfold."""
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


def section_of_tasks(name: str, tasks: pd.DataFrame) -> str:
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
    rows = table(headers, [task_cells(task) for task in tasks.to_dict("records")], "stack", numeric=(5,))
    return (
        f'<details class="tasks"><summary><span class="name">{escape(name or unnamed)}</span>'
        f'<span class="parts" aria-hidden="true">{bars}</span><span class="counts">{words}</span></summary>{rows}</details>'
    )


def task_cells(task: dict) -> list[str]:
    units = show.names(task["lead_units"] or task["inferred_units"])
    if task["inferred_units"] and not task["lead_units"]:
        units = _("{units} (inferred)").format(units=units)
    problem = f'<span class="problem">{escape(task["problem_text"])}</span>' if task["problem_text"] else ""
    place = "".join(source(place) for place in task["source"])
    return [
        escape(task["code"]),
        escape(task["title"]),
        escape(units),
        escape(task["due_text"] or show.day(task["due_on"])),
        status(Status(task["status"]), is_task=True),
        show.share(task["attained_share"]),
        escape(task["progress_text"] or show.UNKNOWN) + problem,
        place or show.UNKNOWN,
    ]


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
