"""Bring the catalogues up to date with the code: `python -m locales.update`. Tells what is still untranslated.

New texts are added untranslated, unused ones dropped, translations kept. Comments name where a text is used.
"""

from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from words import LANGUAGES, LOCALES

ROOT = LOCALES.parent
KEYWORDS = {"_": None, "N_": None}
NOT_OURS = {".venv", "tests", "data", "build"}
UNDATED = datetime(2026, 1, 1)  # a date of writing would make every run a change


def texts() -> dict[str, list[tuple[str, int]]]:
    """Every text marked for translation in the code, with the places (file, line) it is used at."""
    found: dict[str, list[tuple[str, int]]] = {}
    for file, line, text, _comments, _context in extract_from_dir(
        ROOT, method_map=[("**.py", "python")], keywords=KEYWORDS, directory_filter=_is_ours
    ):
        found.setdefault(str(text), []).append((file, line))
    return found


def catalogue(language: str) -> tuple[Path, Catalog]:
    file = LOCALES / language / "LC_MESSAGES" / "planwatch.po"
    with open(file, "rb") as source:
        return file, read_po(source, locale=language)


def _is_ours(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith(".") and name not in NOT_OURS


def main() -> None:
    used = texts()
    for language in LANGUAGES:
        file, old = catalogue(language)
        new = Catalog(locale=language, project="Planwatch", fuzzy=False)
        for text in sorted(used):
            known = old.get(text)
            places = sorted({(path, 0) for path, _line in used[text]})
            new.add(text, known.string if known else (text if language == "en" else ""), locations=places)
        new.creation_date = new.revision_date = UNDATED
        with open(file, "wb") as target:
            write_po(target, new, width=110, omit_header=False, include_lineno=False)
        for message in new:
            if message.id and not message.string:
                print(f"{language}: not translated: {message.id}")


if __name__ == "__main__":
    main()
