"""Every text on a screen or in a message stands in every catalogue, with the same places to fill in."""

import ast
import re
from string import Formatter

import pytest

from tests.catalogues import TRANSLATED, catalogue, texts
from words import LOCALES, _, use_language


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_none_is_left_over(language):
    translated = {message.id: message.string for message in catalogue(language) if message.id}
    assert {text for text in texts() if not translated.get(text)} == set()
    assert set(translated) - texts() == set()
    assert {text for text in texts() if places(text) != places(translated[text])} == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_in_a_catalogue_is_fuzzy_or_kept_from_before(language):
    messages = catalogue(language)
    assert not messages.obsolete and [message.id for message in messages if message.fuzzy] == []


def test_every_language_but_english_has_a_catalogue():
    assert sorted(folder.name for folder in LOCALES.iterdir()) == TRANSLATED


def test_the_texts_are_found_where_they_are_used():
    """The tests above hold of an empty list of texts too."""
    assert {"Unreported", "Needs attention"} <= texts()


def test_chinese_is_chinese():
    for message in catalogue("zh_CN"):
        words = re.sub(r"\{\w*[^}]*\}", "", str(message.id))
        if re.search("[a-z]{2}", words):
            assert re.search("[\u4e00-\u9fff]", message.string), message.id


def test_no_text_is_translated_inside_an_f_string():
    """There the extractor does not find it before Python 3.12, and the catalogues would lack it unnoticed."""
    for file in LOCALES.parent.rglob("*.py"):
        if not {".venv", "tests"} & set(file.relative_to(LOCALES.parent).parts):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                calls = ast.walk(node) if isinstance(node, ast.JoinedStr) else ()
                inside = [
                    call
                    for call in calls
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "_"
                ]
                assert not inside, f"{file.name}:{inside[0].lineno}"


def test_the_language_belongs_to_the_context():
    assert _("Unreported") == "未报"
    use_language("en")
    assert _("Unreported") == "Unreported"
    use_language("tlh")
    assert _("Unreported") == "未报"
