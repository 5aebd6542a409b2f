"""The stages of standards over time: when each entered and left each stage, as far as the ledgers tell."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from metrics.facts import Facts, records
from words import _
from words.errors import UnknownCode
from words.kinds import Record
from words.months import month_of, ordinal, shift
from words.terms import Stage

ORDER = {stage: index for index, stage in enumerate(Stage)}
# Each ends with a verdict that may send a standard back: 审查 may not be passed, files handed in for 批准 may be
# returned to be completed, and 复审 may end with 修订 or 继续有效. GB/T 16733-1997, after secondary texts.
VERDICTS = (Stage.EXAMINATION, Stage.APPROVAL, Stage.REVIEW)
BEGINNINGS = (Stage.PRELIMINARY, Stage.PROPOSAL)
DATED = {Stage.PROPOSAL: "registered_on", Stage.PUBLICATION: "published_on"}

NO_END = "9999-12"  # after every month
WHERE = ("import_id", "sheet", "part", "row")  # where a row stood


class Remark(StrEnum):
    """What is to be said of a spell besides its months."""

    FIRST_SEEN = "first_seen"
    BETWEEN_REPORTS = "between_reports"
    STAGES_SKIPPED = "stages_skipped"
    STAGES_UNSEEN = "stages_unseen"
    SENT_BACK = "sent_back"
    WENT_BACK = "went_back"
    DATE_CONFLICT = "date_conflict"

    @property
    def label(self) -> str:
        return {
            "first_seen": _("in this stage when first seen; entered no later than the month shown"),
            "between_reports": _("entered between two ledgers; no later than the month shown"),
            "stages_skipped": _("stages before this one were skipped or took less than a month"),
            "stages_unseen": _("the stages before this one passed before ledgers showed them"),
            "sent_back": _("sent back by the outcome of a review"),
            "went_back": _("went back without a review; check the ledger"),
            "date_conflict": _("a date in the ledger contradicts the stages reported; the date was not used"),
        }[self.value]


@dataclass(frozen=True)
class Entry:
    """A standard enters a stage: by a date that the ledger gives, or seen in a ledger.

    told_by, told_field: the row and the field that say so.
    """

    month: str
    stage: Stage
    is_dated: bool
    told_by: Record
    told_field: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A standard's stay in a stage.

    entered, left: months; left is when the next stage was entered, None while it is still there. is_exact: `entered` is
    the very month; else it is no later than that, and a stay counted from it is at least so long. earliest: the
    earliest month it can have entered; None when even that is not known. is_left_exact: as is_exact, of `left`; False
    while it is still there. remarks: why not exact, skipped stages, ways back, dates that cannot be. told_by: where the
    row stands that says so: import_id, sheet, part, row; told_field: its field that does: a date or the stage; see
    Facts.source.
    """

    key: str
    stage: Stage
    entered: str
    left: str | None
    earliest: str | None
    is_exact: bool
    is_left_exact: bool
    remarks: list[Remark]
    told_by: Record
    told_field: str


@dataclass(frozen=True, slots=True)
class ShownStay:
    """A stay as far as it went by a month. months: how long it lasted by then. source: the cell that tells its beginning."""

    stay: Stay
    months: int
    source: Record


@lru_cache(maxsize=16)
def spells(facts: Facts) -> tuple[Stay, ...]:
    """When each standard entered and left each stage it is known to have been in, ordered by key and time.

    A stage may come again.

    立项日期 enters 立项 and 发布日期 enters 发布, whatever the ledgers of those months showed; all other stages
    are entered in the month whose ledger shows them first. A version without a stage or month says nothing.
    The order of the rows of facts changes nothing.
    """
    registers = registers_of(facts)
    seen: dict[str, dict[str, Record]] = defaultdict(dict)
    for row in records(facts.standard_versions):
        key, month = row["key"], row["month"]
        if row["stage"] is None or month is None:
            continue
        # Of two ledgers for one month the later import counts.
        if month not in seen[key] or seen[key][month]["import_id"] < row["import_id"]:
            seen[key][month] = row
    rows: list[Stay] = []
    for row in sorted(records(facts.standards), key=lambda row: row["key"]):
        key = row["key"]
        entries = _seen_entries(seen[key])
        for stage, field in DATED.items():
            if row[field] is not None:
                entries = _with_date(entries, stage, row, field)
        rows += _stays(key, entries, min(seen[key], default=None), registers.get(key, frozenset()))
    return tuple(rows)


def timeline(facts: Facts, key: str, month: str) -> list[ShownStay]:
    """The stays of one standard in its stages, the first one first, as far as they began by the end of `month`.

    One that goes on then has not been left. Empty while no ledger has told any stage. Raises UnknownCode for a standard
    that the plan's ledgers do not have.
    """
    if key not in set(facts.standards["key"]):
        raise UnknownCode(
            _("The ledgers of this plan have no standard “{standard}”. Choose one of the list.").format(
                standard=key.split("|", 1)[-1]
            )
        )
    shown = []
    for stay in spells(facts):
        if stay.key != key or stay.entered > month:
            continue
        source = facts.source("standards", stay.told_by, stay.told_field)
        if stay.left is not None and stay.left > month:
            stay = replace(stay, left=None, is_left_exact=False)
        months = ordinal(stay.left or month) - ordinal(stay.entered)
        shown.append(ShownStay(stay, months, source))
    return shown


