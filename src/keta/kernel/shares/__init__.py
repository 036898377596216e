"""Single records shared with people or departments."""
