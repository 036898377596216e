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
    return {**GROUND, **{f"{module}.*": reach for module in ("parties", "activities", "crm", "sales", "studio")}}


def _beside(*modules: str) -> dict[str, Reach]:
    """Somebody who does not sell: his own modules, his own activities, and customers by name."""
    own = {f"{module}.*": WRITE for module in modules}
    return {**GROUND, "parties.*": READ, "activities.*": OWN, **own}


KNOWN = {"parties.party": CUSTOMER_IS_KNOWN_BY, "parties.contact": ("title", "name", "party", "address")}
POSITIONS = {
    "administrator": Delivered(
        _("Administrator"), {"*": EVERYTHING, "billing.*": READ, "ledger.*": READ}, is_administrator=True
    ),
    "general_manager": Delivered(
        _("General manager"),
        {"*": READS_ALL},
        ("export", "print", "see_costs", "activities.comment", "sales.confirm", "sales.sell_below_floor"),
    ),
    "sales_director": Delivered(
        _("Sales director"),
        _selling(BRANCH),
        ("export", "print", "see_costs", "activities.comment", "sales.confirm", "sales.sell_below_floor"),
    ),
    "sales_manager": Delivered(
        _("Sales manager"),
        _selling(BRANCH_OWN_DELETE),
        ("export", "print", "activities.comment", "sales.confirm"),
    ),
    "salesperson": Delivered(_("Salesperson"), _selling(OWN), ("print", "sales.confirm")),
    "sales_assistant": Delivered(_("Sales assistant"), _selling(DEPARTMENT), ("print",)),
    "buyer": Delivered(
        pgettext_lazy("position", "Buyer"), _beside("purchasing", "catalog", "parties"), ("print", "see_costs")
    ),
    "storekeeper": Delivered(_("Storekeeper"), _beside("stock"), ("print",), KNOWN),
    "cashier": Delivered(_("Cashier"), _beside("billing"), ("print",), KNOWN),
    "accountant": Delivered(_("Accountant"), _beside("billing", "ledger"), ("print", "export", "see_costs"), KNOWN),
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
        "field_rights": list(_hidden(position.shown)),
    }


def _right(key: str, reach: Reach) -> dict[str, str]:
    return {"object_key": key, **{f"{operation}_scope": scope for operation, scope in asdict(reach).items()}}


def _hidden(shown: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """A row for every field that is not among those shown."""
    for key, visible in shown.items():
        for name in kind_of(key).fields:
            if name not in visible:
                yield {"object_key": key, "field_name": name, "access": "hidden"}
