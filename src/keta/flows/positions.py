"""The positions that every company begins with: names and rights as data; a company changes them as it likes."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Position
from keta.kernel.refusals import Text
from keta.modules.stock.alarm import TOLD as LOW_STOCK


@dataclass(frozen=True)
class Reach:
    """How far each operation goes."""

    read: str = "none"
    create: str = "none"
    update: str = "none"
    delete: str = "none"
    share: str = "none"
    assign: str = "none"


@dataclass(frozen=True)
class Delivered:
    """A position as delivered."""

    label: Text
    rights: Mapping[str, Reach]
    """By object, module (`sales.*`) or all (`*`)."""
    named: tuple[str, ...] = ()
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where only some fields of an object may be seen: those."""
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where some fields of an object may not be seen: those."""
    is_administrator: bool = False


READ = Reach(read="everyone")
WRITE = Reach(read="everyone", create="everyone", update="everyone")
EVERYTHING = Reach(**dict.fromkeys(asdict(READ), "everyone"))
READS_ALL = Reach("everyone", "own", "own", "own", "own", "own")
BRANCH = Reach("below", "below", "below", "below", "below", "below")
BRANCH_OWN_DELETE = Reach("below", "below", "below", "own", "below", "below")
OWN = Reach("own", "own", "own", share="own")
DEPARTMENT = Reach("department", "department", "department")

GROUND = {"organisation.*": READ, "people.*": READ, "catalog.*": READ}
CUSTOMER_IS_KNOWN_BY = ("title", "name", "short_name", "number", "address")


def _selling(reach: Reach) -> dict[str, Reach]:
    """Sellers see what is in stock and what becomes of their contracts; they ask for returns, others do the rest."""
    own = {f"{module}.*": reach for module in ("parties", "activities", "crm", "sales", "studio")}
    stock = {f"stock.{name}": READ for name in ("warehouse", "level", "balance")}
    returns = Reach(reach.read, reach.create, reach.update)
    money = {"billing.*": Reach(reach.read), "billing.cash_account": Reach()}
    return {**GROUND, **own, **money, **stock, "stock.delivery": Reach(reach.read), "stock.return": returns}


def _beside(*modules: str) -> dict[str, Reach]:
    """Somebody who does not sell: his own modules, his own activities, and customers by name."""
    own = {f"{module}.*": WRITE for module in modules}
    return {**GROUND, "parties.*": READ, "activities.*": OWN, **own}


KNOWN = {"parties.party": CUSTOMER_IS_KNOWN_BY, "parties.contact": ("title", "name", "party", "address")}
ORDERED = {
    "sales.contract": (
        "title", "number", "name", "customer", "contact", "state", "signed_on", "requested_delivery_on",
        "confirmed_delivery_on", "delivery_address", "delivery_terms", "warranty_months", "lines", "owner",
    ),
    "sales.contract_line": ("product", "description", "quantity", "unit", "delivery_on"),
}  # fmt: skip
"""What a storekeeper knows of a contract: which goods, where to, until when; not for how much."""
AMOUNTS = ("net_amount", "amount")
GOODS_DOCUMENTS = ("stock.delivery", "stock.delivery_line", "stock.return", "stock.return_line")
POSITIONS = {
    "administrator": Delivered(
        _("Administrator"), {"*": EVERYTHING, "billing.*": READ, "ledger.*": READ}, is_administrator=True
    ),
    "general_manager": Delivered(
        _("General manager"),
        {"*": READS_ALL},
        (
            "export",
            "print",
            "see_costs",
            "activities.comment",
            "sales.confirm",
            "sales.sell_below_floor",
            "billing.write_off",
        ),
    ),
    "sales_director": Delivered(
        _("Sales director"),
        _selling(BRANCH),
        ("export", "print", "see_costs", "activities.comment", "sales.confirm", "sales.sell_below_floor", LOW_STOCK),
    ),
    "sales_manager": Delivered(
        _("Sales manager"),
        _selling(BRANCH_OWN_DELETE),
        ("export", "print", "activities.comment", "sales.confirm", LOW_STOCK),
    ),
    "salesperson": Delivered(_("Salesperson"), _selling(OWN), ("print", "sales.confirm", LOW_STOCK)),
    "sales_assistant": Delivered(_("Sales assistant"), _selling(DEPARTMENT), ("print",)),
    "buyer": Delivered(
        pgettext_lazy("position", "Buyer"),
        {**_beside("purchasing", "catalog", "parties"), "stock.*": READ, "stock.opening": WRITE},
        ("print", "see_costs", LOW_STOCK),
    ),
    "storekeeper": Delivered(
        _("Storekeeper"),
        {**_beside("stock"), "sales.contract": READ},
        ("print",),
        {**KNOWN, **ORDERED},
        dict.fromkeys(GOODS_DOCUMENTS, AMOUNTS),
    ),
    "cashier": Delivered(_("Cashier"), {**_beside("billing"), "sales.contract": READ}, ("print",), KNOWN),
    "accountant": Delivered(
        _("Accountant"),
        {**_beside("billing", "ledger"), "sales.contract": READ, "stock.*": READ, "stock.opening": WRITE},
        ("print", "export", "see_costs", "billing.write_off"),
        KNOWN,
    ),
    "service": Delivered(_("Customer service"), _beside("service"), ("print",), KNOWN),
    "marketing": Delivered(_("Marketing"), {**_beside("marketing"), "crm.lead": WRITE}, ("print",), KNOWN),
}


def deliver_positions(actor: Actor) -> None:
    """Creates those that are not there yet; what a company has changed stays as it is."""
    known = set(Position.objects.values_list("code", flat=True))
    with translation.override(settings.LANGUAGE_CODE):
        rows = [_values(code, each) for code, each in POSITIONS.items() if code not in known]
    if rows:
        records.create_set(kind_of(Position), rows, actor=actor, cause="deliver")


def _values(code: str, position: Delivered) -> dict[str, Any]:
    return {
        "code": code,
        "name": str(position.label),
        "is_administrator": position.is_administrator,
        "named_rights": position.named,
        "rights": [_right(key, reach) for key, reach in position.rights.items()],
        "field_rights": list(_hidden(position)),
    }


def _right(key: str, reach: Reach) -> dict[str, str]:
    return {"object_key": key, **{f"{operation}_scope": scope for operation, scope in asdict(reach).items()}}


def _hidden(position: Delivered) -> Iterator[dict[str, str]]:
    """A row for every field that is not among those shown, or is among those hidden."""
    unseen = {key: [name for name in kind_of(key).fields if name not in seen] for key, seen in position.shown.items()}
    for key, names in (*unseen.items(), *position.hidden.items()):
        yield from ({"object_key": key, "field_name": name, "access": "hidden"} for name in names)
