from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "keta.modules.stock"
    label = "stock"
