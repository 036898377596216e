"""Keeps theme, density, folded navigation and language for a year, on this device."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

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


def _keep(response: HttpResponse, name: str, value: str, *, is_read_by_script: bool) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=not is_read_by_script,
    )
