from keta.modules.sales.operations.contract import settle_plan
from keta.modules.sales.operations.quotation import reject_quotation, revise_quotation

__all__ = ["reject_quotation", "revise_quotation", "settle_plan"]
