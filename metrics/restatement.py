"""What later imports changed in the figures of a month that was closed: each figure, and the very cells that did it."""

from datetime import date

import pandas as pd

from metrics.facts import Facts, records
from metrics.rows import plain
from metrics.rules import RuleSet
from metrics.status import verdict
from metrics.track import Track, tracks_of
from words import N_, _, numbers
from words.terms import Comparator, Status

# What is compared of a target, and what it is called; all else follows from these and from the cells behind them.
FIGURES = {
    "target_value": N_("Target value"),
    "comparator": N_("Comparator"),
    "baseline_value": N_("Baseline value"),
    "due_on": N_("Due"),
    "actual_value": N_("Actual value"),
    "expected_value": N_("Expected value"),
    "status": N_("Status"),
}
COLUMNS = ["target_code", "name", "figure", "issued", "now", "issued_status", "now_status", "changes"]


def restatements(issued: Facts, now: Facts, month: str, rules: RuleSet) -> pd.DataFrame:
    """The figures of a month as issued and as now known, where they differ.

    issued, now: the facts of one plan as known at two imports, the older first. One row per target and figure:
    target_code, name, figure (a name of FIGURES), issued and now (its values; None where the target was not or
    is no longer there), issued_status and now_status (colour as issued and as now known), and changes: a list of
    {import_id, file, sheet, cell, row, before, after}, the cells that made the difference. Empty when nothing
    was restated.
    """
    before, after = _figures(issued, month, rules), _figures(now, month, rules)
    found = []
    for code in dict.fromkeys([*before, *after]):
        old, new = before.get(code, {}), after.get(code, {})
        differing = [name for name in FIGURES if plain(old.get(name)) != plain(new.get(name))]
        if not differing:
            continue
        changes = _changed_cells(issued, now, code, month) if old and new else []
        for name in differing:
            found.append(
                {
                    "target_code": code,
                    "name": (new or old)["name"],
                    "figure": name,
                    "issued": plain(old.get(name)),
                    "now": plain(new.get(name)),
                    "issued_status": old.get("status"),
                    "now_status": new.get("status"),
                    "changes": changes,
                }
            )
    return pd.DataFrame(found, columns=COLUMNS, dtype=object)


def figure_name(figure: str) -> str:
    """What a figure is called; figure: a name of FIGURES."""
    return _(FIGURES[figure])


def figure_text(figure: str, value: object, unit_of_measure: str | None) -> str:
    """A figure as issued or now, as it is read."""
    match value:
        case None:
            return numbers.UNKNOWN
        case int() | float():
            return numbers.quantity(value, unit_of_measure)
    match figure:
        case "status":
            return Status(str(value)).label
        case "comparator":
            return Comparator(str(value)).cell
        case "due_on":
            return numbers.day(date.fromisoformat(str(value)))
    return str(value)


def _figures(facts: Facts, month: str, rules: RuleSet) -> dict[str, dict]:
    """The name of each target and its FIGURES as a board has them, by its code."""
    judged = {code: (track.target, verdict(track, month, rules)) for code, track in tracks_of(facts).items()}
    return {
        code: {
            "name": target["name"],
            "target_value": target["target_value"],
            "comparator": target["comparator"],
            "baseline_value": target["baseline_value"],
            "due_on": target["due_on"] or facts.plan["ends_on"],
            "actual_value": standing.figures.actual_value,
            "expected_value": standing.figures.expected_value,
            "status": standing.status,
        }
        for code, (target, standing) in judged.items()
    }


def by_cell(found: pd.DataFrame) -> pd.DataFrame:
    """What `restatements` gave with one row per figure and changed cell: target_code, name, figure, issued, now, then

    import_id, file, sheet, cell, row, before, after, and what else is told of a change. A figure without a changed
    cell, of a target that came or went, has one row whose cell is None.
    """
    rows = []
    for row in records(found):
        figure = {name: row[name] for name in ("target_code", "name", "figure", "issued", "now")}
        rows += [{**figure, **change} for change in row["changes"]] or [figure]
    return pd.DataFrame(rows, dtype=object)


def _changed_cells(issued: Facts, now: Facts, code: str, month: str) -> list[dict]:
    """The cells by which a target's figure differs: of ledger rows, and of the target itself in the plan's workbook."""
    old, new = tracks_of(issued)[code], tracks_of(now)[code]
    before, after = _parts(old, month), _parts(new, month)
    found = [
        _change(now, "targets", new.target, name, old.target[name], new.target[name])
        for name in ("target_value", "comparator", "baseline_value", "due_on")
        if plain(old.target[name]) != plain(new.target[name])
    ]
    for place in dict.fromkeys([*before, *after]):
        kind, key, field = place
        was, known = before.get(place), after.get(place)
        if was is not None and known is not None and plain(was[field]) == plain(known[field]):
            continue
        row = known if known is not None else _current_row(now, kind, key)
        if row is None:  # withdrawn: the cell that is no longer there
            found.append(_change(issued, kind, was or {}, field, was[field] if was else None, None))
            continue
        told = plain(row[field])
        if was is not None and known is None and plain(was[field]) == told:
            field = (
                _differing_field(was, row) or field
            )  # it left the count by another field, such as its stage
        earlier = was if was is not None else _current_row(issued, kind, key)
        found.append(_change(now, kind, row, field, earlier[field] if earlier else None, row[field]))
    return found


def _parts(track: Track, month: str) -> dict[tuple[str, str, str], dict]:
    """The ledger rows that make up a figure: {(kind, key of the row, field): row}."""
    return {
        (entry.kind, row["key"], entry.field): row for entry in track.entries_at(month) for row in entry.rows
    }


def _current_row(facts: Facts, kind: str, key: str) -> dict | None:
    table = getattr(facts, kind)
    found = records(table[table["key"] == key])
    return found[0] if found else None


def _differing_field(was: dict, row: dict) -> str | None:
    skipped = {"import_id", "sheet", "part", "row", "key", "plan_code"}
    return next(
        (name for name in row if name not in skipped and plain(was.get(name)) != plain(row[name])), None
    )


def _change(facts: Facts, kind: str, row: dict, field: str, before: object, after: object) -> dict:
    return {
        **facts.source(kind, row, field),
        "row": str(row["key"]).split("|", 1)[-1].replace("|", " "),
        "before": plain(before),
        "after": plain(after),
    }
