"""Numbers that people see, such as `KH-000123`: unique, given in order, gaps allowed."""
