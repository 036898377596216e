from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "keta.modules.people"
    label = "people"
