"""Drafting a plan's briefing (工作简报) from the store, writing its files, and issuing it under a number."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from exports.briefing.content import Briefing
from exports.briefing.parts import briefing as draft_briefing
from exports.briefing.parts import with_edits
from metrics.board import board
from metrics.closings import closings_from, months_in_force
from metrics.facts import Facts
from metrics.reporting import today
from metrics.rules import RuleSet
from services.closing import basis_of, close_within, restated
from store import briefings, closings
from store.database import Connection, Engine, transaction
from words import _, language
from words.errors import UnknownCode
from words.kinds import Record
from words.months import month_of, shift


def _docx(briefing: Briefing, office_template: bytes | None) -> bytes:
    from exports.docx import briefing_file

    return briefing_file(briefing, office_template)


def _pptx(briefing: Briefing, office_template: bytes | None) -> bytes:
    from exports.pptx import briefing_file

    return briefing_file(briefing, office_template)


def _xlsx(briefing: Briefing, office_template: bytes | None) -> bytes:
    from exports.xlsx import briefing_file

    return briefing_file(briefing, office_template)


# Each writer is loaded when it is first wanted: a command that writes none starts without them.
WRITERS = {"docx": _docx, "pptx": _pptx, "xlsx": _xlsx}
FORMATS = tuple(WRITERS)  # what an issued briefing is stored as
TEMPLATES = ("docx", "pptx")  # what an office may have templates for


def draft(
    connection: Connection,
    plan_code: str,
    month: str,
    *,
    parts: Collection[str] | None = None,
    units: Sequence[str] = (),
) -> Briefing:
    """The briefing of a plan and month as drafted from its figures; see exports.briefing.parts.briefing."""
    facts, rules, closed = basis_of(connection, plan_code, month)
    return _draft_from(connection, facts, rules, closed, month, parts, units)


def edited_draft(
    connection: Connection,
    plan_code: str,
    month: str,
    *,
    parts: Collection[str] | None = None,
    units: Sequence[str] = (),
) -> Briefing:
    """The briefing as the office wrote it: drafted from the figures, with the sentences that it wrote instead."""
    drafted = draft(connection, plan_code, month, parts=parts, units=units)
    return with_edits(drafted, _texts(connection, plan_code, month, units))


def write(briefing: Briefing, format: str, office_template: bytes | None = None) -> bytes:
    """A briefing as the bytes of a file in one of FORMATS. Raises UnknownCode for other formats."""
    if format not in WRITERS:
        raise UnknownCode(
            _("Briefings are written as {known}, not as “{format}”.").format(
                known=", ".join(FORMATS), format=format
            )
        )
    return WRITERS[format](briefing, office_template)


def write_file(connection: Connection, briefing: Briefing, format: str) -> bytes:
    """A briefing as a file, in the office's template where it has one."""
    template = briefings.office_template(connection, format) if format in TEMPLATES else None
    return write(briefing, format, template["content"] if template else None)


def lacking(format: str, content: bytes) -> list[str]:
    """What an office's template for files of this format lacks, in words. Raises UnknownCode for what is no template."""
    if format == "docx":
        from exports.docx import lacking as lacking_of_document

        return lacking_of_document(content)
    from exports.pptx import lacking as lacking_of_slides

    return lacking_of_slides(content)


def issue(
    engine: Engine,
    plan_code: str,
    month: str,
    *,
    parts: Collection[str] | None = None,
    units: Sequence[str] = (),
    close: bool = False,
    issued_by: str | None = None,
    formats: Sequence[str] = FORMATS,
) -> Record:
    """Issue the briefing of a month: give it the next number of its plan and year, and store its files for good.

    close: close the month with it, unless it is closed. All is one transaction, alone as imports are, so a number is
    given once and nothing changes between the figures, the closing and the files. Gives the briefing's record: briefing_id, year,
    number, month, closed (whether this closed the month). Raises UnknownCode for a month that has not begun.
    """
    day = today()
    if month > month_of(day):
        raise UnknownCode(_("{month} has not begun, so nothing can be issued for it.").format(month=month))
    with transaction(engine) as connection:
        closes = close and closings.closing(connection, plan_code, month) is None
        if closes:
            close_within(connection, plan_code, month, closed_by=issued_by)
        facts, rules, closed = basis_of(connection, plan_code, month)
        draft = _draft_from(connection, facts, rules, closed, month, parts, units)
        number = briefings.next_number(connection, plan_code, day.year)
        final = replace(
            with_edits(draft, _texts(connection, plan_code, month, units)), year=day.year, number=number
        )
        briefing_id = briefings.issue(
            connection,
            plan_code,
            month,
            year=day.year,
            number=number,
            parts=[part.code for part in final.parts],
            units=sorted(units),
            import_id=facts.import_id,
            rule_set=rules.reference,
            is_demo=final.is_demo,
            files={format: write_file(connection, final, format) for format in formats},
            issued_by=issued_by,
        )
    return {
        "briefing_id": briefing_id,
        "plan": plan_code,
        "year": day.year,
        "number": number,
        "month": month,
        "import_id": facts.import_id,
        "closed": closes,
    }


def edit(
    engine: Engine,
    plan_code: str,
    month: str,
    part: str,
    text: str | None,
    *,
    drafted: str,
    units: Sequence[str] = (),
    saved_by: str | None = None,
) -> None:
    """Keep what the office writes in place of a drafted part, in the language in use; see store.briefings.edit."""
    with transaction(engine) as connection:
        briefings.edit(
            connection,
            plan_code,
            month,
            part,
            text,
            drafted=drafted,
            language=language(),
            units=units,
            saved_by=saved_by,
        )


def keep_template(
    engine: Engine, format: str, file: str, content: bytes, *, saved_by: str | None = None
) -> None:
    """Keep an office's template for files of a format; see store.briefings.keep_template."""
    with transaction(engine) as connection:
        briefings.keep_template(connection, format, file, content, saved_by)


def withdraw_template(engine: Engine, format: str) -> None:
    """Write files of a format in our own layout again; see store.briefings.withdraw_template."""
    with transaction(engine) as connection:
        briefings.withdraw_template(connection, format)


def _draft_from(
    connection: Connection,
    facts: Facts,
    rules: RuleSet,
    closed: Record | None,
    month: str,
    parts: Collection[str] | None,
    units: Sequence[str],
) -> Briefing:
    plan_code = facts.plan["plan_code"]
    closed_months = months_in_force(closings_from(closings.closing_list(connection, plan_code)))
    return draft_briefing(
        board(facts, month, rules),
        facts,
        board(facts, shift(month, -1), rules),
        dated_on=today(),
        parts=parts,
        units=units,
        closed=closed,
        restated={
            earlier: restated(connection, plan_code, earlier) for earlier in closed_months if earlier <= month
        },
    )


def _texts(connection: Connection, plan_code: str, month: str, units: Sequence[str]) -> dict[str, str]:
    edits = briefings.edits(connection, plan_code, month, language=language(), units=units)
    return {part: edit["text"] for part, edit in edits.items()}
