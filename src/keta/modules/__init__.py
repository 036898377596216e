"""The business, one package per area; each may know only those below it."""
