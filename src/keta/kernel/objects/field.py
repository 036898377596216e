"""How fields are declared: `name = field.Text(_("Name"), required=True)`.

Each function makes a `Declared`; Django hands it the model class, where it leaves its columns and its spec.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields as dataclass_fields
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel import fieldtypes as types
from keta.kernel.fieldtypes import FieldSpec, FieldType
from keta.kernel.fieldtypes.links import model_label
from keta.kernel.refusals import Text as Words

FACTS = {each.name for each in dataclass_fields(FieldSpec)} - {"name", "type"}


class Declared:
    """A field on its way into a model class."""

    def __init__(self, kind: FieldType, facts: Mapping[str, Any]) -> None:
        self.kind = kind
        self.facts = facts

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        spec = FieldSpec(name=name, type=self.kind, **self.facts)
        own = model.__dict__.get("declared")
        if own is None:
            own = {}
            model.declared = own  # type: ignore[attr-defined]
        own[name] = spec
        for attribute, column in self.kind.columns(spec).items():
            model.add_to_class(attribute, column)  # type: ignore[attr-defined]


class Parent:
    """The document that a line belongs to."""

    def __init__(self, target: str) -> None:
        self.target = target

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        model.parent_name = name  # type: ignore[attr-defined]
        key = models.ForeignKey(model_label(self.target), models.CASCADE, related_name="+")
        model.add_to_class(name, key)  # type: ignore[attr-defined]


def declare(kind: type[FieldType], label: Words = "", **facts: Any) -> Any:
    """A field of a type; what is not a fact of the field is an option of the type."""
    options = {name: value for name, value in facts.items() if name not in FACTS}
    return Declared(kind(**options), {name: value for name, value in facts.items() if name in FACTS} | {"label": label})


def _of(kind: type[FieldType]) -> Callable[..., Any]:
    return partial(declare, kind)


Text = _of(types.TextType)
LongText = _of(types.LongTextType)
RichText = _of(types.RichTextType)
JSON = _of(types.JSONType)
Integer = _of(types.IntegerType)
Decimal = _of(types.DecimalType)
Live = _of(types.LiveType)
Money = _of(types.MoneyType)
Percent = _of(types.PercentType)
Date = _of(types.DateType)
Moment = _of(types.MomentType)
YesNo = _of(types.YesNoType)
Tags = _of(types.TagsType)
Phone = _of(types.PhoneType)
Email = _of(types.EmailType)
URL = _of(types.URLType)
Address = _of(types.AddressType)
Source = _of(types.SourceType)
Files = _of(types.FilesType)
Picture = _of(types.PictureType)
Member = _of(types.MemberType)
Department = _of(types.DepartmentType)


def Link(target: str, label: Words = "", **facts: Any) -> Any:  # noqa: N802  (reads as the type it declares)
    """A pointer to one record of `target`; `window` names the object that stands for it on screens."""
    return declare(types.LinkType, label, target=target, **facts)


def Links(target: str, label: Words = "", **facts: Any) -> Any:  # noqa: N802
    """Pointers to any number of records of `target`."""
    return declare(types.LinksType, label, target=target, **facts)


def Tree(target: str, label: Words = "", **facts: Any) -> Any:  # noqa: N802
    """The parent of a record among its own kind."""
    return declare(types.TreeType, label or _("Belongs under"), target=target, **facts)


def Lines(target: str, label: Words = "", **facts: Any) -> Any:  # noqa: N802
    """The lines of a document; `target` is a model derived from `Line`."""
    return declare(types.LinesType, label, target=target, **facts)


def Number(pattern: str, label: Words = "", **facts: Any) -> Any:  # noqa: N802
    """The number that people see, from a pattern such as `HT{year}{month}-{sequence}`."""
    defaults = {"listed": True, "filtered": True, "searched": True, "unique": True}
    return declare(types.NumberSequenceType, label or _("Number"), pattern=pattern, **{**defaults, **facts})


def Choice(label: Words, options: Mapping[str, Words], **facts: Any) -> Any:  # noqa: N802
    """One of a fixed set."""
    return declare(types.ChoiceType, label, options=options, **facts)


def Pick(list_key: str, label: Words, options: Mapping[str, Words] | None = None, **facts: Any) -> Any:  # noqa: N802
    """One of the company's own list `list_key`; `options` are the delivered ones."""
    return declare(types.PickType, label, list=list_key, options=options or {}, **facts)


def Choices(label: Words, options: Mapping[str, Words], **facts: Any) -> Any:  # noqa: N802
    """Some of a fixed set."""
    return declare(types.ChoicesType, label, options=options, **facts)


def Picks(list_key: str, label: Words, options: Mapping[str, Words] | None = None, **facts: Any) -> Any:  # noqa: N802
    """Some of the company's own list `list_key`."""
    return declare(types.PicksType, label, list=list_key, options=options or {}, **facts)


def Elapsed(since: str, label: Words, **facts: Any) -> Any:  # noqa: N802
    """Days passed since the date field `since` of the same record."""
    return declare(types.ElapsedType, label, since=since, **facts)


def State(  # noqa: N802
    label: Words = "", colours: Mapping[str, str] | None = None, *, importable: bool = True, **options: Words
) -> Any:
    """Where the document stands: `State(draft=_("Draft"), active=_("Active"))`; it begins in the first one.

    Not `importable` where a state means that something was booked, which only an operation does.
    """
    kind = types.StateType(options=options, colours=colours or {})
    facts = {"label": label or _("State"), "listed": True, "filtered": True, "importable": importable}
    return Declared(kind, facts)
