"""The company's own options, read once per version of the definitions."""

from collections.abc import Mapping

from keta.kernel.fieldtypes.options import Option as Choice
from keta.kernel.organisation.models import Option
from keta.kernel.versions import version

_kept: dict[str, dict[str, dict[str, Choice]]] = {}


def own_options(key: str) -> Mapping[str, Choice]:
    """The rows of one list under their codes."""
    now = version.current()
    if now not in _kept:
        _kept.clear()
        _kept[now] = _read()
    return _kept[now].get(key, {})


def _read() -> dict[str, dict[str, Choice]]:
    lists: dict[str, dict[str, Choice]] = {}
    for row in Option.objects.order_by("list", "position"):
        lists.setdefault(row.list, {})[row.code] = Choice(
            code=row.code, label=row.label, colour=row.colour, position=row.position or 0, is_retired=row.is_retired
        )
    return lists
