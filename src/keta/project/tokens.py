"""API tokens from the command line."""

import argparse
import json
import sys

from keta.kernel.organisation.models import User
from keta.kernel.refusals import Refused
from keta.surfaces.api.models import Token
from keta.surfaces.api.tokens import issue, revoke


def command(chosen: argparse.Namespace) -> int:
    """`token USER`: prints a new token once; `--list` and `--revoke NAME` look after those there are."""
    user = User.objects.filter(username=chosen.user).first()
    if user is None:
        return _fail(f"There is no sign-in “{chosen.user}”; `user add` makes one.")
    if chosen.list:
        return _list(user)
    return _revoke(user, chosen.revoke) if chosen.revoke else _issue(user, chosen)


def _issue(user: User, chosen: argparse.Namespace) -> int:
    try:
        text = issue(user, name=chosen.name, scopes=chosen.scope or (), days=chosen.expires)
    except Refused as refusal:
        return _fail(str(refusal.message))
    print(json.dumps({"token": text}) if chosen.json else text)
    return 0


def _list(user: User) -> int:
    for token in Token.objects.filter(user=user, revoked_at=None).order_by("created_at"):
        used = f"{token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never"
        ends = f"{token.expires_at:%Y-%m-%d}" if token.expires_at else "never"
        scopes = token.scopes.replace("\n", " ") or "all"
        print(f"{token.selector}  {token.name}  scopes: {scopes}  used: {used}  expires: {ends}")
    return 0


def _revoke(user: User, name: str) -> int:
    """By name or by the open part that `--list` shows; several tokens of one name end together."""
    open_ones = Token.objects.filter(user=user, revoked_at=None)
    found = list(open_ones.filter(selector=name) or open_ones.filter(name=name))
    if not found:
        return _fail(f"{user.username} has no token “{name}”; --list shows them.")
    for token in found:
        revoke(token)
        print(f"The token “{token.name}” ({token.selector}) is no longer valid.")
    return 0


def _fail(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
