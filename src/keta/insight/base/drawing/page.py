"""A result as one HTML file without any outside part: words, picture, table."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pyarrow as pa

from keta.insight.base.drawing.picture import image
from keta.insight.base.result import Result
from keta.insight.base.text import CHINESE, Text

SHOWN_ROWS = 200
MORE = Text("The first {shown} of {rows} rows.", "共 {rows} 行，显示前 {shown} 行。")
STYLE = """body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;
max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}svg{max-width:100%;height:auto}
table{border-collapse:collapse;font-size:13px}
td,th{border-bottom:1px solid #ddd;padding:.25rem .6rem;text-align:right}"""


def write_page(result: Result, path: str | Path, locale: str = CHINESE) -> Path:
    """Writes the page to `path` and returns the path."""
    figure = result.figure()
    title = escape(figure["title"][locale])
    svg = image(figure, locale, "svg").decode()
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in result.explain(locale).splitlines())
    body = f"<h1>{title}</h1>{paragraphs}{svg[svg.index('<svg') :]}{_rows(result.table, locale)}"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    target = Path(path)
    target.write_text(f'<!doctype html><html lang="{locale}"><head>{head}</head><body>{body}</body></html>', "utf-8")
    return target


def _rows(table: pa.Table, locale: str) -> str:
    shown = table.slice(0, SHOWN_ROWS).to_pylist()
    head = "".join(f"<th>{escape(name)}</th>" for name in table.column_names)
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row.values()) + "</tr>" for row in shown
    )
    more = ""
    if table.num_rows > SHOWN_ROWS:
        more = f"<p>{escape(MORE(shown=SHOWN_ROWS, rows=table.num_rows).tell(locale))}</p>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>{more}"
