"""Phone numbers as Chinese companies write them: mobile, land-line, 400, extensions; foreign ones with +."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    is_valid_number,
    number_type,
    parse,
)

from keta.kernel.china.reasons import Reason

HOME = "CN"
HOME_CODE = 86
EXTENSION = re.compile(r"(?:转|轉|分机|分機|ext\.?|x|#|(?<=[0-9]{7})-)([0-9]{1,6})$", re.IGNORECASE)
PUNCTUATION = re.compile(r"[-()/.·—–]")
SHORT = re.compile(r"9[56]\d{3,6}|1[0-2]\d{1,4}|106\d{5,17}")  # banks, hot-lines, senders of messages
FEWEST, MOST = 7, 15
MOBILE_LENGTH = 11
LOCAL_LENGTHS = (7, 8)


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    SHORT = "short"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` is E.164 (+8613812345678), or the digits of a short number (95588); equal for duplicates."""

    number: str
    kind: PhoneKind
    display: str
    extension: str = ""

    def __str__(self) -> str:
        return f"{self.display}-{self.extension}" if self.extension else self.display


@lru_cache(maxsize=4096)
def parse_phone(text: str) -> Phone | Reason:
    """What the text means in China, or why it is no number. Kept for a while: who stores a number soon asks its key."""
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    found = EXTENSION.search(compact)
    written, extension = (compact[: found.start()], found[1]) if found else (compact, "")
    digits = PUNCTUATION.sub("", written)
    if len(digits) == MOBILE_LENGTH and digits.isdecimal() and _begins_a_mobile(digits[:5]):
        return Phone(f"+86{digits}", PhoneKind.MOBILE, f"{digits[:3]} {digits[3:7]} {digits[7:]}", extension)
    strange = "".join(dict.fromkeys(re.sub(r"^\+|[0-9]", "", digits)))
    if strange:
        return Reason("phone_characters", {"characters": strange})
    if SHORT.fullmatch(digits):
        return Phone(digits, PhoneKind.SHORT, digits, extension)
    number = _parsed(digits)
    return _phone(number, extension) if number else _refusal(digits)


def phone_key(text: str) -> str:
    """Equal for equal numbers however they are written, without extension; empty for what is no number."""
    phone = parse_phone(text)
    return phone.number if isinstance(phone, Phone) else ""


@cache
def _begins_a_mobile(first_five: str) -> bool:
    """The plan of Chinese mobile numbers looks at no more than five digits, and most numbers are mobile: asked once
    for each beginning, an import reads phones six times as fast."""
    number = _parsed(first_five + "000000") if first_five[0] == "1" else None
    return number is not None and number_type(number) == PhoneNumberType.MOBILE


def _parsed(digits: str) -> PhoneNumber | None:
    try:
        number = parse(digits, HOME)
    except NumberParseException:
        return None
    return number if is_valid_number(number) else None


def _phone(number: PhoneNumber, extension: str) -> Phone:
    key = format_number(number, PhoneNumberFormat.E164)
    if number.country_code != HOME_CODE:
        return Phone(key, PhoneKind.FOREIGN, format_number(number, PhoneNumberFormat.INTERNATIONAL), extension)
    display = format_number(number, PhoneNumberFormat.NATIONAL)
    match number_type(number):
        case PhoneNumberType.MOBILE:
            return Phone(key, PhoneKind.MOBILE, display, extension)
        case PhoneNumberType.FIXED_LINE | PhoneNumberType.FIXED_LINE_OR_MOBILE:
            return Phone(key, PhoneKind.LANDLINE, display.replace(" ", "-", 1), extension)
        case _:
            return Phone(key, PhoneKind.SERVICE, display.replace(" ", "-"), extension)


def _refusal(written: str) -> Reason:
    digits = re.sub(r"^(\+|00)86|^\+", "", written)
    count, is_foreign = len(digits), re.match(r"(\+|00)(?!86)", written)
    if not digits:
        return Reason("phone_empty")
    if digits.startswith("1") and not is_foreign and count not in (MOBILE_LENGTH, *LOCAL_LENGTHS):
        return Reason("phone_mobile_length", {"count": count})
    if count < FEWEST:
        return Reason("phone_too_short", {"count": count})
    if count > MOST:
        return Reason("phone_too_long", {"count": count})
    if count in LOCAL_LENGTHS and not is_foreign and not digits.startswith("0"):
        return Reason("phone_area_code_missing", {"number": digits})
    return Reason("phone_unknown", {"number": digits[:4]})
