"""What a new record takes over from the one on whose page it is begun: the records to which both belong."""

from typing import Any

from keta.kernel.objects import Kind


def carried(kind: Kind, record: Any, onto: Kind, via: str) -> dict[str, str]:
    """Links for the address of a new record of `onto`: the first one to each object that both know.

    Links with a default of their own, such as the owner, say themselves where they lead.
    """
    held: dict[str, str] = {}
    for spec in kind.fields.values():
        target = "" if spec.type.is_many or spec.is_custom else spec.type.points_to
        if target and spec.default is None and target not in held:
            held[target] = str(spec.type.read(record, spec) or "")
    found: dict[str, str] = {}
    for name, spec in onto.written.items():
        if name != via and spec.default is None and (value := held.pop(spec.type.points_to, "")):
            found[name] = value
    return found
