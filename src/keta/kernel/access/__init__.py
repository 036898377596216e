"""Who may do what with which records: the actor, his rights, and the one read path `records_for`."""

from keta.kernel.access.actor import Actor, actor_of, system
from keta.kernel.access.rights import Rights, Scope
from keta.kernel.access.scope import covers, may_be_shared, records_for, require, ways_for, within_sight

__all__ = [
    "Actor",
    "Rights",
    "Scope",
    "actor_of",
    "covers",
    "may_be_shared",
    "records_for",
    "require",
    "system",
    "ways_for",
    "within_sight",
]
