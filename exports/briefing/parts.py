"""The content of a briefing (工作简报), drafted from a board: every sentence is told by figures that stand on the screen.

Nothing is worked out here. Figures come from the board and from metrics, and are written as the screens write them;
in Chinese without the space between a number and its unit, as official documents print them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from exports.briefing.content import Briefing, Part
from exports.briefing.draft import TITLES, Material
from exports.briefing.progress import attention, overview, targets
from exports.briefing.restatements import method, restatements
from exports.briefing.subjects import coverage, scenes, standards, trainings
from exports.briefing.units import next_steps
from exports.briefing.units import units as units_part
from metrics import sentences
from metrics.board import Board
from metrics.facts import Facts, plan_name
from metrics.restatement import Restatement
from metrics.unit_names import full_names, in_full
from words import _, numbers
from words.errors import UnknownCode

MASTHEAD = (
    "organisation",
    "reported_to",
    "sent_to",
    "issued_to",
)  # what the office fills in, beside the parts


def briefing(
    board: Board,
    facts: Facts,
    previous: Board,
    *,
    dated_on: date,
    parts: Collection[str] | None = None,
    units: Sequence[str] = (),
    closed: Mapping | None = None,
    restated: Mapping[str, Sequence[Restatement]] | None = None,
) -> Briefing:
    """Draft the briefing of a plan and month, in the language in use.

    facts: those the board was worked out from; previous: the board of the month before. parts: codes of TITLES, all
    by default; those without data are left out. units: only what these lead (full names), all by default. closed: the
    closing of the month (store.closings.closing). restated: closed months -> closing.restated of each. dated_on: the
    day the briefing is dated, by which reports are late or not. Raises UnknownCode for parts or units there are none of.
    """
    _check(parts, TITLES, _("part"))
    _check(units, [*facts.units["name"]], _("unit"))
    drafting = Material(
        _led_by(board, facts, units),
        facts,
        _led_by(previous, facts, units),
        dated_on,
        frozenset(units),
        closed,
        dict(restated or {}),
    )
    drafted = [PARTS[code](drafting) for code in TITLES if code in PARTS and (parts is None or code in parts)]
    answer = sentences.answer(drafting.board)
    if units:
        answer = _("{units}: {answer}").format(units=numbers.names([*units]), answer=answer)
    return Briefing(
        name=_("Work Briefing"),
        plan_code=board.plan["plan_code"],
        plan_title=plan_name(board.plan),
        month=board.month,
        answer=numbers.closed_up(answer),
        parts=[part for part in drafted if part.sentences or part.tables or part.charts],
        basis=drafting.basis(),
        is_demo=board.is_demo,
        dated_on=dated_on,
        organisation=numbers.names(board.plan["issuers"]) if board.plan["issuers"] else "",
    )


def with_edits(briefing: Briefing, edits: Mapping[str, str]) -> Briefing:
    """The briefing with what the office wrote instead: by part code its sentences, one a line; by MASTHEAD its names.

    Parts that the briefing does not have stay away; a blank text leaves a part without sentences.
    """
    parts = [
        replace(part, sentences=_lines(edits[part.code])) if part.code in edits else part
        for part in briefing.parts
    ]
    return replace(
        briefing,
        parts=parts,
        organisation=edits.get("organisation", briefing.organisation).strip(),
        reported_to=_lines(edits.get("reported_to", "")) or briefing.reported_to,
        sent_to=_lines(edits.get("sent_to", "")) or briefing.sent_to,
        issued_to=_lines(edits.get("issued_to", "")) or briefing.issued_to,
    )


def _check(codes: Collection[str] | None, possible: Collection[str], what: str) -> None:
    for name in codes or ():
        if name not in possible:
            raise UnknownCode(
                _("There is no {what} “{name}”. Known: {known}.").format(
                    what=what, name=name, known=", ".join(possible)
                )
            )


def _led_by(board: Board, facts: Facts, units: Sequence[str]) -> Board:
    """The board with the targets and tasks that these units lead; the whole board without units."""
    if not units:
        return board
    names = full_names(facts.units)

    def is_led(leads: Sequence[str]) -> bool:
        return not {*in_full(leads, names)}.isdisjoint(units)

    return replace(
        board,
        targets=tuple(row for row in board.targets if is_led(row.lead_units)),
        tasks=tuple(row for row in board.tasks if is_led(row.leads)),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


PARTS: dict[str, Callable[[Material], Part]] = {
    "overview": overview,
    "targets": targets,
    "standards": standards,
    "trainings": trainings,
    "scenes": scenes,
    "coverage": coverage,
    "attention": attention,
    "units": units_part,
    "next_steps": next_steps,
    "restatements": restatements,
    "method": method,
}
