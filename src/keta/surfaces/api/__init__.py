"""`/api/v1`: every object for programs, through the same reads, writes and actions as the pages."""
