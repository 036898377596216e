"""Verbs that users may press: one declaration gives button, dialog, API call, right, event, approval step."""

from keta.kernel.actions.declaration import Action, action, action_named, actions_of
from keta.kernel.actions.running import Outcome, allowed, allowed_set, run

__all__ = ["Action", "Outcome", "action", "action_named", "actions_of", "allowed", "allowed_set", "run"]
