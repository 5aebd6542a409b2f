"""The texts of the code and the catalogues that translate them, read by babel as `make messages` does."""

import tomllib
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po

from words import LANGUAGES, LOCALES

ROOT = LOCALES.parent
METHODS = {"python": extract_python}  # by its name babel looks it up among all packages, for each file anew
TRANSLATED = sorted(set(LANGUAGES) - {"en"})  # the ids are the English texts


@cache
def texts() -> frozenset[str]:
    """Every text that the code marks with `_` or `N_`."""
    babel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]
    methods = [
        (pattern, METHODS.get(mapping["method"], mapping["method"]))
        for mapping in babel["mappings"]
        for pattern in mapping["pattern"]
    ]
    messages = extract_from_dir(ROOT, method_map=methods, keywords={"_": None, "N_": None})
    return frozenset(str(text) for _file, _line, text, _comments, _context in messages)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands in the repository."""
    with open(LOCALES / language / "LC_MESSAGES" / "planwatch.po", "rb") as source:
        return read_po(source, locale=language)
