"""Phone numbers: one key however they are written, and a reason where there is none."""

import pytest

from keta.kernel.china.phones import Phone, PhoneKind, parse_phone, phone_key
from keta.kernel.china.reasons import Reason


@pytest.mark.parametrize(
    ("text", "number", "kind", "shown"),
    [
        ("13812345678", "+8613812345678", PhoneKind.MOBILE, "138 1234 5678"),
        ("+86 138-1234-5678", "+8613812345678", PhoneKind.MOBILE, "138 1234 5678"),
        ("１３８１２３４５６７８", "+8613812345678", PhoneKind.MOBILE, "138 1234 5678"),
        ("010-88881234", "+861088881234", PhoneKind.LANDLINE, "010-8888 1234"),
        ("（０１０）8888 1234", "+861088881234", PhoneKind.LANDLINE, "010-8888 1234"),
        ("0755-88881234转801", "+8675588881234", PhoneKind.LANDLINE, "0755-8888 1234-801"),
        ("021 5888 8888-801", "+862158888888", PhoneKind.LANDLINE, "021-5888 8888-801"),
        ("400-810-8888", "+864008108888", PhoneKind.SERVICE, "400-810-8888"),
        ("95588", "95588", PhoneKind.SHORT, "95588"),
        ("+1 415 555 2671", "+14155552671", PhoneKind.FOREIGN, "+1 415-555-2671"),
        ("+852 2123 4567", "+85221234567", PhoneKind.FOREIGN, "+852 2123 4567"),
    ],
)
def test_it_reads_a_number(text: str, number: str, kind: PhoneKind, shown: str) -> None:
    phone = parse_phone(text)
    assert isinstance(phone, Phone)
    assert (phone.number, phone.kind, str(phone)) == (number, kind, shown)


@pytest.mark.parametrize(
    ("text", "code", "parameters"),
    [
        ("", "phone_empty", {}),
        ("88881234", "phone_area_code_missing", {"number": "88881234"}),
        ("12345678901", "phone_unknown", {"number": "1234"}),
        ("1381234567", "phone_mobile_length", {"count": 10}),
        ("138123456789", "phone_mobile_length", {"count": 12}),
        ("55512", "phone_too_short", {"count": 5}),
        ("0108888123413812345678", "phone_too_long", {"count": 22}),
        ("010-8888abc", "phone_characters", {"characters": "abc"}),
        ("张三13812345678", "phone_characters", {"characters": "张三"}),
        ("+86 1381234567", "phone_mobile_length", {"count": 10}),
        ("+1 555 0100", "phone_unknown", {"number": "1555"}),
        ("010-8888123٤", "phone_characters", {"characters": "٤"}),
        ("0999-1234567890", "phone_unknown", {"number": "0999"}),
    ],
)
def test_it_says_why_something_is_no_number(text: str, code: str, parameters: dict[str, object]) -> None:
    assert parse_phone(text) == Reason(code, parameters)


def test_what_is_shown_can_be_read_again() -> None:
    for text in ("13812345678", "0755-88881234转801", "400-810-8888", "95588", "+1 415 555 2671"):
        assert parse_phone(str(parse_phone(text))) == parse_phone(text)


def test_the_key_ignores_the_extension_and_is_empty_without_number() -> None:
    assert phone_key("010-88881234-801") == phone_key("+86 10 8888 1234") == "+861088881234"
    assert phone_key("n/a") == ""
