"""What programs send: a JSON object of bearable size and depth, or a reason why not."""

import re
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Invalid
from keta.surfaces.api.problems import Unanswerable, not_understood
from keta.surfaces.requests import Request

CONTENT_TYPES = ("application/json", "application/merge-patch+json")
DEEPEST = 32
ETAG = re.compile(r'^(?:W/)?"?([0-9]{1,9})"?$')


def read_object(request: Request, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object of a request."""
    content = content_of(request)
    if not content and may_be_empty:
        return {}
    if request.content_type not in CONTENT_TYPES:
        raise Unanswerable(
            _("Send JSON, with the header Content-Type: application/json."), status=415, code="content_type"
        )
    try:
        body = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise not_understood(_("This is not valid JSON: %(reason)s") % {"reason": error}, "json") from error
    if not isinstance(body, dict):
        raise not_understood(_("Send one JSON object."), "json")
    if _is_too_deep(body):
        raise not_understood(_("Values may lie at most %(most)d levels deep.") % {"most": DEEPEST}, "depth")
    return body


def take(body: dict[str, Any], allowed: set[str]) -> None:
    """Raises `Invalid` for members that mean nothing here."""
    if unknown := body.keys() - allowed:
        raise Invalid({name: [_("There is no field “%(name)s” here.") % {"name": name[:60]}] for name in unknown})


def version_of(request: Request, body: dict[str, Any]) -> int | None:
    """The version that a change is based on: from `If-Match`, else from `version` in the body."""
    tag = request.headers.get("If-Match", "*").strip()
    if tag != "*":
        found = ETAG.match(tag)
        if found is None:
            raise not_understood(_("If-Match takes one ETag as an answer gave it."), "if_match")
        return int(found[1])
    version = body.get("version")
    if version is not None and (not isinstance(version, int) or isinstance(version, bool) or version < 0):
        raise Invalid({"version": [_("Give the version as a whole number.")]})
    return version


def content_of(request: Request) -> bytes:
    try:
        return request.body
    except RequestDataTooBig as error:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
        message = _("At most %(most)d MiB fit into one request; send the rest with others.") % {"most": most}
        raise Unanswerable(message, status=413, code="too_large") from error


def _is_too_deep(body: Any) -> bool:
    level = [body]
    for _depth in range(DEEPEST):
        level = [part for each in level for part in _parts(each) if isinstance(part, (dict, list))]
        if not level:
            return False
    return True


def _parts(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value
