"""The numbers of a chart as a table: what screen readers read, and what is taken along of a drawing."""

from collections.abc import Sequence
from dataclasses import replace

from charts.chart import Axis, Chart
from tables.table import Column, Kind, Table
from words import _


def chart_table(chart: Chart) -> Table:
    """A row for each category of the chart, a column for each of its series."""
    first, *others = chart.columns()
    columns = [Column(first, Kind.MONTH if chart.axis is Axis.MONTHS else Kind.LONG)]
    kind = Kind.DAY if chart.has_days else Kind.NUMBER
    columns += [Column(header, kind, chart.unit_of_measure) for header in others]
    rows = list(zip(*chart.columns().values(), strict=True))
    return Table(chart.name, chart.title, columns, rows, is_demo=chart.is_demo)


def charts_table(name: str, title: str, charts: Sequence[Chart]) -> Table:
    """The tables of charts with the same series as one, with the title of each in front."""
    tables = [chart_table(chart) for chart in charts]
    rows = [[table.title, *row] for table in tables for row in table.rows]
    columns = [Column(_("Name"), Kind.LONG), *tables[0].columns]
    return replace(tables[0], name=name, title=title, columns=columns, rows=rows)
