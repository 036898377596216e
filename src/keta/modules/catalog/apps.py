from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "keta.modules.catalog"
    label = "catalog"
