"""The workbook that goes back: what is marked, what stays, and that a second round takes the first one away."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill

from exports.annotated import AUTHOR, COLOURS, MACROS, MARK, annotated_name, annotated_workbook
from loaders.known import Background
from loaders.problems import PROBLEM_SHEET, PROBLEM_TITLE, problem
from loaders.reader import read_workbook
from loaders.result import Reading
from loaders.workbook import Grid, Workbook, open_workbook
from tests.loaders.sheets import PLAN, REMARKS, STANDARDS, told, workbook_bytes
from words.terms import Level

WRONG = [
    ["标准月度台账"],
    REMARKS,
    STANDARDS,
    ["甲规范", "基础设施", "DB12/T 9001-2023", "不知道", date(2023, 5, 12)],
    ["乙规范", "基础设施", "DB12/T 9002-2023", "发布", "五月"],
]


def read_bytes(content: bytes, file: str = "台账.xlsx") -> Reading:
    return read_workbook(open_workbook(content, file), Background({"p": PLAN}))


def returned(content: bytes, problems=None) -> bytes:
    reading = read_bytes(content)
    return annotated_workbook(reading.workbook, reading.problems if problems is None else problems)


def saved(book: Book) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(content: bytes, name: str = "标准"):
    return load_workbook(BytesIO(content))[name]


def filled(sheet) -> dict[str, str]:
    """The cells with a fill: {cell: colour}."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type}


def test_bad_cells_are_coloured_and_say_what_is_wrong():
    content = returned(workbook_bytes(标准=WRONG))
    sheet = sheet_of(content)
    assert filled(sheet) == {"D4": COLOURS[Level.ERROR], "E5": COLOURS[Level.ERROR]}
    comment = sheet["D4"].comment
    assert (comment.author, comment.text.split("\n")[0]) == (AUTHOR, MARK)
    assert "错误：「不知道」" in comment.text
    assert comment.height > 50


def test_several_problems_of_a_cell_stand_in_one_comment_in_the_colour_of_the_worst():
    problems = [
        problem("first-of-month", sheet="标准", cell="E4", value="五月", expected="2023年5月"),
        problem("no-day", sheet="标准", cell="E4", value="五月", expected="2023年5月12日"),
        problem("large-share", sheet="标准", cell="A4", value="五", expected="500%"),
    ]
    sheet = sheet_of(returned(workbook_bytes(标准=WRONG), problems))
    assert filled(sheet) == {"E4": COLOURS[Level.ERROR], "A4": COLOURS[Level.WARNING]}
    assert [line[:2] for line in sheet["E4"].comment.text.split("\n")[1:]] == ["错误", "提示"]


def test_the_list_in_front_has_errors_first_and_leads_to_the_cells():
    problems = [
        problem("hidden-sheet", sheet="旧"),
        problem("large-share", sheet="标准 '1'", cell="D4", column="阶段", value="=1+1", expected="500%"),
        problem("no-plan"),
        problem("no-day", sheet="标准 '1'", cell="E5", value="五月", expected="2023年5月12日"),
    ]
    content = returned(workbook_bytes(**{"标准 '1'": WRONG}), problems)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == [PROBLEM_SHEET, "标准 '1'"]
    assert (book.active.title, [sheet.sheet_view.tabSelected for sheet in book]) == (PROBLEM_SHEET, [True, False])  # fmt: skip
    sheet = book[PROBLEM_SHEET]
    assert [sheet[cell].value for cell in ("A2", "C2", "D2", "F2")] == ["错误 2", "警告 1", "提示 1", "台账.xlsx"]  # fmt: skip
    header, *rows = [[cell.value for cell in row] for row in sheet["A4:G8"]]
    assert header == ["序号", "级别", "工作表", "单元格", "列", "原值", "问题与改法"]
    assert [row[:6] for row in rows] == [
        [1, "错误", "标准 '1'", "E5", None, "五月"],
        [2, "错误", None, None, None, None],
        [3, "警告", "标准 '1'", "D4", "阶段", "=1+1"],
        [4, "提示", "旧", None, None, None],
    ]
    assert all(row[6] for row in rows)
    assert [sheet.cell(row, 4).hyperlink and sheet.cell(row, 4).hyperlink.location for row in range(5, 9)] == ["'标准 ''1'''!E5", None, "'标准 ''1'''!D4", None]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:G8")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)  # A4


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@SUM(A1)"])
def test_what_was_typed_never_becomes_a_formula(text):
    problems = [problem("not-a-number", sheet=text, cell="A1", column=text, value=text)]
    workbook = Workbook("坏.csv", b"no zip", [Grid("坏", [[text]])])
    book = load_workbook(BytesIO(annotated_workbook(workbook, problems)))
    for cell in (*book[PROBLEM_SHEET][5], book["坏"]["A1"]):
        assert cell.data_type != "f"
    assert book["坏"]["A1"].value == text
    assert book[PROBLEM_SHEET]["F5"].quotePrefix


def test_formulas_formats_widths_and_merged_cells_stay():
    book = Book()
    sheet = book.active
    sheet.title = "标准"
    for row in WRONG:
        sheet.append(row)
    sheet.append(["合计", None, "=COUNTA(A4:A5)"])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("B4:B5")
    sheet.column_dimensions["A"].width = 33
    sheet["D4"].font, sheet["D4"].number_format = Font(name="楷体", bold=True), "0.00"
    sheet["A6"] = "'=text"
    sheet["A6"].value, sheet["A6"].data_type = "=text", "s"
    problems = [problem("missing-value", sheet="标准", cell=cell, column="x") for cell in ("B5", "D4", "C1")]
    again = sheet_of(returned(saved(book), problems))
    assert filled(again) == dict.fromkeys(("A1", "B4", "D4"), COLOURS[Level.ERROR])
    assert again["C6"].value == "=COUNTA(A4:A5)"
    assert (again["A6"].value, again["A6"].data_type) == ("=text", "s")
    assert {str(each) for each in again.merged_cells.ranges} == {"A1:E1", "B4:B5"}
    assert again.column_dimensions["A"].width == 33
    assert (again["D4"].font.name, again["D4"].font.bold, again["D4"].number_format) == ("楷体", True, "0.00")
    assert again["E4"].value.date() == date(2023, 5, 12)


