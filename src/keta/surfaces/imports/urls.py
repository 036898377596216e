"""Addresses of imports."""

from django.urls import path

from keta.surfaces.imports import views

urlpatterns = [
    path("<kind:kind>/import", views.start, name="import"),
    path("<kind:kind>/import/<uuid:upload_id>", views.show, name="import-file"),
    path("<kind:kind>/import/<uuid:upload_id>/progress", views.progress, name="import-progress"),
    path("<kind:kind>/import/<uuid:upload_id>/refused", views.refused_rows, name="import-refused"),
    path("<kind:kind>/import/<uuid:upload_id>/cancel", views.cancel, name="import-cancel"),
    path("<kind:kind>/import/<uuid:upload_id>/undo", views.undo, name="import-undo"),
]
