"""What all commands share: their common options, the store, and how they print and write files."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import settings
from words import _, use_language
from words.errors import PlanwatchError

if TYPE_CHECKING:
    from store.database import Engine

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text.")]
AsKnownAt = Annotated[
    str | None,
    typer.Option("--as-known-at", help="Import number or moment (2023-07-05T18:00) to look back to."),
]
By = Annotated[str | None, typer.Option("--by", help="Who saves; the user of the system by default.")]
PlanOption = Annotated[str | None, typer.Option("--plan", help="Plan code.")]


def with_messages(work: Callable[..., None]) -> Callable[..., None]:
    """The work of a command, in the set language; an error meant for the reader is its message and exit code 1."""

    @wraps(work)
    def command(*args: object, **options: object) -> None:
        use_language(settings.load().language)
        try:
            work(*args, **options)
        except PlanwatchError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None

    return command


def open_store() -> "Engine":
    """The database of the settings, brought up to date. Raises DatabaseUnavailable."""
    from store.database import open_database

    return open_database(settings.load().database_url)


def user() -> str | None:
    """The name of the system's user, where it has one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def write_file(file: Path, content: bytes) -> None:
    """Write a file, and the folder it is to stand in. Raises PlanwatchError where that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise PlanwatchError(
            _("{file} cannot be written: {reason}.").format(file=file, reason=error.strerror)
        ) from None
