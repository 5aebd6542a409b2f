"""Reading an xls in a process of its own: a damaged one can make the reader ask for all memory and be ended.

Run as a script: the bytes of the workbook come on stdin, the largest number of cells as argument. Goes out on
stdout, pickled: (name, is hidden, rows or None where there are too many cells, merges) of each sheet. The exit
code says what was wrong.
"""

import pickle
import subprocess
import sys
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

PASSWORD, UNKNOWN = 3, 4  # exit codes; 1 and 2 are Python's own, and mean a damaged file here

Sheet = tuple[str, bool, list[list] | None, list[tuple[int, int, int, int]]]


def read_apart(content: bytes, *, largest_cells: int, seconds: float) -> tuple[int, list[Sheet]]:
    """The exit code and, where it is 0, the sheets. Raises subprocess.TimeoutExpired."""
    command = [sys.executable, "-I", __file__, str(largest_cells)]
    run = subprocess.run(command, input=content, capture_output=True, timeout=seconds)
    return run.returncode, pickle.loads(run.stdout) if run.returncode == 0 else []


def read_sheets(content: bytes, largest_cells: int) -> list[Sheet]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets: list[Sheet] = []
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != SheetVisibleEnum.Visible:
            sheets.append((sheet.name, True, [], []))
            continue
        data = book.get_sheet_by_name(sheet.name)
        last_row, last_column = data.end or (0, 0)
        is_large = (last_row + 1) * (last_column + 1) > largest_cells
        merges = [(*first, *last) for first, last in data.merged_cell_ranges or ()]
        sheets.append(
            (sheet.name, False, None if is_large else data.to_python(skip_empty_area=False), merges)
        )
    return sheets


if __name__ == "__main__":
    try:
        sheets = read_sheets(sys.stdin.buffer.read(), int(sys.argv[1]))
    except PasswordError:
        sys.exit(PASSWORD)
    except CalamineError:
        sys.exit(UNKNOWN)
    sys.stdout.buffer.write(pickle.dumps(sheets))
