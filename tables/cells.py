"""Cells made from the rows of metrics: where a value stands, and a value whose unit of measure its row tells elsewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from tables.table import Source
from words.numbers import RATE, Share


def sources(cells: Iterable[Mapping[str, Any]], **query: str | None) -> tuple[Source, ...]:
    """The cells that a figure was counted from; cells: as Facts.source gives them. query: see Source."""
    return tuple(
        Source(cell["import_id"], cell["file"], cell["sheet"], cell["cell"], query) for cell in cells
    )


def bare(value: float | None, unit_of_measure: str | None) -> float | None:
    """A value for a column of several units of measure that does not repeat them: a rate becomes a Share."""
    if value is None or value != value:
        return None
    return Share(value) if unit_of_measure == RATE else float(value)
