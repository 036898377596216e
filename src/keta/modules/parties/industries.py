"""Brings the classification of industries in: from the standard's list in the kernel into the company's records."""

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.china.industries import industries
from keta.kernel.objects import kind_of
from keta.modules.parties.models import Industry

LEVELS = (1, 2, 3, 4)


def deliver_industries(actor: Actor) -> None:
    """Level by level, so that each finds the one above it; what is there already stays as it is."""
    for level in LEVELS:
        known = dict(Industry.objects.values_list("code", "pk"))
        rows = [
            {"code": each.code, "name": each.name, "parent": known.get(each.parent_code)}
            for each in industries().values()
            if each.level == level and each.code not in known
        ]
        if rows:
            records.create_set(kind_of(Industry), rows, actor=actor, cause="deliver")
