"""The options of pick lists: delivered ones from the declaration, overlaid with the company's own rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from keta.kernel.refusals import Text


@dataclass(frozen=True)
class Option:
    """One choice. A retired option stays readable on old records but is no longer offered."""

    code: str
    label: Text
    colour: str = "neutral"
    position: int = 0
    is_retired: bool = False


Rows = Callable[[str], Mapping[str, Option]]
_rows: list[Rows] = []


def read_options_with(rows: Rows) -> None:
    """Names the function that gives a company's own options of a list (set once, when the organisation loads)."""
    _rows[:] = [rows]


def options_of(key: str, delivered: Mapping[str, Text], colours: Mapping[str, str]) -> Mapping[str, Option]:
    """All options of a list, in order."""
    options = {
        code: Option(code=code, label=label, colour=colours.get(code, "neutral"), position=position)
        for position, (code, label) in enumerate(delivered.items())
    }
    own = _rows[0](key) if _rows else {}
    for code, option in own.items():
        known = options.get(code)
        options[code] = replace(option, label=option.label or (known.label if known else code))
    return dict(sorted(options.items(), key=lambda item: item[1].position)) if own else options
