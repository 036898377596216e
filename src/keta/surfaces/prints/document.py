"""What a print template needs to know about a document: texts that are formatted and translated already."""

from typing import Literal, NotRequired, TypedDict


class Head(TypedDict):
    """Who sends the document; `lines` are address, phone and the like, `logo` is the text of an SVG."""

    name: str
    lines: NotRequired[list[str]]
    logo: NotRequired[str]


class Column(TypedDict):
    """`width` is a share of what is left (1fr), millimetres (22mm), or what the texts need (auto)."""

    label: str
    align: NotRequired[Literal["left", "center", "right"]]
    width: NotRequired[str]


class Entry(TypedDict):
    label: str
    value: str


class Total(Entry):
    is_grand: NotRequired[bool]


class Signature(TypedDict):
    """One party; `lines` are the labels of what is filled in by hand."""

    label: str
    name: NotRequired[str]
    lines: NotRequired[list[str]]


class PrintedDocument(TypedDict):
    """`page` is the pattern of the page number, with {page} and {pages}."""

    head: Head
    title: str
    number: Entry
    fields: NotRequired[list[Entry]]
    greeting: NotRequired[str]
    columns: NotRequired[list[Column]]
    rows: NotRequired[list[list[str]]]
    totals: NotRequired[list[Total]]
    capitals: NotRequired[Entry]
    terms_label: NotRequired[str]
    terms: NotRequired[list[str]]
    signatures: NotRequired[list[Signature]]
    page: NotRequired[str]
    language: NotRequired[str]
    region: NotRequired[str]
