"""Addresses of prints."""

from django.urls import path

from keta.surfaces.prints.views import pdf

urlpatterns = [path("<kind:kind>/<uuid:record_id>/prints/<slug:name>", pdf, name="print")]
