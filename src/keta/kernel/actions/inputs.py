"""The inputs of an action: the same field types as everywhere, with a reason at each field."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.actions.declaration import Action
from keta.kernel.fieldtypes import FieldSpec, LinkType
from keta.kernel.objects import kind_of
from keta.kernel.records.pointing import NOT_SEEN
from keta.kernel.refusals import Invalid, Refused, Text


def parse_inputs(action: Action, raw: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Values under their names; what is optional and not given is left out, so that the function's default holds."""
    errors: dict[str, list[Text]] = {}
    values: dict[str, Any] = {}
    for name in raw.keys() - {spec.name for spec in action.takes}:
        errors[name] = [_("There is no field “%(name)s” here.") % {"name": name[:60]}]
    for spec in action.takes:
        try:
            value = _parse(spec, raw.get(spec.name), actor)
        except Refused as refusal:
            errors[spec.name] = [refusal.message]
            continue
        if not spec.type.is_empty(value):
            values[spec.name] = value
    if errors:
        raise Invalid(errors)
    return values


def _parse(spec: FieldSpec, raw: Any, actor: Actor) -> Any:
    value = spec.type.parse(raw, spec)
    if spec.required and spec.type.is_empty(value):
        raise Refused(_("Fill in “%(label)s”.") % {"label": spec.label}, code="required")
    if isinstance(spec.type, LinkType) and value is not None:
        seen = records_for(actor, kind_of(spec.type.page)).filter(pk=value).first()
        if seen is None:
            raise Refused(NOT_SEEN, code="link")
        return seen
    return value
