from keta.modules.ledger.models.account import Account
from keta.modules.ledger.models.voucher import Posting, Voucher

__all__ = ["Account", "Posting", "Voucher"]
