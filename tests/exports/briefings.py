"""Briefings drawn by hand, with charts of every look, for the tests of the files they are written into."""

from datetime import date

from charts.chart import Axis, Chart, Label, Look, Series
from charts.history import history_chart
from exports.briefing.content import Briefing, Part
from metrics.board import board, history
from tables.table import Column, Goal, Kind, On, Source, Table
from tests.metrics.drawn import drawn, readings, target
from words import _
from words.terms import Comparator, Status

STATUSES = (Status.MET, Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND, Status.FAR_BEHIND, Status.UNREPORTED)
MONTHS = [f"{year}-{month:02d}" for year in range(2021, 2026) for month in range(1, 13)]
NOW = 29  # the place of 2023-06
INJECTED = ("=1+1", "+cmd", "-2", "@SUM(A1)", "甲\x07乙", "<b>&“引号”'\"")


def history_of(month: str = "2023-06", **values: float) -> Chart:
    facts = drawn(
        targets=[target()], indicators=readings("T01", **(values or {"m202304": 30, "m202306": 41}))
    )
    row = board(facts, month).targets[0]
    return history_chart(history(facts, "T01", month), row, month)


def forecast() -> Chart:
    after = len(MONTHS) - NOW
    return Chart(
        name="forecast",
        title="完成预测",
        axis=Axis.MONTHS,
        categories=MONTHS,
        series=[
            Series(
                "预测区间",
                Look.BAND,
                [None] * NOW + [41.0 + place for place in range(after)],
                upper=[None] * NOW + [41.0 + 2 * place for place in range(after)],
            ),
            Series("序时", Look.STEPS, [float(place * 90 // 59) for place in range(60)], "muted"),
            Series("目标", Look.LEVEL, [90.0] * 60, "text"),
            Series("完成值", Look.LINE, [float(place) if place <= NOW and place % 7 else None for place in range(60)]),
            Series("预计", Look.FORECAST, [None] * NOW + [41.5 + place for place in range(after)]),
        ],
        alt_text="按近期进度，预计2024年底达到目标。",
        unit_of_measure="项",
        now="2023-06",
        labels=[Label("目标 90 项", "2021-01", 90.0)],
        is_demo=True,
    )  # fmt: skip


def stacked(names: tuple[str, ...] = ("智慧港口", "智慧公路", "试点")) -> Chart:
    count = len(names)
    return Chart(
        name="stacked",
        title="各领域标准",
        axis=Axis.NAMES,
        categories=names,
        series=[
            Series("已发布", Look.BAR, [float(place) for place in range(count)], "met", has_labels=True),
            Series("在编", Look.BAR, [None, *[2.0] * (count - 1)], "slightly_behind", has_labels=True),
            Series("应发布", Look.TICK, [float(place) + 0.5 for place in range(count)], "text"),
        ],
        alt_text="三个领域的标准数量。",
        unit_of_measure="项",
        category_title="领域",
    )


def bullet(count: int) -> Chart:
    return Chart(
        name="bullet",
        title="各目标完成率",
        axis=Axis.NAMES,
        categories=[name(place) for place in range(count)],
        series=[
            Series("完成率", Look.BAR, [share(place) for place in range(count)], [*(status(place) for place in range(count))], has_labels=True),
            Series("序时进度", Look.TICK, [0.456] * count, "text"),
        ],
        alt_text="条形为完成率，竖线为序时进度。",
        unit_of_measure="%",
        is_demo=True,
    )  # fmt: skip


def gantt() -> Chart:
    return Chart(
        name="gantt",
        title="任务进度",
        axis=Axis.NAMES,
        categories=["甲任务", "乙任务", "丙任务"],
        series=[
            Series(
                "计划工期",
                Look.SPAN,
                [date(2021, 1, 1), None, date(2023, 3, 1)],
                ["met", "unreported", "behind"],
                upper=[date(2021, 12, 31), None, date(2025, 12, 31)],
            ),
            Series("本月", Look.TICK, [date(2023, 6, 30)] * 3, "text"),
        ],
        alt_text="三项任务的起止时间。",
    )


def monthly() -> Chart:
    return Chart(
        name="monthly",
        title="每月发布",
        axis=Axis.MONTHS,
        categories=MONTHS[18:30],
        series=[
            Series("天津", Look.BAR, [1.0, None, 3, 0, 2, 5, 1, 2, 3, 1, 1, 2], "product", has_labels=True),
            Series("其他", Look.BAR, [2.0] * 12, "on_schedule"),
            Series("最近", Look.POINT, [None] * 11 + [4.0], "behind", in_table=False),
        ],
        alt_text="十二个月的发布数量。",
        unit_of_measure="项",
    )


ALL_LOOKS = (forecast, stacked, gantt, monthly, history_of)


def status(place: int) -> Status:
    return STATUSES[place % len(STATUSES)]


def name(place: int) -> str:
    return f"交通运输领域数字化标准制修订数量（第{place + 1}项）" if place % 3 else f"培训场次{place + 1}"


def share(place: int) -> float | None:
    return None if status(place) is Status.UNREPORTED else round(0.153 * (place % 7), 3)


def targets(count: int) -> Table:
    """A table as the briefing has it: a goal, numbers, shares, statuses, names, and the cells its figures came from."""
    return Table(
        name="targets",
        title="量化目标",
        columns=[
            Column("目标", Kind.LONG),
            Column("目标值", Kind.NUMBER),
            Column("完成值", Kind.NUMBER, "项"),
            Column("完成率", Kind.SHARE),
            Column("进度偏差（百分点）", Kind.NUMBER),
            Column("状态", Kind.STATUS),
            Column("牵头单位", Kind.NAMES),
            Column(_("Source"), Kind.SOURCES, on=On.SCREEN | On.FILE),
        ],
        rows=[
            [
                name(place),
                Goal(90.0, Comparator.AT_LEAST, "项"),
                None if share(place) is None else float(1000 + place),
                share(place),
                -4.4,
                status(place),
                ("市交通运输委员会", "市市场监督管理委员会") if place % 2 else (),
                (Source(12, "台账.xlsx", "标准台账", f"C{place + 4}"),) if place % 4 else (),
            ]
            for place in range(count)
        ],
    )


def briefing(count: int = 5, *, is_demo: bool = True, sentences: int = 7) -> Briefing:
    attention = [f"第{number + 1}个目标低于序时{number}.4个百分点，牵头单位为市交通运输委员会，近期月均1.2项，需提高到月均2.1项方可按期完成。" for number in range(sentences)]  # fmt: skip
    due = [Column("名称"), Column("到期日", Kind.DAY)]
    few = Table("due", "下月到期", due, [["甲标准", date(2023, 7, 31)]])
    return Briefing(
        name="工作简报",
        plan_code="p",
        plan_title="天津市交通运输标准化规划",
        month="2023-06",
        answer="时间过去一半：量化目标5个，2个达序时，2个略低于序时，1个未报",
        parts=[
            Part("overview", "总体情况", ["量化目标共5个。"], [targets(count)], [bullet(count)]),
            Part("progress", "主要进展", ["本月发布标准5项。"], [], [history_of(), forecast()]),
            Part("attention", "存在问题", attention, [few], []),
            Part("sections", "各领域", [], [], [stacked(), gantt(), monthly()]),
            Part("next", "下一步工作", ["请于7月5日前报送台账。"]),
        ],
        basis=["数据截至2023年6月，第12批导入", "判定规则：通用规则"],
        is_demo=is_demo,
        dated_on=date(2023, 7, 3),
        organisation="领导小组办公室",
        year=2023,
        number=6,
    )
