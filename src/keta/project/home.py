"""The home page: what waits for me, and, until the company has work in it, what to do first."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Scope, records_for
from keta.kernel.objects import kind_of
from keta.kernel.refusals import Text
from keta.surfaces.addresses import address
from keta.surfaces.details.recent import recently_opened
from keta.surfaces.lists.panels import panels
from keta.surfaces.notices.views import latest
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request


@dataclass(frozen=True)
class Step:
    """One of the first things to do: done as soon as there is something of the kind."""

    object: str
    title: Text
    text: Text
    rest: str = "new"
    enough: int = 1


STEPS = (
    Step("organisation.department", _("Draw your departments"), _("Rights and figures follow this tree.")),
    Step("organisation.member", _("Add your colleagues"), _("Each gets a department and a position."), enough=2),
    Step("catalog.product", _("Enter your products"), _("Or import them from a spreadsheet."), "import"),
    Step(
        "parties.customer", _("Bring your customers"), _("Import a spreadsheet: every row is checked first."), "import"
    ),
    Step("crm.opportunity", _("Open the first opportunity"), _("From there a quotation and a contract are two steps.")),
)
FIRST_WORK = "parties.customer"
"""As long as there is none of these, the company is empty."""


NOTICES = 6


@signed_in
def home(request: Request) -> HttpResponseBase:
    """What waits for me; in a company without content what to do first, which administrators see until it is done."""
    steps = _steps(request)
    if not kind_of(FIRST_WORK).rows().exists():
        return page(request, "home/first_steps.html", {"steps": steps})
    is_open = request.actor.rights.is_administrator and not all(step["is_done"] for step in steps)
    context = {
        "panels": panels(request),
        "recent": recently_opened(request),
        "notices": latest(request, NOTICES),
        "steps": steps if is_open else [],
    }
    return page(request, "home/page.html", context)


def _steps(request: Request) -> list[dict[str, object]]:
    """The steps that the actor may take, each with how many records there are of its kind."""
    shown = []
    for step in STEPS:
        kind = kind_of(step.object)
        if request.actor.rights.scope(kind, "read") is Scope.NONE:
            continue
        count = records_for(request.actor, kind)[:1000].count()
        may_do = request.actor.rights.scope(kind, "create") is not Scope.NONE
        shown.append(
            {
                "title": step.title,
                "text": step.text,
                "count": count,
                "is_done": count >= step.enough,
                "list_url": address(step.object),
                "url": address(step.object, None, step.rest) if may_do else "",
                "icon": kind.spec.icon,
                "label": kind.label,
            }
        )
    return shown
