from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "keta.surfaces.exports"
    label = "exports"
