"""Every page of the menu: with nothing loaded, with each demonstration plan, by stale links; in both languages."""

import ast
import json
import re
import sqlite3
import tomllib
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

import settings
from tests.catalogues import catalogue
from tests.pages.conftest import Opened, open_at
from tests.pages.every_page import PAGES
from words import LANGUAGES

PLANS = sorted(file.stem for file in (settings.ROOT / "data" / "plans").glob("*.xlsx"))
STALE = [{"plan": "gone"}, {"plan": PLANS[0], "month": "2023-13"}, {"plan": PLANS[0], "target": "gone"}]
FREE = {"method", "upload"}  # what can be used with nothing loaded
CHINESE = re.compile("[\u4e00-\u9fff]")

every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
every_language = pytest.mark.parametrize("lang", LANGUAGES)


class Texts(HTMLParser):
    """The texts of HTML, and of the attributes that are read out or shown."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL))

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [said for name, said in attributes if said and name in ("aria-label", "title", "alt")]


def shown(opened: Opened) -> set[str]:
    """Every text of a page: of its HTML, its widgets and its figures."""
    texts = Texts(opened.html).found
    for kind in ("button", "selectbox", "text_input", "checkbox", "radio", "multiselect", "toggle"):
        texts += [element.label for element in opened.page.get(kind)]
    for kind in ("markdown", "caption", "error", "warning", "info", "success"):
        texts += [element.value for element in opened.page.get(kind)]
    for figure in opened.figures:
        texts += strings(json.loads(figure.proto.spec))
    return {text.strip() for text in texts} - {""}


def strings(part: object) -> list[str]:
    """The texts of a figure's description; the kinds of its parts are nobody's words."""
    if isinstance(part, dict):
        return [text for name, each in part.items() if name != "type" for text in strings(each)]
    if isinstance(part, list):
        return [text for each in part for text in strings(each)]
    return [part] if isinstance(part, str) else []


@cache
def words_of(language: str) -> list[re.Pattern]:
    """What a text in the words of one language looks like that has others in the other one."""
    found = []
    for message in catalogue("zh_CN"):
        own, other = (message.string, message.id) if language == "zh_CN" else (message.id, message.string)
        literal = re.sub(r"\{\w*[^}]*\}", "", str(own))
        # "{count} 人次" would be found in every number whose unit of measure, which is data, is 人次.
        least = 2 if literal == own else 3
        is_telling = (
            len(CHINESE.findall(literal)) >= least if language == "zh_CN" else re.search("[a-z]{3}", literal)
        )
        if own and own != other and is_telling:
            pattern = re.sub(r"\\\{.*?\\\}", ".+", re.escape(str(own)))
            found.append(re.compile(pattern, re.DOTALL))
    return found


def foreign(texts: set[str], language: str, data: frozenset[str] = frozenset()) -> set[str]:
    """Texts that are ours in the other language. What workbooks say is theirs, in whatever language."""
    [other] = set(LANGUAGES) - {language}
    return {text for text in texts - data if is_of(other, text)}


@cache
def is_of(language: str, text: str) -> bool:
    return any(words.fullmatch(text) for words in words_of(language))


@cache
def data_of(url: str) -> frozenset[str]:
    """Every text that stands in a database, and in the rules, whose sources are quoted as they are."""
    rules = [
        text
        for file in (settings.ROOT / "metrics").glob("**/*.toml")
        for text in strings(tomllib.loads(file.read_text(encoding="utf-8")))
    ]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        values = [
            value for name in tables for row in connection.execute(f'SELECT * FROM "{name}"') for value in row
        ]
    return frozenset(value.strip() for value in (*values, *rules) if isinstance(value, str))


@every_page
@every_language
def test_with_nothing_loaded_it_says_what_to_do(empty, page, lang):
    opened = open_at(page, lang=lang)
    assert not opened.page.exception
    told = {"zh_CN": "尚未导入任何规划", "en": "No plan is loaded yet"}[lang]
    assert told in opened.text or page in FREE
    assert foreign(shown(opened), lang) == set()


@every_page
@every_language
def test_it_shows_every_demonstration_plan_in_one_language(demo_url, monkeypatch, page, lang):
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", demo_url)
    opened = open_at(page, plan=PLANS[0], lang=lang)
    for plan in PLANS:
        opened.page.query_params.clear()
        opened.page.query_params.update(plan=plan, lang=lang)
        opened = Opened(opened.page.run())
        assert not opened.page.exception, plan
        assert foreign(shown(opened), lang, data_of(demo_url)) == set(), plan


@every_page
@every_language
@pytest.mark.parametrize("query", STALE, ids=lambda query: next(reversed(query)))
def test_a_stale_link_breaks_nothing(demo_url, monkeypatch, page, lang, query):
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", demo_url)
    opened = open_at(page, **query, lang=lang)
    assert not opened.page.exception
    assert foreign(shown(opened), lang, data_of(demo_url)) == set()


def test_a_text_in_the_wrong_language_would_be_found():
    assert foreign({"Needs attention", "3 more"}, "zh_CN") == {"Needs attention", "3 more"}
    assert foreign({"需要关注", "时间已过 50%："}, "en") == {"需要关注", "时间已过 50%："}
    assert foreign({"需要关注"}, "zh_CN") == foreign({"Needs attention"}, "en") == set()


# --- texts that no catalogue knows ---

# What shows its texts; elsewhere a literal is a name, a key or a class.
SHOWING = re.compile(r"^(st|html|cards|panels|forms|column|left|right)\.(?!Page$|column_config)\w+$")
SAYING = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
WORD = re.compile("[A-Z]?[a-z]{2,}|[\u4e00-\u9fff]")
PLAIN = re.compile("[A-Z][a-z]+")  # classes and names are written small
NAMES = {
    "planwatch",
    "planwatch demo",
    "planwatch load data/plans/*.xlsx",
}  # typed, the same in every language


def unmarked(source: str) -> list[str]:
    """Literals of a page that a person would read and that are not in _() or N_()."""
    tree = ast.parse(source)
    marked, inside = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "N_"):
            marked |= {id(each) for each in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            inside |= {id(each) for each in node.values}
        if (
            isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and ast.get_docstring(node) is not None
        ):
            marked.add(id(node.body[0].value))
    found = []
    for node in ast.walk(tree):
        if id(node) in marked:
            continue
        if isinstance(node, ast.JoinedStr):
            html = "".join(
                str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values
            )
            found += _read(html)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            if "<" in node.value:
                found += _read(node.value)
            elif CHINESE.search(node.value):
                found.append(node.value)
        elif isinstance(node, ast.Call) and SHOWING.match(ast.unparse(node.func)):
            keywords = [
                each.value for each in node.keywords if each.arg in ("label", "help", "placeholder", "note")
            ]
            said = [each for each in (*node.args, *keywords) if id(each) not in marked]
            texts = [
                each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            found += [
                text for text in texts if PLAIN.match(text) and "<" not in text and not CHINESE.search(text)
            ]
    return [text for text in found if text not in NAMES]


def _read(html: str) -> list[str]:
    """What a person reads of a piece of HTML; of a piece without tags nothing can be said."""
    if "<" not in html:
        return []
    texts = [
        *SAYING.findall(html),
        *re.sub(r"<style>.*|<[^>]*>?|[^<>]*(?<!-)>", "\n", html, flags=re.DOTALL).split("\n"),
    ]
    return [text.strip() for text in texts if WORD.search(re.sub(r"&\w+;|\{[^}]*\}", "", text))]


@pytest.mark.parametrize(
    "file",
    [
        *sorted((settings.ROOT / "pages").glob("*.py")),
        *sorted((settings.ROOT / "screens").glob("*.py")),
    ],
    ids=lambda file: Path(file).name,
)
def test_every_text_on_a_screen_is_marked_for_the_catalogues(file):
    assert unmarked(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source, found",
    [
        ('html.panel("Needs attention", body)', ["Needs attention"]),
        ('html.block(f"<h1>All targets {count}</h1>")', ["All targets {}"]),
        ('f\'<i aria-label="the bar" class="bar">{x}</i>\'', ["the bar"]),
        ('st.button("Save", key="save")', ["Save"]),
        ('TITLE = "目标"', ["目标"]),
        ("html.block(f\"<h1>{escape(_('All targets'))}</h1>\")", []),
        ('html.table(headers, rows, "stack rows")', []),
    ],
)
def test_an_unmarked_text_would_be_found(source, found):
    assert unmarked(source) == found
