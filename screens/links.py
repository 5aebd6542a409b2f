"""What an address says, and addresses of views: every view is a link that holds plan, month and target.

Codes stay text, and one that is not there is told; a link never shows another plan or target in its place.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics.rows import TargetRow
from metrics.scenes import SceneTask
from screens import run_memory
from words import DEFAULT_LANGUAGE, LANGUAGES, _, language
from words.errors import UnknownCode
from words.months import checked

REMEMBERED = ("plan", "month", "lang")  # what moving to another page through the menu keeps


def to(page: str, **changes: str | None) -> str:
    """The address of a page ("" is the overview) with the plan, month and language in use, changed or added to.

    Relative, so that it holds behind a proxy that serves Planwatch under a folder.
    """
    kept = {name: parameter(name) for name in REMEMBERED} | changes
    query = {name: value for name, value in kept.items() if value}
    return f"./{page}?{urlencode(query)}" if query else f"./{page}"


def parameter(name: str) -> str | None:
    """What the address says of plan, month, target …, else what was chosen last in this session."""
    return run_memory.once(_parameters).get(name) or None


def choose(name: str, value: str | None) -> None:
    """Put a choice into the address, and keep it for pages reached through the menu."""
    st.session_state[f"chosen_{name}"] = value
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
    run_memory.forget(_parameters)


def forget_choices() -> None:
    """Take out of the address what belongs to one plan alone: its target, and what a page's own choices say."""
    for name in set(st.query_params) - set(REMEMBERED):
        choose(name, None)


def chosen_language() -> str:
    """The language of the address, kept for pages that are reached without it; Chinese when it names none we speak."""
    code = parameter("lang")
    if code not in LANGUAGES:
        return DEFAULT_LANGUAGE
    choose("lang", code)
    return code


def chosen_plan(plans: pd.DataFrame) -> str:
    """The plan of the address, else the first. Raises UnknownCode for one that is not loaded."""
    codes = list(plans["plan_code"])
    code = parameter("plan")
    if code is None:
        return codes[0]
    if code not in codes:
        raise UnknownCode(
            _("There is no plan “{plan_code}”. Known plans: {known}.").format(
                plan_code=code, known=", ".join(codes)
            )
        )
    return code


def chosen_month() -> str | None:
    """The month of the address; None when it names none. Raises UnknownCode for what is no month."""
    month = parameter("month")
    return checked(month) if month else None


def chosen_target(targets: Iterable[TargetRow]) -> TargetRow | None:
    """The target of the address; None when it names none. Raises UnknownCode when the plan has no such target."""
    code = parameter("target")
    if code is None:
        return None
    for target in targets:
        if target.code == code:
            return target
    raise UnknownCode(
        _("This plan has no target “{target_code}”. Choose one of the list.").format(target_code=code)
    )


def chosen_task(tasks: Iterable[SceneTask]) -> SceneTask | None:
    """The task of the address; None when it names none. Raises UnknownCode when the plan has no such task."""
    code = parameter("task")
    if code is None:
        return None
    for task in tasks:
        if task.code == code:
            return task
    raise UnknownCode(
        _("This plan has no task “{task_code}”. Choose one of the list.").format(task_code=code)
    )


def other_language() -> str:
    return next(code for code in LANGUAGES if code != language())


def _parameters() -> dict[str, str | None]:
    """Every `parameter`. Streamlit takes longer to tell one name of it than a link takes to be written."""
    remembered = {name: st.session_state.get(f"chosen_{name}") for name in REMEMBERED}
    return remembered | {name: value for name, value in st.query_params.to_dict().items() if value}
