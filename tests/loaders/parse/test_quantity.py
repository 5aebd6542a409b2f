"""The rows of quantities as plans and ledgers write them: (cell, low, high, comparator, unit)."""

from datetime import date, datetime, time, timedelta

import pytest

from loaders.parse.figures import parse_count, parse_number, parse_share
from loaders.parse.quantity import format_quantity, parse_quantity
from words.terms import Comparator

GE, LE, EQ, ABOUT = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL, Comparator.ABOUT


@pytest.mark.parametrize(
    ("cell", "number", "comparator", "unit"),
    [
        # at least
        ("不少于12场", 12, GE, "场"),
        ("不低于75%", 0.75, GE, "%"),
        ("至少6次", 6, GE, "次"),
        ("50家以上", 50, GE, "家"),
        ("30项（含）以上", 30, GE, "项"),
        ("≥ 95 %", 0.95, GE, "%"),
        (">=7", 7, GE, ""),
        ("超过90%", 0.9, GE, "%"),
        ("200+", 200, GE, ""),
        ("桥梁监测覆盖率达到98%以上", 0.98, GE, "%"),
        ("不低于全省平均值的60%", 0.6, GE, "%"),
        # at most
        ("不超过3%", 0.03, LE, "%"),
        ("控制在15分钟以内", 15, LE, "分钟"),
        ("控制在4%", 0.04, LE, "%"),
        ("最高500万元", 5_000_000, LE, "元"),
        ("2小时内", 2, LE, "小时"),
        ("≤2", 2, LE, ""),
        # about
        ("2000余人次", 2000, ABOUT, "人次"),
        ("300左右", 300, ABOUT, ""),
        ("约40个", 40, ABOUT, "个"),
        ("5万多人", 50_000, ABOUT, "人"),
        ("30多万人次", 300_000, ABOUT, "人次"),
        ("近200家", 200, ABOUT, "家"),
        ("控制在6%左右", 0.06, ABOUT, "%"),
        # exact
        ("45项", 45, EQ, "项"),
        ("=120", 120, EQ, ""),
        ("0", 0, EQ, ""),
        ("-3", -3, EQ, ""),
        # Chinese numerals
        ("六十项", 60, EQ, "项"),
        ("七成", 0.7, EQ, "%"),
        ("四分之三", 0.75, EQ, "%"),
        ("九成以上", 0.9, GE, "%"),
        ("千余人次", 1000, ABOUT, "人次"),
        ("上百个", 100, ABOUT, "个"),
        ("两座", 2, EQ, "座"),
        ("一百二十项", 120, EQ, "项"),
        ("一千二百", 1200, EQ, ""),
        ("完成三十项标准", 30, EQ, "项"),
        ("2.5万", 25_000, EQ, ""),
        ("3亿", 300_000_000, EQ, ""),
        ("1.2万亿元", 1_200_000_000_000, EQ, "元"),
        # thousands, full width
        ("15,000", 15_000, EQ, ""),
        ("15，000人", 15_000, EQ, "人"),
        ("15 000", 15_000, EQ, ""),
        ("９０％", 0.9, EQ, "%"),
        # times and names beside the number are not numbers
        ("到2025年底，建成18个", 18, EQ, "个"),
        ("5G基站800座", 800, EQ, "座"),
        ("2.建成“1+N”平台6个", 6, EQ, "个"),
        ("2021—2023年制定8项", 8, EQ, "项"),
        ("第二季度完成4场", 4, EQ, "场"),
        ("提高3个百分点", 3, EQ, "个百分点"),
        ("120km", 120, EQ, "km"),
        ("12千米", 12, EQ, "千米"),
    ],
)
def test_one_quantity(cell: str, number: float, comparator: Comparator, unit: str) -> None:
    parsed = parse_quantity(cell)
    quantity = parsed.value
    assert quantity is not None and parsed.doubts == ()
    assert (quantity.number, quantity.high, quantity.comparator, quantity.unit_of_measure) == (
        number,
        None,
        comparator,
        unit,
    )


