"""The stock alarm (库存警戒): whose position says so is told when less is available than the product's alert."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from keta.kernel.events.models import Event
from keta.kernel.fieldtypes import split_tags
from keta.kernel.organisation.models import Member, Position
from keta.modules.stock.models import Level
from keta.surfaces.notices.models import Notice
from keta.surfaces.notices.reasons import name_reason

TOLD = "stock.told_when_low"
"""The right of those who sell and buy; delivered with their positions."""
REASON = name_reason("stock.run_low", _("Less is available than the stock alert says"))


def tell_low_stock(event: Event) -> None:
    """A product has just fallen below its alert; nobody is told twice before he has looked."""
    level = Level.objects.filter(pk=event.record_id, is_low=True).first()
    if level is None:
        return
    told = Notice.objects.filter(reason=REASON, record_id=level.pk, read_at=None).values_list("member", flat=True)
    Notice.objects.bulk_create(
        Notice(
            member_id=member,
            reason=REASON,
            object_key=event.object_key,
            record_id=level.pk,
            title=level.title,
            at=event.at,
        )
        for member in sorted(set(_listening()) - set(told))
    )


def _listening() -> Iterable[UUID]:
    named = Position.objects.filter(named_rights__contains=TOLD).values_list("pk", "named_rights")
    positions = [key for key, rights in named if TOLD in split_tags(rights)]
    return Member.objects.filter(positions__in=positions, is_active=True).values_list("pk", flat=True)
