"""Names, once at start, what the floors below leave open: menu, projections, listeners, the gate."""

from keta.project.menu import lay_out


def wire() -> None:
    lay_out()
