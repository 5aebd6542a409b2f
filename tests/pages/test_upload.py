"""The upload page: check, save, undo, with real workbooks."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from loaders.problems import Problem
from pages import upload as upload_page
from tests.loaders.sheets import workbook_bytes
from tests.pages.conftest import MENU, WHO, Opened
from words.terms import Level

DATA = Path(__file__).parents[2] / "data"
PLAN = DATA / "plans" / "tj-standards-145.xlsx"


@pytest.fixture
def upload(empty) -> AppTest:
    """The upload page on an empty database, as the first one opened."""
    page = AppTest.from_file(str(MENU), default_timeout=30)
    page.session_state["uploader"] = WHO  # AppTest has no cookies to ask
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


def test_a_workbook_is_checked_and_saved(upload):
    told = give(upload, PLAN.name, PLAN.read_bytes())
    assert "可以保存" in told.text and "新增 117 行" in told.text
    assert "尚无导入记录" in told.text  # checking saves nothing
    saved = press(upload, "save-")
    assert "已保存为导入批次 1" in saved.page.success[0].value
    assert PLAN.name in saved.text and any("imports?" in link and "number=1" in link for link in saved.links)


def test_a_workbook_with_errors_cannot_be_saved_and_comes_back_marked(upload):
    told = give(upload, "改坏了.xlsx", broken())
    assert "校验未通过" in told.text and "目标 › E4" in told.text and "九十左右项" in told.text
    assert not [button for button in upload.button if (button.key or "").startswith("save-")]
    assert [button.proto.label for button in upload.get("download_button")] == ["下载问题标注文件"]


def test_what_is_no_workbook_is_told(upload):
    told = give(upload, "文字.xlsx", b"just text that is no table")
    assert "文字.xlsx" in told.text
    assert not [button for button in upload.button if (button.key or "").startswith("save-")]


REMARKS = ["规划代码：tj-standards-145", "填报单位：天津市交通运输委员会", "填报月份：2023年6月"]
HEADERS = ["标准名称", "领域", "阶段"]


def ledger(*rows: list, headers: list[str] = HEADERS) -> bytes:
    return workbook_bytes(标准台账=[REMARKS, headers, *rows])


@pytest.fixture
def with_plan(upload) -> AppTest:
    """The upload page with the standards plan loaded."""
    give(upload, PLAN.name, PLAN.read_bytes())
    press(upload, "save-")
    return upload


def test_without_a_name_nothing_can_be_saved(upload):
    upload.text_input(key="uploader_field").set_value("").run()
    told = give(upload, PLAN.name, PLAN.read_bytes())
    assert next(button for button in told.page.button if button.key.startswith("save-")).disabled
    assert "请先在上方填写上传人姓名。" in [caption.value for caption in told.page.caption]


def test_columns_are_explained_once_and_remembered(with_plan):
    headers = ["规范", "归类", "走到哪一步"]
    told = give(with_plan, "六月.xlsx", ledger(["港口规范", "安全保障", "起草"], headers=headers))
    assert "校验未通过" in told.text
    kind = next(box for box in with_plan.selectbox if box.key.startswith("kind-"))
    kind.set_value("standards").run()
    for header, column in zip(headers, HEADERS, strict=True):
        next(box for box in with_plan.selectbox if box.label == header).set_value(column).run()
    told = press(with_plan, "remember-")
    assert "可以保存" in told.text and "标准 1 行" in told.text
    next_month = ledger(["港口规范", "安全保障", "审查"], headers=headers)
    assert "可以保存" in give(with_plan, "七月.xlsx", next_month).text
    told = press(with_plan, "forget-")
    assert "校验未通过" in told.text


def test_rows_that_are_gone_can_be_withdrawn(with_plan):
    give(with_plan, "五月.xlsx", ledger(["港口规范", "安全保障", "起草"], ["桥梁规范", "安全保障", "起草"]))
    press(with_plan, "save-")
    told = give(with_plan, "六月.xlsx", ledger(["港口规范", "安全保障", "审查"]))
    assert "本次没有：标准（1）" in told.text and "桥梁规范" in told.text
    with_plan.toggle[0].set_value(True).run()
    press(with_plan, "save-")
    again = give(with_plan, "六月再报.xlsx", ledger(["港口规范", "安全保障", "批准"]))
    assert "缺少 0 行" in again.text


def test_several_files_are_saved_at_once(with_plan):
    uploader = with_plan.get("file_uploader")[0]
    uploader.upload("甲.xlsx", ledger(["港口规范", "安全保障", "起草"]))
    uploader.upload("乙.xlsx", ledger(["桥梁规范", "安全保障", "起草"])).run()
    told = press(with_plan, "save_all")
    assert "已保存 2 个文件" in told.page.success[0].value


def test_a_template_of_the_unit_is_there_to_take(with_plan):
    labels = [button.proto.label for button in with_plan.get("download_button")]
    assert "下载模板" in labels


def test_a_link_of_a_unit_offers_its_own_template(loaded, open_page):
    page = open_page("upload", plan="example", month="2023-06", unit="港航局").page
    assert page.selectbox(key="template_unit").value == "港航局"


def test_a_server_that_only_shows_takes_nothing_in_but_gives_templates(loaded, open_page, monkeypatch):
    monkeypatch.setenv("PLANWATCH_READ_ONLY", "1")
    opened = open_page("upload", plan="example", month="2023-06")
    assert "本服务器为只读" in opened.text and "领导小组办公室" in opened.text
    assert not opened.page.get("file_uploader")
    assert [button.proto.label for button in opened.page.get("download_button")] == ["下载模板"]


def test_a_ledger_is_made_only_when_it_is_asked_for(loaded, open_page, monkeypatch):
    made = []
    monkeypatch.setattr("screens.cached.template", lambda *of: made.append(of) or b"")
    opened = open_page("upload", plan="example", month="2023-06", unit="港航局")
    assert [button.proto.label for button in opened.page.get("download_button")] == ["下载模板"]
    assert made == []


def test_a_ledger_that_would_be_empty_is_refused_in_words_instead(loaded, open_page, monkeypatch):
    monkeypatch.setattr("screens.cached.template_refusal", lambda *of: "没有需要填报的内容")
    opened = open_page("upload", plan="example", month="2023-06")
    assert "没有需要填报的内容" in [caption.value for caption in opened.page.caption]
    assert not opened.page.get("download_button")


def test_problems_stand_the_worst_first_with_their_cells():
    problems = [
        Problem("标准台账", "B4", "阶段", "某", "stage", Level.HINT, "提示<一>"),
        Problem("标准台账", "", "", "", "empty", Level.ERROR, "错误二"),
    ]
    told = str(upload_page.problem_list(problems))
    assert told.index("错误二") < told.index("提示&lt;一&gt;")
    assert "标准台账 › B4" in told and told.count("›") == 1
