"""The fixtures of the tests of reading."""

from tests.surfaces.reading.company import customers, house, member_with

__all__ = ["customers", "house", "member_with"]
