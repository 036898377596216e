"""The whole house as `keta up --demo` starts it, and a Chromium in which any console error fails the test."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SESSION = ("sessionid", "csrftoken")
READY = re.compile(r"ready at (\S+) .*or as .* / (\S+)")


@dataclass
class House:
    """Where the house answers, and the password of the demo sign-ins."""

    url: str
    password: str


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    if running := os.environ.get("KETA_BROWSER_HOUSE"):  # "URL PASSWORD" of one that runs already
        yield House(*running.split())
        return
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="keta-browser-")
    environment = {**os.environ, "KETA_DATA_FOLDER": folder, "KETA_LANGUAGE": "zh-hans"}
    environment.pop("KETA_DATABASE", None)
    command = [sys.executable, "-m", "keta.project.command", "up", "--demo", "--data", folder, "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        found = None
        while found is None and process.poll() is None:
            found = READY.search(process.stdout.readline())
        assert found, "keta up --demo did not start"
        yield House(found[1], found[2])
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def faults() -> list[str]:
    return []


def window(chromium: Browser, faults: list[str], width: int = 1440, height: int = 900, theme: str = "light") -> Page:
    context: BrowserContext = chromium.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme=theme
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda told: told.type in ("error", "warning") and faults.append(f"{page.url}: {told.text}"))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    return page


_signed_in: dict[tuple[str, str], list[Any]] = {}


def sign_in(page: Page, house: House, name: str, *, is_fresh: bool = False) -> None:
    """As somebody who has signed in on this device before; `is_fresh` where the sign-in itself is looked at."""
    kept = _signed_in.get((house.url, name))
    if kept and not is_fresh:
        page.context.add_cookies(kept)
        return
    page.goto(f"{house.url}/account/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", house.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{house.url}/")
    if not is_fresh:
        _signed_in[house.url, name] = [each for each in page.context.cookies() if each["name"] in SESSION]


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page, with the first place of each.

    The window is made tall for it: what the bar at the foot covers just now is no small target once it is scrolled.
    """
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": 4000})
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    page.set_viewport_size(size)
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['help']}" for each in found["violations"]]
