"""The folder of public data, as the tests of published figures find it."""

from tests.published.conftest import data

__all__ = ["data"]
