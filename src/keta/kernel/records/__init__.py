"""The one write path: permission, values, numbers, derived fields, history, event, index; for one or thousands."""

from keta.kernel.records.previewing import preview
from keta.kernel.records.restoring import restore
from keta.kernel.records.returning import bring_back
from keta.kernel.records.saving import save
from keta.kernel.records.sets import Result, delete_set, update_set
from keta.kernel.records.settled import settled
from keta.kernel.records.verbs import NOT_FOUND, create, create_set, delete, get, lock, update

__all__ = [
    "NOT_FOUND",
    "Result",
    "bring_back",
    "create",
    "create_set",
    "delete",
    "delete_set",
    "get",
    "lock",
    "preview",
    "restore",
    "save",
    "settled",
    "update",
    "update_set",
]
