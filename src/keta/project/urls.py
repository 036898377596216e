"""Every address of the house, surface by surface."""

from django.urls import URLPattern, URLResolver, include, path

from keta.project.health import healthz
from keta.project.home import home
from keta.project.preferences import keep_preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("account/", include("allauth.urls")),
    path("preferences", keep_preferences, name="preferences"),
    path("", home, name="home"),
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
