"""The pieces that operations are put together from: parameters, bodies, answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.api.description.schemas import NULLABLE_TEXT, UUID_TEXT, Schema, listing, reference, thing
from keta.surfaces.api.problems import TITLES
from keta.surfaces.reading.question import DEFAULT_LIMIT, LARGEST_LIMIT

REFUSALS = {
    "get": (401, 403, 404, 422, 429),
    "post": (400, 401, 403, 404, 409, 413, 415, 422, 429),
    "patch": (400, 401, 403, 404, 409, 413, 415, 422, 429),
    "delete": (400, 401, 403, 404, 409, 422, 429),
}
PROBLEM = thing(
    {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": listing(thing({"path": {"type": "string"}, "message": {"type": "string"}})),
        "values": {"type": "object", "description": "By field: yours and theirs"},
    },
    ["type", "title", "status", "detail", "code", "request_id"],
)
TOTAL = thing({"count": {"type": "integer"}, "is_exact": {"type": "boolean"}})


def operation(
    method: str, kind: Kind | None, summary: Text, answers: Mapping[int, Schema | None], **more: Any
) -> dict[str, Any]:
    """One call: what it answers when it goes well, and how it is refused."""
    told = {str(status): answer(schema) for status, schema in answers.items()}
    told |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in REFUSALS[method]}
    parameters = [*more.pop("parameters", ()), *([IDEMPOTENCY_KEY] if method == "post" else [])]
    return {
        "summary": summary,
        **({"tags": [kind.key]} if kind else {}),
        **({"parameters": parameters} if parameters else {}),
        **more,
        "responses": told,
    }


def answer(schema: Schema | None) -> dict[str, Any]:
    if schema is None:
        return {"description": _("Done")}
    return {"description": _("Done"), "content": {"application/json": {"schema": schema}}}


def body(schema: Schema, *, is_required: bool = True) -> dict[str, Any]:
    return {"required": is_required, "content": {"application/json": {"schema": schema}}}


def refusals() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": reference("problem")}}
    return {str(status): {"description": title, "content": content} for status, title in TITLES.items()}


def header(name: str, text: Text, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": text, "schema": schema}


def query(name: str, text: Text, schema: Schema | None = None) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": schema or {"type": "string"}}


def in_path(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": UUID_TEXT} for name in names]


IDEMPOTENCY_KEY = header(
    "Idempotency-Key",
    _("The same request under the same key is done once; its answer is kept for a day."),
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
)
IF_MATCH = header(
    "If-Match", _("The ETag that the change is based on."), {"type": "string", "pattern": '^"?[0-9]{1,9}"?$'}
)
ORDER = query("order", _("Fields by comma, - before one turns it round."))
FIELDS = query("fields", _("Fields by comma, over one link too (customer.grade); * for all."))
WHERE = query("where", _("A tree of conditions as JSON, of “all” and “any”, each with field, operator and value."))
WORDS = query("q", _("Words to search for."))
VIEW = query("view", _("A view of the list, whose filters hold besides."))
LIMIT = query(
    "limit", _("How many rows."), {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT}
)
CURSOR = query("cursor", _("The “next” of the page before."))
TOTALS = query(
    "total",
    _("Whether rows are counted; “about” stops at a thousand."),
    {"enum": ["exact", "about", "none"], "default": "none"},
)


def filters_of(kind: Kind, actor: Actor) -> Iterable[dict[str, Any]]:
    """One parameter for each field that is filtered as a rule; any other field and operator is asked alike."""
    for name, spec in actor.rights.readable(kind).items():
        if spec.filtered and spec.type.operators:
            text = _("Operators: %(operators)s.") % {"operators": ", ".join(spec.type.operators)}
            yield query(f"filter[{name}][{spec.type.operators[0]}]", text)


def page_of(schema: Schema) -> Schema:
    return thing({"items": listing(schema), "next": NULLABLE_TEXT, "total": TOTAL}, ["items", "next"])
