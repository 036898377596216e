"""Pages of money that are no lists: the ageing of debts, the work list of collection, the statement of account."""
