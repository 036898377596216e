from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "keta.surfaces.search"
    label = "search"
