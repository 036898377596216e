from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "keta.modules.ledger"
    label = "ledger"
