"""What can be done with selected rows: the buttons, the dialogs with their preview, the act, the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from keta.kernel.access import Actor, Scope, require
from keta.kernel.fieldtypes.base import ABSENT
from keta.kernel.jobs.models import JobState
from keta.kernel.jobs.queue import jobs_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import NotFound, Refused
from keta.surfaces.addresses import address
from keta.surfaces.forms.fields import Filling, field_view
from keta.surfaces.forms.posted import writable
from keta.surfaces.lists.asking import Asked
from keta.surfaces.lists.bulk import AT_ONCE, Report, take_back, work_through
from keta.surfaces.lists.jobs import enqueue_work
from keta.surfaces.lists.selection import Selection, selected
from keta.surfaces.pages import page, signed_in, tell
from keta.surfaces.requests import Request

SAMPLE = 5


def tools_of(wanted: Asked, actor: Actor) -> list[dict[str, Any]]:
    """The buttons of the selection bar that the actor's rights open."""
    kind = wanted.kind
    found: list[dict[str, Any]] = []
    if _is_open(kind, actor, "update") and editable(kind, actor):
        found.append({"label": _("Edit"), "icon": "pencil", "url": wanted.url_of("bulk", "edit")})
    if kind.is_owned and _is_open(kind, actor, "assign") and "owner" in editable(kind, actor):
        found.append({"label": _("Assign"), "icon": "user-check", "url": wanted.url_of("bulk", "assign")})
    if actor.rights.has("export"):
        found.append({"label": _("Export"), "icon": "file-download", "url": wanted.url_of("bulk", "export")})
    if _is_open(kind, actor, "delete"):
        found.append({"label": _("Delete"), "icon": "trash", "url": wanted.url_of("bulk", "delete"), "is_danger": True})
    return found


def editable(kind: Kind, actor: Actor) -> dict[str, Any]:
    """The fields that may be set for many records at once: not those that only one record may have."""
    return {
        name: spec
        for name, spec in writable(kind, actor).items()
        if name not in kind.children and not spec.unique and not spec.type.is_many
    }


@signed_in
@require_POST
def edit(request: Request, kind: Kind, tool: str) -> HttpResponseBase:
    """The dialog: which field, which value; then what would change; then the act."""
    require(request.actor, kind, "update")
    selection = selected(kind, request.GET, request.POST, request.actor)
    fields = editable(kind, request.actor)
    name = "owner" if tool == "assign" else request.POST.get("field", "")
    if name not in fields:
        return _dialog(request, selection, tool, {"choices": _choices(fields)})
    spec = fields[name]
    raw = spec.type.from_form(request.POST, name)
    filling = Filling(request.actor, request.showing)
    view = field_view(spec, spec.type.empty(), filling)
    context = {"choices": _choices(fields, name), "field": view, "field_name": name}
    if raw is ABSENT or request.POST.get("step") not in ("preview", "do"):
        return _dialog(request, selection, tool, context)
    try:
        value = spec.type.parse(raw, spec)
        if spec.required and spec.type.is_empty(value):
            raise Refused(_("Fill in “%(label)s”.") % {"label": spec.label})
    except Refused as refusal:
        typed = Filling(request.actor, request.showing, {name: [refusal.message]}, {name: raw})
        return _dialog(request, selection, tool, {**context, "field": field_view(spec, spec.type.empty(), typed)}, 422)
    if request.POST["step"] == "preview":
        return _preview(request, selection, tool, {"posted": _posted(request, name), "operation": "update"})
    return _act(request, selection, "edit", {name: raw})


@signed_in
@require_POST
def export(request: Request, kind: Kind) -> HttpResponseBase:
    """On to the choice of fields, for the selected records."""
    request.actor.require("export")
    selection = selected(kind, request.GET, request.POST, request.actor)
    query = {"only": ",".join(str(key) for key in selection.ids)} if selection.ids else {}
    url = Asked(selection.question).url_of("export", **query)
    return HttpResponse(status=204, headers={"HX-Redirect": url})


@signed_in
@require_POST
def delete(request: Request, kind: Kind) -> HttpResponseBase:
    """What would be deleted; then the act."""
    require(request.actor, kind, "delete")
    selection = selected(kind, request.GET, request.POST, request.actor)
    if request.POST.get("step") != "do":
        return _preview(request, selection, "delete", {"posted": [], "operation": "delete"})
    return _act(request, selection, "delete", {})


