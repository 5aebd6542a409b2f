"""What a person chooses, types and saves. Choices stand in the address, so that a view is a link."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import unquote

import streamlit as st

from screens import html, links
from words import _
from words.errors import PlanwatchError, UnknownCode

T = TypeVar("T")

EVERYTHING = ""  # the choice of no choice; it does not stand in the address
NAME_COOKIE = "planwatch_name"


def person() -> str:
    """Who saves; asked once, and kept by the browser."""
    if "uploader_field" not in st.session_state:
        if "uploader" not in st.session_state:
            st.session_state["uploader"] = unquote(st.context.cookies.get(NAME_COOKIE) or "")
        st.session_state["uploader_field"] = st.session_state["uploader"]
    name = st.text_input(
        _("Your name, which stands in the records"), max_chars=40, key="uploader_field", width=320
    ).strip()
    st.session_state["uploader"] = name
    html.block(html.fill('<span data-name="{}" hidden></span>', name))  # browser.js keeps it
    return name


def save(change: Callable[[], T], done: str | Callable[[T], str], name: str) -> None:
    """Save something in a person's name, then show the page as it now stands, with `done` or with the refusal in words.

    done: the words, or what makes them of the change's answer.
    """
    try:
        if not name:
            raise UnknownCode(_("Fill in your name first; it stands in the records."))
        answer = change()
    except PlanwatchError as error:
        st.session_state["warned"] = str(error)
    else:
        st.session_state["told"] = done if isinstance(done, str) else done(answer)
    st.rerun()


def show_saved() -> None:
    """What the last save did, or why it was refused; told once."""
    if sentence := st.session_state.pop("told", None):
        st.success(html.escape_markdown(sentence))
    if warning := st.session_state.pop("warned", None):
        st.warning(html.escape_markdown(warning))


def search(name: str, label: str, hint: str = "", width: int = 260) -> str | None:
    """A field for words to search for, which stand in the address as `name`; None when it is empty."""
    key = f"search-{name}"
    st.session_state[key] = links.parameter(name) or ""
    st.text_input(
        label,
        key=key,
        placeholder=hint,
        max_chars=100,
        on_change=lambda: links.choose(name, st.session_state[key].strip() or None),
        width=width,
    )
    return links.parameter(name)


def choice(
    name: str,
    label: str,
    options: Mapping[str, str] | Sequence[str],
    *,
    all_label: str | None = None,
    width: int = 220,
) -> str | None:
    """A choice that stands in the address as `name`, so that the view is a link.

    options: what stands in the address, with how each is shown; a sequence is shown as it is. all_label: how "no
    choice" (None) is shown; without it the first option is the default. Raises UnknownCode when the address says
    something else.
    """
    labels = _labels(options)
    code = links.parameter(name)
    _check_known([code] if code else [], labels, label)
    possible = [*([EVERYTHING] if all_label is not None else []), *labels]
    chosen = code or (possible[0] if possible else None)
    key = f"choice-{name}"
    st.session_state[key] = chosen
    st.selectbox(
        label,
        possible,
        key=key,
        format_func=lambda option: labels.get(option, all_label or ""),
        on_change=lambda: links.choose(name, st.session_state[key] or None),
        width=width,
    )
    return chosen or None


def choices(name: str, label: str, options: Mapping[str, str] | Sequence[str]) -> list[str]:
    """Several choices that stand in the address as `name`, joined by "|"; none chosen means all.

    options as in `choice`. Raises UnknownCode when the address says something else.
    """
    labels = _labels(options)
    address = links.parameter(name)
    codes = address.split("|") if address else []
    _check_known(codes, labels, label)
    key = f"choices-{name}"
    st.session_state[key] = codes
    st.multiselect(
        label,
        list(labels),
        key=key,
        format_func=labels.__getitem__,
        placeholder=_("All"),
        on_change=lambda: links.choose(name, "|".join(st.session_state[key]) or None),
    )
    return codes


def _labels(options: Mapping[str, str] | Sequence[str]) -> dict[str, str]:
    return dict(options) if isinstance(options, Mapping) else {option: option for option in options}


def _check_known(codes: Sequence[str], labels: Mapping[str, str], label: str) -> None:
    for code in codes:
        if code not in labels:
            raise UnknownCode(
                _("The address says “{value}” for “{name}”. Possible are: {known}.").format(
                    value=code, name=label, known=", ".join(labels)
                )
            )
