"""Finding a Chromium for the browser tests, or installing one: `python -m tests.browser.chromium` says which.

In this order: CHROMIUM, the system's, apt's (as root), Playwright's own. Browser tests are never skipped.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chinese needs a font; the package is small beside the browser.
APT = ("chromium", "fonts-noto-cjk")


@cache
def find() -> str:
    """The path of a Chromium that can be started. Raises RuntimeError when none can be had."""
    found = os.environ.get("CHROMIUM") or _on_path() or _with_apt() or _from_playwright()
    if not found:
        raise RuntimeError(
            "No Chromium was found and none could be installed. Set CHROMIUM to the path of one."
        )
    return found


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _with_apt() -> str | None:
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "--quiet"],
        ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *APT],
    ):
        if subprocess.run(command, env=environment, stdout=sys.stderr).returncode != 0:
            return None
    return _on_path()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not os.path.exists(path):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return path if os.path.exists(path) else None


if __name__ == "__main__":
    path = find()
    version = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"Browser tests use {path} ({version})")
