"""The frame every page runs in: name, menu, plan, month and language, and errors told where the page stopped."""

from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

import settings
from screens import cached, html, links, run_memory, style, view
from words import LANGUAGES, N_, _, language, numbers, use_language
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
        html.block(html.fill('<span data-language="{}">{}</span>', language(), name))
        # Streamlit's own words in the language in use, and the language for the browser.
        st.html('<script src="./browser.js"></script>', unsafe_allow_javascript=True)


def show_choices() -> None:
    """Plan, month and language. What they show is what the address says, so that every view is a link."""
    plans = cached.plans()
    titles = numbers.plan_names(plans)
    plan = month = None
    try:
        plan = links.chosen_plan(plans)
        month = view.chosen_month(plan)
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
        html.block(
            html.fill(
                '<p class="printed"><span>{}</span><span>{}</span></p>', titles[plan], numbers.month(month)
            )
        )


def show_language() -> None:
    st.button(LANGUAGES[links.other_language()], key="language", on_click=switch_language)


def show_nothing_loaded() -> None:
    with st.container(key="choices", horizontal=True, horizontal_alignment="right"):
        show_language()
    ways = {
        _("Load your own plan workbook"): "planwatch load data/plans/*.xlsx",
        _("Try the five plans with made-up figures"): "planwatch demo",
    }
    title = _("No plan is loaded yet")
    sentence = _("Load one on the server, then open this page again.")
    commands = html.description((way, html.element("code", typed)) for way, typed in ways.items())
    html.block(html.fill('<div class="panel empty"><h1>{}</h1><p>{}</p>{}</div>', title, sentence, commands))


class Entry(NamedTuple):
    """A page of the menu: its file without .py, which is also its address, and its title."""

    name: str
    title: str
    is_hidden: bool = False


OVERVIEW = "overview"
# Grouped by who comes for them: leadership, those who know a subject, those who report, the office.
GROUPS = {
    "": [Entry(OVERVIEW, N_("Overview")), Entry("targets", N_("Targets"))],
    N_("By subject"): [
        Entry("standards", N_("Standards")),
        Entry("trainings", N_("Trainings")),
        Entry("scenes", N_("Digital scenes")),
        Entry("coverage", N_("Coverage")),
    ],
    N_("Reporting"): [
        Entry("units", N_("Units")),
        Entry("upload", N_("Upload")),
        Entry("imports", N_("Imports")),
    ],
    N_("Office"): [
        Entry("briefing", N_("Briefing")),
        Entry("months", N_("Monthly closing")),
        Entry("wall", N_("Wall")),
        Entry("method", N_("Method")),
    ],
    " ": [Entry("source", N_("Source cell"), is_hidden=True)],
}
WITHOUT_PLANS = ("upload", "imports", "method")  # the way out of having nothing, and what needs nothing
WITHOUT_CHOICES = ("wall",)  # shows nothing but itself, and moves on to new months by itself


def navigation() -> tuple[StreamlitPage, dict[str, StreamlitPage]]:
    """The page that is asked for, and all of them by name."""
    pages = {
        entry.name: st.Page(
            f"{entry.name}.py",
            title=_(entry.title),
            default=entry.name == OVERVIEW,
            visibility="hidden" if entry.is_hidden else "visible",
        )
        for entries in GROUPS.values()
        for entry in entries
    }
    menu = {
        _(group) if group.strip() else group: [pages[entry.name] for entry in entries]
        for group, entries in GROUPS.items()
    }
    return st.navigation(menu, position="top"), pages


def main() -> None:
    """One run: the language, the menu, the choices, then the page; errors are told where the page stopped."""
    run_memory.begin()
    use_language(links.chosen_language())
    st.set_page_config(page_title=_("Planwatch"), page_icon=str(ICON), layout="wide")
    style.show_style()
    page, pages = navigation()
    show_brand()
    try:
        try:
            if page not in [pages[name] for name in WITHOUT_CHOICES]:
                show_choices()
            # A source cell belongs to its import, whatever the plan and month: a new choice leads back to the overview.
            if st.session_state.pop("was_picked", False) and page == pages["source"]:
                st.switch_page(pages[OVERVIEW])
            page.run()
        except NothingLoaded:
            show_nothing_loaded()
            if page in [pages[name] for name in WITHOUT_PLANS]:
                page.run()
    except PlanwatchError as error:
        html.tell(str(error))


if __name__ == "__main__":
    main()
