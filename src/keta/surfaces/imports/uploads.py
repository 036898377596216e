"""Files kept in the data folder on their way in, and the jobs that work on them."""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, require
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import NotFound, Refused
from keta.surfaces.imports.importing import Importing
from keta.surfaces.imports.mapping import FileMap, guess
from keta.surfaces.imports.models import RememberedMap, Upload
from keta.surfaces.imports.tables import Table, read_table

KEPT_FOR = timedelta(days=90)


def keep(kind: Kind, content: bytes, name: str, *, actor: Actor) -> Upload:
    """Stores a file that is to be imported, its columns guessed; raises `Refused` for what is no table."""
    require(actor, kind, "create")
    if len(content) > settings.UPLOAD_LIMIT:
        raise Refused(
            _("The file is larger than %(limit)s. Split it, or leave out columns that are not needed.")
            % {"limit": filesizeformat(settings.UPLOAD_LIMIT)},
            code="size",
        )
    table = read_table(content, name)
    upload = Upload(object_key=kind.key, member_id=actor.member_id, name=name[:200], row_count=len(table.rows))
    upload.map = remembered(kind, table.headings, actor).as_json()
    upload.file = default_storage.save(f"imports/{upload.pk}/table{_ending(name)}", ContentFile(content))
    upload.save()
    return upload


def _ending(name: str) -> str:
    """Only what says how to read it: the rest of a name may hold anything."""
    return next((each for each in (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods") if name.lower().endswith(each)), ".csv")


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """One's own imports, the latest first."""
    return Upload.objects.filter(member_id=actor.member_id).order_by("-uploaded_at")


def upload_of(kind: Kind, upload_id: UUID, actor: Actor) -> Upload:
    """One of one's own; raises `NotFound`."""
    upload = uploads_of(actor).filter(pk=upload_id, object_key=kind.key).first()
    if upload is None:
        raise NotFound(_("There is no such import among yours; files are kept for 90 days."))
    return upload


def table_of(upload: Upload) -> Table:
    with default_storage.open(upload.file) as file:
        return read_table(file.read(), upload.file)


def importing_of(upload: Upload, actor: Actor, table: Table | None = None) -> Importing:
    acting = actor.through("import", upload.pk)
    return Importing(kind_of(upload.object_key), table or table_of(upload), FileMap.from_json(upload.map), acting)


def remembered(kind: Kind, headings: list[str], actor: Actor) -> FileMap:
    """What these headings meant to the member last time; else what they seem to mean."""
    kept = RememberedMap.objects.filter(
        member_id=actor.member_id, object_key=kind.key, headings=_fingerprint(headings)
    ).first()
    return FileMap.from_json(kept.map) if kept else guess(kind, headings, actor)


def set_map(upload: Upload, headings: list[str], chosen: FileMap, *, actor: Actor) -> None:
    """Keeps what the columns mean, for this file and for the next one with the same headings."""
    with transaction.atomic():
        upload.map = chosen.as_json()
        upload.save(update_fields=["map"])
        RememberedMap.objects.update_or_create(
            member_id=actor.member_id,
            object_key=upload.object_key,
            headings=_fingerprint(headings),
            defaults={"map": upload.map},
        )


def clear_old() -> int:
    """Removes the files of imports from 90 days ago, and what is told of them; what they wrote stays."""
    old = list(Upload.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR))
    for upload in old:
        default_storage.delete(upload.file)
        upload.delete()
    return len(old)


def _fingerprint(headings: list[str]) -> str:
    return hashlib.sha256(json.dumps(headings).encode()).hexdigest()
