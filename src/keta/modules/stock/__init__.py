"""Goods: warehouses, deliveries and returns, and the moves that stock is the sum of."""
