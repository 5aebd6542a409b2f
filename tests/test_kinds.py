"""No code but that which works out figures from a ledger knows the ledger by its name."""

import ast
from pathlib import Path

from words.kinds import ledgers

ROOT = Path(__file__).parents[1]
NOT_OURS = {"tests", "data", "build", ".venv"}
# What may name a kind of ledger, and why. Everything else walks words.kinds.KINDS.
ALLOWED = {
    "words/terms.py": "a measure is counted from a ledger",
    "metrics/actuals.py": "what counts towards a measure",
    "metrics/breakdown.py": "what a figure of each measure is made up of",
    "metrics/board.py": "the last report of a task",
    "metrics/stages.py": "stages of standards",
    "metrics/pipeline.py": "the pipeline of standards",
    "metrics/trainings.py": "sessions",
    "metrics/examples.py": "the rows of worked examples",
    "exports/briefing/draft.py": "parts of a briefing have these codes too",
    "exports/briefing/parts.py": "parts of a briefing have these codes too",
    "exports/briefing/subjects.py": "parts of a briefing have these codes too",
    "pages/menu.py": "the names of pages",
    "pages/standards.py": "the address of the page",
    "pages/trainings.py": "the name of its file",
    "charts/standards.py": "the unit on an axis, in English",
}


def test_ledgers_are_named_only_where_figures_are_worked_out_from_them():
    naming = set()
    for file in sorted(ROOT.glob("**/*.py")):
        path = file.relative_to(ROOT)
        if path.parts[0] in NOT_OURS or path.parts[:2] in (("store", "migrations"), ("words", "kinds")):
            continue
        texts = {
            node.value
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Constant)
        }
        if texts & set(ledgers()):
            naming.add(str(path))
    assert naming <= set(ALLOWED), f"name no kind here: {naming - set(ALLOWED)}"
