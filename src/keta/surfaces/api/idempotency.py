"""A POST that is repeated under the same Idempotency-Key does its work once.

The answer is written in the transaction of the work itself, so neither can exist without the other, whatever is killed.
A second request that comes while the first is at work waits for its end at the unique constraint (on SQLite at the
write lock) and then gets the same answer. Only what succeeded is kept: a refused request wrote nothing and may be put
right and sent again under its key.
"""

import datetime
import hashlib
import re
from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused
from keta.surfaces.api.bodies import content_of
from keta.surfaces.api.models import KeptAnswer
from keta.surfaces.api.problems import not_understood
from keta.surfaces.requests import Request

KEPT_FOR = datetime.timedelta(hours=24)
KEY = re.compile(r"^[\x21-\x7e]{1,255}$")
HEADERS = ("Content-Type", "ETag", "Location")


def once(request: Request, user_id: UUID, respond: Callable[[], HttpResponse]) -> HttpResponse:
    """The kept answer, or that of `respond`; raises `Refused` where the key stood for another request."""
    key = request.headers["Idempotency-Key"].strip()
    if not KEY.match(key):
        raise not_understood(_("An Idempotency-Key is 1 to 255 printable characters."), "idempotency_key")
    digest = _digest(request)
    if kept := _kept(user_id, key):
        return _again(kept, digest)
    with transaction.atomic():
        mine = _claim(user_id, key, digest)
        if mine is not None:
            return _keep(mine, respond())
    kept = KeptAnswer.objects.get(user_id=user_id, key=key)
    return _again(kept, digest)


def clear_old() -> None:
    KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


def _kept(user_id: UUID, key: str) -> KeptAnswer | None:
    found = KeptAnswer.objects.filter(user_id=user_id, key=key).first()
    if found is not None and found.created_at < timezone.now() - KEPT_FOR:
        found.delete()
        return None
    return found


def _claim(user_id: UUID, key: str, digest: str) -> KeptAnswer | None:
    """The row that will hold the answer; None where another request was quicker."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user_id=user_id, key=key, request_digest=digest)
    except IntegrityError:
        return None


def _keep(mine: KeptAnswer, response: HttpResponse) -> HttpResponse:
    mine.status = response.status_code
    mine.headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    mine.body = response.content
    mine.save(update_fields=["status", "headers", "body"])
    return response


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.request_digest != digest:
        raise Refused(_("This Idempotency-Key was used for another request; take a new one."), code="idempotency_key")
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(bytes(kept.body), status=kept.status, headers=headers)


def _digest(request: Request) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + content_of(request)).hexdigest()
