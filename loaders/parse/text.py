"""Plain text of a cell: what every other parser starts from.

For example:

    "项  目"          -> "项目"             letters spread out to fill a cell; 智⏎慧 written downwards too
    "標準化(huà)"      -> "标准化"           with the hints traditional-characters and pinyin-removed
    "１００％"         -> "100%"             full-width digits and signs; Chinese punctuation stays as it is
    "鏍囧噯鍖栫爺绌"   -> refused            UTF-8 read as GBK; the likely text is shown
    "—", "无", ""     -> None
"""

import re
import unicodedata
from codecs import getincrementaldecoder, utf_8_decode
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from loaders.parse import Doubt, Parsed, refused
from words.numbers import as_typed

CJK = "\u3400-\u4dbf\u4e00-\u9fff〇"

# What people type where there is nothing: dashes of every kind, slashes, 无.
NONE_MARK = re.compile(r"[-‐‑–—―－─/／\\]{1,6}|无|空|不涉及|暂无|[(（][无空][)）]|N/?A|n/?a")
LONGEST_NONE_MARK = 6  # characters
FORMULA_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)")

# One character of pinyin with a tone mark is enough to tell (huà) from an English word in brackets.
_PINYIN = re.compile(
    rf"(?<=[{CJK}])[(（]\s*(?=[^)）]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɑɡńňǹ]{{1,7}}\s*[)）]"
)
# Two single characters with a gap, as in 项  目 or 完 成 时 限. 市交通局 市公安局 keeps its space.
_SPREAD = re.compile(rf"(?<![{CJK}\w])([{CJK}]) +(?=[{CJK}](?![{CJK}\w]))")
# 智⏎慧⏎港⏎口 in a narrow cell.
_DOWNWARDS = re.compile(rf"[{CJK}](?:\n[{CJK}])+")
# Control characters, soft hyphens, marks of width and direction; _x000D_ is how an xlsx writes a lone \r.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]|_x000[dD]_"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")


def parse_text(raw: object) -> Parsed[str]:
    """The text of a cell, tidied. Numbers and dates are given as people write them. Line breaks are kept."""
    typed = as_typed(raw)
    if "#" in typed and FORMULA_ERROR.fullmatch(typed.strip()):
        return refused("formula-error")
    text, doubts = normalise(typed)
    if doubts and any(doubt.code == "wrong-encoding" for doubt in doubts):
        return Parsed(None, doubts)
    return Parsed(None if is_none_mark(text) else text, doubts)


def plain_texts(cells: Iterable[object]) -> set[str]:
    """Those of many cells that parse_text gives back as they are and without doubt, seen at a glance; most that it does."""
    texts = [cell for cell in cells if type(cell) is str and cell]
    _plain.update(filter(_stays, set("".join(texts))))
    garbled = {char for char in {text[0] for text in texts} if _may_begin_garbled(char)}
    return {
        text
        for text in texts
        if _plain.issuperset(text)
        and (text[0] not in garbled or text.isascii())
        and "#" not in text
        and not is_none_mark(text)
    }


def is_none_mark(text: str) -> bool:
    """Whether tidied text says "nothing here": blank, a dash, a slash, 无, 空, 不涉及. 0 is no none mark."""
    return len(text) <= LONGEST_NONE_MARK and (text == "" or NONE_MARK.fullmatch(text) is not None)


@lru_cache(maxsize=4096)
def normalise(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Tidy text, and tell what was changed in its characters.

    Full-width letters, digits and signs become half-width; （），、；：。！？“”〔〕 and the like are kept,
    as they are Chinese. Invisible characters go, lines are trimmed, blank lines dropped, spread out
    characters are joined.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()), ()
    if (right_text := _decoded_again(text)) is not None:
        return text, (Doubt("wrong-encoding", suggestion=right_text),)
    if _is_plain(text):
        return text, ()
    text = _LINE_END.sub("\n", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).translate(_HALF_WIDTH)
    without_pinyin = _PINYIN.sub("", text)
    simplified = to_simplified(without_pinyin)
    lines = (_SPREAD.sub(r"\1", _SPACES.sub(" ", line).strip()) for line in simplified.split("\n"))
    tidy = "\n".join(line for line in lines if line)
    if _DOWNWARDS.fullmatch(tidy):
        tidy = tidy.replace("\n", "")
    if (right_text := _decoded_again(tidy)) is not None:
        return tidy, (Doubt("wrong-encoding", suggestion=right_text),)
    doubts = []
    if without_pinyin != text:
        doubts.append(Doubt("pinyin-removed", suggestion=tidy))
    if simplified != without_pinyin:
        doubts.append(Doubt("traditional-characters", suggestion=tidy))
    return tidy, tuple(doubts)


