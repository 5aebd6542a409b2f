"""Bringing workbooks in, handing ledgers out, taking imports back: `load`, `template`, `undo`, `demo`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.command import AsJson, By, PlanOption, open_store, print_json, user, write_file
from words import _
from words.errors import PlanwatchError, WorkbookUnreadable
from words.kinds import ALL_LEDGERS, ledgers
from words.months import checked

if TYPE_CHECKING:
    from services.imports import Intake

TemplateName = StrEnum("TemplateName", [*ledgers(), ALL_LEDGERS])  # type: ignore[misc]  # the kinds are data


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

    month = checked(month) if month else None
    engine = open_store()
    records, is_rejected = [], False
    taken = {file.resolve() for file in files}  # no copy is written over a workbook or another copy
    for file in files:
        try:
            intake = take_in(
                engine,
                file.read_bytes(),
                file.name,
                plan_code=plan,
                unit=unit,
                month=month,
                only_check=check,
                accepted_reason=accept,
                saved_by=by or user(),
                withdraws_missing=withdraw_missing,
            )
        except WorkbookUnreadable as error:
            is_rejected = True
            records.append(_unreadable(file, str(error)))
            if not as_json:
                typer.echo(str(error), err=True)
            continue
        is_rejected = is_rejected or intake.is_rejected
        copy = _annotate(intake, annotate, taken) if annotate and intake.problems else None
        records.append({**intake.to_json(), "annotated": str(copy) if copy else None})
        if not as_json:
            _print_intake(intake, copy, only_check=check)
    if as_json:
        print_json({"files": records})
    if is_rejected:
        raise typer.Exit(1)


def _unreadable(file: Path, message: str) -> dict:
    """The JSON of a file that is no workbook: that of others, with one problem."""
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


def _annotate(intake: "Intake", folder: Path, taken: set[Path]) -> Path:
    """Write a workbook with its problems marked into a folder; give its path, which is none of `taken` and joins them."""
    from exports.annotated import annotated_name, annotated_workbook

    workbook = intake.reading.workbook
    content = annotated_workbook(workbook, intake.problems)
    first = folder / annotated_name(workbook.file, content)
    file, number = first, 2
    while file.resolve() in taken:
        file, number = first.with_stem(f"{first.stem}{number}"), number + 1
    write_file(file, content)
    taken.add(file.resolve())
    return file


def _print_intake(intake: "Intake", copy: Path | None, only_check: bool) -> None:
    file = intake.reading.workbook.file
    for problem in intake.problems:
        cell = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        typer.echo(f"{file}  {cell}  {problem.level.label}: {problem.message}", err=True)
    _print_outcome(intake, only_check)
    if copy:
        typer.echo(_("{file}: the problems are marked in {path}.").format(file=file, path=copy))


def _print_outcome(intake: "Intake", only_check: bool) -> None:
    """What became of a workbook, in one sentence."""
    file = intake.reading.workbook.file
    if intake.changes is None:
        typer.echo(_("{file}: rejected, nothing was saved.").format(file=file), err=True)
        return
    counts = _("new {new}, changed {changed}, same {same}, missing {missing}").format(
        **intake.changes.counts()
    )
    if intake.import_id is not None:
        typer.echo(
            _("{file}: saved as import {id}: {counts}.").format(file=file, id=intake.import_id, counts=counts)
        )
    elif intake.is_rejected:
        typer.echo(
            _("{file}: not saved because of warnings; accept them with --accept REASON ({counts}).").format(
                file=file, counts=counts
            ),
            err=True,
        )
    elif only_check and intake.changes.is_news:
        typer.echo(_("{file}: would be saved: {counts}.").format(file=file, counts=counts))
    else:
        typer.echo(_("{file}: nothing new.").format(file=file))


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
    from exports.ledger import ledger_template, ledger_template_pack
    from store.database import snapshot
    from store.facts import read_facts

    month = checked(month)
    with snapshot(open_store()) as connection:
        facts = read_facts(connection, plan)
    if unit is None and to.suffix.casefold() != ".zip":
        raise PlanwatchError(
            _(
                "{file} is to hold the ledgers of all units: name a .zip file, or one unit with --unit."
            ).format(file=to)
        )
    if unit:
        content = ledger_template(kind.value, facts, unit, month)
    else:
        content = ledger_template_pack(kind.value, facts, month)
    write_file(to, content)
    if as_json:
        print_json({"kind": kind.value, "plan": plan, "unit": unit, "month": month, "file": str(to)})
    elif unit is None:
        typer.echo(_("The ledgers of all units for {month} are in {file}.").format(month=month, file=to))
    else:
        typer.echo(
            _("The ledger of {unit} for {month} is in {file}.").format(unit=unit, month=month, file=to)
        )


def undo(
    import_id: Annotated[int, typer.Argument(help="Number of the import.")],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take one import away again; a new import brings the former versions back."""
    from services import imports

    undoing = imports.undo(open_store(), import_id, saved_by=by or user())
    if as_json:
        print_json({"undone": [import_id], "import_id": undoing})
    else:
        typer.echo(_("Import {id} was undone by import {undoing}.").format(id=import_id, undoing=undoing))


def demo(
    clear: Annotated[bool, typer.Option("--clear", help="Take the demonstration data away again.")] = False,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Only when no plan is loaded yet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Load the five plans and made-up monthly ledgers, marked as demonstration data everywhere."""
    from services import demonstration

    engine = open_store()
    if if_empty and not demonstration.is_empty(engine):
        return
    if clear:
        result = demonstration.clear(engine)
        sentence = _("{count} imports of demonstration data were taken away.").format(
            count=len(result["undone"])
        )
    else:
        result = demonstration.load(engine, progress=None if as_json else _show_progress)
        sentence = _(
            "{plans} plan workbooks and {ledgers} demonstration ledgers were loaded; {same} held nothing new."
        ).format(**result)
    if as_json:
        print_json(result)
    else:
        typer.echo(sentence)


def _show_progress(done: int, total: int, name: str) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} {name:<60.60}", err=True, nl=done == total)
