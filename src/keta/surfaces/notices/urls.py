"""The address of the bell."""

from django.urls import path

from keta.surfaces.notices.views import notices

urlpatterns = [path("notices", notices, name="notices")]
