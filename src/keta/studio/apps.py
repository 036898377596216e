from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "keta.studio"
    label = "studio"
