"""Colours by role, for a light and a dark ground. One blue for the product, status colours, greys for the rest.

`step_1` to `step_6` are the steps of what goes on, from its beginning to just before the product's blue.

A status has two colours: `statuses` for words, which reach the contrast of WCAG AA for text, and `fills` for bars
and marks, which reach that for graphics and may be brighter. Both stand apart for colour-blind eyes
(tests/charts); each status has a shape of its own besides (terms.Status).
"""

from dataclasses import dataclass

from words.terms import Status


@dataclass(frozen=True)
class Palette:
    """Colours of one ground, as #rrggbb.

    ground: behind everything; card: behind a panel or drawing; track: of a bar that is not full; product: the one blue.
    """

    ground: str
    card: str
    text: str
    muted: str
    line: str
    track: str
    product: str
    demo: str
    demo_ground: str
    step_1: str
    step_2: str
    step_3: str
    step_4: str
    step_5: str
    step_6: str
    statuses: dict[Status, str]
    fills: dict[Status, str]


LIGHT = Palette(
    ground="#f7f8fb",
    card="#ffffff",
    text="#1c2633",
    muted="#566274",
    line="#e1e6ee",
    track="#e4e8ef",
    product="#1f4f99",
    demo="#7a4d00",
    demo_ground="#fff1cc",
    step_1="#3ba39a",
    step_2="#35969b",
    step_3="#32889b",
    step_4="#307a9c",
    step_5="#2e6b9d",
    step_6="#2c5c9f",
    statuses={
        Status.MET: "#0f6b3f",
        Status.ON_SCHEDULE: "#18794a",
        Status.SLIGHTLY_BEHIND: "#1b68b8",
        Status.BEHIND: "#966000",
        Status.FAR_BEHIND: "#a01228",
        Status.OVERDUE: "#6f0d33",
        Status.UNREPORTED: "#5f6b7a",
        Status.UNDETERMINED: "#5f6b7a",
        Status.NOT_STARTED: "#5f6b7a",
        Status.UNQUANTIFIED: "#5f6b7a",
    },
    fills={
        Status.MET: "#0f6b3f",
        Status.ON_SCHEDULE: "#23935a",
        Status.SLIGHTLY_BEHIND: "#2b7fd6",
        Status.BEHIND: "#c77f00",
        Status.FAR_BEHIND: "#c4243a",
        Status.OVERDUE: "#6f0d33",
        Status.UNREPORTED: "#7b8694",
        Status.UNDETERMINED: "#7b8694",
        Status.NOT_STARTED: "#7b8694",
        Status.UNQUANTIFIED: "#7b8694",
    },
)

# On a dark ground the brighter colours reach the contrast of words, so that words and bars share them.
_ON_DARK = {
    Status.MET: "#6fdca4",
    Status.ON_SCHEDULE: "#3fc687",
    Status.SLIGHTLY_BEHIND: "#62b0f7",
    Status.BEHIND: "#f3b73f",
    Status.FAR_BEHIND: "#ff6b62",
    Status.OVERDUE: "#ff9aa8",
    Status.UNREPORTED: "#93a1b3",
    Status.UNDETERMINED: "#93a1b3",
    Status.NOT_STARTED: "#93a1b3",
    Status.UNQUANTIFIED: "#93a1b3",
}

DARK = Palette(
    ground="#0b1624",
    card="#10223a",
    text="#e8edf4",
    muted="#a3b1c4",
    line="#223650",
    track="#22344c",
    product="#7db2f7",
    demo="#ffd27a",
    demo_ground="#3d2f10",
    step_1="#2b7771",
    step_2="#2e8185",
    step_3="#338a9e",
    step_4="#3a92bb",
    step_5="#5a9acf",
    step_6="#7ba3db",
    statuses=_ON_DARK,
    fills=_ON_DARK,
)


def palette(theme: str | None) -> Palette:
    """The palette of a theme, "light" or "dark"; light when it is not known."""
    return DARK if theme == "dark" else LIGHT
