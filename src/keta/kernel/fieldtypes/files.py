"""Files on a record: any number of them, or one picture. The column holds a JSON list of their ids."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import ABSENT, FieldSpec, FieldType, Form
from keta.kernel.fieldtypes.conditions import is_yes
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class Held(NamedTuple):
    """A file as pages know it."""

    id: UUID
    name: str
    size: int

    @property
    def url(self) -> str:
        return f"/files/{self.id}/{quote(self.name)}"


class NotKept(str):
    """Stands in a form for a file that was refused; the text is the reason."""


@dataclass(frozen=True)
class FilesType(FieldType):
    """Any number of files."""

    key = "files"
    widget = "file"
    is_wide = True
    operators = ("empty",)
    is_sortable = False
    is_custom = False
    is_attached = True
    needs_picture: ClassVar[bool] = False
    limit: int = 50

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.JSONField(default=list, blank=True)}

    def empty(self) -> Any:
        return []

    def is_empty(self, value: Any) -> bool:
        return not value

    def read(self, record: Any, spec: FieldSpec) -> Any:
        return self.from_json(getattr(record, spec.name))

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        setattr(record, spec.name, self.to_json(value))

    def unpack(self, row: tuple[Any, ...]) -> Any:
        return self.from_json(row[0])

    def is_fetched(self, spec: FieldSpec) -> bool:
        return True

    def fetch(self, model: Any, spec: FieldSpec, values: Mapping[UUID, Any]) -> Mapping[UUID, Any]:
        wanted = {key for ids in values.values() for key in ids or ()}
        rows = apps.get_model("files", "StoredFile")._default_manager.filter(pk__in=wanted)
        held = {key: Held(key, name, size) for key, name, size in rows.values_list("pk", "name", "size")}
        return {record: [held[key] for key in ids or () if key in held] for record, ids in values.items()}

    def parse(self, raw: Any, spec: FieldSpec) -> list[UUID]:
        """Ids, or text that holds them, such as the addresses of files in an export."""
        parts = [raw] if isinstance(raw, (str, UUID)) else list(raw or [])
        found: dict[UUID, None] = {}
        for part in parts:
            if isinstance(part, NotKept):
                raise Refused(str(part), code="file")
            text = str(part.get("id", "") if isinstance(part, dict) else getattr(part, "id", part))
            ids = IDS.findall(text)
            if text.strip() and not ids:
                raise Refused(_("Upload the file first; “%(text)s” names none.") % {"text": text[:60]}, code="file")
            found |= dict.fromkeys(UUID(each) for each in ids)
        if len(found) > self.limit:
            raise Refused(_("At most %(limit)d files fit here.") % {"limit": self.limit}, code="length")
        return list(found)

    def to_json(self, value: Any) -> Any:
        return [str(getattr(each, "id", each)) for each in value or []]

    def from_json(self, stored: Any) -> Any:
        return [UUID(each) for each in stored or []]

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["array", "null"], "items": {"type": "string", "format": "uuid"}}

    def to_text(self, value: Any, showing: Showing) -> str:
        return ", ".join(getattr(each, "name", str(each)) for each in value or [])

    def file_text(self, value: Any, showing: Showing) -> str:
        return " ".join(getattr(each, "url", str(each)) for each in value or [])

    def html(self, value: Any, showing: Showing) -> SafeString:
        return format_html_join(
            ", ", '<a href="{}">{}</a>', ((each.url, each.name) for each in value if _is_held(each))
        )

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        files = [
            {
                "id": str(each.id),
                "name": each.name,
                "size": filesizeformat(each.size),
                "url": each.url,
                "remove_name": f"{spec.name}-remove-{each.id}",
            }
            for each in value or []
            if _is_held(each)
        ]
        limit = filesizeformat(settings.UPLOAD_LIMIT)
        return {
            "files": files,
            "is_multiple": not self.needs_picture,
            "limit_bytes": settings.UPLOAD_LIMIT,
            "limit_text": _("Up to %(limit)s each") % {"limit": limit},
            "accept": "image/png,image/jpeg,image/webp,image/gif" if self.needs_picture else "",
        }

    def from_form(self, form: Form, name: str) -> Any:
        """The files that were there and stay, then new ones."""
        if name not in form:
            return ABSENT
        kept = [each for each in form.getlist(name) if each and f"{name}-remove-{each}" not in form]
        return kept[-1:] if self.needs_picture else kept

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        if operator not in self.operators:
            raise Refused(_("This field cannot be compared in that way."), code="operator")
        return Q(**{path: []}) if is_yes(operand) else ~Q(**{path: []})


@dataclass(frozen=True)
class PictureType(FilesType):
    """One picture, made anew when it comes, so that it may be shown on pages."""

    key = "picture"
    is_wide = False
    is_attached = False
    needs_picture = True
    limit: int = 1

    def html(self, value: Any, showing: Showing) -> SafeString:
        shown = ((each.url, each.name) for each in value if _is_held(each))
        return format_html_join("", '<img class="picture" src="{}" alt="{}" loading="lazy">', shown)


def _is_held(each: Any) -> bool:
    return isinstance(each, Held)
