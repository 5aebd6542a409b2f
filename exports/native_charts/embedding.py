"""A native chart where it is to stand: its data in a sheet, itself on a slide or in a document."""

from io import BytesIO
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from charts.chart import Chart
from exports.briefing.content import clean
from exports.native_charts.chart_space import SHEET, SPACES, chart_xml
from exports.native_charts.looks import DOCUMENT_SIZE, FONT, SLIDE_SIZE, xml_attribute
from exports.native_charts.pieces import data_columns
from exports.sheets import column_width, length, new_book, put

NARROWEST, WIDEST = 6.0, 30.0  # Chinese characters of a column of the data


def write_data(sheet: Worksheet, chart: Chart, row: int = 1, column: int = 1) -> None:
    """Write the columns of a chart into a sheet, their names into `row`."""
    for index, data in enumerate(data_columns(chart), start=column):
        put(sheet.cell(row, index), data.name)
        for number, value in enumerate(data.values, start=row + 1):
            cell = sheet.cell(number, index)
            put(cell, value)
            cell.number_format = data.number_format
        widest = max(length(data.name), *(length(str(value)) for value in data.values), NARROWEST)
        sheet.column_dimensions[get_column_letter(index)].width = column_width(min(widest, WIDEST))


def chart_part(chart: Chart, *, font: str = FONT, size: float = SLIDE_SIZE) -> tuple[bytes, bytes]:
    """A chart as the bytes of its XML part and of the workbook that belongs into it.

    size: of its words, in points. The XML names no workbook yet: who keeps both adds c:externalData.
    """
    book = new_book()
    write_data(book.create_sheet(SHEET), chart)
    file = BytesIO()
    book.save(file)
    return chart_xml(chart, font=font, size=size), file.getvalue()


def add_to_slide(
    slide: Any,
    chart: Chart,
    left: int,
    top: int,
    width: int,
    height: int,
    *,
    font: str = FONT,
    size: float = SLIDE_SIZE,
) -> Any:
    """Put a chart on a slide of python-pptx, with its text alternative. Returns the graphic frame.

    left, top, width, height: in EMU; size: of its words, in points.
    """
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
    from pptx.parts.chart import ChartPart

    xml, workbook = chart_part(chart, font=font, size=size)
    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, xml)
    part.chart_workbook.update_from_xlsx_blob(workbook)
    identity = max((shape.shape_id for shape in slide.shapes), default=1) + 1
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
        identity,
        "",  # written below: here it would have to be XML already
        slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART),
        int(left),
        int(top),
        int(width),
        int(height),
    )
    frame.nvGraphicFramePr.cNvPr.set("name", clean(chart.title))
    frame.nvGraphicFramePr.cNvPr.set("descr", clean(chart.alt_text))
    slide.shapes._spTree.append(frame)
    return next(shape for shape in slide.shapes if shape.shape_id == identity)


def add_to_document(
    run: Any, chart: Chart, width: int, height: int, *, font: str = FONT, size: float = DOCUMENT_SIZE
) -> None:
    """Put a chart into a run of python-docx, in line with the text, with its text alternative.

    width, height: in EMU; size: of its words, in points. python-docx knows no charts, so the parts are made here.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    xml, workbook = chart_part(chart, font=font, size=size)
    package = run.part.package
    book = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        workbook,
        package,
    )
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, None, package)
    # autoUpdate 0: a document that is opened does not ask whether to update its charts.
    link = f'<c:externalData r:id="{part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)}"><c:autoUpdate val="0"/></c:externalData>'
    part._blob = xml.replace(b"</c:chartSpace>", link.encode() + b"</c:chartSpace>")
    identities = run.part.element.xpath("//wp:docPr/@id")
    identity = max((int(number) for number in identities if number.isdigit()), default=0) + 1
    drawing = f"""
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" {SPACES}>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{int(width)}" cy="{int(height)}"/>
<wp:docPr id="{identity}" name={xml_attribute(chart.title)} descr={xml_attribute(chart.alt_text)}/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart r:id="{run.part.relate_to(part, RELATIONSHIP_TYPE.CHART)}"/>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""
    run._r.append(parse_xml(drawing))
