from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "keta.surfaces.notices"
    label = "notices"
