"""Every text on a screen or in a message stands in both catalogues, with the same places to fill in."""

import ast
import re
from string import Formatter

import pytest

from locales.update import catalogue, texts
from words import LANGUAGES, LOCALES, _, use_language

USED = texts()


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_left_over(language):
    _file, messages = catalogue(language)
    translated = {message.id: message.string for message in messages if message.id}
    assert {text for text in USED if not translated.get(text)} == set()
    assert set(translated) - set(USED) == set()
    assert {text for text in USED if places(text) != places(translated[text])} == set()


def test_chinese_is_chinese():
    _file, messages = catalogue("zh_CN")
    for message in messages:
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
