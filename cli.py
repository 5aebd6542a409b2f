"""The door for scripts: `planwatch load | template | plans | imports | rows | board | brief | undo | demo | serve`.

Exit codes: 0 done, 1 the input was rejected and nothing was saved, 2 wrong usage.
"""

import json
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated

import typer

import settings
from metrics.rules import DEFAULT_RULE_SET
from words import _, use_language
from words.errors import PlanwatchError
from words.kinds import ALL_LEDGERS, KINDS, LEDGERS
from words.months import checked

cli = typer.Typer(
    name="planwatch",
    help="Planwatch 规划目标监测: load plans and ledgers, see how far every target is.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text.")]
AsKnownAt = Annotated[
    str | None,
    typer.Option("--as-known-at", help="Import number or moment (2023-07-05T18:00) to look back to."),
]
By = Annotated[str | None, typer.Option("--by", help="Who saves; the user of the system by default.")]
PlanOption = Annotated[str | None, typer.Option("--plan", help="Plan code.")]

KindName = StrEnum("KindName", list(KINDS))  # type: ignore[misc]  # the kinds are data

TemplateName = StrEnum("TemplateName", [*LEDGERS, ALL_LEDGERS])  # type: ignore[misc]  # the kinds are data


def main() -> None:
    cli()


def _command(work: Callable) -> Callable:
    """A command: speaks the set language, and turns errors meant for the reader into a message and exit code 1."""

    @wraps(work)
    def command(*args, **kwargs):
        use_language(settings.load().language)
        try:
            return work(*args, **kwargs)
        except PlanwatchError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None

    return cli.command()(command)


def _engine():
    from store.database import open_database

    return open_database(settings.load().database_url)


def _user() -> str | None:
    """The name of the system's user, where it has one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@_command
def load(
    files: Annotated[
        list[Path], typer.Argument(help="Plan workbooks or ledgers.", exists=True, dir_okay=False)
    ],
    plan: PlanOption = None,
    month: Annotated[str | None, typer.Option(help="Month the ledgers report for, YYYY-MM.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit that reports.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what saving would change.")] = False,
    accept: Annotated[str | None, typer.Option(help="Reason for which warnings are accepted.")] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(help="Folder for copies of the workbooks with their problems marked.", file_okay=False),
    ] = None,
    withdraw_missing: Annotated[
        bool,
        typer.Option(
            "--withdraw-missing", help="Take back rows the unit reported before that are no longer there."
        ),
    ] = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Check workbooks and save those without errors; each is saved whole or not at all."""
    from services.imports import take_in
    from words.errors import WorkbookUnreadable

    month = checked(month) if month else None
    engine = _engine()
    results, rejected = [], False
    annotated: list[Path] = []
    for file in files:
        try:
            found = take_in(
                engine,
                file.read_bytes(),
                file.name,
                plan_code=plan,
                unit=unit,
                month=month,
                only_check=check,
                accepted_reason=accept,
                saved_by=by or _user(),
                withdraws_missing=withdraw_missing,
            )
        except WorkbookUnreadable as error:
            rejected = True
            results.append(_unreadable(file, str(error)))
            if not as_json:
                typer.echo(str(error), err=True)
            continue
        rejected = rejected or found.is_rejected
        written = None
        if annotate and found.problems:
            taken = {each.resolve() for each in (*files, *annotated)}
            written = _annotate(found, annotate, taken)
            annotated.append(written)
        results.append({**found.to_json(), "annotated": str(written) if written else None})
        if not as_json:
            _tell_intake(found, only_check=check)
            if written:
                typer.echo(
                    _("{file}: the problems are marked in {path}.").format(file=file.name, path=written)
                )
    if as_json:
        _print_json({"files": results})
    if rejected:
        raise typer.Exit(1)


def _unreadable(file: Path, message: str) -> dict:
    import hashlib

    problem = {"sheet": "", "cell": "", "column": "", "value": "", "code": "unreadable", "level": "error"}
    return {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "sheets": [],
        "problems": [{**problem, "message": message}],
        "changes": None,
        "import_id": None,
        "annotated": None,
    }


def _annotate(found, folder: Path, taken: set[Path]) -> Path:
    """Write a workbook with its problems marked into a folder; give its path, which is none of `taken`."""
    from exports.annotated import annotated_name, annotated_workbook

    workbook = found.reading.workbook
    content = annotated_workbook(workbook, found.problems)
    first = folder / annotated_name(workbook.file, content)
    file, number = first, 2
    while file.resolve() in taken:
        file, number = first.with_stem(f"{first.stem}{number}"), number + 1
    _write(file, content)
    return file


