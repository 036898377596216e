"""Addresses of exports."""

from django.urls import path

from keta.surfaces.exports import views

urlpatterns = [
    path("<kind:kind>/export", views.export, name="export"),
    path("<kind:kind>/export/jobs/<uuid:job_id>", views.show_job, name="export-job"),
    path("<kind:kind>/export/jobs/<uuid:job_id>/file", views.job_file, name="export-file"),
]