@signed_in
@require_POST
def undo(request: Request, kind: Kind, batch_id: UUID) -> HttpResponseBase:
    """Takes a bulk edit back."""
    try:
        report = take_back(kind, batch_id, actor=request.actor)
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal.message)}, status=refusal.status)
    if request.headers.get("HX-Request"):
        tell(request, _summary(report))
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return JsonResponse({"detail": _summary(report)}, status=409 if report.refused_count else 200)


@signed_in
@require_GET
def progress(request: Request, kind: Kind, job_id: UUID) -> HttpResponseBase:
    """How far a bulk edit in the background is; the answer asks again by itself until it has ended."""
    job = jobs_of(request.actor).filter(pk=job_id).first()
    if job is None:
        raise NotFound(_("There is no such job among yours."))
    report = Report(job.pk)
    if job.result:
        report = Report(job.pk, job.result["done_count"], job.result["refused_count"], job.result["refused"])
    context = {
        "job": job,
        "is_done": job.state == JobState.DONE,
        "url": address(kind.key, None, "bulk", "jobs", str(job_id)),
        "list_url": address(kind.key),
        "summary": _summary(report),
        "report": report,
    }
    return page(request, "lists/_bulk_job.html", context)


def _act(request: Request, selection: Selection, work: str, values: dict[str, Any]) -> HttpResponse:
    """At once where it is quick, else as a job that the dialog watches."""
    kind = selection.kind
    if selection.rows(request.actor).count() > AT_ONCE:
        job = enqueue_work(selection, work, values, request.actor)
        context = {"job": job, "is_done": False, "url": address(kind.key, None, "bulk", "jobs", str(job.pk))}
        return page(request, "lists/_bulk_job.html", {**context, "list_url": address(kind.key), "summary": ""})
    report = work_through(selection, work, values, request.actor)
    undo_url = address(kind.key, None, "bulk", "undo", str(report.batch_id))
    if report.refused_count:
        context = {
            "report": report,
            "summary": _summary(report),
            "undo_url": undo_url if report.done_count else "",
        }
        return page(request, "lists/_bulk_report.html", context)
    tell(request, _summary(report), undo_url=undo_url)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _preview(request: Request, selection: Selection, tool: str, context: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    total = selection.rows(actor).count()
    fitting = selection.rows(actor, context["operation"])
    count = fitting.count()
    found = {
        "count": count,
        "left_out": total - count,
        "sample": list(fitting.values_list("title", flat=True)[:SAMPLE]),
        **context,
    }
    return _dialog(request, selection, tool, found, template="lists/_bulk_preview.html")


def _dialog(
    request: Request,
    selection: Selection,
    tool: str,
    context: dict[str, Any],
    status: int = 200,
    template: str = "lists/_bulk_edit.html",
) -> HttpResponse:
    titles = {"edit": _("Edit the selected records"), "assign": _("Assign the selected records")}
    around = {
        "kind": selection.kind,
        "title": titles.get(tool, _("Delete the selected records")),
        "tool": tool,
        "url": request.get_full_path(),
        "selection": selection,
    }
    return page(request, template, {"field": None, "field_name": "", **around, **context}, status=status)


def _choices(fields: dict[str, Any], chosen: str = "") -> list[dict[str, Any]]:
    return [{"value": name, "label": spec.label, "is_selected": name == chosen} for name, spec in fields.items()]


def _posted(request: Request, name: str) -> list[tuple[str, str]]:
    """What the preview must send along to do it."""
    own = [("field", name)]
    for key, texts in request.POST.lists():
        if key == name or key.startswith(f"{name}-"):
            own += [(key, text) for text in texts]
    return own


def _summary(report: Report) -> str:
    done = ngettext("%(count)s record done.", "%(count)s records done.", report.done_count)
    text = done % {"count": f"{report.done_count:,}"}
    if not report.refused_count:
        return text
    left = ngettext("%(count)s was left as it is.", "%(count)s were left as they are.", report.refused_count)
    return f"{text} {left % {'count': f'{report.refused_count:,}'}}"


def _is_open(kind: Kind, actor: Actor, operation: str) -> bool:
    return actor.rights.scope(kind, operation) is not Scope.NONE
