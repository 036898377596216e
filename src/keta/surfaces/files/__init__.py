"""Uploading and downloading files, and what a form posts with its other fields."""
