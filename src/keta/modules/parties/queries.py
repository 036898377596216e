"""Questions over parties: who might be the same as somebody that is about to be created."""

from collections.abc import Sequence

from django.db.models import Q

from keta.kernel.text.company_names import ALIKE_FROM, company_name, likeness
from keta.modules.parties.models import Contact, Party

LOOKED_AT = 200


def likely_same(name: str, *, phones: Sequence[str] = (), email: str = "") -> list[Party]:
    """Parties that look like this one, whoever may see them; the likeliest first."""
    reached = Q(pk__in=())
    if numbers := [phone for phone in phones if phone]:
        people = Contact.objects.filter(Q(mobile__in=numbers) | Q(phone__in=numbers)).values("party")
        reached |= Q(phone__in=numbers) | Q(pk__in=people)
    if email:
        reached |= Q(email=email) | Q(pk__in=Contact.objects.filter(email=email).values("party"))
    known = list(Party.objects.filter(reached)[:LOOKED_AT])
    alike = [party for party in _named_alike(name) if likeness(name, party.name) >= ALIKE_FROM] if name else []
    alike.sort(key=lambda party: -likeness(name, party.name))
    return list({party.pk: party for party in (*alike, *known)}.values())


def _named_alike(name: str) -> list[Party]:
    core = company_name(name).core
    return (
        list(Party.objects.filter(Q(name__icontains=core) | Q(short_name__icontains=core))[:LOOKED_AT]) if core else []
    )
