"""Objects as JSON Schema: as they are read, as they may be written, and what an action takes."""

from collections.abc import Iterable, Mapping
from typing import Any

from keta.kernel.access import Actor
from keta.kernel.access.rights import FieldAccess
from keta.kernel.actions import Action
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind
from keta.surfaces.api.past import line_kind

Schema = dict[str, Any]

NULLABLE_TEXT: Schema = {"type": ["string", "null"]}
UUID_TEXT: Schema = {"type": "string", "format": "uuid"}
MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
NAMED: Schema = {"object": {"type": "string"}, "id": UUID_TEXT, "title": {"type": "string"}}
ECHOED = ("id", "object", "title", "actions", "ignored", "position")
"""What a program sends back with a record it has read; it is passed over."""


def reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def thing(properties: Mapping[str, Any], required: Iterable[str] | None = None, **more: Any) -> Schema:
    """An object; where nothing is said all its properties are always there."""
    names = list(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), **({"required": names} if names else {}), **more}


def listing(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def schemas_of(kind: Kind, actor: Actor) -> dict[str, Schema]:
    """The schemas of an object and of its lines, under their names."""
    found = {kind.key: _read(kind, actor), f"{kind.key}.change": _written(kind, actor)}
    required = [name for name, spec in _writable(kind, actor).items() if spec.required and spec.default is None]
    change = reference(f"{kind.key}.change")
    found[f"{kind.key}.new"] = {"allOf": [change], **({"required": required} if required else {})}
    for name in kind.children:
        if name in actor.rights.readable(kind):
            own = line_kind(kind, name)
            found |= {own.key: _read(own, actor), f"{own.key}.change": _written(own, actor)}
    return found


def inputs_of(action: Action) -> Schema:
    properties = {spec.name: _property(spec) for spec in action.takes}
    return thing(properties, [spec.name for spec in action.takes if spec.required], additionalProperties=False)


def _read(kind: Kind, actor: Actor) -> Schema:
    """One schema for rows of lists, which have some of the fields, and for whole records."""
    properties: dict[str, Any] = {"id": UUID_TEXT}
    if not kind.is_line:
        properties |= {"object": {"const": kind.key}, "version": {"type": "integer"}}
        properties["actions"] = {"type": "object", "additionalProperties": NULLABLE_TEXT}
        replaced = thing({"path": {"type": "string"}, "message": {"type": "string"}})
        properties["ignored"] = {**listing(replaced), "description": "Values that the rules of the object replaced"}
    writable = _writable(kind, actor)
    for name, spec in actor.rights.readable(kind).items():
        properties[name] = {**_property_of(kind, spec, ""), **({} if name in writable else {"readOnly": True})}
    return thing(properties, ["id"], title=kind.label)


def _written(kind: Kind, actor: Actor) -> Schema:
    properties: dict[str, Any] = {name: {"description": "Passed over"} for name in ECHOED if name not in kind.written}
    if kind.is_line:
        properties["id"] = {**UUID_TEXT, "description": "A line that is there already; others are added"}
    else:
        based_on = {"type": ["integer", "null"], "minimum": 0, "description": "What the change is based on"}
        properties["version"] = based_on
    properties |= {name: _property_of(kind, spec, ".change") for name, spec in _writable(kind, actor).items()}
    return thing(properties, [], additionalProperties=False)


def _property_of(kind: Kind, spec: FieldSpec, form: str) -> Schema:
    told = _property(spec)
    if spec.name in kind.children:
        told["items"] = reference(line_kind(kind, spec.name).key + form)
    return told


def _property(spec: FieldSpec) -> Schema:
    told = {"title": spec.label, **spec.type.schema(spec)}
    return {**told, "description": spec.help} if spec.help else told


def _writable(kind: Kind, actor: Actor) -> dict[str, FieldSpec]:
    access = actor.rights.field_access
    return {name: spec for name, spec in kind.written.items() if access(kind, name) is FieldAccess.EDIT}
