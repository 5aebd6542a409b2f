"""The wheel, installed where there is no checkout: one package, with all that it needs inside.

Shortened: the environment is empty of Planwatch, but its other packages are not downloaded again. A path file lends
it those of the environment that runs the tests; path files over there, and so the checkout, are not followed. That
the wheel asks for the right packages is read from its metadata.
"""

import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

import settings

ROOMS = tomllib.loads((settings.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]  # fmt: skip
DOORS = ["app", "cli", "settings"]
STARTS_WITHIN = 60  # seconds; a loaded machine is slow to import
PLAN = "tj-standards-145"


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and a folder that has nothing to do with either."""

    environment: Path
    packages: Path  # its site-packages
    elsewhere: Path
    added: frozenset[str]  # what installing the wheel put into site-packages

    @property
    def variables(self) -> dict[str, str]:
        """Variables of a person whose home is `elsewhere`, and who has set nothing for Planwatch or Python."""
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith(("PLANWATCH_", "PYTHON"))
        }
        home = self.elsewhere / "home"
        return {**ours, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment from `elsewhere`."""
        program = str(self.environment / "bin" / command[0])
        return subprocess.run(
            [program, *command[1:]], cwd=self.elsewhere, env=self.variables, capture_output=True, text=True
        )

    def json(self, *words: str) -> dict:
        done = self.run("planwatch", *words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(settings.ROOT))
    [file] = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    environment, elsewhere = folder / "venv", folder / "elsewhere"
    elsewhere.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / "bin" / "python"
    packages = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(environment)}))
    before = set(os.listdir(packages))
    _pip("--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    added = frozenset(set(os.listdir(packages)) - before)
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return Installed(environment, packages, elsewhere, added)


@pytest.fixture(scope="module")
def loaded(installed: Installed) -> dict:
    """The demonstration data, loaded by the installed program."""
    return installed.json("demo")


def _pip(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "--quiet", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_package_is_installed_and_nothing_beside_it(installed):
    assert installed.added == {"planwatch", "planwatch-0.1.0.dist-info"}


def test_the_wheel_asks_for_what_planwatch_needs(installed):
    metadata = (installed.packages / "planwatch-0.1.0.dist-info" / "METADATA").read_text(encoding="utf-8")
    needed = (settings.ROOT / "requirements.in").read_text(encoding="utf-8")
    names = r"^{}([a-z0-9-]+)"
    assert set(re.findall(names.format("Requires-Dist: "), metadata, re.MULTILINE)) == set(
        re.findall(names.format(""), needed, re.MULTILINE)
    )


@pytest.mark.parametrize("module", [*DOORS, *ROOMS])
def test_no_module_of_the_house_lies_loose(installed, module):
    done = installed.run("python", "-I", "-c", f"import {module}")
    assert f"No module named '{module}'" in done.stderr


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_in_the_wheel(installed, room):
    def files(house: Path) -> set[Path]:
        return {
            file.relative_to(house) for file in (house / room).rglob("*") if file.suffix in (".py", ".toml")
        }

    assert files(installed.packages / "planwatch") == files(settings.ROOT)


def test_the_package_comes_from_the_wheel(installed):
    done = installed.run("python", "-I", "-c", "import planwatch; print(planwatch.HOUSE)")
    assert Path(done.stdout.strip()) == (installed.packages / "planwatch").resolve()


def test_the_demonstration_is_loaded_into_the_person_s_own_folder(installed, loaded):
    assert loaded["plans"] == 5 and loaded["ledgers"] > 100
    assert (installed.elsewhere / "home" / "data" / "planwatch" / "planwatch.db").exists()
    assert os.listdir(installed.elsewhere) == ["home"]
    assert not list(installed.packages.rglob("*.db"))


def test_a_board_is_shown_from_any_folder(installed, loaded):
    board = installed.json("board", PLAN, "--month", "2023-06")
    assert (board["plan"], board["month"], board["is_demo"]) == (PLAN, "2023-06", True)
    assert board["targets"][0]["actual_value"] == 41


def test_the_catalogue_is_in_the_wheel(installed, loaded):
    assert "达序时" in installed.run("planwatch", "board", PLAN, "--month", "2023-06").stdout


def test_the_dashboard_is_served(installed, loaded):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(installed.environment / "bin" / "planwatch"), "serve", "--port", str(port)]
    log = installed.elsewhere.parent / "server.log"
    with open(log, "wb") as output:
        server = subprocess.Popen(
            command, cwd=installed.elsewhere, env=installed.variables, stdout=output, stderr=output
        )
        try:
            assert _answer(f"http://127.0.0.1:{port}/healthz", server) == 200, log.read_text(errors="replace")
        finally:
            server.terminate()
            server.wait(timeout=20)


def _answer(address: str, server: subprocess.Popen) -> int | None:
    """The status of the first answer; None where the server ended or kept silent."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=2) as answer:
                return answer.status
        except OSError:
            time.sleep(0.1)
    return None
