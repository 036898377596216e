"""Our own company: departments, members, positions with their rights, pick-list options."""