@pytest.mark.parametrize(
    ("cell", "low", "high", "unit"),
    [
        ("2—4家", 2, 4, "家"),
        ("15～25%", 0.15, 0.25, "%"),
        ("15%-25%", 0.15, 0.25, "%"),
        ("3至5场", 3, 5, "场"),
        ("1.2-1.5万人次", 12_000, 15_000, "人次"),
        ("800—1万人", 800, 10_000, "人"),
    ],
)
def test_ranges(cell: str, low: float, high: float, unit: str) -> None:
    quantity = parse_quantity(cell).value
    assert quantity is not None
    assert (quantity.number, quantity.high, quantity.comparator, quantity.unit_of_measure) == (
        low,
        high,
        None,
        unit,
    )


@pytest.mark.parametrize(
    ("cell", "comparator"),
    [("力争达到95%", EQ), ("努力实现95%以上", GE), ("争取不低于95%", GE), ("力争95%左右", ABOUT)],
)
def test_striving_is_a_flag_beside_the_comparator(cell: str, comparator: Comparator) -> None:
    quantity = parse_quantity(cell).value
    assert quantity is not None
    assert (quantity.is_striving, quantity.number, quantity.comparator) == (True, 0.95, comparator)


@pytest.mark.parametrize(
    "cell",
    [
        "翻两番", "显著提升", "基本形成", "全覆盖", "与上年持平", "与2020年持平", "一张网", "一批", "“一件事”集成", "百花齐放",
        "4G", "Ⅱ类水质", "12328", "12328热线", "1+N", "3+2", "2.0平台", "9号线", "G25", "IPv6", "第3批", "7×24小时", "GB/T 1234-2020",
    ],
)  # fmt: skip
def test_words_and_names_are_no_number(cell: str) -> None:
    parsed = parse_quantity(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert (parsed.value.number, parsed.value.comparator, parsed.value.text) == (None, None, cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("I500人次", 1500), ("l20项", 120), ("3O场", 30), ("IoOo余人次", 1000), ("5O%", 0.5), ("1,O00", 1000)],
)
def test_letters_for_digits_are_repaired_and_told(cell: str, number: float) -> None:
    parsed = parse_quantity(cell)
    assert parsed.value is not None and parsed.value.number == number
    assert [doubt.code for doubt in parsed.doubts] == ["letters-for-digits"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("高速30条、国道4条", "several-numbers"),
        ("<4/<5.5", "several-numbers"),
        ("6个月或300学时", "several-numbers"),
        ("两个中心、20个站", "several-numbers"),
        ("12,50", "not-a-number"),
        ("3.2.1", "not-a-number"),
        ("—5", "not-a-number"),
        ("30-", "not-a-number"),
        ("10³", "not-a-number"),
        ("1e5", "not-a-number"),
        ("10l", "not-a-number"),  # ten litres?
        ("lO项", "not-a-number"),  # no digit at all, and too short to be sure
        ("约100以上", "mixed-comparators"),
        ("10-5项", "range-reversed"),
        ("2024年6月底前", "date-not-number"),
        ("二〇二五年", "date-not-number"),
        (datetime(2024, 6, 1), "date-not-number"),
        (date(2024, 6, 1), "date-not-number"),
        (time(3, 4), "date-not-number"),
        (timedelta(days=2), "date-not-number"),
        (True, "not-a-number"),
        (float("inf"), "not-a-number"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(cell: object, code: str) -> None:
    parsed = parse_quantity(cell)
    assert parsed.value is None
    assert [doubt.code for doubt in parsed.doubts] == [code]


@pytest.mark.parametrize(
    ("cell", "subject", "unit_of_measure", "number"),
    [("高速30条、国道4条", "国道", "", 4), ("6个月或300学时", "", "学时", 300)],
)
def test_the_column_may_say_which_of_several_is_meant(
    cell: str, subject: str, unit_of_measure: str, number: float
) -> None:
    quantity = parse_quantity(cell, subject=subject, unit_of_measure=unit_of_measure).value
    assert quantity is not None and quantity.number == number


@pytest.mark.parametrize(
    ("cell", "unit_of_measure", "is_percent_format", "number"),
    [
        ("85%", "", False, 0.85),
        ("85%", "%", False, 0.85),
        (0.85, "", True, 0.85),
        (0.85, "%", True, 0.85),
        (85, "%", False, 0.85),
        ("85", "%", False, 0.85),
        (1.0, "", True, 1.0),
        (0, "%", False, 0.0),
        (100.0, "%", False, 1.0),
        (7, "%", False, 0.07),
    ],
)
def test_a_percentage_is_a_share_once(
    cell: object, unit_of_measure: str, is_percent_format: bool, number: float
) -> None:
    quantity = parse_quantity(
        cell, unit_of_measure=unit_of_measure, is_percent_format=is_percent_format
    ).value
    assert quantity is not None and (quantity.number, quantity.unit_of_measure) == (number, "%")


@pytest.mark.parametrize("cell", [0.85, "0.85", 1.0])
def test_a_share_under_a_percent_header_is_unclear(cell: object) -> None:
    parsed = parse_quantity(cell, unit_of_measure="%")
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == ["unclear-percent"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [(300, 300), ("300", 300), ("300万元", 300), ("1.5亿元", 15_000), ("1.5万", 1.5), ("5000元", 0.5)],
)
def test_numbers_are_given_in_the_unit_of_the_header(cell: object, number: float) -> None:
    quantity = parse_quantity(cell, unit_of_measure="万元").value
    assert quantity is not None and (quantity.number, quantity.unit_of_measure) == (number, "万元")


@pytest.mark.parametrize(
    ("cell", "unit_of_measure", "code"),
    [
        ("90大场景", "", "unfamiliar-unit"),
        ("5人", "项", "unit-differs"),
        ("3标段", "标段", None),
        (85, "", None),
    ],
)
def test_doubts_that_leave_the_value(cell: object, unit_of_measure: str, code: str | None) -> None:
    parsed = parse_quantity(cell, unit_of_measure=unit_of_measure)
    assert parsed.value is not None and [doubt.code for doubt in parsed.doubts] == ([code] if code else [])


def test_a_percent_format_over_85_is_told() -> None:
    assert [doubt.code for doubt in parse_quantity(85, is_percent_format=True).doubts] == ["large-share"]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("不少于12场", "≥12场"),
        ("力争达到95%左右", "力争约95%"),
        ("2-4家", "2—4家"),
        ("1.5万人次", "15000人次"),
        ("全覆盖", "全覆盖"),
    ],
)
def test_printed_form(cell: str, printed: str) -> None:
    quantity = parse_quantity(cell).value
    assert quantity is not None and format_quantity(quantity) == printed


