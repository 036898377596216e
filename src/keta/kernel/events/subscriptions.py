"""Who listens to what; filled in one place only, `keta.project.subscribers`, so that one look tells."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase

from keta.kernel.events.models import Event

Listener = Callable[[Event], None]


class Subscriptions:
    """Listeners under their lasting names, with the patterns of the event names they want to hear."""

    def __init__(self) -> None:
        self._listeners: dict[str, Listener] = {}
        self._patterns: list[tuple[str, str]] = []

    def subscribe(self, pattern: str, listener: Listener, *, name: str = "") -> None:
        """Tells `listener` of each event whose name fits `pattern` (`sales.contract.*`), in order per record.

        A listener is one short piece of database work, done in one transaction with the note that it was
        told, and so exactly once. What leaves the house or takes longer is a job that it enqueues. Waiting
        deliveries know it by `name`, by default its dotted path: a listener that moves keeps its old name.
        """
        name = name or f"{listener.__module__}.{listener.__qualname__}"
        if self._listeners.setdefault(name, listener) is not listener:
            raise ValueError(f"Two listeners are called {name}; give one of them another name.")
        self._patterns.append((pattern, name))

    @property
    def names(self) -> list[str]:
        return list(self._listeners)

    def listener(self, name: str) -> Listener:
        return self._listeners[name]

    def listeners_of(self, event_name: str) -> Iterator[str]:
        """The names of the listeners that hear events of this name, each once."""
        names = (name for pattern, name in self._patterns if fnmatchcase(event_name, pattern))
        return iter(dict.fromkeys(names))


subscriptions = Subscriptions()
