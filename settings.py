"""What the environment says, read once when asked: PLANWATCH_DATABASE_URL and PLANWATCH_LANGUAGE."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Settings:
    """`database_url`: SQLAlchemy address of the database. `language`: "zh_CN" or "en"."""

    database_url: str
    language: str


def load() -> Settings:
    """Read the environment; without PLANWATCH_DATABASE_URL the database is the file data/planwatch.db."""
    url = os.environ.get("PLANWATCH_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'planwatch.db'}"
    # Hosting panels still hand out the old spelling, which SQLAlchemy no longer takes.
    url = url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url
    return Settings(url, os.environ.get("PLANWATCH_LANGUAGE", "zh_CN"))
