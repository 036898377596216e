"""Taking files in, giving them to records, finding who may read them, clearing away what nobody has taken."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec, FilesType
from keta.kernel.files.models import StoredFile
from keta.kernel.files.pictures import redrawn
from keta.kernel.files.sniffing import HEAD, content_type
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.records.changes import Change
from keta.kernel.refusals import Invalid, NotFound, Refused

OWN_FOR = timedelta(hours=1)
"""So long the one who uploaded a file may read it before a record holds it."""
UNCLAIMED_FOR = timedelta(days=1)
HARMFUL = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\/]|[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
"""Signs that no file system takes, and those that make a name read backwards."""
LONGEST_NAME = 200
NO_SUCH = _("There is no such file, or you have no right to see it.")


def keep(content: bytes, name: str, *, actor: Actor, is_picture: bool = False) -> StoredFile:
    """Stores a file that no record holds yet; raises `Refused` with what is wrong with it."""
    name = clean_name(name)
    if not content:
        raise Refused(_("The file “%(name)s” is empty; choose another one.") % {"name": name[:80]}, code="empty")
    if len(content) > settings.UPLOAD_LIMIT:
        limit = filesizeformat(settings.UPLOAD_LIMIT)
        raise Refused(_("“%(name)s” is larger than %(limit)s.") % {"name": name[:80], "limit": limit}, code="size")
    kind = content_type(content[:HEAD], name)
    if is_picture:
        content, kind, name = redrawn(content), "image/webp", f"{PurePosixPath(name).stem}.webp"
    file = StoredFile(name=name, size=len(content), content_type=kind, is_picture=is_picture, uploaded_by=actor.id)
    file.digest = hashlib.sha256(content).hexdigest()
    # The name stays out of the data folder: it may be anything.
    file.place = default_storage.save(f"records/{file.pk.hex[-2:]}/{file.pk}", ContentFile(content))
    file.save()
    return file


def clean_name(name: str) -> str:
    """A name that every system takes, as close to the given one as may be."""
    plain = HARMFUL.sub("_", unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2])
    stem, ending = PurePosixPath(plain.strip(" .")).stem, PurePosixPath(plain.strip(" .")).suffix
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"[:LONGEST_NAME] or "file"


def claim_files(kind: Kind, changes: Sequence[Change]) -> None:
    """The projection: files that a record newly holds belong to it from now on. Raises `Invalid` where one is
    somebody else's, or is no picture where one is asked for."""
    kept = [change for change in changes if not change.is_gone]
    for name, spec in _of_files(kind).items():
        for change in kept:
            if name in change.fields:
                _claim(kind, change.record, name, change.record, spec)
    for name in kind.children:
        for inner, spec in _of_files(kind_of(line_model(kind.model, name))).items():
            for change in kept:
                for line in _touched(change, name, inner):
                    _claim(kind, change.record, f"{name}.{inner}", line, spec)


def _of_files(kind: Kind) -> dict[str, FieldSpec]:
    return {name: spec for name, spec in kind.written.items() if isinstance(spec.type, FilesType)}


def _touched(change: Change, name: str, inner: str) -> list[Any]:
    """The lines of a record in which a field is another one now."""
    told = change.lines.get(name, {})
    changed = {**told.get("added", {}), **told.get("changed", {})}
    return [line for line in change.record.lines_of(name) if inner in changed.get(str(line.pk), {})] if changed else []


def _claim(kind: Kind, record: Any, field: str, holder: Any, spec: FieldSpec) -> None:
    """For a record: what one of its lines holds is as open as the line is, and that is as the record is."""
    ids = spec.type.read(holder, spec)
    place = {"object_key": kind.base, "record_id": record.pk}
    StoredFile.objects.filter(pk__in=ids, record_id__isnull=True).update(**place, field=field)
    own = StoredFile.objects.filter(pk__in=ids, **place)
    if isinstance(spec.type, FilesType) and spec.type.needs_picture:
        own = own.filter(is_picture=True)
    if own.count() != len(set(ids)):
        raise Invalid({field: [_("One of these files is not there any more; upload it again.")]})


def file_for(file_id: UUID, actor: Actor) -> StoredFile:
    """A file that the actor may read: by a record that holds it, or because he has just uploaded it."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None or not _may_read(file, actor):
        raise NotFound(NO_SUCH)
    return file


def _may_read(file: StoredFile, actor: Actor) -> bool:
    if file.record_id is None:
        is_fresh = file.uploaded_at > timezone.now() - OWN_FOR
        return is_fresh and actor.id is not None and file.uploaded_by == actor.id
    kind = kind_of(file.object_key)
    name, __, inner = file.field.partition(".")
    if name not in actor.rights.readable(kind):
        return False
    if inner and inner not in actor.rights.readable(kind_of(line_model(kind.model, name))):
        return False
    try:
        records.get(kind, file.record_id, actor=actor)
    except Refused:
        return False
    return True


def clear_unclaimed() -> int:
    """Removes files that no record has taken within a day."""
    old = list(StoredFile.objects.filter(record_id__isnull=True, uploaded_at__lt=timezone.now() - UNCLAIMED_FOR))
    for file in old:
        default_storage.delete(file.place)
    StoredFile.objects.filter(pk__in=[file.pk for file in old], record_id__isnull=True).delete()
    return len(old)
