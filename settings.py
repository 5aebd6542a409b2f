"""What the environment says, read when asked: PLANWATCH_DATABASE_URL, PLANWATCH_LANGUAGE and PLANWATCH_READ_ONLY."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from words import _
from words.errors import BadSetting

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Settings:
    """`database_url`: SQLAlchemy address of the database. `language`: "zh_CN" or "en".

    `is_read_only`: the pages of this server only show; nothing is saved through them.
    """

    database_url: str
    language: str
    is_read_only: bool = False


def default_database() -> Path:
    """data/planwatch.db in a checkout; installed from a wheel, planwatch.db in the person's own folder for data.

    What is installed may be read-only, and goes with the next version.
    """
    if (ROOT / "pyproject.toml").exists():
        return ROOT / "data" / "planwatch.db"
    return user_data_path("planwatch", appauthor=False, ensure_exists=True) / "planwatch.db"


def load() -> Settings:
    """Read the environment; without PLANWATCH_DATABASE_URL the database is a file, see `default_database`.

    Raises BadSetting when PLANWATCH_READ_ONLY is neither 1 nor 0: a typing error must not open what was to be closed.
    """
    url = os.environ.get("PLANWATCH_DATABASE_URL") or f"sqlite:///{default_database()}"
    # Hosting panels still hand out the old spelling, which SQLAlchemy no longer takes.
    url = url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url
    read_only = os.environ.get("PLANWATCH_READ_ONLY") or "0"
    if read_only not in ("0", "1"):
        raise BadSetting(
            _("PLANWATCH_READ_ONLY is “{value}”; write 1 for a server that only shows, else 0.").format(
                value=read_only
            )
        )
    return Settings(url, os.environ.get("PLANWATCH_LANGUAGE", "zh_CN"), read_only == "1")
