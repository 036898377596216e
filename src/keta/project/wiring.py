"""Names, once at start, what the floors below leave open: menu, projections, searches, the gate."""

from keta.kernel.records.projections import project
from keta.project.menu import lay_out
from keta.surfaces.reading.plan import search_with
from keta.surfaces.search.finding import narrowed
from keta.surfaces.search.indexing import index


def wire() -> None:
    lay_out()
    project(index)
    search_with(narrowed)
