"""One ordinary ledger in every format that people send, and files that are no workbooks."""

from collections.abc import Callable

from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.chart import BarChart

from tests.loaders.workbooks.drawn.drawing import Book, packed, page, standards, text, xlsx
from tests.loaders.workbooks.drawn.ordinary import METRO, SHORE_POWER

LEDGER: Book = standards(SHORE_POWER, METRO)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def xlsm() -> bytes:
    """The ledger with a macro in it, or what looks like one: it is never run."""
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(xlsx(LEDGER))) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    types = parts["[Content_Types].xml"].replace(SPREADSHEET.encode(), WITH_MACROS.encode())
    return packed({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": b"Sub Auto_Open()"})


def only_a_chart() -> bytes:
    def draw(book: OpenpyxlWorkbook) -> None:
        book.create_chartsheet("进度图").add_chart(BarChart())

    return xlsx((), change=draw)


FILES: dict[str, Callable[[], bytes]] = {
    "format.xlsm": xlsm,
    "format-utf-8.csv": lambda: text(LEDGER, ",").encode(),
    "format-utf-8-with-mark.csv": lambda: text(LEDGER, ",").encode("utf-8-sig"),
    "format-gb18030.csv": lambda: text(LEDGER, ",").encode("gb18030"),
    "format-utf-16.csv": lambda: b"\xff\xfe" + text(LEDGER, ",").encode("utf-16-le"),
    "format-semicolons.csv": lambda: text(LEDGER, ";").encode("utf-8-sig"),
    "format.tsv": lambda: text(LEDGER, "\t").encode(),
    "format-html-as.xls": lambda: page(LEDGER).encode(),
    "format-csv-as.xls": lambda: text(LEDGER, ",").encode("gb18030"),
    "format-xlsx-as.xls": lambda: xlsx(LEDGER),
    "format-xlsx-as.et": lambda: xlsx(LEDGER),
    "format-xlsx-as.csv": lambda: xlsx(LEDGER),
    "only-a-chart.xlsx": only_a_chart,
    "cut-off-in-transfer.xlsx": lambda: xlsx(LEDGER)[:3000],
    "empty.xlsx": lambda: b"",
    "web-page-without-table.xls": lambda: (
        "<html><body><p>登录已超时，请重新登录。</p></body></html>".encode()
    ),
    "letter-as.xlsx": lambda: "各单位：请于每月5日前报送台账。".encode(),
}
# Made by LibreOffice from an xlsx; an et of older WPS is an xls by another name.
CONVERTED: dict[str, Book] = {"format.xls": LEDGER, "format.ods": LEDGER, "format.et": LEDGER}
