"""Who wrote what of the demo company, and when: owners theirs, on the day it is about; the rest its administrator.

The house writes everything in sets and in one breath; without this every page would say so.
"""

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, F, Max, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from keta.kernel.history.models import Entry
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Member
from keta.modules.activities.models import Note
from keta.modules.parties.models import Party
from keta.project.demo.writing import Company

DAYS = {"crm.opportunity": "opened_on", "sales.contract": "signed_on"}
"""The date on which a record of the object came into being."""
ASKED_ABOUT = 60


def sign(company: Company) -> None:
    """After everything is written."""
    _date_notes(company)
    for key, records in company.made.items():
        kind = kind_of(key)
        rows = kind.model._default_manager.all()
        if key in DAYS:
            rows.update(created_at=Cast(F(DAYS[key]), DateTimeField()))
        if kind.is_owned and records:
            rows.filter(owner__isnull=False).update(created_by_id=F("owner_id"))
    _sign_history(company)


def _date_notes(company: Company) -> None:
    """Spread over the last two months, by day; the customers know when they were last spoken to."""
    now = timezone.now()
    notes = company.made["activities.note"]
    for note in notes:
        note.created_at = now - timedelta(hours=company.chance.randint(1, ASKED_ABOUT * 24))
    Note.objects.bulk_update(notes, ["created_at"], batch_size=400)
    last = Note.objects.filter(party=OuterRef("pk")).values("party").annotate(at=Max("created_at")).values("at")
    Party.objects.filter(followed_up_at__isnull=False).update(followed_up_at=Coalesce(Subquery(last), "followed_up_at"))


def _sign_history(company: Company) -> None:
    administrator = company.made["organisation.member"][0]
    for key in company.made:
        model: Any = kind_of(key).model
        entries = Entry.objects.filter(object_key=kind_of(key).base, actor_name=company.actor.name)
        own = model._default_manager.filter(pk=OuterRef("record_id"))
        if kind_of(key).is_owned:
            name = Member.objects.filter(pk=OuterRef("actor_id")).values("name")
            entries.update(actor_id=Subquery(own.values("owner_id")), at=Subquery(own.values("created_at")))
            entries.filter(actor_id__isnull=False).update(actor_name=Subquery(name))
    left = Entry.objects.filter(actor_name=company.actor.name)
    left.update(actor_id=administrator.pk, actor_name=administrator.name)
