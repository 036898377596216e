"""Refusals as problem documents (RFC 9457): what is wrong, at which field, and what to do, in the caller's language."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Conflict, Invalid, Refused, Text
from keta.surfaces.api.encoding import dumps
from keta.surfaces.requests import Request

TITLES: dict[int, Text] = {
    400: _("The request cannot be understood"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible here"),
    409: _("Contradiction"),
    413: _("Too large"),
    415: _("Unknown form of content"),
    422: _("Not accepted"),
    429: _("Too many calls"),
    500: _("Something went wrong"),
}


class Unanswerable(Refused):
    """A request that cannot be answered as it was sent; `headers` go with the problem."""

    def __init__(
        self, message: Text, *, status: int, code: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.status = status
        self.headers = dict(headers or {})


class NotSignedIn(Unanswerable):
    """Nobody is behind the request."""

    def __init__(self, message: Text, code: str = "not_signed_in") -> None:
        super().__init__(message, status=401, code=code, headers={"WWW-Authenticate": 'Bearer realm="Keta"'})


def not_understood(message: Text, code: str) -> Unanswerable:
    return Unanswerable(message, status=400, code=code)


def problem(request: Request, refusal: Refused) -> HttpResponse:
    """The answer that a refusal makes."""
    told: dict[str, Any] = {
        "type": f"urn:keta:problem:{refusal.code}",
        "title": TITLES.get(refusal.status, TITLES[422]),
        "status": refusal.status,
        "detail": refusal.message,
        "code": refusal.code,
        "instance": request.path,
        "request_id": request.id,
    }
    if isinstance(refusal, Invalid):
        told["errors"] = errors_of(refusal)
    if isinstance(refusal, Conflict) and refusal.values:
        told["values"] = refusal.values
    headers = getattr(refusal, "headers", {})
    return HttpResponse(dumps(told), status=refusal.status, content_type="application/problem+json", headers=headers)


def errors_of(refusal: Invalid) -> list[dict[str, Any]]:
    """Each reason with the path of its field, such as `lines.0.price`."""
    return [{"path": path, "message": text} for path, texts in refusal.errors.items() for text in texts]
