"""The units and the price list that every company begins with; products and categories are its own."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.modules.catalog.models import PriceList, Unit

MAIN_UNITS = {
    "piece": (gettext_noop("Piece"), "count"),
    "set": (gettext_noop("Set"), "count"),
    "gram": (gettext_noop("Gram"), "mass"),
    "metre": (gettext_noop("Metre"), "length"),
    "square_metre": (gettext_noop("Square metre"), "area"),
    "litre": (gettext_noop("Litre"), "volume"),
    "hour": (gettext_noop("Hour"), "time"),
}
DERIVED_UNITS = {
    "pair": (gettext_noop("Pair"), "piece", "2"),
    "dozen": (gettext_noop("Dozen"), "piece", "12"),
    "kilogram": (gettext_noop("Kilogram"), "gram", "1000"),
    "tonne": (gettext_noop("Tonne"), "gram", "1000000"),
    "kilometre": (gettext_noop("Kilometre"), "metre", "1000"),
    "cubic_metre": (gettext_noop("Cubic metre"), "litre", "1000"),
    "day": (gettext_noop("Working day"), "hour", "8"),
}
STANDARD = "standard"


def deliver_catalog(actor: Actor) -> None:
    _deliver_units(actor)
    if not PriceList.objects.filter(code=STANDARD).exists():
        values = {"code": STANDARD, "name": _("Standard prices"), "level": STANDARD}
        records.create(kind_of(PriceList), values, actor=actor, cause="deliver")


def _deliver_units(actor: Actor) -> None:
    known = set(Unit.objects.values_list("code", flat=True))
    rows = [
        {"code": code, "name": _(name), "dimension": dimension}
        for code, (name, dimension) in MAIN_UNITS.items()
        if code not in known
    ]
    records.create_set(kind_of(Unit), rows, actor=actor, cause="deliver")
    bases = {unit.code: unit for unit in Unit.objects.filter(code__in=MAIN_UNITS)}
    derived = [
        {"code": code, "name": _(name), "dimension": bases[base].dimension, "base": bases[base], "factor": factor}
        for code, (name, base, factor) in DERIVED_UNITS.items()
        if code not in known
    ]
    records.create_set(kind_of(Unit), derived, actor=actor, cause="deliver")
