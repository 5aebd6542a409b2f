"""Known cases as text tables, aligned so that a reader can follow a line with a finger.

case                | done | due
# what stands behind a mark is for the reader
half of the way     |   36 |  54
nothing is known    |      |  54
"""

import re

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def table(text: str) -> list[list[str]]:
    """The rows of a text table, its header first, cells without their padding.

    Blank lines and lines that begin with # are left out. Raises ValueError where a row has not as many cells as the
    header: a bar forgotten would move every answer by a column.
    """
    lines = [line.strip() for line in text.splitlines()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError(f"{len(row)} cells under {len(rows[0])} headers: {' | '.join(row)}")
    return rows


def value(cell: str) -> str | float | None:
    """What a cell says: nothing where it is blank or —, a number, or a text; '1' is a text too."""
    if cell in ("", "—"):
        return None
    if NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell[1:-1] if cell[0] == cell[-1] == "'" else cell
