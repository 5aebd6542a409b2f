"""One ordinary ledger in every format that people send, and files that are no workbooks."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.chart import BarChart

from tests.loaders.workbooks.drawn import headers, layout
from tests.loaders.workbooks.drawn.drawing import Book, packed, page, reports, standards, text, xlsx
from tests.loaders.workbooks.drawn.ordinary import DISPATCH, METRO, SHORE_POWER

PERCENTS: Book = reports(DISPATCH, formats={"C4": "0%"})
LEDGER: Book = standards(SHORE_POWER, METRO)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def xlsm() -> bytes:
    """The ledger with a macro in it, or what looks like one: it is never run."""
    with zipfile.ZipFile(BytesIO(xlsx(LEDGER))) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    types = parts["[Content_Types].xml"].replace(SPREADSHEET.encode(), WITH_MACROS.encode())
    return packed({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": b"Sub Auto_Open()"})


def only_a_chart() -> bytes:
    def draw(book: OpenpyxlWorkbook) -> None:
        book.create_chartsheet("进度图").add_chart(BarChart())

    return xlsx((), change=draw)


def with_phonetic_guide() -> bytes:
    """The ledger with 拼音指南 over a name, which Excel keeps beside the text in its table of strings."""
    with zipfile.ZipFile(BytesIO(xlsx(LEDGER))) as plain:
        parts = {name: plain.read(name).decode() for name in plain.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet, written = "xl/worksheets/sheet1.xml", f't="inlineStr"><is><t>{METRO[0]}</t></is>'
    assert written in parts[sheet]
    parts[sheet] = parts[sheet].replace(written, 't="s"><v>0</v>')
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{main}" count="1" uniqueCount="1"><si><t>{METRO[0]}</t>'
        '<rPh sb="0" eb="2"><t>chéngshì</t></rPh><phoneticPr fontId="0"/></si></sst>'
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rIdS" Type="{links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
    )
    return packed({name: part.encode() for name, part in parts.items()})


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
    "phonetic-guide.xlsx": with_phonetic_guide,
    "format-texts-as-formulas.csv": lambda: (
        text(LEDGER, ",").replace("DB12/T 1301-2023", '"=""DB12/T 1301-2023"""').encode()
    ),
    "format-tabs-behind-values.csv": lambda: (
        text(LEDGER, ",").replace("DB12/T 1301-2023", "DB12/T 1301-2023\t").encode()
    ),
    "header-two-rows-as.csv": lambda: text(headers.BOOKS["header-two-rows-merged.xlsx"], ",").encode(),
    "header-two-rows-html-as.xls": lambda: page(headers.BOOKS["header-two-rows-merged.xlsx"]).encode(),
    "merged-groups-html-as.xls": lambda: page(layout.BOOKS["merged-groups.xlsx"]).encode(),
    "only-a-chart.xlsx": only_a_chart,
    "cut-off-in-transfer.xlsx": lambda: xlsx(LEDGER)[:3000],
    "empty.xlsx": lambda: b"",
    "web-page-without-table.xls": lambda: (
        "<html><body><p>登录已超时，请重新登录。</p></body></html>".encode()
    ),
    "letter-as.xlsx": lambda: "各单位：请于每月5日前报送台账。".encode(),
}
# Made by LibreOffice from an xlsx; an et of older WPS is an xls by another name.
CONVERTED: dict[str, Book] = {
    "format.xls": LEDGER,
    "format.ods": LEDGER,
    "format.et": LEDGER,
    "merged-groups.xls": layout.BOOKS["merged-groups.xlsx"],
    "merged-groups.ods": layout.BOOKS["merged-groups.xlsx"],
    "percents.xls": PERCENTS,
    "percents.ods": PERCENTS,
}
