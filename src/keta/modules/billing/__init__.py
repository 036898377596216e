"""Money with customers: invoices, receivables, receipts and what they settle, refunds."""
