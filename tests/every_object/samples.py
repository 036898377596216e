"""Valid records of any object, made from the samples of its field types; the records they point at are made on demand."""

import random
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind, kind_of
from keta.kernel.objects.model import line_model
from keta.kernel.refusals import Invalid
from keta.kernel.versions import version

TRIALS = 8

KNOWN: Mapping[tuple[str, str], Any] = {
    ("billing.allocation", "amount"): "10",
    ("billing.credit", "source"): None,
    ("billing.invoice", "contract"): None,
    ("billing.invoice", "tax_invoice_number"): "26142000{serial:012}",
    ("billing.receipt", "amount"): "100",
    ("catalog.price_list", "members"): None,
    ("catalog.price_list", "positions"): None,
    ("catalog.unit", "base"): None,
    ("catalog.unit", "factor"): "1",
    ("crm.opportunity", "amount"): None,
    ("crm.opportunity", "closed_on"): None,
    ("ledger.account", "code"): "9{serial}",
    ("ledger.posting", "credit"): None,
    ("ledger.posting", "debit"): "10",
    ("organisation.member", "is_active"): True,
    ("organisation.position_right", "object_key"): "parties.*",
    ("parties.industry", "code"): "{serial:x}",
    ("parties.party", "credit_code"): "91110108551385082Q",
    ("parties.party", "is_customer"): True,
    ("parties.party", "is_supplier"): True,
    ("parties.party", "relationship_state"): "prospect",
    ("studio.custom_field", "is_required"): False,
    ("studio.custom_field", "name"): "own_{serial}",
    ("studio.custom_field", "object_key"): "organisation.department",
    ("studio.custom_field", "options"): None,
    ("studio.custom_field", "type"): "text",
    ("studio.custom_object", "name"): "thing_{serial}",
    ("studio.custom_object", "title_pattern"): "{{name}}",
}
"""What only the domain knows, and no type can guess."""


class Samples:
    """Makes raw values and records, the same ones in every run."""

    def __init__(self, actor: Actor, seed: int = 20261121) -> None:
        self.actor = actor
        self.chance = random.Random(seed)
        self.targets: dict[str, UUID] = {}
        self.serial = 0

    def record(self, kind: Kind, **given: Any) -> Any:
        """A new record with every field filled that the rules of the object let stand together."""
        return self.written(kind, {**self.values(kind), **given}, set(given))[0]

    def written(self, kind: Kind, values: dict[str, Any], kept: set[str]) -> tuple[Any, dict[str, Any]]:
        """The record and the values that made it: what contradicts another value is made anew, or left out."""
        for __ in range(TRIALS):
            try:
                return records.create(kind, values, actor=self.actor), values
            except Invalid as refusal:
                values = self._mended(kind, values, {path.split(".")[0] for path in refusal.errors} - kept)
        return records.create(kind, values, actor=self.actor), values

    def values(self, kind: Kind, is_bare: bool = False) -> dict[str, Any]:
        """A raw value for every field that people may fill; bare ones only for what is required."""
        self.serial += 1
        wanted = [spec for spec in kind.written.values() if spec.required or not is_bare]
        found = {spec.name: self.value(kind, spec) for spec in wanted if not is_bare or spec.default is None}
        return {name: value for name, value in found.items() if value is not None}

    def value(self, kind: Kind, spec: FieldSpec, is_new: bool = False) -> Any:
        if (kind.base, spec.name) in KNOWN:
            known = KNOWN[kind.base, spec.name]
            return known.format(serial=self.serial) if isinstance(known, str) else known
        if spec.name in kind.children:
            return [self.values(kind_of(line_model(kind.model, spec.name)))]
        if spec.type.widget == "source":
            return {"object": "parties.party", "id": str(self.target("parties.party"))}
        if spec.type.widget == "chooser":
            target = str(self.target(spec.type.page, is_new=is_new or is_for_one(kind, spec)))
            return [target] if spec.type.is_many else target
        return spec.type.sample(spec, self.chance)

    def target(self, key: str, is_new: bool = False) -> UUID:
        """A record to point at: a bare one, the same for all who ask, or a new one."""
        if is_new or key not in self.targets:
            kind = kind_of(key)
            record, __ = self.written(kind, self.values(kind, is_bare=True), set())
            version.refresh()
            if is_new:
                # Not kept for others: it goes with the test that has asked for it.
                return record.pk
            self.targets[key] = record.pk
        return self.targets[key]

    def _mended(self, kind: Kind, values: dict[str, Any], refused: set[str]) -> dict[str, Any]:
        mended = {name: value for name, value in values.items() if name not in refused}
        for name in refused & kind.written.keys():
            spec = kind.written[name]
            if spec.required or name in kind.children or spec.type.points_to:
                mended[name] = self.value(kind, spec, is_new=True)
        return mended


def is_for_one(kind: Kind, spec: FieldSpec) -> bool:
    """Whether no two records may point at the same target."""
    return any(getattr(rule, "fields", ()) == (spec.name,) for rule in kind.model._meta.constraints)
