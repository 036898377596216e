from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "keta.kernel.versions"
    label = "versions"
