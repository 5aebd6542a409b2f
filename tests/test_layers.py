"""Who may know of whom: numbers and documents need no Streamlit, readers no database, metrics neither."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOADED = """
import importlib, pkgutil, sys
for name in {packages!r}:
    found = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(found, "__path__", []), name + "."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
print([name for name in {forbidden!r} if name in sys.modules])
"""


@pytest.mark.parametrize(
    "packages, forbidden",
    [
        (["metrics"], ["streamlit", "sqlalchemy", "store", "loaders", "plotly"]),
        (["loaders"], ["streamlit", "sqlalchemy", "store", "pandas", "openpyxl"]),
        (["store"], ["streamlit", "loaders", "plotly"]),
        (["charts"], ["streamlit", "sqlalchemy", "store", "loaders"]),
        (["exports"], ["streamlit", "sqlalchemy", "store"]),
        (["cli", "intake", "demonstration"], ["streamlit", "plotly"]),
    ],
)
def test_layers_know_only_what_they_may(packages, forbidden):
    program = LOADED.format(packages=packages, forbidden=forbidden)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_module_at_the_top_is_installed_and_typed():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    modules = {file.stem for file in ROOT.glob("*.py")}
    assert modules == set(said["setuptools"]["py-modules"])
    assert modules <= {name.removesuffix(".py") for name in said["mypy"]["files"]}
