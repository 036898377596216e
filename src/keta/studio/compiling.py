"""From rows to specs: what the register of kinds asks for whenever definitions have changed."""

from collections.abc import Iterable, Mapping

from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind, ObjectSpec
from keta.kernel.objects.model import declared_fields
from keta.studio.models import CustomField, CustomObject, CustomRecord


def extension() -> tuple[Mapping[str, tuple[FieldSpec, ...]], Iterable[Kind]]:
    """User-made fields by object, and user-made kinds; retired ones are left out, their values stay."""
    fields: dict[str, list[FieldSpec]] = {}
    for row in CustomField.objects.filter(is_retired=False).order_by("position", "created_at"):
        fields.setdefault(row.object_key, []).append(row.compiled())
    made = [_kind(row, fields.get(row.key, [])) for row in CustomObject.objects.filter(is_retired=False)]
    return {key: tuple(specs) for key, specs in fields.items()}, made


def _kind(row: CustomObject, own: list[FieldSpec]) -> Kind:
    fields = {spec.name: spec for spec in own} | declared_fields(CustomRecord)
    pattern = row.title_pattern or "{name}"
    known = {name for name in fields if f"{{{name}}}" in pattern}
    title = pattern if known else "".join(f"{{{spec.name}}}" for spec in own[:1])
    spec = ObjectSpec(
        label=row.label,
        menu="own",
        icon=row.icon or "box",
        position=row.position or 50,
        title=title,
        order="-created_at",
        sections={row.label: (*(each.name for each in own), "owner")},
    )
    membership = {"object_key": row.key}
    return Kind(
        key=row.key, model=CustomRecord, spec=spec, fields=fields, base=row.key, where=membership, sets=membership
    )
