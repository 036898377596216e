"""Keeps theme, density, folded navigation and language on this device, the order of the navigation for the member."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST

from keta.surfaces.lists.preferred import prefer_menu
from keta.surfaces.pages import signed_in
from keta.surfaces.requests import Request

YEAR = 365 * 24 * 3600
CHOICES = {
    "theme": {"auto", "light", "dark"},
    "density": {"comfortable", "dense", "touch"},
    "folded": {"0", "1"},
}


@require_POST
def keep_preferences(request: HttpRequest) -> HttpResponse:
    """204; what is unknown is ignored, since a preference is never worth an error."""
    response = HttpResponse(status=204)
    for name, allowed in CHOICES.items():
        if request.POST.get(name) in allowed:
            _keep(response, f"keta_{name}", request.POST[name], is_read_by_script=True)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, request.POST["language"], is_read_by_script=False)
    return response


@signed_in
@require_POST
def keep_menu(request: Request) -> HttpResponseBase:
    """Keeps the order of the navigation for the member, on all his devices; nothing goes back to the one delivered."""
    prefer_menu(request.POST.get("keys", ""), actor=request.actor)
    return JsonResponse({})


def _keep(response: HttpResponse, name: str, value: str, *, is_read_by_script: bool) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=not is_read_by_script,
    )
