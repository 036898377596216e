"""What an opportunity still lacks before it may leave its stage forward."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import split_tags
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Refused, Text, clauses, listed
from keta.modules.crm.models.words import REQUIRED


def missing_fields(opportunity: Any, stage: Any) -> list[str]:
    """The required fields of the stage that are empty; no counts as empty."""
    specs = kind_of(opportunity).fields
    return [
        name
        for name in split_tags(stage.required_fields)
        if specs[name].type.is_empty(value := specs[name].type.read(opportunity, specs[name])) or value is False
    ]


def unconfirmed(opportunity: Any, stage: Any) -> list[str]:
    """The entries of the checklist that nobody has confirmed."""
    confirmed = set(split_tags(opportunity.checked))
    return [entry for entry in split_tags(stage.checklist) if entry not in confirmed]


def refuse_leaving(opportunity: Any, stage: Any) -> None:
    """Raises `Refused` with everything that is missing, by name."""
    fields, entries = missing_fields(opportunity, stage), unconfirmed(opportunity, stage)
    if not fields and not entries:
        return
    reasons: list[Text] = []
    if fields:
        named = listed(REQUIRED[name] for name in fields)
        reasons.append(_("to be filled: %(fields)s") % {"fields": named})
    if entries:
        reasons.append(_("to be confirmed: %(entries)s") % {"entries": listed(entries)})
    raise Refused(
        _("Before it leaves “%(stage)s” something is missing – %(reasons)s.")
        % {"stage": stage.name, "reasons": clauses(reasons)},
        code="stage_incomplete",
    )
