"""docs/method.md, the formulas as a document: `python -m exports.method` writes it anew from metrics/formulas.py."""

from pathlib import Path

from exports.headings import ordinal
from metrics.formulas import CHAPTERS, INTRODUCTION, RULE_SETS, Formula
from metrics.rules import RuleSet, shipped_rule_sets
from words import DEFAULT_LANGUAGE, _, use_language

FILE = Path(__file__).parents[1] / "docs" / "method.md"


def markdown() -> str:
    """The document in Chinese: chapters of formulas, then the rule sets with their bands."""
    use_language(DEFAULT_LANGUAGE)
    parts = ["# " + _("Method"), _(INTRODUCTION), "本文由 `make method` 按程序现行公式生成，请勿手工修改。"]
    for number, chapter in enumerate(CHAPTERS, 1):
        parts.append(f"## {ordinal(number)}、{chapter.label}")
        for inner, formula in enumerate(chapter.formulas, 1):
            parts += [f"### （{ordinal(inner)}）{formula.label}", formula.in_words, _formula(formula)]
    parts.append(f"## {ordinal(len(CHAPTERS) + 1)}、" + _(RULE_SETS))
    for inner, rules in enumerate(shipped_rule_sets(), 1):
        parts += [f"### （{ordinal(inner)}）{rules.name}", rules.note]
        parts += [_bands(rules), _line(_("Source"), rules.source)]
    return "\n\n".join(parts) + "\n"


def _formula(formula: Formula) -> str:
    """The lines below a formula: its symbols, where it has any, an example with its sum, and where it comes from."""
    example = formula.worked()
    calculation = formula.sum(example)
    lines = [
        _line(_("Example"), example.sentence + (f"`{calculation}`" if calculation else "")),
        _line(_("Source"), formula.source_text),
    ]
    if formula.symbols:
        lines.insert(0, _line(_("Formula"), f"`{formula.symbols}`（{formula.legend}）"))
    return "\n".join(lines)


def _line(name: str, text: str) -> str:
    return f"- {name}：{text}"


def _bands(rules: RuleSet) -> str:
    lines = [f"| {band.status.label} | {rules.words(band)} |" for band in reversed(rules.bands)]
    return "\n".join(["| 状态 | 条件 |", "|---|---|", *lines])


if __name__ == "__main__":
    FILE.write_text(markdown(), encoding="utf-8")
