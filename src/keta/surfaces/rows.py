"""The rows of a table and the values of a record as markup, for the macros of the design. Written by hand: a template
took most of the time of a page for the five hundred cells of a list or the fifty fields of a record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markupsafe import Markup, escape


@dataclass(frozen=True)
class Cells:
    """What is the same in all cells of a column."""

    key: str
    opened: str
    opened_to_edit: str

    @classmethod
    def of(cls, column: Mapping[str, Any]) -> Self:
        key = column.get("key", "")
        looks = ("number" if column.get("align") == "end" else "") + (" wraps" if column.get("wraps") else "")
        card = f' data-card="{escape(column["card"])}"' if column.get("card") else ""
        return cls(
            key=key,
            opened=f'<td class="{looks}"{card}>',
            opened_to_edit=f'<td class="{looks} cell-edit"{card} data-edit="{escape(key)}">',
        )


def table_rows(columns: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], checks: str = "") -> Markup:
    """All rows; columns, rows and checks as `design/tables.html` describes them."""
    cells = [Cells.of(column) for column in columns[1:]]
    check = ""
    if checks:
        label = escape(_("Select"))
        check = f'<input type="checkbox" name="{escape(checks)}" aria-label="{label} '
    return Markup("".join([part for row in rows for part in _row(row, cells, check)]))  # noqa: S704  (all was escaped)


def _row(row: Mapping[str, Any], columns: Sequence[Cells], check: str) -> list[str]:
    first, *others = row["cells"]
    key, url = _markup(row.get("key", "")), _markup(row.get("url") or "")
    address = f' data-url="{url}"' if url else ""
    selected = ' class="is-selected"' if row.get("is_selected") else ""
    parts = [f'<tr data-row="{key}"{address}{selected}>']
    if check:
        checked = " checked" if row.get("is_selected") else ""
        label = _markup(row.get("label", ""))
        parts.append(f'<td class="table-check"><label>{check}{label}" value="{key}"{checked}></label></td>')
    link = f'<a href="{url}" data-prefetch>{_markup(first)}</a>' if url else _markup(first)
    parts.append(f'<th class="table-first" scope="row">{link}</th>')
    edits: Collection[str] = row.get("edits") or ()
    for column, value in zip(columns, others, strict=True):
        parts += (column.opened_to_edit if column.key in edits else column.opened, _markup(value), "</td>")
    if row.get("actions"):
        parts.append(f'<td class="row-actions"><div class="row">{_markup(row["actions"])}</div></td>')
    parts.append("</tr>")
    return parts


def definition_rows(items: Sequence[Mapping[str, Any]], pencil: Markup) -> Markup:
    """Label and value of each item `{label, help, value, is_wide, edit_url}`, as the macro `definition` writes them."""
    edit = str(escape(_("Edit")))
    return Markup("".join([part for item in items for part in _definition(item, pencil, edit)]))  # noqa: S704  (escaped)


def _definition(item: Mapping[str, Any], pencil: Markup, edit: str) -> list[str]:
    label, url = _markup(item["label"]), item.get("edit_url")
    help_text = f' title="{_markup(item["help"])}"' if item.get("help") else ""
    wide = " definition-wide" if item.get("is_wide") else ""
    parts = [f'<div class="definition{wide}"><dt{help_text}>{label}</dt><dd']
    value = _markup(item["value"] or "—")
    if not url:
        return [*parts, f">{value}</dd></div>"]
    button = '<button type="button" class="button button-quiet button-icon button-small copy" hx-get="'
    words = f'aria-label="{edit} {label}" title="{edit}"'
    target = f'" hx-target="closest dd" hx-swap="innerHTML" {words}>{pencil}</button>'
    return [*parts, f' class="cell-edit" data-edit>{value}{button}{_markup(url)}{target}</dd></div>']


def _markup(value: Any) -> str:
    """Escaped, where it is not markup already."""
    return value if type(value) in (SafeString, Markup) else str(escape(value))
