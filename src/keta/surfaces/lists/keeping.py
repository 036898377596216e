"""What a member keeps of a list: views with a name, the columns he likes and how wide they are."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keta.kernel.access import require
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, Refused
from keta.surfaces.addresses import address
from keta.surfaces.lists.asking import asked
from keta.surfaces.lists.preferred import prefer_columns, prefer_widths
from keta.surfaces.lists.saved import change_view, delete_view, save_view, view_to_change
from keta.surfaces.pages import page, signed_in, tell
from keta.surfaces.requests import Request


@signed_in
@require_POST
def keep_columns(request: Request, kind: Kind) -> HttpResponseBase:
    """Keeps the columns that the member has chosen (`fields`), or how wide he has drawn them (`widths`)."""
    require(request.actor, kind, "read")
    try:
        if "widths" in request.POST:
            prefer_widths(kind, request.POST["widths"], actor=request.actor)
        else:
            prefer_columns(kind, request.POST.get("fields", ""), actor=request.actor)
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal.message)}, status=refusal.status)
    return JsonResponse({})


@signed_in
@require_http_methods(["GET", "POST"])
def save(request: Request, kind: Kind) -> HttpResponseBase:
    """The dialog that names a view, and keeping it."""
    require(request.actor, kind, "read")
    if request.method == "GET":
        return _dialog(request, _("Save as view"), "", is_shared=False)
    name, is_shared = request.POST.get("name", ""), bool(request.POST.get("is_shared"))
    try:
        question = asked(kind, request.GET, request.actor).question
        view = save_view(kind, name, question, is_shared=is_shared, actor=request.actor)
    except Invalid as refusal:
        return _dialog(request, _("Save as view"), name, is_shared=is_shared, refusal=refusal)
    return _go(request, f"{address(kind.key)}?view={view.pk}")


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: Request, kind: Kind, view_id: UUID) -> HttpResponseBase:
    """The dialog that renames a view, shares it, and keeps the present filters, order and columns in it."""
    view = view_to_change(kind, view_id, request.actor)
    if request.method == "GET":
        return _dialog(request, _("Change this view"), str(view.label), is_shared=view.is_shared, is_new=False)
    name, is_shared = request.POST.get("name", ""), bool(request.POST.get("is_shared"))
    question = asked(kind, request.GET, request.actor).question if request.POST.get("keeps_present") else None
    try:
        change_view(kind, view_id, name, is_shared=is_shared, question=question, actor=request.actor)
    except Invalid as refusal:
        return _dialog(request, _("Change this view"), name, is_shared=is_shared, is_new=False, refusal=refusal)
    return _go(request, f"{address(kind.key)}?view={view_id}")


@signed_in
@require_POST
def forget(request: Request, kind: Kind, view_id: UUID) -> HttpResponseBase:
    """Deletes a saved view."""
    delete_view(kind, view_id, actor=request.actor)
    tell(request, _("The view was deleted; its records are untouched."))
    return _go(request, address(kind.key))


def _dialog(
    request: Request, title: str, name: str, *, is_shared: bool, is_new: bool = True, refusal: Invalid | None = None
) -> HttpResponse:
    errors = refusal.errors.get("name", []) if refusal else []
    context: dict[str, Any] = {
        "title": title,
        "url": request.get_full_path(),
        "name": name,
        "is_shared": is_shared,
        "is_new": is_new,
        "error": next(iter(errors), ""),
    }
    return page(request, "lists/_save_view.html", context, status=refusal.status if refusal else 200)


def _go(request: Request, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
