"""Months closed and what is decided about them: `close`, `reopen`, `restated`, `override`."""

from typing import Annotated

import typer

from commands.command import AsJson, By, open_store, print_json, user
from metrics.rules import DEFAULT_RULE_SET
from words import _
from words.months import checked


def close(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month to close, YYYY-MM.")],
    rule_set: Annotated[str, typer.Option(help="Rule set that judges the month.")] = DEFAULT_RULE_SET,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Close a month: from now on its board is shown as it is known today."""
    from services import closing

    closed = closing.close_month(
        open_store(), plan, checked(month), rule_set=rule_set, closed_by=by or user()
    )
    if as_json:
        print_json(_plain_record(closed, leave_out="board"))
    else:
        typer.echo(
            _("{month} of {plan} is closed with import {id} and rule set {rules}.").format(
                month=month, plan=plan, id=closed["import_id"], rules=closed["rule_set"]
            )
        )


def reopen(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month to open again, YYYY-MM.")],
    reason: Annotated[str, typer.Option(help="Why it is opened again.")],
    by: By = None,
) -> None:
    """Open a closed month again, with a reason; what was issued stays on record."""
    from services import closing

    closing.reopen(open_store(), plan, checked(month), reason=reason, reopened_by=by or user())
    typer.echo(_("{month} of {plan} is open again.").format(month=month, plan=plan))


def restated(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Closed month, YYYY-MM.")],
    as_json: AsJson = False,
) -> None:
    """List the figures of a closed month that later imports changed, with their cells."""
    from services import closing
    from store.database import snapshot

    with snapshot(open_store()) as connection:
        restatements = closing.restated(connection, plan, checked(month))
    if as_json:
        print_json([row.to_json() for row in restatements])
        return
    if not restatements:
        typer.echo(_("Nothing was restated since the month was closed."))
    for row in restatements:
        typer.echo(f"{row.target_code}  {row.name}  {row.figure}: {row.issued} → {row.now}")
        for change in row.changes:
            cell = change.source
            typer.echo(
                f"    {cell['file']} {cell['sheet']}!{cell['cell']} {change.row}: "
                f"{change.before} → {change.after}  {change.saved_by or ''} {change.reason or ''}"
            )


def override(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    target: Annotated[str | None, typer.Argument(help="Target code.")] = None,
    status: Annotated[str | None, typer.Option(help="Status, e.g. on_schedule.")] = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    begins: Annotated[str, typer.Option("--from", help="First month, YYYY-MM.")] = "",
    until: Annotated[str, typer.Option(help="Last month, YYYY-MM.")] = "",
    lift: Annotated[int | None, typer.Option(help="End the one of this number instead.")] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Set a status by hand, with a reason and an expiry; it stands beside the computed one. Without a target: list them."""
    from services import closing
    from store.closings import overrides_known
    from store.database import snapshot

    if lift is not None:
        closing.lift_override(open_store(), lift)
    elif target is not None:
        override_row = {
            "target_code": target,
            "status": status or "",
            "reason": reason,
            "from_month": begins,
            "expires_month": until,
            "decided_by": by or user() or "",
        }
        closing.set_by_hand(open_store(), plan, override_row)
    with snapshot(open_store()) as connection:
        overrides = overrides_known(connection, plan).to_dict("records")
    if as_json:
        print_json(overrides)
        return
    for row in overrides:
        typer.echo(
            f"{row['override_id']:>4}  {row['target_code']}  {row['status']}  "
            f"{row['from_month']}–{row['expires_month']}  {row['decided_by']}  {row['reason']}"
        )
    if not overrides:
        typer.echo(_("No status is set by hand."))


def _plain_record(record: dict, leave_out: str) -> dict:
    return {
        name: value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value
        for name, value in record.items()
        if name != leave_out
    }
