from keta.modules.parties.operations.party import assign_customer, claim_customer, release_customer

__all__ = ["assign_customer", "claim_customer", "release_customer"]
