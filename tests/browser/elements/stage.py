"""A small site for the elements: the real templates and static files, answers that each test writes itself."""

import json
import mimetypes
import threading
from collections.abc import Callable
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from jinja2 import Environment, FileSystemLoader

import keta
from keta.surfaces.frame_parts import Entries, Look, printed
from keta.surfaces.rows import table_rows

PACKAGE = Path(keta.__file__).parent
POLICY = "; ".join(" ".join([name, *values]) for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items())

Fields = dict[str, str]
Answer = Callable[[Fields], tuple[int, Any]]

FRAME = {
    "language": "zh-Hans",
    "company": "华东精密机械",
    "breadcrumb": [{"label": "客户", "url": "/customers"}, {"label": "全部客户"}],
    "user": {"name": "王芳", "detail": "销售经理"},
    "sign_out_url": "/out",
    "preferences_url": "/preferences",
    "search_url": "/find",
    "notice_count": 3,
    "csrf_token": "a-token",
}

ENTRIES = Entries(
    groups=[
        {
            "label": "客户",
            "items": [
                {
                    "label": "客户",
                    "icon": "building",
                    "url": "/customers",
                    "keywords": "kehu kh",
                },
                {
                    "label": "商机",
                    "icon": "target-arrow",
                    "url": "/opportunities",
                    "keywords": "shangji sj",
                },
            ],
        }
    ],
    creations=[
        {
            "label": "新客户",
            "icon": "building",
            "url": "/customers/new",
            "keywords": "kehu",
        }
    ],
    phone=[
        {"label": "首页", "icon": "home", "url": "/"},
        {"label": "客户", "icon": "building", "url": "/customers"},
    ],
)


class Stage:
    """`show` puts a page under an address, `answers` what the server says, `posts` keeps what it was sent."""

    def __init__(self) -> None:
        self.templates = Environment(
            loader=FileSystemLoader(PACKAGE / "surfaces" / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(static=lambda path: f"/static/{path}", _=lambda text: text, table_rows=table_rows)
        self.pages: dict[str, str] = {}
        self.answers: dict[str, Answer] = {}
        self.posts: list[tuple[str, Fields, str]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _visitor_of(self))
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, content: str, imports: str = "", path: str = "/page", **values: Any) -> str:
        """The address of a page in the frame with `content`, a template."""
        source = f'{{% extends "frame.html" %}}{imports}{{% block content %}}{content}{{% endblock %}}'
        parts = vars(printed(self.templates, ENTRIES, Look("zh-hans")))
        self.pages[path] = self.templates.from_string(source).render(frame={**FRAME, **parts, **values}, **values)
        return self.origin + path

    def clear(self) -> None:
        self.pages.clear()
        self.answers.clear()
        self.posts.clear()


def _visitor_of(stage: Stage) -> type[BaseHTTPRequestHandler]:
    class Visitor(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Silent: the tests look at the page."""

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path.startswith("/static/"):
                self.send_file(PACKAGE / address.path.lstrip("/"))
            elif address.path in stage.answers:
                self.send_answer(*stage.answers[address.path](dict(parse_qsl(address.query, keep_blank_values=True))))
            else:
                page = stage.pages.get(address.path, f"<!doctype html><title>{address.path}</title>")
                self.send(200, "text/html; charset=utf-8", page.encode())

        def do_POST(self) -> None:
            fields = _fields(
                self.headers["Content-Type"],
                self.rfile.read(int(self.headers["Content-Length"])),
            )
            stage.posts.append((self.path, fields, self.headers.get("X-CSRFToken", "")))
            answer = stage.answers.get(self.path)
            self.send_answer(*(answer(fields) if answer else (204, None)))

        def send_file(self, file: Path) -> None:
            kind = mimetypes.guess_type(file.name)[0] or "text/plain"
            self.send(
                200,
                f"{kind}; charset=utf-8" if kind.startswith("text") else kind,
                file.read_bytes(),
            )

        def send_answer(self, status: int, content: Any) -> None:
            if isinstance(content, str):
                self.send(status, "text/html; charset=utf-8", content.encode())
            else:
                self.send(
                    status,
                    "application/json",
                    b"" if content is None else json.dumps(content).encode(),
                )

        def send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

    return Visitor


def _fields(kind: str, body: bytes) -> Fields:
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = [part for part in message.get_payload() if not isinstance(part, str)]
    return {str(part.get_param("name", header="content-disposition")): _text(part) for part in parts}


def _text(part: Any) -> str:
    content: bytes = part.get_payload(decode=True)
    return content.decode("utf-8", "replace")
