"""Whatever the pages save, and the one gate that refuses it on a server that only shows."""

from collections.abc import Mapping, Sequence

import settings
from loaders.known import Headers
from loaders.result import Reading
from screens import cached
from services import briefings, closing, imports
from services.imports import Intake
from store.database import Engine
from words import _
from words.errors import ReadOnly
from words.months import checked


def take_in(
    file: str,
    content: bytes,
    *,
    accepted_reason: str | None,
    saved_by: str,
    withdraws_missing: bool,
    reading: Reading | None = None,
) -> Intake:
    """Save a workbook; see services.imports.take_in. `reading`: as the page has shown it. Every page sees the new import at once, since it makes a new key."""
    return imports.take_in(
        engine_to_write(),
        content,
        file,
        accepted_reason=accepted_reason,
        saved_by=saved_by,
        withdraws_missing=withdraws_missing,
        reading=reading,
    )


def undo(import_id: int, saved_by: str) -> int:
    """Undo one import; see services.imports.undo."""
    return imports.undo(engine_to_write(), import_id, saved_by=saved_by)


def close_month(plan_code: str, month: str, rule_set: str, closed_by: str) -> None:
    """Close a month; see services.closing.close_month."""
    closing.close_month(engine_to_write(), plan_code, checked(month), rule_set=rule_set, closed_by=closed_by)


def reopen(plan_code: str, month: str, reason: str, reopened_by: str) -> None:
    """Open a closed month again; see services.closing.reopen."""
    closing.reopen(engine_to_write(), plan_code, checked(month), reason=reason, reopened_by=reopened_by)


def set_by_hand(plan_code: str, row: Mapping[str, str]) -> int:
    """Set a status by hand; see services.closing.set_by_hand."""
    return closing.set_by_hand(engine_to_write(), plan_code, row)


def lift_override(override_id: int) -> None:
    """End a status set by hand; see services.closing.lift_override."""
    closing.lift_override(engine_to_write(), override_id)


def remember_columns(
    reading: Reading, headers: Headers, kind: str, columns: Sequence[str | None], saved_by: str
) -> None:
    """Remember what the columns under these headers mean, for the plan and unit of a workbook."""
    assert reading.plan_code is not None
    imports.remember_columns(
        engine_to_write(), reading.plan_code, reading.unit, headers, kind, columns, saved_by=saved_by
    )


def forget_columns(reading: Reading, headers: Headers) -> None:
    """Forget what was said of these headers."""
    assert reading.plan_code is not None
    imports.forget_columns(engine_to_write(), reading.plan_code, reading.unit, headers)


def edit_briefing(
    plan_code: str,
    month: str,
    part: str,
    text: str | None,
    drafted: str,
    units: Sequence[str],
    saved_by: str,
) -> None:
    """Keep what the office writes in place of a drafted part; see services.briefings.edit."""
    briefings.edit(
        engine_to_write(), plan_code, month, part, text, drafted=drafted, units=units, saved_by=saved_by
    )


def issue_briefing(
    plan_code: str, month: str, parts: Sequence[str] | None, units: Sequence[str], close: bool, issued_by: str
) -> dict:
    """Issue a briefing; see services.briefings.issue."""
    return briefings.issue(
        engine_to_write(), plan_code, month, parts=parts, units=units, close=close, issued_by=issued_by
    )


def keep_template(format: str, file: str, content: bytes, saved_by: str) -> None:
    """Keep an office's template; see services.briefings.keep_template."""
    briefings.keep_template(engine_to_write(), format, file, content, saved_by=saved_by)


def withdraw_template(format: str) -> None:
    """Write files of a format in our own layout again; see services.briefings.withdraw_template."""
    briefings.withdraw_template(engine_to_write(), format)


def is_read_only() -> bool:
    """Whether this server only shows (PLANWATCH_READ_ONLY): then everything that saves raises ReadOnly."""
    return settings.load().is_read_only


def engine_to_write() -> Engine:
    """The engine for whatever saves. Raises ReadOnly on a server that only shows."""
    if is_read_only():
        raise ReadOnly(
            _(
                "This server only shows; nothing was saved. Ask the office that keeps the data to make the change."
            )
        )
    cached.forget_what_is_stored()  # what this run shows afterwards has what it saves
    return cached.engine()
