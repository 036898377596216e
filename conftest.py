"""Tests stand in `tests/` and beside the modules; both share the ground of `tests/conftest.py` and a small company."""

pytest_plugins = ["tests.conftest", "tests.company"]
