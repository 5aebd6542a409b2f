"""What later imports changed in the figures of a month that was closed: each figure, and the very cells that did it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from metrics.facts import Facts, records
from metrics.rows import plain
from metrics.rules import RuleSet
from metrics.status import verdict
from metrics.track import Track, tracks_of
from words import N_, _, numbers
from words.kinds import Record
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


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that made a difference. row: what its row is about. before, after: its values as they are shown in JSON.

    source: where it stands; its import brought it, saved by saved_by for the reason given there, if any.
    """

    source: Record
    row: str
    before: object
    after: object
    saved_by: str | None = None
    reason: str | None = None

    def to_json(self) -> Record:
        names = ("row", "before", "after", "saved_by", "reason")
        return {**self.source, **{name: getattr(self, name) for name in names}}


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of a month that later imports changed.

    figure: a name of FIGURES. issued, now: its values as JSON has them; None where the target was not or is no longer
    there. issued_status, now_status: as issued and as now known. changes: the cells that made the difference.
    """

    month: str
    target_code: str
    name: str
    figure: str
    issued: object
    now: object
    issued_status: Status | None
    now_status: Status | None
    changes: tuple[ChangedCell, ...]

    def to_json(self) -> Record:
        names = ("target_code", "name", "figure", "issued", "now", "issued_status", "now_status")
        return {
            **{name: getattr(self, name) for name in names},
            "changes": [change.to_json() for change in self.changes],
        }


def restatements(issued: Facts, now: Facts, month: str, rules: RuleSet) -> list[Restatement]:
    """The figures of a month as issued and as now known, where they differ, by target.

    issued, now: the facts of one plan as known at two imports, the older first.
    """
    before, after = _figures(issued, month, rules), _figures(now, month, rules)
    rows = []
    for code in dict.fromkeys([*before, *after]):
        old, new = before.get(code, {}), after.get(code, {})
        differing = [name for name in FIGURES if plain(old.get(name)) != plain(new.get(name))]
        if not differing:
            continue
        changes = tuple(_changed_cells(issued, now, code, month)) if old and new else ()
        rows += [
            Restatement(
                month=month,
                target_code=code,
                name=(new or old)["name"],
                figure=name,
                issued=plain(old.get(name)),
                now=plain(new.get(name)),
                issued_status=old.get("status"),
                now_status=new.get("status"),
                changes=changes,
            )
            for name in differing
        ]
    return rows


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


def _figures(facts: Facts, month: str, rules: RuleSet) -> dict[str, Record]:
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


def by_cell(restatements: Iterable[Restatement]) -> list[tuple[Restatement, ChangedCell | None]]:
    """Each restatement with each cell that made the difference; with None where the target came or went."""
    lines: list[tuple[Restatement, ChangedCell | None]] = []
    for row in restatements:
        lines += [(row, change) for change in row.changes] or [(row, None)]
    return lines


def _changed_cells(issued: Facts, now: Facts, code: str, month: str) -> list[ChangedCell]:
    """The cells by which a target's figure differs: of ledger rows, and of the target itself in the plan's workbook."""
    old, new = tracks_of(issued)[code], tracks_of(now)[code]
    before, after = _parts(old, month), _parts(new, month)
    changes = [
        _change(now, "targets", new.target, name, old.target[name], new.target[name])
        for name in ("target_value", "comparator", "baseline_value", "due_on")
        if plain(old.target[name]) != plain(new.target[name])
    ]
    for part in dict.fromkeys([*before, *after]):
        kind, key, field = part
        old_row, new_row = before.get(part), after.get(part)
        if old_row is not None and new_row is not None and plain(old_row[field]) == plain(new_row[field]):
            continue
        row = new_row if new_row is not None else _current_row(now, kind, key)
        if row is None:  # withdrawn: the cell that is no longer there
            changes.append(
                _change(issued, kind, old_row or {}, field, old_row[field] if old_row else None, None)
            )
            continue
        if old_row is not None and new_row is None and plain(old_row[field]) == plain(row[field]):
            # It left the count by another field, such as its stage.
            field = _differing_field(old_row, row) or field
        earlier = old_row if old_row is not None else _current_row(issued, kind, key)
        changes.append(_change(now, kind, row, field, earlier[field] if earlier else None, row[field]))
    return changes


def _parts(track: Track, month: str) -> dict[tuple[str, str, str], Record]:
    """The ledger rows that make up a figure: {(kind, key of the row, field): row}."""
    return {
        (entry.kind, row["key"], entry.field): row for entry in track.entries_at(month) for row in entry.rows
    }


def _current_row(facts: Facts, kind: str, key: str) -> Record | None:
    table = getattr(facts, kind)
    rows = records(table[table["key"] == key])
    return rows[0] if rows else None


def _differing_field(old_row: Record, new_row: Record) -> str | None:
    skipped = {"import_id", "sheet", "part", "row", "key", "plan_code"}
    return next(
        (
            name
            for name in new_row
            if name not in skipped and plain(old_row.get(name)) != plain(new_row[name])
        ),
        None,
    )


def _change(facts: Facts, kind: str, row: Record, field: str, before: object, after: object) -> ChangedCell:
    return ChangedCell(
        source=facts.source(kind, row, field),
        row=str(row["key"]).split("|", 1)[-1].replace("|", " "),
        before=plain(before),
        after=plain(after),
    )
