"""What is stored, and what it comes to: `plans`, `imports`, `rows`, `board`."""

from enum import StrEnum
from typing import Annotated

import typer

from commands.command import AsJson, AsKnownAt, PlanOption, open_store, print_json
from metrics.rules import DEFAULT_RULE_SET
from words import _
from words.kinds import KINDS
from words.months import checked

KindName = StrEnum("KindName", list(KINDS))  # type: ignore[misc]  # the kinds are data


def plans(as_json: AsJson = False) -> None:
    """List the plans."""
    from metrics.rows import plain
    from store import facts as stored
    from store.database import snapshot

    with snapshot(open_store()) as connection:
        table = stored.plans(connection)
    names = [
        "plan_code",
        "title",
        "short_title",
        "issuers",
        "document_number",
        "issued_on",
        "period_text",
        "starts_on",
        "ends_on",
        "is_demo",
    ]
    records = [{name: plain(row[name]) for name in names} for row in table.to_dict("records")]
    if as_json:
        print_json(records)
        return
    if not records:
        typer.echo(str(stored.nothing_loaded()))
    for row in records:
        demo = _("  [demonstration data]") if row["is_demo"] else ""
        typer.echo(f"{row['plan_code']:<20} {row['title']}{demo}")


def imports(as_json: AsJson = False) -> None:
    """List the imports, newest first."""
    from store import facts as stored
    from store.database import snapshot

    with snapshot(open_store()) as connection:
        table = stored.import_list(connection)
    records = table.rename(columns={"plan_code": "plan"}).to_dict("records")
    for row in records:
        row["saved_at"] = row["saved_at"].isoformat(timespec="seconds")
    if as_json:
        print_json(records)
        return
    if not records:
        typer.echo(_("There are no imports yet."))
    for row in records:
        kinds = ", ".join(f"{kind} {count}" for kind, count in row["kinds"].items())
        demo = _("  [demonstration data]") if row["is_demo"] else ""
        undone = _("  [undone by {id}]").format(id=row["undone_by"]) if row["undone_by"] else ""
        typer.echo(
            f"{row['import_id']:>5}  {row['saved_at']}  {row['saved_by'] or '—':<8} {row['plan'] or '—':<20} {row['month'] or '—':<8}"
            f"{row['file']}  {kinds}{demo}{undone}"
        )


def rows(
    kind: Annotated[KindName, typer.Argument(help="Kind of rows.")],
    plan: PlanOption = None,
    as_known_at: AsKnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List the rows of a kind with the cell each came from."""
    from metrics.rows import plain
    from store import facts as stored
    from store.database import snapshot

    with snapshot(open_store()) as connection:
        known_at = stored.import_as_known(connection, as_known_at)
        table = stored.rows(connection, kind.value, plan, known_at)
    records = [
        {
            "plan_code": row["plan_code"],
            **{name: plain(row[name]) for name in KINDS[kind.value].field_names},
            "import_id": row["import_id"],
            "is_demo": row["is_demo"],
            "source": {"file": row["file"], "sheet": row["sheet"], "cell": row["cell"]},
        }
        for row in table.to_dict("records")
    ]
    if as_json:
        print_json(records)
        return
    for row in records:
        shown = " | ".join(str(value) for value in list(row.values())[1:-3] if value not in (None, [], ""))
        typer.echo(f"{row['source']['file']} {row['source']['sheet']}!{row['source']['cell']}: {shown}")


def board(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month, YYYY-MM.")],
    rule_set: Annotated[
        str | None, typer.Option(help=f"Rule set that gives the statuses; {DEFAULT_RULE_SET} by default.")
    ] = None,
    as_known_at: AsKnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Every target of a plan for a month; of a closed month as it was issued, unless --as-known-at asks otherwise."""
    from metrics.board import board as board_of
    from metrics.rules import load_rule_set
    from services.closing import basis_of
    from store import facts as stored
    from store.database import snapshot

    month = checked(month)
    with snapshot(open_store()) as connection:
        known_at = stored.import_as_known(connection, as_known_at) if as_known_at else None
        facts, rules, closed = basis_of(connection, plan, month, known_at)
    result = board_of(facts, month, load_rule_set(rule_set) if rule_set else rules).to_json()
    result["closed_at"] = closed["closed_at"].isoformat(timespec="seconds") if closed else None
    if as_json:
        print_json(result)
        return
    _print_board(result)


def _print_board(result: dict) -> None:
    from words.terms import Comparator, Status

    demo = _("  [demonstration data]") if result["is_demo"] else ""
    typer.echo(f"{result['plan']}  {result['month']}  {result['rule_set']}{demo}")
    for target in result["targets"]:
        status = Status(target["status"])
        actual = "—" if target["actual_value"] is None else target["actual_value"]
        goal = "—"
        if target["target_value"] is not None:
            goal = f"{Comparator(target['comparator'] or '=').label}{target['target_value']}"
        typer.echo(
            f"{status.shape} {status.label}  {target['code']}  {target['name']}  "
            f"{actual} / {goal} {target['unit_of_measure'] or ''}"
        )
