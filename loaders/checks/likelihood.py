"""What a history makes likely."""

from collections.abc import Sequence
from statistics import median

LEAST_HISTORY = (
    6  # months, or sessions, that are stored before anything is judged: of fewer a median says little
)
NORMAL = 0.6745  # the third quartile of the standard normal distribution
LARGEST_SCORE = 3.5  # beyond it a value is an outlier; see History


class History:
    """Values of the past, and how far another one lies from them: 0.6745 · (x − median) / MAD, in spreads.

    MAD is the median absolute deviation from the median; it is taken to be at least `least_spread`, since many
    histories stand still for months (MAD 0) and the next step is no surprise. `values` must not be empty.
    Modified z-scores beyond ±3.5 are outliers. Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers
    (ASQC, 1993), as in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.
    """

    def __init__(self, values: Sequence[float], least_spread: float):
        self.median = median(values)
        self.spread = max(median(abs(value - self.median) for value in values), least_spread)

    def score(self, value: float) -> float:
        return NORMAL * (value - self.median) / self.spread

    def makes_unlikely(self, value: float) -> bool:
        return abs(self.score(value)) > LARGEST_SCORE
