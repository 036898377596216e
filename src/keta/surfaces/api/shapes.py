"""Whether values have the JSON types that the description promises; what they mean is judged by the write path."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind
from keta.kernel.records.values import Errors
from keta.kernel.refusals import Invalid, Text
from keta.surfaces.api.past import line_kind

TYPES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def check_values(kind: Kind, values: Mapping[str, Any], actor: Actor) -> None:
    """Raises `Invalid` with the path of each value that has another type than its field."""
    if errors := misfits(kind, values, actor):
        raise Invalid(errors)


def check_inputs(specs: Sequence[FieldSpec], values: Mapping[str, Any]) -> None:
    """The same for the inputs of an action."""
    errors = {spec.name: [text] for spec in specs if (text := misfit(spec.type.schema(spec), values.get(spec.name)))}
    if errors:
        raise Invalid(errors)


def misfits(kind: Kind, values: Mapping[str, Any], actor: Actor, prefix: str = "") -> Errors:
    """What does not fit; fields that are unknown or out of the actor's sight are not looked at."""
    readable = actor.rights.readable(kind)
    errors: Errors = {}
    for name, raw in values.items():
        spec = readable.get(name)
        if spec is None or not spec.is_written:
            continue
        if text := misfit(spec.type.schema(spec), raw):
            errors[prefix + name] = [text]
        elif name in kind.children:
            own = line_kind(kind, name)
            for index, line in enumerate(raw):
                errors |= misfits(own, line, actor, f"{prefix}{name}.{index}.")
    return errors


def misfit(schema: Mapping[str, Any], raw: Any) -> Text | None:
    """Why a value has not the shape of its schema; None where it has."""
    kind = _type_of(raw)
    wanted = schema.get("type", kind)
    if not _is_among(kind, [wanted] if isinstance(wanted, str) else wanted):
        possible = wanted if isinstance(wanted, str) else ", ".join(wanted)
        return _("Give this value as JSON %(possible)s, not as %(kind)s.") % {"possible": possible, "kind": kind}
    if kind == "array" and "items" in schema:
        return next((text for each in raw if (text := misfit(schema["items"], each))), None)
    if kind == "object":
        return _misfit_of_object(schema, raw)
    return None


def _misfit_of_object(schema: Mapping[str, Any], raw: Mapping[str, Any]) -> Text | None:
    for name in schema.get("required", ()):
        if name not in raw:
            return _("“%(name)s” is missing here.") % {"name": name}
    parts = schema.get("properties", {})
    return next((text for name in parts.keys() & raw.keys() if (text := misfit(parts[name], raw[name]))), None)


def _type_of(raw: Any) -> str:
    return "integer" if isinstance(raw, float) and raw.is_integer() else TYPES[type(raw)]


def _is_among(kind: str, wanted: Sequence[str]) -> bool:
    return kind in wanted or (kind == "integer" and "number" in wanted)
