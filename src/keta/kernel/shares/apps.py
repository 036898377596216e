from django.apps import AppConfig


class SharesConfig(AppConfig):
    name = "keta.kernel.shares"
    label = "shares"
