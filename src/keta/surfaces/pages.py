"""Showing a page inside the frame; turning a refusal into a page or a fragment that says why and what to do."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from keta.kernel.refusals import Invalid, NotAllowed, Refused, Text
from keta.surfaces.frame import frame_for
from keta.surfaces.requests import Request

log = logging.getLogger("keta.pages")

View = Callable[..., HttpResponseBase]


def page(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    breadcrumb: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders a template that extends `frame.html`; a fragment asked for by htmx gets no frame object."""
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, template, {**context, "frame": {}, "request": request}, status=status, using="jinja2")
    around = {"frame": frame_for(request, breadcrumb or []), "request": request}
    return render(request, template, {**context, **around}, status=status, using="jinja2")


def signed_in(view: View) -> View:
    """For every page behind the sign-in: asks for it, and answers refusals in words."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        try:
            return view(request, *args, **options)
        except Refused as refusal:
            return refused(cast(Request, request), refusal)

    return asked


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """A page leads to the sign-in and back; a fragment is told, or it would show the sign-in within the page."""
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())


def refused(request: Request, refusal: Refused) -> HttpResponse:
    """A page with the reason; for htmx a short text that the page shows as a message."""
    if request.headers.get("HX-Request"):
        return HttpResponse(plain_reason(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    context = {"reason": refusal.message, "code": refusal.code, "request_id": request.id}
    try:
        return page(request, "states/refused.html", context, status=refusal.status)
    except NotAllowed:
        return render(request, "states/bare.html", {**context, "title": _("No access")}, status=403, using="jinja2")


def plain_reason(refusal: Refused) -> str:
    if isinstance(refusal, Invalid):
        return " ".join(str(text) for texts in refusal.errors.values() for text in texts)
    return str(refusal.message)


def tell(request: Request, text: Text, *, meaning: str = "information", undo_url: str = "") -> None:
    """A short message on the next page, with its undo where there is one."""
    _leave(request, {"text": str(text), "meaning": meaning, "undo_url": undo_url})


def tell_saved(request: Request, draft_key: str) -> None:
    """What was typed under this key is stored now: the next page drops the draft that the browser keeps of it."""
    _leave(request, {"saved": draft_key})


def _leave(request: Request, told: dict[str, str]) -> None:
    request.session["toasts"] = [*request.session.get("toasts", []), told]


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: its page is older than the sign-in, or it is not ours."""
    text = _("This page was open since before the last sign-in. Go back and save again: what you typed is kept.")
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"detail": text}, status=403)
    return _bare(request, {"reason": text, "code": "stale_form", "title": _("Please try again")}, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = {"reason": _("There is no page at this address."), "code": "not_found", "title": _("Not found")}
    return _bare(request, context, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    reason = _("Something went wrong on our side; nothing of what was saved is lost. Please try again.")
    return _bare(request, {"reason": reason, "code": "error", "title": _("Something went wrong")}, 500)


def _bare(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    context["request_id"] = getattr(request, "id", "")
    return render(request, "states/bare.html", context, status=status, using="jinja2")
