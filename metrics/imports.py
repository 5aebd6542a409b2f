"""What came in: an import, and the values that one changed, as the store lists them. Rows in, typed rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import pandas as pd

from metrics.facts import records


@dataclass(frozen=True, slots=True)
class Import:
    """One accepted workbook, or an undo, which has none: then sha256 is None.

    saved_at: in UTC. unit, month: whom and when it reports for; None of a plan. accepted_reason: why its warnings were
    accepted. undone_by: the import that took it back. kinds: {kind: rows} of its workbook.
    """

    import_id: int
    saved_at: datetime
    saved_by: str | None
    file: str
    sha256: str | None
    plan_code: str | None
    unit: str | None
    month: str | None
    is_demo: bool
    accepted_reason: str | None
    undone_by: int | None
    kinds: Mapping[str, int]


class ChangeSort(StrEnum):
    """What became of a stored row."""

    CHANGED = "changed"
    NEW = "new"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A value that an import changed, or a row that it brought or took back.

    key: of the row. field, before, after: of a changed value, None else. source: {import_id, file, sheet, cell} of the
    value, of its row's figure for a new row, and of the last one before for a row taken back.
    """

    kind: str
    key: str
    change: ChangeSort
    field: str | None
    before: object
    after: object
    source: Mapping[str, Any]


def imports_from(table: pd.DataFrame) -> list[Import]:
    """The rows of store.facts.import_list, in its order."""
    return [Import(**row) for row in records(table)]


def row_changes_from(table: pd.DataFrame) -> list[RowChange]:
    """The rows of store.facts.import_changes, in its order."""
    return [RowChange(**{**row, "change": ChangeSort(row["change"])}) for row in records(table)]


def count_rows(changes: Sequence[RowChange]) -> dict[ChangeSort, int]:
    """How many rows were changed, brought and taken back; several values of a row count once."""
    sorts = {(change.kind, change.key): change.change for change in changes}
    return {sort: sum(own is sort for own in sorts.values()) for sort in ChangeSort}