def _write(file: Path, content: bytes) -> None:
    """Write a file, and the folder it is to stand in. Raises PlanwatchError where that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise PlanwatchError(
            _("{file} cannot be written: {reason}.").format(file=file, reason=error.strerror)
        ) from None


def _tell_intake(found, only_check: bool) -> None:
    file = found.reading.workbook.file
    for problem in found.problems:
        place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        typer.echo(f"{file}  {place}  {problem.level.label}: {problem.message}", err=True)
    if found.changes is None:
        typer.echo(_("{file}: rejected, nothing was saved.").format(file=file), err=True)
        return
    counts = _("new {new}, changed {changed}, same {same}, missing {missing}").format(
        **found.changes.counts()
    )
    if found.import_id is not None:
        typer.echo(
            _("{file}: saved as import {id}: {counts}.").format(file=file, id=found.import_id, counts=counts)
        )
    elif found.is_rejected:
        typer.echo(
            _("{file}: not saved because of warnings; accept them with --accept REASON ({counts}).").format(
                file=file, counts=counts
            ),
            err=True,
        )
    elif only_check and found.changes.is_news:
        typer.echo(_("{file}: would be saved: {counts}.").format(file=file, counts=counts))
    else:
        typer.echo(_("{file}: nothing new.").format(file=file))


@_command
def template(
    kind: Annotated[TemplateName, typer.Argument(help="Kind of ledger; `ledger` for all in one workbook.")],
    plan: Annotated[str, typer.Option(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month to report for, YYYY-MM.")],
    to: Annotated[Path, typer.Option(help="File to write: .xlsx, or .zip of all units.", dir_okay=False)],
    unit: Annotated[
        str | None, typer.Option(help="Unit that reports; by default all that are to, in one .zip.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the ledger that a unit fills in, with its tasks, targets and last values in it; or that of every unit."""
    from exports.ledger import ledger_template as write_template
    from exports.ledger import ledger_template_pack
    from store import facts
    from store.database import snapshot

    month = checked(month)
    with snapshot(_engine()) as connection:
        found = facts.facts(connection, plan)
    if unit is None and to.suffix.casefold() != ".zip":
        raise PlanwatchError(
            _(
                "{file} is to hold the ledgers of all units: name a .zip file, or one unit with --unit."
            ).format(file=to)
        )
    content = (
        write_template(kind.value, found, unit, month)
        if unit
        else ledger_template_pack(kind.value, found, month)
    )
    _write(to, content)
    if as_json:
        _print_json({"kind": kind.value, "plan": plan, "unit": unit, "month": month, "file": str(to)})
    elif unit is None:
        typer.echo(_("The ledgers of all units for {month} are in {file}.").format(month=month, file=to))
    else:
        typer.echo(
            _("The ledger of {unit} for {month} is in {file}.").format(unit=unit, month=month, file=to)
        )


@_command
def plans(as_json: AsJson = False) -> None:
    """List the plans."""
    from metrics.rows import plain
    from store import facts
    from store.database import snapshot

    with snapshot(_engine()) as connection:
        table = facts.plans(connection)
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
        _print_json(records)
        return
    if not records:
        typer.echo(str(facts.nothing_loaded()))
    for row in records:
        demo = _("  [demonstration data]") if row["is_demo"] else ""
        typer.echo(f"{row['plan_code']:<20} {row['title']}{demo}")


@_command
def imports(as_json: AsJson = False) -> None:
    """List the imports, newest first."""
    from store import facts
    from store.database import snapshot

    with snapshot(_engine()) as connection:
        table = facts.import_list(connection)
    records = table.rename(columns={"plan_code": "plan"}).to_dict("records")
    for row in records:
        row["saved_at"] = row["saved_at"].isoformat(timespec="seconds")
    if as_json:
        _print_json(records)
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


