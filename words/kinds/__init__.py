"""The kinds of rows that come out of workbooks, one file a kind: all that there is to say of it stands in its KIND.

A kind is one idea of the glossary; its rows are told apart by a natural key made of its key fields within a
plan. Readers, checks, the store, exports and pages walk KINDS, and know no kind by its name. What a kind needs in code of
their own are its checks (loaders/checks/) and its table's migration; docs/developing.md shows adding one.
"""

from words.kinds import (
    baselines,
    checkpoints,
    indicators,
    plan,
    standards,
    targets,
    task_reports,
    tasks,
    trainings,
    units,
)
from words.kinds.kind import Asked, Column, Content, Field, Kind, LastReport, Reference, Template
from words.kinds.rows import Batch, Record, Rows, cell_address, row_key, row_keys

__all__ = [
    "ALL_LEDGERS",
    "KINDS",
    "Asked",
    "Batch",
    "Column",
    "Content",
    "Field",
    "Kind",
    "LastReport",
    "Record",
    "Reference",
    "Rows",
    "Template",
    "cell_address",
    "ledgers",
    "row_key",
    "row_keys",
]

ALL_LEDGERS = "ledger"  # all of them in one workbook

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        plan,
        targets,
        checkpoints,
        baselines,
        tasks,
        units,
        standards,
        trainings,
        indicators,
        task_reports,
    )
}


def ledgers() -> dict[str, Kind]:
    """The kinds that units report, by name."""
    return {kind.name: kind for kind in KINDS.values() if kind.is_ledger}
