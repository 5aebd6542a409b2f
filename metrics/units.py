"""Units: which targets and tasks each answers for, how those stand, whom to remind how sharply, and a score."""

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import pandas as pd

from metrics.board import Board, due_of
from metrics.facts import records
from metrics.path import ROUNDING
from metrics.rule_file import RuleFile
from words import _
from words.errors import BadSetting
from words.months import month_of, ordinal
from words.numbers import share_text
from words.terms import Notice, Status

RULES = Path(__file__).with_suffix(".toml")
ON_TIME = (Status.MET, Status.ON_SCHEDULE)
BEHIND = (Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.FAR_BEHIND)
NOT_JUDGED = (
    Status.NOT_STARTED,
    Status.UNQUANTIFIED,
)  # nothing is due of these yet, or no number to judge by

ITEM_COLUMNS = [
    *["unit", "role", "is_inferred", "is_task", "code", "name", "section", "status", "due_on"],
    *["months_overdue", "rung", "reason"],
]
COUNTED = ["led", "on_schedule", "behind", "overdue", "unreported", "not_judged", "on_time_share"]
UNIT_COLUMNS = [
    "unit",
    *[f"targets_{name}" for name in COUNTED],
    *[f"tasks_{name}" for name in COUNTED],
    *["inferred", "tasks_supported", "blue", "yellow", "red"],
    *["completeness", "timeliness", "score", "known_weight", "working"],
]


class Role(StrEnum):
    """Whether a unit answers for an item or only helps with it."""

    LEAD = "lead"
    SUPPORT = "support"

    @property
    def label(self) -> str:
        return {"lead": _("Lead unit"), "support": _("Support unit")}[self.value]


class Part(StrEnum):
    """A part of the score of a unit."""

    TARGETS_ON_TIME = "targets_on_time"
    TASKS_ON_TIME = "tasks_on_time"
    COMPLETENESS = "completeness"
    TIMELINESS = "timeliness"

    @property
    def label(self) -> str:
        return {
            "targets_on_time": _("targets on time"),
            "tasks_on_time": _("tasks on time"),
            "completeness": _("reports received"),
            "timeliness": _("reports on time"),
        }[self.value]


@dataclass(frozen=True)
class UnitRules(RuleFile):
    """The ladder and the weights of the score, as shown beside them."""

    weights: dict[Part, float]
    blue_within_months: int
    yellow_statuses: tuple[Status, ...]
    red_after_months: int


@cache
def load_unit_rules() -> UnitRules:
    """The rules of metrics/units.toml. Raises BadSetting when they cannot be used."""
    return unit_rules_from(tomllib.loads(RULES.read_text(encoding="utf-8")), RULES.name)


def unit_rules_from(source: dict, file: str) -> UnitRules:
    """Build the rules from their TOML table. Raises BadSetting unless the weights of different parts add up to 1."""
    weights = {Part(row["part"]): float(row["weight"]) for row in source["parts"]}
    if len(weights) < len(source["parts"]):
        raise BadSetting(_("{file}: a part of the score is named twice.").format(file=file))
    if min(weights.values(), default=0) <= 0 or round(sum(weights.values()) - 1, ROUNDING):
        raise BadSetting(
            _("{file}: weights must be above 0 and add up to 1; these add up to {sum}.").format(
                file=file, sum=f"{sum(weights.values()):g}"
            )
        )
    ladder = source["ladder"]
    if min(ladder["blue_within_months"], ladder["red_after_months"]) < 0:
        raise BadSetting(_("{file}: the months of the ladder cannot be negative.").format(file=file))
    return UnitRules(
        source["code"],
        source["version"],
        source["name"],
        weights,
        ladder["blue_within_months"],
        tuple(Status(status) for status in ladder["yellow_statuses"]),
        ladder["red_after_months"],
    )


def full_names(units: pd.DataFrame) -> dict[str, str]:
    """Every name that units go by (name, short name, aliases) -> the full name, from the units of a plan.

    A name that two units share stands for neither; a full name always stands for its own unit.
    """
    found: dict[str, str] = {}
    shared = set()
    rows = records(units)
    for row in rows:
        for label in (row["short_name"], *(row["aliases"] or ())):
            if label and found.setdefault(label, row["name"]) != row["name"]:
                shared.add(label)
    for label in shared:
        del found[label]
    return found | {row["name"]: row["name"] for row in rows}


