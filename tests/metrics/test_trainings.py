"""Trainings by month, type, organiser and person."""

from datetime import date

from metrics.trainings import Person, SessionGroup, calendar, groups, people, search, sessions
from tests.metrics.drawn import columns, drawn


def session(title: str, held_on: date | None, attendances: float | None = None, **more) -> dict:
    return {"title": title, "held_on": held_on, "attendances": attendances, **more}


HELD = [
    session("宣贯会", date(2023, 3, 9), 30, training_type="宣贯", organiser="市港航局", venue="港航大厦"),
    session("旧培训", date(2020, 12, 30), 50, training_type="培训", organiser="港航局"),
    session("编写培训", date(2023, 5, 4), None, training_type="培训", organiser="港航局"),
    session("后来的", date(2023, 7, 1), 20),
    session("规则培训", date(2023, 5, 20), 12, training_type="培训"),
]
UNITS = [{"name": "天津市港航局", "short_name": "市港航局", "aliases": ["港航局"]}]


def held(*reports: str):
    return drawn(
        trainings=HELD, units=UNITS, reports=[("trainings", month, {"row_count": 9}) for month in reports]
    )


def test_the_sessions_of_a_month_are_those_held_by_its_end_the_newest_first():
    rows = sessions(held("2023-06"), "2023-06")
    assert columns(rows, "title", "attendances", "organiser", "is_counted") == [
        ("规则培训", 12, None, True),
        ("编写培训", None, "天津市港航局", True),
        ("宣贯会", 30, "天津市港航局", True),
        ("旧培训", 50, "天津市港航局", False),
    ]
    assert [row.source["cell"] for row in rows] == ["F7", "F5", "F3", "F4"]


def test_a_session_without_a_date_is_listed_last_and_counts_nowhere():
    facts = drawn(trainings=[session("没有日期", None, 9), HELD[0]], reports=[("trainings", "2023-06")])
    assert columns(sessions(facts, "2023-06"), "title", "is_counted") == [
        ("宣贯会", True),
        ("没有日期", False),
    ]
    assert sum(row.sessions or 0 for row in calendar(facts, "2023-06")) == 1


def test_the_calendar_tells_no_session_from_silence():
    months = calendar(held("2023-03", "2023-04"), "2023-06")
    assert len(months) == 30 and months[0].month == "2021-01"
    assert columns(months[-4:], "month", "sessions", "attendances", "is_partial") == [
        ("2023-03", 1, 30, False),
        ("2023-04", 0, 0, False),
        ("2023-05", 2, 12, True),
        ("2023-06", None, None, False),
    ]


def test_attendances_that_no_session_gives_are_unknown_and_not_zero():
    facts = drawn(trainings=[HELD[2]], reports=[("trainings", "2023-06")])
    of_may = calendar(facts, "2023-06")[-2]
    assert (of_may.sessions, of_may.attendances, of_may.is_partial) == (1, None, True)


def test_a_plan_without_a_start_has_a_calendar_from_its_first_session():
    facts = drawn(
        plan={"plan_code": "p", "starts_on": None, "issued_on": None, "ends_on": None}, trainings=HELD
    )
    assert calendar(facts, "2023-06")[0].month == "2020-12"
    assert calendar(drawn(plan=facts.plan), "2023-06") == []


def test_sessions_by_type_and_organiser_leave_out_what_does_not_count():
    rows = sessions(held("2023-06"), "2023-06")
    assert groups(rows, "training_type") == [
        SessionGroup("培训", 2, 12, True),
        SessionGroup("宣贯", 1, 30, False),
    ]
    assert groups(rows, "organiser") == [
        SessionGroup("天津市港航局", 2, 30, True),
        SessionGroup(None, 1, 12, False),
    ]


def test_people_are_told_apart_by_unit_and_name_and_counted_once_a_session():
    names = [["张三", "李四（港航局）", "张三"], ["张三"], None]
    facts = drawn(
        trainings=[
            row | {"participants": own} for row, own in zip([HELD[0], HELD[4], HELD[3]], names, strict=True)
        ],
        units=UNITS,
        reports=[("trainings", "2023-06")],
    )
    assert people(facts, "2023-06") == [
        Person("张三", "甲", 2, date(2023, 3, 9), date(2023, 5, 20)),
        Person("李四", "天津市港航局", 1, date(2023, 3, 9), date(2023, 3, 9)),
    ]


def test_a_search_wants_every_word_and_every_choice():
    rows = sessions(held("2023-06"), "2023-06")
    assert [row.title for row in search(rows, "培训 规则")] == ["规则培训"]
    assert [row.title for row in search(rows, "港航大厦")] == ["宣贯会"]
    assert [
        row.title for row in search(rows, training_type="培训", year="2023", organiser="天津市港航局")
    ] == ["编写培训"]
    assert [row.title for row in search(rows, "没有")] == []
    assert len(search(rows)) == 4
