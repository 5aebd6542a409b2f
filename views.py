"""Pieces of a page that are more than HTML: a chart with its table and downloads, a choice that stands in the address."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Literal, TypeVar
from urllib.parse import unquote

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import blocks
import cached
import links
import show
from charts.chart import PICTURES, RATE, Chart
from errors import PlanwatchError, UnknownCode
from metrics.facts import records
from terms import Status
from words import _, language, use_language

T = TypeVar("T")

EVERYTHING = ""  # the choice of no choice; it does not stand in the address
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
NAME_COOKIE = "planwatch_name"
SMALL_IN_A_ROW, SMALL_SHOWN = 3, 12  # charts


def person() -> str:
    """Who saves; asked once, and kept by the browser."""
    if "uploader_field" not in st.session_state:
        if "uploader" not in st.session_state:
            st.session_state["uploader"] = unquote(st.context.cookies.get(NAME_COOKIE) or "")
        st.session_state["uploader_field"] = st.session_state["uploader"]
    name = st.text_input(
        _("Your name, which stands in the records"), max_chars=40, key="uploader_field", width=320
    ).strip()
    st.session_state["uploader"] = name
    blocks.block(f'<span data-name="{escape(name)}" hidden></span>')  # browser.js keeps it
    return name


def save(change: Callable[[], T], done: str | Callable[[T], str], name: str) -> None:
    """Save something in a person's name, then show the page as it now stands, with `done` or with the refusal in words.

    done: the words, or what makes them of the change's answer.
    """
    try:
        if not name:
            raise UnknownCode(_("Fill in your name first; it stands in the records."))
        found = change()
    except PlanwatchError as error:
        st.session_state["warned"] = str(error)
    else:
        st.session_state["told"] = done if isinstance(done, str) else done(found)
    st.rerun()


def show_saved() -> None:
    """What the last save did, or why it was refused; told once."""
    if told := st.session_state.pop("told", None):
        st.success(blocks.escape_markdown(told))
    if warned := st.session_state.pop("warned", None):
        st.warning(blocks.escape_markdown(warned))


def chart(of: Chart, remarks: Sequence[str] = ()) -> None:
    """A panel with a chart, its text alternative, its table to unfold, and its downloads.

    remarks: the plan's title, the month and what else was chosen. They stand in the files; the screen has the plan
    above everything, and shows the others beside the title.
    """
    with st.container(key=f"panel-{of.name}"):
        _show_heading(of.title, remarks, is_empty=of.is_empty)
        if of.is_empty:
            return
        _draw(of)
        with row_of_files(of.name):
            blocks.block(chart_table(of))
            blocks.block(picture_buttons(of, " · ".join(remarks)))
            download(of.name, of.title, of.table, remarks, unit=of.unit, is_demo=of.is_demo)
            slide_download(of, remarks)


def _show_heading(title: str, remarks: Sequence[str], *, is_empty: bool) -> None:
    told = _("There is nothing to draw yet.")
    body = f"<p>{escape(told)}</p>" if is_empty else ""
    blocks.block(blocks.heading(title, " · ".join(remarks[1:])) + body)


def _draw(of: Chart) -> None:
    st.plotly_chart(
        cached.drawing(of, blocks.colours()),
        key=f"chart-{of.name}",
        theme=None,
        config={"displayModeBar": False},
        alt=of.told,
    )


def row_of_files(name: str) -> DeltaGenerator:
    """The row under a drawing or a table in which its downloads stand."""
    return st.container(key=f"files-{name}", horizontal=True, gap="small", vertical_alignment="center")


def small_charts(name: str, title: str, charts: Sequence[Chart], remarks: Sequence[str] = ()) -> None:
    """A panel of small charts on one scale, each with its text alternative, pictures and table, and one download of all.

    name: ASCII, unique on the page. remarks as in `chart`. Of very many the first are drawn, and the others at a choice.
    """
    drawn = [of for of in charts if not of.is_empty]
    with st.container(key=f"panel-{name}"):
        note = " · ".join(remarks)
        _show_heading(title, remarks, is_empty=not drawn)
        if not drawn:
            return
        shown = drawn
        if len(drawn) > SMALL_SHOWN:
            first_ones = _("The first {count}").format(count=SMALL_SHOWN)
            all_of_them = _("All {count}").format(count=len(drawn))
            if choice(name, _("Drawings"), {"first": first_ones, "all": all_of_them}) == "first":
                shown = drawn[:SMALL_SHOWN]
        in_a_row = min(SMALL_IN_A_ROW, len(shown))
        for first in range(0, len(shown), in_a_row):
            places = st.columns(in_a_row, gap="medium")
            for place, of in zip(places, shown[first:], strict=False):
                with place:
                    small_chart(of, note)
        with row_of_files(name):
            of = drawn[0]
            download(name, title, partial(_tables, drawn), remarks, unit=of.unit, is_demo=of.is_demo)


def small_chart(of: Chart, note: str) -> None:
    blocks.block(f'<h3>{escape(of.title)}<span class="files">{picture_buttons(of, note)}</span></h3>')
    _draw(of)
    blocks.block(chart_table(of))


def _tables(charts: Sequence[Chart]) -> pd.DataFrame:
    """The tables of charts as one, with the title of each in front."""
    tables = [of.table() for of in charts]
    for of, table in zip(charts, tables, strict=True):
        table.insert(0, _("Name"), of.title)
    return pd.concat(tables)


def picture_buttons(of: Chart, note: str) -> str:
    """Buttons that save the drawing as a picture, made in the browser (pages/browser.js)."""
    notes = [*([note] if note else []), *([_("Demonstration data")] if of.is_demo else [])]
    said = f'data-picture="{escape(of.name)}" data-title="{escape(of.title)}" data-note="{escape(" · ".join(notes))}"'
    return "".join(
        f'<button type="button" class="file" {said} data-format="{kind}">{kind.upper()}</button>'
        for kind in PICTURES
    )


def download(
    name: str,
    title: str,
    table: Callable[[], pd.DataFrame],
    remarks: Sequence[str] = (),
    *,
    unit: str | None = None,
    is_demo: bool = False,
) -> None:
    """A button that downloads a table as a workbook."""

    def made() -> bytes:
        from exports.data import data_workbook

        return data_workbook(title, table(), remarks, unit=unit, is_demo=is_demo)

    file_button("XLSX", made, f"{title}.xlsx", XLSX, f"xlsx-{name}")


def table_panel(
    name: str,
    title: str,
    body: str,
    table: Callable[[], pd.DataFrame],
    remarks: Sequence[str] = (),
    *,
    note: str = "",
    is_demo: bool = False,
) -> None:
    """A panel with a table, HTML already, and under it the button that downloads it, as `table` gives it."""
    with st.container(key=f"panel-{name}"):
        blocks.block(blocks.heading(title, note) + body)
        table_file(name, title, table, remarks, is_demo=is_demo)


def table_file(
    name: str,
    title: str,
    table: Callable[[], pd.DataFrame],
    remarks: Sequence[str] = (),
    *,
    is_demo: bool = False,
) -> None:
    """The row under a table, with the button that downloads it."""
    with row_of_files(name):
        download(name, title, table, remarks, is_demo=is_demo)


def targets_table(targets: pd.DataFrame) -> pd.DataFrame:
    """Rows of a board's targets as they are downloaded: numbers stay numbers, rates and shares are percentages."""
    columns: dict[str, list] = {
        _("No."): [],
        _("Target"): [],
        _("Section"): [],
        _("Unit of measure"): [],
        _("Value"): [],
        _("Target value"): [],
        _("Attained"): [],
        _("Expected"): [],
        _("Expected share"): [],
        _("Gap (points)"): [],
        _("Status"): [],
        _("Due"): [],
        _("Lead"): [],
        _("Data as of"): [],
        _("Chance of being in time"): [],
    }
    for row in records(targets):
        unit = row["unit_of_measure"]
        cells = [
            row["code"],
            row["name"],
            row["section"],
            unit,
            amount(row["actual_value"], unit),
            show.goal(row["target_value"], row["comparator"], unit),
            amount(row["attained_share"], RATE),
            amount(row["expected_value"], unit),
            amount(row["expected_share"], RATE),
            row["gap_points"],
            Status(row["status"]).label,
            row["due_on"],
            show.names(row["lead_units"]) if row["lead_units"] else None,
            row["reported_month"] and show.month(row["reported_month"]),
            amount(row["forecast"].probability, RATE),
        ]
        for column, value in zip(columns.values(), cells, strict=True):
            column.append(value)
    return pd.DataFrame(columns, dtype=object)


