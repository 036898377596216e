"""What the API answers with: JSON, and for one record its version as the ETag."""

from typing import Any

from django.http import HttpResponse

from keta.surfaces.api.encoding import dumps

ROOT = "/api/v1"


def answer_json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(dumps(value), status=status, content_type="application/json", headers=headers)


def answer_record(told: dict[str, Any], status: int = 200) -> HttpResponse:
    """One record, with its version as the ETag; a new one with its address."""
    headers = {"ETag": etag(told["version"])}
    if status == 201:
        headers["Location"] = f"{ROOT}/{told['object']}/{told['id']}"
    return answer_json(told, status, headers)


def etag(version: int) -> str:
    return f'"{version}"'


def no_content() -> HttpResponse:
    return HttpResponse(status=204)
