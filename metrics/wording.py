"""How shares and gaps are written. The only place that rounds them; screens and sentences agree."""

import math

NOISE = 6  # decimal places below which a difference is a rounding error of the computer


def share_text(share: float) -> str:
    """A fraction as a percentage, rounded towards less: 0.9996 is 99.9%, never 100%."""
    tenths = math.floor(round(share * 1000, NOISE)) / 10
    return f"{tenths:,.1f}".removesuffix(".0").replace("-", "−") + "%"


def points_text(points: float) -> str:
    """Percentage points with a true minus: 6.7, −4.4, and 0 without a sign."""
    text = f"{abs(points):,.1f}".removesuffix(".0")
    return f"−{text}" if points < 0 and text != "0" else text
