"""Taking rows out: what a list shows as CSV or XLSX, complete, and so that it can be brought back."""
