"""One's own account: who I am here, my language, the order of my menu, my sign-ins, my tokens."""

from typing import Any, cast
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from keta.kernel.organisation.models import Member, User
from keta.kernel.refusals import NotFound, Refused
from keta.project.devices import device_words
from keta.surfaces.api.models import Token
from keta.surfaces.api.tokens import issue, revoke
from keta.surfaces.frame import navigation
from keta.surfaces.pages import page, signed_in, tell
from keta.surfaces.requests import Request

DAYS = (30, 90, 365)
ME = "/account/me"


@signed_in
@require_GET
def show(request: Request) -> HttpResponseBase:
    return _page(request)


@signed_in
@require_POST
def end_sessions(request: Request) -> HttpResponseBase:
    """Signs out everywhere but here."""
    others = _sessions(request).exclude(session_key=request.session.session_key)
    for session in others:
        session.end()
    tell(request, _("You are signed out on all other devices."))
    return HttpResponseRedirect(ME)


@signed_in
@require_POST
def make_token(request: Request) -> HttpResponseBase:
    """A new token, shown this once."""
    name = request.POST.get("name", "").strip()[:100]
    days = request.POST.get("days", "")
    try:
        if not name:
            raise Refused(_("Say which program is to use it."), code="name")
        text = issue(_user(request), name=name, days=int(days) if days in map(str, DAYS) else None)
    except Refused as refusal:
        return _page(request, {"token_error": refusal.message}, status=422)
    return _page(request, {"new_token": text})


@signed_in
@require_POST
def end_token(request: Request, token_id: UUID) -> HttpResponseBase:
    token = Token.objects.filter(pk=token_id, user_id=_user(request).pk, revoked_at=None).first()
    if token is None:
        raise NotFound(_("There is no such token among yours."))
    revoke(token)
    tell(request, _("The token “%(name)s” is no longer valid.") % {"name": token.name})
    return HttpResponseRedirect(ME)


def _page(request: Request, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponseBase:
    language = request.showing.language
    context = {
        "facts": _facts(request),
        "languages": [
            {"code": code, "label": label, "is_current": code == language} for code, label in settings.LANGUAGES
        ],
        "entries": [
            {"key": item["url"], "label": item["label"], "is_shown": True, "is_fixed": True}
            for group in navigation(request.actor)
            for item in group["items"]
        ],
        "sessions": [_session(request, each) for each in _sessions(request)],
        "tokens": Token.objects.filter(user_id=_user(request).pk, revoked_at=None).order_by("created_at"),
        "days_options": [
            {"value": str(days), "label": ngettext("%(count)d day", "%(count)d days", days) % {"count": days}}
            for days in DAYS
        ],
        "new_token": "",
        "token_error": "",
        **(more or {}),
    }
    return page(request, "account/me.html", context, breadcrumb=[{"label": _("My account"), "url": ""}], status=status)


def _facts(request: Request) -> list[tuple[str, str]]:
    member = Member.objects.select_related("department").get(user_id=_user(request).pk)
    positions = ", ".join(member.positions.order_by("title").values_list("title", flat=True))
    return [
        (pgettext("person", "Name"), member.name),
        (_("User name"), request.user.get_username()),
        (_("Department"), member.department.title if member.department else "—"),
        (_("Positions"), positions or "—"),
    ]


def _sessions(request: Request) -> Any:
    return UserSession.objects.filter(user_id=_user(request).pk).order_by("-last_seen_at")


def _session(request: Request, session: UserSession) -> dict[str, Any]:
    return {
        "device": device_words(session.user_agent),
        "ip": session.ip,
        "iso": session.last_seen_at.isoformat(),
        "when": f"{session.last_seen_at.astimezone(request.showing.zone):%Y-%m-%d %H:%M}",
        "is_this": session.session_key == request.session.session_key,
    }


def _user(request: Request) -> User:
    return cast(User, request.user)