def amount(value: float | None, unit: str | None) -> float | None:
    """A value for a downloaded table, where one column may hold several units: a rate becomes a percentage."""
    from exports.sheets import Share

    if value is None or value != value:
        return None
    return Share(value) if unit == RATE else value


def slide_download(of: Chart, remarks: Sequence[str] = ()) -> None:
    """A button that downloads a chart as a slide whose numbers can be edited."""

    def made() -> bytes:
        from exports.slides import chart_slide

        return chart_slide(of, remarks)

    file_button("PPTX", made, f"{of.title}.pptx", PPTX, f"pptx-{of.name}")


def file_button(
    label: str,
    make: Callable[[], bytes],
    file: str,
    mime: str | None,
    key: str,
    *,
    look: Literal["primary", "secondary", "tertiary"] = "tertiary",
) -> None:
    """A button that downloads a file, which is made only when it is asked for. mime: None for a file of whatever kind."""
    spoken = language()

    def made() -> bytes:
        use_language(spoken)  # it is made on a thread of its own
        return make()

    st.download_button(label, made, file, mime, key=key, on_click="ignore", type=look)


def chart_table(of: Chart) -> str:
    """The numbers of a chart as a table, folded: one click away for everybody, and what screen readers read."""
    columns = of.columns()
    first, *others = columns
    rows = [
        [escape(of.category_text(row[0])), *(escape(of.text(value)) for value in row[1:])]
        for row in zip(*columns.values(), strict=True)
    ]
    told = _("Data table")
    shown = blocks.table([first, *others], rows, "stack", numeric=tuple(range(1, len(others) + 1)))
    return f'<details class="data"><summary>{escape(told)}</summary>{shown}</details>'


