"""Why a notice is written: words under a code, so that it is told in the reader's language; modules name their own."""

from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Text

ASSIGNED, SHARED = "assigned", "shared"
_words: dict[str, Text] = {ASSIGNED: _("%(who)s gave this to you"), SHARED: _("%(who)s shared this with you")}


def name_reason(code: str, words: Text) -> str:
    """Declares a reason; the words may name `%(who)s`."""
    _words[code] = words
    return code


def reason_words(code: str, who: str) -> Text:
    """Nothing where the module that named the reason is gone."""
    return _words[code] % {"who": who} if code in _words else ""
