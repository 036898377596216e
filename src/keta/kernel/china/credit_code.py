"""The unified social credit code (统一社会信用代码, GB 32100-2015): is it valid, and what is wrong."""

import unicodedata

from stdnum.cn import uscc

from keta.kernel.china.reasons import Reason

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LOOKS_LIKE = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
PLACE = range(2, 8)
ORGANISATION = slice(8, 17)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997


def compact_code(text: str) -> str:
    """Capitals of half width without spaces and hyphens, as the code is kept."""
    return "".join(unicodedata.normalize("NFKC", text).upper().replace("-", "").split())


def refuse_credit_code(text: str) -> Reason | None:
    """Why the code is not valid; nothing if it is."""
    code = compact_code(text)
    if len(code) != LENGTH:
        return Reason("credit_code_length", {"count": len(code)})
    for place, character in enumerate(code):
        if character not in ALPHABET:
            return _foreign(code, place)
        if place in PLACE and not character.isdigit():
            return Reason("credit_code_digit", {"position": place + 1, "character": character})
    return None if _agrees(code) else _contradiction(code)


def _foreign(code: str, place: int) -> Reason:
    position = {"position": place + 1, "character": code[place]}
    is_last_and_known = place == LENGTH - 1 and set(code[:-1]) <= set(ALPHABET)
    instead = uscc.calc_check_digit(code[:-1]) if is_last_and_known else LOOKS_LIKE.get(code[place])
    return (
        Reason("credit_code_letter", {**position, "instead": instead})
        if instead
        else Reason("credit_code_foreign", position)
    )


def _contradiction(code: str) -> Reason:
    """A code has two check characters; where just one change satisfies both, there is the mistake."""
    if not _organisation_agrees(code):
        changes = [
            (place, instead)
            for place in range(ORGANISATION.start, ORGANISATION.stop)
            for instead in ALPHABET
            if _agrees(changed := code[:place] + instead + code[place + 1 :]) and _organisation_agrees(changed)
        ]
        if len(changes) == 1:
            ((place, instead),) = changes
            found = {"position": place + 1, "character": code[place], "instead": instead}
            return Reason("credit_code_typing", found)
    return Reason("credit_code_check", {"expected": uscc.calc_check_digit(code[:-1])})


def _agrees(code: str) -> bool:
    return uscc.calc_check_digit(code[:-1]) == code[-1]


def _organisation_agrees(code: str) -> bool:
    """The check character of the organisation code inside, which counts all 26 letters."""
    body, check = code[ORGANISATION][:-1], code[ORGANISATION][-1]
    total = sum(weight * int(character, 36) for weight, character in zip(ORGANISATION_WEIGHTS, body, strict=True))
    return "0123456789X"[-total % 11] == check
