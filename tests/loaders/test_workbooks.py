"""What Planwatch accepts: every workbook of the corpus, and what it is read as.

The cases are the table workbooks.txt. The workbooks are drawn in workbooks/drawn and written by workbooks/make.py.
"""

import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from loaders.known import Background
from loaders.reader import read_workbook
from loaders.result import Reading
from loaders.workbook import open_workbook, unreadable
from tests.loaders import sheets
from tests.text_tables import table, value
from words.errors import WorkbookUnreadable

FOLDER = Path(__file__).parent / "workbooks"
PLAN = replace(
    sheets.PLAN,
    plan_code="tj-jt-145",
    title="天津市综合交通运输“十四五”标准化行动方案",
    starts_on=date(2021, 1, 1),
    ends_on=date(2025, 12, 31),
    tasks={str(number): frozenset() for number in range(1, 13)},
    units={
        "天津市道路运输局": "天津市道路运输局",
        "市道路运输局": "天津市道路运输局",
        "道路运输局": "天津市道路运输局",
        "天津市邮政管理局": "天津市邮政管理局",
        "市邮政管理局": "天津市邮政管理局",
    },
    reported={(name, "standards"): "2024-09" for name in ("天津市邮政管理局", "市邮政管理局")},
)
KNOWN = Background({PLAN.plan_code: PLAN, sheets.PLAN.plan_code: sheets.PLAN})

CASES = table((Path(__file__).parent / "workbooks.txt").read_text(encoding="utf-8"))[1:]


@pytest.mark.parametrize("file, rows, problems, fields", CASES, ids=[case[0] for case in CASES])
def test_workbook(file: str, rows: str, problems: str, fields: str) -> None:
    content = (FOLDER / file).read_bytes()
    if rows.startswith("refused: "):
        with pytest.raises(WorkbookUnreadable) as caught:
            open_workbook(content, file)
        assert str(caught.value) == str(unreadable(rows.removeprefix("refused: "), file))
        return
    reading = read_workbook(open_workbook(content, file), KNOWN)
    assert sorted(marks(reading)) == sorted(problems.split(", ") if problems else [])
    assert counted(reading) == rows
    expected = fields_of(fields)
    assert {field: column(reading, field) for field in expected} == expected


def fields_of(text: str) -> dict[str, list[object]]:
    """The last cell of a line of the table: what each row says in some fields."""
    fields = dict(field.split(": ", 1) for field in text.split("; ")) if text else {}
    return {
        name: [entry for run in runs.split(" · ") for entry in repeated(run)] for name, runs in fields.items()
    }


def repeated(run: str) -> list[object]:
    times, is_repeated, cell = run.rpartition(" × ")
    return [meaning(cell)] * (int(times) if is_repeated else 1)


def meaning(cell: str) -> object:
    if cell.startswith("["):
        return [meaning(part) for part in cell[1:-1].split(" + ")]
    if cell in ("yes", "1/3"):
        return {"yes": True, "1/3": 1 / 3}[cell]
    found = value(cell)
    return found.replace("⏎", "\n") if isinstance(found, str) else found


def marks(reading: Reading) -> list[str]:
    """The problems of a reading, each with its cell, as the table of cases says them."""
    has_several = len(reading.workbook.grids) + len(reading.workbook.hidden) > 1
    return [
        f"{f'{problem.sheet}!' if has_several else ''}{problem.cell} {problem.code}".strip()
        for problem in reading.problems
    ]


def counted(reading: Reading) -> str:
    """The kinds that were read with the number of their rows, as the table of cases says it."""
    rows: Counter[str] = Counter()
    for sheet in reading.sheets:
        rows[sheet.kind] += len(sheet.rows)
    return ", ".join(f"{kind} {count}" for kind, count in rows.items())


def column(reading: Reading, field: str) -> list[object]:
    """A field of every row that has it, days as text."""
    values = [record[field] for rows in reading.sheets if field in rows.fields for record in rows.records()]
    return [entry.isoformat() if isinstance(entry, date) else entry for entry in values]


def test_every_workbook_stands_in_the_table() -> None:
    files = {file.name for file in FOLDER.iterdir() if file.is_file() and file.suffix != ".py"}
    assert files == {case[0] for case in CASES} and len(CASES) == len(files)


def test_the_workbooks_are_those_that_are_drawn(tmp_path: Path) -> None:
    draw = [sys.executable, "-m", "tests.loaders.workbooks.make", "--to", str(tmp_path)]
    subprocess.run(draw, check=True)
    drawn = list(tmp_path.iterdir())
    assert drawn
    for file in drawn:
        assert parts((FOLDER / file.name).read_bytes()) == parts(file.read_bytes()), file.name


def parts(content: bytes) -> dict[str, bytes]:
    """What stands in a file, unpacked where it is a zip: how small it was packed differs between machines."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return {"": content}
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
