"""Names, once at start, what the floors below leave open: menu, user-made fields, projections, searches."""

from keta.kernel.fieldtypes.links import keep_own_records_in
from keta.kernel.objects.register import extend_with
from keta.kernel.records.projections import project
from keta.project.menu import lay_out
from keta.surfaces.reading.plan import search_with
from keta.surfaces.search.finding import narrowed
from keta.surfaces.search.indexing import index
from keta.studio.compiling import extension
from keta.studio.models import CustomRecord


def wire() -> None:
    lay_out()
    extend_with(extension)
    keep_own_records_in(CustomRecord)
    project(index)
    search_with(narrowed)
