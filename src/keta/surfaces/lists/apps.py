from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "keta.surfaces.lists"
    label = "lists"
