"""What the library says when it will not calculate."""

from __future__ import annotations

from keta.insight.base.text import Text

IN_COLUMN = Text("Column “{column}”: {reason}", "列“{column}”：{reason}")


class BadInput(ValueError):
    """Input that cannot give a right answer: the column where there is one, the reason, what to do."""

    def __init__(self, reason: Text, column: str | None = None) -> None:
        self.reason = reason
        self.column = column
        super().__init__(str(self.message))

    @property
    def message(self) -> Text:
        return self.reason if self.column is None else IN_COLUMN(column=self.column, reason=self.reason)

    def explain(self, locale: str) -> str:
        return self.message.tell(locale)


class Cancelled(Exception):
    """Raised by a progress callback to stop a calculation; nothing is left half done."""
