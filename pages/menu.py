"""The frame every page runs in: name, menu, plan, month and language, and errors told where the page stopped."""

from html import escape

import streamlit as st

import settings
from screens import cached, html, links, run_memory, style
from words import LANGUAGES, _, language, numbers, use_language
from words.errors import NothingLoaded, PlanwatchError

ICON = settings.ROOT / "pages" / "icon.png"  # a file of ours: a named icon would be fetched from outside


def pick_plan() -> None:
    links.choose("plan", st.session_state["plan_picker"])
    links.choose("month", None)
    links.forget_choices()
    st.session_state["was_picked"] = True


def pick_month() -> None:
    links.choose("month", st.session_state["month_picker"])
    st.session_state["was_picked"] = True


def switch_language() -> None:
    links.choose("lang", links.other_language())


def show_brand() -> None:
    with st.container(key="brand"):
        name = html.link(_("Planwatch"), links.to("", target=None))
        html.block(f'<span data-language="{language()}">{name}</span>')
        # Streamlit's own words in the language in use, and the language for the browser.
        st.html('<script src="./browser.js"></script>', unsafe_allow_javascript=True)


def show_choices() -> None:
    """Plan, month and language. What they show is what the address says, so that every view is a link."""
    plans = cached.plans()
    titles = numbers.plan_names(plans)
    plan = month = None
    try:
        plan = links.chosen_plan(plans)
        month = links.chosen_month(plan)
        links.choose("plan", plan)
        links.choose("month", month)
    finally:  # an unknown code is told below, but the choices stay in reach
        st.session_state["plan_picker"], st.session_state["month_picker"] = plan, month
        with st.container(key="choices", horizontal=True, horizontal_alignment="right", gap="small"):
            if plan is not None and plans.set_index("plan_code")["is_demo"][plan]:
                html.block(html.badge())
            st.selectbox(
                _("Plan"),
                list(titles),
                index=0 if plan else None,
                format_func=titles.__getitem__,
                placeholder=_("Choose a plan"),
                key="plan_picker",
                on_change=pick_plan,
                label_visibility="collapsed",
                width=300,
            )
            st.selectbox(
                _("Month"),
                sorted({*cached.months(plan), *([month] if month else [])}, reverse=True) if plan else [],
                index=0 if month else None,
                format_func=numbers.month,
                placeholder=_("Choose a month"),
                key="month_picker",
                on_change=pick_month,
                label_visibility="collapsed",
                width=136,
            )
            show_language()
    if plan and month:
        said = f"<span>{escape(titles[plan])}</span><span>{escape(numbers.month(month))}</span>"
        html.block(f'<p class="printed">{said}</p>')


def show_language() -> None:
    st.button(LANGUAGES[links.other_language()], key="language", on_click=switch_language)


def show_nothing_loaded() -> None:
    with st.container(key="choices", horizontal=True, horizontal_alignment="right"):
        show_language()
    ways = {
        _("Load your own plan workbook"): "planwatch load data/plans/*.xlsx",
        _("Try the five plans with made-up figures"): "planwatch demo",
    }
    items = "".join(
        f"<dt>{escape(way)}</dt><dd><code>{escape(typed)}</code></dd>" for way, typed in ways.items()
    )
    title = _("No plan is loaded yet")
    told = _("Load one on the server, then open this page again.")
    html.block(
        f'<div class="panel empty"><h1>{escape(title)}</h1><p>{escape(told)}</p><dl>{items}</dl></div>'
    )


run_memory.begin()
use_language(links.chosen_language())
st.set_page_config(page_title=_("Planwatch"), page_icon=str(ICON), layout="wide")
style.style()
overview = st.Page("overview.py", title=_("Overview"), default=True)
source = st.Page("source.py", title=_("Source cell"), visibility="hidden")
upload = st.Page("upload.py", title=_("Upload"))
imports = st.Page("imports.py", title=_("Imports"))
method = st.Page("method.py", title=_("Method"))
wall = st.Page("wall.py", title=_("Wall"))
# Grouped by who comes for them: leadership, those who know a subject, those who report, the office.
GROUPS = {
    "": [overview, st.Page("targets.py", title=_("Targets"))],
    _("By subject"): [
        st.Page("standards.py", title=_("Standards")),
        st.Page("trainings.py", title=_("Trainings")),
        st.Page("scenes.py", title=_("Digital scenes")),
        st.Page("coverage.py", title=_("Coverage")),
    ],
    _("Reporting"): [st.Page("units.py", title=_("Units")), upload, imports],
    _("Office"): [
        st.Page("briefing.py", title=_("Briefing")),
        st.Page("months.py", title=_("Monthly closing")),
        wall,
        method,
    ],
    " ": [source],
}
page = st.navigation({name: pages for name, pages in GROUPS.items() if pages}, position="top")
show_brand()
try:
    try:
        if page != wall:  # it shows nothing but itself, and moves on to new months by itself
            show_choices()
        # A source cell belongs to its import, whatever the plan and month: a new choice leads back to the overview.
        if st.session_state.pop("was_picked", False) and page == source:
            st.switch_page(overview)
        page.run()
    except NothingLoaded:
        show_nothing_loaded()
        if page in (upload, imports, method):  # the way out of having nothing, and what needs nothing
            page.run()
except PlanwatchError as error:
    html.tell(str(error))
