"""Codes of rows as people number them: "1.", "（2）", "③" and "7、" are 1, 2, 3 and 7.

What stands around a number to set it off is taken away; what belongs to it stays: 3.1, B01, 任务1, 一.
"""

import re
import unicodedata

from loaders.parse import Parsed
from loaders.parse.text import fold, parse_text

_SET_OFF = re.compile(
    r"[(\[【]?(?P<code>[^()\[\]【】]+?)(?:[)\]】]|(?<=\d)[.、,:]|(?<=[一二三四五六七八九十])、)*"
)


def parse_code(raw: object) -> Parsed[str]:
    """Read the code of a row, such as 序号, without its dots and brackets. Circled numbers are digits."""
    cell = parse_text(raw)
    if cell.value is None:
        return cell
    text = "".join(_plain(char) for char in fold(cell.value))
    match = _SET_OFF.fullmatch(text)
    return Parsed(match["code"] if match else cell.value, cell.doubts)


def _plain(char: str) -> str:
    """③ and ⒊ as 3."""
    return unicodedata.normalize("NFKC", char) if unicodedata.category(char) == "No" else char
