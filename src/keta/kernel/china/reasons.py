"""Why a number or code is refused, as data: programs read the code, people the message in their language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues; `gettext_noop` would want settings before this can be imported."""
    return sentence


MESSAGES = {
    "credit_code_length": _("A unified social credit code has 18 characters, this one %(count)s. Complete it."),
    "credit_code_letter": _(
        "Character %(position)s (%(character)s) does not occur in credit codes. Meant: %(instead)s?"
    ),
    "credit_code_foreign": _("Character %(position)s (%(character)s) does not occur in credit codes; correct it."),
    "credit_code_digit": _("Character %(position)s (%(character)s) must be a digit, as all from 3 to 8. Correct it."),
    "credit_code_typing": _(
        "Character %(position)s (%(character)s) looks mistyped; with %(instead)s the code is valid."
    ),
    "credit_code_check": _(
        "The code contradicts its check character: by the first 17 the last is %(expected)s. Compare it."
    ),
    "phone_empty": _("There is no digit in it. Enter a phone number."),
    "phone_characters": _("%(characters)s does not belong into a phone number. Remove it."),
    "phone_area_code_missing": _("The area code is missing. Enter it in front, as in 010-%(number)s."),
    "phone_too_short": _("%(count)s digits are too few for a phone number. Enter all of it."),
    "phone_too_long": _("%(count)s digits are too many for a phone number. Enter one number, an extension after -."),
    "phone_mobile_length": _("A mobile number has 11 digits, this one %(count)s. Compare it."),
    "phone_unknown": _("No network has a number that begins like %(number)s. Check the first digits."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A key of MESSAGES and what belongs into its places."""

    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """In the language of whoever reads at this moment."""
        return gettext(MESSAGES[self.code]) % self.parameters
