"""The boxes above a list: filter builder, values to drill down by, columns, axes of the chart. Each is asked for
when it is opened, so that the list itself stays light."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from keta.kernel.access import require
from keta.kernel.objects import Kind
from keta.kernel.refusals import NotFound, Text
from keta.surfaces.lists.asking import Asked, asked
from keta.surfaces.lists.charts import chart_offers
from keta.surfaces.lists.facets import facets_of
from keta.surfaces.lists.filters import builder, column_choice
from keta.surfaces.lists.wording import Wording
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request


@dataclass(frozen=True)
class Box:
    """A box: its button, and what its content needs."""

    label: Text
    icon: str
    content: Callable[[Request, Asked], dict[str, Any]]
    css: str = ""
    key: str = ""
    is_on_board: bool = True


def _filter(request: Request, wanted: Asked) -> dict[str, Any]:
    question = wanted.question
    words = Wording.of(wanted.kind, question.filters.conditions(), request.actor, request.showing)
    return {"builder": builder(question, words, request.actor, request.showing)}


def _facets(request: Request, wanted: Asked) -> dict[str, Any]:
    return {"facets": facets_of(wanted, request.actor, request.showing)}


def _columns(request: Request, wanted: Asked) -> dict[str, Any]:
    return {"columns": column_choice(wanted.question, request.actor)}


def _axes(request: Request, wanted: Asked) -> dict[str, Any]:
    return {"offers": chart_offers(wanted, request.actor)}


BOXES = {
    "filter": Box(gettext_lazy("Filter"), "filter", _filter, css="filter-box", key="f"),
    "facets": Box(gettext_lazy("Drill down"), "zoom-in", _facets),
    "columns": Box(gettext_lazy("Columns"), "columns", _columns, css="columns-box", is_on_board=False),
    "axes": Box(gettext_lazy("Chart"), "chart-bar", _axes, is_on_board=False),
}


def boxes_of(wanted: Asked) -> list[dict[str, Any]]:
    """The buttons of the boxes, with the address of each content."""
    places = [wanted.place] if wanted.place else []
    return [
        {
            "label": box.label,
            "icon": box.icon,
            "css": box.css,
            "key": box.key,
            "shows_label": name == "filter",
            "url": wanted.url_of(*places, "boxes", name, **wanted.more),
        }
        for name, box in BOXES.items()
        if box.is_on_board or not wanted.place
    ]


@signed_in
@require_GET
def show(request: Request, kind: Kind, name: str, place: str = "") -> HttpResponseBase:
    """The content of a box, for the question in the address."""
    require(request.actor, kind, "read")
    if name not in BOXES:
        raise NotFound(_("There is no such box above this list."))
    wanted = asked(kind, request.GET, request.actor, place=place)
    return page(request, f"lists/_{name}.html", {"kind": kind, **BOXES[name].content(request, wanted)})
