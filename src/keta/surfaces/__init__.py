"""What every object gets for free: lists, details, forms, API, import, export, search, history, prints."""
