"""Sign-ins from the command line."""

import argparse
import code
import secrets
import sys

from django.db import transaction

from keta.kernel import records
from keta.kernel.access import system
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member, Position, User
from keta.kernel.versions import version


def command(chosen: argparse.Namespace) -> int:
    """`user add|password|disable NAME`; prints a new password once."""
    with transaction.atomic():
        if chosen.what == "add":
            return _add(chosen)
        user = User.objects.filter(username=chosen.name).first()
        if user is None:
            return _fail(f"There is no sign-in “{chosen.name}”; `user add` makes one.")
        return _new_password(user) if chosen.what == "password" else _disable(user)


def _add(chosen: argparse.Namespace) -> int:
    if User.objects.filter(username=chosen.name).exists():
        return _fail(f"The sign-in “{chosen.name}” exists already; choose another name.")
    name = chosen.member or chosen.name
    found = list(Member.objects.filter(name=name, user__isnull=True)[:2])
    if len(found) > 1:
        return _fail(f"Several members are called “{name}”; link the sign-in on the page of the right one.")
    member = found[0] if found else _new_member(name, chosen.position)
    if member is None:
        known = ", ".join(Position.objects.exclude(code="").order_by("code").values_list("code", flat=True))
        return _fail(f"There is no position “{chosen.position}”; there are: {known}.")
    user = User.objects.create_user(chosen.name)
    Member.objects.filter(pk=member.pk).update(user=user)
    return _new_password(user)


def _new_member(name: str, position: str) -> Member | None:
    held = Position.objects.filter(code=position).first()
    if held is None:
        return None
    values = {"name": name, "positions": [held]}
    member: Member = records.create(kind_of("organisation.member"), values, actor=system("command line"))
    return member


def _new_password(user: User) -> int:
    password = secrets.token_urlsafe(9)
    user.set_password(password)
    user.must_change_password = True
    user.is_active = True
    user.save()
    version.bump()
    print(f"{user.username} / {password} (shown only now; must be changed at the first sign-in)")
    return 0


def _disable(user: User) -> int:
    user.is_active = False
    user.save(update_fields=["is_active"])
    version.bump()
    print(f"{user.username} can no longer sign in; `user password {user.username}` lets them in again.")
    return 0


def _fail(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def shell(chosen: argparse.Namespace) -> int:
    """A prompt with the kernel at hand, or one line of Python."""
    known = {"records": records, "kind_of": kind_of, "system": system}
    if chosen.code:
        exec(compile(chosen.code, "keta shell", "exec"), known)  # noqa: S102  (that is what was asked for)
    else:
        code.interact(local=known)
    return 0
