"""The unified social credit code (GB 32100-2015)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from keta.kernel.china.credit_code import ALPHABET, compact_code, refuse_credit_code
from keta.kernel.china.reasons import Reason

VALID = ["91350100M000100Y43", "91110000600037341L", "914403001922038216", "91310000MA1FL70B67"]


@pytest.mark.parametrize("code", [*VALID, " 9135 0100 m000100y43 ", "９１３５０１００Ｍ０００１００Ｙ４３"])
def test_it_accepts_a_valid_code_however_it_is_written(code: str) -> None:
    assert refuse_credit_code(code) is None


def test_it_is_kept_in_one_way() -> None:
    assert compact_code(" 9135-0100 m000100y43") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "91350100M000100Y4Z",
            Reason("credit_code_letter", {"position": 18, "character": "Z", "instead": "3"}),
        ),
        (
            "9135O100M000100Y43",
            Reason("credit_code_letter", {"position": 5, "character": "O", "instead": "0"}),
        ),
        (
            "91350100M000100Y4?",
            Reason("credit_code_letter", {"position": 18, "character": "?", "instead": "3"}),
        ),
        ("9135010?M000100Y43", Reason("credit_code_foreign", {"position": 8, "character": "?"})),
        ("91A50100M000100Y43", Reason("credit_code_digit", {"position": 3, "character": "A"})),
        ("91350100M000100Y44", Reason("credit_code_check", {"expected": "3"})),
        (
            "91350100M000600Y43",
            Reason("credit_code_typing", {"position": 13, "character": "6", "instead": "1"}),
        ),
        ("91350100M000100Y4", Reason("credit_code_length", {"count": 17})),
        ("", Reason("credit_code_length", {"count": 0})),
    ],
)
def test_it_says_which_character_is_wrong(code: str, reason: Reason) -> None:
    assert refuse_credit_code(code) == reason


@given(some.sampled_from(VALID), some.integers(0, 17), some.sampled_from(ALPHABET))
def test_no_single_mistake_passes(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    assert (refuse_credit_code(changed) is None) == (changed == code)


@given(some.sampled_from(VALID), some.integers(8, 16), some.sampled_from(ALPHABET))
def test_what_it_proposes_makes_the_code_valid(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    reason = refuse_credit_code(changed)
    if reason and reason.code == "credit_code_typing":
        position = int(str(reason.parameters["position"])) - 1
        repaired = changed[:position] + str(reason.parameters["instead"]) + changed[position + 1 :]
        assert refuse_credit_code(repaired) is None