def leads_of(row: dict, names: dict[str, str]) -> list[str]:
    """The full names of the units that answer for a target or task, each once, in the order printed.

    Where the plan prints no lead unit, those inferred for it; a name that no unit goes by stays as it is.
    """
    printed = row["lead_units"] or row.get("inferred_units") or ()
    return list(dict.fromkeys(names.get(unit, unit) for unit in printed))


def unit_items(board: Board, units: pd.DataFrame, rules: UnitRules | None = None) -> pd.DataFrame:
    """The targets and tasks of a board by unit and role. `units` are those of the plan (Facts.units).

    One row per item, unit and role, in the order of the board; an item with two lead units stands under each,
    so totals over units are counts of different codes. An item that nobody is said to lead has a row with unit
    None. A unit that leads an item does not support it too.

        unit, role       full name; Role. is_inferred: the plan prints no lead, this one was inferred
        is_task, code, name, section, status
        due_on           as the board judges it: tasks without a printed date are due with the plan, those that
                         go on never; None
        months_overdue   whole months since the due month, negative before; None when done, without a due date
                         or a number to reach
        rung, reason     the step of the ladder (Notice) and why, in words; None for support roles, and where there
                         is nothing to remind of
    """
    rules = rules or load_unit_rules()
    names = full_names(units)
    items = [{**row, "is_task": False, "support_units": None} for row in records(board.targets)]
    items += [{**row, "is_task": True, "name": row["title"]} for row in records(board.tasks)]
    rows = []
    for item in items:
        due_on = due_of(item, board.plan)
        is_open = item["status"] not in (Status.MET, Status.UNQUANTIFIED)
        overdue = ordinal(board.month) - ordinal(month_of(due_on)) if due_on is not None and is_open else None
        rung, reason = _rung(item["status"], overdue, rules) if is_open else (None, None)
        told = {**item, "due_on": due_on, "months_overdue": overdue}
        leads = leads_of(item, names)
        answering: list[str | None] = [*leads] or [None]
        for unit in answering:
            lead = {"unit": unit, "role": Role.LEAD, "rung": rung, "reason": reason}
            rows.append({**told, **lead, "is_inferred": bool(leads and not item["lead_units"])})
        for unit in dict.fromkeys(names.get(unit, unit) for unit in item["support_units"] or ()):
            if unit not in leads:
                support = {"unit": unit, "role": Role.SUPPORT, "rung": None, "reason": None}
                rows.append({**told, **support, "is_inferred": False})
    return pd.DataFrame(rows, columns=ITEM_COLUMNS, dtype=object)


def _rung(status: Status, overdue: int | None, rules: UnitRules) -> tuple[Notice | None, str | None]:
    """The step of the ladder for what is not done, by its status and the months since its due month."""
    if overdue is not None and overdue > 0:
        reason = _("months overdue: {count}").format(count=overdue)
        return (Notice.RED if overdue > rules.red_after_months else Notice.YELLOW), reason
    if status in rules.yellow_statuses:
        return Notice.YELLOW, Status(status).label
    if overdue is not None and overdue >= -rules.blue_within_months:
        reason = (
            _("due this month") if overdue == 0 else _("months until due: {count}").format(count=-overdue)
        )
        return Notice.BLUE, reason
    return None, None


