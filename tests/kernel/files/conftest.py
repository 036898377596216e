"""A signed-in member and an empty company."""

from tests.surfaces.lists.conftest import browser, signed_in
from tests.surfaces.reading.company import customers, house, member_with

__all__ = ["browser", "customers", "house", "member_with", "signed_in"]
