"""Whom we deal with: parties in their roles, contacts, addresses, relations, origins."""
