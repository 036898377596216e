"""Every address of the API. What is none is answered as a problem too."""

from django.urls import path, re_path

from keta.surfaces.api.collection import create_record, list_records
from keta.surfaces.api.door import endpoint, no_such_address
from keta.surfaces.api.single import act, change_record, delete_record, get_record

RECORD = "api/v1/<str:key>/<uuid:record_id>"

urlpatterns = [
    path("api/v1/<str:key>", endpoint(get=list_records, post=create_record)),
    path(RECORD, endpoint(get=get_record, patch=change_record, delete=delete_record)),
    path(f"{RECORD}/actions/<str:name>", endpoint(post=act)),
    re_path(r"^api/v1(?:/.*)?$", no_such_address),
]
