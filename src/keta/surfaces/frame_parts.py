"""The parts of the frame that are alike on many pages, rendered once and kept ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from jinja2 import Environment
from markupsafe import Markup

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "dense", "touch")


@dataclass(frozen=True)
class Look:
    """What a person has chosen on this device; the first of each stands for what nobody knows."""

    language: str
    theme: str = THEMES[0]
    density: str = DENSITIES[0]

    @classmethod
    def of(cls, language: str, cookies: Mapping[str, str]) -> Self:
        theme, density = cookies.get("keta_theme", ""), cookies.get("keta_density", "")
        return cls(
            language,
            theme if theme in THEMES else THEMES[0],
            density if density in DENSITIES else DENSITIES[0],
        )


@dataclass(frozen=True)
class Parts:
    """Markup for `frame.html`, under the names that it reads."""

    links: Markup
    modules: Markup
    creations: Markup
    phone: Markup
    settings: Markup
    words: Markup


@dataclass(frozen=True)
class Entries:
    """What the actor may go to and create. `groups` are `{label, items}`; items, creations and phone are
    `{label, icon, url, keywords}`, of which the keywords (pinyin, initials) help Ctrl-K."""

    groups: Sequence[Mapping[str, Any]]
    creations: Sequence[Mapping[str, Any]]
    phone: Sequence[Mapping[str, Any]]


def printed(environment: Environment, entries: Entries, look: Look) -> Parts:
    """Rendered in the active language."""
    macros: Any = environment.get_template("frame/_parts.html").module
    words: Any = environment.get_template("design/words.html").module
    languages = [
        {"code": code, "label": label, "is_current": code == look.language} for code, label in settings.LANGUAGES
    ]
    return Parts(
        links=macros.links(),
        modules=macros.modules(entries.groups),
        creations=macros.creations(entries.creations),
        phone=macros.phone(entries.phone),
        settings=macros.settings(languages, look.theme, look.density),
        words=words.words(),
    )
