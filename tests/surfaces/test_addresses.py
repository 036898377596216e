"""Which objects have pages of their own."""

import pytest
from django.urls import Resolver404, resolve

from keta.kernel.objects.register import built_in

LINES = sorted(key for key, kind in built_in().items() if kind.is_line)


@pytest.mark.parametrize("key", LINES)
def test_lines_have_no_pages_of_their_own(key: str) -> None:
    number = "01a20102-1d3e-7d0d-91f1-884a10d1b9b2"
    for path in ("", "/new", "/choose", "/board", f"/{number}", f"/{number}/edit", f"/{number}/history", "/preview"):
        with pytest.raises(Resolver404):
            resolve(f"/{key}{path}")
