"""Brings the database up to date and, the first time, makes the company: positions, content, the administrator."""

import secrets

from django.core.management import call_command
from django.db import transaction

from keta.flows.delivered import deliver_content
from keta.flows.positions import deliver_positions
from keta.kernel import records
from keta.kernel.access import system
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member, Position, User
from keta.kernel.versions import version
from keta.modules.parties.industries import deliver_industries

ADMINISTRATOR = "admin"


def prepare() -> str:
    """Migrates and delivers; returns how to sign in, for the line that `keta up` prints."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    version.refresh()
    if Member.objects.exists():
        return f"sign in as {ADMINISTRATOR} (forgotten? ./keta user password {ADMINISTRATOR})"
    password = make_company()
    return f"sign in as {ADMINISTRATOR} / {password}"


def make_company() -> str:
    """Positions, delivered content and the first administrator; returns the password, which is shown only once."""
    actor = system("first run")
    password = secrets.token_urlsafe(9)
    with transaction.atomic():
        deliver_positions(actor)
        deliver_content(actor)
        deliver_industries(actor)
        user = User.objects.create_user(ADMINISTRATOR, password=password, must_change_password=True)
        position = Position.objects.get(code="administrator")
        member = records.create(
            kind_of("organisation.member"), {"name": "管理员", "positions": [position]}, actor=actor
        )
        Member.objects.filter(pk=member.pk).update(user=user)
        version.bump()
    return password
