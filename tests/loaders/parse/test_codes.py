"""Codes of rows: what is set around a number goes, what belongs to it stays."""

import pytest

from loaders.parse.codes import parse_code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1", "1"),
        (1.0, "1"),
        ("1.", "1"),
        ("１、", "1"),
        ("（2）", "2"),
        ("(2)", "2"),
        ("2)", "2"),
        ("【3】", "3"),
        ("③", "3"),
        ("⑿", "12"),
        ("⒌", "5"),
        (" 7 ", "7"),
        ("（一）", "一"),
        ("一、", "一"),
        ("3.1", "3.1"),
        ("3.1.", "3.1"),
        ("3.3.4", "3.3.4"),
        ("1-2", "1-2"),
        ("B01", "B01"),
        ("任务1", "任务1"),
        ("—", None),
        ("", None),
    ],
)
def test_codes_without_what_sets_them_off(cell: object, code: str | None) -> None:
    parsed = parse_code(cell)
    assert (parsed.value, parsed.doubts) == (code, ())


def test_a_code_that_is_more_than_a_number_stays() -> None:
    assert parse_code("智慧港口（一期）").value == "智慧港口（一期）"
