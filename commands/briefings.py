"""The briefing of a month as files: `brief`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.command import AsJson, By, open_store, print_json, user, write_file
from words import _
from words.months import checked

if TYPE_CHECKING:
    from exports.briefing.content import Briefing


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
    from services import briefings
    from store.briefings import issued_file
    from store.database import snapshot

    month, suffix = checked(month), _suffix(to, issue=issue, close=close)
    codes = [code.strip() for code in parts.split(",")] if parts is not None else None
    engine = open_store()
    record: dict = {"briefing_id": None, "plan": plan, "year": None, "number": None, "month": month}
    if issue:
        record = briefings.issue(
            engine, plan, month, parts=codes, units=unit or (), close=close, issued_by=by or user()
        )
        with snapshot(engine) as connection:
            contents = {to: issued_file(connection, record["briefing_id"], suffix)}
    else:
        with snapshot(engine) as connection:
            briefing = briefings.edited_draft(connection, plan, month, parts=codes, units=unit or ())
            if suffix in briefings.FORMATS:
                contents = {to: briefings.write_file(connection, briefing, suffix)}
            else:
                contents = _pictures(briefing, to, suffix)
    for file, content in contents.items():
        write_file(file, content)
    if as_json:
        print_json({**record, "files": [str(file) for file in contents]})
        return
    if record["number"] is not None:
        typer.echo(
            _("The briefing of {plan} for {month} was issued: {year} No. {number}.").format(
                plan=plan, month=month, year=record["year"], number=record["number"]
            )
        )
    for file in contents:
        typer.echo(_("The briefing is in {file}.").format(file=file))


def _suffix(to: Path, *, issue: bool, close: bool) -> str:
    """The format that a file's name asks for. Raises BadParameter where the options do not go with one another."""
    from charts.chart import PICTURES
    from services.briefings import FORMATS

    suffix = to.suffix.lower().removeprefix(".")
    if suffix not in (*FORMATS, *PICTURES):
        raise typer.BadParameter(
            _("Name a file that ends in .docx, .pptx, .xlsx, .png or .svg."), param_hint="--to"
        )
    if close and not issue:
        raise typer.BadParameter(_("A month is closed only with --issue."), param_hint="--close")
    if issue and suffix in PICTURES:
        raise typer.BadParameter(_("Pictures are not issued."), param_hint="--to")
    return suffix


def _pictures(briefing: "Briefing", to: Path, suffix: str) -> dict[Path, bytes]:
    """The charts of a briefing as pictures: FILE-name.png (or .svg) for each chart."""
    from exports.png import pictures

    charts = [chart for part in briefing.parts for chart in part.charts]
    return {to.with_stem(f"{to.stem}-{name}"): content for name, content in pictures(charts, suffix).items()}
