"""The documents keep up with the code."""

import re
from pathlib import Path

import pytest

from cli import cli
from metrics.reporting import ReportState
from metrics.stages import Remark
from metrics.units import Part
from words.kinds import KINDS
from words.terms import Comparator, Cycle, DueSource, Measure, Notice, Stage, Status

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
COMMANDS = [command.callback.__name__ for command in cli.registered_commands if command.callback]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_both_readmes(command, readme):
    assert f"planwatch {command}" in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word", [*Status, *Measure, *Comparator, *DueSource, *Cycle, *Remark, *ReportState, *Notice, *Part]
)
def test_every_code_stands_in_the_glossary(word):
    assert f"`{word.value}`" in GLOSSARY


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_stands_in_the_glossary(stage):
    assert stage.value in GLOSSARY


def test_both_readmes_tell_the_same_commands():
    blocks = [
        re.findall(r"^\.venv/bin/planwatch (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert blocks[0] == blocks[1]


def test_links_between_documents_lead_somewhere():
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_architecture_names_every_module():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [file.name for file in ROOT.glob("*.py") if f"`{file.name}`" not in text] == []


def test_every_kind_has_a_reader_and_a_table():
    from loaders.cells import READERS
    from store.schema import versioned

    assert set(KINDS) == set(versioned)
    assert {column.content for kind in KINDS.values() for column in kind.columns} <= set(READERS)
    for name, kind in KINDS.items():
        assert {*kind.field_names} <= {column.name for column in versioned[name].columns}
