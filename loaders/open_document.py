"""What calamine does not tell of an ods: its merged blocks."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

Block = tuple[int, int, int, int]

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}


def merged_blocks(content: bytes) -> dict[str, list[Block]]:
    """The merged blocks of each sheet: (first row, first column, last row, last column), counted from 0.

    Empty for anything but an ods.
    """
    with ZipFile(BytesIO(content)) as package:
        if "content.xml" not in package.namelist():
            return {}
        sheets: dict[str, list[Block]] = {}
        row = column = 0
        blocks: list[Block] = []
        with package.open("content.xml") as xml:
            for event, element in ElementTree.iterparse(xml, ("start", "end")):
                if event == "start" and element.tag == f"{TABLE}table":
                    row, blocks = 0, sheets.setdefault(element.get(f"{TABLE}name", ""), [])
                elif event == "start" and element.tag == f"{TABLE}table-row":
                    column = 0
                elif event == "end" and element.tag in CELLS:
                    down, right = _number(element, "rows-spanned"), _number(element, "columns-spanned")
                    if down > 1 or right > 1:
                        blocks.append((row, column, row + down - 1, column + right - 1))
                    column += _number(element, "columns-repeated")
                elif event == "end" and element.tag == f"{TABLE}table-row":
                    row += _number(element, "rows-repeated")
                    element.clear()
        return sheets


def _number(element: ElementTree.Element, name: str) -> int:
    return int(element.get(f"{TABLE}number-{name}", 1))
