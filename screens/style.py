"""The style sheet, with the palettes as its variables."""

from functools import cache

import streamlit as st

import settings
from charts.palette import DARK, LIGHT, Palette, palette


def colours() -> Palette:
    """The palette of the theme that the person's browser shows."""
    return palette(st.context.theme.type)


def style() -> None:
    """The style sheet, with the palettes as its variables: the theme's own, and the other should the system turn."""
    grounds = "".join(
        f"{chosen}{{{_variables(of)}}}\n"
        for chosen, of in (
            (":root", colours()),
            (":root[data-ground=light]", LIGHT),
            (":root[data-ground=dark]", DARK),
            (":root:has(.st-key-wall)", DARK),  # a wall is dark whatever the theme
            (".pw .paper", LIGHT),  # and a briefing's paper white
        )
    )
    # Paper is light. Drawings that were made for a dark ground are turned light by a filter.
    paper = ":root,:root[data-ground],:root:has(.st-key-wall)"
    printed = f"@media print{{{paper}{{{_variables(LIGHT, is_paper=True)}}}}}\n"
    st.html(f"<style>{grounds}{printed}{_style_sheet()}</style>")


def _variables(of: Palette, *, is_paper: bool = False) -> str:
    roles = {name: value for name, value in vars(of).items() if isinstance(value, str)}
    roles |= {code.value: colour for code, colour in of.statuses.items()}
    roles |= {f"fill-{code.value}": colour for code, colour in of.fills.items()}
    if not is_paper:
        roles["on-paper"] = "invert(1) hue-rotate(180deg)" if of is DARK else "none"
    return "".join(f"--{name}:{colour};" for name, colour in roles.items())


@cache
def _style_sheet() -> str:
    return (settings.ROOT / "pages" / "style.css").read_text(encoding="utf-8")
