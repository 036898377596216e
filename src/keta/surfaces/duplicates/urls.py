"""Addresses of likely duplicates."""

from django.urls import path

from keta.surfaces.duplicates import views

urlpatterns = [path("<kind:kind>/likely", views.show_likely, name="likely")]
