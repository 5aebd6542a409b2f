"""docs/method.md is what the code gives."""

from exports.method import FILE, markdown
from metrics.rules import shipped_rule_sets


def test_the_document_is_what_the_code_gives():
    assert FILE.read_text(encoding="utf-8") == markdown(), "run `make method`"


def test_it_has_the_headings_of_an_official_document():
    headings = [line for line in markdown().splitlines() if line.startswith("#")]
    assert headings[0] == "# 计算方法"
    assert headings[1].startswith("## 一、") and headings[2].startswith("### （一）")
    assert headings[-len(shipped_rule_sets()) - 1] == "## 八、判定规则"
