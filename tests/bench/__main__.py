"""Speed and memory as ratios, in one run: `python -m tests.bench`.

Loading a ledger is compared with what people write first (pandas.read_excel with openpyxl, then to_sql, which
checks nothing and keeps no source) and with the floor (calamine and executemany, nothing else). Each way runs in a
process of its own; best of three. A rerun of every page is compared with a page that has nothing on it. Nothing here
passes or fails. `python -m tests.bench pages` measures the pages alone.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROWS = 100_000
REPEATS = 3
RERUNS = 7
PLAN = {"plan": "tj-standards-145", "month": "2023-06"}  # what pages are asked for
FIELDS = ("标准名称", "领域", "标准号", "阶段", "立项日期", "发布日期", "牵头单位", "备注")


def make_ledger(file: Path, rows: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("标准台账")
    sheet.append(["标准台账"])
    sheet.append(["规划代码：bench", "填报单位：甲单位", "填报月份：2023年6月"])
    sheet.append(FIELDS)
    for number in range(rows):
        begun = date(2021, 1, 1) + timedelta(days=number % 700)
        published = begun + timedelta(days=200) if number % 2 else None
        code = f"DB12/T {1000 + number // 2}-{published.year}" if published else None
        stage = "发布" if published else "起草"
        sheet.append(
            (f"标准{number}", f"领域{number % 5}", code, stage, begun, published, f"单位{number % 9}", None)
        )
    book.save(file)


def planwatch(ledger: Path, database: Path) -> None:
    from services.imports import take_in
    from store.database import open_database, transaction
    from store.saving import save
    from words.kinds import Batch, Rows

    engine = open_database(f"sqlite:///{database}")
    plan = Rows("plan", "规划", (), ("title",), {"title": "B4"}, ["bench"], [4], [("bench",)])
    with transaction(engine) as connection:
        save(connection, Batch("plan.xlsx", b"-", "-", "bench", None, None, False, [plan]))
    found = take_in(engine, ledger.read_bytes(), ledger.name)
    assert found.import_id is not None, found.problems[:3]


def pandas_openpyxl(ledger: Path, database: Path) -> None:
    import pandas as pd
    from sqlalchemy import create_engine

    table = pd.read_excel(ledger, engine="openpyxl", header=2)
    table.to_sql("standards", create_engine(f"sqlite:///{database}"), index=False)


def floor(ledger: Path, database: Path) -> None:
    import sqlite3

    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(ledger).get_sheet_by_index(0).to_python()[3:]
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE standards (a, b, c, d, e, f, g, h)")
    texts = [tuple(str(value) for value in row) for row in rows]
    connection.executemany("INSERT INTO standards VALUES (?, ?, ?, ?, ?, ?, ?, ?)", texts)
    connection.commit()


WAYS = {"floor": floor, "planwatch": planwatch, "pandas_openpyxl": pandas_openpyxl}


def measure(ledger: Path) -> dict[str, tuple[float, float]]:
    """Best seconds and peak MiB of every way, each time in a fresh process with an empty database.

    They take turns, so that an hour in which the machine is slow is one for all.
    """
    found = {way: (float("inf"), 0.0) for way in WAYS}
    for _repeat in range(REPEATS):
        for way, (best, peak) in found.items():
            with tempfile.TemporaryDirectory() as folder:
                database = str(Path(folder) / "bench.db")
                command = [sys.executable, "-m", "tests.bench", way, str(ledger), database]
                told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                seconds, memory = map(float, told.split())
            found[way] = min(best, seconds), max(peak, memory)
    return found


def board_seconds(targets: int) -> float:
    """Best seconds of one board of a plan with that many targets over 60 months of reports."""
    from metrics.board import board
    from tests.metrics.drawn import drawn, target

    months = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(60)]
    facts = drawn(
        targets=[target(f"T{number}") for number in range(targets)],
        indicators=[
            {"target_code": f"T{number}", "month": month, "value": float(place)}
            for number in range(targets)
            for place, month in enumerate(months)
        ],
    )
    best = float("inf")
    for _repeat in range(REPEATS):
        began = time.perf_counter()
        board(facts, "2025-06")
        best = min(best, time.perf_counter() - began)
    return best


def forecast_seconds(targets: int) -> float:
    """Best seconds of forecasting that many targets that are not met, from 54 months of reports."""
    from metrics.forecast import Course, forecasts
    from words.months import shift

    months = [shift("2020-12", place) for place in range(55)]
    courses = [
        Course(months, [float(place // 3 * (1 + number % 3)) for place in range(55)], 90, ">=", "2025-12")
        for number in range(targets)
    ]
    best = float("inf")
    for _repeat in range(REPEATS):
        began = time.perf_counter()
        forecasts(courses, "2025-06", 1)
        best = min(best, time.perf_counter() - began)
    return best


def page_seconds(url: str) -> dict[str, float]:
    """Best seconds of a rerun of every page, and of one with nothing on it ("nothing"), all on the server.

    Seconds of the processor, so that other work on the machine counts for little. Each page runs in Streamlit's own
    script runner (AppTest), in this process and without a browser; the first run fills the caches and is not counted.
    AppTest compiles the page's files in every run, which a server does once. Not measured: the network, and drawing in
    the browser.
    """
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import open_at
    from tests.pages.every_page import PAGES

    os.environ["PLANWATCH_DATABASE_URL"] = url
    opened = {"nothing": AppTest.from_string("", default_timeout=60).run()}
    for name, address in PAGES.items():
        opened[name] = open_at(address, **PLAN).page
    return {name: min(_seconds_of(page.run) for _repeat in range(RERUNS)) for name, page in opened.items()}


def _seconds_of(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def print_pages() -> None:
    from services import demonstration
    from store.database import open_database

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        engine = open_database(url)
        demonstration.load(engine)
        engine.dispose()
        found = page_seconds(url)
    floor = found["nothing"]
    print("a rerun of a page on the server, with the demonstration data")
    for name, seconds in sorted(found.items(), key=lambda each: each[1]):
        print(f"  {name:<16} {seconds / floor:6.1f} × a page with nothing on it   ({seconds * 1000:.0f} ms)")


def slides_seconds() -> tuple[int, float, float]:
    """How many slides a briefing of 5 targets has, best seconds of writing it, and of as many empty slides with notes."""
    from io import BytesIO

    from pptx import Presentation

    from exports.pptx import briefing_file
    from tests.exports.briefings import briefing

    content, best, least = briefing_file(briefing()), float("inf"), float("inf")
    count = len(Presentation(BytesIO(content)).slides)
    for _repeat in range(REPEATS):
        began = time.perf_counter()
        briefing_file(briefing())
        best = min(best, time.perf_counter() - began)
        began = time.perf_counter()
        empty = Presentation()
        for _slide in range(count):
            slide = empty.slides.add_slide(empty.slide_layouts[5])
            slide.notes_slide.notes_text_frame.text = "—"
        empty.save(BytesIO())
        least = min(least, time.perf_counter() - began)
    return count, best, least


def drafted(targets: int):  # -> exports.briefing.Briefing, imported only where it is used
    """The briefing of a plan with that many targets over 30 months of reports."""
    from exports.briefing.parts import briefing
    from metrics.board import board
    from tests.metrics.drawn import PLAN, drawn, target

    months = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(30)]
    facts = drawn(
        plan=PLAN | {"short_title": "规划", "issuers": ["办公室"]},
        targets=[target(f"T{number}", name=f"第{number}项目标的完成情况") for number in range(targets)],
        indicators=[
            {"target_code": f"T{number}", "month": month, "value": float(place * (1 + number % 3))}
            for number in range(targets)
            for place, month in enumerate(months)
        ],
    )
    of, before = board(facts, "2023-06"), board(facts, "2023-05")
    return briefing(of, facts, before, dated_on=date(2023, 7, 12))


def plain_document(briefing) -> bytes:
    """The floor: python-docx writing the same paragraphs and tables plainly, without charts."""
    from io import BytesIO

    import docx

    made = docx.Document()
    for part in briefing.parts:
        made.add_paragraph(part.title)
        for sentence in part.sentences:
            made.add_paragraph(sentence)
        for table in part.tables:
            grid = made.add_table(rows=1, cols=len(table.headers))
            for cell, text in zip(grid.rows[0].cells, table.headers, strict=True):
                cell.text = text
            for row in table.rows:
                for cell, value in zip(grid.add_row().cells, row, strict=True):
                    cell.text = str(value)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def document_seconds(targets: int) -> tuple[float, float]:
    """Best seconds of a briefing as a document, and of the floor; that of 200 targets has about 30 pages."""
    from exports.docx import briefing_file

    of = drafted(targets)
    best = []
    for write in (briefing_file, plain_document):
        found = float("inf")
        for _repeat in range(REPEATS):
            began = time.perf_counter()
            write(of)
            found = min(found, time.perf_counter() - began)
        best.append(found)
    return best[0], best[1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.xlsx"
        make_ledger(ledger, ROWS)
        found = measure(ledger)
    least_seconds, least_memory = found["floor"]
    print(f"loading a ledger of {ROWS} rows and {len(FIELDS)} columns")
    for way, (seconds, memory) in found.items():
        ratios = f"{seconds / least_seconds:5.1f} × time {memory / least_memory:5.1f} × memory of the floor"
        print(f"  {way:<16} {ratios}   ({seconds:.2f} s, {memory:.0f} MiB)")
    small, large = board_seconds(100), board_seconds(1000)
    print("one board, 60 months of reports")
    print(
        f"  1000 targets cost {large / small:.1f} × 100 targets   ({large * 1000:.0f} ms, {small * 1000:.0f} ms)"
    )
    forecasts = forecast_seconds(1000)
    print(
        f"  1000 forecasts cost {forecasts / (large - forecasts):.2f} × the board without them   ({forecasts * 1000:.0f} ms)"
    )
    print_pages()
    count, written, empty = slides_seconds()
    print(f"a briefing of {count} slides, six charts on them")
    print(f"  {written / empty:.1f} × as many empty slides   ({written:.2f} s, {empty:.2f} s)")
    ours, plain = document_seconds(200)
    print("a briefing of 200 targets as a document, about 30 pages with native charts")
    print(
        f"  {ours / plain:.2f} × its words and tables written plainly by python-docx   ({ours:.2f} s, {plain:.2f} s)"
    )


def run_one(way: str, ledger: str, database: str) -> None:
    warm_up = Path(database).with_name("warm-up.xlsx")
    make_ledger(warm_up, 10)
    WAYS[way](warm_up, Path(f"{database}.warm-up"))  # imports are not what is measured
    began = time.perf_counter()
    WAYS[way](Path(ledger), Path(database))
    seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:] == ["pages"]:
        print_pages()
    elif len(sys.argv) > 1:
        run_one(*sys.argv[1:])
    else:
        main()
