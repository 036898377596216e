"""Names, once at start, what the floors below leave open: menu, user-made fields, projections, searches."""

from keta.flows import collecting, contract_change, lead_to_contract, order_to_cash
from keta.kernel.fieldtypes.links import keep_own_records_in
from keta.kernel.files.keeping import claim_files
from keta.kernel.objects.register import extend_with
from keta.kernel.records.projections import project
from keta.kernel.records.sharing import keep_shares
from keta.modules.activities import operations as activities
from keta.modules.activities.follow_up import keep_followed_up
from keta.modules.billing import operations as billing
from keta.modules.billing import prints as billing_prints
from keta.modules.billing.following import follow_contracts
from keta.modules.crm import operations as crm
from keta.modules.parties import operations as parties
from keta.modules.people import operations as people
from keta.modules.sales import operations as sales
from keta.modules.sales import prints as sales_prints
from keta.modules.stock import operations as stock
from keta.modules.stock import prints as stock_prints
from keta.modules.stock.levels import keep_levels
from keta.project.menu import lay_out
from keta.project.subscribers import subscribe
from keta.studio.compiling import extension
from keta.studio.models import CustomRecord
from keta.surfaces.duplicates.keys import keep_match_keys
from keta.surfaces.lists.saved import views_for
from keta.surfaces.reading.plan import search_with
from keta.surfaces.reading.views import save_views_with
from keta.surfaces.search.finding import narrowed
from keta.surfaces.search.indexing import index

VERBS = (
    *(people, parties, activities, crm, sales, sales_prints, stock, stock_prints, billing, billing_prints),
    *(lead_to_contract, order_to_cash, contract_change, collecting),
)
"""Importing them declares their actions and prints."""


def wire() -> None:
    lay_out()
    extend_with(extension)
    keep_own_records_in(CustomRecord)
    project(index)
    project(keep_match_keys)
    project(claim_files)
    project(keep_shares)
    project(keep_followed_up)
    project(keep_levels)
    project(follow_contracts)
    search_with(narrowed)
    save_views_with(views_for)
    subscribe()
