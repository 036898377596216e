from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "keta.modules.crm"
    label = "crm"
