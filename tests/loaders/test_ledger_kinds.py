"""What the columns of ledgers are called, and what is read from them."""

import pytest

from tests.loaders.sheets import REMARKS, read, told
from words.kinds.indicators import KIND

MONTH_VALUE = KIND.column("month_value")


@pytest.mark.parametrize("header", [MONTH_VALUE.header, *MONTH_VALUE.also, "当月完成值（项）"])
def test_the_value_of_the_month_alone_has_a_column_of_its_own(header):
    reading = read(指标=[REMARKS, ["目标代码", "累计完成值", header], ["T01", 40, 3], ["T02", None, 2]])
    pairs = [(row["value"], row["month_value"]) for row in reading.sheets[0].records()]
    assert pairs == [(40, 3), (None, 2)]
    assert told(reading) == []


@pytest.mark.parametrize("header", ["参训人员", "参加人员", "人员名单"])
def test_a_training_may_name_its_participants(header):
    reading = read(
        培训=[REMARKS, ["培训名称", "举办日期", "参训人次", header], ["宣贯会", "2023年6月1日", 2, "张三、李四"], ["培训班", "2023年6月2日", 9, None]]
    )  # fmt: skip
    assert [row["participants"] for row in reading.sheets[0].records()] == [["张三", "李四"], None]
    assert told(reading) == []


def test_a_list_that_leaves_people_out_is_told_at_its_cell():
    reading = read(
        培训=[REMARKS, ["培训名称", "举办日期", "参训人次", "参训人员"], ["宣贯会", "2023年6月1日", 9, "张三等9人"]]
    )  # fmt: skip
    assert told(reading) == [("D3", "people-left-out")]
