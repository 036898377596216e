"""What may stand in the options of an own field: the right kinds of values, sizes that fit, objects that exist."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import FieldType
from keta.kernel.objects import kinds
from keta.kernel.refusals import Text, listed

LONGEST = 20_000
MOST_PLACES = 6
WHOLE_NUMBERS = {"max_length": (1, LONGEST), "places": (0, MOST_PLACES), "limit": (1, 1000)}
BOUNDS = ("least", "most")


def problem_of(kind: type[FieldType], options: Any) -> Text | None:
    """The first thing that is wrong with the options of a type; None where all is well."""
    if not isinstance(options, dict):
        return _("Give the options as an object of names and values.")
    known = {option.name: option.default for option in fields(kind)}
    if unknown := options.keys() - known.keys():
        return _("This type has no option “%(name)s”.") % {"name": listed(sorted(unknown))}
    if known.get("target") == "" and "target" not in options:
        return _("This type needs the option “%(name)s”.") % {"name": "target"}
    if "list" in known and not (options.get("list") or options.get("options")):
        return _("Name a pick list as “list”, or give “options”: a code and its words each.")
    return next((words for name, value in options.items() if (words := _refusal(name, value))), None) or _bounds(
        options
    )


def _refusal(name: str, value: Any) -> Text | None:
    if name in WHOLE_NUMBERS:
        least, most = WHOLE_NUMBERS[name]
        if not _is_whole(value) or not least <= value <= most:
            return _("“%(name)s” is a whole number from %(least)d to %(most)d.") % {
                "name": name,
                "least": least,
                "most": most,
            }
    elif name in BOUNDS:
        if value is not None and not _is_whole(value):
            return _("“%(name)s” is a whole number, or nothing.") % {"name": name}
    elif name in ("target", "window"):
        return _no_object(name, value)
    elif name in ("options", "colours"):
        return _no_choices(name, value)
    elif not isinstance(value, str):
        return _("“%(name)s” is a text.") % {"name": name}
    return None


def _no_object(name: str, value: Any) -> Text | None:
    if name == "window" and value == "":
        return None
    kind = kinds().get(value) if isinstance(value, str) else None
    if kind is None or kind.is_line or (name == "target" and kind.key != kind.base):
        return _("“%(name)s” names an object, such as parties.party.") % {"name": name}
    return None


def _no_choices(name: str, value: Any) -> Text | None:
    if not isinstance(value, Mapping) or not all(isinstance(text, str) and text for text in value.values()):
        return _("“%(name)s” is an object: under each code its words.") % {"name": name}
    return None


def _bounds(options: Mapping[str, Any]) -> Text | None:
    least, most = options.get("least"), options.get("most")
    if least is not None and most is not None and least > most:
        return _("“least” lies above “most”: no value would fit.")
    return None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
