"""What one press on the page of a record writes down: entries that other objects declare as quick, and files."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from keta.kernel.access import Scope
from keta.kernel.access.rights import FieldAccess
from keta.kernel.objects import Kind
from keta.surfaces.addresses import address
from keta.surfaces.details.carrying import carried
from keta.surfaces.details.related import Related
from keta.surfaces.requests import Request


def quick_entries(request: Request, kind: Kind, record: Any, shown: Sequence[Related]) -> list[dict[str, Any]]:
    """A button for each, in the order of the related lists; the dialog knows from its address what it belongs to."""
    over = {each.kind.key: each for each in reversed(shown) if each.kind.spec.quick and not each.shows.through}
    found = []
    for each in reversed(over.values()):
        if request.actor.rights.scope(each.kind, "create") is Scope.NONE:
            continue
        via = each.shows.via
        given = {**carried(kind, record, each.kind, via), via: each.condition(record.pk).operand}
        for position, entry in enumerate(each.kind.spec.quick):
            path = address(each.kind.key, None, "quick", str(position))
            icon = entry.icon or each.kind.spec.icon
            found.append({"label": entry.label, "icon": icon, "url": f"{path}?{urlencode(given)}"})
    return found


def attaching_url(request: Request, kind: Kind, record: Any) -> str:
    """Where files are added to the record; nothing where it holds none or they may not be changed."""
    for name, spec in kind.written.items():
        if spec.type.is_attached and request.actor.rights.field_access(kind, name) is FieldAccess.EDIT:
            return f"{address(kind.key, record.pk, 'fields', name)}?dialog=1"
    return ""
