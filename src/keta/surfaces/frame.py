"""What stands around every page: navigation by the actor's rights, who is signed in, what can be created."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

from keta.kernel.access import Scope
from keta.kernel.objects import Kind, kinds
from keta.kernel.refusals import Text
from keta.surfaces.addresses import address
from keta.surfaces.requests import Request


@dataclass(frozen=True)
class Place:
    """An entry of the navigation that is no object: a page of its own."""

    group: str
    label: Text
    icon: str
    url: str
    position: int = 50
    right: str = ""


@dataclass
class Menu:
    """The groups of the navigation in order, and the pages that are no lists; `project` fills it at start."""

    groups: dict[str, Text] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    phone: tuple[str, ...] = ()
    """Up to two objects of the phone's bottom bar, beside home."""
    company: Callable[[], str] = lambda: "Keta"
    unread: Callable[[Request], int] = lambda request: 0


menu = Menu()


def frame_for(request: Request, breadcrumb: list[dict[str, Any]]) -> dict[str, Any]:
    """The object `frame` that `frame.html` describes."""
    shown = [kind for kind in kinds().values() if kind.spec.menu and is_open(request, kind)]
    cookies = request.COOKIES
    return {
        "language": html_language(request.showing.language),
        "languages": [
            {"code": code, "label": label, "is_current": code == request.showing.language}
            for code, label in settings.LANGUAGES
        ],
        "theme": cookies.get("keta_theme", "auto"),
        "density": cookies.get("keta_density", "comfortable"),
        "is_folded": cookies.get("keta_folded") == "1",
        "company": menu.company(),
        "home_url": "/",
        "groups": _groups(request, shown),
        "breadcrumb": breadcrumb,
        "user": {"name": request.actor.name, "detail": request.user.get_username(), "picture_url": ""},
        "user_links": USER_LINKS,
        "sign_out_url": "/account/logout/",
        "preferences_url": "/preferences",
        "search_url": "/search/suggest",
        "creations": [_creation(kind) for kind in shown if _may_create(request, kind)],
        "notices_url": "/notices",
        "notice_count": menu.unread(request),
        "phone": _phone(request),
        "toasts": request.session.pop("toasts", []),
        "csrf_token": get_token(request),
    }


USER_LINKS = [
    {"label": _("Sign-in and security"), "icon": "shield-lock", "url": "/account/2fa/"},
    {"label": _("Sessions"), "icon": "devices", "url": "/account/sessions/"},
    {"label": _("Change password"), "icon": "key", "url": "/account/password/change/"},
]


def html_language(code: str) -> str:
    """`zh-hans` as the `lang` of a page: `zh-Hans`."""
    return to_locale(code).replace("_", "-")


def is_open(request: Request, kind: Kind) -> bool:
    return request.actor.rights.scope(kind, "read") is not Scope.NONE


def _may_create(request: Request, kind: Kind) -> bool:
    return not kind.spec.administered and request.actor.rights.scope(kind, "create") is not Scope.NONE


def _creation(kind: Kind) -> dict[str, Any]:
    return {"label": kind.label, "icon": kind.spec.icon, "url": address(kind.key, None, "new"), "keywords": kind.name}


def _groups(request: Request, shown: list[Kind]) -> list[dict[str, Any]]:
    entries: dict[str, list[tuple[int, Mapping[str, Any]]]] = {name: [] for name in menu.groups}
    for place in menu.places:
        if not place.right or request.actor.rights.has(place.right):
            item = _item(request, place.label, place.icon, place.url, "")
            entries.setdefault(place.group, []).append((place.position, item))
    for kind in shown:
        item = _item(request, kind.label, kind.spec.icon, address(kind.key), kind.name)
        entries.setdefault(kind.spec.menu, []).append((kind.spec.position, item))
    return [
        {"label": menu.groups.get(name, ""), "items": [item for __, item in sorted(items, key=lambda pair: pair[0])]}
        for name, items in entries.items()
        if items
    ]


def _item(request: Request, label: Text, icon: str, url: str, keywords: str) -> dict[str, Any]:
    path = request.path
    is_current = path == url or (url != "/" and path.startswith(f"{url}/"))
    return {"label": label, "icon": icon, "url": url, "keywords": keywords, "is_current": is_current, "count": None}


def _phone(request: Request) -> list[dict[str, Any]]:
    known = kinds()
    places = [_item(request, _("Home"), "home", "/", "")]
    for key in menu.phone:
        if key in known and is_open(request, known[key]):
            places.append(_item(request, known[key].label, known[key].spec.icon, address(key), ""))
    return places
