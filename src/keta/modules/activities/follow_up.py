"""Keeps on each customer when it was last followed up: by a note, or by an activity that was done.

A projection: written in the transaction of the note or activity, for a whole set in one statement per moment.
"""

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from keta.kernel.objects import Kind
from keta.kernel.records.changes import Change
from keta.modules.parties.models import Party

MOMENTS = {"activities.activity": "done_at", "activities.note": "created_at"}


def keep_followed_up(kind: Kind, changes: Sequence[Change]) -> None:
    """Tells the customers of newly done activities and new notes; older moments never replace later ones."""
    if kind.base not in MOMENTS:
        return
    latest: dict[UUID, datetime.datetime] = {}
    for change in changes:
        record, moment = change.record, getattr(change.record, MOMENTS[kind.base])
        if record.party_id and moment and not change.is_gone:
            latest[record.party_id] = max(moment, latest.get(record.party_id, moment))
    at_once: dict[datetime.datetime, list[UUID]] = {}
    for party, moment in latest.items():
        at_once.setdefault(moment, []).append(party)
    for moment, parties in at_once.items():
        older = Q(followed_up_at__isnull=True) | Q(followed_up_at__lt=moment)
        day = timezone.localdate(moment)
        Party.objects.filter(older, pk__in=parties).update(followed_up_at=moment)
        Party.objects.filter(pk__in=parties, touched_on__lt=day).update(touched_on=day)
