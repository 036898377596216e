"""What every write changed, by whom, through which door and why; records as they were at any moment."""
