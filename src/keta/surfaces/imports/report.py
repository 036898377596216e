"""What became of the rows of a file: counts, and for each row that was refused where and why."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from keta.kernel.objects import Kind
from keta.kernel.refusals import Text

MOST_TOLD = 1000
COUNTS = ("created", "updated", "unchanged", "skipped", "refused")


@dataclass(frozen=True)
class Refusal:
    """Why a row was not taken: its line in the file (the headings are line 1), the field, the reason."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True)
class Likeness:
    """A new record that may be one we had already: its line in the file, and whom it looks like."""

    row: int
    title: str
    id: str


@dataclass
class Report:
    """Refusals are all in hand while the import runs; those beyond a thousand are kept with its file alone."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    likely: int = 0
    """How many new records look like one that was there before."""
    ignored: list[str] = field(default_factory=list)
    """Headings that fill nothing."""
    refusals: list[Refusal] = field(default_factory=list)
    likenesses: list[Likeness] = field(default_factory=list)

    def refuse(self, row: int, errors: Mapping[str, Sequence[Text]]) -> None:
        self.refused += 1
        for path, texts in errors.items():
            self.refusals.append(Refusal(row, path, "; ".join(str(text) for text in texts)))

    def resemble(self, row: int, title: str, twin: UUID | None) -> None:
        self.likely += 1
        self.likenesses.append(Likeness(row, title, str(twin or "")))

    def add(self, other: "Report") -> None:
        """Takes in what became of further rows."""
        for name in (*COUNTS, "likely"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refusals += other.refusals
        self.likenesses += other.likenesses

    @property
    def refused_rows(self) -> list[int]:
        return list(dict.fromkeys(refusal.row for refusal in self.refusals))

    def as_json(self) -> dict[str, Any]:
        """What is kept and shown; lists end after a thousand."""
        told = asdict(self)
        return told | {name: told[name][:MOST_TOLD] for name in ("refusals", "likenesses")}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Report":
        lists = {
            "refusals": [Refusal(**each) for each in told.get("refusals", [])],
            "likenesses": [Likeness(**each) for each in told.get("likenesses", [])],
        }
        return cls(**{**told, **lists})


def reasons_by_row(refusals: Sequence[Refusal], kind: Kind) -> dict[int, str]:
    """All reasons of a row in one sentence, under its line."""
    found: dict[int, list[str]] = {}
    for refusal in refusals:
        label = label_at(kind, refusal.field)
        found.setdefault(refusal.row, []).append(f"{label}: {refusal.reason}" if label else refusal.reason)
    return {row: "; ".join(reasons) for row, reasons in found.items()}


def label_at(kind: Kind, path: str) -> str:
    """The label of the field that a path such as `lines.0.product` begins with."""
    spec = kind.fields.get(path.split(".")[0])
    return str(spec.label) if spec else path
