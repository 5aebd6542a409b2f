"""Method: every formula in words and letters, with its source and an example; then the bands of every rule set."""

from html import escape

import blocks
from metrics.method import CHAPTERS, INTRODUCTION, RULE_SETS
from metrics.rules import shipped_rule_sets
from words import _

title, introduction = _("Method"), _(INTRODUCTION)
parts = [f"<h1>{escape(title)}</h1><p>{escape(introduction)}</p>"]
parts += [blocks.panel(each.label, "".join(map(blocks.formula, each.formulas))) for each in CHAPTERS]
parts.append(blocks.panel(_(RULE_SETS), "".join(map(blocks.rule_set, shipped_rule_sets()))))
blocks.block(f'<div class="method">{"".join(parts)}</div>')
