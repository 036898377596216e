"""Addresses of the ledger's own pages, and of the same figures for programs."""

from django.urls import path

from keta.modules.ledger.pages import views
from keta.surfaces.api.door import endpoint

urlpatterns = [
    path("ledger/trial-balance", views.show_trial_balance, name="trial-balance"),
    path("ledger/accounts/<uuid:account_id>/book", views.show_account_book, name="account-book"),
    path("api/v1/ledger/trial-balance", endpoint(get=views.tell_trial_balance)),
]
