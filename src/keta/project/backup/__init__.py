"""A whole company in one file, and back: the database as it was at one moment, its files, and the keys apart."""
