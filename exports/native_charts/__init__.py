"""A chart as a native one: drawn by PowerPoint, Word, Excel or WPS itself from a workbook inside it, so that it can be edited.

One writer for slides, documents and sheets. What a native chart cannot do is drawn by what it can: an area or bar
from one value to another stands on an invisible one (its columns in the workbook are where it begins and how long it
is), and a short line across a lying bar stands on an invisible bar of its value.

    scale        the axis of values: ends, step, number formats
    pieces       what is drawn, from back to front, each from a column of the workbook
    looks        fonts, fills, lines and words as DrawingML
    drawing      what all parts of one chart share: its pieces, its scale, where its data stand
    labels       the words at points and bars
    series       the series as XML
    axes         the axes as XML
    chart_space  the whole as XML
    embedding    the data into a sheet, the chart into a slide or document
"""
