"""The dashboard: `serve`."""

import os
import sys
from typing import Annotated

import typer

import settings
from commands.command import open_store


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; only this machine by default.")
    ] = "127.0.0.1",
) -> None:
    """Serve the dashboard until it is stopped."""
    open_store().dispose()  # say at once, and here, when the database cannot be opened
    os.chdir(settings.ROOT)  # Streamlit looks for .streamlit/config.toml in the working folder
    options = ["--server.port", str(port), "--server.address", address, "--server.headless", "true"]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", *options])