@_command
def rows(
    kind: Annotated[KindName, typer.Argument(help="Kind of rows.")],
    plan: PlanOption = None,
    as_known_at: AsKnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List the rows of a kind with the cell each came from."""
    from metrics.rows import plain
    from store import facts
    from store.database import snapshot

    with snapshot(_engine()) as connection:
        known_at = facts.import_as_known(connection, as_known_at)
        table = facts.rows(connection, kind.value, plan, known_at)
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
        _print_json(records)
        return
    for row in records:
        shown = " | ".join(str(value) for value in list(row.values())[1:-3] if value not in (None, [], ""))
        typer.echo(f"{row['source']['file']} {row['source']['sheet']}!{row['source']['cell']}: {shown}")


@_command
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
    from metrics.board import board as work_out
    from metrics.rules import load_rule_set
    from services.closing import facts_of
    from store import facts
    from store.database import snapshot

    month = checked(month)
    with snapshot(_engine()) as connection:
        known_at = facts.import_as_known(connection, as_known_at) if as_known_at else None
        found, rules, closed = facts_of(connection, plan, month, known_at)
    result = work_out(found, month, load_rule_set(rule_set) if rule_set else rules).to_json()
    result["closed_at"] = closed["closed_at"].isoformat(timespec="seconds") if closed else None
    if as_json:
        _print_json(result)
        return
    _tell_board(result)


def _tell_board(result: dict) -> None:
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


@_command
def close(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month to close, YYYY-MM.")],
    rule_set: Annotated[str, typer.Option(help="Rule set that judges the month.")] = DEFAULT_RULE_SET,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Close a month: from now on its board is shown as it is known today."""
    from services.closing import close_month

    closed = close_month(_engine(), plan, checked(month), rule_set=rule_set, closed_by=by or _user())
    if as_json:
        _print_json(_plain_record(closed, leave_out="board"))
    else:
        typer.echo(
            _("{month} of {plan} is closed with import {id} and rule set {rules}.").format(
                month=month, plan=plan, id=closed["import_id"], rules=closed["rule_set"]
            )
        )


@_command
def brief(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month, YYYY-MM.")],
    to: Annotated[
        Path,
        typer.Option(
            help="File to write: .docx, .pptx, .xlsx, or .png or .svg for its charts.", dir_okay=False
        ),
    ],
    parts: Annotated[
        str | None, typer.Option(help="Codes of the parts it is to have, with commas; all by default.")
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option(help="Only what this unit leads; may be given several times.")
    ] = None,
    issue: Annotated[
        bool, typer.Option("--issue", help="Issue it: give it a number and keep its files for good.")
    ] = False,
    close: Annotated[bool, typer.Option("--close", help="Close the month when issuing.")] = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Write the briefing of a month as a document, slides, a workbook or pictures."""
    from charts.chart import PICTURES
    from services import briefings
    from store.briefings import issued_file
    from store.database import snapshot

    month, kind = checked(month), to.suffix.lower().removeprefix(".")
    if kind not in (*briefings.FORMATS, *PICTURES):
        raise typer.BadParameter(
            _("Name a file that ends in .docx, .pptx, .xlsx, .png or .svg."), param_hint="--to"
        )
    if close and not issue:
        raise typer.BadParameter(_("A month is closed only with --issue."), param_hint="--close")
    if issue and kind in PICTURES:
        raise typer.BadParameter(_("Pictures are not issued."), param_hint="--to")
    chosen = [each.strip() for each in parts.split(",")] if parts is not None else None
    engine = _engine()
    record: dict = {"briefing_id": None, "plan": plan, "year": None, "number": None, "month": month}
    if issue:
        record = briefings.issue(
            engine, plan, month, parts=chosen, units=unit or (), close=close, issued_by=by or _user()
        )
        with snapshot(engine) as connection:
            contents = {to: issued_file(connection, record["briefing_id"], kind)}
    else:
        with snapshot(engine) as connection:
            draft = briefings.draft_of(connection, plan, month, parts=chosen, units=unit or ())
            if kind in PICTURES:
                contents = _pictures(draft, to)
            else:
                contents = {to: briefings.file_of(connection, draft, kind)}
    for file, content in contents.items():
        _write(file, content)
    if as_json:
        _print_json({**record, "files": [str(file) for file in contents]})
        return
    if record["number"] is not None:
        typer.echo(
            _("The briefing of {plan} for {month} was issued: {year} No. {number}.").format(
                plan=plan, month=month, year=record["year"], number=record["number"]
            )
        )
    for file in contents:
        typer.echo(_("The briefing is in {file}.").format(file=file))


def _pictures(draft, to: Path) -> dict[Path, bytes]:
    """The charts of a briefing as pictures: FILE-name.png (or .svg) for each chart."""
    from exports.png import pictures

    charts = [chart for part in draft.parts for chart in part.charts]
    return {
        to.with_stem(f"{to.stem}-{name}"): content
        for name, content in pictures(charts, to.suffix.lower().removeprefix(".")).items()
    }


@_command
def reopen(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Month to open again, YYYY-MM.")],
    reason: Annotated[str, typer.Option(help="Why it is opened again.")],
    by: By = None,
) -> None:
    """Open a closed month again, with a reason; what was issued stays on record."""
    from services import closing

    closing.reopen(_engine(), plan, checked(month), reason=reason, reopened_by=by or _user())
    typer.echo(_("{month} of {plan} is open again.").format(month=month, plan=plan))


@_command
def restated(
    plan: Annotated[str, typer.Argument(help="Plan code.")],
    month: Annotated[str, typer.Option(help="Closed month, YYYY-MM.")],
    as_json: AsJson = False,
) -> None:
    """List the figures of a closed month that later imports changed, with their cells."""
    from services.closing import restated as find
    from store.database import snapshot

    with snapshot(_engine()) as connection:
        found = find(connection, plan, checked(month))
    if as_json:
        _print_json([row.to_json() for row in found])
        return
    if not found:
        typer.echo(_("Nothing was restated since the month was closed."))
    for row in found:
        typer.echo(f"{row.target_code}  {row.name}  {row.figure}: {row.issued} → {row.now}")
        for change in row.changes:
            place = change.source
            typer.echo(
                f"    {place['file']} {place['sheet']}!{place['cell']} {change.row}: "
                f"{change.before} → {change.after}  {change.saved_by or ''} {change.reason or ''}"
            )


@_command
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
        closing.lift_override(_engine(), lift)
    elif target is not None:
        row = {
            "target_code": target,
            "status": status or "",
            "reason": reason,
            "from_month": begins,
            "expires_month": until,
            "decided_by": by or _user() or "",
        }
        closing.set_by_hand(_engine(), plan, row)
    with snapshot(_engine()) as connection:
        found = overrides_known(connection, plan).to_dict("records")
    if as_json:
        _print_json(found)
        return
    for each in found:
        typer.echo(
            f"{each['override_id']:>4}  {each['target_code']}  {each['status']}  "
            f"{each['from_month']}–{each['expires_month']}  {each['decided_by']}  {each['reason']}"
        )
    if not found:
        typer.echo(_("No status is set by hand."))


def _plain_record(record: dict, leave_out: str) -> dict:
    return {
        name: value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value
        for name, value in record.items()
        if name != leave_out
    }


@_command
def undo(
    import_id: Annotated[int, typer.Argument(help="Number of the import.")],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take one import away again; a new import brings the former versions back."""
    from services import imports

    undoing = imports.undo(_engine(), import_id, saved_by=by or _user())
    if as_json:
        _print_json({"undone": [import_id], "import_id": undoing})
    else:
        typer.echo(_("Import {id} was undone by import {undoing}.").format(id=import_id, undoing=undoing))


@_command
def demo(
    clear: Annotated[bool, typer.Option("--clear", help="Take the demonstration data away again.")] = False,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Only when no plan is loaded yet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Load the five plans and made-up monthly ledgers, marked as demonstration data everywhere."""
    from services import demonstration

    engine = _engine()
    if if_empty and not demonstration.is_empty(engine):
        return
    if clear:
        result = demonstration.clear(engine)
        text = _("{count} imports of demonstration data were taken away.").format(count=len(result["undone"]))
    else:
        result = demonstration.load(engine, progress=None if as_json else _show_progress)
        text = _(
            "{plans} plan workbooks and {ledgers} demonstration ledgers were loaded; {same} held nothing new."
        ).format(**result)
    if as_json:
        _print_json(result)
    else:
        typer.echo(text)


def _show_progress(done: int, total: int, name: str) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} {name:<60.60}", err=True, nl=done == total)


@_command
def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; only this machine by default.")
    ] = "127.0.0.1",
) -> None:
    """Serve the dashboard until it is stopped."""
    _engine().dispose()  # say at once, and here, when the database cannot be opened
    os.chdir(settings.ROOT)  # Streamlit looks for .streamlit/config.toml in the working folder
    options = ["--server.port", str(port), "--server.address", address, "--server.headless", "true"]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", *options])


if __name__ == "__main__":
    main()
