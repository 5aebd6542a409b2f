"""Facts drawn in a test: a plan, targets and ledgers as small tables."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from operator import attrgetter
from random import Random

import pandas as pd

from metrics.facts import STANDARD_VERSION_COLUMNS, Facts
from words.kinds import KINDS

PLAN = {
    "plan_code": "p",
    "title": "规划",
    "short_title": None,
    "issuers": None,
    "starts_on": date(2021, 1, 1),
    "ends_on": date(2025, 12, 31),
    "issued_on": date(2022, 7, 23),
}


SAVED = datetime(2021, 1, 1, 8, tzinfo=UTC)


def drawn(
    plan: dict = PLAN,
    reports: list[tuple] = (),
    versions: list[tuple] = (),
    loaded_at: datetime | None = None,
    **tables: list[dict],
) -> Facts:
    """Facts of a plan from rows given by their fields; the n-th row of a kind stands in row n + 3 of its sheet.

    reports: (kind, month), each a zero report from an import of its own; or (kind, month, about) with what
        differs: unit, row_count, saved_at, import_id. Codes and measures get defaults that mean nothing.
    versions: (name, stage, month, import_id) of standards.
    """
    frames = {}
    for kind in KINDS.values():
        if kind.name == "plan":
            continue
        rows = []
        for index, given in enumerate(tables.get(kind.name, [])):
            row = {name: None for name in kind.field_names} | given
            row |= {"key": "|".join(str(row[name]) for name in kind.key_fields), "plan_code": "p"}
            row |= {"import_id": 1, "sheet": kind.name, "part": 0, "row": index + 3}
            rows.append(row)
        names = ["import_id", "key", "plan_code", "sheet", "part", "row", *kind.field_names]
        frame = pd.DataFrame(rows, columns=names, dtype=object)
        frames[kind.name] = frame.astype(
            {column.name: float for column in kind.fields if column.type in (float, int)}
        )
    usual = {"unit": "甲", "row_count": 0, "is_demo": False, "saved_at": SAVED}
    saved = [
        usual | {"kind": kind, "month": month, "import_id": index} | (about[0] if about else {})
        for index, (kind, month, *about) in enumerate(reports, start=1)
    ]
    return Facts.of_tables(
        frames,
        plan=dict(plan),
        reports=pd.DataFrame(
            saved,
            columns=["unit", "month", "kind", "row_count", "import_id", "is_demo", "saved_at"],
            dtype=object,
        ),
        sheets={
            (number, kind, kind, 0): {KINDS[kind].figure: "F"}
            for number in range(1, max(len(saved), 1) + 1)
            for kind in KINDS
        },
        files={1: ("台账.xlsx", False)}
        | {number: (f"台账{number}.xlsx", False) for number in range(2, len(saved) + 1)},
        import_id=max(len(saved), 1),
        standard_versions=pd.DataFrame(
            [
                (name, name, None, stage, month, import_id, "standards", 0, index)
                for index, (name, stage, month, import_id) in enumerate(versions, 3)
            ],
            columns=STANDARD_VERSION_COLUMNS,
            dtype=object,
        ),
        loaded_at=loaded_at,
    )


def target(code="T01", value=90.0, comparator="=", unit="项", measure="reported_indicator", **more) -> dict:
    return {
        "target_code": code,
        "name": code,
        "target_value": value,
        "comparator": comparator,
        "unit_of_measure": unit,
        "due_on": date(2025, 12, 31),
        "due_source": "printed",
        "measure": measure,
        **more,
    }


def readings(code: str, **values: float) -> list[dict]:
    """Indicator rows of a target: m202306=41 is 41 for June 2023."""
    return [
        {"target_code": code, "month": f"{name[1:5]}-{name[5:]}", "value": float(value)}
        for name, value in values.items()
    ]


def shuffled(table: pd.DataFrame, lot: Random) -> pd.DataFrame:
    """The rows of a table in another order."""
    return table.iloc[lot.sample(range(len(table)), len(table))].reset_index(drop=True)


def columns(rows: Iterable, *names: str) -> list[tuple]:
    """Attributes of rows, a tuple for each row; "row.code" is the code of its row."""
    return [tuple(attrgetter(name)(row) for name in names) for row in rows]
