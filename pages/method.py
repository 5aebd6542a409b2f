"""Method: every formula in words and letters, with its source and an example; then the bands of every rule set."""

from metrics.formulas import CHAPTERS, INTRODUCTION, RULE_SETS
from metrics.rules import shipped_rule_sets
from screens import html
from words import _


def show() -> None:
    chapters = [
        html.panel(chapter.label, html.join(map(html.formula, chapter.formulas))) for chapter in CHAPTERS
    ]
    rule_sets = html.panel(_(RULE_SETS), html.join(map(html.rule_set, shipped_rule_sets())))
    html.block(
        html.fill(
            '<div class="method"><h1>{}</h1><p>{}</p>{}{}</div>',
            _("Method"),
            _(INTRODUCTION),
            html.join(chapters),
            rule_sets,
        )
    )


if __name__ == "__main__":  # Streamlit runs a page as a script
    show()
