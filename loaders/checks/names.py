"""Names that people spell in more than one way."""

import re
from collections.abc import Iterable

# Between digits any signs are one dot, so that 1.1 and 1-1 are one and 11 another; elsewhere signs are dropped.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_BETWEEN_WORDS = re.compile(r"[^\w.]+|_|(?<!\d)\.|\.(?!\d)")
NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百]+|[上下]")  # that tell one session from the next
LEAST_SHARED = 0.85  # of the longer title; with less, sessions of one series become the same one


def folded(name: str) -> str:
    """A name without spaces and punctuation, so that spellings compare: 公路（隧道）-规范 is 公路隧道规范.

    Digits stay apart: 第1.1部分 and 第1-1部分 are one, 第11部分 is another.
    """
    if name.isalnum():
        return name
    return _BETWEEN_WORDS.sub("", _BETWEEN_DIGITS.sub(".", name))


def spelled_alike(names: Iterable[str], others: Iterable[str] = ()) -> dict[str, str]:
    """Names that differ only in spaces and punctuation from one before them, or from one of `others`: {name: the other}."""
    first: dict[str, str] = {}
    names, others = list(names), list(others)
    if f"0{''.join(names)}{''.join(others)}".isalnum():
        return {}  # not one space or sign
    for other in others:
        first.setdefault(folded(other), other)
    alike = {}
    for name in names:
        before = first.setdefault(folded(name), name)
        if before != name:
            alike[name] = before
    return alike


def nearly_same(title: str, other: str) -> bool:
    """Whether two folded titles are one but for a stretch of at most 15 % of the longer, and name the same numbers.

    第三期 and 第四期, 上午 and 下午 are different sessions.
    """
    if title == other:
        return True
    if NUMBERS.findall(title) != NUMBERS.findall(other):
        return False
    shared = _shared_beginning(title, other) + _shared_beginning(title[::-1], other[::-1])
    return min(shared, len(title), len(other)) >= LEAST_SHARED * max(len(title), len(other))


def _shared_beginning(text: str, other: str) -> int:
    return next(
        (index for index, (one, two) in enumerate(zip(text, other, strict=False)) if one != two),
        min(len(text), len(other)),
    )
