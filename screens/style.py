"""The style sheet, with the palettes as its variables."""

from functools import cache

import streamlit as st

import settings
from charts.palette import DARK, LIGHT, Palette, palette


def colours() -> Palette:
    """The palette of the theme that the person's browser shows."""
    return palette(st.context.theme.type)


def show_style() -> None:
    """The style sheet, with the palettes as its variables: the theme's own, and the other should the system turn."""
    grounds = "".join(
        f"{selector}{{{_variables(ground)}}}\n"
        for selector, ground in (
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


def _variables(palette: Palette, *, is_paper: bool = False) -> str:
    roles = {name: value for name, value in vars(palette).items() if isinstance(value, str)}
    roles |= {code.value: colour for code, colour in palette.statuses.items()}
    roles |= {f"fill-{code.value}": colour for code, colour in palette.fills.items()}
    if not is_paper:
        roles["on-paper"] = "invert(1) hue-rotate(180deg)" if palette is DARK else "none"
    return "".join(f"--{name}:{colour};" for name, colour in roles.items())


@cache
def _style_sheet() -> str:
    return (settings.ROOT / "pages" / "style.css").read_text(encoding="utf-8")
