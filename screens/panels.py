"""Pieces of a page that are more than HTML: a chart with its table and downloads, a choice that stands in the address."""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from charts.chart import PICTURES, Chart
from screens import cached, html, style, tables
from screens.forms import choice
from tables.of_charts import chart_table, charts_table
from tables.table import Table
from words import _, language, use_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SMALL_IN_A_ROW, SMALL_SHOWN = 3, 12  # charts


def show_chart(chart: Chart, remarks: Sequence[str] = ()) -> None:
    """A panel with a chart, its text alternative, its table to unfold, and its downloads.

    remarks: the plan's title, the month and what else was chosen. They stand in the files; the screen has the plan
    above everything, and shows the others beside the title.
    """
    with st.container(key=f"panel-{chart.name}"):
        _show_heading(chart.title, remarks, is_empty=chart.is_empty)
        if chart.is_empty:
            return
        _draw(chart)
        with row_of_files(chart.name):
            html.block(chart_numbers(chart))
            html.block(picture_buttons(chart, " · ".join(remarks)))
            file_of_table(chart_table(chart), remarks)
            slide_download(chart, remarks)


def _show_heading(title: str, remarks: Sequence[str], *, is_empty: bool) -> None:
    body = html.element("p", _("There is nothing to draw yet.")) if is_empty else html.NOTHING
    html.block(html.heading(title, " · ".join(remarks[1:])) + body)


def _draw(chart: Chart) -> None:
    st.plotly_chart(
        cached.drawing(chart, style.colours()),
        key=f"chart-{chart.name}",
        theme=None,
        config={"displayModeBar": False},
        alt=chart.alt_text,
    )


def row_of_files(name: str) -> DeltaGenerator:
    """The row under a drawing or a table in which its downloads stand."""
    return st.container(key=f"files-{name}", horizontal=True, gap="small", vertical_alignment="center")


def small_charts(name: str, title: str, charts: Sequence[Chart], remarks: Sequence[str] = ()) -> None:
    """A panel of small charts on one scale, each with its text alternative, pictures and table, and one download of all.

    name: ASCII, unique on the page. remarks as in `chart`. Of very many the first are drawn, and the others at a choice.
    """
    drawn = [chart for chart in charts if not chart.is_empty]
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
            columns = st.columns(in_a_row, gap="medium")
            for column, chart in zip(columns, shown[first:], strict=False):
                with column:
                    small_chart(chart, note)
        with row_of_files(name):
            file_of_table(charts_table(name, title, drawn), remarks)


def small_chart(chart: Chart, note: str) -> None:
    html.block(
        html.fill('<h3>{}<span class="files">{}</span></h3>', chart.title, picture_buttons(chart, note))
    )
    _draw(chart)
    html.block(chart_numbers(chart))


def picture_buttons(chart: Chart, note: str) -> Markup:
    """Buttons that save the drawing as a picture, made in the browser (pages/browser.js)."""
    notes = [*([note] if note else []), *([_("Demonstration data")] if chart.is_demo else [])]
    data = html.fill(
        'data-picture="{}" data-title="{}" data-note="{}"', chart.name, chart.title, " · ".join(notes)
    )
    return html.join(
        html.fill(
            '<button type="button" class="file" {} data-format="{}">{}</button>', data, format, format.upper()
        )
        for format in PICTURES
    )


def show_table(
    table: Table,
    remarks: Sequence[str] = (),
    *,
    look: str = "stack",
    shown: int | None = None,
    note: str = "",
    lead: Markup = html.NOTHING,
    tail: Markup = html.NOTHING,
) -> None:
    """A panel with a table and under it the button that downloads it.

    look, shown: see screens.tables.table. note: stands at the right of the title. lead, tail: before and after the table.
    """
    with st.container(key=f"panel-{table.name}"):
        html.block(html.heading(table.title, note) + lead + tables.table(table, look, shown) + tail)
        with row_of_files(table.name):
            file_of_table(table, remarks)


def file_of_table(table: Table, remarks: Sequence[str] = ()) -> None:
    """A button that downloads a table as a workbook."""

    def made() -> bytes:
        from exports.xlsx import table_workbook

        return table_workbook(table, remarks)

    file_button("XLSX", made, f"{table.title}.xlsx", XLSX, f"xlsx-{table.name}")


def slide_download(chart: Chart, remarks: Sequence[str] = ()) -> None:
    """A button that downloads a chart as a slide whose numbers can be edited."""

    def made() -> bytes:
        from exports.pptx import chart_slide

        return chart_slide(chart, remarks)

    file_button("PPTX", made, f"{chart.title}.pptx", PPTX, f"pptx-{chart.name}")


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
    in_use = language()

    def made() -> bytes:
        use_language(in_use)  # it is made on a thread of its own
        return make()

    st.download_button(label, made, file, mime, key=key, on_click="ignore", type=look)


def chart_numbers(chart: Chart) -> Markup:
    """The numbers of a chart as a table, folded: one click away for everybody, and what screen readers read."""
    return html.fill(
        '<details class="data"><summary>{}</summary>{}</details>',
        _("Data table"),
        tables.table(chart_table(chart)),
    )
