"""Who may know of whom is proven by the contracts in pyproject.toml; here is what they cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOORS = {"app.py", "cli.py", "settings.py"}
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LOADED = """
import sys
import cli
from services import {service}
print([name for name in ("streamlit", "plotly", "openpyxl", "pptx", "docx") if name in sys.modules])
"""


def test_the_contracts_between_the_rooms_are_kept():
    done = subprocess.run([sys.executable, "-c", CONTRACTS], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 broken." in done.stdout  # and not because nothing was looked at


@pytest.mark.parametrize("service", ["imports", "closing", "demonstration"])
def test_the_command_line_starts_without_what_draws_and_writes(service):
    """Imports inside of functions are seen by the contracts, but only running shows what is loaded."""
    program = LOADED.format(service=service)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_command_line_says_what_it_can_do_without_tables_of_numbers():
    """pandas takes most of a second to load, which --help and a typing error need not wait for."""
    program = "import sys, cli; print('pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_doors_are_all_that_stands_at_the_top():
    assert {file.name for file in ROOT.glob("*.py")} == DOORS


# --- sizes: what a reader can hold in the head ---------------------------------------------------------------

LONGEST_MODULE, LONGEST_FUNCTION = 500, 60  # lines
CATALOGUES = {"loaders/problems.py"}  # one entry after another, to be looked up and not read
ROOMS = sorted(
    {file.parent for file in ROOT.glob("*/__init__.py")} - {ROOT / "tests"},
    key=str,
)


def modules() -> list[Path]:
    """Every module of the house. A migration that has landed is never edited, whatever its length."""
    inside = [file for room in ROOMS for file in room.rglob("*.py") if "migrations" not in file.parts]
    return sorted([*inside, *(ROOT / door for door in DOORS), *(ROOT / "data").rglob("*.py")])


def test_no_module_is_too_long_to_be_read():
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in modules()
    }
    assert len(lengths) > 100
    assert {name for name, count in lengths.items() if count > LONGEST_MODULE} <= CATALOGUES


def test_no_function_is_too_long_to_be_read():
    lengths = {
        f"{file.relative_to(ROOT)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert len(lengths) > 1000
    assert [name for name, count in lengths.items() if count > LONGEST_FUNCTION] == []
