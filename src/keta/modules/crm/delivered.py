"""The pipeline that every company begins with: from first contact to won or lost."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.modules.crm.models import Pipeline, Stage

PIPELINE = "standard"
STAGES: tuple[dict[str, Any], ...] = (
    {"code": "first_contact", "name": gettext_noop("First contact"), "probability": 10, "expected_days": 7},
    {
        "code": "needs",
        "name": gettext_noop("Needs confirmed"),
        "probability": 25,
        "expected_days": 14,
        "required_fields": ["customer", "budget", "is_decider_known"],
    },
    {
        "code": "proposal",
        "name": gettext_noop("Proposal and quotation"),
        "probability": 45,
        "expected_days": 21,
        "required_fields": ["quoted_on"],
    },
    {
        "code": "negotiation",
        "name": gettext_noop("Negotiation"),
        "probability": 70,
        "expected_days": 14,
        "required_fields": ["are_attitudes_known"],
    },
    {"code": "won", "name": gettext_noop("Won deal"), "probability": 100, "outcome": "won"},
    {"code": "lost", "name": gettext_noop("Lost deal"), "probability": 0, "outcome": "lost"},
)


def deliver_pipeline(actor: Actor) -> None:
    """Only where a company has no pipeline of this code: its stages are its own from then on."""
    if Pipeline.objects.filter(code=PIPELINE).exists():
        return
    values = {"code": PIPELINE, "name": _("Standard pipeline"), "rank": 1}
    pipeline = records.create(kind_of(Pipeline), values, actor=actor, cause="deliver")
    rows = [_stage(rank, pipeline, **facts) for rank, facts in enumerate(STAGES, start=1)]
    records.create_set(kind_of(Stage), rows, actor=actor, cause="deliver")


def _stage(rank: int, pipeline: Pipeline, name: str, **facts: Any) -> dict[str, Any]:
    return {**facts, "name": _(name), "pipeline": pipeline, "rank": rank}
