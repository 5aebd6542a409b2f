"""The frame every page runs in: navigation, plan and month, language, and errors told where the page stopped."""

import streamlit as st

import blocks
import cached
import links
import settings
import show
from errors import NothingLoaded, PlanwatchError
from words import LANGUAGES, _, use_language

ICON = settings.ROOT / "pages" / "icon.png"  # a file of ours: a named icon would be fetched from outside
STYLE = settings.ROOT / "pages" / "style.css"


def _pick_plan() -> None:
    links.choose("plan", st.session_state["plan_picker"])
    links.choose("month", None)
    links.choose("target", None)


def _pick_month() -> None:
    links.choose("month", st.session_state["month_picker"])


def _switch_language() -> None:
    links.choose("lang", links.other_language())


def _pickers() -> None:
    """Plan, month and language, on one line. What they show is what the address says."""
    plans = cached.plans()
    plan = links.chosen_plan(plans)
    month = links.chosen_month(plan)
    links.choose("plan", plan)
    links.choose("month", month)
    titles = dict(zip(plans["plan_code"], plans["short_title"].fillna(plans["title"]), strict=True))
    months = cached.months(plan)
    months = months if month in months else sorted([*months, month])
    st.session_state["plan_picker"], st.session_state["month_picker"] = plan, month
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.selectbox(
            _("Plan"),
            list(titles),
            format_func=titles.__getitem__,
            key="plan_picker",
            on_change=_pick_plan,
            label_visibility="collapsed",
            width=320,
        )
        st.selectbox(
            _("Month"),
            months[::-1],
            format_func=show.month,
            key="month_picker",
            on_change=_pick_month,
            label_visibility="collapsed",
            width=150,
        )
        _language_button()


def _language_button() -> None:
    st.button(LANGUAGES[links.other_language()], key="language", on_click=_switch_language)


use_language(links.chosen_language())
st.set_page_config(page_title=_("Planwatch"), page_icon=str(ICON), layout="wide")
st.html(STYLE)
page = st.navigation(
    [
        st.Page("overview.py", title=_("Overview"), default=True),
        st.Page("targets.py", title=_("Targets")),
        st.Page("source.py", title=_("Source cell"), visibility="hidden"),
    ],
    position="top",
)
try:
    _pickers()
    page.run()
except NothingLoaded:
    with st.container(horizontal=True, horizontal_alignment="right"):
        _language_button()
    blocks.block(
        f'<div class="panel empty"><h1>{_("No plan is loaded yet")}</h1>'
        f"<p>{_('Load a plan workbook, or the five plans with demonstration data:')}</p>"
        "<p><code>planwatch load data/plans/*.xlsx</code>　<code>planwatch demo</code></p></div>"
    )
except PlanwatchError as error:
    blocks.tell(str(error))
