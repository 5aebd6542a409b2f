"""The door that is installed: puts the house on the path and hands over to its command line.

In a checkout the house is the folder above this one; in a wheel it lies inside this package.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOUSE = HERE if (HERE / "cli.py").exists() else HERE.parent


def main() -> None:
    """`planwatch …`, from any folder."""
    sys.path.insert(0, str(HOUSE))
    from cli import main as command_line

    command_line()
