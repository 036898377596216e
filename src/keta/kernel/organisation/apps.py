from django.apps import AppConfig

from keta.kernel.fieldtypes.options import read_options_with


class OrganisationConfig(AppConfig):
    name = "keta.kernel.organisation"
    label = "organisation"

    def ready(self) -> None:
        from keta.kernel.organisation.options import own_options  # noqa: PLC0415  (models are loaded by now)

        read_options_with(own_options)
