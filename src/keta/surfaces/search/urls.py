"""The address of the search field."""

from django.urls import path

from keta.surfaces.search.views import suggest_page

urlpatterns = [path("search/suggest", suggest_page, name="suggest")]
