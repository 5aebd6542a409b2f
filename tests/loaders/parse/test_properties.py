"""What holds for any cell: no parser raises, an error leaves no value, and what is printed is read back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.cells import AS_THEY_STAND, READERS, ColumnContext
from loaders.parse import Parsed
from loaders.parse.choices import parse_comparator, parse_due_source, parse_measure, parse_stage, parse_yes
from loaders.parse.dates import format_date, parse_date
from loaders.parse.deadline import parse_deadline
from loaders.parse.figures import parse_count, parse_number, parse_share
from loaders.parse.month import format_month, parse_month
from loaders.parse.people import parse_people
from loaders.parse.quantity import Quantity, format_quantity, parse_quantity
from loaders.parse.standard_number import INDUSTRIES, PROVINCES, parse_standard_number
from loaders.parse.task_state import parse_task_state
from loaders.parse.text import normalise, parse_text
from loaders.parse.units import UnitList, format_units, parse_units
from loaders.problems import problem
from words.kinds import Content
from words.terms import Comparator

# Pieces of what people write; mixtures of them are cells that nobody thought of.
FRAGMENTS = """2024 2023 20 6 12 30 105 1.5 0.85 12,000 I000 2O l00 IoOo 年 月 日 底 底前 前 末 季度 第 二 上半 下旬 上旬 至 到 - ~ — ～ － . /
    每 首月 自 起 后 内 持续 长期 全年 十四五 “ ” 规划期 今年 次年 年初 不少于 不超过 以上 左右 约 余 多 力争 达到 控制在 以内 ≥ ≤ < = +
    项 个 场 人次 家 % 万 亿 元 九十 百 八成 三分之一 两 二〇二四 ○ 零 翻一番 全覆盖 5G 12328 1+N 3.0平台 6号线 、 ， , ； ; ： : （ ） ( )
    牵头单位 配合单位 牵头 配合 等 按职责分工负责 下同 市交通局 市 局 人民政府 已 未 完成 尚未 按序时 慢序时 滞后 启动 推进 正在 目前
    GB DB12 /T JTG T/ ABC 发布 审查 报批 是 否 √ 標準 (huà) ① ² ½ □ 𠮷 \ufffd \u200b #REF! 无 TRUE"""

texts = st.one_of(
    st.text(max_size=20),
    st.lists(st.sampled_from([*FRAGMENTS.split(), "\n", " ", "　"]), max_size=8).map("".join),
    st.lists(st.sampled_from("0123456789年月日.-/%万十〇 "), max_size=12).map("".join),
)
cells = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.integers(190000, 21001231),
    st.floats(1990, 2100).map(lambda number: round(number, 2)),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)

PARSERS: list[Callable[[object], Parsed]] = [
    parse_text,
    parse_quantity,
    lambda raw: parse_quantity(raw, unit_of_measure="%"),
    lambda raw: parse_quantity(raw, unit_of_measure="万元", subject="市"),
    lambda raw: parse_quantity(raw, is_percent_format=True),
    parse_number,
    parse_count,
    parse_share,
    parse_people,
    parse_date,
    lambda raw: parse_date(raw, table_year=2024, is_date_format=True),
    parse_month,
    lambda raw: parse_month(raw, table_year=2024),
    parse_deadline,
    lambda raw: parse_deadline(raw, table_year=2024, plan_end=date(2025, 12, 31), is_date_format=True),
    lambda raw: parse_deadline(raw, table_year=2100, is_month_format=True),
    parse_units,
    lambda raw: parse_units(raw, first_leads=True),
    parse_task_state,
    lambda raw: parse_task_state(raw, is_percent_format=True),
    parse_standard_number,
    parse_comparator,
    parse_due_source,
    parse_measure,
    parse_yes,
    parse_stage,
]


@settings(max_examples=400, deadline=None)
@given(cells)
@example("0\x1f")
def test_no_cell_makes_a_parser_raise_and_an_error_leaves_no_value(raw: object) -> None:
    for parse in PARSERS:
        parsed = parse(raw)
        assert not (parsed.is_refused and parsed.value is not None)
        for doubt in parsed.doubts:
            assert problem(doubt.code, value=raw, **doubt.details).message


@settings(max_examples=300, deadline=None)
@given(texts)
def test_tidy_text_is_tidy(text: str) -> None:
    tidy, doubts = normalise(text)
    if not doubts:
        assert normalise(tidy) == (tidy, ())


numbers = st.integers(-999_999, 10**9) | st.decimals(0, 10**6, places=2)
UNITS = ["", "%", "项", "人次", "场", "家", "个百分点", "公里", "万元"]


