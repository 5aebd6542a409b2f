"""Colours by role, for a light and a dark ground. One blue for the product, status colours, greys for the rest.

The status colours differ in lightness as well as hue, and stand apart for colour-blind eyes (tests/charts);
each status has a shape of its own besides (terms.Status).
"""

from dataclasses import dataclass

from terms import Status


@dataclass(frozen=True)
class Palette:
    """Colours of one ground, as #rrggbb."""

    ground: str
    card: str
    text: str
    muted: str
    line: str
    track: str
    product: str
    statuses: dict[Status, str]


LIGHT = Palette(
    ground="#f7f8fb",
    card="#ffffff",
    text="#1c2633",
    muted="#566274",
    line="#e1e6ee",
    track="#e1e6ee",
    product="#1f4f99",
    statuses={
        Status.MET: "#0f6b3f",
        Status.ON_SCHEDULE: "#18794a",
        Status.SLIGHTLY_BEHIND: "#1f6fbf",
        Status.BEHIND: "#9a6200",
        Status.FAR_BEHIND: "#a01228",
        Status.OVERDUE: "#6f0d33",
        Status.UNREPORTED: "#66717f",
        Status.NOT_STARTED: "#66717f",
        Status.UNQUANTIFIED: "#66717f",
    },
)

DARK = Palette(
    ground="#0b1624",
    card="#10223a",
    text="#e8edf4",
    muted="#a3b1c4",
    line="#223650",
    track="#22344c",
    product="#6aa5f5",
    statuses={
        Status.MET: "#6fdca4",
        Status.ON_SCHEDULE: "#3fc687",
        Status.SLIGHTLY_BEHIND: "#62b0f7",
        Status.BEHIND: "#f3b73f",
        Status.FAR_BEHIND: "#ff7d70",
        Status.OVERDUE: "#ff9aa8",
        Status.UNREPORTED: "#93a1b3",
        Status.NOT_STARTED: "#93a1b3",
        Status.UNQUANTIFIED: "#93a1b3",
    },
)


def palette(theme: str | None) -> Palette:
    """The palette of a theme, "light" or "dark"; light when it is not known."""
    return DARK if theme == "dark" else LIGHT
