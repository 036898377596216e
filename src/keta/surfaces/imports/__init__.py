"""Bringing spreadsheets in: reading any file, guessing what its columns mean, checking every row, writing in sets."""
