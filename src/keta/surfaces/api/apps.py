from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "keta.surfaces.api"
    label = "api"
