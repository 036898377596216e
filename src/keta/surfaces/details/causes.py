"""The words for what an entry of history did."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.actions import Action
from keta.kernel.refusals import Text

CAUSES: dict[str, Text] = {
    "create": pgettext_lazy("history", "Created"),
    "update": pgettext_lazy("history", "Changed"),
    "delete": pgettext_lazy("history", "Deleted"),
    "import": pgettext_lazy("history", "Imported"),
    "restore": pgettext_lazy("history", "Restored"),
    "bulk_edit": _("Changed with others"),
    "undo": _("Taken back"),
    "share": _("Shared"),
    "end_share": _("Share ended"),
}


def cause_words(cause: str, actions: Mapping[str, Action]) -> Text:
    """The label of an action, or the word for a plain write."""
    return actions[cause].label if cause in actions else CAUSES.get(cause, cause.replace("_", " "))
