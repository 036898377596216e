"""Every address of the house, surface by surface."""

from django.urls import URLPattern, URLResolver, include, path

from keta.project import own_account
from keta.project.health import healthz
from keta.project.home import home
from keta.project.preferences import keep_menu, keep_preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("account/me", own_account.show, name="own-account"),
    path("account/me/sessions", own_account.end_sessions, name="end-sessions"),
    path("account/me/tokens", own_account.make_token, name="make-token"),
    path("account/me/tokens/<uuid:token_id>", own_account.end_token, name="end-token"),
    path("account/", include("allauth.urls")),
    path("preferences", keep_preferences, name="preferences"),
    path("preferences/menu", keep_menu, name="preferences-menu"),
    path("", home, name="home"),
    path("", include("keta.modules.ledger.pages.urls")),
    path("", include("keta.modules.billing.pages.urls")),
    path("", include("keta.surfaces.api.urls")),
    path("", include("keta.surfaces.search.urls")),
    path("", include("keta.surfaces.notices.urls")),
    path("", include("keta.surfaces.lists.urls")),
    path("", include("keta.surfaces.imports.urls")),
    path("", include("keta.surfaces.exports.urls")),
    path("", include("keta.surfaces.duplicates.urls")),
    path("", include("keta.surfaces.files.urls")),
    path("", include("keta.surfaces.forms.urls")),
    path("", include("keta.surfaces.prints.urls")),
    path("", include("keta.surfaces.details.urls")),
]

handler404 = "keta.surfaces.pages.not_found"
handler500 = "keta.surfaces.pages.server_error"