@pytest.mark.parametrize(
    ("cell", "number", "codes"),
    [
        ("1,250", 1250, []),
        (36.5, 36.5, []),
        ("60%", 0.6, []),
        ("2000余", 2000, ["not-exact"]),
        ("全覆盖", None, ["not-a-number"]),
        ("3—5", None, ["several-numbers"]),
        ("无", None, []),
    ],
)
def test_plain_numbers(cell: object, number: float | None, codes: list[str]) -> None:
    parsed = parse_number(cell)
    assert (parsed.value, [doubt.code for doubt in parsed.doubts]) == (number, codes)


@pytest.mark.parametrize(
    ("cell", "number", "codes"),
    [(36.0, 36, []), ("36人次", 36, []), (0, 0, []), (36.5, None, ["not-whole"]), (-1, None, ["below-zero"])],
)
def test_counts(cell: object, number: int | None, codes: list[str]) -> None:
    parsed = parse_count(cell)
    assert (parsed.value, [doubt.code for doubt in parsed.doubts]) == (number, codes)


@pytest.mark.parametrize(
    ("cell", "share", "codes"),
    [
        ("85%", 0.85, []),
        (0.85, 0.85, []),
        (1.0, 1.0, []),
        (0, 0.0, []),
        (85, 0.85, ["percent-sign-missing"]),
        (120, 1.2, ["percent-sign-missing"]),
        (1.2, None, ["unclear-percent"]),
        ("八成", 0.8, []),
        ("3项", None, ["not-a-number"]),
    ],
)
def test_shares(cell: object, share: float | None, codes: list[str]) -> None:
    parsed = parse_share(cell)
    assert (parsed.value, [doubt.code for doubt in parsed.doubts]) == (share, codes)
