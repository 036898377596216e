"""What an object says of itself beside its fields: words, layout, where it shows, how it is found again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from keta.kernel.refusals import Text

Sections = Mapping[Text, tuple[str, ...]]
"""The layout of a page: names of fields under their headings."""


@dataclass(frozen=True)
class ShowsOn:
    """This object appears on the page of a lower one: as a related list of the records whose `via` points there."""

    object: str
    via: str
    label: Text = ""
    columns: tuple[str, ...] = ()
    position: int = 50
    in_timeline: bool = True
    through: str = ""
    """The field of this object that holds the lines in which `via` stands, where the record itself has no such link."""
    shown: str = ""
    """A lower object to show in place of this one, which points here by a `Source` and so cannot say it itself."""


@dataclass(frozen=True)
class Quick:
    """A record of this object that is written down in one press on the pages on which it shows."""

    label: Text
    fields: tuple[str, ...]
    """What the dialog asks."""
    icon: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict)
    """What a record written in this way gets beside it."""


@dataclass(frozen=True)
class Figure:
    """A summary figure that this object adds to the page of a lower one: `count` or `sum:amount` over `via`."""

    object: str
    via: str
    label: Text
    measure: str = "count"
    where: Mapping[str, Any] = field(default_factory=dict)
    position: int = 50


@dataclass(frozen=True)
class Window:
    """A second way to look at the same records, with its own key, words, layout and condition."""

    key: str
    label: Text
    menu: str
    where: Mapping[str, Any]
    sets: Mapping[str, Any]
    """What a record created through this window gets."""
    icon: str = ""
    position: int = 50
    sections: Sections = field(default_factory=dict)
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A view that shows its first rows on the home page."""

    position: int
    columns: tuple[str, ...]
    """The first holds the link; three or four fit."""
    label: Text = ""
    """Where the name of the view does not say whose records they are."""


@dataclass(frozen=True)
class View:
    """A list as delivered: a tab with its filter and order, in the grammar of the address bar."""

    key: str
    label: Text
    filters: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""
    panel: Panel | None = None


@dataclass(frozen=True)
class ObjectSpec:
    """The declaration of an object; what no section names stands in the last one."""

    label: Text
    menu: str = ""
    """The group of the navigation; empty for objects that only stand on pages of others."""
    icon: str = "file"
    position: int = 50
    title: str = "{name}"
    order: str = "-changed_at"
    sections: Sections = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    """The columns of the list as delivered; by default the fields marked `listed`."""
    shows_on: tuple[ShowsOn, ...] = ()
    figures: tuple[Figure, ...] = ()
    quick: tuple[Quick, ...] = ()
    windows: tuple[Window, ...] = ()
    views: tuple[View, ...] = ()
    kanban: str = ""
    """The field (state, choice or link) whose values are the columns of the board."""
    kanban_action: str = ""
    """The action that a drag runs, the new column under the name of the field; none where a drag edits the field."""
    derives_from: tuple[str, ...] = ()
    """Links whose targets `derive` reads; they are fetched for a whole set at once."""
    duplicates: tuple[str, ...] = ()
    """The fields by which likely duplicates are found."""
    is_common: bool = False
    """Records without an owner are seen by all who may read the object at all."""
    is_searched: bool = True
    keeps_history: bool = True
    bumps_version: bool = False
    """Its records are part of what processes cache (rights, options, definitions)."""
    reserved_for: tuple[str, ...] = ()
    """Fields naming members or positions: where any of them names somebody, only those named read the record."""
    read_as: str = ""
    """The link whose target must be open to whoever reads the record, such as the list that a price stands on."""
    administered: bool = False
    """Created and changed by administrators only, whatever the position says of the module."""
    open_in: tuple[str, ...] | None = None
    """The states in which people may change or delete a record; empty where operations alone write, through no door."""
