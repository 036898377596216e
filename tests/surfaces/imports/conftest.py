"""A signed-in member, an empty company, and the folder of public data."""

from tests.published.conftest import data
from tests.surfaces.lists.conftest import browser, signed_in
from tests.surfaces.reading.company import customers, house, member_with

__all__ = ["browser", "customers", "data", "house", "member_with", "signed_in"]
