"""Pieces of a page that are more than HTML: a chart with its table and downloads, a choice that stands in the address."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from html import escape
from urllib.parse import unquote

import pandas as pd
import streamlit as st

import blocks
import links
from charts.chart import Chart
from charts.figure import figure
from errors import UnknownCode
from words import _

NAME_COOKIE = "planwatch_name"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart(of: Chart, remarks: Sequence[str] = ()) -> None:
    """A panel with a chart, its text alternative, its table to unfold, and its downloads.

    remarks: what stands under the title on screen and in the files, such as the month and the plan.
    """
    with st.container(key=f"panel-{of.name}"):
        note = " · ".join(remarks)
        blocks.block(f"<h2>{escape(of.title)}<small>{escape(note)}</small></h2>")
        if of.is_empty:
            told = _("There is nothing to draw yet.")
            blocks.block(f"<p>{escape(told)}</p>")
            return
        st.plotly_chart(
            figure(of, blocks.colours()),
            key=f"chart-{of.name}",
            theme=None,
            config={"displayModeBar": False},
            alt=of.told,
        )
        with st.container(key=f"files-{of.name}", horizontal=True, gap="small", vertical_alignment="center"):
            blocks.block(picture_buttons(of, note))
            download(of.name, of.title, of.table, remarks, unit=of.unit, is_demo=of.is_demo)
        blocks.block(chart_table(of))


def picture_buttons(of: Chart, note: str) -> str:
    """Buttons that save the drawing as a picture, made in the browser (pages/browser.js)."""
    notes = [*([note] if note else []), *([_("Demonstration data")] if of.is_demo else [])]
    said = f'data-picture="{escape(of.name)}" data-title="{escape(of.title)}" data-note="{escape(" · ".join(notes))}"'
    return "".join(
        f'<button type="button" class="file" {said} data-format="{kind}">{kind.upper()}</button>'
        for kind in ("png", "svg")
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
    """A button that downloads a table as a workbook, which is made only when it is asked for."""

    def made() -> bytes:
        from exports.data import data_workbook

        return data_workbook(title, table(), remarks, unit=unit, is_demo=is_demo)

    st.download_button(
        "XLSX", made, f"{title}.xlsx", XLSX, key=f"xlsx-{name}", on_click="ignore", type="tertiary"
    )


def chart_table(of: Chart) -> str:
    """The numbers of a chart as a table, folded: one click away for everybody, and what screen readers read."""
    table = of.table()
    first, *others = table.columns
    rows = [
        [escape(of.category_text(row[0])), *(escape(of.text(value)) for value in row[1:])]
        for row in table.itertuples(index=False, name=None)
    ]
    told = _("Data table")
    shown = blocks.table([first, *others], rows, "stack", numeric=tuple(range(1, len(others) + 1)))
    return f'<details class="data"><summary>{escape(told)}</summary>{shown}</details>'


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
    labels = dict(options) if isinstance(options, Mapping) else {option: option for option in options}
    said = links.said(name)
    if said is not None and said not in labels:
        raise UnknownCode(
            _("The address says “{value}” for “{name}”. Possible are: {known}.").format(
                value=said, name=label, known=", ".join(labels)
            )
        )
    possible: list[Hashable] = [*([None] if all_label is not None else []), *labels]
    key = f"choice-{name}"
    st.session_state[key] = said if said is not None else (possible[0] if possible else None)
    st.selectbox(
        label,
        possible,
        key=key,
        format_func=lambda option: (all_label or "") if option is None else labels[option],
        on_change=lambda: links.choose(name, st.session_state[key]),
        width=width,
    )
    return said if said is not None else (None if all_label is not None else next(iter(labels), None))


def choices(name: str, label: str, options: Mapping[str, str] | Sequence[str]) -> list[str]:
    """Several choices that stand in the address as `name`, joined by "|"; none chosen means all.

    options as in `choice`. Raises UnknownCode when the address says something else.
    """
    labels = dict(options) if isinstance(options, Mapping) else {option: option for option in options}
    said = (links.said(name) or "").split("|") if links.said(name) else []
    for each in said:
        if each not in labels:
            raise UnknownCode(
                _("The address says “{value}” for “{name}”. Possible are: {known}.").format(
                    value=each, name=label, known=", ".join(labels)
                )
            )
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


def person(label: str) -> str:
    """Who saves; asked once, and kept by the browser."""
    if "uploader_field" not in st.session_state:
        if "uploader" not in st.session_state:
            st.session_state["uploader"] = unquote(st.context.cookies.get(NAME_COOKIE) or "")
        st.session_state["uploader_field"] = st.session_state["uploader"]
    name: str = st.text_input(label, max_chars=40, key="uploader_field", width=320).strip()
    st.session_state["uploader"] = name
    blocks.block(f'<span data-name="{escape(name)}" hidden></span>')  # browser.js keeps it
    return name
