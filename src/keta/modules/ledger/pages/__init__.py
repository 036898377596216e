"""Pages of the ledger that are no lists: the trial balance and the account book."""
