"""Deadlines and days as people write them."""

from datetime import date

from tests.loaders.workbooks.drawn.drawing import Book, Result, deadlines, indicators, standards, trainings

BOOKS: dict[str, Book] = {
    "deadline-year-and-month.xlsx": deadlines("2024年6月", "2024.6", "2024-06", "2024/6", "2024年06月", "2024 年 6 月"),
    "deadline-number-with-a-lost-zero.xlsx": deadlines(2024.1, 2024.6),
    "deadline-by-the-end-of.xlsx": deadlines("2024年底前", "2024年12月底前", "2024年12月31日前", "2024年年底"),
    "deadline-without-year-under-a-title-with-one.xlsx": deadlines(
        "年底前", "12月底前", "四季度", title="天津市交通运输委2024年重点任务分工表"
    ),
    "deadline-without-any-year.xlsx": deadlines("6月底前", "2024年6月底前"),
    "deadline-open-ended.xlsx": deadlines("持续推进", "长期坚持", "全年", "常态化", "按需"),
    "deadline-two-in-one-cell.xlsx": deadlines("2024年3月底前印发；其余2024年底前完成并长期坚持"),
    "deadline-month-schedule.xlsx": deadlines("2024年3月：起草\n4-6月：征求意见\n7月～12月：审查"),
    "deadline-schedule-going-back.xlsx": deadlines("2024年9月：起草\n3月：报批"),
    "deadline-nine-dashes.xlsx": deadlines(
        "2024年4-6月", "2024年4~6月", "2024年4～6月", "2024年4—6月", "2024年4－6月", "2024年4至6月",
        "2024年4月到6月", "2024年4月-6月", "2024年4月—6月",
    ),
    "deadline-quarter-half-year-ten-days.xlsx": deadlines(
        "2024年第二季度", "2024年二季度末", "2024年上半年", "2024年5月上旬", "2024年4月下旬", "2024年Ⅱ季度", "2024年5-6月上旬"
    ),
    "deadline-range-of-years.xlsx": deadlines("2021—2023年", "(2022-2025年)"),
    "deadline-repeating.xlsx": deadlines("每月", "每季度首月20日前", "每半年", "每年年底前", "一季度一次"),
    "deadline-from-a-year-on.xlsx": deadlines("自2023年起"),
    "deadline-counted-from-an-event.xlsx": deadlines("5年内", "立项后18个月"),
    "deadline-end-of-the-plan.xlsx": deadlines("规划期末", "“十四五”末"),
    "deadline-chinese-numerals.xlsx": deadlines(
        "二〇二四年六月", "二○二四年六月", "二零二四年六月", "二O二四年六月", "二〇二四年六月三十日"
    ),
    "deadline-lost-characters.xlsx": deadlines("2023105", "截至930日", "2024年3月1", "2024年6月-"),
    "deadline-real-dates.xlsx": deadlines(
        date(2024, 9, 30), date(2024, 9, 30), formats={"E5": 'yyyy"年"m"月"d"日"'}
    ),
    "deadline-typed-month-that-became-a-date.xlsx": deadlines(
        date(2024, 6, 1), formats={"E4": 'yyyy"年"m"月"'}
    ),
    "deadline-number-without-date-format.xlsx": deadlines(45383),
    "deadline-formula-with-its-result.xlsx": deadlines(
        date(2024, 9, 2), Result("=E4+28", 45565), formats={"E5": "yyyy/m/d"}
    ),
    "deadline-formula-without-result.xlsx": deadlines(
        date(2024, 9, 2), Result("=E4+28"), formats={"E5": "yyyy/m/d"}
    ),
    "deadline-before-a-year.xlsx": deadlines("2025年前"),
    "deadline-before-a-holiday.xlsx": deadlines("2025年国庆节前"),
    "deadline-last-year.xlsx": deadlines("去年12月底前", title="天津市交通运输委2024年重点任务分工表"),
    "deadline-year-that-cannot-be-read.xlsx": deadlines(
        "2O2S年6月", title="天津市交通运输委2024年重点任务分工表"
    ),
    "deadline-early-in-a-month.xlsx": deadlines("2024年6月初"),
    "deadline-no-such-day.xlsx": deadlines("2024年6月31日", "2024年13月底前"),
    "deadline-without-a-date.xlsx": deadlines("尽快完成"),
    "deadline-letter-for-a-digit.xlsx": deadlines("2O24年9月底前"),
    "deadline-range-ending-before-it-begins.xlsx": deadlines("2024年9月-3月"),
    "day-spellings.xlsx": standards(
        *(
            (name, "基础设施", f"DB12/T {1401 + place}-2024", "发布", written)
            for place, (name, written) in enumerate(
                zip(
                    ("航道养护技术规程", "船闸检修规程", "桥梁伸缩缝更换规程", "隧道照明节能规范", "公路标线施工规范", "站台屏蔽门检测规程"),
                    ("2024年5月12日", "2024-05-12", "2024.5.12", "2024/5/12", "20240512", "二〇二四年五月十二日"),
                    strict=True,
                )
            )
        )
    ),
    "day-over-two-days.xlsx": trainings(("桥梁监测标准培训", "2024年6月12日-13日", "市公路中心", 60)),
    "day-missing.xlsx": trainings(("桥梁监测标准培训", "2024年6月", "市公路中心", 60)),
    "day-two-digit-year.xlsx": trainings(("桥梁监测标准培训", "24.6.12", "市公路中心", 60)),
    "day-several-in-one-cell.xlsx": trainings(("桥梁监测标准培训", "2024年6月12日、6月20日", "市公路中心", 60)),
    "month-spellings.xlsx": indicators(
        *(
            ("T01", "发布地方标准数", month, 58 + place, "项")
            for place, month in enumerate(("2024年1月", "2024.2", "2024-03", "202404", "5月", date(2024, 6, 1)))
        ),
        formats={"C9": 'yyyy"年"m"月"'},
    ),
    "month-number-with-a-lost-zero.xlsx": indicators(("T01", "发布地方标准数", 2024.1, 63, "项")),
    "month-with-words.xlsx": indicators(
        ("T01", "发布地方标准数", "截至2024年5月", 61, "项"), ("T01", "发布地方标准数", "截至6月底", 63, "项")
    ),
    "month-range.xlsx": indicators(("T01", "发布地方标准数", "2024年1-6月", 63, "项")),
}  # fmt: skip
