"""What every company begins with: units, origins, a pipeline, a price list; a company changes them as it likes."""

from django.conf import settings
from django.db import transaction
from django.utils import translation

from keta.kernel.access import Actor
from keta.modules.catalog.delivered import deliver_catalog
from keta.modules.crm.delivered import deliver_pipeline
from keta.modules.ledger.delivered import deliver_accounts
from keta.modules.parties.delivered import deliver_origins


def deliver_content(actor: Actor) -> None:
    """Creates what is not there yet, known by its code, in the company's language; safe to call again."""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        deliver_origins(actor)
        deliver_catalog(actor)
        deliver_accounts(actor)
        deliver_pipeline(actor)
