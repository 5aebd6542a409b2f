"""How shares and gaps are written. The only place that rounds them; screens and sentences agree."""

NOISE = 9  # decimal places below which a difference is a rounding error of the computer


def share_text(share: float) -> str:
    """A fraction as a percentage with one decimal place, never rounded up to a full 100%: 0.9996 is 99.9%."""
    share = round(share, NOISE)
    tenths = round(share * 1000)
    if share < 1 <= tenths / 1000:
        tenths = 999
    text = f"{abs(tenths) / 10:,.1f}".removesuffix(".0")
    return f"{'−' if tenths < 0 else ''}{text}%"


def points_text(points: float) -> str:
    """Percentage points with a true minus: 6.7, −4.4, and 0 without a sign."""
    text = f"{abs(points):,.1f}".removesuffix(".0")
    return f"−{text}" if points < 0 and text != "0" else text


def number_text(value: float, places: int = 1) -> str:
    """A number with thousands separators and at most that many decimal places; whole numbers have none."""
    value = round(float(value), NOISE)
    if value.is_integer():
        return f"{value:,.0f}".replace("-", "−") if value else "0"
    text = f"{value:,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−") if text not in ("-0", "0") else "0"


def quantity_text(value: float, unit: str | None) -> str:
    """A value with its unit: 41 项, 62.5%."""
    return share_text(value) if unit == "%" else f"{number_text(value)} {unit or ''}".rstrip()
