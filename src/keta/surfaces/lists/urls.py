"""Addresses of lists and boards."""

from django.urls import path

from keta.surfaces.lists import boarding, boxes, cells, keeping, tools, views

urlpatterns = [
    path("<kind:kind>", views.show, name="list"),
    path("<kind:kind>/totals", views.totals, name="list-totals"),
    path("<kind:kind>/boxes/<slug:name>", boxes.show, name="list-box"),
    path("<kind:kind>/board/boxes/<slug:name>", boxes.show, {"place": "board"}, name="board-box"),
    path("<kind:kind>/columns", keeping.keep_columns, name="list-columns"),
    path("<kind:kind>/views", keeping.save, name="save-view"),
    path("<kind:kind>/views/<uuid:view_id>", keeping.forget, name="forget-view"),
    path("<kind:kind>/views/<uuid:view_id>/edit", keeping.change, name="change-view"),
    path("<kind:kind>/bulk/export", tools.export, name="bulk-export"),
    path("<kind:kind>/bulk/delete", tools.delete, name="bulk-delete"),
    path("<kind:kind>/bulk/undo/<uuid:batch_id>", tools.undo, name="bulk-undo"),
    path("<kind:kind>/bulk/jobs/<uuid:job_id>", tools.progress, name="bulk-job"),
    path("<kind:kind>/bulk/edit", tools.edit, {"tool": "edit"}, name="bulk-edit"),
    path("<kind:kind>/bulk/assign", tools.edit, {"tool": "assign"}, name="bulk-assign"),
    path("<kind:kind>/board", boarding.show, name="board"),
    path("<kind:kind>/board/cards", boarding.more, name="board-cards"),
    path("<kind:kind>/<uuid:record_id>/move", boarding.move, name="board-move"),
    path("<kind:kind>/<uuid:record_id>/cells/<slug:name>", cells.cell, name="cell"),
]
