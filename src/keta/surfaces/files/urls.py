"""Addresses of files."""

from django.urls import path

from keta.surfaces.files import views

urlpatterns = [
    path("files", views.upload, name="upload-file"),
    path("files/<uuid:file_id>/<path:name>", views.download, name="file"),
]
