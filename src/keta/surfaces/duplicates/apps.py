from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "keta.surfaces.duplicates"
    label = "duplicates"
