"""The source cell: its sheet, its row, its workbook, and the way back."""

import re
from urllib.parse import quote

from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}


def source(open_page, **more: str):
    """The newest row behind a target, as its own link opens it."""
    html = open_page("targets", **LINK, target="T01").html
    cell = rf'class="source" href="[^"]+import=(\d+)[^"]+sheet={quote("标准台账")}'
    number = re.search(cell, html).group(1)
    return open_page("source", **{"import": number, "sheet": "标准台账", "cell": "E4"}, **LINK, **more)


def test_it_leads_back_to_the_target_it_came_from(loaded, open_page):
    opened = source(open_page, target="T01")
    assert any(link.startswith("./targets?") and "target=T01" in link for link in opened.links)
    assert "返回目标" in opened.text
    assert "返回总览" in source(open_page).text


def test_the_whole_row_stands_below_with_its_column_letters(loaded, open_page):
    opened = source(open_page)
    assert "第4行全文" in opened.text
    row = re.search("<dl>(.*?)</dl>", opened.html).group(1)
    assert re.findall("<dt>(.*?)</dt>", row) == ["A", "B", "C", "D", "E"]
    assert "<dd>示例标准第1项技术规范</dd>" in row and "<dd><strong>2021" in row


def test_columns_away_from_the_cell_are_left_out_on_narrow_screens_alone(loaded, open_page):
    heads = re.findall(r'<th scope="col" class="(\w+)">(\w)</th>', source(open_page).html)
    assert heads == [("far", "A"), ("far", "B"), ("far", "C"), ("near", "D"), ("here", "E")]


def test_the_workbook_can_be_taken_along_as_it_was_sent(loaded, open_page):
    (button,) = source(open_page).page.get("download_button")
    assert button.key == "xlsx-original"
