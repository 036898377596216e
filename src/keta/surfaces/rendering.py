"""The Jinja2 environment of all pages: escaping on, gettext in, nothing that reaches outside."""

from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment

from keta.surfaces.rows import definition_rows, table_rows


def environment(**options: Any) -> Environment:
    """Called by Django once per process."""
    own = {"extensions": ["jinja2.ext.i18n", "jinja2.ext.do"], "trim_blocks": True, "lstrip_blocks": True}
    options.pop("autoescape", None)
    made = Environment(autoescape=True, **{**options, **own})
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    made.globals.update(static=_address_of, url=reverse, language=translation.get_language)
    made.globals.update(table_rows=table_rows, definition_rows=definition_rows)
    return made


@cache
def _address_of(file: str) -> str:
    """The address of a static file: worked out anew for each icon of a page it took a tenth of the page's time."""
    return static(file)
