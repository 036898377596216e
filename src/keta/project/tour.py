"""`keta tour`: pictures of every page of the demo company, as it stands in a folder that `up --demo` has filled."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from keta.kernel.access import Actor, Scope, actor_of, records_for
from keta.kernel.objects import Kind, kinds
from keta.kernel.organisation.models import User
from keta.project.bench.measuring import server
from keta.project.sessions import session_of
from keta.surfaces.addresses import address

PORT = 18300
BASE = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def addresses(actor: Actor) -> Iterator[tuple[str, str]]:
    """Name and address of every page that the actor can reach: home, lists, boards, forms, one record of each kind."""
    yield "home", "/"
    for kind in sorted(kinds().values(), key=lambda each: each.key):
        if kind.spec.menu and actor.rights.scope(kind, "read") is not Scope.NONE:
            yield from _of_kind(kind, actor)
    yield "api-docs", "/api/docs"
    yield "second-factor", "/account/2fa/"
    yield "own-account", "/account/me"


def _of_kind(kind: Kind, actor: Actor) -> Iterator[tuple[str, str]]:
    yield f"{kind.key}-list", address(kind.key)
    if kind.spec.kanban:
        yield f"{kind.key}-board", address(kind.key, None, "board")
    may_create = actor.rights.scope(kind, "create") is not Scope.NONE
    if may_create:
        yield f"{kind.key}-new", address(kind.key, None, "new")
        yield f"{kind.key}-import", address(kind.key, None, "import")
    record = records_for(actor, kind).order_by("-changed_at").values_list("pk", flat=True).first()
    if record is not None:
        yield f"{kind.key}-page", address(kind.key, record)
        yield f"{kind.key}-history", address(kind.key, record, "history")
        if may_create:
            yield f"{kind.key}-edit", address(kind.key, record, "edit")


def command(chosen: argparse.Namespace) -> int:
    """Starts the house on the folder, signs in as the administrator of the demo company, takes the pictures."""
    user = User.objects.filter(username="demo-admin").first()
    if user is None:
        print("There is no demo company here; `keta up --demo` makes one.")
        return 1
    pages = list(addresses(actor_of(user.member)))  # type: ignore[attr-defined]  # the other side of Member.user
    session = session_of(user)
    folder = Path(chosen.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with server(PORT, {}), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = signed_in(browser, session, device=chosen.device, theme=chosen.theme)
        if chosen.locale:
            context.add_cookies([{"name": "django_language", "value": chosen.locale, "url": BASE}])
        _take(context, pages, folder)
        browser.close()
    print(f"{len(pages)} pictures in {folder}")
    return 0


def _take(context: BrowserContext, pages: list[tuple[str, str]], folder: Path) -> None:
    page = context.new_page()
    for name, path in pages:
        page.goto(f"{BASE}{path}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png")


def signed_in(browser: Browser, session: str, *, device: str = "desktop", theme: str = "light") -> BrowserContext:
    """A window that is signed in already: the sign-in page is no part of what is looked at."""
    size: Any = SIZES[device]
    context = browser.new_context(viewport=size, color_scheme="dark" if theme == "dark" else "light", locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": session, "url": BASE}])
    return context
