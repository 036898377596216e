from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "keta.modules.billing"
    label = "billing"
