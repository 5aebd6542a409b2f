from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.parse.numerals import read_arabic, read_chinese, read_share


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("四十", 40), ("六十五", 65), ("百", 100), ("一百零八", 108),
        ("一百二", 120), ("三千零五十", 3050), ("一万二", 12000), ("二十万", 200_000), ("三亿五千万", 350_000_000),
        ("一万亿", 10**12), ("二〇二六", 2026), ("零", 0),
    ],
)  # fmt: skip
def test_chinese_numerals(token: str, number: int) -> None:
    assert read_chinese(token) == number


@pytest.mark.parametrize("token", ["三五", "十百", "二十二十", "千百", "二万二亿", "百百"])
def test_what_is_no_chinese_numeral(token: str) -> None:
    assert read_chinese(token) is None


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("36", "36"),
        ("1,250", "1250"),
        ("1 250", "1250"),
        ("2.5万", "25000"),
        ("3千万", "30000000"),
        ("2万8千", "28000"),
    ],
)
def test_arabic_digits(token: str, number: str) -> None:
    assert read_arabic(token) == Decimal(number)


@pytest.mark.parametrize("token", ["1,25", "1.2.3", "2千8万", "", "-", "3五"])
def test_what_is_not_arabic(token: str) -> None:
    assert read_arabic(token) is None


@pytest.mark.parametrize(
    ("token", "share"),
    [
        ("七成", "0.7"),
        ("七成五", "0.75"),
        ("6成半", "0.65"),
        ("四分之三", "0.75"),
        ("百分之九十五", "0.95"),
        ("一半", "0.5"),
    ],
)
def test_shares_in_words(token: str, share: str) -> None:
    assert read_share(token) == Decimal(share)


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number below 100 million, written out."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return chinese(high) + "万" + ("" if low == 0 else ("零" if low < 1000 else "") + chinese(low))
    text, gap = "", False
    for factor, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, factor)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
            gap = False
        else:
            gap = True
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_every_number_written_out_is_read_back(number: int) -> None:
    assert read_chinese(chinese(number)) == number
