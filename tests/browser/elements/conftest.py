"""A Chromium and a stage for every test of the elements; a console error or a failed request fails the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .stage import Stage

AXE = Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 5_000


@pytest.fixture(scope="session")
def whole_stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.server.shutdown()


@pytest.fixture
def stage(whole_stage: Stage) -> Stage:
    whole_stage.clear()
    return whole_stage


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of; a test that provokes a refusal empties it itself."""
    return []


@pytest.fixture
def page(chromium: Browser, faults: list[str]) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on(
        "console",
        lambda message: faults.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: faults.append(request.url) if not _is_taken_back(request.failure) else None,
    )
    yield page
    context.close()
    assert faults == []


def _is_taken_back(failure: str | None) -> bool:
    """True for a request that an element cancelled because a newer one replaces it."""
    return failure == "net::ERR_ABORTED"


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    page.evaluate(AXE.read_text())
    report = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{finding['id']}: {node['html']}" for finding in report["violations"] for node in finding["nodes"]]
