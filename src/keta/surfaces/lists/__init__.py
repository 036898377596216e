"""The list of every object: columns, filters, saved views, totals, edits in place and in bulk, chart,
board."""
