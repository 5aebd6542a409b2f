"""The headings of official documents: 一、 then （一） then 1. then （1）, as GB/T 9704-2012 (7.3.3) numbers them."""

import re

from words import language

# A line that says its own level; "1.5项" at the start of a line is a number, no heading.
LEVELS = (
    ("h1", re.compile(r"[一二三四五六七八九十]+、")),
    ("h2", re.compile(r"（[一二三四五六七八九十]+）")),
    ("h3", re.compile(r"\d+[.．](?!\d)")),
    ("h4", re.compile(r"（\d+）")),
)
TEN = "十"
DIGITS = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """1 to 99 in Chinese: 一, 十一, 二十."""
    tens, ones = divmod(number, 10)
    return (
        (DIGITS[tens] if tens > 1 else "")
        + (TEN if tens else "")
        + (DIGITS[ones] if ones or not tens else "")
    )


def level_of(line: str) -> tuple[str, str, str]:
    """The role of a paragraph, its heading and the rest of it. A heading is a line, or its first sentence, with a number.

    ("h2", "（一）标题。", "正文") for a line that goes on behind its heading; ("body", "", line) for one without.
    """
    for role, pattern in LEVELS:
        if pattern.match(line):
            head, mark, rest = line.partition("。")
            return (role, head + mark, rest) if mark and rest else (role, line, "")
    return "body", "", line


def numbered(number: int, title: str) -> str:
    """The heading of a part by its number, from 1: 一、总体情况."""
    if language() == "zh_CN":
        return f"{ordinal(number)}、{title}"
    return f"{number}. {title}"
