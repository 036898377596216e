from keta.modules.sales.models.change import ContractChange, ContractChangeLine
from keta.modules.sales.models.contract import Collection, Contract, ContractLine
from keta.modules.sales.models.quotation import Quotation, QuotationLine

__all__ = [
    "Collection",
    "Contract",
    "ContractChange",
    "ContractChangeLine",
    "ContractLine",
    "Quotation",
    "QuotationLine",
]
