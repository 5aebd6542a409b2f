"""Write the corpus: `python -m tests.loaders.workbooks.make`, the same bytes each time.

What LibreOffice has to save (xls, ods, et) is written with `--with-libreoffice` only, as its bytes differ each
time. What the workbooks must be read as stands in tests/loaders/test_workbooks.py.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from tests.loaders.workbooks.drawn import (
    amounts,
    damage,
    formats,
    headers,
    layout,
    months,
    names,
    ordinary,
    times,
)
from tests.loaders.workbooks.drawn.drawing import Book, xlsx

FOLDER = Path(__file__).parent
GROUPS = (ordinary, times, amounts, names, headers, layout, months, damage)
FROM_1904 = {"dates-from-1904.xlsx"}


def made() -> dict[str, bytes]:
    """File name -> bytes, of everything that Python writes."""
    books: dict[str, Book] = {file: book for group in GROUPS for file, book in group.BOOKS.items()}
    return {
        file: xlsx(book, from_1904=file in FROM_1904, change=layout.CHANGES.get(file))
        for file, book in books.items()
    } | {file: make() for file, make in formats.FILES.items()}


def converted(book: Book, suffix: str) -> bytes:
    """A workbook as LibreOffice saves it."""
    kind = {".et": "xls"}.get(suffix, suffix[1:])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(xlsx(book))
        command = ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, f"{folder}/a.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
        return (Path(folder) / f"a.{kind}").read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with-libreoffice", action="store_true", help="write xls, ods and et anew too")
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder to write to")
    arguments = parser.parse_args()
    for file, content in made().items():
        (arguments.to / file).write_bytes(content)
    if arguments.with_libreoffice:
        for file, book in formats.CONVERTED.items():
            (arguments.to / file).write_bytes(converted(book, Path(file).suffix))


if __name__ == "__main__":
    main()
