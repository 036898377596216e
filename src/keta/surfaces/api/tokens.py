"""Issues tokens, knows their bearers again, takes them back.

A token reads `keta_<selector>_<secret>`. A bearer once known is kept per process under the version of rights, which
revoking bumps; so a call with a known token asks the database nothing for it.
"""

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, actor_of
from keta.kernel.organisation.models import Member, User
from keta.kernel.refusals import NotAllowed
from keta.kernel.versions import version
from keta.surfaces.api.models import Token
from keta.surfaces.api.problems import NotSignedIn
from keta.surfaces.api.scopes import narrowed

MOST_KEPT = 5000
UNKNOWN = _("This token is not known here; it may have been revoked. Ask an administrator for a new one.")


@dataclass(frozen=True)
class Bearer:
    """Whoever shows a token: the actor with the token's rights."""

    token_id: UUID
    user_id: UUID
    digest: str
    actor: Actor
    expires_at: datetime.datetime | None


_bearers: dict[str, tuple[str, Bearer]] = {}


def issue(user: User, *, name: str, scopes: Sequence[str] = (), days: int | None = None) -> str:
    """A new token, told only now; raises `Refused` for what is no scope."""
    actor = actor_of(_member(user))
    narrowed(actor.rights, scopes)
    selector, secret = secrets.token_hex(6), secrets.token_hex(24)
    Token.objects.create(
        user=user,
        name=name,
        selector=selector,
        digest=_digest(secret),
        scopes="\n".join(scopes),
        expires_at=None if days is None else timezone.now() + datetime.timedelta(days=days),
    )
    return f"keta_{selector}_{secret}"


def revoke(token: Token) -> None:
    """Ends a token in every process, from the commit on."""
    with transaction.atomic():
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        version.bump()


def bearer_of(text: str) -> Bearer:
    """The bearer of a token; raises `NotSignedIn` where it is unknown, revoked or has expired."""
    __, selector, secret = [*text.split("_"), "", "", ""][:3]
    now = version.current()
    kept = _bearers.get(selector)
    bearer = kept[1] if kept is not None and kept[0] == now else _load(selector)
    if bearer is None or not hmac.compare_digest(bearer.digest, _digest(secret)):
        raise NotSignedIn(UNKNOWN, code="token")
    if bearer.expires_at is not None and bearer.expires_at <= timezone.now():
        raise NotSignedIn(_("This token has expired; ask an administrator for a new one."), code="token_expired")
    if len(_bearers) > MOST_KEPT:
        _bearers.clear()
    _bearers[selector] = (now, bearer)
    return bearer


def _load(selector: str) -> Bearer | None:
    found = Token.objects.filter(selector=selector, revoked_at=None, user__is_active=True)
    token = found.select_related("user__member").first()
    if token is None:
        return None
    actor = actor_of(_member(token.user), door="api")
    rights = narrowed(actor.rights, token.scopes.split("\n"))
    return Bearer(token.pk, token.user_id, token.digest, replace(actor, rights=rights), token.expires_at)


def _member(user: User) -> Member:
    member: Member | None = getattr(user, "member", None)
    if member is None:
        raise NotAllowed(_("This sign-in belongs to no member of the company; an administrator can link it."))
    return member


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
