"""Pages in a real browser, against everything `kindling up` starts; skipped where there is no Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
KINDLING = str(Path(sys.executable).parent / "kindling")
NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = os.environ.get("KINDLING_PICTURES", "")  # a folder: what the tests saw is kept there
PATIENCE = 60_000  # milliseconds; a busy machine takes its time


@dataclass(frozen=True)
class Home:
    """A running `kindling up` in a folder of its own."""

    folder: Path
    web: str
    sandbox: str

    def kindling(self, *arguments: str) -> str:
        """What a command of the folder prints."""
        done = subprocess.run(
            [KINDLING, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Started as a newcomer starts it; every child is gone afterwards."""
    for name in ("workflows", "messages", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    up = subprocess.Popen(
        [KINDLING, "up"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert up.stdout is not None
    said: list[str] = []
    try:
        urls: list[str] = []
        for line in up.stdout:
            said.append(line)
            urls += re.findall(r"http://127\.0\.0\.1:\d+$", line.strip())
            if len(urls) == 2:
                break
        assert len(urls) == 2, "".join(said)
        yield Home(tmp_path, web=urls[1], sandbox=urls[0])
    finally:
        up.send_signal(signal.SIGTERM)
        up.communicate(timeout=60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A laptop's window; what it showed last is kept among the pictures."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    shown = context.new_page()
    yield shown
    picture(shown, f"last-of-{request.node.name}")
    context.close()


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep what the page looks like now, where somebody asked for pictures."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=whole)
