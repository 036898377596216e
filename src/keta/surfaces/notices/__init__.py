"""The bell: what others did that concerns me, and what became of my long work."""
