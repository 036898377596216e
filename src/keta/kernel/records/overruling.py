"""What became of values that were taken: a rule of the object may have put others in their place."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import FieldSpec, plain_showing
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Text


def overruled(kind: Kind, record: Any, values: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """(path, what is kept instead) for each value given to a record just written that it does not have now.

    Such are an amount that lines add up to, a day that follows from the state, a number that is written in one way.
    """
    for name, raw in values.items():
        spec = kind.written.get(name)
        if spec is None:
            continue
        if name in kind.children:
            own = kind_of(line_model(kind.model, name))
            for place, (line, given) in enumerate(zip(record.lines_of(name), raw or (), strict=False)):
                yield from ((f"{name}.{place}.{path}", text) for path, text in overruled(own, line, given))
        elif _said(spec, spec.type.parse(raw, spec)) != _said(spec, spec.type.read(record, spec)):
            yield name, _kept(spec, record)


def _said(spec: FieldSpec, value: Any) -> Any:
    """The value as it is compared: the order of many says nothing."""
    told = spec.type.to_json(spec.type.empty() if value is None else value)
    return sorted(told, key=str) if isinstance(told, list) else told


def _kept(spec: FieldSpec, record: Any) -> Text:
    value = spec.type.read(record, spec)
    if spec.type.is_empty(value):
        return _("Left empty: “%(label)s” follows from other fields.") % {"label": spec.label}
    text = spec.type.to_text(value, plain_showing(settings.LANGUAGE_CODE))
    return _("Kept as “%(value)s”: “%(label)s” follows from other fields, or is written in one way only.") % {
        "value": text,
        "label": spec.label,
    }
