"""The company's own currency."""

from django.conf import settings


def base_currency() -> str:
    return str(settings.BASE_CURRENCY)
