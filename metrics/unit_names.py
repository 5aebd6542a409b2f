"""The names that units go by: every one of them stands for the full name."""

from collections.abc import Iterable

import pandas as pd

from metrics.facts import records


def full_names(units: pd.DataFrame) -> dict[str, str]:
    """Every name that units go by (name, short name, aliases) -> the full name, from the units of a plan.

    A name that two units share stands for neither; a full name always stands for its own unit.
    """
    names: dict[str, str] = {}
    shared = set()
    rows = records(units)
    for row in rows:
        for label in (row["short_name"], *(row["aliases"] or ())):
            if label and names.setdefault(label, row["name"]) != row["name"]:
                shared.add(label)
    for label in shared:
        del names[label]
    return names | {row["name"]: row["name"] for row in rows}


def in_full(units: Iterable[str], names: dict[str, str]) -> list[str]:
    """The full names of units, each once, in their order; a name that no unit goes by stays as it is."""
    return list(dict.fromkeys(names.get(unit, unit) for unit in units))
