"""Addresses of single records."""

from django.urls import path

from keta.surfaces.details import sharing, views

urlpatterns = [
    path("<kind:kind>/<uuid:record_id>", views.show, name="show"),
    path("<kind:kind>/<uuid:record_id>/history", views.history, name="history"),
    path("<kind:kind>/<uuid:record_id>/sharing", sharing.sharing, name="sharing"),
    path("<kind:kind>/<uuid:record_id>/sharing/<uuid:share_id>/end", sharing.end, name="end-share"),
    path("<kind:kind>/<uuid:record_id>/timeline", views.dealings, name="timeline"),
    path("<kind:kind>/<uuid:record_id>/neighbours", views.beside, name="neighbours"),
]
