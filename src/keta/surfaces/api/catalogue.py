"""`/objects`: what there is for the caller: objects with their fields, his rights on them, the actions open to him."""

from typing import Any

from django.http import HttpResponse

from keta.kernel.access import Actor, Scope
from keta.kernel.access.rights import OPERATIONS, FieldAccess
from keta.kernel.actions import Action, actions_of
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind, kinds
from keta.surfaces.api.answers import answer_json
from keta.surfaces.api.past import line_kind
from keta.surfaces.requests import Request


def list_objects(request: Request) -> HttpResponse:
    return answer_json({"items": [object_json(kind, request.actor) for kind in open_kinds(request.actor)]})


def open_kinds(actor: Actor) -> list[Kind]:
    """The objects that the caller may read or create, by key."""
    return [
        kind
        for __, kind in sorted(kinds().items())
        if not kind.is_line and any(actor.rights.scope(kind, each) is not Scope.NONE for each in ("read", "create"))
    ]


def open_actions(kind: Kind, actor: Actor) -> list[Action]:
    """The actions that the caller's rights allow on some record at least."""

    def is_open(action: Action) -> bool:
        if action.needs in OPERATIONS:
            return actor.rights.scope(kind, action.needs) is not Scope.NONE
        return actor.rights.has(action.needs)

    return [action for action in actions_of(kind).values() if is_open(action)]


def object_json(kind: Kind, actor: Actor) -> dict[str, Any]:
    return {
        "key": kind.key,
        "base": kind.base,
        "label": kind.label,
        "rights": {each: actor.rights.scope(kind, each).name.lower() for each in OPERATIONS},
        "fields": fields_json(kind, actor),
        "actions": [action_json(action) for action in open_actions(kind, actor)],
    }


def fields_json(kind: Kind, actor: Actor) -> list[dict[str, Any]]:
    """The fields that the caller may read; those of lines stand within the field that holds them."""
    found = []
    for name, spec in actor.rights.readable(kind).items():
        may_edit = spec.is_written and actor.rights.field_access(kind, name) is FieldAccess.EDIT
        told = {**field_json(spec), "is_writable": may_edit}
        if name in kind.children:
            told["fields"] = fields_json(line_kind(kind, name), actor)
        found.append(told)
    return found


def field_json(spec: FieldSpec) -> dict[str, Any]:
    """The facts of a field that a program can use."""
    told: dict[str, Any] = {
        "name": spec.name,
        "label": spec.label,
        "type": spec.type.key,
        "is_required": spec.required,
        "is_unique": spec.unique,
        "is_custom": spec.is_custom,
        "operators": list(spec.type.operators),
        "is_sortable": spec.type.is_sortable and spec.type.is_column,
        "is_groupable": spec.type.is_groupable,
        "is_measure": spec.type.is_measure,
    }
    if spec.help:
        told["help"] = spec.help
    if spec.type.points_to:
        told["object"] = spec.type.points_to
    if choices := spec.type.choices(spec):
        told["choices"] = [{"value": code, "label": label} for code, label in choices]
    return told


def action_json(action: Action) -> dict[str, Any]:
    return {
        "name": action.name,
        "label": action.label,
        "help": action.help,
        "from": list(action.from_),
        "to": action.to,
        "takes": [field_json(spec) for spec in action.takes],
    }
