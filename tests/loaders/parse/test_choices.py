from collections.abc import Callable

import pytest

from loaders.parse import Parsed
from loaders.parse.choices import (
    parse_comparator,
    parse_cycle,
    parse_due_source,
    parse_measure,
    parse_stage,
    parse_yes,
)
from words.terms import Comparator, Cycle, DueSource, Measure, Stage


@pytest.mark.parametrize(
    ("parse", "cells", "value"),
    [
        (parse_comparator, ["≥", ">=", "＞＝", "不少于", "以上", "不低于"], Comparator.AT_LEAST),
        (parse_comparator, ["≤", "<=", "不超过", "以内"], Comparator.AT_MOST),
        (parse_comparator, ["=", "等于"], Comparator.EQUAL),
        (parse_comparator, ["约", "余", "左右", "about"], Comparator.ABOUT),
        (parse_due_source, ["原文", "原 文", "printed"], DueSource.PRINTED),
        (parse_due_source, ["沿用规划期"], DueSource.INHERITED),
        (parse_cycle, ["规划期", "累计", "plan"], Cycle.PLAN),
        (parse_cycle, ["年度", "每年", "当年", "year"], Cycle.YEAR),
        (parse_cycle, ["月度", "每月", "持续保持", "month"], Cycle.MONTH),
        *((parse_measure, [measure.cell, measure.value], measure) for measure in Measure),
        (parse_yes, ["是", "√", "✔", "力争", "Y", True, 1.0], True),
        (parse_yes, ["否", "×", False, 0], False),
        *((parse_stage, [stage.value, f"{stage.value}阶段"], stage) for stage in Stage),
        (parse_stage, ["已发布", "出版", "已出版", "批准发布"], Stage.PUBLICATION),
        (parse_stage, ["报批", "已报批", "报批中"], Stage.APPROVAL),
        (parse_stage, ["送审", "技术审查"], Stage.EXAMINATION),
        (parse_stage, ["正在起草", "编制中"], Stage.DRAFTING),
    ],
)
def test_words(parse: Callable[[object], Parsed], cells: list[object], value: object) -> None:
    for cell in cells:
        assert (parse(cell).value, parse(cell).doubts) == (value, ()), cell


@pytest.mark.parametrize("cell", ["待发布", "拟发布", "未发布", "即将发布", "正在发布", "征求意见稿", "x"])
def test_not_yet_a_stage_is_refused(cell: str) -> None:
    parsed = parse_stage(cell)
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == ["bad-choice"]


@pytest.mark.parametrize("parse", [parse_comparator, parse_due_source, parse_measure, parse_yes, parse_stage])
def test_none_marks_are_no_choice(parse: Callable[[object], Parsed]) -> None:
    for cell in ("", "—", "/", "无", None):
        assert (parse(cell).value, parse(cell).doubts) == (None, ())


def test_a_near_word_is_offered() -> None:
    assert parse_measure("发布标准项数").doubts[0].suggestion == "发布标准数"
