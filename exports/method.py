"""docs/method.md, the formulas as a document: `python -m exports.method` writes it anew from metrics/formulas.py."""

from pathlib import Path

from metrics.formulas import CHAPTERS, INTRODUCTION, RULE_SETS, Formula
from metrics.rules import RuleSet, shipped_rule_sets
from words import DEFAULT_LANGUAGE, _, use_language

FILE = Path(__file__).parents[1] / "docs" / "method.md"
COUNTED = "一二三四五六七八九十"  # headings of official documents: 一、 and below it （一）


def markdown() -> str:
    """The document in Chinese: chapters of formulas, then the rule sets with their bands."""
    use_language(DEFAULT_LANGUAGE)
    parts = ["# " + _("Method"), _(INTRODUCTION), "本文由 `make method` 按程序现行公式生成，请勿手工修改。"]
    for count, chapter in zip(COUNTED, CHAPTERS, strict=False):
        parts.append(f"## {count}、{chapter.label}")
        for place, formula in zip(COUNTED, chapter.formulas, strict=False):
            parts += [f"### （{place}）{formula.label}", formula.told, _formula(formula)]
    parts.append(f"## {COUNTED[len(CHAPTERS)]}、" + _(RULE_SETS))
    for place, rules in zip(COUNTED, shipped_rule_sets(), strict=False):
        parts += [f"### （{place}）{rules.name}", rules.note]
        parts += [_bands(rules), _line(_("Source"), rules.source)]
    return "\n\n".join(parts) + "\n"


def _formula(of: Formula) -> str:
    example = of.worked()
    put_in = of.sum(example)
    lines = [
        _line(_("Example"), example.told + (f"`{put_in}`" if put_in else "")),
        _line(_("Source"), of.source_text),
    ]
    if of.symbols:
        lines.insert(0, _line(_("Formula"), f"`{of.symbols}`（{of.legend}）"))
    return "\n".join(lines)


def _line(name: str, said: str) -> str:
    return f"- {name}：{said}"


def _bands(rules: RuleSet) -> str:
    lines = [f"| {band.status.label} | {rules.words(band)} |" for band in reversed(rules.bands)]
    return "\n".join(["| 状态 | 条件 |", "|---|---|", *lines])


if __name__ == "__main__":
    FILE.write_text(markdown(), encoding="utf-8")
