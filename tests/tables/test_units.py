"""Units, their reports and reminders as screens, workbooks and briefings show them."""

from datetime import date

from metrics.reminders import Reminder
from metrics.reporting import MonthMark, ReportingRate, ReportMark
from metrics.units import Role, Standing, UnitItem, UnitScore
from tables.units import matrix_table, reminders_table, scores_table
from tests.shown import in_briefing, in_workbook, on_screen
from words.terms import Notice, Status

NOTHING_LED = Standing(0, 0, 0, 0, 0, 0)
PORT = UnitScore(
    "港航局",
    Standing(4, 1, 1, 1, 0, 1),
    NOTHING_LED,
    1,
    0,
    {Notice.BLUE: 0, Notice.YELLOW: 2, Notice.RED: 0},
    0.9996,
    None,
    61.5,
    0.8,
    "按期率",
)
ITEM = UnitItem(
    "港航局", Role.LEAD, False, False, "T01", "标准", None, Status.OVERDUE, None, None, Notice.YELLOW, None
)
RATE = ReportingRate(("港航局",), 12, 11, 0, 0, 0, None)


def test_a_screen_has_the_shares_of_a_unit_and_files_the_numbers_behind_them():
    table = scores_table([PORT], [ITEM], {"港航局": RATE})
    assert on_screen(table) == [
        ["单位", "牵头的目标和任务", "目标按期率", "配合任务", "提示督办", "报送完整率", "得分"],
        ["港航局 推定 1 项", "逾期未达 1", "33.3% 1/3项", "0", "!!黄色督办单 2", "99.9%", "61.5"],
    ]
    briefing = in_briefing(table)
    assert briefing == [
        [
            "填报单位",
            "牵头目标",
            "达序时目标",
            "牵头任务",
            "达序时任务",
            "黄色督办单",
            "应报",
            "已报",
            "报送率",
        ],
        ["港航局", "4", "1", "0", "0", "2", "12", "11", "99.9%"],
    ]
    header, row = in_workbook(table)
    assert header == briefing[0] and row == ["港航局", 4, 1, 0, 0, 2, 12, 11, 0.9996]


def test_the_matrix_has_a_column_for_each_month_and_says_its_marks_in_words():
    due = date(2023, 6, 5)
    marks = [
        MonthMark("公路局", "2023-05", due, ReportMark.LATE, ()),
        MonthMark("港航局", "2023-06", due, ReportMark.MISSING, ()),
    ]
    assert in_workbook(matrix_table("报送情况", "unit", marks)) == [
        ["单位", "2023年5月", "2023年6月"],
        ["公路局", ReportMark.LATE.label, None],
        ["港航局", None, ReportMark.MISSING.label],
    ]


def test_a_briefing_names_what_is_owed_and_a_file_has_the_reminder_too():
    owed = Reminder(
        "公路局",
        ["task_reports"],
        "2023-06",
        date(2023, 7, 5),
        3,
        "2023-05",
        2,
        4,
        None,
        date(2023, 7, 8),
    )
    table = reminders_table("催报单", [owed])
    header, row = in_briefing(table)
    assert header == ["填报单位", "台账", "月份", "应报时限", "缺报月数"]  # never reported: no column for it
    assert row == ["公路局", "任务进展", "2023年6月", "2023年7月5日", "4"]
    header, row = in_workbook(table)
    assert header[0] == "单位" and header[-1] == "催报内容"
    assert row[-1] == owed.text and row[-2] is None