@lru_cache(maxsize=16)
def registers_of(facts: Facts) -> dict[str, frozenset[str]]:
    """The months whose registers tell of each standard: key -> months of all units that have reported it.

    A register lists every standard of its unit, so one without rows tells of none.
    """
    unit_of, months = {}, defaultdict(set)
    for row in records(facts.reports):
        unit_of[row["import_id"]] = row["unit"]
        if row["kind"] == "standards" and row["row_count"] > 0:
            months[row["unit"]].add(row["month"])
    units: dict[str, set[str]] = defaultdict(set)
    for row in records(facts.standard_versions):
        if row["import_id"] in unit_of:
            units[row["key"]].add(unit_of[row["import_id"]])
    return {key: frozenset().union(*(months[unit] for unit in own)) for key, own in units.items()}


def _seen_entries(seen: dict[str, Record]) -> list[Entry]:
    """The stages as the ledgers showed them, each from the first month of its run."""
    entries: list[Entry] = []
    for month in sorted(seen):
        stage = Stage(seen[month]["stage"])
        if not entries or entries[-1].stage is not stage:
            entries.append(Entry(month, stage, False, _where(seen[month]), "stage"))
    return entries


def _where(row: Record) -> Record:
    return {name: row[name] for name in WHERE}


def _with_date(entries: list[Entry], stage: Stage, row: Record, field: str) -> list[Entry]:
    """The entries with the one that a date of the ledger gives.

    A ledger that still shows an earlier stage after the date was late, and gives way. A ledger that showed this
    stage or a later one before the date contradicts it: then the date gives way, and the entry says so. A
    review (复审) begins a new round, so what comes after it contradicts nothing before it.
    """
    month = month_of(row[field])
    reviews = [entry.month for entry in entries if entry.stage is Stage.REVIEW]
    round_began = max((review for review in reviews if review <= month), default="")
    round_ended = min((review for review in reviews if review >= month), default=NO_END)
    for index, entry in enumerate(entries):
        if round_began < entry.month < month and ORDER[entry.stage] >= ORDER[stage]:
            remarked = replace(entry, remarks=(*entry.remarks, Remark.DATE_CONFLICT))
            return [*entries[:index], remarked, *entries[index + 1 :]]
    kept = [
        entry
        for entry in entries
        if not (month < entry.month < round_ended and ORDER[entry.stage] < ORDER[stage])
    ]
    before = [
        entry
        for entry in kept
        if entry.month < month
        or (entry.month == month and (entry.stage is Stage.REVIEW or ORDER[entry.stage] < ORDER[stage]))
    ]
    return [*before, Entry(month, stage, True, _where(row), field), *kept[len(before) :]]


def _stays(key: str, entries: list[Entry], first_seen: str | None, registers: Collection[str]) -> list[Stay]:
    """The stays from the entries of one standard. `registers` are the months of the ledgers it stands in."""
    watched = {month for month in registers if first_seen is not None and first_seen <= month}
    merged = [
        entry
        for index, entry in enumerate(entries)
        if not index or entries[index - 1].stage is not entry.stage
    ]
    exact = [
        _is_exact(entry, watched if index else registers, is_first=not index)
        for index, entry in enumerate(merged)
    ]
    stays = []
    for index, entry in enumerate(merged):
        before = merged[index - 1] if index else None
        after = merged[index + 1] if index + 1 < len(merged) else None
        remarks = list(entry.remarks)
        earliest: str | None = entry.month
        if not exact[index]:
            remarks.append(Remark.FIRST_SEEN if entry.month == first_seen else Remark.BETWEEN_REPORTS)
            others = [shift(month, 1) for month in watched if month < entry.month]
            earliest = max([*others, before.month if before else ""]) or None
        if before is not None:
            remarks += _remarks_on_the_way(before, entry, shift(entry.month, -1) in watched)
        is_left_exact = False
        if after is not None and exact[index + 1]:
            month_before = shift(after.month, -1)
            is_left_exact = month_before in watched or entry.month >= month_before
        stays.append(
            Stay(
                key=key,
                stage=entry.stage,
                entered=entry.month,
                left=after.month if after else None,
                earliest=earliest,
                is_exact=exact[index],
                is_left_exact=is_left_exact,
                remarks=remarks,
                told_by=entry.told_by,
                told_field=entry.told_field,
            )
        )
    return stays


def _is_exact(entry: Entry, registers: Collection[str], *, is_first: bool) -> bool:
    """Whether a standard entered a stage in this very month: by a date, or as a register of the month before tells.

    New in a register that was there the month before, it has only begun. In later stages, nobody knows.
    """
    if entry.is_dated:
        return True
    return shift(entry.month, -1) in registers and (not is_first or entry.stage in BEGINNINGS)


def _remarks_on_the_way(before: Entry, entry: Entry, is_watched: bool) -> list[Remark]:
    """What is to be said of the step between two stages. is_watched: a ledger showed the month before it."""
    steps = ORDER[entry.stage] - ORDER[before.stage]
    if steps < 0:
        return [Remark.SENT_BACK if before.stage in VERDICTS else Remark.WENT_BACK]
    if steps > 1 and ORDER[entry.stage] <= ORDER[Stage.PUBLICATION]:
        return [Remark.STAGES_SKIPPED if is_watched else Remark.STAGES_UNSEEN]
    return []
