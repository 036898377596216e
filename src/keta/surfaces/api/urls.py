"""Every address of the API. What is none is answered as a problem too."""

from django.urls import path, re_path

from keta.surfaces.api.bulk import bulk
from keta.surfaces.api.catalogue import list_objects
from keta.surfaces.api.collection import create_record, list_records
from keta.surfaces.api.description.document import openapi
from keta.surfaces.api.docs import docs
from keta.surfaces.api.door import endpoint, no_such_address
from keta.surfaces.api.figures import aggregate_records
from keta.surfaces.api.importing import import_rows
from keta.surfaces.api.past import history, restore
from keta.surfaces.api.shares import add_share, list_shares, remove_share
from keta.surfaces.api.single import act, change_record, delete_record, get_record
from keta.surfaces.api.work import cancel_job, get_file, get_job

OBJECT = "api/v1/<str:key>"
RECORD = f"{OBJECT}/<uuid:record_id>"

urlpatterns = [
    path("api/docs", docs, name="api-docs"),
    path("api/v1/objects", endpoint(get=list_objects)),
    path("api/v1/openapi.json", endpoint(get=openapi)),
    path("api/v1/jobs/<uuid:job_id>", endpoint(get=get_job)),
    path("api/v1/jobs/<uuid:job_id>/file", endpoint(get=get_file)),
    path("api/v1/jobs/<uuid:job_id>/cancel", endpoint(post=cancel_job)),
    path("api/v1/import/<str:key>", endpoint(post=import_rows)),
    path(OBJECT, endpoint(get=list_records, post=create_record)),
    path(f"{OBJECT}/bulk", endpoint(post=bulk)),
    path(f"{OBJECT}/aggregate", endpoint(get=aggregate_records)),
    path(RECORD, endpoint(get=get_record, patch=change_record, delete=delete_record)),
    path(f"{RECORD}/actions/<str:name>", endpoint(post=act)),
    path(f"{RECORD}/history", endpoint(get=history)),
    path(f"{RECORD}/restore", endpoint(post=restore)),
    path(f"{RECORD}/shares", endpoint(get=list_shares, post=add_share)),
    path(f"{RECORD}/shares/<uuid:share_id>", endpoint(delete=remove_share)),
    re_path(r"^api/v1(?:/.*)?$", no_such_address),
]
