"""Cell parsers: what people type into a cell, read into values of the field.

Every parser takes any object a workbook reader may yield (text, number, boolean, date, time, None) and never
raises. It returns a `Parsed`: the value, and the doubts it had. Blank cells and none marks (-, —, /, 无, 空,
不涉及) give the value None without doubt. What cannot be read for certain is a doubt of level error, and the
value is None: never a guess. The original text is kept by the caller.
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from loaders.problems import CATALOGUE
from words.terms import Level

T = TypeVar("T")


@dataclass(frozen=True)
class Doubt:
    """Something to tell about a cell: a code of the catalogue in loaders/problems.py.

    `expected` fills {expected} of the code's message; `suggestion` is the likely reading, as typed.
    """

    code: str
    expected: str = ""
    suggestion: str = ""

    @property
    def level(self) -> Level:
        return CATALOGUE[self.code].level

    @property
    def details(self) -> dict[str, str]:
        """What the code's message is given beside the value."""
        return {"expected": self.expected, "suggestion": self.suggestion}


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """What a parser made of a cell. `value` is None for blank cells and whenever a doubt is an error."""

    value: T | None
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the cell holds something that could not be read for certain."""
        return any(doubt.level is Level.ERROR for doubt in self.doubts)


def refused(
    code: str, expected: str = "", suggestion: str = "", *, before: tuple[Doubt, ...] = ()
) -> Parsed[Any]:
    """No value, and why. `before` are doubts had earlier on the way."""
    return Parsed(None, (*before, Doubt(code, expected, suggestion)))
