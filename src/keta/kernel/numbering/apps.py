from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "keta.kernel.numbering"
    label = "numbering"
