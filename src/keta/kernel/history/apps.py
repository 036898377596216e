from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "keta.kernel.history"
    label = "history"
