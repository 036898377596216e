"""The sentences behind the reasons."""

import pytest

from keta.kernel.china.reasons import MESSAGES


@pytest.mark.parametrize("code", MESSAGES)
def test_every_reason_ends_in_a_sentence_and_names_only_places_that_are_filled(code: str) -> None:
    places = dict.fromkeys(("count", "position", "character", "characters", "instead", "expected", "number"), "8")
    assert (MESSAGES[code] % places).endswith((".", "?"))
