"""How many pieces of work fit into one short transaction, learnt from how long the last ones took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

SMALLEST, LARGEST = 1, 5_000


class Pace:
    """A batch size that makes for transactions of `seconds`: half of what others may have to wait."""

    def __init__(self, size: int = 50, seconds: float = 0.1, least: int = SMALLEST) -> None:
        """`least` is for work of which each batch costs much by itself: on a busy machine smaller ones, which take
        almost as long, would never come to an end."""
        self.size = size
        self._seconds = seconds
        self._least = least

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Times one batch of the present size."""
        started = time.monotonic()
        yield
        self.took(time.monotonic() - started)

    def took(self, seconds: float) -> None:
        """Learns from one batch; at most doubled, since one quick batch may be luck, but shrunk at once."""
        fitting = int(self.size * self._seconds / max(seconds, 0.0001))
        self.size = max(self._least, min(fitting, self.size * 2, LARGEST))
