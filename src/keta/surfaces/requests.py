"""What every request carries: an id that stands in logs, history and error pages; the actor; how values are shown."""

import logging
from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, actor_of
from keta.kernel.columns import new_id
from keta.kernel.fieldtypes import Showing
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import NotAllowed
from keta.kernel.versions import version
from keta.surfaces.addresses import address

log = logging.getLogger("keta.requests")

_actors: dict[object, tuple[str, Actor]] = {}


class Request(HttpRequest):
    """A request as views see it, after `RequestMiddleware`."""

    id: str
    actor: Actor
    showing: Showing


class VersionMiddleware:
    """First of all a request forgets the version that its thread met before; whoever needs it first reads it anew."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        version.begin()
        return self.respond(request)


class RequestMiddleware:
    """Gives each request its id, actor and showing."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(Request, plain)
        request.id = new_id().hex[-12:]
        request.actor = cast(Actor, SimpleLazyObject(lambda: actor_of_request(request)))
        request.showing = cast(Showing, SimpleLazyObject(showing_here))
        response = self.respond(request)
        response["X-Request-ID"] = request.id
        return response


def showing_here() -> Showing:
    """How values are shown in the active language, with links to pages."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return Showing(
        language=translation.get_language() or settings.LANGUAGE_CODE,
        zone=zone,
        today=timezone.localdate(timezone=zone),
        currency=settings.BASE_CURRENCY,
        address=address,
    )


def actor_of_request(request: HttpRequest) -> Actor:
    """The member behind the sign-in; kept per process until rights change. Raises `NotAllowed` for a bare login."""
    user = request.user
    kept = _actors.get(user.pk)
    if kept is not None and kept[0] == version.current():
        return kept[1]
    member = Member.objects.filter(user_id=user.pk).first() if user.is_authenticated else None
    if member is None:
        raise NotAllowed(_("This sign-in belongs to no member of the company; an administrator can link it."))
    actor = actor_of(member)
    if len(_actors) > 5000:
        _actors.clear()
    _actors[user.pk] = (version.current(), actor)
    return actor
