"""Likely duplicates: keys kept with every write, so that looking for them is one question to an index."""