def test_a_second_round_does_not_pile_up():
    book = load_workbook(BytesIO(workbook_bytes(标准=WRONG)))
    sheet = book["标准"]
    sheet["D4"].comment, sheet["A4"].comment = Comment("请核对", "王"), Comment("已核", "李")
    sheet["D4"].fill = PatternFill("solid", fgColor="FF00FF00")
    first = returned(saved(book))
    assert sheet_of(first)["D4"].comment.text.startswith("请核对\n\n" + MARK)
    second = returned(first)
    assert load_workbook(BytesIO(second)).sheetnames == [PROBLEM_SHEET, "标准"]
    for cell in ("D4", "E5", "A4"):
        assert sheet_of(second)[cell].comment.text == sheet_of(first)[cell].comment.text
    assert filled(sheet_of(second)) == filled(sheet_of(first))
    last = sheet_of(returned(second, []))
    assert filled(last) == {"D4": "FF00FF00"}
    assert {cell.coordinate: (cell.comment.text, cell.comment.author) for row in last for cell in row if cell.comment} == {"D4": ("请核对", "王"), "A4": ("已核", "李")}  # fmt: skip


@pytest.mark.parametrize(
    "before, after",
    [
        (PatternFill("solid", fgColor=Color(theme=4, tint=0.5)), Color(theme=4, tint=0.5)),
        (PatternFill("solid", fgColor=Color(indexed=5)), Color("FFFFFF00")),
        (PatternFill("solid", fgColor=Color(indexed=64)), None),
        (PatternFill("gray125"), None),
    ],
)
def test_the_former_fill_comes_back_as_far_as_it_can_be_kept(before, after):
    book = load_workbook(BytesIO(workbook_bytes(标准=WRONG)))
    book["标准"]["D4"].fill = before
    marked = returned(saved(book))
    assert filled(sheet_of(marked))["D4"] == COLOURS[Level.ERROR]
    fill = sheet_of(returned(marked, []))["D4"].fill
    assert (fill.fgColor if fill.fill_type else None) == after


def test_a_background_colour_that_another_program_wrote_is_not_taken_for_a_former_fill():
    book = load_workbook(BytesIO(returned(workbook_bytes(标准=WRONG))))
    book["标准"]["D4"].fill = PatternFill("solid", fgColor=COLOURS[Level.ERROR], bgColor="FFFFF0B5")
    assert filled(sheet_of(returned(saved(book), []))) == {}


def test_the_list_does_not_disturb_the_loader():
    content = workbook_bytes(标准=WRONG)
    before, after = read_bytes(content), read_bytes(returned(content))
    assert told(before) == told(after) != []
    assert [rows.rows for rows in after.sheets] == [rows.rows for rows in before.sheets]
    mended = load_workbook(BytesIO(returned(content)))
    mended["标准"]["D4"], mended["标准"]["E5"] = "发布", date(2023, 5, 1)
    assert told(read_bytes(saved(mended))) == []
    only_list = read_bytes(returned(workbook_bytes(购物=[["清单", "数量"], ["演示数据", 3]])))
    assert (told(only_list), only_list.problems[0].sheet) == ([("", "no-table")], "购物")


def test_a_sheet_of_the_senders_own_with_the_same_name_is_kept():
    content = returned(workbook_bytes(**{PROBLEM_SHEET: [["存在问题"]], "标准": WRONG}))
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == [f"{PROBLEM_SHEET} (2)", PROBLEM_SHEET, "标准"]
    assert book.worksheets[0]["A1"].value == PROBLEM_TITLE
    assert load_workbook(BytesIO(returned(content))).sheetnames == book.sheetnames


def test_other_formats_are_written_anew_from_their_cells():
    grids = [
        Grid("台账/一", [["标准", "", ""], ["甲", 3.0, date(2023, 5, 1)]], [(0, 0, 0, 2)]),
        Grid("二", [["乙", 0.5, True]]),
    ]
    problems = [problem("no-day", sheet="台账/一", cell="C1", value="x")]
    book = load_workbook(BytesIO(annotated_workbook(Workbook("旧.xls", b"old", grids), problems)))
    assert book.sheetnames == [PROBLEM_SHEET, "台账_一", "二"]
    sheet = book["台账_一"]
    assert [cell.value if not cell.is_date else cell.value.date() for cell in sheet[2]] == ["甲", 3, date(2023, 5, 1)]  # fmt: skip
    assert [cell.value for cell in book["二"][1]] == ["乙", 0.5, True]
    assert filled(sheet) == {"A1": COLOURS[Level.ERROR]}


def test_macros_stay_and_the_name_says_so():
    plain = workbook_bytes(标准=WRONG)
    with ZipFile(BytesIO(plain)) as old, ZipFile(file := BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(MACROS, b"macros")
    content = returned(file.getvalue())
    assert ZipFile(BytesIO(content)).read(MACROS) == b"macros"
    assert filled(sheet_of(content)).keys() == {"D4", "E5"}
    assert annotated_name("台账.xlsm", content) == "台账（问题标注）.xlsm"
    assert annotated_name("台账（问题标注）.xls", returned(plain)) == "台账（问题标注）.xlsx"
