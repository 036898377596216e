from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "keta.surfaces.imports"
    label = "imports"
