"""The door of the API: who calls, may he call so often, has this been answered already; then the view, or a problem."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import NotAllowed, NotFound, Refused
from keta.surfaces.api.idempotency import once
from keta.surfaces.api.limits import spend
from keta.surfaces.api.problems import NotSignedIn, Unanswerable, not_understood, problem
from keta.surfaces.api.tokens import bearer_of
from keta.surfaces.requests import Request

View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS")
BROKEN = _("Something broke inside Keta. See whether it was done before you send it again, and report the request_id.")
log = logging.getLogger(__name__)


def endpoint(**views: View) -> Callable[..., HttpResponseBase]:
    """One address of the API: `endpoint(get=..., post=...)`. Views get the request and what the address names, the
    object as its `kind`."""
    allowed = ", ".join(sorted({method.upper() for method in views} | ({"HEAD"} if "get" in views else set())))

    @csrf_exempt  # a token cannot be sent by a browser unasked; for sessions `_admit` checks it
    def answer(plain: HttpRequest, **parts: Any) -> HttpResponseBase:
        request = cast(Request, plain)
        headers: dict[str, str] = {}
        response: HttpResponseBase
        try:
            user_id = _admit(request, headers)
            view = views.get("get" if request.method == "HEAD" else (request.method or "").lower())
            if view is None:
                raise Unanswerable(
                    _("Possible here: %(allowed)s.") % {"allowed": allowed},
                    status=405,
                    code="method",
                    headers={"Allow": allowed},
                )
            response = _respond(request, view, parts, user_id)
        except Refused as refusal:
            response = problem(request, refusal)
        except (SuspiciousOperation, UnreadablePostError, MultiPartParserError) as error:
            broken = _("The request is broken: %(reason)s") % {"reason": error}
            response = problem(request, not_understood(broken, "broken"))
        except Exception:  # whatever breaks inside: a program is told in its own form, and by which id the log has it
            log.exception("request %s failed: %s %s", request.id, request.method, request.path)
            response = problem(request, Unanswerable(BROKEN, status=500, code="internal"))
        response.headers.setdefault("Cache-Control", "private, no-cache")
        for name, text in headers.items():
            response[name] = text
        return response

    return answer


@csrf_exempt  # it does nothing
def no_such_address(request: HttpRequest) -> HttpResponse:
    return problem(cast(Request, request), NotFound(_("There is nothing at this address.")))


def _respond(request: Request, view: View, parts: dict[str, Any], user_id: Any) -> HttpResponseBase:
    if "key" in parts:
        parts["kind"] = kind_named(parts.pop("key"))
    respond = partial(view, request, **parts)
    if request.method == "POST" and "Idempotency-Key" in request.headers:
        return once(request, user_id, cast(Callable[[], HttpResponse], respond))  # what is written is never streamed
    return respond()


def kind_named(key: str) -> Kind:
    """The object under a key; lines have no address of their own, for they have no rights of their own."""
    kind = kind_of(key)
    if kind.is_line:
        raise NotFound(_("There is no object “%(name)s”.") % {"name": key[:60]}, code="object")
    return kind


def _admit(request: Request, headers: dict[str, str]) -> Any:
    """Puts the actor on the request and gives the id of his user; raises with 401 or 429."""
    scheme, __, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer":
            raise NotSignedIn(_("Send the token as Authorization: Bearer <token>."))
        bearer = bearer_of(credentials.strip())
        allowance = spend(bearer.token_id)
        headers |= allowance.headers
        allowance.check()
        request.actor = bearer.actor
        return bearer.user_id
    if not request.user.is_authenticated:
        raise NotSignedIn(_("Sign in, or send a token as Authorization: Bearer <token>."))
    if request.method not in SAFE:
        _check_session(request)
    request.actor = request.actor.through("api")
    return request.user.pk


def _unmarked(request: HttpRequest) -> HttpResponse:
    """A view that is not exempt, as which a call of a session is checked."""
    return HttpResponse()


class _SessionCheck(CsrfViewMiddleware):
    """Django's check, with the reason in place of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _check_session(request: Request) -> None:
    check = _SessionCheck(_unmarked)
    check.process_request(request)
    if reason := check.process_view(request, _unmarked, (), {}):
        message = _("This sign-in needs the header X-CSRFToken with the value of the cookie: %(reason)s")
        raise NotAllowed(message % {"reason": reason}, code="csrf")