@settings(max_examples=300, deadline=None)
@given(numbers, st.none() | numbers, st.sampled_from([*Comparator]), st.booleans(), st.sampled_from(UNITS))
def test_a_printed_quantity_is_read_back(
    low: float, high: float | None, comparator: Comparator, is_striving: bool, unit: str
) -> None:
    scale = 100 if unit == "%" else 1
    ends = sorted(float(end) / scale for end in (low, high) if end is not None)
    if len(ends) == 2 and ends[0] < 0:
        ends = ends[1:]  # a range below zero cannot be printed with a dash
    number, top = (ends[0], ends[1]) if len(ends) == 2 else (ends[0], None)
    printed_comparator = None if top is not None and comparator is Comparator.EQUAL else comparator
    quantity = Quantity(number, top, printed_comparator, is_striving, unit, "")
    parsed = parse_quantity(format_quantity(quantity), unit_of_measure=unit)
    assert parsed.doubts == () and parsed.value is not None
    assert replace(parsed.value, text="") == quantity


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_printed_day_is_read_back(day: date) -> None:
    for text in (format_date(day), day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}"):
        assert parse_date(text) == Parsed(day)
    deadline = parse_deadline(format_date(day)).value
    assert deadline is not None and deadline.due_on == day
    assert parse_date((day - date(1899, 12, 30)).days, is_date_format=True) == Parsed(day)


@given(st.integers(1950, 2099), st.integers(1, 12))
def test_a_printed_month_is_read_back(year: int, number: int) -> None:
    month = f"{year}-{number:02}"
    assert parse_month(format_month(month)) == Parsed(month)
    assert parse_month(month) == Parsed(month)


NAMES = [
    "市发改委",
    "市财政局",
    "各县（区、市）人民政府",
    "市人力资源和社会保障局",
    "铁路局",
    "某集团有限公司",
    "市体育局(足管中心)",
]
names = st.lists(st.sampled_from(NAMES), unique=True)


@given(names, st.integers(0, len(NAMES)), st.booleans(), st.sampled_from([(), ("按职责分工负责",)]))
def test_a_printed_list_of_units_is_read_back(
    listed: list[str], leads: int, is_open: bool, notes: tuple[str, ...]
) -> None:
    units = UnitList(tuple(listed[:leads]), tuple(listed[leads:]), is_open and bool(listed), notes)
    read = parse_units(format_units(units))
    assert read == Parsed(units if listed or notes else None)


codes = st.one_of(
    st.sampled_from(["GB", "GB/T", "GB/Z", "JT", "JT/T", "JTG/T", "JTS/T", "T/CHTS", "Q/TJGS"]),
    st.sampled_from(sorted(PROVINCES)).map(lambda region: f"DB{region}/T"),
    st.sampled_from(sorted(INDUSTRIES)).map(lambda code: f"{code}/T"),
)


@given(codes, st.integers(1, 9999), st.none() | st.integers(1, 99), st.integers(1950, 2099))
def test_a_printed_standard_number_is_read_back(code: str, serial: int, part: int | None, year: int) -> None:
    part_text = f".{part}" if part is not None and not code.startswith(("JTG", "JTS")) else ""
    canonical = f"{code} {serial}{part_text}-{year}"
    number = parse_standard_number(canonical).value
    assert number is not None and number.canonical == canonical
    again = parse_standard_number(number.printed)
    assert again == Parsed(number)
    if not code.startswith("Q/"):  # an enterprise's code may itself end in digits
        assert parse_standard_number(canonical.replace(" ", "").lower()) == Parsed(number)


@pytest.mark.parametrize(
    "raw", [datetime.max, date.max, time.max, timedelta.max, timedelta.min, 10**400, -(10**400), 1e308]
)
def test_the_ends_of_types(raw: object) -> None:
    for parse in PARSERS:
        parse(raw)


written_numbers = st.builds(
    "{}{}{}{}{}".format,
    codes,
    st.sampled_from(["", " ", "  "]),
    st.integers(1, 9999),
    st.sampled_from("-—－"),
    st.integers(1950, 2099),
)
bad_regions = st.builds(
    "DB{}/{} {}-{}".format,
    st.integers(10, 9999),
    st.sampled_from(["T", ""]),
    st.integers(1, 9999),
    st.integers(1950, 2099),
)


@pytest.mark.parametrize("content", AS_THEY_STAND)
@settings(max_examples=400, deadline=None)
@given(
    drawn=st.lists(
        st.one_of(
            cells, written_numbers, bad_regions, st.text("公路养护规范鏍囧噯鍖栫爺绌锟標無-/#AN", max_size=8)
        )
    )
)
def test_what_is_told_at_once_to_be_read_as_it_stands_is(content: Content, drawn: list) -> None:
    for cell in AS_THEY_STAND[content](drawn):
        assert READERS[content](cell, ColumnContext()) == ((cell,), ())


def test_most_names_and_numbers_are_told_at_once() -> None:
    names = {"公路养护规范", "船舶岸电（第1部分）：接口", "无人驾驶", "V2X"}
    assert AS_THEY_STAND[Content.TEXT]([*names, "无", "", " 港口", "標準", "#N/A", 1.0, None]) == names
    numbers = {"GB/T 20000.1-2014", "DB12/T 1180-2023", "DB4201/T 650-2021", "JTG D20-2017"}
    others = ["GBT 9704-2012", "DB10/T 5-2022", "DB12/ 356-2020", "ＧＢ 1-2020", "", None]
    assert AS_THEY_STAND[Content.STANDARD_NUMBER]([*numbers, *others]) == numbers
