import pytest

from loaders.parse.standard_number import StandardLevel, parse_standard_number


@pytest.mark.parametrize(
    ("cell", "canonical", "level"),
    [
        ("GB/T 20000.1-2014", "GB/T 20000.1-2014", "national"),
        ("ＧＢ／Ｔ２００００．１—２０１４", "GB/T 20000.1-2014", "national"),
        ("gb 5768.2－2022", "GB 5768.2-2022", "national"),
        ("GB/Z 1234 – 2020", "GB/Z 1234-2020", "national"),
        ("JT/T1500—2024", "JT/T 1500-2024", "transport"),
        ("JTG/T 3381-02-2020", "JTG/T 3381-02-2020", "engineering"),
        ("JTGD20-2017", "JTG D20-2017", "engineering"),
        ("JTS/T 101-2019", "JTS/T 101-2019", "engineering"),
        ("DB12/T1180—2023", "DB12/T 1180-2023", "local"),
        ("DB 37/T 4500-2022", "DB37/T 4500-2022", "local"),
        ("DB4201/T 650-2021", "DB4201/T 650-2021", "local"),
        ("DB/T29-204-2015", "DB/T 29-204-2015", "local"),
        ("DB11 501-2017", "DB11/ 501-2017", "local"),
        ("T/CHTS 10020-2019", "T/CHTS 10020-2019", "group"),
        ("Q/TJGS 001-2023", "Q/TJGS 001-2023", "enterprise"),
        ("《CJJ 37-2012》", "CJJ 37-2012", "industry"),
    ],
)
def test_canonical_form(cell: str, canonical: str, level: str) -> None:
    parsed = parse_standard_number(cell)
    assert parsed.value is not None and parsed.doubts == ()
    assert (parsed.value.canonical, parsed.value.level) == (canonical, StandardLevel(level))


def test_printed_form_region_and_year() -> None:
    number = parse_standard_number("DB12/T 1180-2023").value
    assert number is not None
    assert (number.printed, number.region, number.year) == ("DB12/T 1180—2023", "12", 2023)


@pytest.mark.parametrize(
    ("cell", "canonical", "code"),
    [
        ("GBT 9704-2012", "GB/T 9704-2012", "standard-number-tidied"),
        ("DBI2/T 118O-2023", "DB12/T 1180-2023", "letters-for-digits"),
        ("DB12/ 356-2018", "DB12/ 356-2018", "local-without-t"),
        ("DB12 980-2020", "DB12/ 980-2020", "local-without-t"),
        ("XX/T 12-2012", "XX/T 12-2012", "unknown-standard-code"),
    ],
)
def test_doubts_that_leave_the_value(cell: str, canonical: str, code: str) -> None:
    parsed = parse_standard_number(cell)
    assert parsed.value is not None and parsed.value.canonical == canonical
    assert [doubt.code for doubt in parsed.doubts] == [code]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("DB10/T 5-2022", "unknown-region"),
        ("DB9901/T 5-2022", "unknown-region"),
        ("DB12/T 1180", "bad-standard-number"),
        ("DB12/T 1180-23", "bad-standard-number"),
        ("20231234-T-348", "bad-standard-number"),
        ("报批稿", "bad-standard-number"),
        (1180.0, "bad-standard-number"),
        ("DB11/T 5-2021、DB12/T 5-2021", "several-standard-numbers"),
    ],
)
def test_what_is_no_standard_number(cell: object, code: str) -> None:
    parsed = parse_standard_number(cell)
    assert parsed.value is None and [doubt.code for doubt in parsed.doubts] == [code]


def test_an_unknown_region_is_answered_with_a_near_one() -> None:
    assert "DB12（天津）" in parse_standard_number("DB10/T 5-2022").doubts[0].suggestion
