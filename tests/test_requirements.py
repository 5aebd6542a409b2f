"""What is imported is asked for by name: a package that comes with another one may go with it too."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import settings

HOUSE = {entry.name.removesuffix(".py") for entry in settings.ROOT.iterdir()}


def imported(folders: list[Path]) -> set[str]:
    """The packages of others that the modules of some folders import."""
    modules = {
        name.split(".")[0]
        for folder in folders
        for file in ([folder] if folder.is_file() else folder.rglob("*.py"))
        for name in _names(ast.parse(file.read_text(encoding="utf-8")))
    }
    return modules - HOUSE - sys.stdlib_module_names


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def asked_for(*files: str) -> set[str]:
    """The names of the packages in lists of requirements, as they are compared (PEP 503)."""
    texts = [(settings.ROOT / file).read_text(encoding="utf-8") for file in files]
    names = [name for text in texts for name in re.findall(r"^([A-Za-z0-9._-]+)", text, re.MULTILINE)]
    return {_comparable(name) for name in names if not name.startswith("-")}


def _comparable(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    "is_test, files",
    [(False, ["requirements.in"]), (True, ["requirements.in", "requirements-dev.in"])],
    ids=["the house", "tests"],
)
def test_what_is_imported_is_asked_for(is_test, files):
    folders = [
        entry
        for entry in settings.ROOT.iterdir()
        if not entry.name.startswith(".") and (entry.is_dir() or entry.suffix == ".py")
    ]
    modules = imported([folder for folder in folders if (folder.name == "tests") == is_test])
    known = packages_distributions()
    assert "pytest" in modules if is_test else "streamlit" in modules
    missing = {
        module
        for module in modules
        if not {_comparable(name) for name in known.get(module, [])} & asked_for(*files)
    }
    assert missing == set()
