"""The money of a contract belongs to whom the contract belongs to: handed over with it, in the same transaction."""

from collections.abc import Sequence

from keta.kernel.objects import Kind
from keta.kernel.records.changes import Change
from keta.modules.billing.models import Credit, Invoice, Receivable, Refund

PATHS = ((Receivable, "contract"), (Invoice, "contract"), (Refund, "contract"), (Credit, "receivable__contract"))


def follow_contracts(kind: Kind, changes: Sequence[Change]) -> None:
    """A projection: rights move with the owner, the booked department stays as it was."""
    if kind.base != "sales.contract":
        return
    for change in changes:
        if "owner" in change.fields and not change.is_new and not change.is_gone:
            place = {"owner": change.record.owner_id, "department": change.record.department_id}
            for model, path in PATHS:
                model.objects.filter(**{path: change.record.pk}).update(**place)
