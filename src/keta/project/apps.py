"""Starts the wiring once all models are loaded."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ProjectConfig(AppConfig):
    name = "keta.project"
    label = "project"

    def ready(self) -> None:
        import_string("keta.project.wiring.wire")()
