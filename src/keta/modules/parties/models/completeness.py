"""How complete our knowledge of a party is (信息完整度): the share of what one should know that is filled."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

OF_ALL = ("phone", "email", "origin_id", "grade", "industry", "contact_preference", "address_street", "owner_id")
OF_COMPANIES = ("credit_code", "legal_representative", "staff_size", "website", "region", "business_since")
OF_PEOPLE = ("gender", "birthday")


def of(party: Any) -> Decimal:
    """In per cent; a company is asked for more than a person."""
    wanted = OF_ALL + (OF_PEOPLE if party.kind == "person" else OF_COMPANIES)
    filled = sum(getattr(party, name) not in (None, "") for name in wanted)
    return (Decimal(100) * filled / len(wanted)).quantize(Decimal(1), ROUND_HALF_UP)
