from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "keta.modules.activities"
    label = "activities"
