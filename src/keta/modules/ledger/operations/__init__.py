from keta.modules.ledger.operations.posting import post, posted, reverse

__all__ = ["post", "posted", "reverse"]
