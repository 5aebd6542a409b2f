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
