"""Addresses of the pages of money."""

from django.urls import path

from keta.modules.billing.pages import views

urlpatterns = [
    path("billing/ageing", views.show_ageing, name="ageing"),
    path("billing/collection", views.show_collection, name="collection"),
    path("billing/statements/<uuid:party_id>", views.show_statement, name="statement"),
]
