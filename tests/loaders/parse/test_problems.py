import re

import pytest

import words
from loaders.problems import CATALOGUE, message, problem
from words.numbers import as_typed
from words.terms import Level


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_code_has_a_message(code: str, language: str) -> None:
    words.use_language(language)
    text = message(code, "90 项", column="目标值", expected="≥", suggestion="90项", sheet="目标", first="B3")
    assert text and not re.search(r"[{}]", text)


def test_the_value_stands_between_quotes_as_typed() -> None:
    words.use_language("en")
    assert "“ 待定\u3000”" in message("bad-choice", " 待定\u3000", expected="是、否")
    assert "“甲⏎乙”" in message("bad-choice", "甲\r\n乙", expected="是、否")
    assert "“45”" in message("not-a-number", 45.0)
    assert len(message("not-a-number", "长" * 500)) < 200


def test_braces_in_a_cell_do_no_harm() -> None:
    assert "{x}{}{0}" in message("not-a-number", "{x}{}{0}")


def test_a_suggestion_is_a_sentence_of_its_own() -> None:
    words.use_language("en")
    with_one = message("damaged-date", "2023105", expected="2023年5月12日", suggestion="2023年10月5日")
    assert with_one.endswith("It may be meant as “2023年10月5日”.")
    assert "may be meant" not in message("damaged-date", "2023105", expected="2023年5月12日", suggestion="—")


def test_a_problem_as_json() -> None:
    bad_number = problem("not-a-number", sheet="目标", cell="E5", column="目标值", value="若干")
    assert bad_number.level is Level.ERROR
    assert bad_number.to_json() == {
        "sheet": "目标",
        "cell": "E5",
        "column": "目标值",
        "value": "若干",
        "code": "not-a-number",
        "level": "error",
        "message": bad_number.message,
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (45.0, "45"), (1e20, "1" + "0" * 20), (True, "TRUE"), (" x ", " x "), (float("nan"), "")],
)
def test_values_as_typed(value: object, text: str) -> None:
    assert as_typed(value) == text
