from keta.modules.billing.operations.bill import collect_bill, discount_bill, endorse_bill
from keta.modules.billing.operations.crediting import (
    credit_receivables,
    credit_return,
    why_not_withdrawn,
    withdraw_credit,
    withdraw_credits,
    write_off,
)
from keta.modules.billing.operations.invoice import (
    cancel_invoice,
    draft_invoice,
    issue_invoice,
    number_invoice,
    red_letter,
    why_no_red_letter,
)
from keta.modules.billing.operations.receipt import allocate, receive_payment, reverse_receipt, why_not_reversible
from keta.modules.billing.operations.receivable import (
    cancel_open_receivables,
    create_receivables,
    fire_event,
    note_promise,
    withdraw_event,
)
from keta.modules.billing.operations.refund import pay_refund, reverse_refund

__all__ = [
    "allocate",
    "cancel_invoice",
    "cancel_open_receivables",
    "collect_bill",
    "create_receivables",
    "credit_receivables",
    "credit_return",
    "discount_bill",
    "draft_invoice",
    "endorse_bill",
    "fire_event",
    "issue_invoice",
    "note_promise",
    "number_invoice",
    "pay_refund",
    "receive_payment",
    "red_letter",
    "reverse_receipt",
    "reverse_refund",
    "why_no_red_letter",
    "why_not_reversible",
    "why_not_withdrawn",
    "withdraw_credit",
    "withdraw_credits",
    "withdraw_event",
    "write_off",
]
