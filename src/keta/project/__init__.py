"""Wiring: settings, addresses, menu, subscribers and the command line. Nobody imports this floor."""
