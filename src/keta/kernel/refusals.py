"""Why something cannot be done: every refusal says what is wrong and what to do, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import pgettext

Text = str | Promise


def listed(words: Iterable[object]) -> str:
    """Words in a row inside of a sentence, with the comma that the reader's language has for it."""
    return pgettext("between words", ", ").join(map(str, words))


def clauses(parts: Iterable[object]) -> str:
    """Parts of a sentence that may hold commas themselves."""
    return pgettext("between clauses", "; ").join(map(str, parts))


class Refused(Exception):
    """The base of all refusals: `message` is for people, `code` for programs."""

    code = "refused"
    status = 422

    def __init__(self, message: Text, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class Invalid(Refused):
    """Values that cannot be accepted; `errors` holds the reasons under the path of each field (`lines.0.price`)."""

    code = "invalid"

    def __init__(self, errors: Mapping[str, Sequence[Text]], message: Text = "") -> None:
        super().__init__(message or next((texts[0] for texts in errors.values() if texts), ""))
        self.errors: dict[str, list[Text]] = {path: list(texts) for path, texts in errors.items()}

    def __str__(self) -> str:
        return "; ".join(f"{path}: {text}" for path, texts in self.errors.items() for text in texts)


class NotAllowed(Refused):
    """The actor lacks the right."""

    code = "not_allowed"
    status = 403


class NotFound(Refused):
    """No such record, or none within the actor's sight: the two must look the same."""

    code = "not_found"
    status = 404


class Conflict(Refused):
    """The record moved on meanwhile, or its state forbids the act; `values` holds both sides field by field."""

    code = "conflict"
    status = 409

    def __init__(
        self, message: Text, *, values: Mapping[str, Mapping[str, object]] | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.values = dict(values or {})
