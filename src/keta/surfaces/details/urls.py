"""Addresses of single records."""

from django.urls import path

from keta.surfaces.details import views

urlpatterns = [
    path("<kind:kind>/<uuid:record_id>", views.show, name="show"),
    path("<kind:kind>/<uuid:record_id>/history", views.history, name="history"),
    path("<kind:kind>/<uuid:record_id>/timeline", views.dealings, name="timeline"),
    path("<kind:kind>/<uuid:record_id>/neighbours", views.beside, name="neighbours"),
]
