"""The documents keep up with the code."""

import re
from pathlib import Path

import pytest
import typer

from cli import cli
from metrics.reporting import ReportState
from metrics.stages import Remark
from metrics.units import Part
from tests.browser.pictures import PICTURES
from words.kinds import KINDS
from words.terms import Comparator, Cycle, DueSource, Measure, Notice, Stage, Status

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(cli).commands
READMES = ("README.md", "README.zh-CN.md")
COMMAND_LINES = ("docs/cli.md", "docs/cli.zh-CN.md")
IMAGES = ROOT / "docs" / "images"


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str) -> list[str]:
    """The lines of a document's blocks of code."""
    code = re.findall(r"^```\n(.*?)^```", read(document), re.MULTILINE | re.DOTALL)
    return [line for block in code for line in block.splitlines()]


def sections(document: str) -> dict[str, str]:
    """The sections of a document by the first word of their titles."""
    parts = re.split(r"^## (\S+).*\n", read(document), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("document", COMMAND_LINES)
def test_every_command_has_its_section_and_an_example(document):
    assert set(sections(document)) == set(COMMANDS)
    assert {line.split()[1] for line in blocks(document)} == set(COMMANDS)


@pytest.mark.parametrize("document", COMMAND_LINES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_told_and_no_other(command, document):
    options = {
        name
        for option in COMMANDS[command].params
        if option.param_type_name == "option"
        for name in option.opts
    }
    # What is said of the option of another command, in a sentence, is no option of this one.
    listed = re.findall(r"^\|([^|]*)\||(?:Options?:|选项：)(.*)", sections(document)[command], re.MULTILINE)
    assert set(re.findall(r"--[a-z][a-z-]+", str(listed))) == options


def test_the_command_line_is_the_same_in_both_languages():
    """Names of files and comments are in the language of the reader."""
    english, chinese = (
        [re.findall(r"planwatch \w+|--[a-z-]+", line) for line in blocks(document)]
        for document in COMMAND_LINES
    )
    assert english == chinese


def test_both_readmes_show_the_same_blocks():
    english, chinese = ([re.sub("<.*?>", "<>", line) for line in blocks(readme)] for readme in READMES)
    assert english == chinese and "make run" in english


def test_every_command_of_make_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    for document in [*READMES, *(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))]:
        code = "\n".join([*blocks(document), *re.findall(r"`([^`\n]+)`", read(document))])
        assert set(re.findall(r"^make ([a-z-]+)", code, re.MULTILINE)) <= targets, document


def test_every_picture_is_shown_and_drawn():
    """A picture that no document shows would only grow old."""
    shown = {
        name
        for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for name in re.findall(r"images/([\w-]+)\.png", document.read_text(encoding="utf-8"))
    }
    assert shown == {file.stem for file in IMAGES.iterdir()} == set(PICTURES)


@pytest.mark.parametrize(
    "word", [*Status, *Measure, *Comparator, *DueSource, *Cycle, *Remark, *ReportState, *Notice, *Part]
)
def test_every_code_stands_in_the_glossary(word):
    assert f"`{word.value}`" in GLOSSARY


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_stands_in_the_glossary(stage):
    assert stage.value in GLOSSARY


def test_links_between_documents_lead_somewhere():
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_architecture_names_every_module():
    text = read("docs/architecture.md")
    assert [file.name for file in ROOT.glob("*.py") if f"`{file.name}`" not in text] == []


def test_every_kind_has_a_reader_and_a_table():
    from loaders.cells import READERS
    from store.schema import versioned

    assert set(KINDS) == set(versioned)
    assert {column.content for kind in KINDS.values() for column in kind.columns} <= set(READERS)
    for name, kind in KINDS.items():
        assert {*kind.field_names} <= {column.name for column in versioned[name].columns}
