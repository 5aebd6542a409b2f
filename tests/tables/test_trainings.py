"""Tables of trainings: the same one on the page, in its workbook and in a briefing."""

from datetime import date, datetime

from metrics.trainings import Person, trainings
from tables.trainings import people_table, sessions_table, years_table
from tests.metrics.test_trainings import held
from tests.shown import in_briefing, in_workbook, on_screen

MONTH = "2023-06"


def test_sessions_show_the_same_on_page_and_in_a_workbook():
    table = sessions_table(trainings(held(MONTH), MONTH).sessions)
    header, newest, *_others, uncounted = on_screen(table)
    assert header == ["名称", "类型", "举办日期", "组织单位", "地点", "参训人次", "来源单元格"]
    assert newest[:6] == ["规则培训", "培训", "2023年5月20日", "—", "—", "12"]
    assert uncounted[0] == "旧培训 规划期前，不计入"
    sheet_header, sheet_newest, *_rest, sheet_uncounted = in_workbook(table)
    assert sheet_header == [*header[:-1], "参训人员", "备注", header[-1]]
    assert sheet_newest[:6] == ["规则培训", "培训", datetime(2023, 5, 20), None, None, 12]
    assert sheet_uncounted[0] == "旧培训" and sheet_newest[-1] == "台账.xlsx › trainings › F7"


def test_people_show_the_same_on_page_and_in_a_workbook():
    table = people_table("参训人员", [Person("王建国", None, 2, date(2023, 1, 5), date(2023, 3, 1))])
    header, person = on_screen(table)
    assert person == ["王建国", "—", "2", "2023年1月5日", "2023年3月1日"]
    assert in_workbook(table) == [header, ["王建国", None, 2, datetime(2023, 1, 5), datetime(2023, 3, 1)]]


def test_years_show_the_same_in_a_briefing_and_its_workbook():
    table = years_table(trainings(held(MONTH), MONTH).by_year)
    assert in_briefing(table) == on_screen(table) == [["年份", "场次", "参训人次"], ["2023年", "3", "42"]]
    assert in_workbook(table) == [["年份", "场次", "参训人次"], ["2023年", 3, 42]]
