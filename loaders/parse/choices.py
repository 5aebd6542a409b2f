"""Cells that hold one of a few words: comparator, due source, measure, cycle, yes or no, stage.

For example:

    "不少于" -> Comparator.AT_LEAST     "沿用规划期" -> DueSource.INHERITED     "√" -> True
    "已报批" -> Stage.APPROVAL          "待发布" -> refused, with the words that are allowed
"""

import difflib
import re
from collections.abc import Mapping
from typing import TypeVar

from loaders.parse import Parsed, refused
from loaders.parse.comparators import COMPARATORS
from loaders.parse.text import comparable, parse_text
from words.terms import Comparator, Cycle, DueSource, Measure, Stage

T = TypeVar("T")

ALIKE = 0.6  # of 1: difflib's own bound; one wrong character in three (0.67) is still offered


def parse_choice(raw: object, words: Mapping[str, T], expected: str) -> Parsed[T]:
    """The meaning of the word that fills a cell. words: comparable text -> value. expected: to offer."""
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    word = comparable(cell.value)
    if word in words:
        return Parsed(words[word], cell.doubts)
    near = difflib.get_close_matches(word, [*words], n=1, cutoff=ALIKE)
    return refused("bad-choice", expected, near[0] if near else "", before=cell.doubts)


def _spoken(words: Mapping[T, str]) -> dict[str, T]:
    """{comparable word: value} from {value: "words with spaces between"}."""
    return {comparable(word): value for value, text in words.items() for word in text.split()}


# --- comparator ---------------------------------------------------------------------------------------------

_COMPARATOR_WORDS = (
    {comparable(word): comparator for word, comparator in COMPARATORS.items() if word != "+"}
    | _spoken({comparator: f"{comparator.value} {comparator.cell}" for comparator in Comparator})
    | _spoken(
        {
            Comparator.AT_LEAST: "大于等于 以上 不少于 下限",
            Comparator.AT_MOST: "小于等于 以下 不多于 上限",
            Comparator.EQUAL: "等于 == 为 达到",
            Comparator.ABOUT: "约 余 多 左右 约等于",
        }
    )
)
_COMPARATOR_CELLS = "、".join(comparator.cell for comparator in Comparator)


def parse_comparator(raw: object) -> Parsed[Comparator]:
    """Read 比较关系: our own signs (≥ ≤ = 约), the codes, and the words plans use."""
    return parse_choice(raw, _COMPARATOR_WORDS, _COMPARATOR_CELLS)


# --- due source and measure ---------------------------------------------------------------------------------

_DUE_SOURCE_WORDS = _spoken(
    {
        DueSource.PRINTED: "原文 printed 原文明确 规划原文",
        DueSource.INHERITED: "沿用规划期 inherited 规划期 规划期末 沿用",
    }
)
_MEASURE_WORDS = _spoken({measure: f"{measure.cell} {measure.value}" for measure in Measure}) | _spoken(
    {
        Measure.PUBLISHED_STANDARDS: "发布标准 标准发布数 标准数",
        Measure.TRAINING_SESSIONS: "培训场次数 场次",
        Measure.TRAINING_ATTENDANCES: "参训人次 培训人次数 人次",
        Measure.TRAINED_PEOPLE: "参训人数 受训人数 人数",
        Measure.TASKS_DONE: "办结任务 任务办结数 完成任务数",
        Measure.REPORTED_INDICATOR: "填报 指标填报 填报值",
    }
)


def parse_due_source(raw: object) -> Parsed[DueSource]:
    """Read 时限来源: 原文 or 沿用规划期."""
    return parse_choice(raw, _DUE_SOURCE_WORDS, "、".join(source.cell for source in DueSource))


def parse_measure(raw: object) -> Parsed[Measure]:
    """Read 口径."""
    return parse_choice(raw, _MEASURE_WORDS, "、".join(measure.cell for measure in Measure))


# --- cycle ---------------------------------------------------------------------------------------------------

_CYCLE_WORDS = _spoken({cycle: f"{cycle.cell} {cycle.value}" for cycle in Cycle}) | _spoken(
    {
        Cycle.PLAN: "累计 规划期累计 规划期内 全周期 总量",
        Cycle.YEAR: "每年 当年 逐年 年内 全年 年度值",
        Cycle.MONTH: "每月 当月 逐月 保持 持续保持 每月保持",
    }
)


def parse_cycle(raw: object) -> Parsed[Cycle]:
    """Read 计量周期: whether a value counts over the plan, or anew in each year or month."""
    return parse_choice(raw, _CYCLE_WORDS, "、".join(cycle.cell for cycle in Cycle))


# --- yes or no ----------------------------------------------------------------------------------------------

_YES_NO_WORDS = _spoken(
    {True: "是 √ ✓ ✔ ☑ 对 有 力争 y yes true 1", False: "否 × ✗ ✘ ☐ 不是 非 n no false 0 x"}
)


def parse_yes(raw: object) -> Parsed[bool]:
    """Read a yes-or-no cell, such as 力争. A none mark is no answer: None."""
    return parse_choice(raw, _YES_NO_WORDS, "是、否")


# --- stage --------------------------------------------------------------------------------------------------

_STAGE_WORDS = _spoken(
    {
        Stage.PRELIMINARY: "预研 预阶段 预研究 前期研究 预研中 研究 调研",
        Stage.PROPOSAL: "立项 计划下达 下达计划 立项中 立项申请 申请立项 申报立项 立项申报",
        Stage.DRAFTING: "起草 编制 编写 在编 起草中 编制中 编写中 草案",
        Stage.COMMENTS: "征求意见 公开征求意见 征求意见中 征集意见",
        Stage.EXAMINATION: "审查 技术审查 送审 专家审查 审定 评审 审查中 送审中",
        Stage.APPROVAL: "批准 报批 审批 报批中 审批中 批准中",
        Stage.PUBLICATION: "发布 出版 批准发布 颁布 公布 发布实施 实施 印发",
        Stage.REVIEW: "复审 复审中 复审修订",
        Stage.WITHDRAWAL: "废止 作废 撤销",
    }
)
# 已发布, 正在起草, 审查阶段. Words that say "not yet" (待, 拟, 未, 即将) are left, so that they are refused.
_STAGE_AROUND = re.compile(r"^(?:目前|现)?(?:已经|已|正在|处于|正)?(?P<word>.+?)(?:阶段|环节|状态|了)?$")


def parse_stage(raw: object) -> Parsed[Stage]:
    """Read the stage of a standard. 正在发布 is not yet 发布, and is refused."""
    cell = parse_text(raw)
    if cell.value is None:
        return Parsed(None, cell.doubts)
    word = comparable(cell.value)
    match = _STAGE_AROUND.match(word)
    stage = _STAGE_WORDS.get(match["word"]) if match else None
    if stage is None or (stage in (Stage.PUBLICATION, Stage.WITHDRAWAL) and "正" in word):
        return parse_choice(word, {stage.value: stage for stage in Stage}, "、".join(Stage))
    return Parsed(stage, cell.doubts)
