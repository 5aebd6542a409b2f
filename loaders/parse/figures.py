"""Plain figures of a ledger: one number, a count, or a share. Stricter than a printed target.

For example:

    parse_number  "1,200" 1200.0    "1.5万" 15000.0    "1000余" 1000.0 with the doubt not-exact
    parse_count   "20场" 20         12.0 -> 12         12.5 -> refused
    parse_share   "85%" 0.85        0.85 -> 0.85       85 -> 0.85 with the doubt percent-sign-missing
"""

from decimal import Decimal

from loaders.parse import Doubt, Parsed, refused
from loaders.parse.numerals import format_number
from loaders.parse.quantity import Quantity, format_quantity, parse_quantity
from words.terms import Comparator


def parse_number(raw: object, *, is_percent_format: bool = False, unit_of_measure: str = "") -> Parsed[float]:
    """Read one number. Words and ranges are refused; a percentage is a share (85% is 0.85)."""
    parsed = parse_figure(raw, is_percent_format=is_percent_format, unit_of_measure=unit_of_measure)
    return Parsed(None if parsed.value is None else parsed.value.number, parsed.doubts)


def parse_count(raw: object, *, unit_of_measure: str = "") -> Parsed[int]:
    """Read a whole number, zero or more."""
    parsed = parse_figure(raw, unit_of_measure=unit_of_measure)
    if parsed.value is None or parsed.value.number is None:
        return Parsed(None, parsed.doubts)
    number = parsed.value.number
    if number != int(number) or parsed.value.unit_of_measure == "%":
        return refused("not-whole", before=parsed.doubts)
    if number < 0:
        return refused("below-zero", before=parsed.doubts)
    return Parsed(int(number), parsed.doubts)


def parse_share(raw: object, *, is_percent_format: bool = False, unit_of_measure: str = "") -> Parsed[float]:
    """Read a share: 1.0 is the whole.

    In a column of shares a bare number up to 1 is the share itself, and from 2 on a percentage whose sign is
    missing, which is told; between the two it may be either, and is refused.
    """
    parsed = parse_figure(raw, is_percent_format=is_percent_format, unit_of_measure=unit_of_measure)
    if parsed.value is None or parsed.value.number is None or parsed.value.unit_of_measure == "%":
        return Parsed(None if parsed.value is None else parsed.value.number, parsed.doubts)
    number, exact = parsed.value.number, Decimal(repr(parsed.value.number))
    if parsed.value.unit_of_measure:
        return refused("not-a-number", before=parsed.doubts)
    if abs(number) <= 1:
        return Parsed(number, parsed.doubts)
    if abs(number) < 2:
        both = f"{format_number(exact)}% / {format_number(exact * 100)}%"
        return refused("unclear-percent", both, before=parsed.doubts)
    doubt = Doubt("percent-sign-missing", expected=f"{format_number(exact)}%")
    return Parsed(float(exact / 100), (*parsed.doubts, doubt))


def parse_figure(
    raw: object, *, is_percent_format: bool = False, unit_of_measure: str = ""
) -> Parsed[Quantity]:
    """Read a quantity that must have one number; a comparator other than "=" is told as not-exact."""
    parsed = parse_quantity(raw, is_percent_format=is_percent_format, unit_of_measure=unit_of_measure)
    quantity = parsed.value
    if quantity is None:
        return parsed
    if quantity.number is None:
        return refused("not-a-number", before=parsed.doubts)
    if quantity.high is not None:
        return refused("several-numbers", format_quantity(quantity), before=parsed.doubts)
    if quantity.comparator is not Comparator.EQUAL or quantity.is_striving:
        doubt = Doubt("not-exact", expected=format_number(quantity.number))
        return Parsed(quantity, (*parsed.doubts, doubt))
    return parsed
