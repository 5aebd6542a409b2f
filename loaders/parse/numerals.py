"""Numbers as they are written out: Arabic, Chinese, mixed, and with letters typed for digits.

For example:

    "九十"  90      "两"    2        "1.5万"   15000     "12,000"  12000
    "八成"  0.8     "三分之一" 1/3    "2亿"     2e8       "二〇二四" 2024
    "I000"  1000, read so only where the whole token then is a number
"""

import re
from decimal import Decimal, InvalidOperation

CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}

# Arabic digits: thousands in groups of three with one kind of separator, or a plain run of digits.
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?:[ ]\d{3})+(?![ ]?\d)|\d+)(?:\.\d+)?"
# What may multiply Arabic digits. 千米, 千瓦, 千克 and 百分 begin with other words.
TIMES = r"(?:[十百千]?(?:万亿|[万亿])|百(?!分)|千(?![米瓦克卡伏帕]))"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+"
# 百分之八十, 三分之一, 八成, 八成五, 一半.
SHARE = (
    rf"(?:[百千]分之(?:{CHINESE}|{ARABIC})|{CHINESE}分之{CHINESE}"
    r"|[一二两三四五六七八九\d]成[一二三四五六七八九半]?|一半)"
)

_LETTERS = str.maketrans({"I": "1", "l": "1", "|": "1", "O": "0", "o": "0"})
# A run of digits and letters like them, with a letter in it, that no other letter or digit touches.
_LETTER_TOKEN = re.compile(
    r"(?<![0-9A-Za-z.|])(?=[0-9Il|Oo.,]*[Il|Oo])[0-9Il|Oo]+(?:[.,][0-9Il|Oo]+)*(?![0-9A-Za-z|])"
)


def read_arabic(token: str) -> Decimal | None:
    """Digits with a possible multiplier: "12,000", "1.5万", "3千万", "1万5千". None for anything else."""
    if not re.fullmatch(rf"-?{ARABIC}{TIMES}?(?:{ARABIC}{TIMES})*(?:{ARABIC})?", token):
        return None
    sign = -1 if token.startswith("-") else 1
    parts = re.findall(rf"({ARABIC})({TIMES})?", token)
    values = [
        Decimal(re.sub(r"[, ]", "", digits)) * (factor(times) if times else 1) for digits, times in parts
    ]
    if any(not times for _digits, times in parts[:-1]) or values != sorted(values, reverse=True):
        return None
    return sign * sum(values, Decimal(0))


def factor(word: str) -> int:
    """What a multiplier stands for: "万" 10000, "千万" 10 million."""
    product = 1
    for char in word:
        product *= TENS.get(char) or MYRIADS[char]
    return product


def read_chinese(token: str) -> int | None:
    """A whole number in Chinese: "九十" 90, "一千零五" 1005, "二〇二四" 2024, "百" 100. None for 三五."""
    # Digits one by one, as years are written; 三五 may be 35 or "three to five".
    if len(token) >= 3 and all(char in CHINESE_DIGITS for char in token):
        return int("".join(str(CHINESE_DIGITS[char]) for char in token))
    total, rest = 0, token
    for word in ("亿", "万"):
        before, separator, after = rest.partition(word)
        if separator:
            # 一万亿: the one unit that may stand before 亿 is 万.
            section = (
                read_chinese(before) if before.endswith("万") else _below_myriad(before) if before else 1
            )
            if section is None:
                return None
            total, rest = total + section * MYRIADS[word], after
            if len(rest) == 1 and rest in CHINESE_DIGITS and rest != "零":  # 一万二: the next lower unit
                return total + CHINESE_DIGITS[rest] * MYRIADS[word] // 10
            if not rest:
                return total
    section = _below_myriad(rest)
    return None if section is None else total + section


def _below_myriad(token: str) -> int | None:
    """A section of a Chinese numeral, below 万."""
    if re.fullmatch(r"[零〇]", token):
        return 0
    match = re.fullmatch(
        r"(?:([一二两三四五六七八九])千|^千)?[零〇]?(?:([一二两三四五六七八九])百|^百)?[零〇]?"
        r"(?:([一二三四五六七八九])?(十))?[零〇]?([一二两三四五六七八九])?",
        token,
    )
    if match is None or not token.strip("零〇"):
        return None
    thousands, hundreds, tens, has_ten, ones = match.groups()
    total = 0
    for word, digit, factor in (
        ("千", thousands, 1000),
        ("百", hundreds, 100),
        ("十" if has_ten else "", tens, 10),
    ):
        if word and word in token:
            total += (CHINESE_DIGITS[digit] if digit else 1) * factor
    if ones:
        # 一百二 is 120, 一百零二 is 102.
        before = token[-2:-1]
        total += CHINESE_DIGITS[ones] * {"百": 10, "千": 100}.get(before, 1)
    return total


def read_share(token: str) -> Decimal | None:
    """A share in words, as a fraction: "八成" 0.8, "八成五" 0.85, "三分之一", "百分之八十", "一半" 0.5."""
    if token == "一半":
        return Decimal("0.5")
    if match := re.fullmatch(r"(.)成(.?)", token):
        whole = _number(match[1])
        part = Decimal(5) if match[2] == "半" else _number(match[2]) if match[2] else Decimal(0)
        return None if whole is None or part is None else whole / 10 + part / 100
    below, word, above = token.partition("分之")
    if not word:
        return None
    denominator, numerator = _number(below), _number(above)
    return None if numerator is None or not denominator else numerator / denominator


def _number(token: str) -> Decimal | None:
    try:
        return Decimal(token.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        value = read_chinese(token) if token else None
        return None if value is None else Decimal(value)


def repair_letters(text: str, follow: re.Pattern[str]) -> tuple[str, str]:
    """Digits for letters that stand in their place: ("I000人次", …) gives ("1000人次", "1000").

    Only where the whole token then reads as a number of two digits or more and what stands behind it matches
    `follow`; a token without any real digit needs three characters. Returns the text and the numbers so made.
    """
    made: list[str] = []

    def repaired(match: re.Match[str]) -> str:
        token, rest = match[0], text[match.end() :]
        number = token.translate(_LETTERS)
        is_sure = any(char.isdigit() for char in token) or len(token) >= 3
        reads = re.fullmatch(rf"(?!0\d){ARABIC}", number)
        # 10l may be ten litres.
        if (
            not is_sure
            or len(number) < 2
            or reads is None
            or not follow.match(rest)
            or (token[-1] == "l" and not rest)
        ):
            return token
        made.append(number)
        return number

    if not re.search(r"[Il|Oo]", text):
        return text, ""
    return _LETTER_TOKEN.sub(repaired, text), "、".join(made)


def digits_for(token: str) -> str:
    """The digits that letters in a token look like: "lO" is "10"."""
    return token.translate(_LETTERS)


def format_number(number: float | Decimal) -> str:
    """A number in plain digits, as short as it reads back the same: 90.0 is "90", never 1e+20."""
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    text = format(exact.normalize(), "f")
    return "0" if text == "-0" else text
