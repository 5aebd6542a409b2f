"""The languages of Planwatch: `_("English text")` gives the words of the language in use.

Catalogues are the .po files in locales/, read as they are, so there is no compile step. English needs none: its
texts are the ids. zh_CN is the default.
The language belongs to the running context (a Streamlit session, one command), not to the process.
"""

from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "locales"
LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT_LANGUAGE = "zh_CN"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def use_language(language: str) -> None:
    """Speak this language from here on in this context. An unknown language falls back to Chinese."""
    _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


def language() -> str:
    """The language in use: "zh_CN" or "en"."""
    return _language.get()


def _(text: str) -> str:
    """Translate English source text into the language in use; text not in the catalogue is returned as it is."""
    return _translated(_language.get(), text)


def N_(text: str) -> str:
    """Mark text for the catalogues that is translated later, where it is shown."""
    return text


@lru_cache(maxsize=4096)  # a board says the same few words thousands of times
def _translated(language: str, text: str) -> str:
    return _catalogue(language).gettext(text)


@cache
def _catalogue(language: str) -> NullTranslations:
    """The texts of a language; without a catalogue, every text is its own translation."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = LOCALES / language / "LC_MESSAGES" / "planwatch.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with open(file, "rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
