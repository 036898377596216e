"""Long and scheduled work: declared by `@job`, queued in the business transaction, done by a worker."""