def unit_scores(
    items: pd.DataFrame, reporting: pd.DataFrame | None = None, rules: UnitRules | None = None
) -> pd.DataFrame:
    """How each unit does: one row per unit, the best score first, units without a score after them by name.

    items: what `unit_items` gave. reporting: `metrics.reporting.rates` by unit, for the months to be scored.
    Columns, once for targets and once for tasks that it leads:

        *_led            how many; of these
        *_on_schedule    met or on schedule
        *_behind         slightly behind, behind or far behind
        *_overdue, *_unreported
        *_not_judged     not started, or without a number
        *_on_time_share  on schedule ÷ (led − not judged): an unreported item is not on time. None when
                         nothing can be judged

    and inferred (how many of those are only inferred to be its own), tasks_supported (shown, but counted into
    nothing), blue, yellow and red (led items on each step of the ladder), completeness and timeliness of its
    reports, score (0 to 100; None when nothing is known of any part), known_weight (the weights of the parts it
    was made of; 1 when all are known) and working (how it came about, in a sentence). Items that nobody leads make a last row with unit None, which has no score.
    """
    rules = rules or load_unit_rules()
    led: dict[str | None, list[dict]] = defaultdict(list)
    supported: Counter = Counter()
    for row in records(items):
        if row["role"] == Role.LEAD:
            led[row["unit"]].append(row)
        else:
            supported[row["unit"]] += 1
    reports = {row["unit"]: row for row in records(reporting)} if reporting is not None else {}
    rows = []
    for unit in {*led, *supported, *reports}:
        targets = _standing([row for row in led[unit] if not row["is_task"]])
        tasks = _standing([row for row in led[unit] if row["is_task"]])
        report = reports.get(unit, {})
        parts = {
            Part.TARGETS_ON_TIME: (targets["on_schedule"], targets["led"] - targets["not_judged"]),
            Part.TASKS_ON_TIME: (tasks["on_schedule"], tasks["led"] - tasks["not_judged"]),
            Part.COMPLETENESS: (report.get("received", 0), report.get("expected", 0)),
            Part.TIMELINESS: (report.get("on_time", 0), report.get("timely_expected", 0)),
        }
        score, weight, working = _score(parts, rules) if unit is not None else (None, None, None)
        rungs = Counter(row["rung"] for row in led[unit])
        rows.append(
            {
                "unit": unit,
                **{f"targets_{name}": value for name, value in targets.items()},
                **{f"tasks_{name}": value for name, value in tasks.items()},
                "inferred": sum(row["is_inferred"] for row in led[unit]),
                "tasks_supported": supported[unit],
                **{notice.value: rungs[notice] for notice in Notice},
                "completeness": report.get("completeness"),
                "timeliness": report.get("timeliness"),
                "score": score,
                "known_weight": weight,
                "working": working,
            }
        )
    rows.sort(key=lambda row: (row["unit"] is None, row["score"] is None, -(row["score"] or 0), row["unit"]))
    return pd.DataFrame(rows, columns=UNIT_COLUMNS, dtype=object)


def _standing(led: list[dict]) -> dict:
    """How many of the items stand how: COUNTED."""
    by_status = Counter(row["status"] for row in led)
    on_schedule = sum(by_status[status] for status in ON_TIME)
    not_judged = sum(by_status[status] for status in NOT_JUDGED)
    judged = len(led) - not_judged
    return {
        "led": len(led),
        "on_schedule": on_schedule,
        "behind": sum(by_status[status] for status in BEHIND),
        "overdue": by_status[Status.OVERDUE],
        "unreported": by_status[Status.UNREPORTED],
        "not_judged": not_judged,
        "on_time_share": on_schedule / judged if judged else None,
    }


def _score(parts: dict[Part, tuple[int, int]], rules: UnitRules) -> tuple[float | None, float, str]:
    """The weighted mean of the parts' shares, out of 100, the weights known, and the working.

    `parts` holds (count, whole) of each part; a whole of 0 is a part of which nothing is known.
    """
    known = [part for part in rules.weights if parts[part][1]]
    unknown = [part for part in rules.weights if not parts[part][1]]
    if not known:
        return None, 0.0, _("No score: nothing is known of any of its parts.")
    shares = {part: parts[part][0] / parts[part][1] for part in known}
    weight = round(sum(rules.weights[part] for part in known), ROUNDING)
    score = round(100 * sum(shares[part] * rules.weights[part] for part in known) / weight, ROUNDING)
    sum_text = " + ".join(
        _("{part} {share} ({count}/{whole}) × {weight}").format(
            part=part.label,
            share=share_text(shares[part]),
            count=parts[part][0],
            whole=parts[part][1],
            weight=f"{rules.weights[part]:g}",
        )
        for part in known
    )
    score_text = share_text(score / 100).removesuffix("%")
    if not unknown:
        return score, weight, _("{sum} = {score} points.").format(sum=sum_text, score=score_text)
    return (
        score,
        weight,
        _(
            "({sum}) ÷ {weight} = {score} points; of {parts} nothing is known, so the other weights count for all."
        ).format(
            sum=sum_text,
            weight=f"{weight:g}",
            score=score_text,
            parts=_(", ").join(part.label for part in unknown),
        ),
    )
