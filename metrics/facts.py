"""The tables a board is worked out from: what was known of one plan at one import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from words import _
from words.errors import UnknownCode
from words.kinds import Record, cell_address


def plan_name(plan: Mapping[str, Any]) -> str:
    """What a plan goes by: its short title, and without one its title."""
    name: str = plan["short_title"] or plan["title"]
    return name


def start_of(plan: Record) -> date | None:
    """The first day of a plan: as printed, else the day it was issued; None when it prints neither."""
    day: date | None = plan["starts_on"] or plan["issued_on"]
    return day


def records(table: pd.DataFrame) -> list[Record]:
    """The rows of a table as dicts. Many times faster than DataFrame.to_dict, which looks at every value."""
    names = table.columns.tolist()  # once: walking an index of texts is slow
    return [dict(zip(names, row, strict=True)) for row in table.to_numpy(dtype=object).tolist()]


STANDARD_VERSION_COLUMNS = ["key", "name", "section", "stage", "month", "import_id", "sheet", "part", "row"]


def _no_versions() -> pd.DataFrame:
    return pd.DataFrame(columns=STANDARD_VERSION_COLUMNS, dtype=object)


OVERRIDE_FIELDS = ("target_code", "status", "reason", "from_month", "expires_month", "decided_by")


def no_overrides() -> pd.DataFrame:
    return pd.DataFrame(columns=list(OVERRIDE_FIELDS), dtype=object)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of one plan. One table a kind; store.facts reads them. Never changed once made.

    Every table of rows has the fields of its kind (words/kinds) and `key`, `import_id`, `sheet`, `part`, `row`:
    the import in whose workbook the row stood, and where. Missing values are None (NaN in float columns),
    dates are datetime.date, months text, lists are lists of texts. Rows come in workbook order.

    plan         dict of the plan's fields, with plan_code
    reports      one row per import, kind and month: unit, month, kind, row_count, import_id, is_demo, saved_at (UTC)
    sheets       (import_id, sheet, kind, part) -> {field: column letter}
    files        import_id -> (file name, is_demo)
    import_id    the newest import taken into account
    standard_versions  every version of a standard that an import brought, and where it stood
    overrides    statuses that people set by hand, one row each with OVERRIDE_FIELDS; see metrics/overrides.py
    others       the tables of kinds that no figure is worked out from, by kind
    """

    plan: Record
    targets: pd.DataFrame
    checkpoints: pd.DataFrame
    baselines: pd.DataFrame
    tasks: pd.DataFrame
    units: pd.DataFrame
    standards: pd.DataFrame
    trainings: pd.DataFrame
    indicators: pd.DataFrame
    task_reports: pd.DataFrame
    reports: pd.DataFrame
    sheets: dict[tuple[int, str, str, int], dict[str, str]]
    files: dict[int, tuple[str, bool]]
    import_id: int
    standard_versions: pd.DataFrame = field(default_factory=_no_versions)
    loaded_at: datetime | None = None
    overrides: pd.DataFrame = field(default_factory=no_overrides)
    others: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def of_tables(cls, tables: Mapping[str, pd.DataFrame], **rest: Any) -> "Facts":
        """Facts from the table of each kind but the plan itself, by name, and the other fields."""
        own: dict[str, Any] = {
            name: table for name, table in tables.items() if name in cls.__dataclass_fields__
        }
        return cls(**own, others={name: tables[name] for name in tables if name not in own}, **rest)

    def rows(self, kind: str) -> pd.DataFrame:
        """The table of any kind but the plan itself, by the kind's name."""
        return self.others[kind] if kind in self.others else getattr(self, kind)

    def source(self, kind: str, row: Record, field: str) -> Record:
        """Where a value came from: import_id, file, sheet and cell ("F23")."""
        cells = self.sheets.get((row["import_id"], row["sheet"], kind, row["part"]), {})
        return {
            "import_id": row["import_id"],
            "file": self.files[row["import_id"]][0],
            "sheet": row["sheet"],
            "cell": cell_address(cells, field, row["row"]),
        }


def target_of(facts: Facts, target_code: str) -> Record:
    """The fields of a target. Raises UnknownCode when the plan has no such target."""
    rows = facts.targets.loc[facts.targets["target_code"] == target_code]
    if rows.empty:
        raise UnknownCode(
            _("This plan has no target “{target_code}”. Choose one of the list.").format(
                target_code=target_code
            )
        )
    return records(rows)[0]
