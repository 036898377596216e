"""What stands around every page: navigation by the actor's rights, who is signed in, what can be created."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.middleware.csrf import get_token
from django.template import engines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale
from markupsafe import Markup

from keta.kernel.access import Actor, Rights, Scope
from keta.kernel.objects import Kind, kind_of, kinds
from keta.kernel.refusals import Text
from keta.kernel.versions import version
from keta.surfaces.addresses import address
from keta.surfaces.frame_parts import Entries, Look, Parts, printed
from keta.surfaces.requests import Request

MOST_KEPT = 64


@dataclass(frozen=True)
class Place:
    """An entry of the navigation that is no object: a page of its own."""

    group: str
    label: Text
    icon: str
    url: str
    position: int = 50
    right: str = ""
    object: str = ""
    """Shown to those who may read this object, where one is named."""


@dataclass
class Menu:
    """The groups of the navigation in order, and the pages that are no lists; `project` fills it at start."""

    groups: dict[str, Text] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    phone: tuple[str, ...] = ()
    """Up to two objects of the phone's bottom bar, beside home."""
    company: Callable[[], str] = lambda: "Keta"
    unread: Callable[[Request], int] = lambda request: 0
    order: Callable[[Actor], tuple[str, ...]] = lambda actor: ()
    """The addresses of the navigation as the reader has arranged them."""


menu = Menu()


def frame_for(request: Request, breadcrumb: list[dict[str, Any]]) -> dict[str, Any]:
    """The object `frame` that `frame.html` describes."""
    look = Look.of(request.showing.language, request.COOKIES)
    parts = _parts(version.current(), request.actor.rights, look, menu.order(request.actor))
    return {
        "links": parts.links,
        "modules": _marked(parts.modules, request.path),
        "creations": parts.creations,
        "phone": _marked(parts.phone, request.path),
        "settings": parts.settings,
        "words": parts.words,
        "language": html_language(look.language),
        "theme": look.theme,
        "density": look.density,
        "is_folded": request.COOKIES.get("keta_folded") == "1",
        "company": menu.company(),
        "home_url": "/",
        "breadcrumb": breadcrumb,
        "user": {"name": request.actor.name, "detail": request.user.get_username(), "picture_url": ""},
        "user_links": USER_LINKS,
        "sign_out_url": "/account/logout/",
        "preferences_url": "/preferences",
        "search_url": "/search/suggest",
        "notices_url": "/notices",
        "notice_count": menu.unread(request),
        "toasts": request.session.pop("toasts", []),
        "csrf_token": get_token(request),
    }


USER_LINKS = [
    {"label": _("My account"), "icon": "user", "url": "/account/me"},
    {"label": _("Change password"), "icon": "key", "url": "/account/password/change/"},
    {"label": _("Second factor"), "icon": "shield-lock", "url": "/account/2fa/"},
]


def html_language(code: str) -> str:
    """`zh-hans` as the `lang` of a page: `zh-Hans`."""
    return to_locale(code).replace("_", "-")


@lru_cache(MOST_KEPT)
def _parts(_version: str, rights: Rights, look: Look, order: tuple[str, ...]) -> Parts:
    """What those with the same rights see around every page, in one language, one look and one order."""
    shown = [kind for kind in kinds().values() if kind.spec.menu and _is_open(rights, kind)]
    creations = [_creation(kind) for kind in shown if _may_create(rights, kind)]
    pages: Any = engines["jinja2"]
    return printed(pages.env, Entries(arranged(_groups(rights, shown), order), creations, _phone(rights)), look)


def _marked(links: Markup, path: str) -> Markup:
    """Tells the links that lead to this page or to one above it."""
    steps = path.strip("/").split("/")
    for url in ("/" + "/".join(steps[:end]) for end in range(1, len(steps) + 1)):
        links = links.replace(Markup('href="{}"').format(url), Markup('href="{}" aria-current="page"').format(url))
    return links


def _is_open(rights: Rights, kind: Kind) -> bool:
    return rights.scope(kind, "read") is not Scope.NONE


def _may_create(rights: Rights, kind: Kind) -> bool:
    return not kind.spec.administered and rights.scope(kind, "create") is not Scope.NONE


def _creation(kind: Kind) -> dict[str, Any]:
    return {"label": kind.label, "icon": kind.spec.icon, "url": address(kind.key, None, "new"), "keywords": kind.name}


def _may_go(rights: Rights, place: Place) -> bool:
    is_seen = not place.object or rights.scope(kind_of(place.object), "read") is not Scope.NONE
    return is_seen and (not place.right or rights.has(place.right))


def _groups(rights: Rights, shown: list[Kind]) -> list[dict[str, Any]]:
    entries: dict[str, list[tuple[int, Mapping[str, Any]]]] = {name: [] for name in menu.groups}
    for place in menu.places:
        if _may_go(rights, place):
            item = _item(place.label, place.icon, place.url)
            entries.setdefault(place.group, []).append((place.position, item))
    for kind in shown:
        item = _item(kind.label, kind.spec.icon, address(kind.key), kind.name)
        entries.setdefault(kind.spec.menu, []).append((kind.spec.position, item))
    return [
        {"label": menu.groups.get(name, ""), "items": [item for __, item in sorted(items, key=lambda pair: pair[0])]}
        for name, items in entries.items()
        if items
    ]


def navigation(actor: Actor) -> list[dict[str, Any]]:
    """The groups of the navigation as the actor sees them."""
    shown = [kind for kind in kinds().values() if kind.spec.menu and _is_open(actor.rights, kind)]
    return arranged(_groups(actor.rights, shown), menu.order(actor))


def arranged(groups: list[dict[str, Any]], order: tuple[str, ...]) -> list[dict[str, Any]]:
    """Groups and their items by the places of addresses in `order`; what it does not name follows as delivered."""
    if not order:
        return groups
    places = {url: place for place, url in enumerate(order)}

    def place(item: Mapping[str, Any]) -> int:
        return places.get(item["url"], len(places))

    inside = [{**group, "items": sorted(group["items"], key=place)} for group in groups]
    return sorted(inside, key=lambda group: place(group["items"][0]))


def _item(label: Text, icon: str, url: str, keywords: str = "") -> dict[str, Any]:
    return {"label": label, "icon": icon, "url": url, "keywords": keywords}


def _phone(rights: Rights) -> list[dict[str, Any]]:
    known = kinds()
    places = [_item(_("Home"), "home", "/")]
    for key in menu.phone:
        if key in known and _is_open(rights, known[key]):
            places.append(_item(known[key].label, known[key].spec.icon, address(key)))
    return places
