"""Which stages there are, kept per process until pipelines change."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps

from keta.kernel.versions import version


def first_stage(actor: object = None) -> UUID | None:
    """Where a new opportunity begins: the first open stage of the first pipeline."""
    return _first(version.current())


def stage_with(outcome: str, pipeline: UUID) -> Any:
    """The stage of a pipeline that means won, or lost; None where it has none."""
    stages = apps.get_model("crm.Stage").objects.filter(outcome=outcome, pipeline=pipeline, is_retired=False)
    return stages.order_by("rank").first()


@lru_cache(maxsize=8)
def _first(_version: str) -> UUID | None:
    stages = apps.get_model("crm.Stage").objects.filter(outcome="open", is_retired=False, pipeline__is_retired=False)
    return stages.order_by("pipeline__rank", "rank").values_list("pk", flat=True).first()
