from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "keta.modules.sales"
    label = "sales"
