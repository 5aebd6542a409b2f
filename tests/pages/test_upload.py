"""The upload page: check, save, undo, with real workbooks."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import MENU, Opened

DATA = Path(__file__).parents[2] / "data"
PLAN = DATA / "plans" / "tj-standards-145.xlsx"


@pytest.fixture
def upload(empty) -> AppTest:
    """The upload page on an empty database, as the first one opened."""
    page = AppTest.from_file(str(MENU), default_timeout=30)
    page.session_state["uploader"] = "王建国"  # AppTest has no cookies to ask
    page.run()
    return page.switch_page("upload.py").run()


def give(page: AppTest, name: str, content: bytes) -> Opened:
    page.get("file_uploader")[0].upload(name, content).run()
    assert not page.exception
    return Opened(page)


def press(page: AppTest, start: str) -> Opened:
    next(button for button in page.button if (button.key or "").startswith(start)).click().run()
    assert not page.exception
    return Opened(page)


def broken() -> bytes:
    book, file = load_workbook(PLAN), BytesIO()
    header = {cell.value: cell.column_letter for cell in book["目标"][3]}
    book["目标"][f"{header['目标值']}4"] = "九十左右项"
    book.save(file)
    return file.getvalue()


def test_an_empty_database_is_no_hindrance(upload):
    assert not upload.exception
    assert "上传台账" in Opened(upload).text
    assert "尚无导入记录" in Opened(upload).text


def test_a_workbook_is_checked_saved_and_undone(upload):
    told = give(upload, PLAN.name, PLAN.read_bytes())
    assert "可以保存" in told.text and "新增 117 行" in told.text
    assert "尚无导入记录" in told.text  # checking saves nothing
    saved = press(upload, "save-")
    assert "已保存为导入批次 1" in saved.page.success[0].value
    assert PLAN.name in saved.text
    undone = press(upload, "undo")
    assert "导入批次 1 已撤销" in undone.page.success[0].value
    assert "已由批次 2 撤销" in undone.text


def test_a_workbook_with_errors_cannot_be_saved_and_comes_back_marked(upload):
    told = give(upload, "改坏了.xlsx", broken())
    assert "校验未通过" in told.text and "目标 › E4" in told.text and "九十左右项" in told.text
    assert not [button for button in upload.button if (button.key or "").startswith("save-")]
    assert [button.proto.label for button in upload.get("download_button")] == ["下载问题标注文件"]


def test_what_is_no_workbook_is_told(upload):
    told = give(upload, "文字.xlsx", b"just text that is no table")
    assert "文字.xlsx" in told.text
    assert not [button for button in upload.button if (button.key or "").startswith("save-")]
