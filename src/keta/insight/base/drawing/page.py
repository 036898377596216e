"""A result as one HTML file without any outside part: words, pictures, table."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pyarrow as pa

from keta.insight.base.drawing.picture import image
from keta.insight.base.drawing.style import fonts
from keta.insight.base.figures import Figure
from keta.insight.base.result import Result
from keta.insight.base.text import CHINESE, Text, told

SHOWN_ROWS = 200
MORE = Text("The first {shown} of {rows} rows.", "共 {rows} 行，显示前 {shown} 行。")
# Where the font of the picture is not installed, the reader's own Chinese font writes it.
FALLBACK = "'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
STYLE = f"""body{{font:15px/1.6 {FALLBACK};max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2933}}
h1{{font-size:1.4rem}}figure{{margin:1.5rem 0}}svg{{max-width:100%;height:auto}}div{{overflow-x:auto}}
table{{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}}
td,th{{border-bottom:1px solid #dfe3e8;padding:.25rem .6rem;text-align:right}}
th{{position:sticky;top:0;background:#fff}}
p.note{{color:#66717d;font-size:13px}}"""
# How the table is headed and its cells are written; the command line gives its own.
Writer = Callable[[pa.Table, str], tuple[list[str], list[list[str]]]]


def write_page(
    result: Result, path: str | Path, locale: str = CHINESE, note: Text | str = "", writer: Writer | None = None
) -> Path:
    """Writes the page to `path` and returns the path; `note` says where the figures come from."""
    drawn = result.figures()
    title = escape(next(iter(drawn.values()))["title"][locale])
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in result.explain(locale).splitlines())
    pictures = "".join(f"<figure>{_svg(figure, locale)}</figure>" for figure in drawn.values())
    source = f'<p class="note">{escape(told(note, locale))}</p>' if note else ""
    body = f"<h1>{title}</h1>{paragraphs}{pictures}{source}{_rows(result.table, locale, writer or _plain)}"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    page = f'<!doctype html><html lang="{locale}"><head>{head}<style>{STYLE}</style></head><body>{body}</body></html>'
    target = Path(path)
    target.write_text(page, "utf-8")
    return target


def _svg(figure: Figure, locale: str) -> str:
    svg = image(figure, locale, "svg").decode()
    for family in fonts(locale):
        svg = svg.replace(f"'{family}'", FALLBACK)
    label = f'role="img" aria-label="{escape(figure["title"][locale], quote=True)}"'
    return f"<svg {label} {svg[svg.index('<svg') + 5 :]}"


def _plain(table: pa.Table, locale: str) -> tuple[list[str], list[list[str]]]:
    return table.column_names, [[str(cell) for cell in row.values()] for row in table.to_pylist()]


def _rows(table: pa.Table, locale: str, writer: Writer) -> str:
    names, rows = writer(table.slice(0, SHOWN_ROWS), locale)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    more = ""
    if table.num_rows > SHOWN_ROWS:
        more = f'<p class="note">{escape(MORE(shown=SHOWN_ROWS, rows=table.num_rows).tell(locale))}</p>'
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table></div>{more}"
