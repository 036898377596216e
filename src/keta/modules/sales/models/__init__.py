from keta.modules.sales.models.contract import Collection, Contract, ContractLine
from keta.modules.sales.models.quotation import Quotation, QuotationLine

__all__ = ["Collection", "Contract", "ContractLine", "Quotation", "QuotationLine"]
