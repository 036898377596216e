from keta.modules.billing.models.cash_account import CashAccount
from keta.modules.billing.models.invoice import Invoice, InvoiceLine
from keta.modules.billing.models.receipt import Allocation, Receipt
from keta.modules.billing.models.receivable import Credit, Receivable
from keta.modules.billing.models.refund import Refund, RefundLine

__all__ = [
    "Allocation",
    "CashAccount",
    "Credit",
    "Invoice",
    "InvoiceLine",
    "Receipt",
    "Receivable",
    "Refund",
    "RefundLine",
]