def search(name: str, label: str, hint: str = "", width: int = 260) -> str | None:
    """A field for words to search for, which stand in the address as `name`; None when it is empty."""
    key = f"search-{name}"
    st.session_state[key] = links.said(name) or ""
    st.text_input(
        label,
        key=key,
        placeholder=hint,
        max_chars=100,
        on_change=lambda: links.choose(name, st.session_state[key].strip() or None),
        width=width,
    )
    return links.said(name)


def choice(
    name: str,
    label: str,
    options: Mapping[str, str] | Sequence[str],
    *,
    all_label: str | None = None,
    width: int = 220,
) -> str | None:
    """A choice that stands in the address as `name`, so that the view is a link.

    options: what stands in the address, with how each is shown; a sequence is shown as it is. all_label: how "no
    choice" (None) is shown; without it the first option is the default. Raises UnknownCode when the address says
    something else.
    """
    labels = _labels(options)
    said = links.said(name)
    _check_known([said] if said else [], labels, label)
    possible = [*([EVERYTHING] if all_label is not None else []), *labels]
    chosen = said or (possible[0] if possible else None)
    key = f"choice-{name}"
    st.session_state[key] = chosen
    st.selectbox(
        label,
        possible,
        key=key,
        format_func=lambda option: labels.get(option, all_label or ""),
        on_change=lambda: links.choose(name, st.session_state[key] or None),
        width=width,
    )
    return chosen or None


def choices(name: str, label: str, options: Mapping[str, str] | Sequence[str]) -> list[str]:
    """Several choices that stand in the address as `name`, joined by "|"; none chosen means all.

    options as in `choice`. Raises UnknownCode when the address says something else.
    """
    labels = _labels(options)
    address = links.said(name)
    said = address.split("|") if address else []
    _check_known(said, labels, label)
    key = f"choices-{name}"
    st.session_state[key] = said
    st.multiselect(
        label,
        list(labels),
        key=key,
        format_func=labels.__getitem__,
        placeholder=_("All"),
        on_change=lambda: links.choose(name, "|".join(st.session_state[key]) or None),
    )
    return said


def _labels(options: Mapping[str, str] | Sequence[str]) -> dict[str, str]:
    return dict(options) if isinstance(options, Mapping) else {option: option for option in options}


def _check_known(said: Sequence[str], labels: Mapping[str, str], label: str) -> None:
    for each in said:
        if each not in labels:
            raise UnknownCode(
                _("The address says “{value}” for “{name}”. Possible are: {known}.").format(
                    value=each, name=label, known=", ".join(labels)
                )
            )
