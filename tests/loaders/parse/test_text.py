import pytest

from loaders.parse.text import comparable, fold, is_none_mark, normalise, parse_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  智慧港口 ", "智慧港口"),
        ("项  目", "项目"),
        ("智\n慧\n港\n口", "智慧港口"),
        ("合　　计：", "合计："),
        ("办 结 时 限", "办结时限"),
        ("市水务局  市气象局", "市水务局 市气象局"),  # names, not characters spread out
        ("２０２４年１－６月", "2024年1-6月"),
        ("（一）完成５０％；其余、顺延：见〔2023〕8号", "（一）完成50%；其余、顺延：见〔2023〕8号"),
        ("第一行\r\n\r\n 第二行_x000D_", "第一行\n第二行"),
        ("零\u200b宽\ufeff", "零宽"),
        ("⾼速⼝岸", "高速口岸"),  # Kangxi radicals, as PDFs give them
        ("乾坤", "乾坤"),
        ("平台（beta）版", "平台（beta）版"),
        (45.0, "45"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
    ],
)
def test_text_is_tidied_without_doubt(raw: object, text: str) -> None:
    parsed = parse_text(raw)
    assert (parsed.value, parsed.doubts) == (text, ())


@pytest.mark.parametrize(
    "raw",
    [None, "", "  ", "-", "—", "——", "－", "/", "／", "无", " 无 ", "空", "不涉及", "N/A", float("nan")],
)
def test_none_marks_are_no_value_and_no_doubt(raw: object) -> None:
    parsed = parse_text(raw)
    assert (parsed.value, parsed.doubts) == (None, ())


@pytest.mark.parametrize("text", ["0", "一", "无人机", "空管", "不涉及外资", "-5"])
def test_what_is_not_a_none_mark(text: str) -> None:
    assert not is_none_mark(text)


@pytest.mark.parametrize(
    ("raw", "text", "codes"),
    [
        ("港口發佈", "港口发布", ["traditional-characters"]),
        ("数字化(huà)", "数字化", ["pinyin-removed"]),
        ("標準（zhǔn）體系", "标准体系", ["pinyin-removed", "traditional-characters"]),
    ],
)
def test_what_was_changed_is_told(raw: str, text: str, codes: list[str]) -> None:
    parsed = parse_text(raw)
    assert parsed.value == text
    assert [doubt.code for doubt in parsed.doubts] == codes


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("gb18030", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "gb18030")],
)
def test_garbled_text_is_refused_and_its_likely_reading_shown(wrong: str, right: str) -> None:
    garbled = "公路养护规范".encode(right).decode(wrong)
    parsed = parse_text(garbled)
    assert parsed.value is None
    assert [(doubt.code, doubt.suggestion) for doubt in parsed.doubts] == [("wrong-encoding", "公路养护规范")]


def test_a_lost_character_is_refused() -> None:
    assert [doubt.code for doubt in parse_text("公路\ufffd护规范").doubts] == ["wrong-encoding"]


@pytest.mark.parametrize(
    "text", ["naïve café", "联通", "市交通运输综合行政执法总队", "浏览量渝浙沪", "Ångström"]
)
def test_sound_text_is_not_taken_for_garbled(text: str) -> None:
    assert normalise(text) == (text, ())


@pytest.mark.parametrize("raw", ["#REF!", " #DIV/0! ", "#N/A"])
def test_formula_errors_are_refused(raw: str) -> None:
    assert [doubt.code for doubt in parse_text(raw).doubts] == ["formula-error"]


def test_fold_keeps_what_only_looks_like_digits() -> None:
    assert fold("①３ 个（10 000）㎡ 10³") == "①3个(10 000)m2 10³"


def test_two_spellings_compare_equal() -> None:
    assert comparable("市交通运输委（港航局）") == comparable(" 市交通運輸委 (港航局)")
    assert comparable("ETC 门架") == comparable("etc门架")
