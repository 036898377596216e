"""Selling: quotations in versions, contracts with their collection plans."""
