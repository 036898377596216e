"""Files among what a form posted: stored at once, so that nothing is lost where another field is refused."""

from django.http import QueryDict

from keta.kernel.fieldtypes import FilesType
from keta.kernel.fieldtypes.files import NotKept
from keta.kernel.files.keeping import keep
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused
from keta.surfaces.requests import Request


def with_files(request: Request, kind: Kind) -> QueryDict:
    """What was posted, with the ids of the stored files (or why one was refused) in place of the files."""
    if not request.FILES:
        return request.POST
    form = request.POST.copy()
    for name, files in request.FILES.lists():
        spec = kind.written.get(name)
        if spec is None or not isinstance(spec.type, FilesType):
            continue
        for file in files:
            try:
                content = file.read()
                stored = keep(content, file.name or "", actor=request.actor, is_picture=spec.type.needs_picture)
                form.appendlist(name, str(stored.pk))
            except Refused as refusal:
                form.appendlist(name, NotKept(refusal.message))
    return form
