"""Chains across modules, one file each: what leads from a lead to a contract, from an order to cash."""
