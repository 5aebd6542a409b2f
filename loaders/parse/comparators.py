"""Words and signs that say how a number is to be met: 不少于, 以上, ≥, 控制在…以内, 约, 左右 …"""

import re

from loaders.parse import Doubt
from words.terms import Comparator

# Anywhere before the number in its clause.
_BEFORE = {
    Comparator.AT_LEAST: """不少于 不低于 不小于 不下于 不得少于 不得低于 至少 最少 最低
        大于或等于 大于等于 高于 多于 大于 超过 突破""",
    Comparator.AT_MOST: """不超过 不高于 不大于 不多于 不得超过 不得高于 至多 最多 最高
        小于或等于 小于等于 低于 少于 小于 不足 控制在 限制在""",
    Comparator.ABOUT: "大约 约为 将近 接近 大概",
    Comparator.EQUAL: "等于",
}
# "At most" only when no other word says otherwise: 控制在5%左右.
_WEAK = {"控制在", "限制在"}
# Too short to be looked for anywhere but right before the digits.
_RIGHT_BEFORE = {
    Comparator.AT_LEAST: "≥ >= ≧ ⩾ > 超 逾",
    Comparator.AT_MOST: "≤ <= ≦ ⩽ <",
    Comparator.ABOUT: "约 近 ≈ ~",
    Comparator.EQUAL: "=",
}
_BEHIND = {
    Comparator.AT_LEAST: "(含)及以上 (含)以上 及以上 和以上 或以上 以上 +",
    Comparator.AT_MOST: "(含)以下 及以下 以下 以内 之内",
    Comparator.ABOUT: "左右 上下 前后 有余 出头 的样子",
}


def _words(table: dict[Comparator, str]) -> dict[str, Comparator]:
    return {word: comparator for comparator, words in table.items() for word in words.split()}


def _either(table: dict[Comparator, str]) -> str:
    """A pattern of the words, the longest first: 不超过 before 超过."""
    return "|".join(re.escape(word) for word in sorted(_words(table), key=len, reverse=True))


COMPARATORS = _words(_BEFORE) | _words(_RIGHT_BEFORE) | _words(_BEHIND) | {"内": Comparator.AT_MOST}
BEFORE_WORD = _either(_BEFORE)
RIGHT_BEFORE_WORD = _either(_RIGHT_BEFORE)
BEHIND_WORD = _either(_BEHIND)


def comparator_of(words: list[str]) -> Comparator | Doubt | None:
    """The one comparator that the words around a number agree on; None when there is no word.

    Any other word among them (余, 多, 来) says "about". "=" beside another word adds nothing.
    """
    comparators = {COMPARATORS.get(word, Comparator.ABOUT) for word in words if word not in _WEAK}
    comparators = comparators - {Comparator.EQUAL} or comparators
    if len(comparators) > 1:
        return Doubt("mixed-comparators", expected="、".join(f"「{word}」" for word in words))
    if not comparators and words:
        return Comparator.AT_MOST
    return next(iter(comparators), None)
