"""How people are reached: phone, e-mail, web address."""

import random
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from keta.kernel.china.phones import Phone, parse_phone, phone_key
from keta.kernel.fieldtypes.base import FieldSpec
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.fieldtypes.texts import TextType
from keta.kernel.refusals import Refused
from keta.kernel.text.match_keys import email_key, web_key

PHONE_MARKS = re.compile(r"^[\d\s()()+\-./转ext#*]{5,40}$", re.IGNORECASE)
HOME_MOBILE = re.compile(r"^1\d{10}$")
FEWEST_DIGITS = 5


@dataclass(frozen=True)
class PhoneType(TextType):
    """A phone number: kept as it is dialled in China where it is one of ours, as typed where it may be foreign."""

    key = "phone"
    widget = "phone"
    max_length: int = 40

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        text = super().convert(raw, spec)
        phone = parse_phone(text)
        if isinstance(phone, Phone):
            return str(phone)
        digits = _digits(text)
        if PHONE_MARKS.match(text) and len(digits) >= FEWEST_DIGITS and not HOME_MOBILE.match(digits):
            return text
        raise Refused(phone.message, code="phone")

    def html(self, value: Any, showing: Showing) -> SafeString:
        plus = "+" if value.startswith("+") else ""
        return mark_safe(f'<a href="tel:{plus}{_digits(value)}">{escape(value)}</a>')  # noqa: S308  (was escaped)

    def search_text(self, value: Any) -> str:
        return _digits(value or "")

    def match_keys(self, value: Any) -> tuple[str, ...]:
        return _keys(phone_key(value) or _digits(value)) if value else ()

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        return f"138{chance.randrange(10**8):08}"


def _keys(key: str) -> tuple[str, ...]:
    return (key,) if key else ()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


@dataclass(frozen=True)
class EmailType(TextType):
    """An e-mail address."""

    key = "email"
    widget = "email"
    max_length: int = 254

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        text = super().convert(raw, spec).removeprefix("mailto:")
        try:
            validate_email(text)
        except ValidationError as error:
            raise Refused(
                _("“%(text)s” is not an e-mail address; write it as name@example.com.") % {"text": text[:60]},
                code="email",
            ) from error
        return text

    def match_keys(self, value: Any) -> tuple[str, ...]:
        return _keys(email_key(value)) if value else ()

    def html(self, value: Any, showing: Showing) -> SafeString:
        return format_html('<a href="mailto:{}">{}</a>', value, value)

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        return f"a{chance.randrange(10**6)}@example.com"


@dataclass(frozen=True)
class URLType(TextType):
    """A web address; `https://` is put before where nothing stands."""

    key = "url"
    widget = "web"
    max_length: int = 500

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        text = super().convert(raw, spec)
        text = text if "://" in text else f"https://{text}"
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in text:
            raise Refused(
                _("“%(text)s” is not a web address; write it as www.example.com.") % {"text": text[:60]}, code="url"
            )
        return text

    def match_keys(self, value: Any) -> tuple[str, ...]:
        return _keys(web_key(value)) if value else ()

    def html(self, value: Any, showing: Showing) -> SafeString:
        return format_html('<a href="{}" rel="noreferrer" target="_blank">{}</a>', value, urlsplit(value).netloc)

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        return f"https://www.example{chance.randrange(10**6)}.com"
