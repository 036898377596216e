from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "keta.modules.parties"
    label = "parties"