def fold(text: str) -> str:
    """Text as parsers match it: half-width throughout, no spaces but those between digits or Latin letters.

    Line breaks are kept. Numbers that stand for something else (①, ², ½) are kept as they are, so that
    ①3个 does not become 13个.
    """
    folded = text if text.isascii() else text.translate(_FOLDED).replace("−", "-")
    return _FOLD_SPACES.sub("", folded)


def comparable(raw: object) -> str:
    """Text reduced to what makes two spellings the same: folded, simplified, lower case, no space at all."""
    text, _doubts = normalise(as_typed(raw))
    return re.sub(r"\s+", "", fold(text)).casefold()


def to_simplified(text: str) -> str:
    """Simplified characters for traditional ones, phrase by phrase (乾坤 stays); other text unchanged."""
    if not any(_is_traditional(char) for char in text):
        return text
    return _converter().convert(text)


_plain: set[str] = set()  # characters met so far that are plain


def _is_plain(text: str) -> bool:
    """Whether every character is one that stays as it is, whatever stands around it. Most cells end here."""
    if not _plain.issuperset(text):
        _plain.update(filter(_stays, text))
    return _plain.issuperset(text)


@cache
def _stays(char: str) -> bool:
    if char.isascii():
        return char.isprintable() and char != " "
    is_cjk = "\u3001" <= char <= "\u9fff" and unicodedata.category(char) in ("Lo", "Po", "Ps", "Pe")
    return (
        (is_cjk or char in "（），：；？！“”—…·")
        and ord(char) not in _HALF_WIDTH
        and not _is_traditional(char)
    )


@cache
def _is_traditional(char: str) -> bool:
    return char >= "\u3400" and _converter().convert(char) != char


@cache
def _converter():  # type: ignore[no-untyped-def]  # the class, imported late: its dictionaries take 60 ms
    from opencc import OpenCC

    return OpenCC("t2s")


def _decoded_again(text: str) -> str | None:
    """What garbled text was before a wrong encoding was used; "" when that is lost, None when it is fine."""
    whole = text.rstrip("\ufffd?")  # the last character is often cut through
    # Shorter ones read in two encodings too often by chance.
    if len(whole) >= 3 and not whole.isascii() and _may_begin_garbled(whole[0]):
        # Chinese characters are in GB 18030 alone.
        for wrong, right in _MISREADINGS[:1] if max(whole) >= "\u3000" else _MISREADINGS:
            if (again := _recoded(whole, wrong, right)) is not None:
                return again
    return "" if "\ufffd" in text else None


@cache
def _may_begin_garbled(char: str) -> bool:
    """False for most Chinese characters: their bytes in GB 18030 do not begin anything in UTF-8."""
    try:
        return char < "\u3000" or utf_8_decode(char.encode("gb18030"), "strict", False) is not None
    except UnicodeError:
        return False


def _recoded(text: str, wrong: str, right: str) -> str | None:
    """Text read in the wrong encoding, read in the right one; None where that does not give Chinese."""
    try:
        again, _used = _DECODERS[right](text.encode(wrong), "strict", False)
    except UnicodeError:
        return None
    # Two Chinese characters, all of them common: one, or a rare one, comes about by chance.
    beyond_ascii = [char for char in again if char > "\x7f"]
    is_chinese = sum(char >= "\u4e00" for char in beyond_ascii) >= 2 and all(map(_is_common, beyond_ascii))
    return again if is_chinese else None


def _decode_gb18030(data: bytes, errors: str, final: bool) -> tuple[str, int]:
    return getincrementaldecoder("gb18030")(errors).decode(data, final), len(data)


# Decoders that leave out a last character that was cut through, unless it is final.
_DECODERS: dict[str, Callable[[bytes, str, bool], tuple[str, int]]] = {
    "utf-8": utf_8_decode,
    "gb18030": _decode_gb18030,
}

# (encoding the file was wrongly read in, encoding it was written in). The right text is always shorter.
_MISREADINGS = (
    ("gb18030", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "gb18030"),
    ("latin-1", "gb18030"),
)


def _is_common(char: str) -> bool:
    """Whether a character is in GB 2312, as nearly all of official Chinese is."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeError:
        return False


class _FoldedCharacters(dict[int, str]):
    """Each character's half-width, compatible form (NFKC), found when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # "No" is ①, ², ½: digits only in looks.
        self[code] = char if unicodedata.category(char) == "No" else unicodedata.normalize("NFKC", char)
        return self[code]


_FOLDED = _FoldedCharacters()
_FOLD_SPACES = re.compile(r"(?<![0-9A-Za-z\n])[^\S\n]+|[^\S\n]+(?![0-9A-Za-z\n])")

# Full-width characters that are half-width ones in disguise, radicals that look like characters, odd spaces.
_HALF_WIDTH: dict[int, str] = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))  # radicals; compatibility ideographs
}
_HALF_WIDTH |= {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "！（），：；？［］｛｝～"
}
_HALF_WIDTH |= dict.fromkeys((0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)), " ")
