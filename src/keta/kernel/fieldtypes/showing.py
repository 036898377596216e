"""For whom values are shown: language, zone, today, currency. Made once per request and passed to every formatter."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$"}


@dataclass(frozen=True)
class Showing:
    """The reader's side of a value."""

    language: str
    zone: ZoneInfo
    today: datetime.date
    currency: str
    address: Callable[[str, object], str] | None = None
    """Gives the page of a linked record from object key and id; None where links lead nowhere (exports)."""

    def money(self, amount: Decimal, places: int = 2) -> str:
        return f"{amount:,.{places}f}"

    @property
    def symbol(self) -> str:
        return SYMBOLS.get(self.currency, self.currency)


def plain_showing(language: str | None = None) -> Showing:
    """For exports and programs: the given or active language, the company's zone, no links."""
    return Showing(
        language=language or translation.get_language() or settings.LANGUAGE_CODE,
        zone=ZoneInfo(settings.TIME_ZONE),
        today=timezone.localdate(timezone=ZoneInfo(settings.TIME_ZONE)),
        currency=settings.BASE_CURRENCY,
    )
