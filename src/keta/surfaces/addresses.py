"""The addresses of pages: `/{object}` and `/{object}/{id}`, alike for every object."""

from django.urls import register_converter

from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import NotFound


class KindConverter:
    """`parties.customer` in an address is the kind itself; an unknown one is no address, nor are lines, which have no
    rights of their own and stand on the pages of their documents."""

    regex = r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*"

    def to_python(self, text: str) -> Kind:
        try:
            kind = kind_of(text)
        except NotFound as refusal:
            raise ValueError(text) from refusal
        if kind.is_line:
            raise ValueError(text)
        return kind

    def to_url(self, kind: Kind | str) -> str:
        return kind if isinstance(kind, str) else kind.key


register_converter(KindConverter, "kind")


def address(key: str, record_id: object = None, *rest: str) -> str:
    """The page of an object, or of one of its records, or of something below it."""
    parts = [key, *([str(record_id)] if record_id is not None else []), *rest]
    return "/" + "/".join(parts)
