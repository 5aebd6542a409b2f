"""Method: every formula in words and letters, with its source and an example; then the bands of every rule set."""

from html import escape

from metrics.formulas import CHAPTERS, INTRODUCTION, RULE_SETS
from metrics.rules import shipped_rule_sets
from screens import html
from words import _

title, introduction = _("Method"), _(INTRODUCTION)
parts = [f"<h1>{escape(title)}</h1><p>{escape(introduction)}</p>"]
parts += [html.panel(each.label, "".join(map(html.formula, each.formulas))) for each in CHAPTERS]
parts.append(html.panel(_(RULE_SETS), "".join(map(html.rule_set, shipped_rule_sets()))))
html.block(f'<div class="method">{"".join(parts)}</div>')
