"""Addresses of forms, dialogs and choosers."""

from django.urls import path

from keta.surfaces.forms import acting, choosing, quick, views

urlpatterns = [
    path("divisions/choose", choosing.divisions_page, name="divisions"),
    path("<kind:kind>/new", views.new, name="new"),
    path("<kind:kind>/preview", views.preview, name="preview-new"),
    path("<kind:kind>/quick/<int:position>", quick.write_down, name="quick"),
    path("<kind:kind>/choose", choosing.choose, name="choose"),
    path("<kind:kind>/<uuid:record_id>/edit", views.edit, name="edit"),
    path("<kind:kind>/<uuid:record_id>/preview", views.preview, name="preview"),
    path("<kind:kind>/<uuid:record_id>/fields/<slug:name>", views.field, name="field"),
    path("<kind:kind>/<uuid:record_id>/actions/<slug:name>", acting.act, name="act"),
]
