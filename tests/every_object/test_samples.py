"""The ground itself: what all other tests of the folder rest on."""

from typing import Any

from tests.every_object.samples import KNOWN

from keta.kernel.objects import Kind

EMPTY_BY_RULE = {key for key, value in KNOWN.items() if value is None}
UPLOADED = ("files", "picture")
"""Their values come into being by an upload, which has tests of its own."""


def test_every_field_holds_something_in_one_of_the_samples(kind: Kind, rows: list[Any]) -> None:
    for name, spec in kind.written.items():
        if (kind.base, name) in EMPTY_BY_RULE or spec.type.key in UPLOADED:
            continue
        values = [spec.type.read(type(row).objects.get(pk=row.pk), spec) for row in rows]
        assert not all(spec.type.is_empty(value) for value in values), name
